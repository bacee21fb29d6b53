import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseJson, stringifyJson } from "../json.ts";
import { createValidator, loadDefinitions } from "../validation/index.ts";
import { elementChanges } from "./element-changes.ts";
import { mergeVersions } from "./merge-versions.ts";
import { planVersion } from "./plan-versions.fixture.ts";

const validator = createValidator({ ...loadDefinitions(new URL("../../../../profiles/generated/", import.meta.url).pathname), requiredProfiles: [] });
const typed = (type: string) => validator.shapesOf(type);
const merge = (base: object, proposed: object, current: object) => mergeVersions(base, proposed, current, typed);

const base = {
  resourceType: "CarePlan",
  status: "active",
  title: "Samen thuis",
  note: [{ text: "a" }, { text: "b" }],
  activity: [
    { detail: { status: "not-started", description: "wassen", scheduledString: "elke dag" } },
    { detail: { status: "in-progress", description: "wond", dailyAmount: { value: 5, unit: "mg" } } },
  ],
};
const [washing, wound] = base.activity as [(typeof base.activity)[0], (typeof base.activity)[0]];

describe("two versions of one base", () => {
  test("come together when they changed other elements, also of one activity", () => {
    const proposed = { ...base, activity: [{ detail: { ...washing.detail, description: "douchen" } }, wound] };
    const current = { ...base, title: "Thuis", activity: [{ detail: { ...washing.detail, status: "in-progress" } }, wound] };
    expect(merge(base, proposed, current)).toEqual({ outcome: "merged", resource: { ...current, activity: [{ detail: { ...washing.detail, status: "in-progress", description: "douchen" } }, wound] } });
  });

  test("find an item back that was moved along by what was put in before it", () => {
    const added = { detail: { status: "scheduled", description: "bellen" } };
    const proposed = { ...base, activity: [washing, { detail: { ...wound.detail, status: "completed" } }] };
    const current = { ...base, activity: [added, washing, wound] };
    expect(merge(base, proposed, current)).toMatchObject({ resource: { activity: [added, washing, { detail: { status: "completed", description: "wond" } }] } });
  });

  test("conflict on one element, with both sides; what one removed the other may not have changed", () => {
    const proposed = { ...base, title: "Thuis", note: [{ text: "a" }], activity: [{ detail: { ...washing.detail, description: "douchen" } }, wound] };
    const current = { ...base, title: "Samen", note: [{ text: "a" }, { text: "c" }], activity: [wound] };
    expect(merge(base, proposed, current)).toEqual({
      outcome: "conflict",
      conflicts: expect.arrayContaining([
        { path: "CarePlan.title", type: "string", base: "Samen thuis", proposed: "Thuis", current: "Samen" },
        { path: "CarePlan.note[1]", type: "Annotation", base: { text: "b" }, current: { text: "c" } },
        { path: "CarePlan.activity[0]", type: "BackboneElement", base: washing, proposed: { detail: { ...washing.detail, description: "douchen" } } },
      ]),
    });
  });

  test("never make half a value of a data type out of each", () => {
    const amount = (value: number, unit: string) => ({ ...base, activity: [washing, { detail: { ...wound.detail, dailyAmount: { value, unit } } }] });
    expect(merge(base, amount(10, "mg"), amount(5, "g"))).toMatchObject({ outcome: "conflict", conflicts: [{ path: "CarePlan.activity[1].detail.dailyAmount", proposed: { value: 10, unit: "mg" }, current: { value: 5, unit: "g" } }] });
  });

  test("never leave a choice with two types", () => {
    const { scheduledString: _was, ...others } = washing.detail;
    const proposed = { ...base, activity: [{ detail: { ...others, scheduledPeriod: { start: "2026-01-01" } } }, wound] };
    const current = { ...base, activity: [{ detail: { ...washing.detail, scheduledString: "soms" } }, wound] };
    expect(merge(base, proposed, current)).toMatchObject({ outcome: "conflict", conflicts: [{ path: "CarePlan.activity[0].detail.scheduled", base: "elke dag", proposed: { start: "2026-01-01" }, current: "soms" }] });
  });

  test("keep what both put into a list, once when it is the same", () => {
    const proposed = { ...base, note: [...base.note, { text: "c" }, { text: "d" }] };
    const current = { ...base, note: [...base.note, { text: "e" }, { text: "c" }] };
    expect(merge(base, proposed, current)).toMatchObject({ resource: { note: [{ text: "a" }, { text: "b" }, { text: "e" }, { text: "c" }, { text: "d" }] } });
  });

  test("are a conflict when it can't be told whether what was removed is there in other words", () => {
    const notes = (...texts: readonly string[]) => ({ ...base, note: texts.map((text) => ({ text })) });
    expect(merge(notes("a", "b", "c"), notes("a", "b"), notes("a", "x"))).toMatchObject({ outcome: "conflict", conflicts: [{ path: "CarePlan.note[2]", base: { text: "c" } }] });
    expect(merge(notes("a", "b", "c"), notes("a", "b"), notes("a"))).toMatchObject({ outcome: "merged", resource: { note: [{ text: "a" }] } });
  });

  test("let nothing come back that one moved and the other took away, and move what both moved once", () => {
    const goals = (...ids: readonly string[]) => ({ ...base, goal: ids.map((id) => ({ reference: `Goal/${id}` })) });
    expect(merge(goals("a", "b", "c"), goals("b", "c", "a"), goals("b", "c"))).toMatchObject({ outcome: "conflict", conflicts: [{ path: "CarePlan.goal[0]", base: { reference: "Goal/a" } }] });
    expect(merge(goals("a", "b", "c"), goals("b", "c", "a"), goals("b", "c", "a", "d"))).toMatchObject({ resource: goals("b", "c", "a", "d") });
    expect(merge(goals("a", "b", "c"), goals("b", "c", "a"), goals("a", "b", "c", "d"))).toMatchObject({ resource: goals("b", "c", "d", "a") });
  });

  test("take a value and the extensions beside it as one element, in lists too", () => {
    const patient = { resourceType: "Patient", birthDate: "1944-02-29", name: [{ family: "V" }] };
    const guessed = { ...patient, _birthDate: { extension: [{ url: "urn:guess", valueBoolean: true }] } };
    expect(merge(patient, guessed, { ...patient, birthDate: "1944-03-01" })).toMatchObject({ outcome: "conflict", conflicts: [{ path: "Patient.birthDate", base: "1944-02-29", current: "1944-03-01" }] });
    expect(merge(patient, guessed, { ...patient, gender: "male" })).toEqual({ outcome: "merged", resource: { ...guessed, gender: "male" } });
    const plan = { ...base, instantiatesUri: ["urn:a", "urn:b"], _instantiatesUri: [null, { id: "x" }] };
    expect(merge(plan, { ...plan, instantiatesUri: ["urn:c", "urn:b"] }, { ...plan, _instantiatesUri: [{ id: "y" }, { id: "x" }] })).toMatchObject({ outcome: "conflict", conflicts: [{ path: "CarePlan.instantiatesUri" }] });
  });

  test("know an item by its id, whatever else it says", () => {
    const activities = (...items: readonly object[]) => ({ ...base, activity: items });
    const [a, b] = [{ id: "a", detail: { status: "scheduled" } }, { id: "b", detail: { status: "scheduled" } }];
    const changed = { id: "b", detail: { status: "scheduled", description: "nieuw", location: { display: "thuis" }, doNotPerform: false } };
    expect(merge(activities(a, b), activities(b), activities(a, changed))).toMatchObject({ resource: { activity: [changed] } });
  });

  test("keep decimals as they are written, and see that 1.50 is not 1.5", () => {
    const read = (value: string) => parseJson(`{"resourceType":"Goal","target":[{"detailQuantity":{"value":${value}}}],"note":[{"text":"x"}]}`) as object;
    expect(stringifyJson((merge(read("1.5"), read("1.50"), { ...read("1.5"), outcomeCode: [{ text: "y" }] }) as { resource: object }).resource)).toContain("1.50");
    expect(merge(read("1.5"), read("1.50"), read("1.500")).outcome).toBe("conflict");
  });
});

