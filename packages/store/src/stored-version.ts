import type { Resource } from "hl7-fhir-r4-types";
import type { ResourceTypeName } from "@wijkverband/fhir";
import { parseJson } from "@wijkverband/fhir";
import type { Labels } from "@wijkverband/policy";
import type { Stored } from "./store.ts";

/** The columns of one version, the same in every adapter. `updated` in epoch milliseconds. */
export interface VersionRow {
  readonly type: ResourceTypeName;
  readonly id: string;
  readonly version: number;
  readonly updated: number;
  readonly deleted: boolean;
  readonly labels: Labels;
  readonly json: string;
}

/** Hands a version out. Every read gets its own, so what a caller does to the parsed resource reaches nobody else. */
export class StoredVersion implements Stored {
  readonly type: ResourceTypeName;
  readonly id: string;
  readonly versionId: string;
  readonly lastUpdated: string;
  readonly deleted: boolean;
  readonly labels: Labels;
  readonly json: string;
  #resource: Resource | undefined;

  constructor(row: VersionRow) {
    this.type = row.type;
    this.id = row.id;
    this.versionId = String(row.version);
    this.lastUpdated = new Date(row.updated).toISOString();
    this.deleted = row.deleted;
    this.labels = row.labels;
    this.json = row.json;
  }

  resource(): Resource {
    this.#resource ??= parseJson(this.json) as Resource;
    return this.#resource;
  }
}

/** `Type/id` taken apart; `undefined` for anything else. */
export function splitReference(reference: string): { readonly type: ResourceTypeName; readonly id: string } | undefined {
  const slash = reference.indexOf("/");
  if (slash <= 0 || slash === reference.length - 1) return undefined;
  return { type: reference.slice(0, slash) as ResourceTypeName, id: reference.slice(slash + 1) };
}
