import type { ResourceTypeName } from "@wijkverband/fhir";
import type { Domain, Labels } from "@wijkverband/policy";
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
  readonly json: string;
}

/** The columns to select for a `StoredRow`. */
export const storedColumns = "type, id, version, updated, deleted, patient, domain, author, json";

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

export function labelsOf({ patient, domain, author }: Pick<StoredRow, "patient" | "domain" | "author">): Labels {
  return { ...(patient !== null && { patient }), ...(domain !== null && { domain: domain as Domain }), ...(author !== null && { author }) };
}
