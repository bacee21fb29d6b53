import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { ChangesRequest, Store, Stored } from "../store.ts";
import { anyType, visibility, world } from "./arbitraries.ts";
import type { Drawn } from "./arbitraries.ts";
import { modelOf } from "./model.ts";
import { create, noon, openSample, unitOf, update, write } from "./sample.ts";
import type { MakeStore } from "./sample.ts";

/** One version, as the model remembers it. */
interface Version {
  readonly reference: string;
  readonly version: number;
  readonly updated: number;
  readonly deleted: boolean;
  /** Order of first creation. */
  readonly slot: number;
}

const instant = fc.integer({ min: -1, max: 6 }).map((step) => new Date(noon.getTime() + step));

/** What happens at one instant: some resources get their next version (or first), some are deleted. */
const turn = fc.record({ drawn: world, deleted: fc.subarray(["Goal/r0", "Goal/r1", "Task/r0", "Task/r2"]) });
const request = fc.record(
  {
    type: anyType,
    id: fc.constantFrom("r0", "r1", "r2"),
    patient: fc.constantFrom("p", "q"),
    since: instant,
    until: instant,
    during: fc.tuple(instant, fc.integer({ min: 1, max: 3 })).map(([start, length]) => ({ start, end: new Date(start.getTime() + length) })),
    current: fc.boolean(),
    visible: fc.oneof(fc.constant("server" as const), fc.record({ Goal: visibility, Task: visibility }, { requiredKeys: [] })),
    count: fc.integer({ min: 1, max: 4 }),
  },
  { requiredKeys: ["visible", "count"] },
).map(({ id, ...rest }): Omit<ChangesRequest, "at"> => ({ ...rest, ...(id !== undefined && rest.type !== undefined && { id }) }));

export function changes(make: MakeStore): void {
  test("gives every version of every resource, tombstones included, newest first", async () => {
    await using store = await openSample(make);
    await write(store, create("Goal", "g"), create("Task", "t"));
    await store.transact(unitOf([update("Goal", "g", { note: "two" }), { op: "delete", type: "Task", id: "t" }], { at: new Date(noon.getTime() + 5) }));
    const { entries, total, next } = await store.changes({ count: 10, visible: "server", at: noon, total: true });
    expect(entries.map(placeOf)).toEqual(["Task/t/2", "Goal/g/2", "Task/t/1", "Goal/g/1"]);
    expect(entries.map(({ deleted, json }) => [deleted, json === ""])).toEqual([[true, true], [false, false], [false, false], [false, false]]);
    expect({ total, next }).toEqual({ total: 4, next: undefined });
  });

  test("a version is visible when what its resource is now is visible, whatever it was then", async () => {
    await using store = await openSample(make);
    await write(store, create("Goal", "opened", {}, { domain: "sociaal" }), create("Goal", "closed", {}, { domain: "gedeeld" }), create("Goal", "gone", {}, { domain: "gedeeld" }));
    await write(store, update("Goal", "opened", {}, { domain: "gedeeld" }), update("Goal", "closed", {}, { domain: "sociaal" }), { op: "delete", type: "Goal", id: "gone" });
    const shared = { row: "shared", basis: "owner", all: [{ is: "domain", domains: ["gedeeld"] }] } as const;
    const visible = { Goal: [shared] };
    const { entries, total } = await store.changes({ count: 10, visible, at: noon, total: true });
    expect(entries.map(placeOf)).toEqual(["Goal/gone/2", "Goal/gone/1", "Goal/opened/2", "Goal/opened/1"]);
    expect(total).toBe(4);
    expect((await store.changes({ count: 10, visible: {}, at: noon, total: true }))).toEqual({ entries: [], total: 0 });
  });

  test("what is written between two pages shifts nothing", async () => {
    await using store = await openSample(make);
    for (const id of ["a", "b", "c"]) await write(store, create("Goal", id));
    const first = await store.changes({ count: 1, visible: "server", at: noon });
    await store.transact(unitOf([update("Goal", "b", { note: "later" }), { op: "delete", type: "Goal", id: "a" }, create("Goal", "d")], { at: new Date(noon.getTime() + 1) }));
    const rest = await store.changes({ count: 9, visible: "server", at: noon, after: first.next ?? "" });
    expect([...first.entries, ...rest.entries].map(placeOf)).toEqual(["Goal/c/1", "Goal/b/1", "Goal/a/1"]);
  });

  test("a place can't be anything else", async () => {
    await using store = await openSample(make);
    for (const after of ["", "x", "WzFd", "e30", Buffer.from("[1,2,3,4]").toString("base64url"), Buffer.from('[1,2,"3"]').toString("base64url"), Buffer.from("[1,2,3.5]").toString("base64url")]) {
      await expect(store.changes({ count: 1, visible: "server", at: noon, after })).rejects.toMatchObject({ category: "incorrect" });
    }
  });

  test("gives the answers of the reference semantics, page by page, with their total", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(turn, { minLength: 1, maxLength: 5 }), fc.array(fc.tuple(request, fc.constantFrom(0, 1, -60_000)), { minLength: 10, maxLength: 30 }), async (turns, requests) => {
        await using store = await openSample(make);
        const history = await play(store, turns);
        for (const [asked, offset] of requests) {
          const question: ChangesRequest = { ...asked, at: new Date(noon.getTime() + offset), total: true };
          const expected = history.answer(question);
          const pages = await allPages(store, question);
          expect(pages.seen).toEqual(expected);
          expect(new Set(pages.totals)).toEqual(new Set([expected.length]));
        }
      }),
      { numRuns: 80 },
    );
  });
}

