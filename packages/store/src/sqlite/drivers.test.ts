import { DatabaseSync } from "node:sqlite";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { Clause } from "@wijkverband/fhir";
import type { Visibility } from "@wijkverband/policy";
import { anyType, clause, followed, visibility, web, world } from "../conformance/arbitraries.ts";
import type { Drawn } from "../conformance/arbitraries.ts";
import { create, noon, queryOf, sampleOptions, unitOf } from "../conformance/sample.ts";
import { applyUnit } from "../write/apply-unit.ts";
import type { SearchContext } from "./clause-to-sql.ts";
import { visibilityToSql } from "./condition-to-sql.ts";
import { driverOf, driverOfVisibility, driversOf } from "./drivers.ts";
import { migrate } from "./migrations.ts";
import { Parameters } from "./parameters.ts";
import { matchesToSql } from "./search-to-sql.ts";
import { sql } from "./sql.ts";
import { SqliteShelf } from "./sqlite-shelf.ts";
import { Statements } from "./statements.ts";

// Which driver a search takes depends on how many rows there are; what it answers must not.
test("every way to find candidates leads to the same matches", () => {
  let driven = 0;
  fc.assert(
    fc.property(fc.oneof(world, web), fc.array(fc.tuple(anyType, fc.array(fc.oneof(clause, followed), { maxLength: 3 }), visibility), { minLength: 5, maxLength: 20 }), (drawn, searches) => {
      using db = new DatabaseSync(":memory:");
      const statements = filled(db, drawn);
      for (const [type, where, visible] of searches) {
        const { plain, others } = matchesByEachDriver(statements, type, where, visible);
        driven += others.length;
        expect(others).toEqual(others.map(() => plain));
      }
    }),
    { numRuns: 150 },
  );
  expect(driven).toBeGreaterThan(100);
});

function filled(db: DatabaseSync, drawn: readonly Drawn[]): Statements {
  migrate(db);
  const statements = new Statements(db);
  const changes = drawn.map(({ type, id, traits, labels }) => create(type, id, traits, labels));
  applyUnit(unitOf(changes), new SqliteShelf(statements, new Parameters(statements)), sampleOptions);
  return statements;
}

function matchesByEachDriver(statements: Statements, type: Drawn["type"], where: readonly Clause[], visible: Visibility): { plain: readonly unknown[]; others: readonly (readonly unknown[])[] } {
  const parameters = new Parameters(statements);
  const context: SearchContext = {
    parameter: (of, name) => parameters.find(of, name),
    candidates: (of, name) => driverOf(of, name, context)?.slots,
    narrowing: (of, resource) => visibilityToSql(visible, of, resource, noon.getTime()),
  };
  const own = driverOfVisibility(visible, type);
  const drivers = [...driversOf(where, type, context), ...(own === undefined ? [] : [own])];
  const run = (driver: (typeof drivers)[number] | undefined, inOrder = false): readonly unknown[] => statements.rows(sql`SELECT r.slot FROM ${matchesToSql(queryOf(type, { where }), driver, context, inOrder)} ORDER BY r.slot`);
  return { plain: run(undefined), others: [run(undefined, true), ...drivers.map((driver) => run(driver))] };
}
