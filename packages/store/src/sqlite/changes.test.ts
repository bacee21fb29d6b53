import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Visibility } from "@wijkverband/policy";
import { create, noon, sampleOptions, unitOf, update } from "../conformance/sample.ts";
import { openSqliteStore } from "../index.ts";
import type { Change, ChangesRequest, Store } from "../store.ts";

const types = ["Observation", "Consent", "Condition", "Goal"] as const;
const practices = 100;

/** Twenty thousand resources of two thousand patients at a hundred practices, a quarter of them changed once. */
const folder = mkdtempSync(join(tmpdir(), "wijkverband-changes-"));
let store: Store;
beforeAll(async () => {
  store = openSqliteStore({ ...sampleOptions, file: join(folder, "changes.db") });
  for (let first = 0; first < 20_000; first += 1000) {
    await store.transact(unitOf(thousand(create, first), { at: new Date(noon.getTime() + first) }));
  }
  for (let first = 0; first < 5000; first += 1000) {
    await store.transact(unitOf(thousand(update, first), { at: new Date(noon.getTime() + 60_000 + first) }));
  }
});
afterAll(async () => {
  await store[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

/** A thousand resources from a number on, ten of each patient; the first of the ten says where the patient is registered. */
function thousand(change: typeof create, first: number): readonly Change[] {
  return Array.from({ length: 1000 }, (_, at) => {
    const patient = Math.floor((first + at) / 10);
    const ties = at % 10 === 0 ? [{ kind: "registered" as const, holder: `Organization/${patient % practices}`, patient: `p${patient}` }] : [];
    return change(types[at % 4] ?? "Goal", `r${first + at}`, { ties }, { patient: `p${patient}`, domain: "medisch" });
  });
}

const everything = (visibility: Visibility): ChangesRequest["visible"] => Object.fromEntries(types.map((type) => [type, visibility]));
const medical = { row: "medical", basis: "owner", all: [{ is: "domain", domains: ["medisch"] }] } as const;
const practice = (number: number) => ({ row: "practice", basis: "owner", all: [{ is: "tie", kind: "registered", holders: [`Organization/${number}`] }] }) as const;

/** The middle one of several times, in milliseconds. */
async function timeOf(request: Omit<ChangesRequest, "at">): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < 15; round++) {
    const start = performance.now();
    await store.changes({ ...request, at: noon });
    times.push(performance.now() - start);
  }
  return times.toSorted((one, other) => one - other)[7] ?? Infinity;
}

test("the first page of twenty thousand costs a fraction of looking at each, narrowed or not", async () => {
  const whole = await timeOf({ count: 50, visible: everything([medical]), total: true });
  for (const visible of ["server", everything([medical]), everything([practice(7)])] as const) {
    expect((await store.changes({ count: 50, visible, at: noon })).entries).toHaveLength(50);
    expect(await timeOf({ count: 50, visible })).toBeLessThan(whole / 3);
  }
  // who has no tie at all is told so without looking
  expect(await timeOf({ count: 50, visible: everything([practice(practices)]) })).toBeLessThan(whole / 3);
});

test("the total of one practice counts that practice only", async () => {
  const { total } = await store.changes({ count: 1, visible: everything([practice(7)]), at: noon, total: true });
  // twenty patients of ten resources; a patient of the first five hundred has two versions of each
  expect(total).toBe(200 + 5 * 10);
});
