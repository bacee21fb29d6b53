import { describe, expect, test } from "vitest";
import type { Clause, DateValue, IndexRow, QuantityValue, ValueClause } from "@wijkverband/fhir";
import type { Store } from "../store.ts";
import { following } from "./following.ts";
import { ask, create, idsOf, idsWhere, noon, openSample, unitOf, update, write } from "./sample.ts";
import type { MakeStore } from "./sample.ts";

const snomed = "http://snomed.info/sct";

/** Below every key of a number. */
const leastKey = "0";

/** Rows by the id of the resource that has them. */
const shelf: Readonly<Record<string, readonly IndexRow[]>> = {
  a: [
    { kind: "token", parameter: "status", code: "active" },
    { kind: "token", parameter: "code", system: snomed, code: "305351004" },
    { kind: "string", parameter: "name", value: "Zoë de Vries" },
    { kind: "reference", parameter: "subject", type: "Patient", id: "p" },
    { kind: "quantity", parameter: "dose", low: "25054$", high: "25054$", code: "mg", unit: "milligram" },
    { kind: "quantity", parameter: "dose", low: leastKey, high: "2501#" },
  ],
  b: [
    { kind: "token", parameter: "status", code: "draft" },
    { kind: "token", parameter: "code", code: "305351004" },
    { kind: "string", parameter: "name", value: "ZOE Jansen" },
    { kind: "string", parameter: "name", value: "Anna" },
    { kind: "reference", parameter: "subject", type: "Patient", id: "q" },
    { kind: "uri", parameter: "url", value: "https://wijkverband.example/x" },
    { kind: "quantity", parameter: "dose", low: "2510$", high: "2510$", system: "http://unitsofmeasure.org", code: "g", unit: "gram" },
    { kind: "token", parameter: "part", code: "8480-6", group: 1 },
    { kind: "quantity", parameter: "size", low: "2510$", high: "2510$", group: 1 },
    { kind: "token", parameter: "part", code: "8462-4", group: 2 },
    { kind: "quantity", parameter: "size", low: "2520$", high: "2520$", group: 2 },
  ],
  c: [
    { kind: "token", parameter: "code", system: snomed, code: "89666000" },
    { kind: "reference", parameter: "subject", type: "Organization", id: "p" },
    { kind: "reference", parameter: "subject", id: "z" },
    { kind: "uri", parameter: "url", value: "https://wijkverband.example/xy" },
    { kind: "token", parameter: "asserter:identifier", code: "7" },
    { kind: "token", parameter: "part", code: "8480-6", group: 1 },
    { kind: "quantity", parameter: "size", low: "2510$", high: "2510$", group: 2 },
  ],
};

const token = (parameter: string, ...values: { system?: string | null; code?: string }[]): Clause => ({ kind: "token", parameter, values });

const quantity = (value: QuantityValue): Clause => ({ kind: "quantity", parameter: "dose", values: [value] });
const both = (code: string, key: string) => ({ kind: "composite" as const, parameter: "pair", values: [[{ kind: "token" as const, parameter: "part", values: [{ code }] }, { kind: "quantity" as const, parameter: "size", values: [{ prefix: "eq" as const, low: key, high: key }] }]] });

const tokenPart = (parameter: string, code: string): ValueClause => ({ kind: "token", parameter, values: [{ code }] });

/** Of nobody. */
const manySystems = Array.from({ length: 12 }, (_, at) => ({ system: `urn:${at}`, code: "305351004" }));

