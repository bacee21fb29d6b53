import { anyHasCode, checkDocument, finalDocument, ownCode, publicationOf } from "@wijkverband/care";
import { Anomaly, canonicalBase, isPost, profileUrl } from "@wijkverband/fhir";
import type { Labels } from "@wijkverband/policy";
import type { Change, Stored } from "@wijkverband/store";
import type { Bundle, Organization, Reference, Resource, ServiceRequest } from "hl7-fhir-r4-types";
import { answerStored } from "../answers.ts";
import { commit } from "../commit.ts";
import type { Context } from "../context.ts";
import { draftFrom, missingIssues, readMaterial, type HandoverMaterial } from "../handover-material.ts";
import { refuseDeceasedIn, refuseWithheld } from "../handover-refusals.ts";
import { operation, type Operation } from "../operation.ts";
import { otherPatientFaults } from "../other-patient.ts";
import { closingChanges, findPublication, publishedResources } from "../publication.ts";
import { withServerOwned } from "../server-owned.ts";
import { readSurroundings } from "../surroundings.ts";
import { unpackDocument } from "../unpack.ts";
import { sourceOf } from "../source.ts";
import { planWrite } from "../write.ts";

/** `POST [base]/Patient/[id]/$publish-handover`: seals a handover and makes it the current one for the addressed posts (`attested`, `one-current`, `minimum`). */
export const publishHandoverOperation: Operation = operation({
  code: "$publish-handover",
  on: "Patient",
  definition: `${canonicalBase}/OperationDefinition/publish-handover`,
  affectsState: true,
  scope: "wijkverband-palliatief",
  title: "Publish a handover to the out-of-hours post",
  bodyLimit: 25 * 1024 * 1024,
  input: {
    document: { type: "Resource", resource: "Bundle" },
    addressee: { type: "Reference", target: "Organization", max: "*" },
    "review-date": { type: "date" },
  },
  async run(context, patient, input) {
    const { house, caller, at } = context;
    const huisarts = caller.person;
    if (huisarts === undefined || caller.organization === undefined) throw new Anomaly("forbidden", "a handover is attested by a huisarts whom the directory knows", { rule: "attested" });
    const material = await readMaterial(context, patient);
    const { document, plan } = await prepare(context, patient, material, input.document);
    const reviewDate = check(context, patient, document, huisarts, input["review-date"]);
    const addressees = await addresseesOf(context, material, input.addressee);

    const final = finalDocument(withVersions(document, plan.changes, material, at), house.newId(), at);
    const sealed = { ...(await house.sealer.seal(final, at)), id: final.id };
    refuseFaults(context, sealed);

    const former = findPublication(material.record);
    const publication = publicationOf({
      document: sealed,
      patient: `Patient/${patient.id}`,
      huisarts,
      practice: `Organization/${material.practice.id}`,
      addressees,
      reviewDate,
      at,
      ids: { request: house.newId(), reference: house.newId() },
      ...(former && { former: publishedResources(former) }),
    });
    const composition = sealed.entry?.[0]?.resource;
    if (composition?.id === undefined) throw new Anomaly("fault", "a checked document begins with a Composition");
    const labels: Labels = { patient: patient.id, domain: "medisch", author: caller.organization };
    const own = <R extends Resource & { id: string }>(resource: R) => withServerOwned(resource, { id: resource.id, domain: "medisch", source: sourceOf(context), former: undefined });
    const changes: Change[] = [
      ...plan.changes,
      ...(former && publication.former ? closingChanges(former, publication.former) : []),
      { op: "create", resource: own(sealed), labels },
      { op: "create", resource: own({ ...composition, id: composition.id }), labels },
      { op: "create", resource: own({ ...publication.request, supportingInfo: carriedBy(sealed, publication.reference.id) }), labels },
      { op: "create", resource: own(publication.reference), labels },
    ];
    const tell = [{ topic: "handover-published", patient: patient.id, focus: `ServiceRequest/${publication.request.id}` }] as const;
    const written = await commit(context, { changes, tell, expect: [...(plan.expect ?? []), ...basedOn(sealed, material, plan.changes)] });
    const request = written.find(({ type, id }) => type === "ServiceRequest" && id === publication.request.id);
    if (request === undefined) throw new Anomaly("fault", "the publication wasn't stored");
    return answerStored(request, 200, { Location: `${house.baseUrl}/ServiceRequest/${request.id}/_history/${request.versionId}` });
  },
});

interface Plan {
  readonly changes: readonly Change[];
  readonly expect?: readonly { readonly type: Stored["type"]; readonly id: string; readonly versionId: string | null }[];
}

