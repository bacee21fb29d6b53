import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import { Anomaly } from "@wijkverband/fhir";
import { CommitQueue } from "./commit-queue.ts";

interface Counted {
  readonly db: DatabaseSync;
  readonly queue: CommitQueue;
  /** What happened around the jobs, in order. */
  readonly steps: string[];
  readonly insert: (value: number) => Promise<number>;
  readonly rows: () => readonly unknown[];
}

function counted(): Counted {
  const db = new DatabaseSync(":memory:");
  db.exec("CREATE TABLE parent (id INTEGER PRIMARY KEY); CREATE TABLE child (value INTEGER, parent INTEGER REFERENCES parent (id) DEFERRABLE INITIALLY DEFERRED)");
  const steps: string[] = [];
  const queue = new CommitQueue(db, {
    begin: () => void steps.push("begin"),
    mark: () => () => void steps.push("undo"),
    seal: () => void steps.push("seal"),
    abandon: () => void steps.push("abandon"),
  });
  return {
    db,
    queue,
    steps,
    insert: (value) =>
      queue.enqueue(() => {
        db.prepare("INSERT INTO child (value) VALUES (?)").run(value);
        return value;
      }),
    rows: () => db.prepare("SELECT value FROM child ORDER BY value").all().map((row) => row["value"]),
  };
}

test("jobs of one turn share one transaction; the next turn has its own", async () => {
  const { insert, steps, rows } = counted();
  expect(await Promise.all(Array.from({ length: 32 }, (_, n) => insert(n)))).toEqual(Array.from({ length: 32 }, (_, n) => n));
  expect(steps).toEqual(["begin", "seal"]);
  await insert(32);
  expect(steps).toEqual(["begin", "seal", "begin", "seal"]);
  expect(rows().length).toBe(33);
});

test("a job that fails before it wrote anything leaves the others as they are", async () => {
  const { queue, insert, steps, rows } = counted();
  const failing = queue.enqueue(() => {
    throw new Anomaly("stale", "changed");
  });
  const outcomes = await Promise.allSettled([insert(1), failing, insert(2)]);
  expect(outcomes.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
  expect(outcomes[1]).toMatchObject({ reason: { category: "stale" } });
  expect(rows()).toEqual([1, 2]);
  expect(steps).toEqual(["begin", "undo", "seal"]);
});

test("a job that fails with something written is undone alone, once the others are done anew, and rejects with its own anomaly", async () => {
  const { db, queue, insert, steps, rows } = counted();
  const failing = queue.enqueue(() => {
    db.prepare("INSERT INTO child (value) VALUES (99)").run();
    throw new Anomaly("conflict", "taken", { rule: "one-practice" });
  });
  const outcomes = await Promise.allSettled([insert(1), failing, insert(2)]);
  expect(outcomes.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
  expect(outcomes[1]).toMatchObject({ reason: { category: "conflict", rule: "one-practice" } });
  expect(rows()).toEqual([1, 2]);
  expect(steps).toEqual(["begin", "abandon", "begin", "undo", "seal"]);
});

test("when the commit fails, every job of the flush rejects and nothing stays; the next flush works", async () => {
  const { db, queue, insert, steps, rows } = counted();
  db.exec("PRAGMA foreign_keys = ON");
  const orphan = queue.enqueue(() => db.prepare("INSERT INTO child (value, parent) VALUES (5, 404)").run());
  const outcomes = await Promise.allSettled([insert(1), orphan, insert(2)]);
  expect(outcomes.map((outcome) => outcome.status === "rejected" && (outcome.reason as Anomaly).category)).toEqual(["fault", "fault", "fault"]);
  expect(rows()).toEqual([]);
  expect(steps).toEqual(["begin", "seal", "abandon"]);
  await insert(3);
  expect(rows()).toEqual([3]);
});

test("when a job makes SQLite give up the whole transaction, no job of the flush is acknowledged", async () => {
  const { db, queue, insert, rows } = counted();
  const fatal = queue.enqueue(() => {
    db.exec("ROLLBACK");
    throw new Error("the disk is gone");
  });
  const outcomes = await Promise.allSettled([insert(1), fatal, insert(2)]);
  expect(outcomes.map(({ status }) => status)).toEqual(["rejected", "rejected", "rejected"]);
  expect(rows()).toEqual([]);
});

test("a flood is written in several transactions, in order, and closing writes what is left", async () => {
  const { queue, insert, steps, rows } = counted();
  const flood = Promise.all(Array.from({ length: 600 }, (_, n) => insert(n)));
  queue.close();
  await flood;
  expect(rows()).toEqual(Array.from({ length: 600 }, (_, n) => n));
  expect(steps.filter((step) => step === "begin").length).toBe(3);
  await expect(insert(601)).rejects.toMatchObject({ category: "unavailable" });
});
