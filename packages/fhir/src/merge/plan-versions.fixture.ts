import * as fc from "fast-check";

/** Arbitrary versions of a plan that share much: lists that grow, shrink and change, elements defined where they stand, a choice, numbers. */
const word: fc.Arbitrary<string> = fc.constantFrom("wond", "wassen", "eten", "lopen", "slapen", "pijn");
const reference: fc.Arbitrary<object> = fc.constantFrom("Goal/1", "Goal/2", "Goal/3").map((to) => ({ reference: to }));

const activity: fc.Arbitrary<object> = fc.record(
  {
    id: fc.constantFrom("a", "b", "c"),
    detail: fc.record({ status: fc.constantFrom("not-started", "in-progress"), description: word, dailyAmount: fc.record({ value: fc.constantFrom(1, 1.5, 2), unit: fc.constantFrom("mg", "ml") }) }, { requiredKeys: ["status"] }),
    progress: fc.array(word.map((text) => ({ text })), { minLength: 1, maxLength: 2 }),
  },
  { requiredKeys: ["detail"] },
);

export const planVersion: fc.Arbitrary<Readonly<Record<string, unknown>>> = fc.record(
  {
    resourceType: fc.constant("CarePlan"),
    title: word,
    status: fc.constantFrom("draft", "active"),
    period: fc.record({ start: fc.constantFrom("2026-01-01", "2026-02-01"), end: fc.constantFrom("2026-03-01", "2026-04-01") }, { requiredKeys: ["start"] }),
    goal: fc.array(reference, { minLength: 1, maxLength: 4 }),
    note: fc.array(word.map((text) => ({ text })), { minLength: 1, maxLength: 4 }),
    activity: fc.array(activity, { minLength: 1, maxLength: 4 }),
    extension: fc.array(fc.oneof(word.map((valueString) => ({ url: "urn:a", valueString })), fc.integer({ min: 0, max: 9 }).map((valueInteger) => ({ url: "urn:b", valueInteger }))), { minLength: 1, maxLength: 2 }),
    text: word.map((div) => ({ status: "generated", div: `<div>${div}</div>` })),
  },
  { requiredKeys: ["resourceType", "status"] },
);
