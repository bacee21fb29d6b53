import { assert, constantFrom, property, subarray } from "fast-check";
import { describe, expect, test } from "vitest";
import { storedTypes } from "@wijkverband/fhir";
import { isCoveredScope, isKnownScope, reachesInteraction, supportedScopes, useScopes } from "./scopes.ts";

const letters = ["c", "r", "u", "d", "s"] as const;
const type = constantFrom(...storedTypes.map((stored) => stored.type));
const some = subarray([...letters], { minLength: 1 });

test("every scope that discovery lists is known, and each stored type has one", () => {
  expect(supportedScopes).toHaveLength(storedTypes.length + useScopes.length);
  expect(supportedScopes.every(isKnownScope)).toBe(true);
});

test("any choice of letters in their order is a scope, in another order it isn't", () => {
  assert(
    property(type, some, (name, chosen) => {
      expect(isKnownScope(`system/${name}.${chosen.join("")}`)).toBe(true);
      expect(isKnownScope(`system/${name}.${chosen.reverse().join("")}`)).toBe(chosen.length === 1);
    }),
  );
});

test("a scope covers another exactly when it has all its letters, in one scope or spread over several", () => {
  assert(
    property(type, some, some, (name, granted, requested) => {
      const expected = requested.every((letter) => granted.includes(letter));
      const wanted = `system/${name}.${requested.join("")}`;
      expect(isCoveredScope([`system/${name}.${granted.join("")}`], wanted)).toBe(expected);
      expect(isCoveredScope(granted.map((letter) => `system/${name}.${letter}`), wanted)).toBe(expected);
      expect(letters.filter((letter) => reachesInteraction([wanted], name, letter))).toEqual(requested);
    }),
  );
});

describe("nothing else is a scope, nor covered by anything", () => {
  test.each(["", "system/Patient", "system/Patient.", "system/Patient.cc", "system/Patient.read", "system/Patient.*", "system/*.r", "system/ValueSet.r", "system/patient.r", "system/Patient.r\n", " system/Patient.r", "user/Patient.r", "launch", "constructor"])("%j", (scope) => {
    expect(isKnownScope(scope)).toBe(false);
    expect(isCoveredScope([scope, ...supportedScopes], scope)).toBe(false);
  });
});

test("a use scope is covered by itself only, and reaches no type", () => {
  for (const scope of useScopes) {
    expect(isCoveredScope([scope], scope)).toBe(true);
    expect(isCoveredScope(supportedScopes.filter((other) => other !== scope), scope)).toBe(false);
    expect(storedTypes.some((stored) => reachesInteraction([scope], stored.type, "r"))).toBe(false);
  }
});