/** Writes the turns, one a millisecond, and remembers what each made. */
async function play(store: Store, turns: readonly { readonly drawn: readonly Drawn[]; readonly deleted: readonly string[] }[]): Promise<{ answer(request: ChangesRequest): readonly string[] }> {
  const versions: Version[] = [];
  const newest = new Map<string, { drawn: Drawn; version: number; deleted: boolean; slot: number }>();
  for (const [step, { drawn, deleted }] of turns.entries()) {
    const updated = noon.getTime() + step;
    const remember = (each: Drawn, isDeleted: boolean): void => {
      const reference = `${each.type}/${each.id}`;
      const former = newest.get(reference);
      const now = { drawn: each, version: (former?.version ?? 0) + 1, deleted: isDeleted, slot: former?.slot ?? newest.size };
      newest.set(reference, now);
      versions.push({ reference, version: now.version, updated, deleted: isDeleted, slot: now.slot });
    };
    const going = deleted.filter((reference) => newest.get(reference)?.deleted === false && !drawn.some(({ type, id }) => `${type}/${id}` === reference));
    const writing = drawn.map(({ type, id, traits, labels }) => (newest.get(`${type}/${id}`)?.deleted === false ? update : create)(type, id, traits, labels));
    const removing = going.map((reference) => ({ op: "delete" as const, type: newest.get(reference)!.drawn.type, id: newest.get(reference)!.drawn.id }));
    await store.transact(unitOf([...writing, ...removing], { at: new Date(updated) }));
    for (const each of drawn) remember(each, false);
    for (const reference of going) remember(newest.get(reference)!.drawn, true);
  }
  return { answer: (request) => answerOf(request, versions, newest) };
}

function answerOf(request: ChangesRequest, versions: readonly Version[], newest: ReadonlyMap<string, { readonly drawn: Drawn; readonly version: number; readonly deleted: boolean }>): readonly string[] {
  const { type, id, patient, since, until, during, current, visible, at } = request;
  const model = modelOf([...newest.values()].filter(({ deleted }) => !deleted).map(({ drawn }) => drawn), visible, at);
  return versions
    .filter(({ reference, version, updated, deleted }) => {
      const { drawn, version: last } = newest.get(reference)!;
      const replaced = versions.find((other) => other.reference === reference && other.version === version + 1)?.updated ?? Infinity;
      return (
        (type === undefined || drawn.type === type) &&
        (id === undefined || drawn.id === id) &&
        (patient === undefined || drawn.labels.patient === patient) &&
        (since === undefined || updated >= since.getTime()) &&
        (until === undefined || updated < until.getTime()) &&
        (during === undefined || (updated < during.end.getTime() && replaced > during.start.getTime())) &&
        (current !== true || (version === last && !deleted)) &&
        model.isVisible(drawn)
      );
    })
    .sort((left, right) => right.updated - left.updated || right.slot - left.slot || right.version - left.version)
    .map(({ reference, version }) => `${reference}/${version}`);
}

async function allPages(store: Store, request: ChangesRequest): Promise<{ readonly seen: readonly string[]; readonly totals: readonly (number | undefined)[] }> {
  const seen: string[] = [];
  const totals: (number | undefined)[] = [];
  let after: string | undefined;
  do {
    const page = await store.changes({ ...request, ...(after !== undefined && { after }) });
    expect(page.entries.length).toBeLessThanOrEqual(request.count);
    seen.push(...page.entries.map(placeOf));
    totals.push(page.total);
    after = page.next;
  } while (after !== undefined);
  return { seen, totals };
}

function placeOf({ type, id, versionId }: Stored): string {
  return `${type}/${id}/${versionId}`;
}
