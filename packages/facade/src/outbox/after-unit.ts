import { Anomaly } from "@wijkverband/fhir";
import { isTieInForce, marksOf, tieRows, type TieRow } from "@wijkverband/policy";
import type { Change, Store, Stored } from "@wijkverband/store";
import type { Looks } from "../guard.ts";

/** What a store will say of single resources and ties once a unit is written: asked before it is, for what is told of it lies in the same unit. */
export function afterUnit(store: Store, changes: readonly Change[]): Looks {
  const after = new Map(changes.map((change) => [referenceOf(change), change] as const));
  const rows = changes.flatMap((change) => (change.op === "delete" ? [] : tieRows(change.resource)));
  const withRows = (kept: readonly TieRow[], fits: (row: TieRow) => boolean): readonly TieRow[] => [...kept.filter(({ source }) => !after.has(source)), ...rows.filter(fits)];
  return {
    search: (request) => store.search(request),
    history: (type, id) => store.history(type, id),
    async read(type, id) {
      const change = after.get(`${type}/${id}`);
      if (change?.op === "delete") throw new Anomaly("gone", "deleted");
      return change === undefined ? store.read(type, id) : storedOf(change);
    },
    async readMany(references) {
      const found = new Map(await store.readMany(references.filter((reference) => !after.has(reference))));
      for (const reference of references) {
        const change = after.get(reference);
        if (change !== undefined && change.op !== "delete") found.set(reference, storedOf(change));
      }
      return found;
    },
    ties: async (patient, holders, at) => withRows(await store.ties(patient, holders, at), (row) => (row.patient === undefined || row.patient === patient) && holders.includes(row.holder) && isTieInForce(row, at)),
    tiesOf: async (patient, kind) => withRows(await store.tiesOf(patient, kind), (row) => row.patient === patient && row.kind === kind),
  };
}

function referenceOf(change: Change): string {
  return change.op === "delete" ? `${change.type}/${change.id}` : `${change.resource.resourceType}/${change.resource.id}`;
}

function storedOf({ resource, labels }: Exclude<Change, { op: "delete" }>): Stored {
  return { type: resource.resourceType as Stored["type"], id: resource.id, versionId: "", lastUpdated: "", deleted: false, labels: { ...labels, ...marksOf(resource) }, json: "", resource: () => resource };
}