export function searching(make: MakeStore): void {
  test.each<[string, Clause, readonly string[]]>([
    ["a token of any system", token("code", { code: "305351004" }), ["a", "b"]],
    ["a token of a system", token("code", { system: snomed, code: "305351004" }), ["a"]],
    ["a token without system", token("code", { system: null, code: "305351004" }), ["b"]],
    ["any token of a system", token("code", { system: snomed }), ["a", "c"]],
    ["any token without system", token("code", { system: null }), ["b"]],
    ["a token of one of many systems", token("code", ...manySystems, { system: snomed, code: "305351004" }), ["a"]],
    ["a token without system, or of many", token("code", ...manySystems, { system: null, code: "305351004" }), ["b"]],
    ["a token of any system, or of many", token("code", ...manySystems, { code: "305351004" }), ["a", "b"]],
    ["any token of one of many systems", token("code", ...manySystems, { system: snomed }), ["a", "c"]],
    ["any token at all, among many", token("code", ...manySystems, {}), ["a", "b", "c"]],
    ["no token of many systems", { ...token("code", ...manySystems, { system: snomed, code: "305351004" }), not: true } as Clause, ["b", "c"]],
    ["one token or another", token("code", { system: snomed, code: "89666000" }, { system: null, code: "305351004" }), ["b", "c"]],
    ["a token in other case", token("status", { code: "Active" }), []],
    ["not a token, what has none included", { kind: "token", parameter: "status", values: [{ code: "active" }], not: true }, ["b", "c"]],
    ["no value at all", token("status"), []],
    ["a reference with type", { kind: "reference", parameter: "subject", values: [{ type: "Patient", id: "p" }] }, ["a"]],
    ["a reference of open type", { kind: "reference", parameter: "subject", values: [{ id: "p" }] }, ["a", "c"]],
    ["one reference or another", { kind: "reference", parameter: "subject", values: [{ type: "Patient", id: "q" }, { id: "z" }] }, ["b", "c"]],
    ["the start of a string, whatever case and accents", { kind: "string", parameter: "name", values: ["zoé"], match: "starts" }, ["a", "b"]],
    ["the middle of a string as a start", { kind: "string", parameter: "name", values: ["vries"], match: "starts" }, []],
    ["a part of a string", { kind: "string", parameter: "name", values: ["VRIES", "anná"], match: "contains" }, ["a", "b"]],
    ["an exact string", { kind: "string", parameter: "name", values: ["Zoë de Vries"], match: "exact" }, ["a"]],
    ["an exact string in other case", { kind: "string", parameter: "name", values: ["zoë de vries"], match: "exact" }, []],
    ["a string with what LIKE would read as a wildcard", { kind: "string", parameter: "name", values: ["z%", "_oe"], match: "contains" }, []],
    ["a uri, whole", { kind: "uri", parameter: "url", values: ["https://wijkverband.example/x"] }, ["b"]],
    ["a parameter that is missing", { kind: "missing", parameter: "url", missing: true }, ["a"]],
    ["a parameter that is present", { kind: "missing", parameter: "name", missing: false }, ["a", "b"]],
    ["a parameter nobody ever had", token("unheard", { code: "x" }), []],
    ["urls below another", { kind: "uri", parameter: "url", values: ["https://wijkverband.example"], below: true }, ["b", "c"]],
    ["a url that others look like", { kind: "uri", parameter: "url", values: ["https://wijkverband.example/x"], below: true }, ["b"]],
    ["a url below nothing but the start of its name", { kind: "uri", parameter: "url", values: ["https://wijkverband.exam"], below: true }, []],
    ["a parameter of which only what is kept beside it is present", { kind: "missing", parameter: "asserter", missing: false }, ["c"]],
    ["a quantity", quantity({ prefix: "eq", low: "25053$", high: "25055#" }), ["a"]],
    ["a quantity in a unit, by code or in words", quantity({ prefix: "gt", low: "25053$", high: "25053$", unit: "mg" }), ["a"]],
    ["a quantity in another unit", quantity({ prefix: "ge", low: leastKey, high: leastKey, system: "http://unitsofmeasure.org", code: "g" }), ["b"]],
    ["a quantity in a unit of another system", quantity({ prefix: "ge", low: leastKey, high: leastKey, system: "urn:x", code: "g" }), []],
    ["two things of one element", both("8480-6", "2510$"), ["b"]],
    ["two things of two elements", both("8462-4", "2510$"), []],
    ["no element that has both", { ...both("8480-6", "2510$"), not: true }, ["a", "c"]],
    ["any element that has both", { kind: "composite", parameter: "pair", values: [[{ kind: "missing", parameter: "part", missing: false }, { kind: "missing", parameter: "size", missing: false }]] }, ["b"]],
    ["ids", { kind: "id", values: ["c", "a", "x"] }, ["a", "c"]],
  ])("by %s", async (_, clause, expected) => {
    await using store = await shelved(make);
    expect(await idsWhere(store, "Condition", clause)).toEqual(expected);
  });

  test("clauses are joined by and", async () => {
    await using store = await shelved(make);
    const vries: Clause = { kind: "string", parameter: "name", values: ["zoe"], match: "starts" };
    expect(await idsWhere(store, "Condition", vries, token("status", { code: "draft" }))).toEqual(["b"]);
    expect(await idsWhere(store, "Condition", vries, token("status", { code: "draft" }), { kind: "id", values: ["a"] })).toEqual([]);
  });

  test("only current versions are searched, and never another type", async () => {
    await using store = await shelved(make);
    await write(store, update("Condition", "a", { index: [{ kind: "token", parameter: "status", code: "resolved" }] }), { op: "delete", type: "Condition", id: "b" });
    expect(await idsOf(store, "Condition")).toEqual(["a", "c"]);
    expect(await idsWhere(store, "Condition", token("status", { code: "active" }, { code: "draft" }))).toEqual([]);
    expect(await idsWhere(store, "Condition", token("status", { code: "resolved" }))).toEqual(["a"]);
    expect(await idsWhere(store, "Observation", token("status", { code: "resolved" }))).toEqual([]);
    expect((await store.search(ask("Condition", { total: true, count: 1 }))).total).toBe(2);
  });

  test("by as many values as a search may have, several references away", async () => {
    await using store = await openSample(make);
    await write(store, create("Task", "a", { index: [{ kind: "reference", parameter: "part-of", type: "Task", id: "a" }, { kind: "uri", parameter: "url", value: "https://wijkverband.example/a" }, ...(shelf["a"] ?? [])] }));
    const back = (on: Clause): Clause => ({ kind: "has", source: "Task", parameter: "part-of", on });
    const many = <Value>(count: number, value: (at: number) => Value): readonly Value[] => Array.from({ length: count }, (_, at) => value(at));
    const last = { prefix: "ge", start: Date.parse("1900-01-01"), end: Date.parse("1900-01-02") } as const;
    const clauses: readonly Clause[] = [
      { kind: "token", parameter: "code", values: [...many(1_998, (at) => ({ system: `urn:${at}`, code: "x" })), { code: "y" }, { system: snomed, code: "305351004" }] },
      { kind: "token", parameter: "code", values: [...many(1_999, (at) => ({ system: snomed, code: `${at}` })), { system: snomed, code: "305351004" }] },
      { kind: "id", values: [...many(1_999, String), "a"] },
      { kind: "reference", parameter: "subject", values: [...many(1_999, (at) => ({ type: "Patient" as const, id: `${at}` })), { id: "p" }] },
      { kind: "string", parameter: "name", values: [...many(199, (at) => `x${at}`), "zo"], match: "starts" },
      { kind: "quantity", parameter: "dose", values: [...many(199, (at) => ({ prefix: "gt", low: "26", high: "26", unit: `${at}` }) as const), { prefix: "lt", low: "25055$", high: "25055$", unit: "mg" }] },
      { kind: "uri", parameter: "url", values: [...many(199, (at) => `https://${at}.example/x`), "https://wijkverband.example"], below: true },
      { kind: "composite", parameter: "pair", values: [...many(499, (at) => [tokenPart("status", `${at}`), tokenPart("code", "x")]), [tokenPart("status", "active"), tokenPart("code", "305351004")]] },
      { kind: "composite", parameter: "pair", values: many(180, (at) => [tokenPart("status", "active"), { kind: "quantity", parameter: "dose", values: [{ prefix: "le", low: "25054$", high: "25054$", ...(at < 179 && { code: `${at}` }) }] }]) },
      { kind: "date", parameter: "_lastUpdated", values: [...many(199, (at) => ({ prefix: "lt", start: at, end: at + 1 }) as const), last] },
    ];
    for (const clause of clauses) {
      expect(await idsWhere(store, "Task", back(back(back(back(clause)))))).toEqual(["a"]);
      expect(await idsWhere(store, "Task", clause)).toEqual(["a"]);
    }
  });

  describe("by date", () => {
    datePrefixes(make);
  });
  describe("by chain, reverse chain, include and revinclude", () => {
    following(make);
  });

  test("by when it was last written", async () => {
    await using store = await openSample(make);
    for (const [n, id] of ["a", "b", "c"].entries()) await store.transact(unitOf([create("Goal", id)], { at: new Date(noon.getTime() + n * 1_000) }));
    const since = (prefix: DateValue["prefix"], seconds: number): Clause => {
      const start = noon.getTime() + seconds * 1_000;
      return { kind: "date", parameter: "_lastUpdated", values: [{ prefix, start, end: start + 1_000 }] };
    };
    expect(await idsWhere(store, "Goal", since("ge", 1))).toEqual(["b", "c"]);
    expect(await idsWhere(store, "Goal", since("gt", 1))).toEqual(["c"]);
    expect(await idsWhere(store, "Goal", since("lt", 1))).toEqual(["a"]);
    expect(await idsWhere(store, "Goal", since("eq", 1))).toEqual(["b"]);
    expect(await idsWhere(store, "Goal", { kind: "missing", parameter: "_lastUpdated", missing: true })).toEqual([]);
    expect(await idsOf(store, "Goal", { sort: [{ parameter: "_lastUpdated", descending: true }] })).toEqual(["c", "b", "a"]);
  });

  test("the total counts all matches, whatever the page, and is given only when asked for", async () => {
    await using store = await shelved(make);
    const counted = await store.search(ask("Condition", { total: true, count: 2 }));
    expect([counted.total, counted.matches.length, counted.next === undefined]).toEqual([3, 2, false]);
    const second = await store.search(ask("Condition", { total: true, count: 2, after: counted.next! }));
    expect([second.total, second.matches.length, second.next]).toEqual([3, 1, undefined]);
    expect(await store.search(ask("Condition", { total: true, count: 0 }))).toEqual({ matches: [], included: [], total: 3 });
    expect(await store.search(ask("Condition", { count: 0 }))).toEqual({ matches: [], included: [] });
  });
}

