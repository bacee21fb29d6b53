import { Anomaly, readBundleEntry, resolveBundle, type RequestEntry, type ResolvedEntry, type ResourceTypeName } from "@wijkverband/fhir";
import { reachesInteraction } from "@wijkverband/identity";
import type { TieRow } from "@wijkverband/policy";
import type { Change, Stored } from "@wijkverband/store";
import type { Bundle, BundleEntryResponse, Patient, PractitionerRole, Resource } from "hl7-fhir-r4-types";
import { isDeepStrictEqual } from "node:util";
import { answerText, bundleText, type TextEntry } from "./bundle-text.ts";
import { commit } from "./commit.ts";
import type { Context } from "./context.ts";
import type { Answer } from "./exchange.ts";
import { notThere, permit, readAlsoDeleted } from "./guard.ts";
import { findKnown, type Known } from "./known.ts";
import { requireVersion, versionOf } from "./precondition.ts";
import { demandMayRegister, newRegistration, withGp } from "./registration.ts";
import { planWrite, type Draft } from "./write.ts";

/** What becomes of one entry. */
type Fate =
  | { readonly entry: ResolvedEntry; readonly fate: "write"; readonly draft: Draft }
  | { readonly entry: ResolvedEntry; readonly fate: "delete"; readonly stored: Stored; readonly ifMatch: string | undefined }
  | { readonly entry: ResolvedEntry; readonly fate: "known"; readonly stored: Stored };

/** All of it or none (R4 http.html#transaction). Holds writes; what it creates that is known already by its number is resolved to, and updated when
 *  it is this practice's and differs. A patient who is new here is registered in the same transaction. */
export async function runTransaction(context: Context, bundle: Bundle): Promise<Answer> {
  const { house } = context;
  const requests = (Array.isArray(bundle.entry) ? bundle.entry : []).map((entry, index) => readBundleEntry(entry, index, house.baseUrl));
  requests.forEach((request) => refuseWhatIsNoWrite(context, request));
  const known = await findKnown(context, requests);
  const { entries, conditionalReferences } = resolveBundle(bundle, ({ index }) => known.get(index)?.stored.id ?? house.newId(), { baseUrl: house.baseUrl });
  if (conditionalReferences.length > 0) {
    const issues = conditionalReferences.map(({ expression }) => ({ text: "references by search aren't supported; give the other resource in the same transaction", expression }));
    throw new Anomaly("incorrect", "references by search aren't supported", { issues });
  }
  const fates = await Promise.all(entries.map((entry) => fateOf(context, entry, known.get(entry.index))));
  const registrations = fates.flatMap((fate) => registrationOf(context, fate));
  const ties: readonly TieRow[] = registrations.flatMap((registration) => registration.ties);
  const drafts = fates.flatMap((fate) => (fate.fate === "write" ? [fate.draft] : []));
  const planned = await planWrite(context, drafts, ties);
  const changes: Change[] = [
    ...fates.flatMap((fate): Change[] => (fate.fate === "delete" ? [{ op: "delete", type: fate.stored.type, id: fate.stored.id, ...(fate.ifMatch !== undefined && { ifMatch: fate.ifMatch }) }] : [])),
    ...planned.changes.map((change) => registrations.reduce((changed, { patient, generalPractitioner }) => (change.op !== "delete" && change.resource.id === patient ? withGp(changed, generalPractitioner) : changed), change)),
    ...registrations.map(({ change }) => change),
  ];
  for (const fate of fates) if (fate.fate === "known" && fate.stored.labels.patient !== undefined) context.trail.patients.add(fate.stored.labels.patient);
  const stored = changes.length === 0 ? [] : await commit(context, { changes, ...(planned.expect && { expect: planned.expect }) });
  return answer(context, fates, stored, requests.length);
}

function refuseWhatIsNoWrite({ ask }: Context, { interaction, index, target, ifNoneExist }: RequestEntry): void {
  const letter = interaction === "create" ? "c" : interaction === "update" ? "u" : interaction === "delete" ? "d" : undefined;
  const expression = `Bundle.entry[${index}].request`;
  if (letter === undefined || target.query !== undefined) {
    const text = "a transaction here creates, updates and deletes; read and call operations by themselves or in a batch";
    throw new Anomaly("incorrect", text, { issues: [{ text, expression: `${expression}.method` }] });
  }
  if (ifNoneExist !== undefined) {
    const text = "conditional create isn't supported; what carries a known identifier is resolved to anyway";
    throw new Anomaly("incorrect", text, { issues: [{ text, expression: `${expression}.ifNoneExist` }] });
  }
  if (!reachesInteraction(ask.principal.scopes, target.type ?? "", letter)) {
    const text = "the scopes of this token don't reach that";
    throw new Anomaly("forbidden", text, { rule: "no-row-no-access", issues: [{ text, expression, rule: "no-row-no-access" }] });
  }
}

