import { profileUrl, system } from "@wijkverband/fhir";
import type { Bundle, Composition, DocumentReference, ServiceRequest } from "hl7-fhir-r4-types";

/** What a publication is made of; ids are chosen by the caller. */
export interface PublicationInput {
  /** Final (`finalDocument`) and sealed. */
  readonly document: Bundle & { readonly id: string };
  /** `Patient/<id>` */
  readonly patient: string;
  /** `PractitionerRole/<id>` of the publishing huisarts. */
  readonly huisarts: string;
  /** `Organization/<id>` of the practice. */
  readonly practice: string;
  /** `Organization/<id>` of the posts that it is addressed to. */
  readonly addressees: readonly [string, ...string[]];
  /** FHIR date or dateTime, from `checkDocument`. */
  readonly reviewDate: string;
  readonly at: Date;
  readonly ids: { readonly request: string; readonly reference: string };
  /** The publication that this one replaces. */
  readonly former?: { readonly request: ServiceRequest; readonly reference?: DocumentReference };
}

/** The resources to write, in one transaction. */
export interface Publication {
  readonly request: ServiceRequest & { readonly id: string };
  readonly reference: DocumentReference & { readonly id: string };
  /** The replaced publication, closed. Its Bundle never changes. */
  readonly former?: { readonly request: ServiceRequest; readonly reference?: DocumentReference };
}

/** Makes a checked draft into the document that is sealed: final, stamped, attested by the huisarts it names. An attestation time that the
 *  document already carries is kept: it is the doctor's, not ours. */
export function finalDocument(draft: Bundle, id: string, at: Date): Bundle & { id: string } {
  const [first, ...others] = draft.entry ?? [];
  const time = at.toISOString();
  const composition = first?.resource as Composition;
  const final: Composition = {
    ...composition,
    status: composition.status === "amended" ? "amended" : "final",
    attester: (composition.attester ?? []).map((attester) => (attester.mode === "legal" ? { time, ...attester } : attester)),
  };
  return {
    ...draft,
    id,
    meta: { ...draft.meta, profile: [...new Set([...(draft.meta?.profile ?? []), profileUrl("handover-document")])] },
    identifier: draft.identifier ?? { system: "urn:ietf:rfc:3986", value: `urn:uuid:${id}` },
    timestamp: time,
    entry: [{ ...first, resource: final }, ...others],
  };
}

/** What a publication consists of (rule `one-current`): an active ServiceRequest to the addressed posts, a current DocumentReference, and the former
 *  pair completed and superseded. */
export function publicationOf(input: PublicationInput): Publication {
  const { document, patient, huisarts, practice, addressees, reviewDate, at, ids, former } = input;
  const time = at.toISOString();
  const request: Publication["request"] = {
    resourceType: "ServiceRequest",
    id: ids.request,
    meta: { profile: [profileUrl("handover-request")] },
    status: "active",
    intent: "order",
    category: [{ coding: [{ system: system.snomed, code: "308292007" }] }],
    code: { coding: [{ system: system.snomed, code: "11131000146102" }], text: "Palliatieve overdracht" },
    subject: { reference: patient },
    occurrencePeriod: { start: time, end: reviewDate },
    authoredOn: time,
    requester: { reference: huisarts },
    performer: addressees.map((reference) => ({ reference })),
    supportingInfo: [{ reference: `Bundle/${document.id}` }],
    ...(former?.request.id !== undefined && { replaces: [{ reference: `ServiceRequest/${former.request.id}` }] }),
  };
  const reference: Publication["reference"] = {
    resourceType: "DocumentReference",
    id: ids.reference,
    meta: { profile: [profileUrl("handover-reference")] },
    ...(document.identifier && { masterIdentifier: document.identifier }),
    status: "current",
    docStatus: "final",
    type: { coding: [{ system: system.loinc, code: "18761-7" }], text: "Palliatieve overdracht" },
    subject: { reference: patient },
    date: time,
    author: [{ reference: huisarts }],
    authenticator: { reference: huisarts },
    custodian: { reference: practice },
    ...(former?.reference?.id !== undefined && { relatesTo: [{ code: "replaces", target: { reference: `DocumentReference/${former.reference.id}` } }] }),
    content: [{ attachment: { contentType: "application/fhir+json", url: `Bundle/${document.id}`, creation: time } }],
    context: { related: [{ reference: `ServiceRequest/${ids.request}` }] },
  };
  return { request, reference, ...(former && { former: { request: { ...former.request, status: "completed" }, ...superseded(former.reference) } }) };
}

function superseded(reference: DocumentReference | undefined): { reference?: DocumentReference } {
  return reference ? { reference: { ...reference, status: "superseded" } } : {};
}

/** What a withdrawal changes: the ServiceRequest is revoked with the reason, the DocumentReference superseded. What was published was not entered in
 *  error, so `docStatus` stays as it was; the Bundle stays too: what the post saw must remain provable. */
export function withdrawalOf(input: {
  readonly request: ServiceRequest;
  readonly reference?: DocumentReference;
  readonly reason: string;
  /** `Practitioner/<id>` of who withdraws: an Annotation names a person, not a role (R4). */
  readonly person: string;
  readonly at: Date;
}): { readonly request: ServiceRequest; readonly reference?: DocumentReference } {
  const { request, reference, reason, person, at } = input;
  const note = { authorReference: { reference: person }, time: at.toISOString(), text: `Ingetrokken: ${reason}` };
  return { request: { ...request, status: "revoked", note: [...(request.note ?? []), note] }, ...superseded(reference) };
}
