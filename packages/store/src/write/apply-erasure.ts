import type { ResourceTypeName } from "@wijkverband/fhir";
import { Anomaly } from "@wijkverband/fhir";
import type { ErasedCounts, Erasure } from "../store.ts";
import type { Current } from "./apply-unit.ts";
import { checkExpectations, notFound } from "./preconditions.ts";

/** How much of a type carries a patient label, deleted resources included, and when the last of it was written (epoch milliseconds). */
export interface Inventory {
  readonly type: ResourceTypeName;
  readonly count: number;
  readonly updated: number;
}

/** The erasing half of an adapter; synchronous, within the transaction at hand. */
export interface ErasableShelf {
  current(type: ResourceTypeName, id: string): Current | undefined;
  inventory(patient: string): readonly Inventory[];
  /** Takes out all that carries the label: every version, index rows, ties, unique keys and the stamp. */
  erase(patient: string): void;
}

/** Erases one record; the one meaning of it that all adapters share. The adapter undoes everything when this throws.
 *  @throws {Anomaly} as `Store.erase` says. */
export function applyErasure(erasure: Erasure, shelf: ErasableShelf): ErasedCounts {
  checkExpectations(erasure, shelf);
  const inventory = shelf.inventory(erasure.patient);
  if (inventory.length === 0) throw notFound();
  const limit = erasure.lastChangeBefore?.getTime() ?? Infinity;
  if (inventory.some(({ updated }) => updated >= limit)) throw new Anomaly("stale", "this record was changed after that instant");
  shelf.erase(erasure.patient);
  return Object.fromEntries(inventory.map(({ type, count }) => [type, count]));
}
