import { Anomaly, operationOutcome, readBundleEntry, resolveBundle, storedType, type RequestEntry } from "@wijkverband/fhir";
import { reachesInteraction, type InteractionLetter } from "@wijkverband/identity";
import type { TieRow } from "@wijkverband/policy";
import type { Change, Stored } from "@wijkverband/store";
import type { Bundle, BundleEntryResponse } from "hl7-fhir-r4-types";
import { keptAsItWas, leftOut, locationOf, storedAsSent } from "./answers.ts";
import { breaths } from "./breath.ts";
import { answerText, bundleText, createWeighing, type TextEntry } from "./bundle-text.ts";
import { commit } from "./commit.ts";
import { retryWhenStale } from "./condition.ts";
import type { Context } from "./context.ts";
import { askEntry, entryOf } from "./entry-ask.ts";
import type { Answer } from "./exchange.ts";
import { note } from "./guard.ts";
import { findKnown } from "./known.ts";
import { demandMayRegister, newRegistration, withGp } from "./registration.ts";
import { findConditions, resolveConditionalReferences } from "./transaction-conditions.ts";
import { fateOf, type Fate } from "./transaction-fate.ts";
import { demandReadable } from "./transaction-reads.ts";
import { demandShape, planWrite } from "./write.ts";

/** All of it or none (R4 http.html#transaction): deletes, creates, updates and patches in one unit. What it creates that is known already by its number is
 *  resolved to, and updated when it is this practice's and differs. A patient who is new here is registered in the same transaction. Reads come after the
 *  writes are durable, each a request of its own; one that would be refused holds all of it back before anything is written. */
export async function runTransaction(context: Context, bundle: Bundle): Promise<Answer> {
  const { house } = context;
  const requests = (Array.isArray(bundle.entry) ? bundle.entry : []).map((entry, index) => readBundleEntry(entry, index, house.baseUrl));
  requests.forEach((request) => demandPossible(context, request));
  demandShape(context, requests.flatMap(({ resource, index }) => (resource === undefined || storedType(resource.resourceType) === undefined ? [] : [{ resource, at: `Bundle.entry[${index}].resource` }])));
  const { fates, stored, ignored } = await retryWhenStale(() => write(context, bundle, requests));
  return answer(context, bundle, { fates, stored, ignored, length: requests.length });
}

interface Written {
  readonly fates: readonly Fate[];
  readonly stored: readonly Stored[];
  readonly ignored: readonly string[];
}

async function write(context: Context, bundle: Bundle, requests: readonly RequestEntry[]): Promise<Written> {
  const { house } = context;
  const conditions = await findConditions(context, requests);
  const { known, found: sought } = await findKnown(context, requests);
  const assigned = resolveBundle(bundle, ({ index }) => conditions.get(index)?.match?.id ?? known.get(index)?.stored.id ?? house.newId(), { baseUrl: house.baseUrl });
  const { entries, found } = await resolveConditionalReferences(context, assigned.entries, assigned.conditionalReferences);
  await demandReadable(context, entries, conditions);
  const fates: Fate[] = [];
  const breathe = breaths();
  for (const entry of entries) {
    await breathe();
    fates.push(await fateOf(context, entry, { request: requests[entry.index], known: known.get(entry.index), matching: conditions.get(entry.index) }));
  }
  refuseDoubles(fates);
  const registrations = fates.flatMap((fate) => registrationOf(context, fate));
  const ties: readonly TieRow[] = registrations.flatMap((registration) => registration.ties);
  const { changes: planned, ignored, expect = [], found: foundByPlan, tell } = await planWrite(context, fates.flatMap((fate) => (fate.fate === "write" ? [fate.draft] : [])), ties);
  const deletes = fates.flatMap((fate) => (fate.fate === "delete" && !fate.stored.deleted ? [fate] : []));
  const changes: Change[] = [
    ...deletes.map(({ stored: { type, id }, ifMatch }): Change => ({ op: "delete", type, id, ...(ifMatch !== undefined && { ifMatch }) })),
    ...planned.map((change) => registrations.reduce((changed: Change, { patient, generalPractitioner }) => (change.resource.id === patient ? withGp(changed, generalPractitioner) : changed), change)),
    ...registrations.map(({ change }) => change),
  ];
  // what is pointed at is answered too, so it was read
  for (const fate of fates) if (fate.fate === "known") note(context.trail, fate.stored);
  const unit = {
    changes,
    tell: [...tell, ...registrations.map(({ patient, ties }) => ({ topic: "assignment-changed", patient, focus: ties[0]?.source ?? `Patient/${patient}` }) as const)],
    expect: [...expect, ...deletes.map(({ stored: { type, id, versionId } }) => ({ type, id, versionId }))],
    found: [...[...conditions.values()].map((matching) => matching.found), ...sought, ...found, ...foundByPlan],
  };
  return { fates, ignored, stored: changes.length === 0 ? [] : await commit(context, unit) };
}