/** The document to check: the HIS's own, unpacked, or what is stored. */
async function prepare(context: Context, patient: Stored, material: HandoverMaterial, sent: Bundle | undefined): Promise<{ document: Bundle; plan: Plan }> {
  if (sent === undefined) {
    const { draft, missing } = draftFrom(context, patient, material);
    if (missing.length > 0) throw new Anomaly("rule", "the handover isn't complete", { issues: missingIssues(missing) });
    return { document: draft, plan: { changes: [] } };
  }
  refuseOtherPatient(context, sent, patient);
  // nothing is taken apart that isn't whole
  refuseFaults(context, sent);
  refuseDeceasedIn(sent);
  refuseWithheld(context.house, sent, material.withheld);
  const { document, drafts } = await unpackDocument(context, sent, patient, material.record, material.directory);
  // what it named by its own numbers goes by ours now
  refuseWithheld(context.house, document, material.withheld);
  return { document, plan: await planWrite(context, drafts) };
}

function refuseFaults({ house }: Context, document: Bundle): void {
  const faults = house.validator.validate(document, { profiles: [profileUrl("handover-document")] }).filter(({ severity }) => severity === undefined || severity === "error");
  if (faults.length > 0) throw new Anomaly("rule", "the document doesn't meet the profile", { issues: faults });
}

/** Said before anything else, with the place of the entry (`one-patient`). */
function refuseOtherPatient(context: Context, document: Bundle, patient: Stored): void {
  const issues = otherPatientFaults(context, patient, document);
  if (issues.length > 0) throw new Anomaly("rule", "a handover is about one patient", { issues });
}

function check({ at }: Context, patient: Stored, document: Bundle, huisarts: string, asked: string | undefined): string {
  const verdict = checkDocument({ document, patient: `Patient/${patient.id}`, huisarts, at, ...(asked !== undefined && { reviewDate: asked }) });
  if (verdict.outcome === "refused") throw new Anomaly("rule", "the document can't be published", { issues: verdict.issues });
  return verdict.reviewDate;
}

/** The posts that were named, each of which the directory knows as a post; or else the one that covers the practice. */
async function addresseesOf({ house, at }: Context, material: HandoverMaterial, named: readonly Reference[]): Promise<[string, ...string[]]> {
  const references = named.length > 0 ? named.map(({ reference }) => reference ?? "") : await coveringPosts(house.store, material, at);
  const known = await house.store.readMany(references);
  const posts = references.filter((reference) => isPost(known.get(reference)?.resource() as Organization | undefined));
  const [first, ...others] = posts;
  if (first === undefined || posts.length < references.length) {
    throw new Anomaly("rule", "a handover is addressed to out-of-hours posts", { issues: [{ text: "an out-of-hours post (type N6) that the directory knows is needed", expression: "Parameters.parameter.where(name='addressee')", rule: "basis" }] });
  }
  return [first, ...others];
}

async function coveringPosts(store: Context["house"]["store"], { record }: HandoverMaterial, at: Date): Promise<readonly string[]> {
  const { affiliations } = await readSurroundings(store, record, at);
  return affiliations
    .filter(({ active, code }) => active !== false && anyHasCode(code, ownCode("verbinding", "anw-post")))
    .flatMap(({ organization }) => organization?.reference ?? []);
}

/** All that the publication carries: whoever may read it may read these (`who-reads-parts`). */
function carriedBy(document: Bundle, reference: string): NonNullable<ServiceRequest["supportingInfo"]> {
  const entries = (document.entry ?? []).flatMap(({ resource }) => (resource?.id === undefined ? [] : [`${resource.resourceType}/${resource.id}`]));
  const carried = [`Bundle/${document.id}`, `DocumentReference/${reference}`, ...entries];
  return carried.map((each) => ({ reference: each as `Bundle/${string}` }));
}

/** Entries say which version they are; those that this very publication writes get the version they will have. */
function withVersions(document: Bundle, changes: readonly Change[], { record, directory }: HandoverMaterial, at: Date): Bundle {
  const stored = new Map<string, Stored>([...record, ...directory].map((each) => [`${each.type}/${each.id}`, each]));
  const written = new Map<string, Exclude<Change, { op: "delete" }>>(changes.flatMap((change) => (change.op === "delete" ? [] : [[`${change.resource.resourceType}/${change.resource.id}`, change] as const])));
  const entry = (document.entry ?? []).map((each) => {
    const reference = `${each.resource?.resourceType}/${each.resource?.id}`;
    const former = stored.get(reference);
    const change = written.get(reference);
    if (each.resource === undefined || (former === undefined && change === undefined)) return each;
    const meta = change === undefined ? former?.resource().meta : { ...change.resource.meta, versionId: String(Number(former?.versionId ?? 0) + 1), lastUpdated: at.toISOString() };
    return { ...each, resource: { ...each.resource, ...(meta && { meta }) } };
  });
  return { ...document, entry };
}

/** What the document was made from must still be so when it is stored. */
function basedOn(document: Bundle, { record }: HandoverMaterial, changes: readonly Change[]): NonNullable<Plan["expect"]> {
  const changed = new Set(changes.flatMap((change) => (change.op === "delete" ? [] : [`${change.resource.resourceType}/${change.resource.id}`])));
  const held = new Set((document.entry ?? []).map(({ resource }) => `${resource?.resourceType}/${resource?.id}`));
  return record.filter(({ type, id }) => held.has(`${type}/${id}`) && !changed.has(`${type}/${id}`)).map(({ type, id, versionId }) => ({ type, id, versionId }));
}
