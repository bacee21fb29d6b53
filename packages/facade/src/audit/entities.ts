import { codeSystemUrl } from "@wijkverband/fhir";
import type { AuditEventEntity, Coding } from "hl7-fhir-r4-types";
import type { Ground, Trail } from "../trail.ts";
import { loggedNames } from "./search-names.ts";

const person: Coding = { system: "http://terminology.hl7.org/CodeSystem/audit-entity-type", code: "1" };
const systemObject: Coding = { ...person, code: "2" };
const role = (code: string): Coding => ({ system: "http://terminology.hl7.org/CodeSystem/object-role", code });
const lifecycle = (code: string): Coding => ({ system: "http://terminology.hl7.org/CodeSystem/dicom-audit-lifecycle", code });
/** *Access / Use*: what wasn't written was read. */
const accessed = "6";
/** IHE BALP names the id of the request so. */
const requestId: Coding = { system: "https://profiles.ihe.net/ITI/BALP/CodeSystem/BasicAuditEntityType", code: "XrequestId" };

/** What it was about: the patient (by reference, never by number), the versions read or written with their domain, what the access rested on,
 *  the names of search parameters, and the ids of request and trace. What is about another patient stands in that patient's event only. */
export function entitiesOf(trail: Trail, patient: string | undefined, ground: Partial<Ground>): AuditEventEntity[] {
  const own = [...trail.entities].filter(([, about]) => about === undefined || patient === undefined || about === patient);
  return [
    ...(patient === undefined ? [] : [{ what: { reference: `Patient/${patient}` }, type: person, role: role("1") }]),
    ...own.map(([reference]) => dataEntity(trail, reference)),
    ...listEntity(trail),
    ...(ground.evidence ?? []).map((reference) => ({ what: { reference }, type: systemObject, role: role("13") })),
    ...outsideEntity(trail, patient),
    ...(trail.query === undefined ? [] : [{ type: systemObject, role: role("24"), query: Buffer.from(loggedNames(trail.query, trail.vocabulary ?? new Set())).toString("base64") }]),
    { what: { identifier: { value: trail.requestId } }, type: requestId },
    ...(trail.traceId === undefined ? [] : [{ what: { identifier: { system: "https://www.w3.org/TR/trace-context/#trace-id", value: trail.traceId } }, type: systemObject }]),
  ];
}

/** That an outside consent service was asked about this patient, and what it answered, also when that was no. */
function outsideEntity({ outside }: Trail, patient: string | undefined): readonly AuditEventEntity[] {
  if (outside === undefined || outside.patient !== patient) return [];
  return [{ what: { display: "outside consent service" }, type: systemObject, role: role("13"), detail: [{ type: "decision", valueString: outside.answer }] }];
}

/** A long list that is read again and again is named item by item once, and by its digest each time: SHA-256 over its versioned references, each on a line. */
function listEntity({ list }: Trail): readonly AuditEventEntity[] {
  if (list === undefined) return [];
  const what = { identifier: { value: `sha256:${list.digest}` } };
  if (list.named === "here") return [{ what, type: systemObject, description: "the list of what was read" }];
  const securityLabel = list.domains.map((code) => ({ system: codeSystemUrl("domein"), code }));
  return [{ what, type: systemObject, role: role("4"), lifecycle: lifecycle(accessed), description: "all that the event named by this digest lists", ...(securityLabel.length > 0 && { securityLabel }) }];
}

function dataEntity({ domains, written }: Trail, reference: string): AuditEventEntity {
  const domain = domains.get(reference);
  return {
    what: { reference },
    type: systemObject,
    role: role("4"),
    lifecycle: lifecycle(written.get(reference) ?? accessed),
    ...(domain !== undefined && { securityLabel: [{ system: codeSystemUrl("domein"), code: domain }] }),
  };
}
