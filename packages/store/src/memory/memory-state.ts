import type { IndexRow, ResourceTypeName } from "@wijkverband/fhir";
import type { TieRow } from "@wijkverband/policy";
import type { UniqueKey } from "../options.ts";
import type { VersionRow } from "../stored-version.ts";
import type { ErasableShelf, Inventory } from "../write/apply-erasure.ts";
import type { Current, Shelf } from "../write/apply-unit.ts";
import { validityOf } from "../search/date-range.ts";

/** One resource with all its versions, oldest first. */
export interface Entry {
  readonly slot: number;
  readonly versions: VersionRow[];
  index: readonly IndexRow[];
}

const noPatient = "";

/** Everything the memory store keeps, with an undo log so that a unit is written whole or not at all. */
export class MemoryState implements Shelf, ErasableShelf {
  readonly #entries = new Map<string, Entry>();
  #bySlot = new Map<number, Entry>();
  #nextSlot = 0;
  readonly #byType = new Map<string, Entry[]>();
  readonly #byPatient = new Map<string, Set<Entry>>();
  readonly #ties = new Map<string, readonly TieRow[]>();
  readonly #tiesBySource = new Map<string, readonly TieRow[]>();
  readonly #keys = new Map<string, number>();
  readonly #stamps = new Map<string, number>();
  #undo: (() => void)[] = [];

