import { visibleBy, type Facts } from "@wijkverband/policy";
import { compareChanges, readPosition, writePosition, type ChangePosition } from "../search/change-position.ts";
import type { ChangesRequest, ChangesResult } from "../store.ts";
import { StoredVersion } from "../stored-version.ts";
import type { VersionRow } from "../stored-version.ts";
import type { Entry, MemoryState } from "./memory-state.ts";
import { isInForce, latest } from "./memory-state.ts";

interface Found extends ChangePosition {
  readonly row: VersionRow;
}

/** Answers by looking at every version of every resource: the meaning of a history in its plainest form. */
export function changesMemory(state: MemoryState, request: ChangesRequest): ChangesResult {
  const after = request.after === undefined ? undefined : readPosition(request.after);
  const found: readonly Found[] = [...state.all()]
    .filter((entry) => isAsked(entry, request) && isVisible(entry, state, request))
    .flatMap((entry) =>
      entry.versions.filter((row, place) => isWithin(row, entry.versions[place + 1], request)).map((row) => ({ updated: row.updated, slot: entry.slot, version: row.version, row })),
    )
    .sort(compareChanges);
  const rest = after === undefined ? found : found.filter((position) => compareChanges(position, after) > 0);
  const page = rest.slice(0, request.count);
  const last = page.at(-1);
  return {
    entries: page.map(({ row }) => new StoredVersion(row)),
    ...(request.total === true && { total: found.length }),
    ...(last !== undefined && rest.length > page.length && { next: writePosition(last) }),
  };
}

function isAsked(entry: Entry, { type, id, patient }: ChangesRequest): boolean {
  const now = latest(entry);
  return (type === undefined || now.type === type) && (id === undefined || now.id === id) && (patient === undefined || now.labels.patient === patient);
}

function isVisible(entry: Entry, state: MemoryState, { visible, at }: ChangesRequest): boolean {
  if (visible === "server") return true;
  const { type, id, labels } = latest(entry);
  const ties = [...state.tiesAbout(undefined), ...(labels.patient === undefined ? [] : state.tiesAbout(labels.patient))];
  const facts: Facts = { type, id, labels, ties: ties.filter((row) => isInForce(row, at.getTime())) };
  return visibleBy(visible[type] ?? [], facts) !== undefined;
}

/** @param next the version that replaced it, if any. */
function isWithin({ updated, deleted }: VersionRow, next: VersionRow | undefined, { since, until, during, current }: ChangesRequest): boolean {
  if (current === true && (deleted || next !== undefined)) return false;
  if (since !== undefined && updated < since.getTime()) return false;
  if (until !== undefined && updated >= until.getTime()) return false;
  return during === undefined || (updated < during.end.getTime() && (next === undefined || next.updated > during.start.getTime()));
}
