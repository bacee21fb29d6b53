import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { IndexRow, SearchQuery } from "@wijkverband/fhir";
import type { Store } from "../store.ts";
import { ask, create, idsOf, openSample, update, write } from "./sample.ts";
import type { MakeStore } from "./sample.ts";

/** Rows by id: the sort keys of some are equal, of some absent. */
const keyed: Readonly<Record<string, readonly IndexRow[]>> = {
  a: [{ kind: "quantity", parameter: "length", low: "25001$", high: "25001$" }, { kind: "reference", parameter: "subject", type: "Patient", id: "p" }, { kind: "date", parameter: "date", start: 30, end: 31 }, { kind: "string", parameter: "name", value: "Ötzi" }, { kind: "token", parameter: "status", code: "b" }],
  b: [{ kind: "quantity", parameter: "length", low: "05000y", high: "25002$", code: "kg" }, { kind: "date", parameter: "date", start: 10, end: 11 }, { kind: "date", parameter: "date", start: 99, end: 100 }, { kind: "string", parameter: "name", value: "otter" }],
  c: [{ kind: "uri", parameter: "source", value: "urn:b" }, { kind: "reference", parameter: "subject", type: "Patient", id: "q" }, { kind: "string", parameter: "name", value: "Zus" }, { kind: "token", parameter: "status", code: "b" }],
  d: [{ kind: "quantity", parameter: "length", low: "25001$", high: "25009$" }, { kind: "quantity", parameter: "length", low: "25003$", high: "25003$" }, { kind: "date", parameter: "date", start: 10, end: 11 }, { kind: "token", parameter: "status", code: "a" }],
  e: [{ kind: "uri", parameter: "source", value: "urn:a" }, { kind: "date", parameter: "date", start: -5, end: 11 }, { kind: "string", parameter: "name", value: "aap" }],
};

export function paging(make: MakeStore): void {
  test.each<[string, SearchQuery["sort"], readonly string[]]>([
    ["order of first creation, when nothing is asked", [], ["a", "b", "c", "d", "e"]],
    ["the first date, the undated last", [{ parameter: "date", descending: false }], ["e", "b", "d", "a", "c"]],
    ["the last date downwards, the undated last", [{ parameter: "date", descending: true }], ["b", "a", "d", "e", "c"]],
    ["quantities, whatever their unit", [{ parameter: "length", descending: false }], ["b", "a", "d", "c", "e"]],
    ["quantities downwards, then a URI", [{ parameter: "length", descending: true }, { parameter: "source", descending: false }], ["d", "a", "b", "e", "c"]],
    ["whom is referred to", [{ parameter: "subject", descending: true }], ["c", "a", "b", "d", "e"]],
    ["folded strings", [{ parameter: "name", descending: false }], ["e", "b", "a", "c", "d"]],
    ["a token, then a date downwards", [{ parameter: "status", descending: false }, { parameter: "date", descending: true }], ["d", "a", "c", "b", "e"]],
    ["ids downwards", [{ parameter: "_id", descending: true }], ["e", "d", "c", "b", "a"]],
  ])("in %s, with the same order however small the pages", async (_, sort, expected) => {
    await using store = await openSample(make);
    for (const [id, index] of Object.entries(keyed)) await write(store, create("Goal", id, { index }));
    expect(await idsOf(store, "Goal", { sort })).toEqual(expected);
    for (const count of [1, 2, 3, 4, 5]) expect(await allPages(store, { sort, count })).toEqual(expected);
  });

  test("every resource that was there all along comes exactly once, whatever is written between the pages", async () => {
    const action = fc.record({ op: fc.constantFrom("create", "touch", "delete", "recreate"), id: fc.integer({ min: 0, max: 19 }) });
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 6 }), fc.array(fc.array(action, { maxLength: 4 }), { maxLength: 25 }), fc.boolean(), async (count, turns, byId) => {
        await using store = await openSample(make);
        for (let n = 0; n < 20; n++) await write(store, create("Goal", `g${n}`));
        const ended = new Set<string>();
        let born = 0;
        const between = async (turn: number): Promise<void> => {
          for (const { op, id } of turns[turn] ?? []) {
            if (op === "create") await write(store, create("Goal", `n${born++}`));
            else if (op === "touch") await write(store, update("Goal", `g${id}`, { note: String(turn) })).catch(() => []);
            else if (op === "delete") await write(store, { op: "delete", type: "Goal", id: `g${id}` }).then(() => ended.add(`g${id}`)).catch(() => ended);
            else await write(store, create("Goal", `g${id}`)).catch(() => []);
          }
        };
        const seen = await allPages(store, { count, sort: byId ? [{ parameter: "_id", descending: false }] : [] }, between);
        expect(new Set(seen).size).toBe(seen.length);
        const throughout = Array.from({ length: 20 }, (_, n) => `g${n}`).filter((id) => !ended.has(id));
        expect(seen).toEqual(expect.arrayContaining(throughout));
      }),
      { numRuns: 15 },
    );
  });

  test("a position belongs to the search that gave it and can't be made up", async () => {
    await using store = await openSample(make);
    await write(store, create("Goal", "a"), create("Goal", "b"));
    const { next } = await store.search(ask("Goal", { count: 1 }));
    expect(next).toMatch(/^[A-Za-z0-9_-]+$/);
    for (const wrong of [ask("Task", { after: next! }), ask("Goal", { after: next!, sort: [{ parameter: "_id", descending: false }] }), ask("Goal", { after: `${next}A` }), ask("Goal", { after: "" }), ask("Goal", { after: "WzFd" })]) {
      await expect(store.search(wrong)).rejects.toMatchObject({ category: "incorrect" });
    }
  });

  test("a position does not show the values it was sorted by", async () => {
    await using store = await openSample(make);
    for (const id of ["a", "b"]) await write(store, create("Patient", id, { index: [{ kind: "token", parameter: "identifier", code: "999900006" }] }));
    const { next } = await store.search(ask("Patient", { count: 1, sort: [{ parameter: "identifier", descending: false }] }));
    expect(Buffer.from(next!, "base64url").toString("latin1")).not.toContain("999900006");
  });
}

async function allPages(store: Store, query: Partial<SearchQuery>, between: (page: number) => Promise<void> = async () => {}): Promise<readonly string[]> {
  const seen: string[] = [];
  let after: string | undefined;
  for (let page = 0; ; page++) {
    const result = await store.search(ask("Goal", { ...query, ...(after !== undefined && { after }) }));
    seen.push(...result.matches.map(({ id }) => id));
    after = result.next;
    if (after === undefined) return seen;
    await between(page);
  }
}
