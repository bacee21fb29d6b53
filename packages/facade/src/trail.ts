import type { Principal } from "@wijkverband/identity";
import type { RuleKey } from "@wijkverband/fhir";
import type { Domain } from "@wijkverband/policy";
import type { Stored } from "@wijkverband/store";
import type { ConsentAnswer } from "./consent-service.ts";

/** What an interaction leaves behind for the audit; filled in as it runs. One event per interaction and patient (`audit`). */
export interface Trail {
  /** restful-interaction code (`read`, `search-type`, `transaction`) or `operation`; absent for a question that couldn't be made out. */
  readonly interaction?: string;
  /** `$palliative-handover`, for operations. */
  readonly operation?: string;
  readonly action: "C" | "R" | "U" | "D" | "E";
  readonly requestId: string;
  /** Trace id of a valid W3C `traceparent`: 32 hexadecimal digits. */
  readonly traceId?: string;
  readonly address?: string;
  /** Base of the server that this was asked of. */
  readonly site?: string;
  readonly principal?: Principal;
  /** The software, where no token vouches for it (yet). */
  readonly client?: string;
  /** Who asks, as the directory has it: the person, and the huisarts under whose responsibility the person acts. `PractitionerRole/x`. */
  person?: string;
  supervisor?: string;
  /** Patients touched, by logical id. */
  readonly patients: Set<string>;
  /** Versioned references of what was read or written, each with the patient it is about: nobody's log shows what was read of another. */
  readonly entities: Map<string, string | undefined>;
  /** Domain label of an entity, and what was done to it when it wasn't just read. */
  readonly domains: Map<string, Domain>;
  readonly written: Map<string, Lifecycle>;
  /** What was read as one list. `before`: the same reader got just this list within the hour, and the event of that time names it item by item. */
  list?: { readonly digest: string; readonly named: "here" | "before"; readonly domains: readonly Domain[] };
  /** Search as asked, names only: values may hold who somebody is. Of names, what isn't in the vocabulary is left out too. */
  query?: string;
  /** What names of search parameters are made of here. */
  readonly vocabulary?: ReadonlySet<string>;
  /** Row of the policy table, and the basis, that let the caller through. */
  row?: string;
  basis?: string;
  /** On what each patient's data was read or written, by the patient's logical id; before `row` and `basis`, which stand for the whole interaction. */
  readonly grounds: Map<string, Ground>;
  /** What the outside consent service answered about a patient (logical id), if it was asked. */
  outside?: { readonly patient: string; readonly answer: ConsentAnswer };
  /** Emergency access began or ended here; why it began, as a code. */
  emergency?: "started" | "stopped";
  emergencyReason?: { readonly system: string; readonly code: string; readonly display?: string };
  /** Set once the events are durable (in a write's own transaction), so that they aren't kept twice. */
  kept?: boolean;
}

/** Codes of http://terminology.hl7.org/CodeSystem/dicom-audit-lifecycle: origination, amendment, logical deletion, permanent erasure. */
type Lifecycle = "1" | "3" | "14" | "15";

/** Why somebody was let through to one patient (`basis`). */
export interface Ground {
  /** Key of the row of the policy table. */
  readonly row: string;
  readonly basis: string;
  /** `Type/id` of what it rests on: the Consent, the grant, the publication, the team. */
  readonly evidence: readonly string[];
}

type Start = Pick<Trail, "action" | "requestId"> & Partial<Pick<Trail, "interaction" | "operation" | "address" | "principal" | "site" | "traceId" | "vocabulary">>;

export function startTrail(start: Start): Trail {
  return { ...start, patients: new Set(), entities: new Map(), domains: new Map(), written: new Map(), grounds: new Map() };
}

/** Enters what was read. */
export function enterRead(trail: Trail, { type, id, versionId, labels }: Pick<Stored, "type" | "id" | "versionId" | "labels">): void {
  const reference = `${type}/${id}/_history/${versionId}`;
  trail.entities.set(reference, labels.patient);
  if (labels.domain !== undefined) trail.domains.set(reference, labels.domain);
  if (labels.patient !== undefined) trail.patients.add(labels.patient);
}

/** Enters a version that was written. */
export function enterWritten(trail: Trail, stored: Pick<Stored, "type" | "id" | "versionId" | "labels" | "deleted">): void {
  enterRead(trail, stored);
  trail.written.set(`${stored.type}/${stored.id}/_history/${stored.versionId}`, stored.deleted ? "14" : stored.versionId === "1" ? "1" : "3");
}

/** How it ended: FHIR audit-event-outcome 0 success, 4 refused, 8 our failure. */
export interface Ending {
  readonly outcome: "0" | "4" | "8";
  readonly rule?: RuleKey;
  readonly status: number;
  /** How many requests ended so, where one event speaks for several. */
  readonly times?: number;
}

export const success: Ending = { outcome: "0", status: 200 };
