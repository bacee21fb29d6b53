import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import { validityOf } from "../search/date-range.ts";
import { migrate, migrations } from "./migrations.ts";

const newest = migrations.at(-1)?.number ?? 0;
const version = (db: DatabaseSync): unknown => db.prepare("PRAGMA user_version").get()?.["user_version"];

test("steps are numbered from 1 without gaps", () => {
  expect(migrations.map(({ number }) => number)).toEqual(migrations.map((_, at) => at + 1));
});

test("a new file gets every step, a file of today none", () => {
  using db = new DatabaseSync(":memory:");
  migrate(db);
  expect(version(db)).toBe(newest);
  migrate(db);
  expect(version(db)).toBe(newest);
});

test("an older file gets the steps it misses and keeps what it holds", () => {
  using db = new DatabaseSync(":memory:");
  migrate(db);
  db.exec("INSERT INTO stamp (patient, value) VALUES ('p', 5)");
  const next = newest + 1;
  migrate(db, [...migrations, { number: next, sql: "ALTER TABLE stamp ADD COLUMN more INTEGER NOT NULL DEFAULT 3" }]);
  expect(version(db)).toBe(next);
  expect({ ...db.prepare("SELECT * FROM stamp").get() }).toEqual({ patient: "p", value: 5, more: 3 });
});

test("a step that fails leaves the file as it was", () => {
  using db = new DatabaseSync(":memory:");
  migrate(db);
  const next = newest + 1;
  expect(() => migrate(db, [...migrations, { number: next, sql: "CREATE TABLE extra (x); SELECT * FROM nowhere" }])).toThrow(/nowhere/);
  expect(version(db)).toBe(newest);
  expect(db.prepare("SELECT name FROM sqlite_schema WHERE name = 'extra'").all()).toEqual([]);
});

test("a file of a newer version or of another program is left alone", () => {
  using newer = new DatabaseSync(":memory:");
  migrate(newer);
  newer.exec("PRAGMA user_version = 999");
  expect(() => migrate(newer)).toThrow(expect.objectContaining({ category: "unavailable" }));
  using foreign = new DatabaseSync(":memory:");
  foreign.exec("CREATE TABLE theirs (x)");
  expect(() => migrate(foreign)).toThrow(expect.objectContaining({ category: "unavailable" }));
  expect(foreign.prepare("SELECT name FROM sqlite_schema").all().map((row) => row["name"])).toEqual(["theirs"]);
});

test("what was logged before the log could be read by patient gets its patient and instant from its text, which stays as it was", () => {
  using db = new DatabaseSync(":memory:");
  migrate(db, migrations.filter(({ number }) => number < 4));
  const patient = { what: { reference: "Patient/p" }, type: { code: "1" }, role: { code: "1" } };
  const goal = { what: { reference: "Goal/g" }, type: { code: "2" }, role: { code: "4" } };
  const texts = [{ recorded: "2026-11-22T12:00:00.123Z", entity: [goal, patient] }, { recorded: "2026-11-22T12:00:00.999Z", entity: [goal] }, { recorded: "2026-11-22T12:00:01.001Z" }, {}].map((event) => JSON.stringify(event));
  db.exec("INSERT INTO chain (number, name, sequence, hash, seal) VALUES (1, 'one', 4, '', '')");
  for (const [at, text] of texts.entries()) db.prepare("INSERT INTO audit (chain, sequence, previous, hash, json) VALUES (1, ?, '', '', ?)").run(at + 1, text);
  migrate(db);
  const rows = db.prepare("SELECT patient, recorded, json FROM audit ORDER BY sequence").all().map((row) => ({ ...row }));
  expect(rows).toEqual([
    { patient: "p", recorded: Date.parse("2026-11-22T12:00:00.123Z"), json: texts[0] },
    { patient: null, recorded: Date.parse("2026-11-22T12:00:00.999Z"), json: texts[1] },
    { patient: null, recorded: Date.parse("2026-11-22T12:00:01.001Z"), json: texts[2] },
    { patient: null, recorded: 0, json: texts[3] },
  ]);
  expect({ ...db.prepare("SELECT listed FROM chain").get() }).toEqual({ listed: 0 });
});

test("organisations of before may do for themselves what those of today may", () => {
  using db = new DatabaseSync(":memory:");
  migrate(db, migrations.filter(({ number }) => number < 7));
  const insert = db.prepare("INSERT INTO resource (type, id, version, updated, deleted, json) VALUES (?, ?, 1, 0, ?, '{}')");
  for (const [type, id, deleted] of [["Organization", "a", 0], ["Organization", "gone", 1], ["Location", "l", 0]] as const) insert.run(type, id, deleted);
  migrate(db);
  const { from, until } = validityOf({});
  expect(db.prepare("SELECT * FROM tie").all().map((row) => ({ ...row }))).toEqual([
    { patient: "", holder: "Organization/a", kind: "organization-self", source: "Organization/a", n: 0, about: "Organization/a", starts: from, ends: until, from_text: null, until_text: null },
  ]);
});
