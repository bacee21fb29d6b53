import { verifyAudit, createMemoryStore } from "@wijkverband/store";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { readWitnessed, startWitness } from "./audit-witness.ts";

const auditKey = new Uint8Array(32).fill(7);
const event = { resourceType: "AuditEvent", type: { code: "rest" }, recorded: "2026-11-24T02:00:00Z", agent: [{ requestor: true }], source: { observer: { display: "test" } } } as const;
const raise = (fault: unknown): never => {
  throw fault;
};

let dataDir: string;
beforeEach(() => (dataDir = mkdtempSync(join(tmpdir(), "wijkverband-witness-"))));
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

const open = () => createMemoryStore({ index: () => [], ties: () => [], marks: () => ({}), uniques: () => [], auditKey, chain: "one" });

test("what is witnessed at start and stop: ends that moved, and one head an hour of the clock that is given", async () => {
  await using store = open();
  const clock = { now: new Date("2026-11-24T02:59:00Z") };
  await store.append([{ ...event, agent: [...event.agent] }]);
  const witness = await startWitness(store, dataDir, () => clock.now, raise);
  expect(readWitnessed(dataDir)).toMatchObject({ heads: [{ chain: "one", sequence: 1 }], hours: [{ number: 1, at: "2026-11-24T02:59:00.000Z" }] });
  await store.append([{ ...event, agent: [...event.agent] }]);
  clock.now = new Date("2026-11-24T03:00:00Z");
  await witness.stop();
  const witnessed = readWitnessed(dataDir);
  expect(witnessed).toMatchObject({ heads: [{ chain: "one", sequence: 2 }], hours: [{ number: 1 }, { number: 2, moved: [{ chain: "one", sequence: 2 }] }] });
  expect(await verifyAudit(store, auditKey, witnessed.heads, witnessed.hours)).toEqual([]);
});

test("another database doesn't fit what was witnessed of this one", async () => {
  {
    await using store = open();
    await store.append([{ ...event, agent: [...event.agent] }]);
    await (await startWitness(store, dataDir, () => new Date("2026-11-24T03:00:00Z"), raise)).stop();
  }
  await using other = open();
  const { heads, hours } = readWitnessed(dataDir);
  const findings = await verifyAudit(other, auditKey, heads, hours);
  expect(findings.map(({ what }) => what).toSorted()).toEqual(["cut-off", "hour-removed"]);
});

test("nothing happened: nothing is written, and nothing is read where nothing is", async () => {
  await using store = open();
  const witness = await startWitness(store, dataDir, () => new Date(), raise);
  await witness.stop();
  expect(() => readFileSync(join(dataDir, "audit-heads.jsonl"))).toThrow(/ENOENT/);
  expect(readWitnessed(dataDir)).toEqual({ heads: [], hours: [] });
});
