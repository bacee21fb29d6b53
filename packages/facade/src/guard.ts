import { Anomaly, storedType, type ResourceTypeName } from "@wijkverband/fhir";
import { decideAmong, isTieInForce, narrow, rowsNeeded, ruleOfRefusal, type Action, type Caller, type Facts, type Labels, type TieRow, type Visibility } from "@wijkverband/policy";
import type { Store, Stored } from "@wijkverband/store";
import { enterRead, type Trail } from "./trail.ts";

/** The answer to whoever may not know that something is there: the same for unknown and for forbidden (`stranger`). */
export function notThere(): Anomaly {
  return new Anomaly("not-found", "not found", { rule: "stranger" });
}

/** What single resources and ties are known by. */
export type Looks = Pick<Store, "read" | "readMany" | "history" | "search" | "ties" | "tiesOf">;

interface Subject {
  readonly type: ResourceTypeName;
  readonly id: string;
  readonly labels: Labels;
}

/** Stands in for a patient whom we don't know, so that an unknown one goes the same way as a forbidden one and neither bytes nor time tell them apart (`stranger`). */
export const nobody: Subject = { type: "Patient", id: "-", labels: { patient: "-", domain: "gedeeld" } };

/** Lets the caller do `action` on one resource, or throws: 404 when he may not even see it, 403 with the rule when he may.
 *  Writes into the trail which row and basis let him through.
 *  @param also further actions that the answer depends on.
 *  @returns those of `also` that he may do too, by the same look at the ties. */
export async function permit(store: Store, caller: Caller, action: Action, subject: Subject, at: Date, trail: Trail, also: readonly Action[] = []): Promise<readonly Action[]> {
  // whose record was asked for stands in the audit, also when it is refused
  if (subject.labels !== nobody.labels && subject.labels.patient !== undefined) trail.patients.add(subject.labels.patient);
  const facts = await factsOf(store, caller, [action, ...also], subject, at);
  const decision = decideAmong(waysOf(caller, action, subject.type), action, facts);
  if (decision.allow) {
    trail.row = decision.row;
    trail.basis = decision.basis;
    if (subject.labels.patient !== undefined) trail.grounds.set(subject.labels.patient, { row: decision.row, basis: decision.basis, evidence: decision.evidence });
    return also.filter((other) => decideAmong(waysOf(caller, other, subject.type), other, facts).allow);
  }
  const seen = action !== "read" && ((await may(store, caller, "read", subject, at)) || (action === "create" && (await seesPatient(store, caller, subject.labels.patient, at))));
  if (!seen) throw notThere();
  // what a supervisor would change is found with the ties that a supervised caller would need
  const supervised = caller.supervisor === undefined ? await factsOf(store, { ...caller, supervisor: "PractitionerRole/-" }, [action], subject, at) : facts;
  throw new Anomaly("forbidden", "this role may not do this here", { rule: ruleOfRefusal(caller, action, supervised) });
}

/** Tells whether the caller may do `action`, without consequences. */
export async function may(store: Store, caller: Caller, action: Action, subject: Subject, at: Date): Promise<boolean> {
  return decideAmong(waysOf(caller, action, subject.type), action, await factsOf(store, caller, [action], subject, at)).allow;
}

/** What of each type the caller may read, for a query. */
export function visibleTypes(caller: Caller, types: Iterable<ResourceTypeName>): Partial<Record<ResourceTypeName, Visibility>> {
  const visible: Partial<Record<ResourceTypeName, Visibility>> = {};
  for (const type of types) visible[type] = waysOf(caller, "read", type);
  return visible;
}

/** The row of the policy table by which a search of this type is let through. */
export function rowOfSearch(caller: Caller, type: ResourceTypeName): string {
  return waysOf(caller, "read", type)[0]?.row ?? "";
}

/** Reads a resource for the caller. @throws {Anomaly} `not-found` for what isn't there and for what he may not see, alike. */
export async function readFor(store: Store, caller: Caller, type: ResourceTypeName, id: string, at: Date, trail: Trail): Promise<Stored> {
  const stored = await readAlsoDeleted(store, type, id);
  if (stored === undefined) throw notThere();
  await permit(store, caller, "read", stored, at, trail);
  if (stored.deleted) throw new Anomaly("gone", "deleted");
  note(trail, stored);
  return stored;
}

