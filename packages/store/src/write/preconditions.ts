import { questionOf, type ResourceTypeName } from "@wijkverband/fhir";
import { Anomaly } from "@wijkverband/fhir";
import type { Change, SearchRequest, SearchResult, Unit } from "../store.ts";
import type { Current } from "./apply-unit.ts";

interface Lookup {
  current(type: ResourceTypeName, id: string): Current | undefined;
}

/** @throws {Anomaly} `stale` when something the decision to write was based on has changed since. A deleted resource counts as absent. */
export function checkExpectations(unit: Pick<Unit, "expect">, shelf: Lookup): void {
  for (const { type, id, versionId } of unit.expect ?? []) {
    const current = shelf.current(type, id);
    const found = current === undefined || current.deleted ? null : String(current.version);
    if (found !== versionId) throw new Anomaly("stale", `${type}/${id} has changed since it was read`);
  }
}

/** Writes a unit if its searches find what they found when it was decided on, and one thing at most afterwards where they say so.
 *  @param search asks what the transaction at hand sees. @throws {Anomaly} `stale`. */
export function writeOnFound<Written>(unit: Unit, search: (request: SearchRequest) => SearchResult, write: () => Written): Written {
  if (unit.found === undefined || unit.found.length === 0) return write();
  const idsOf = ({ request }: NonNullable<Unit["found"]>[number]): readonly string[] => {
    const query = questionOf(request.query.type, request.query.where, 2);
    return search({ query, visible: request.visible, at: unit.at }).matches.map(({ id }) => id);
  };
  for (const before of unit.found) {
    const now = idsOf(before);
    if (now.length !== before.ids.length || !now.every((id) => before.ids.includes(id))) throw new Anomaly("stale", "what the condition matches has changed since");
  }
  const written = write();
  if (unit.found.some((before) => before.single === true && idsOf(before).length > 1)) throw new Anomaly("stale", "a condition would match more than one resource afterwards");
  return written;
}

/** @throws {Anomaly} `conflict` for a create over what is there, `not-found` or `gone` for a change of what isn't, `stale` for an older `ifMatch`. */
export function checkMayChange(change: Change, former: Current | undefined): void {
  if (change.op === "create") {
    if (former !== undefined && !former.deleted) throw new Anomaly("conflict", "a resource with this id is already there");
    return;
  }
  if (former === undefined) throw notFound();
  if (former.deleted) throw gone();
  if (change.ifMatch !== undefined && change.ifMatch !== String(former.version)) {
    throw new Anomaly("stale", `the current version is ${former.version}`);
  }
}

export function notFound(): Anomaly {
  return new Anomaly("not-found", "no such resource");
}

export function gone(): Anomaly {
  return new Anomaly("gone", "this resource was deleted");
}
