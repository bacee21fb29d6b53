import type { RuleKey } from "./rules.ts";

/** What can be wrong, in the words of the cause. The facade alone knows which HTTP status belongs to which. */
export type Category =
  | "incorrect"
  | "unauthenticated"
  | "forbidden"
  | "not-found"
  | "not-allowed"
  | "not-acceptable"
  | "conflict"
  | "gone"
  | "stale"
  | "too-large"
  | "unsupported-media"
  | "rule"
  | "too-many"
  | "unavailable"
  | "no-space"
  | "fault";

export type Severity = "error" | "warning" | "information";

/** One finding. `expression` is a FHIRPath from the resource at hand (`Consent.provision.type`). Never holds a BSN. */
export interface Issue {
  readonly text: string;
  readonly expression?: string;
  readonly rule?: RuleKey;
  readonly severity?: Severity;
  /** FHIR issue type; without it the category decides. */
  readonly code?: string;
}

export interface AnomalyDetail {
  readonly rule?: RuleKey;
  readonly issues?: readonly Issue[];
  readonly cause?: unknown;
}

/** The only thing we throw. */
export class Anomaly extends Error {
  readonly category: Category;
  readonly rule: RuleKey | undefined;
  readonly issues: readonly Issue[];

  constructor(category: Category, message: string, detail: AnomalyDetail = {}) {
    super(message, detail.cause === undefined ? undefined : { cause: detail.cause });
    this.name = "Anomaly";
    this.category = category;
    this.rule = detail.rule ?? detail.issues?.find((issue) => issue.rule !== undefined)?.rule;
    this.issues = detail.issues ?? [{ text: message, ...(detail.rule && { rule: detail.rule }) }];
  }
}