async function shelved(make: MakeStore): Promise<Store> {
  const store = await openSample(make);
  await write(store, ...Object.entries(shelf).map(([id, index]) => create("Condition", id, { index })));
  return store;
}

function datePrefixes(make: MakeStore): void {
  // Searched: 10 <= t < 20. One resource for each way in which a range can lie to it.
  const ranges = { before: [1, 10], into: [5, 15], within: [12, 18], same: [10, 20], around: [5, 25], outOf: [15, 25], after: [20, 30] } as const;
  test.each<[DateValue["prefix"], readonly (keyof typeof ranges)[]]>([
    ["eq", ["within", "same"]],
    ["ne", ["before", "into", "around", "outOf", "after"]],
    ["gt", ["around", "outOf", "after"]],
    ["lt", ["before", "into", "around"]],
    ["ge", ["within", "same", "around", "outOf", "after"]],
    ["le", ["before", "into", "within", "same", "around"]],
    ["sa", ["after"]],
    ["eb", ["before"]],
    ["ap", ["into", "within", "same", "around", "outOf"]],
  ])("with prefix %s", async (prefix, expected) => {
    await using store = await openSample(make);
    const changes = Object.entries(ranges).map(([id, [start, end]]) => create("Task", id, { index: [{ kind: "date", parameter: "period", start, end }] }));
    await write(store, ...changes, create("Task", "undated"));
    expect(await idsWhere(store, "Task", { kind: "date", parameter: "period", values: [{ prefix, start: 10, end: 20 }] })).toEqual(expected);
  });

  test("an open end lies behind every date, an open start before", async () => {
    // Bounds can't pass through the narrative of a sample: JSON has no infinity.
    const bounds: Readonly<Record<string, readonly [start: number, end: number]>> = {
      ongoing: [5, Infinity],
      "since-ever": [-Infinity, 5],
      greatest: [5, Number.MAX_SAFE_INTEGER],
    };
    await using store = await openSample(make, {
      index: ({ id }) => {
        const [start, end] = bounds[id ?? ""] ?? [0, 1];
        return [{ kind: "date", parameter: "period", start, end }];
      },
    });
    for (const id of Object.keys(bounds)) await write(store, create("Task", id));
    expect(await idsWhere(store, "Task", { kind: "date", parameter: "period", values: [{ prefix: "gt", start: 1e14, end: 1e14 + 1 }] })).toEqual(["ongoing", "greatest"]);
    expect(await idsWhere(store, "Task", { kind: "date", parameter: "period", values: [{ prefix: "lt", start: -1e14, end: 0 }] })).toEqual(["since-ever"]);
    expect(await idsOf(store, "Task", { sort: [{ parameter: "period", descending: false }] })).toEqual(["since-ever", "ongoing", "greatest"]);
  });
}
