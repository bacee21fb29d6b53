import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import { migrate, migrations } from "./migrations.ts";

const version = (db: DatabaseSync): unknown => db.prepare("PRAGMA user_version").get()?.["user_version"];

test("steps are numbered from 1 without gaps", () => {
  expect(migrations.map(({ number }) => number)).toEqual(migrations.map((_, at) => at + 1));
});

test("a new file gets every step, a file of today none", () => {
  using db = new DatabaseSync(":memory:");
  migrate(db);
  expect(version(db)).toBe(migrations.length);
  migrate(db);
  expect(version(db)).toBe(migrations.length);
});

test("an older file gets the steps it misses and keeps what it holds", () => {
  using db = new DatabaseSync(":memory:");
  migrate(db);
  db.exec("INSERT INTO stamp (patient, value) VALUES ('p', 5)");
  const next = migrations.length + 1;
  migrate(db, [...migrations, { number: next, sql: "ALTER TABLE stamp ADD COLUMN more INTEGER NOT NULL DEFAULT 3" }]);
  expect(version(db)).toBe(next);
  expect({ ...db.prepare("SELECT * FROM stamp").get() }).toEqual({ patient: "p", value: 5, more: 3 });
});

test("a step that fails leaves the file as it was", () => {
  using db = new DatabaseSync(":memory:");
  migrate(db);
  const next = migrations.length + 1;
  expect(() => migrate(db, [...migrations, { number: next, sql: "CREATE TABLE extra (x); SELECT * FROM nowhere" }])).toThrow(/nowhere/);
  expect(version(db)).toBe(migrations.length);
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