  /** Runs `work`; when it throws, all it wrote is taken back. */
  atomically<Result>(work: () => Result): Result {
    this.#undo = [];
    try {
      return work();
    } catch (error) {
      for (const step of this.#undo.reverse()) step();
      throw error;
    } finally {
      this.#undo = [];
    }
  }

  entry(type: string, id: string): Entry | undefined {
    return this.#entries.get(`${type}/${id}`);
  }

  /** Every resource, deleted ones included, in order of first creation. */
  all(): readonly Entry[] {
    return [...this.#bySlot.values()];
  }

  /** Current resources of a type, in order of first creation. */
  *ofType(type: ResourceTypeName): Iterable<Entry> {
    for (const entry of this.#byType.get(type) ?? []) if (!latest(entry).deleted) yield entry;
  }

  /** Current resources with this patient label, in order of first creation. */
  ofPatient(patient: string): readonly Entry[] {
    const entries = [...(this.#byPatient.get(patient) ?? [])];
    return entries.filter((entry) => !latest(entry).deleted && latest(entry).labels.patient === patient).sort((left, right) => left.slot - right.slot);
  }

  /** Rows about a patient, or those without one. */
  tiesAbout(patient: string | undefined): readonly TieRow[] {
    return this.#ties.get(patient ?? noPatient) ?? [];
  }

  stampOf(patient: string): number {
    return (this.#stamps.get(patient) ?? 0) + (this.#stamps.get(noPatient) ?? 0);
  }

  current(type: ResourceTypeName, id: string): Current | undefined {
    const entry = this.entry(type, id);
    if (entry === undefined) return undefined;
    const { version, deleted, labels } = latest(entry);
    return { slot: entry.slot, version, deleted, labels };
  }

  put(row: VersionRow): number {
    const entry = this.entry(row.type, row.id) ?? this.#add(row);
    if (entry.versions.at(-1) !== row) {
      entry.versions.push(row);
      this.#undo.push(() => void entry.versions.pop());
    }
    if (row.labels.patient !== undefined) {
      // A stale member of the set does no harm, because `ofPatient` looks at the label again.
      const patients = this.#byPatient.get(row.labels.patient) ?? new Set();
      this.#byPatient.set(row.labels.patient, patients.add(entry));
    }
    return entry.slot;
  }

  #add(row: VersionRow): Entry {
    const entry: Entry = { slot: this.#nextSlot++, versions: [row], index: [] };
    const key = `${row.type}/${row.id}`;
    const siblings = this.#byType.get(row.type) ?? [];
    this.#entries.set(key, entry);
    this.#byType.set(row.type, siblings);
    this.#bySlot.set(entry.slot, entry);
    siblings.push(entry);
    this.#undo.push(() => {
      this.#entries.delete(key);
      this.#bySlot.delete(entry.slot);
      siblings.pop();
      for (const patients of this.#byPatient.values()) patients.delete(entry);
    });
    return entry;
  }

  replaceIndex(slot: number, _type: ResourceTypeName, rows: readonly IndexRow[]): void {
    const entry = this.#bySlot.get(slot);
    if (entry === undefined) return;
    const former = entry.index;
    entry.index = rows;
    this.#undo.push(() => void (entry.index = former));
  }

  replaceTies(source: string, rows: readonly TieRow[]): readonly (string | undefined)[] {
    const former = this.#tiesBySource.get(source) ?? [];
    for (const patient of new Set([...former, ...rows].map((row) => row.patient ?? noPatient))) {
      const others = (this.#ties.get(patient) ?? []).filter((row) => row.source !== source);
      setWithUndo(this.#ties, patient, [...others, ...rows.filter((row) => (row.patient ?? noPatient) === patient)], this.#undo);
    }
    setWithUndo(this.#tiesBySource, source, rows, this.#undo);
    return former.map(({ patient }) => patient);
  }

  releaseKeys(slot: number): void {
    for (const [key, holder] of this.#keys) {
      if (holder !== slot) continue;
      this.#keys.delete(key);
      this.#undo.push(() => void this.#keys.set(key, holder));
    }
  }

  takeKey(slot: number, { key }: UniqueKey): boolean {
    const holder = this.#keys.get(key);
    if (holder !== undefined) return holder === slot;
    this.#keys.set(key, slot);
    this.#undo.push(() => void this.#keys.delete(key));
    return true;
  }

  holderOf(key: string): Entry | undefined {
    const slot = this.#keys.get(key);
    return slot === undefined ? undefined : this.#bySlot.get(slot);
  }

  touch(patient: string | undefined): void {
    const key = patient ?? noPatient;
    setWithUndo(this.#stamps, key, (this.#stamps.get(key) ?? 0) + 1, this.#undo);
  }

  inventory(patient: string): readonly Inventory[] {
    const byType = Map.groupBy(this.#labelled(patient), (entry) => latest(entry).type);
    return [...byType].map(([type, entries]) => ({ type, count: entries.length, updated: Math.max(...entries.map((entry) => latest(entry).updated)) }));
  }

  /** Nothing after it in its unit can fail but the audit, so what goes is put back as it was, in its old place. */
  erase(patient: string): void {
    const slots = new Map(this.#bySlot);
    this.#undo.push(() => void (this.#bySlot = slots));
    for (const entry of this.#labelled(patient)) {
      const { type, id } = latest(entry);
      const reference = `${type}/${id}`;
      this.releaseKeys(entry.slot);
      this.replaceTies(reference, []);
      removeWithUndo(this.#tiesBySource, reference, this.#undo);
      removeWithUndo(this.#entries, reference, this.#undo);
      setWithUndo(this.#byType, type, (this.#byType.get(type) ?? []).filter((other) => other !== entry), this.#undo);
      this.#bySlot.delete(entry.slot);
    }
    removeWithUndo(this.#ties, patient, this.#undo);
    removeWithUndo(this.#byPatient, patient, this.#undo);
    removeWithUndo(this.#stamps, patient, this.#undo);
  }

  /** All with this patient label, deleted ones included. */
  #labelled(patient: string): readonly Entry[] {
    return [...(this.#byPatient.get(patient) ?? [])].filter((entry) => latest(entry).labels.patient === patient);
  }

  text(reference: string): string | undefined {
    const entry = this.#entries.get(reference);
    return entry === undefined || latest(entry).deleted ? undefined : latest(entry).json;
  }
}

/** The current version, which may be a tombstone. */
export function latest(entry: Entry): VersionRow {
  return entry.versions.at(-1)!;
}

/** Tells whether a tie row is in force at an instant (epoch milliseconds). */
export function isInForce(row: TieRow, at: number): boolean {
  const { from, until } = validityOf(row);
  return from <= at && at < until;
}

function setWithUndo<Value>(map: Map<string, Value>, key: string, value: Value, undo: (() => void)[]): void {
  const had = map.has(key);
  const former = map.get(key);
  map.set(key, value);
  undo.push(() => void (had ? map.set(key, former as Value) : map.delete(key)));
}

function removeWithUndo<Value>(map: Map<string, Value>, key: string, undo: (() => void)[]): void {
  const former = map.get(key);
  if (former === undefined) return;
  map.delete(key);
  undo.push(() => void map.set(key, former));
}