/** The newest version, tombstone included, or `undefined`. */
export async function readAlsoDeleted(store: Pick<Looks, "read" | "history">, type: ResourceTypeName, id: string): Promise<Stored | undefined> {
  try {
    return await store.read(type, id);
  } catch (thrown) {
    if (thrown instanceof Anomaly && thrown.category === "not-found") return undefined;
    if (thrown instanceof Anomaly && thrown.category === "gone") return (await store.history(type, id))[0];
    throw thrown;
  }
}

/** Enters a resource in the trail. */
export function note(trail: Trail, stored: Stored): void {
  enterRead(trail, stored);
  noteSubject(trail, stored);
}

/** Enters whom a resource is about, where something was told of it and it didn't go out itself. */
export function noteSubject(trail: Trail, stored: Stored): void {
  const { patient } = stored.labels;
  if (patient === undefined) return;
  trail.patients.add(patient);
  const seen = samples.get(trail) ?? new Map<string, Stored>();
  if (!seen.has(patient)) samples.set(trail, seen.set(patient, stored));
}

/** The first thing that was read of each patient, for the ground of a search. */
const samples = new WeakMap<Trail, Map<string, Stored>>();

/** Names the ground for each patient of whom a query brought something along (`basis`): what let the first of it through. */
export async function groundAll(store: Store, caller: Caller, at: Date, trail: Trail): Promise<void> {
  for (const [patient, stored] of samples.get(trail) ?? []) {
    if (trail.grounds.has(patient)) continue;
    const decision = decideAmong(waysOf(caller, "read", stored.type), "read", await factsOf(store, caller, ["read"], stored, at));
    if (decision.allow) trail.grounds.set(patient, { row: decision.row, basis: decision.basis, evidence: decision.evidence });
  }
}

async function seesPatient(store: Store, caller: Caller, patient: string | undefined, at: Date): Promise<boolean> {
  if (patient === undefined) return false;
  const stored = await readAlsoDeleted(store, "Patient", patient);
  return stored !== undefined && (await may(store, caller, "read", stored, at));
}

/** Ways by action and type. Who asks keeps the same ways, so that a store can keep what it makes of them too. */
const ways = new WeakMap<Caller, Map<string, ReturnType<typeof narrow>>>();

function waysOf(caller: Caller, action: Action, type: ResourceTypeName): ReturnType<typeof narrow> {
  let known = ways.get(caller);
  if (known === undefined) ways.set(caller, (known = new Map()));
  const key = `${action} ${type}`;
  let found = known.get(key);
  if (found === undefined) known.set(key, (found = narrow(caller, action, type)));
  return found;
}

/** Callers are kept as long as their token, so this forgets when they do. */
const needs = new WeakMap<Caller, Map<string, ReturnType<typeof rowsNeeded>>>();

function neededFor(caller: Caller, actions: readonly Action[], type: ResourceTypeName): ReturnType<typeof rowsNeeded> {
  let known = needs.get(caller);
  if (known === undefined) needs.set(caller, (known = new Map()));
  const key = `${type} ${actions.join(" ")}`;
  let needed = known.get(key);
  if (needed === undefined) known.set(key, (needed = rowsNeeded(actions.flatMap((action) => waysOf(caller, action, type)))));
  return needed;
}

/** What is known of how the caller stands to what it is about. */
export async function factsOf(store: Pick<Looks, "ties" | "tiesOf">, caller: Caller, actions: readonly Action[], { type, id, labels }: Subject, at: Date): Promise<Facts> {
  const needed = neededFor(caller, actions, type);
  const about = storedType(type)?.kind === "directory" ? undefined : labels.patient;
  const ties: TieRow[] = needed.holders.length === 0 ? [] : [...(await store.ties(about, needed.holders, at))];
  if (needed.registration && about !== undefined) {
    ties.push(...(await store.tiesOf(about, "registered")).filter((row) => isTieInForce(row, at)));
  }
  return { type, id, labels, ties };
}
