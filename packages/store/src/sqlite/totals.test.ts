import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import type { Visibility } from "@wijkverband/policy";
import { create, noon, queryOf, sampleOptions, unitOf } from "../conformance/sample.ts";
import { applyUnit } from "../write/apply-unit.ts";
import { visibilityToSql } from "./condition-to-sql.ts";
import { migrate } from "./migrations.ts";
import { Parameters } from "./parameters.ts";
import { Remembered } from "./remembered.ts";
import { matchesToSql } from "./search-to-sql.ts";
import { SqliteShelf } from "./sqlite-shelf.ts";
import { sql } from "./sql.ts";
import { Statements } from "./statements.ts";
import { totalOf } from "./totals.ts";

const practice: Visibility = [{ row: "own", all: [{ is: "tie", kind: "registered", holders: ["Organization/practice"] }] }];

test("a kept total ends when a tie begins or ends, and when something is written", () => {
  using db = new DatabaseSync(":memory:");
  migrate(db);
  const statements = new Statements(db);
  const remembered = new Remembered(statements);
  const shelf = new SqliteShelf(statements, new Parameters(statements));
  const minute = 60_000;
  const instant = (minutes: number): string => new Date(noon.getTime() + minutes * minute).toISOString();
  const tied = (id: string, from: number, until: number) => create("Patient", id, { ties: [{ kind: "registered", holder: "Organization/practice", patient: id, from: instant(from), until: instant(until) }] }, { patient: id });
  applyUnit(unitOf([tied("now", -5, 20), tied("soon", 10, 30)]), shelf, sampleOptions);

  const total = (minutes: number): number => {
    const at = noon.getTime() + minutes * minute;
    const context = { parameter: () => -1, candidates: () => undefined, narrowing: () => visibilityToSql(practice, "Patient", sql`r`, at) };
    return totalOf(statements, remembered, matchesToSql(queryOf("Patient", {}), undefined, context, false), at);
  };
  expect([0, 9, 10, 19, 20, 29, 30, 9].map(total)).toEqual([1, 1, 2, 2, 1, 1, 0, 1]);

  applyUnit(unitOf([tied("later", -5, 20)]), shelf, sampleOptions);
  expect(total(9)).toBe(1);
  remembered.forget();
  expect(total(9)).toBe(2);
});
