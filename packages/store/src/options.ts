import type { Resource } from "hl7-fhir-r4-types";
import type { IndexRow, RuleKey } from "@wijkverband/fhir";
import type { Labels, TieRow } from "@wijkverband/policy";

/** Held by at most one current resource at a time (`registration:<patient>`). The text may hold a BSN, so it is never shown. */
export interface UniqueKey {
  readonly key: string;
  /** What a refusal names when the key is taken. */
  readonly rule: RuleKey;
}

/** What a store is told by the house, because it knows neither FHIR search parameters nor the policy. All functions are pure. */
export interface StoreOptions {
  /** Search index rows of one resource. */
  readonly index: (resource: Resource) => readonly IndexRow[];
  /** Says by which definitions `index` works, and changes whenever they do: a store that keeps files then indexes anew what it holds, before it opens.
   *  Absent: what is there stays indexed as it is. */
  readonly indexedBy?: string;
  /** Tie rows made from one resource; replaced as a whole when it changes. `source` is set by the store. */
  readonly ties: (resource: Resource) => readonly TieRow[];
  /** Labels that follow from what a resource says; they go over those that a change brings. Absent: none follow. */
  readonly marks?: (resource: Resource) => Pick<Labels, "kind" | "withheld">;
  readonly uniques: (resource: Resource) => readonly UniqueKey[];
  /** Further tie rows of a resource that follow from others it refers to, read as they are at the end of the same unit. */
  readonly entries?: (resource: Resource, read: (reference: string) => Resource | undefined) => readonly TieRow[];
  /** Seals the heads of the audit chains (HMAC-SHA-256). Kept outside the database; at least 32 bytes. */
  readonly auditKey: Uint8Array;
  /** Name of this process's audit chain; random when absent. */
  readonly chain?: string;
}
