import { questionOf } from "@wijkverband/fhir";
import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, expect, test } from "vitest";
import { audited, auditKey, create, event, idsOf, openSample, sampleOptions, update, write } from "../conformance/sample.ts";
import { verifyAudit } from "../audit/verify-store.ts";
import type { Store } from "../store.ts";
import { openSqliteStore } from "./open-sqlite-store.ts";

const folder = mkdtempSync(join(tmpdir(), "wijkverband-file-"));
let files = 0;
const newFile = (): string => join(folder, `${files++}.db`);
const open = (file: string, more: { maxBytes?: number; chain?: string } = {}): Promise<Store> => openSample((options) => openSqliteStore({ ...options, file, ...more }));

afterAll(() => rmSync(folder, { recursive: true }));

test("what was written is there after closing and opening again, and the trail goes on in a chain of its own", async () => {
  const file = newFile();
  {
    await using store = await open(file);
    await write(store, create("Goal", "g", { index: [{ kind: "token", parameter: "status", code: "x" }], uniques: [{ key: "k", rule: "one-current" }] }));
  }
  await using store = await open(file);
  expect(await idsOf(store, "Goal", { where: [{ kind: "token", parameter: "status", values: [{ code: "x" }] }] })).toEqual(["g"]);
  await expect(write(store, create("Goal", "h", { uniques: [{ key: "k", rule: "one-current" }] }))).rejects.toMatchObject({ rule: "one-current" });
  await write(store, update("Goal", "g"));
  const heads = await store.auditHeads();
  expect(heads.map(({ sequence }) => sequence)).toEqual([1, 1]);
  expect(new Set(heads.map(({ chain }) => chain)).size).toBe(2);
  expect(await verifyAudit(store, auditKey)).toEqual([]);
});

test("what another process made where a unit of ours failed loses its index when we change it", async () => {
  const file = newFile();
  await using ours = await open(file, { chain: "ours" });
  await using theirs = await open(file, { chain: "theirs" });
  const byStatus = (code: string) => ({ where: [{ kind: "token" as const, parameter: "status", values: [{ code }] }] });
  const status = (code: string) => ({ index: [{ kind: "token" as const, parameter: "status", code }] });
  await expect(write(ours, create("Goal", "failed", status("x")), update("Goal", "absent"))).rejects.toMatchObject({ category: "not-found" });
  await write(theirs, create("Goal", "g", status("x")));
  await write(ours, update("Goal", "g", status("y")));
  await write(ours, create("Goal", "h", status("x")), update("Goal", "h", status("y")));
  for (const store of [ours, theirs]) {
    expect(await idsOf(store, "Goal", byStatus("x"))).toEqual([]);
    expect(await idsOf(store, "Goal", byStatus("y"))).toEqual(["g", "h"]);
  }
});

test("a position of a page still holds after opening again", async () => {
  const file = newFile();
  let next: string | undefined;
  {
    await using store = await open(file);
    await write(store, create("Goal", "a"), create("Goal", "b"));
    ({ next } = await store.search({ query: questionOf("Goal", [], 1), visible: "server", at: new Date() }));
  }
  await using store = await open(file);
  expect(await idsOf(store, "Goal", { after: next! })).toEqual(["b"]);
});

test("the file is readable by its owner only", async () => {
  const file = newFile();
  await using store = await open(file);
  await write(store, create("Goal", "g"));
  expect([file, `${file}-wal`].map((each) => statSync(each).mode & 0o077)).toEqual([0, 0]);
});

test("writes waiting at closing are written; afterwards the store is unavailable", async () => {
  const file = newFile();
  const store = await open(file);
  const waiting = Promise.all([write(store, create("Goal", "a")), store.append([event("read")])]);
  await store[Symbol.asyncDispose]();
  await expect(waiting).resolves.toHaveLength(2);
  await expect(write(store, create("Goal", "b"))).rejects.toMatchObject({ category: "unavailable" });
  await expect(store.read("Goal", "a")).rejects.toMatchObject({ category: "unavailable" });
  await expect(store.search({ query: questionOf("Goal", [], 1), visible: "server", at: new Date() })).rejects.toMatchObject({ category: "unavailable" });
  await store[Symbol.asyncDispose]();
  await using again = await open(file);
  expect(await idsOf(again, "Goal")).toEqual(["a"]);
  expect(existsSync(file)).toBe(true);
});

