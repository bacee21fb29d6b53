import type { ResourceTypeName } from "@wijkverband/fhir";
import type { Domain, Kind, Labels } from "@wijkverband/policy";
import { StoredVersion } from "../stored-version.ts";

/** The columns of a version as SQLite answers them. */
export interface StoredRow {
  readonly type: string;
  readonly id: string;
  readonly version: number;
  readonly updated: number;
  readonly deleted: number;
  readonly patient: string | null;
  readonly domain: string | null;
  readonly author: string | null;
  readonly kind: string | null;
  readonly withheld: number;
  readonly json: string;
}

/** The columns to select for a `StoredRow`. */
export const storedColumns = "type, id, version, updated, deleted, patient, domain, author, kind, withheld, json";

/** The same of a former version: `former f` beside its `resource r`. */
export const formerColumns: string = storedColumns
  .split(", ")
  .map((column) => (column === "type" || column === "id" ? `r.${column}` : `f.${column}`))
  .join(", ");

export function storedOf(row: StoredRow): StoredVersion {
  return new StoredVersion({
    type: row.type as ResourceTypeName,
    id: row.id,
    version: row.version,
    updated: row.updated,
    deleted: row.deleted === 1,
    labels: labelsOf(row),
    json: row.json,
  });
}

/** The columns that hold the labels. */
export const labelColumns = "patient, domain, author, kind, withheld";

export function labelsOf({ patient, domain, author, kind, withheld }: Pick<StoredRow, "patient" | "domain" | "author" | "kind" | "withheld">): Labels {
  return {
    ...(patient !== null && { patient }),
    ...(domain !== null && { domain: domain as Domain }),
    ...(author !== null && { author }),
    ...(kind !== null && { kind: kind as Kind }),
    ...(withheld === 1 && { withheld: true }),
  };
}
