import type { Issue } from "@wijkverband/fhir";
import type { Principal } from "@wijkverband/identity";
import type { Resource } from "hl7-fhir-r4-types";
import type { Wanted } from "./negotiation.ts";

/** One question to the house, free of HTTP libraries: what a request asks, or an entry of a batch. */
export interface Ask {
  readonly method: string;
  /** Below the base, without leading slash or query: `Patient/123`, `Patient/$palliative-handover`. */
  readonly path: string;
  readonly query: readonly (readonly [string, string])[];
  /** Parsed JSON (decimal texts kept), or form pairs of a `POST _search`. */
  readonly body?: unknown;
  readonly form?: readonly (readonly [string, string])[];
  readonly ifMatch?: string;
  readonly ifNoneMatch?: string;
  /** HTTP dates, as they came. */
  readonly ifModifiedSince?: string;
  readonly ifUnmodifiedSince?: string;
  /** Search without `?`, of a conditional create. */
  readonly ifNoneExist?: string;
  /** The body of a PATCH is a JSON Patch, not Parameters. */
  readonly jsonPatch?: true;
  /** `Prefer: handling=lenient`. */
  readonly lenient: boolean;
  /** `Prefer: return`. */
  readonly prefer?: "minimal" | "representation" | "OperationOutcome";
  readonly wants: Wanted;
  readonly language: "nl" | "en";
  readonly principal: Principal;
  readonly requestId: string;
  /** Trace id of a W3C `traceparent`, for the audit event. */
  readonly traceId?: string;
  /** Network address of the client, for the audit event. */
  readonly address?: string;
}

/** What goes back. `json` is sent as it stands: stored text is never parsed only to be written again. */
export interface Answer {
  readonly status: number;
  readonly json?: string | Buffer;
  readonly html?: string;
  readonly pdf?: Buffer;
  /** Content-Security-Policy of a page, when it has one of its own. */
  readonly contentSecurityPolicy?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Of the version behind it, to the millisecond, for the entry of a bundle. */
  readonly lastModified?: string;
  /** What was done otherwise than sent: a `Warning` header, or the outcome of a bundle's entry. */
  readonly notes?: readonly Issue[];
  /** The resource behind `json`, where a batch needs it; made on demand. */
  readonly resource?: () => Resource;
}
