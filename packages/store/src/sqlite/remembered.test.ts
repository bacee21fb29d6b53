import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, expect, test } from "vitest";
import { Remembered } from "./remembered.ts";
import { Statements } from "./statements.ts";

const folder = mkdtempSync(join(tmpdir(), "wijkverband-remembered-"));
let files = 0;

afterAll(() => rmSync(folder, { recursive: true }));

interface Opened {
  readonly db: DatabaseSync;
  readonly other: DatabaseSync;
  readonly remembered: Remembered;
  /** What the table holds, by memory. */
  readonly ask: () => unknown;
  /** How often the table was looked at. */
  readonly looks: () => number;
}

function open(): Opened {
  const file = join(folder, `${files++}.db`);
  const db = new DatabaseSync(file);
  db.exec("PRAGMA journal_mode = WAL; CREATE TABLE t (value INTEGER); INSERT INTO t VALUES (1)");
  const remembered = new Remembered(new Statements(db));
  const statement = db.prepare("SELECT value FROM t");
  let looks = 0;
  const look = (): unknown => {
    looks++;
    return statement.get()?.["value"];
  };
  return { db, other: new DatabaseSync(file), remembered, ask: () => remembered.get("value", look), looks: () => looks };
}

test("the same question is looked up once while nothing is written", async () => {
  const { ask, looks } = open();
  expect([ask(), ask()]).toEqual([1, 1]);
  await new Promise(setImmediate);
  expect(ask()).toBe(1);
  expect(looks()).toBe(1);
});

test("what another connection wrote is seen by the next request", async () => {
  const { ask, other } = open();
  expect(ask()).toBe(1);
  await new Promise(setImmediate);
  other.exec("UPDATE t SET value = 2");
  expect(ask()).toBe(2);
  await new Promise(setImmediate);
  other.exec("UPDATE t SET value = 3");
  expect(ask()).toBe(3);
});

test("what this process wrote is seen once it says so", () => {
  const { ask, db, remembered } = open();
  expect(ask()).toBe(1);
  db.exec("UPDATE t SET value = 2");
  remembered.forget();
  expect(ask()).toBe(2);
});

test("that there is nothing is not kept, and many answers don't stay for ever", () => {
  const { remembered, ask, looks } = open();
  let asked = 0;
  const nothing = (): undefined => void asked++;
  expect([remembered.get("x", nothing), remembered.get("x", nothing), asked]).toEqual([undefined, undefined, 2]);
  ask();
  for (let n = 0; n < 5_000; n++) remembered.get(`filler ${n}`, () => n);
  ask();
  expect(looks()).toBe(2);
});