describe("any versions of a plan", () => {
  test("are what was proposed when nobody else changed the base, and what they were when nothing was proposed", () => {
    fc.assert(
      fc.property(planVersion, planVersion, (one, other) => {
        expect(merge(one, other, one)).toEqual({ outcome: "merged", resource: other });
        expect(merge(one, one, other)).toEqual({ outcome: "merged", resource: other });
        expect(merge(one, other, other)).toEqual({ outcome: "merged", resource: other });
      }),
    );
  });

  test("conflict at the same places whichever came first", () => {
    fc.assert(
      fc.property(planVersion, planVersion, planVersion, (one, mine, theirs) => {
        const [here, there] = [merge(one, mine, theirs), merge(one, theirs, mine)];
        const paths = (outcome: typeof here) => (outcome.outcome === "conflict" ? outcome.conflicts.map(({ path }) => path).toSorted() : []);
        expect(paths(here)).toEqual(paths(there));
      }),
    );
  });

  test("double nothing when the same is brought in again, in lists without twins", () => {
    const version = planVersion.map(withoutTwins);
    fc.assert(
      fc.property(version, version, version, (one, mine, theirs) => {
        const first = merge(one, mine, theirs);
        const again = first.outcome === "merged" ? merge(one, mine, first.resource as object) : first;
        expect(again).toEqual(again.outcome === "conflict" ? again : first);
      }),
    );
  });

  test("differ in exactly the elements that are told", () => {
    fc.assert(
      fc.property(planVersion, planVersion, (one, other) => {
        const told = elementChanges(one, other, typed);
        expect(told.length === 0).toBe(JSON.stringify(sorted(one)) === JSON.stringify(sorted(other)));
        for (const { kind, former, next } of told) expect([kind === "added", kind === "removed"]).toEqual([former === undefined, next === undefined]);
      }),
    );
  });
});

function withoutTwins<T extends object>(version: T): T {
  const lists = Object.entries(version).map(([name, value]: [string, unknown]) => [name, Array.isArray(value) ? [...new Map(value.map((item: unknown) => [JSON.stringify(sorted(item)), item])).values()] : value]);
  return Object.fromEntries(lists) as T;
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1)).map(([key, item]: [string, unknown]) => [key, sorted(item)]));
}