const letters: Readonly<Partial<Record<RequestEntry["interaction"], InteractionLetter>>> = { create: "c", update: "u", patch: "u", delete: "d" };

/** What a transaction takes, and the token reaches; reads are asked by themselves later. */
function demandPossible({ ask }: Context, { interaction, index, method, target }: RequestEntry): void {
  const expression = `Bundle.entry[${index}].request`;
  if (storedType(target.type ?? "")?.kind === "log" && interaction !== "read" && interaction !== "search") {
    const text = "the log is written by what happens, by nobody else";
    throw new Anomaly("not-allowed", text, { rule: "audit", issues: [{ text, expression, rule: "audit" }] });
  }
  if (method === "GET" || method === "HEAD") return;
  const letter = letters[interaction];
  if (letter === undefined) {
    const text = "a transaction here creates, updates, patches, deletes and reads; call operations by themselves or in a batch";
    throw new Anomaly("incorrect", text, { issues: [{ text, expression: `${expression}.method` }] });
  }
  if (!reachesInteraction(ask.principal.scopes, target.type ?? "", letter)) {
    const text = "the scopes of this token don't reach that";
    throw new Anomaly("forbidden", text, { rule: "no-row-no-access", issues: [{ text, expression, rule: "no-row-no-access" }] });
  }
}

/** A condition may match what another entry names: then one of the two would be lost. */
function refuseDoubles(fates: readonly Fate[]): void {
  const seen = new Set<string>();
  for (const fate of fates) {
    if (fate.fate !== "write" && fate.fate !== "delete") continue;
    const key = fate.fate === "write" ? `${fate.draft.resource.resourceType}/${fate.draft.id}` : `${fate.stored.type}/${fate.stored.id}`;
    const text = "two entries write the same resource";
    if (seen.has(key)) throw new Anomaly("incorrect", text, { issues: [{ text, expression: `Bundle.entry[${fate.entry.index}].request.url` }] });
    seen.add(key);
  }
}

/** A Patient that is new here comes with its registration. One registered elsewhere is refused with the words for any registration that can't be made. */
function registrationOf(context: Context, fate: Fate): readonly (ReturnType<typeof newRegistration> & { patient: string })[] {
  if (fate.fate !== "write" || fate.draft.former !== undefined || fate.draft.resource.resourceType !== "Patient") return [];
  demandMayRegister(context.caller);
  return [{ ...newRegistration(context.caller, context.house.newId(), fate.draft.id, context.at), patient: fate.draft.id }];
}

async function answer(context: Context, bundle: Bundle, { fates, stored, ignored, length }: Written & { readonly length: number }): Promise<Answer> {
  const { house, ask } = context;
  const byReference = new Map(stored.map((each) => [`${each.type}/${each.id}`, each]));
  const entries: TextEntry[] = Array.from({ length }, () => ({}));
  const breathe = breaths();
  const fits = createWeighing();
  for (const fate of fates) {
    await breathe();
    const { index } = fate.entry;
    const sent = bundle.entry?.[index];
    if (fate.fate === "read" && sent !== undefined) entries[index] = await entryOf(async () => askEntry(context, sent, index), ask.requestId, fits);
    else if (fate.fate !== "read") entries[index] = entryFor(fate, byReference);
  }
  return { ...answerText(bundleText({ type: "transaction-response", entries })), ...(ask.prefer !== undefined && { headers: { "Preference-Applied": `return=${ask.prefer}` } }) };

  function entryFor(fate: Exclude<Fate, { fate: "read" }>, written: ReadonlyMap<string, Stored>): TextEntry {
    if (fate.fate === "delete") {
      const gone = written.get(`${fate.stored.type}/${fate.stored.id}`) ?? fate.stored;
      return { response: { status: "204 No Content", etag: `W/"${gone.versionId}"`, lastModified: gone.lastUpdated } };
    }
    const now = fate.fate === "known" ? fate.stored : written.get(`${fate.draft.resource.resourceType}/${fate.draft.id}`);
    if (now === undefined) throw new Anomaly("fault", "an entry was not stored");
    const notes = ignored.filter((expression) => expression.startsWith(`Bundle.entry[${fate.entry.index}].`)).map(leftOut);
    const response: BundleEntryResponse = {
      status: fate.fate === "write" && fate.draft.former === undefined ? "201 Created" : "200 OK",
      location: locationOf(now, house.baseUrl),
      etag: `W/"${now.versionId}"`,
      lastModified: now.lastUpdated,
      ...((notes.length > 0 || ask.prefer === "OperationOutcome") && { outcome: operationOutcome(notes.length > 0 ? notes : [fate.fate === "known" ? keptAsItWas : storedAsSent]) }),
    };
    return { ...(ask.prefer === "representation" && { resource: now.json, fullUrl: `${house.baseUrl}/${now.type}/${now.id}` }), response };
  }
}
