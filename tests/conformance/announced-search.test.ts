import { storedTypes } from "@wijkverband/fhir";
import type { AuditEvent } from "hl7-fhir-r4-types";
import { beforeAll, describe, expect, test } from "vitest";
import { faults } from "../harness.ts";
import { useDemo } from "../use-demo.ts";
import { moreExamples } from "./announced-examples.ts";
import { SearchedType } from "./announced-modifiers.ts";
import { Asker, eachAtOnce, isSame, isWithin, malformedValue, saidOf, together, without, type Announced, type Seen } from "./announced.ts";

/** Modifiers of R4; which of them a parameter takes, `/metadata` says. */
const everyModifier = ["missing", "exact", "contains", "text", "not", "in", "not-in", "above", "below", "of-type", "identifier"];
const searched = storedTypes.filter(({ kind }) => kind !== "log").map(({ type }) => type);
const prefixes = ["eq", "ne", "gt", "lt", "ge", "le", "sa", "eb", "ap"];

type Row = Seen["rows"][number];
const refersBy = (row: Row, name: string): boolean => row.kind === "reference" && (name === "*" || row.parameter === name);

/** The values are those of the examples, found by the indexer; what is announced is asked of the live server, so that nothing can be left out. */
describe("what /metadata announces about searching is so", () => {
  const demo = useDemo();
  const types = new Map<string, SearchedType>();
  const announced = new Map<string, Announced>();
  let asker = new Asker(demo, "huisarts");

  beforeAll(async () => {
    asker = new Asker(demo, "huisarts");
    const { rest } = JSON.parse((await demo.ask(undefined, "GET", "metadata")).text) as { rest: readonly { resource: readonly Announced[] }[] };
    for (const each of rest[0]?.resource ?? []) announced.set(each.type, each);
    for (const resource of moreExamples) await asker.create(resource);
    // delivery says of a subscription how it is, soon after the start
    await asker.waitForNone("Subscription", [["status", "requested"]]);
    await eachAtOnce(searched, async (type) => {
      const said = announced.get(type);
      if (said !== undefined) types.set(type, new SearchedType(said, await asker.everything(type), asker));
    });
  });

  function of(type: string): SearchedType {
    const found = types.get(type);
    if (found === undefined) throw new Error(`/metadata says nothing of ${type}`);
    return found;
  }

  test("every type says what it can be searched by, and the examples have something of each kind", () => {
    expect([...announced.keys()].toSorted()).toEqual(storedTypes.map(({ type }) => type).toSorted());
    expect(searched.filter((type) => of(type).announced.searchParam.length < 6)).toEqual([]);
    const kinds = new Set(searched.flatMap((type) => of(type).announced.searchParam.filter((each) => of(type).example(each) !== undefined).map((each) => each.type)));
    expect([...kinds].toSorted()).toEqual(["composite", "date", "quantity", "reference", "string", "token", "uri"]);
  });

  describe.each(searched)("%s", (type) => {
    test("every parameter finds what has its value, and nothing by a value that isn't there", async () => {
      const wrong: string[] = [];
      await eachAtOnce(of(type).announced.searchParam, async (each) => {
        const example = of(type).example(each);
        if (example !== undefined && !(await of(type).find(each.name, example.value)).has(example.ref)) wrong.push(`${each.name}=${example.value} doesn't find ${example.ref}`);
        const found = await of(type).find(each.name, of(type).absent(each));
        if (found.size > 0) wrong.push(`${each.name}=${of(type).absent(each)} finds ${[...found].join(", ")}`);
      });
      expect(wrong).toEqual([]);
    });

    test("every parameter refuses a malformed value, and says which it is", async () => {
      const answers = await Promise.all(
        of(type).announced.searchParam.map(async (each) => {
          const { status, body } = await asker.post(type, [[each.name, malformedValue(each)]]);
          return [each.name, status, faults(body)[0]?.expression];
        }),
      );
      expect(answers).toEqual(of(type).announced.searchParam.map(({ name }) => [name, 400, `http.${name}`]));
    });

    test("every modifier that is announced does what it should", async () => {
      const wrong: string[] = [];
      await eachAtOnce(of(type).announced.searchParam, async (each) => {
        for (const modifier of saidOf(each).modifiers) wrong.push(...(await of(type).tryModifier(each, modifier, demo.runtime.house.valueSets)));
      });
      expect(wrong).toEqual([]);
    });

    test("a modifier that isn't announced is refused under its rule", async () => {
      const wrong: string[] = [];
      await eachAtOnce(of(type).announced.searchParam, async (each) => {
        for (const modifier of everyModifier.filter((known) => !saidOf(each).modifiers.includes(known))) {
          const { status, body } = await asker.post(type, [[`${each.name}:${modifier}`, "x"]]);
          if (status !== 400 || faults(body)[0]?.rule !== "unknown-modifier") wrong.push(`${each.name}:${modifier} gave ${status}`);
        }
      });
      expect(wrong).toEqual([]);
    });

    test("dates and quantities take every prefix, and what these find hangs together", async () => {
      const wrong: string[] = [];
      const ordered = of(type).announced.searchParam.filter(({ type: kind }) => kind === "date" || kind === "quantity" || kind === "number");
      await eachAtOnce(ordered, async (each) => {
        const bare = (of(type).example(each)?.value ?? of(type).absent(each)).replace(/^[a-z]{2}/, "");
        const found = new Map<string, ReadonlySet<string>>();
        for (const prefix of saidOf(each).prefixes) found.set(prefix, await of(type).find(each.name, `${prefix}${bare}`));
        const by = (prefix: string): ReadonlySet<string> => found.get(prefix) ?? new Set();
        const isWhole = [...found.keys()].join() === prefixes.join() && isSame(await of(type).find(each.name, bare), by("eq"));
        const isOrdered = isWithin(by("sa"), by("gt")) && isWithin(by("eb"), by("lt")) && isWithin(by("gt"), by("ge")) && isWithin(by("lt"), by("le"));
        const present = await of(type).find(`${each.name}:missing`, "false");
        const coversAll = bare.includes("|") || isSame(together(by("eq"), by("ne")), present);
        if (!isWhole || !isOrdered || !coversAll) wrong.push(`${each.name}=${bare}: ${[...found].map(([prefix, refs]) => `${prefix} ${refs.size}`).join(", ")} of ${present.size}`);
      });
      expect(wrong).toEqual([]);
    });

    test("it is sorted by every parameter but composites, in both directions, and everything comes once", async () => {
      const names = of(type).announced.searchParam.filter((each) => each.type !== "composite").map(({ name }) => name);
      for (let from = 0; from < names.length; from += 10) {
        const keys = names.slice(from, from + 10);
        for (const sort of [keys, keys.map((key) => `-${key}`)]) expect((await asker.search(type, [["_sort", sort.join(",")]])).matches).toEqual(of(type).all);
      }
    });

    test("every include that is announced brings what its reference leads to and is seen", async () => {
      const wrong: string[] = [];
      await eachAtOnce(of(type).announced.searchInclude ?? [], async (include) => {
        const [, name = "*"] = include.split(":");
        const from = of(type).seen.filter(({ rows }) => rows.some((row) => refersBy(row, name))).slice(0, 4);
        const targets = from.flatMap(({ rows }) => rows.flatMap((row) => (row.kind === "reference" && refersBy(row, name) ? [`${row.type}/${row.id}`] : [])));
        const { matches, included } = await asker.search(type, [["_id", from.length === 0 ? "no-such-resource" : from.map(({ id }) => id).join(",")], ["_include", include]]);
        const expected = without(new Set(targets.filter((ref) => types.get(ref.slice(0, ref.indexOf("/")))?.all.has(ref) === true)), matches);
        if (!isSame(included, expected)) wrong.push(`${include} brings ${[...included].join()} instead of ${[...expected].join()}`);
      });
      expect(wrong).toEqual([]);
    });

    test("every reverse include that is announced brings what refers to it and is seen", async () => {
      const wrong: string[] = [];
      await eachAtOnce(of(type).announced.searchRevInclude ?? [], async (include) => {
        const [source = "*", name = "*"] = include.split(":");
        const refersTo = (id: string) => (row: Row): boolean => row.kind === "reference" && refersBy(row, name) && row.type === type && row.id === id;
        const referring = (source === "*" ? searched : [source]).flatMap((each) => of(each).seen.map(({ id, rows }) => ({ ref: `${each}/${id}`, rows })));
        const id = of(type).seen.find((target) => referring.some(({ rows }) => rows.some(refersTo(target.id))))?.id ?? "no-such-resource";
        const { matches, included, isCut } = await asker.search(type, [["_id", id], ["_revinclude", include]]);
        const expected = without(new Set(referring.filter(({ rows }) => rows.some(refersTo(id))).map(({ ref }) => ref)), matches);
        if (isCut || !isSame(included, expected)) wrong.push(`${include} to ${id} brings ${[...included].join()} instead of ${[...expected].join()}`);
      });
      expect(wrong).toEqual([]);
    });
  });

  test("AuditEvent: every parameter of the log finds what has its value, nothing by another, and refuses a malformed one", async () => {
    const patient = ["patient", "willem-voorbeeld"] as const;
    const { body } = await demo.ask("huisarts", "GET", "AuditEvent?patient=willem-voorbeeld");
    const event = body.entry?.map(({ resource }) => resource).find((resource) => resource?.resourceType === "AuditEvent" && resource.subtype?.[0]?.code !== undefined) as AuditEvent;
    const values: Readonly<Record<string, readonly [present: string, absent: string, malformed: string]>> = {
      action: [event.action ?? "", "X", "a|b|c"],
      date: [`ge${event.recorded}`, "1801", "2026-13-45"],
      outcome: [event.outcome ?? "", "12", "a|b|c"],
      patient: ["willem-voorbeeld", "no-such-patient", "Patient/1 2"],
      subtype: [event.subtype?.[0]?.code ?? "", "no-such-code", "a|b|c"],
    };
    expect(announced.get("AuditEvent")?.searchParam.map(({ name }) => name).toSorted()).toEqual(Object.keys(values));
    for (const [name, [present, absent, malformed]] of Object.entries(values)) {
      const asked = (value: string): readonly (readonly [string, string])[] => (name === "patient" ? [[name, value]] : [patient, [name, value]]);
      expect([name, (await asker.search("AuditEvent", asked(present))).matches.has(`AuditEvent/${event.id}`)]).toEqual([name, true]);
      expect([name, (await asker.search("AuditEvent", asked(absent))).matches.size]).toEqual([name, 0]);
      const refused = await asker.post("AuditEvent", asked(malformed));
      expect([name, refused.status, faults(refused.body)[0]?.expression]).toEqual([name, 400, `http.${name}`]);
    }
  });

  test("what is not supported is refused, and said in /metadata", async () => {
    const { rest } = JSON.parse((await demo.ask(undefined, "GET", "metadata")).text) as { rest: readonly { documentation: string }[] };
    for (const name of ["_text", "_content", "_filter", "_query", "_list", "_type"]) {
      expect(rest[0]?.documentation).toContain(name);
      const { status, body } = await asker.post("Observation", [[name, "x"]]);
      expect([name, status, body.issue?.[0]?.code, faults(body)[0]?.expression]).toEqual([name, 400, "not-supported", `http.${name}`]);
    }
  });
});
