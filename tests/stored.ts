import type { AuditEvent } from "hl7-fhir-r4-types";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { Demo } from "./harness.ts";

/** How many rows each table has, and the sum of all versions, read past the server: what a refusal must leave as it was. */
export function storedCounts({ dataDir }: Pick<Demo, "dataDir">): Readonly<Record<string, number>> {
  return read(dataDir, (database) => {
    const tables = names(database).filter((name) => !/audit|chain|sqlite_/.test(name));
    const count = (sql: string) => (database.prepare(sql).get() as { n: number }).n;
    return { ...Object.fromEntries(tables.map((name) => [name, count(`SELECT count(*) AS n FROM "${name}"`)])), versions: count("SELECT sum(version) AS n FROM resource") };
  });
}

/** All audit events so far, oldest first. */
export function auditEventsOf({ dataDir }: Pick<Demo, "dataDir">): readonly AuditEvent[] {
  return read(dataDir, (database) => (database.prepare("SELECT json FROM audit ORDER BY rowid").all() as { json: string }[]).map(({ json }) => JSON.parse(json) as AuditEvent));
}

/** The audit events of one request, by the id that its answer carried. */
export function auditOf(demo: Pick<Demo, "dataDir">, headers: Headers): readonly AuditEvent[] {
  const requestId = headers.get("x-request-id");
  return auditEventsOf(demo).filter(({ entity }) => entity?.some(({ what }) => what?.identifier?.value === requestId));
}

/** Every text in every table, by table and column. */
export function* textsOf({ dataDir }: Pick<Demo, "dataDir">): Iterable<{ readonly column: string; readonly text: string }> {
  const columns = read(dataDir, (database) =>
    names(database).flatMap((table) => (database.prepare(`PRAGMA table_info("${table}")`).all() as { name: string }[]).map(({ name }) => ({ table, name }))),
  );
  for (const { table, name } of columns) {
    const rows = read(dataDir, (database) => database.prepare(`SELECT CAST("${name}" AS TEXT) AS text FROM "${table}"`).all() as { text: string | null }[]);
    for (const { text } of rows) if (text !== null) yield { column: `${table}.${name}`, text };
  }
}

function names(database: DatabaseSync): readonly string[] {
  return (database.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").all() as { name: string }[]).map(({ name }) => name);
}

function read<T>(dataDir: string, question: (database: DatabaseSync) => T): T {
  const database = new DatabaseSync(join(dataDir, "wijkverband.sqlite"), { readOnly: true });
  try {
    return question(database);
  } finally {
    database.close();
  }
}
