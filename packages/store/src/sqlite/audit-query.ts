import { auditPlaceOf } from "../audit/audit-id.ts";
import { readPosition, writePosition } from "../audit/audit-subject.ts";
import type { AuditPage, AuditQuery, ChainedEvent } from "../store.ts";
import type { Sql } from "./sql.ts";
import { all, atMost, sql } from "./sql.ts";
import type { Statements } from "./statements.ts";

interface Row extends ChainedEvent {
  readonly recorded: number;
  readonly number: number;
}

/** The log of one patient, newest first: one walk down the list by patient and time. */
export function auditOf(statements: Statements, query: AuditQuery): AuditPage {
  const { patient, from, until, action, outcome, subtype, count, after } = query;
  const position = after === undefined ? undefined : readPosition(after);
  const where: Sql[] = [
    sql`p.patient = ${patient}`,
    ...(from === undefined ? [] : [sql`p.recorded >= ${from.getTime()}`]),
    ...(until === undefined ? [] : [sql`p.recorded < ${until.getTime()}`]),
    ...(position === undefined ? [] : [sql`(p.recorded, p.chain, p.sequence) < (${position.recorded}, ${position.chain}, ${position.sequence})`]),
    ...(action === undefined ? [] : [sql`json_extract(a.json, '$.action') = ${action}`]),
    ...(outcome === undefined ? [] : [sql`json_extract(a.json, '$.outcome') = ${outcome}`]),
    ...(subtype === undefined ? [] : [sql`EXISTS (SELECT 1 FROM json_each(a.json, '$.subtype') s WHERE json_extract(s.value, '$.code') = ${subtype})`]),
  ];
  const rows = statements.rows(
    sql`SELECT c.name AS chain, a.sequence, a.previous, a.hash, a.json, p.recorded, p.chain AS number
      FROM audit_patient p CROSS JOIN audit a ON a.chain = p.chain AND a.sequence = p.sequence CROSS JOIN chain c ON c.number = p.chain
      WHERE ${all(where)} ORDER BY p.recorded DESC, p.chain DESC, p.sequence DESC ${atMost(count + 1)}`,
  ) as readonly Row[];
  const page = rows.slice(0, count);
  const last = page.at(-1);
  return { events: page.map(eventOf), ...(rows.length > count && last !== undefined && { next: writePosition({ ...last, chain: last.number }) }) };
}

/** One event by its place in its chain. */
export function auditEvent(statements: Statements, id: string): ChainedEvent | undefined {
  const place = auditPlaceOf(id);
  const text = "SELECT c.name AS chain, a.sequence, a.previous, a.hash, a.json FROM audit a JOIN chain c ON c.number = a.chain WHERE c.name = ? AND a.sequence = ?";
  const row = place && (statements.own(text).get(place.chain, place.sequence) as unknown as ChainedEvent | undefined);
  return row && eventOf(row);
}

function eventOf({ chain, sequence, previous, hash, json }: ChainedEvent): ChainedEvent {
  return { chain, sequence, previous, hash, json };
}