test("a full disk refuses with no-space, keeps what was acknowledged and serves again when there is room", async () => {
  const file = newFile();
  const note = "x".repeat(20_000);
  const acknowledged: string[] = [];
  const refusals = new Set<unknown>();
  {
    await using store = await open(file, { maxBytes: 600_000 });
    for (let round = 0; round < 10; round++) {
      const outcomes = await Promise.allSettled(Array.from({ length: 8 }, (_, n) => write(store, create("Goal", `g${round}-${n}`, { note }))));
      for (const [n, outcome] of outcomes.entries()) {
        if (outcome.status === "fulfilled") acknowledged.push(`g${round}-${n}`);
        else refusals.add((outcome.reason as { category?: string }).category);
      }
    }
    expect([...refusals]).toEqual(["no-space"]);
    expect(acknowledged.length).toBeGreaterThan(5);
    expect(acknowledged.length).toBeLessThan(40);
    expect([...(await idsOf(store, "Goal", { count: 200 }))].sort()).toEqual([...acknowledged].sort());
    expect([...(await audited(store))].sort()).toEqual(acknowledged.map((id) => `Goal/${id}/_history/1`).sort());
  }
  await using roomy = await open(file);
  await write(roomy, create("Goal", "later"));
  expect((await idsOf(roomy, "Goal", { count: 200 })).length).toBe(acknowledged.length + 1);
  expect(await verifyAudit(roomy, auditKey)).toEqual([]);
});

test("two connections on one file take turns: no version, key or link of the chain is lost, even under one chain name", async () => {
  const file = newFile();
  await using one = await open(file, { chain: "shared" });
  await using two = await open(file, { chain: "shared" });
  const stores = [one, two] as const;
  await write(one, create("Goal", "shared"));
  const outcomes = await Promise.allSettled(
    Array.from({ length: 40 }, async (_, n) => {
      const store = stores[n % 2]!;
      await write(store, create("Task", `t${n}`, { uniques: [{ key: `k${n >> 1}`, rule: "one-current" }], index: [{ kind: "token", parameter: `p${n % 5}`, code: "x" }] }));
      await write(store, update("Goal", "shared", { note: String(n) }));
    }),
  );
  expect(outcomes.filter(({ status }) => status === "fulfilled").length).toBe(20);
  expect((await two.history("Goal", "shared")).map(({ versionId }) => Number(versionId))).toEqual(Array.from({ length: 21 }, (_, n) => 21 - n));
  for (const store of stores) {
    const found = await Promise.all([0, 1, 2, 3, 4].map((n) => idsOf(store, "Task", { where: [{ kind: "token", parameter: `p${n}`, values: [{ code: "x" }] }] })));
    expect(found.flat().length).toBe(20);
    expect(await verifyAudit(store, auditKey)).toEqual([]);
  }
});

test("an edit in the database itself shows in the trail", async () => {
  const file = newFile();
  await using store = await open(file);
  await store.append([event("a"), event("b"), event("c")]);
  using db = new DatabaseSync(file);
  db.exec("UPDATE audit SET json = replace(json, '\"b\"', '\"x\"') WHERE sequence = 2");
  expect(await verifyAudit(store, auditKey)).toMatchObject([{ sequence: 2, what: "edited" }]);
  db.exec("DELETE FROM audit WHERE sequence >= 2");
  expect(await verifyAudit(store, auditKey)).toMatchObject([{ sequence: 2, what: "cut-off" }]);
  db.exec("UPDATE chain SET sequence = 1, hash = (SELECT hash FROM audit WHERE sequence = 1)");
  expect(await verifyAudit(store, auditKey)).toMatchObject([{ sequence: 1, what: "forged-head" }]);
});

test("what is no database of ours can't be opened, and the refusal says nothing of its content", () => {
  const file = newFile();
  writeFileSync(file, "this is a text about 999900006, long enough to be taken for a header of a page".repeat(20));
  expect(() => openSqliteStore({ ...sampleOptions, file })).toThrow(expect.objectContaining({ category: "fault", message: "the store could not do this" }));
  expect(() => openSqliteStore({ ...sampleOptions, file: join(folder, "absent", "x.db") })).toThrow(expect.objectContaining({ category: "fault" }));
});
