import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { signals } from "./list.ts";
import { regionFigures, type Offset, type RegionFigure } from "./region.ts";
import type { Finding, SignalKey } from "./signal.ts";

type Practice = ReadonlyMap<SignalKey, Finding>;

/** Practices of which only one signal is known. */
function showing(key: SignalKey, findings: readonly Finding[]): readonly Practice[] {
  return findings.map((finding) => new Map([[key, finding]]));
}

/** A count and its total, laid over four practices. */
function spread(count: number, of: number): readonly Finding[] {
  const parts = (value: number): readonly number[] => [Math.floor(value / 4), Math.floor((value + 1) / 4), Math.floor((value + 2) / 4), Math.floor((value + 3) / 4)];
  return parts(count).map((each, at) => ({ state: each > 0 ? "present" : "absent", count: each, of: parts(of)[at]! }));
}

function figure(key: SignalKey, practices: readonly Practice[], offset: Offset): RegionFigure {
  return regionFigures(practices, offset).find((each) => each.key === key)!;
}

/** The three secrets that a figure of patients depends on. */
const secrets = (count: number, rest: number, total: number): Offset => (quantity) => (quantity === "without-gp" ? count : quantity === "without-gp rest" ? rest : total);

const places = [1, 2, 5, 9, 10] as const;
const mostPatients = 60;
/** Fewer than this is about few. */
const few = 10;

/** Every region of up to sixty patients, as an analyst would try them all. */
const worlds: readonly (readonly [count: number, of: number])[] = Array.from({ length: mostPatients + 1 }, (_, of) => Array.from({ length: of + 1 }, (__, count) => [count, of] as const)).flat();

/** The counts of a total that are about few. */
function smallOf(of: number): readonly number[] {
  return Array.from({ length: Math.min(few, of) + 1 }, (_, c) => c);
}

describe("an analyst who tries every region that there could be, and even knows the secret places of the steps", () => {
  test.each(places.flatMap((count) => places.map((rest) => [count, rest] as const)))("can't tell one small count from another (places %i and %i)", (count, rest) => {
    const offset = secrets(count, rest, 7);
    const answers = Map.groupBy(worlds, ([c, of]) => JSON.stringify(figure("without-gp", showing("without-gp", spread(c, of)), offset)));
    const told = [...answers].flatMap(([answer, fitting]) => {
      const shown = (JSON.parse(answer) as RegionFigure).count !== undefined;
      return [...Map.groupBy(fitting, ([, of]) => of)].map(([of, same]) => ({ of, shown, counts: same.map(([c]) => c) }));
    });
    const known = told.filter(({ shown }) => shown).flatMap(({ of, counts }) => counts.flatMap((c) => [c, of - c]));
    expect(Math.min(...known)).toBeGreaterThan(few);
    // of what isn't shown, whatever is small fits as well as anything else that is small, and so does whatever leaves little
    const solved = told.filter(({ shown, of, counts }) => !shown && smallOf(of).some((c) => !counts.includes(c) || !counts.includes(of - c)));
    expect(solved).toEqual([]);
  });

  test("reads of what is shown no more than within nine", () => {
    const seen = places.flatMap((place) => Array.from({ length: 401 }, (_, c) => ({ c, place, count: figure("without-gp", showing("without-gp", spread(c, 1_000)), secrets(place, 3, 3)).count })));
    expect(seen.filter(({ c, count }) => count !== undefined && Math.abs(count - c) >= few)).toEqual([]);
    expect(seen.filter(({ c, place, count }) => (count === undefined) !== c < few + place)).toEqual([]);
  });

  test("sees nothing change when a small count does, in any figure, whatever else the region shows", () => {
    const findings = fc.record({ state: fc.constantFrom("present" as const, "absent" as const, "unknown" as const), count: fc.nat(300), rest: fc.nat(300) }).map(({ state, count, rest }): Finding => ({ state, count, of: count + rest }));
    const practice = fc.tuple(...signals.map(() => findings)).map((each): Practice => new Map(signals.map(({ key }, at) => [key, each[at]!])));
    const keys = signals.filter(({ region }) => region === "sum").map(({ key }) => key);
    fc.assert(
      fc.property(fc.array(practice, { minLength: 3, maxLength: 8 }), fc.constantFrom(...keys), fc.nat(few), fc.nat(few), fc.integer({ min: 1, max: 10 }), (practices, key, one, other, place) => {
        const total = 500;
        const having = (count: number): readonly Practice[] => practices.map((each, at) => new Map([...each, [key, { state: "absent", count: at === 0 ? count : 0, of: at === 0 ? total : 0 }]]));
        expect(regionFigures(having(one), () => place)).toEqual(regionFigures(having(other), () => place));
      }),
    );
  });

  test("gets a count of practices in the same way: one that shows a signal beside two hundred that don't isn't seen", () => {
    const practices = (present: number): readonly Practice[] => showing("owner-no-gp", Array.from({ length: 200 }, (_, at) => ({ state: at < present ? "present" : "absent", count: Number(at < present), of: 1 })));
    const answers = Array.from({ length: few + 1 }, (_, present) => JSON.stringify(figure("owner-no-gp", practices(present), () => 4)));
    expect(new Set(answers).size).toBe(1);
    expect(figure("owner-no-gp", practices(50), () => 4)).toEqual({ key: "owner-no-gp", count: 50, of: 200 });
  });
});

describe("a cell", () => {
  test("of two practices is empty, however many patients it holds", () => {
    const one: Finding = { state: "present", count: 500, of: 3_000 };
    expect(figure("without-gp", showing("without-gp", [one, one]), () => 3)).toEqual({ key: "without-gp" });
    expect(figure("without-gp", showing("without-gp", [one, one, { state: "unknown" }]), () => 3)).toEqual({ key: "without-gp" });
    expect(figure("without-gp", showing("without-gp", [one, one, one]), () => 3)).toMatchObject({ count: 1_500 });
  });

  test("shows the same total for every signal that is of the same patients", () => {
    const practice: Practice = new Map(signals.map(({ key }) => [key, { state: "present", count: 100, of: 1_003 }]));
    const figures = regionFigures([practice, practice, practice], (quantity) => 1 + (quantity.length % 10));
    const ofPatients = signals.filter(({ region, unit }) => region === "sum" && unit === "patients").map(({ key }) => figures.find((each) => each.key === key)?.of);
    expect(new Set(ofPatients).size).toBe(1);
  });
});
