import type { Resource } from "hl7-fhir-r4-types";
import type { IndexRow, ResourceTypeName } from "@wijkverband/fhir";
import { Anomaly, stringifyJson } from "@wijkverband/fhir";
import type { Labels, TieRow } from "@wijkverband/policy";
import type { StoreOptions, UniqueKey } from "../options.ts";
import type { Change, Stored, Unit } from "../store.ts";
import { StoredVersion } from "../stored-version.ts";
import type { VersionRow } from "../stored-version.ts";
import { checkExpectations, checkMayChange } from "./preconditions.ts";

/** What is known of a resource before its next version: enough to judge a change, without its text. */
export interface Current {
  /** The adapter's own number of the resource; the same through all its versions. */
  readonly slot: number;
  readonly version: number;
  readonly deleted: boolean;
  readonly labels: Labels;
}

/** The writing half of an adapter. Its methods are synchronous and all take part in the transaction at hand. */
export interface Shelf {
  current(type: ResourceTypeName, id: string): Current | undefined;
  /** Makes `row` the current version; the former one stays in history. Answers with the slot. */
  put(row: VersionRow, former: Current | undefined): number;
  replaceIndex(slot: number, type: ResourceTypeName, rows: readonly IndexRow[]): void;
  /** Answers with the patients of the rows that went. */
  replaceTies(source: string, rows: readonly TieRow[]): readonly (string | undefined)[];
  releaseKeys(slot: number): void;
  /** False when another resource holds the key. */
  takeKey(slot: number, key: UniqueKey): boolean;
  /** Lets the stamp of a patient grow, or (without patient) that of the directory. */
  touch(patient: string | undefined): void;
  /** The current text of a resource. */
  text(reference: string): string | undefined;
}

interface Outcome {
  readonly slot: number;
  readonly type: ResourceTypeName;
  /** Absent after a delete. */
  readonly resource: Resource | undefined;
}

/** Writes one unit to a shelf; the one meaning of a unit that all adapters share. The adapter undoes everything when this throws.
 *  @throws {Anomaly} as `Store.transact` says. */
export function applyUnit(unit: Unit, shelf: Shelf, options: StoreOptions): readonly Stored[] {
  checkExpectations(unit, shelf);
  const touched = new Set<string | undefined>();
  const outcomes = new Map<string, Outcome>();
  const stored = unit.changes.map((change) => {
    const { type, id } = targetOf(change);
    const former = shelf.current(type, id);
    checkMayChange(change, former);
    const { row, resource } = nextVersion(change, type, id, former, unit.at, options);
    const slot = shelf.put(row, former);
    touched.add(row.labels.patient);
    if (former !== undefined) touched.add(former.labels.patient);
    outcomes.set(`${type}/${id}`, { slot, type, resource });
    return new StoredVersion(row);
  });
  project(outcomes, shelf, options, touched);
  for (const patient of touched) shelf.touch(patient);
  return stored;
}

/** Index, ties and unique keys follow the state at the end of the unit, so that the order of its changes does not matter:
 *  a key may be given up by a later change than the one that takes it. */
function project(outcomes: ReadonlyMap<string, Outcome>, shelf: Shelf, options: StoreOptions, touched: Set<string | undefined>): void {
  for (const { slot, type, resource } of outcomes.values()) {
    shelf.replaceIndex(slot, type, resource === undefined ? [] : options.index(resource));
    shelf.releaseKeys(slot);
  }
  for (const [reference, { slot, resource }] of outcomes) {
    const ties = resource === undefined ? [] : tiesOf(reference, resource, shelf, options);
    for (const patient of shelf.replaceTies(reference, ties)) touched.add(patient);
    for (const { patient } of ties) touched.add(patient);
    for (const key of resource === undefined ? [] : options.uniques(resource)) {
      if (!shelf.takeKey(slot, key)) throw new Anomaly("conflict", "another resource already holds what must be unique", { rule: key.rule });
    }
  }
}

function tiesOf(source: string, resource: Resource, shelf: Shelf, options: StoreOptions): readonly TieRow[] {
  const read = (reference: string): Resource | undefined => {
    const text = shelf.text(reference);
    return text === undefined ? undefined : (JSON.parse(text) as Resource);
  };
  const rows = [...options.ties(resource), ...(options.entries?.(resource, read) ?? [])];
  return rows.map((row) => {
    if (isUnreadable(row.from) || isUnreadable(row.until)) throw new Anomaly("fault", "a tie row has a bound that is no instant");
    return { ...row, source };
  });
}

/** A bound that can't be read must not pass as "never in force": for an objection that would open the door. */
function isUnreadable(instant: string | undefined): boolean {
  return instant !== undefined && Number.isNaN(Date.parse(instant));
}

function targetOf(change: Change): { type: ResourceTypeName; id: string } {
  return change.op === "delete" ? { type: change.type, id: change.id } : { type: change.resource.resourceType as ResourceTypeName, id: change.resource.id };
}

function nextVersion(change: Change, type: ResourceTypeName, id: string, former: Current | undefined, at: Date, { marks }: StoreOptions): { row: VersionRow; resource: Resource | undefined } {
  const updated = at.getTime();
  const version = (former?.version ?? 0) + 1;
  if (change.op === "delete") return { row: { type, id, version, updated, deleted: true, labels: former?.labels ?? {}, json: "" }, resource: undefined };
  const meta = { ...change.resource.meta, versionId: String(version), lastUpdated: at.toISOString() };
  const { resourceType, id: _, meta: __, ...rest } = change.resource;
  const resource = { resourceType, id, meta, ...rest } as Resource;
  const { kind: _kind, withheld: _withheld, ...given } = change.labels;
  const labels = marks === undefined ? change.labels : { ...given, ...marks(resource) };
  return { row: { type, id, version, updated, deleted: false, labels, json: stringifyJson(resource) }, resource };
}