async function fateOf(context: Context, entry: ResolvedEntry, known: Known | undefined): Promise<Fate> {
  const { house, caller, at, trail } = context;
  const place = `Bundle.entry[${entry.index}].resource`;
  const { id = "" } = entry;
  const resource = entry.interaction === "create" && entry.resource !== undefined ? asOwn(context, entry.resource) : entry.resource;
  if (entry.interaction === "create" && resource !== undefined) {
    if (known === undefined) return { entry, fate: "write", draft: { resource, id, at: place } };
    if (!known.owned || sameContent(resource, known.stored.resource())) return { entry, fate: "known", stored: known.stored };
    return { entry, fate: "write", draft: { resource, id, at: place, former: known.stored, ifMatch: known.stored.versionId } };
  }
  const former = await readAlsoDeleted(house.store, entry.target.type as ResourceTypeName, id);
  if (former === undefined) throw notThere();
  await permit(house.store, caller, entry.interaction === "delete" ? "delete" : "update", former, at, trail);
  if (entry.interaction === "delete") return { entry, fate: "delete", stored: former, ifMatch: versionOf(entry.ifMatch) };
  if (former.deleted) throw new Anomaly("gone", "deleted");
  const ifMatch = requireVersion(entry.ifMatch);
  if (ifMatch !== former.versionId) throw new Anomaly("stale", "another version is current", { issues: [{ text: `the current version is ${former.versionId}`, expression: `Bundle.entry[${entry.index}].request.ifMatch` }] });
  if (resource === undefined) throw new Anomaly("incorrect", "the resource is missing");
  return { entry, fate: "write", draft: { resource, id, at: place, former, ifMatch } };
}

/** A role without organisation, sent by a practice, is a role at that practice. */
function asOwn({ caller }: Context, resource: Resource): Resource {
  if (resource.resourceType !== "PractitionerRole" || resource.organization !== undefined || caller.organization === undefined) return resource;
  return { ...resource, organization: { reference: caller.organization } } satisfies PractitionerRole;
}

/** A Patient that is new here comes with its registration. One registered elsewhere is refused with the words for any registration that can't be made. */
function registrationOf(context: Context, fate: Fate): readonly (ReturnType<typeof newRegistration> & { patient: string })[] {
  if (fate.fate !== "write" || fate.draft.former !== undefined || fate.draft.resource.resourceType !== "Patient") return [];
  demandMayRegister(context.caller);
  return [{ ...newRegistration(context.caller, context.house.newId(), fate.draft.id, context.at), patient: fate.draft.id }];
}

/** The same but for what the server keeps. */
function sameContent(sent: Resource, stored: Resource): boolean {
  return isDeepStrictEqual(content(sent), content(stored));
}

function content(resource: Resource): unknown {
  const { id: _id, meta, ...rest } = resource;
  const { generalPractitioner: _gp, ...patient } = rest as Partial<Patient>;
  return JSON.parse(JSON.stringify({ ...(resource.resourceType === "Patient" ? patient : rest), profile: meta?.profile })) as unknown;
}

function answer({ house, ask }: Context, fates: readonly Fate[], written: readonly Stored[], length: number): Answer {
  const byReference = new Map(written.map((stored) => [`${stored.type}/${stored.id}`, stored]));
  const entries: TextEntry[] = Array.from({ length }, () => ({}));
  for (const fate of fates) {
    const stored = fate.fate === "write" ? byReference.get(`${fate.entry.target.type}/${fate.draft.id}`) : fate.stored;
    if (stored === undefined) continue;
    const status = fate.fate === "delete" ? "204 No Content" : fate.fate === "write" && fate.draft.former === undefined ? "201 Created" : "200 OK";
    const response: BundleEntryResponse = {
      status,
      ...(fate.fate !== "delete" && { location: `${house.baseUrl}/${stored.type}/${stored.id}/_history/${stored.versionId}`, etag: `W/"${stored.versionId}"`, lastModified: stored.lastUpdated }),
    };
    const whole = fate.fate !== "delete" && ask.prefer === "representation" ? { resource: stored.json, fullUrl: `${house.baseUrl}/${stored.type}/${stored.id}` } : {};
    entries[fate.entry.index] = { ...whole, response };
  }
  return answerText(bundleText({ type: "transaction-response", entries }));
}
