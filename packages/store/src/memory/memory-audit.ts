import type { AuditEvent } from "hl7-fhir-r4-types";
import { auditSubject, isAskedFor, readPosition, writePosition } from "../audit/audit-subject.ts";
import type { AuditPage, AuditQuery, ChainedEvent } from "../store.ts";

/** The log of one patient out of all events of a chain, newest first. */
export function auditPage(events: readonly ChainedEvent[], query: AuditQuery): AuditPage {
  const position = query.after === undefined ? undefined : readPosition(query.after);
  const found = events
    .map((event) => ({ event, parsed: JSON.parse(event.json) as AuditEvent }))
    .filter(({ parsed }) => isAskedFor(parsed, query))
    .map(({ event, parsed }) => ({ event, sequence: event.sequence, recorded: auditSubject(parsed).recorded }))
    .filter(({ recorded, sequence }) => position === undefined || recorded < position.recorded || (recorded === position.recorded && sequence < position.sequence))
    .toSorted((left, right) => right.recorded - left.recorded || right.sequence - left.sequence);
  const page = found.slice(0, query.count);
  const last = page.at(-1);
  return { events: page.map(({ event }) => event), ...(found.length > query.count && last !== undefined && { next: writePosition({ ...last, chain: 0 }) }) };
}
