import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { IndexRow } from "@wijkverband/fhir";
import { afterEach, beforeEach, expect, test } from "vitest";
import { create, idsWhere, sampleOptions, update, write } from "../conformance/sample.ts";
import type { StoreOptions } from "../options.ts";
import { migrate, migrations } from "./migrations.ts";
import { openSqliteStore } from "./open-sqlite-store.ts";
import { reindex } from "./reindex.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "wijkverband-reindex-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const row: IndexRow = { kind: "token", parameter: "code", code: "x" };
const byCode = { kind: "token", parameter: "code", values: [{ code: "x" }] } as const;
const before: Partial<StoreOptions> = { index: () => [], indexedBy: "one" };
const today: Partial<StoreOptions> = { index: () => [row], indexedBy: "two" };

test("what earlier definitions indexed is found by those of today, when the store opens", async () => {
  const file = join(folder, "store.db");
  {
    await using store = openSqliteStore({ ...sampleOptions, ...before, file });
    for (let at = 0; at < 600; at++) await write(store, create("Goal", `g${at}`));
    await write(store, { op: "delete", type: "Goal", id: "g1" });
    expect(await idsWhere(store, "Goal", byCode)).toEqual([]);
  }
  await using store = openSqliteStore({ ...sampleOptions, ...today, file });
  expect((await store.search({ query: { type: "Goal", where: [byCode], sort: [], count: 0, include: [], revinclude: [], total: true }, visible: "server", at: new Date() })).total).toBe(599);
  await write(store, update("Goal", "g0", { note: "again" }));
  expect((await store.read("Goal", "g0")).versionId).toBe("2");
});

test("nothing is done twice, and nothing where nobody says by what it was indexed", async () => {
  const file = join(folder, "store.db");
  {
    await using store = openSqliteStore({ ...sampleOptions, ...before, file });
    await write(store, create("Goal", "g"));
  }
  using db = new DatabaseSync(file);
  const index = (): readonly IndexRow[] => [row];
  expect(reindex(db, { index, indexedBy: "one" })).toBe(0);
  expect(reindex(db, { index })).toBe(0);
  expect(reindex(db, { index, indexedBy: "two" })).toBe(1);
  expect(reindex(db, { index, indexedBy: "two" })).toBe(0);
});

test("who is interrupted goes on where he was", () => {
  using db = new DatabaseSync(":memory:");
  migrate(db);
  const insert = db.prepare("INSERT INTO resource (type, id, version, updated, deleted, json) VALUES ('Goal', ?, 1, 0, 0, '{}')");
  for (let at = 0; at < 1_200; at++) insert.run(`g${at}`);
  let left = 700;
  const failing = (): readonly IndexRow[] => {
    if (left-- === 0) throw new Error("the lights went out");
    return [row];
  };
  expect(() => reindex(db, { index: failing, indexedBy: "two" })).toThrow("lights");
  expect(reindex(db, { index: () => [row], indexedBy: "two" })).toBe(700);
  expect(db.prepare("SELECT count(*) AS n FROM token").get()?.["n"]).toBe(1_200);
});

test("a file of before groups and quantities keeps its index until it is indexed anew", () => {
  using db = new DatabaseSync(":memory:");
  migrate(db, migrations.filter(({ number }) => number < 9));
  db.exec("INSERT INTO resource (slot, type, id, version, updated, deleted, json) VALUES (1, 'Goal', 'g', 1, 0, 0, '{}'), (2, 'Goal', 'gone', 2, 0, 1, '')");
  db.exec("INSERT INTO parameter (pid, type, name) VALUES (1, 'Goal', 'code'); INSERT INTO token (slot, pid, n, system, code) VALUES (1, 1, 0, '', 'old')");
  migrate(db);
  expect(db.prepare("SELECT slot, g, code FROM token").all().map((each) => ({ ...each }))).toEqual([{ slot: 1, g: 0, code: "old" }]);
  expect(reindex(db, { index: () => [{ kind: "quantity", parameter: "length", low: "25001$", high: "25001$", unit: "m", group: 2 }], indexedBy: "two" })).toBe(1);
  expect(db.prepare("SELECT count(*) AS n FROM token").get()?.["n"]).toBe(0);
  expect(db.prepare("SELECT slot, n, g, low, high, system, code, unit FROM quantity").all().map((each) => ({ ...each }))).toEqual([{ slot: 1, n: 0, g: 2, low: "25001$", high: "25001$", system: "", code: "", unit: "m" }]);
});
