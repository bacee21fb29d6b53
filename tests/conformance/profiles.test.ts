import { createValidator, loadDefinitions, profileUrl, storedTypes, type Issue } from "@wijkverband/fhir";
import type { Resource } from "hl7-fhir-r4-types";
import { describe, expect, test } from "vitest";
import { constraintsOf } from "./constraints.ts";
import { patched } from "./json-patch.ts";
import { examples, generated, invalid, profiles } from "./profile-set.ts";

const definitions = loadDefinitions(generated);
const validator = createValidator(definitions);

/** What a server says beyond information, as a reader sees it. */
function faults(resource: unknown): readonly string[] {
  return validator.validate(resource).filter(isFault).map(({ expression, text, severity }) => `${severity} ${expression}: ${text}`);
}

function isFault({ severity }: Issue): boolean {
  return severity === "error";
}

function claims(resource: Resource, id: string): boolean {
  return resource.meta?.profile?.includes(profileUrl(id)) ?? false;
}

describe("every profile of ours", () => {
  test.each(profiles.map(({ id }) => id))("%s has a valid example", (id) => {
    expect([...examples.values()].some((example) => claims(example, id))).toBe(true);
  });

  test.each(profiles.map((profile) => [profile.id, profile] as const))("%s has an invalid example for each of its constraints", (id, profile) => {
    const shown = new Set(invalid.get(id)?.map(({ constraint }) => constraint));
    expect(constraintsOf(profile).map(({ name }) => name).filter((name) => !shown.has(name))).toEqual([]);
  });

  test.each(profiles.map(({ id }) => id))("%s has no invalid example for a constraint that it does not have", (id) => {
    const profile = profiles.find((each) => each.id === id);
    const keys = new Set(profile?.snapshot.element.flatMap(({ constraint = [] }) => constraint.map(({ key }) => key)));
    const known = new Set([...(profile === undefined ? [] : constraintsOf(profile).map(({ name }) => name)), ...keys]);
    const lost = invalid.get(id)?.filter(({ constraint }) => !known.has(constraint) && !profile?.snapshot.element.some((element) => constraint.startsWith(`${element.id} `))) ?? [];
    expect(lost.map(({ constraint }) => constraint)).toEqual([]);
  });

  test("the invalid examples are of profiles and extensions that exist", () => {
    const known = new Set(definitions.structures.map(({ url }) => url));
    expect([...invalid.keys()].filter((id) => !known.has(profileUrl(id)))).toEqual([]);
  });
});

describe("the examples", () => {
  test.each([...examples.keys()])("%s is accepted", (id) => {
    expect(faults(examples.get(id))).toEqual([]);
  });

  const rows = [...invalid].flatMap(([profile, list]) => list.map((example, place) => [profile, place, example.constraint, example] as const));
  test.each(rows)("%s, invalid example %i, is refused for %s", (_profile, _place, _constraint, { of, change, expression }) => {
    const valid = examples.get(of);
    expect(valid, `the example ${of}`).toBeDefined();
    const said = validator.validate(patched(valid, change)).filter(({ severity }) => severity !== "information");
    expect(said.map((issue) => issue.expression)).toContain(expression);
  });
});

describe("an invariant of the shared plan is refused under the rule that it stands for", () => {
  // oxfmt-ignore
  const rulesOfInvariants: Readonly<Record<string, string>> = {
    "wijk-one-coordinator": "team-roles", "wijk-one-first-contact": "team-roles", "team-roles": "team-roles", "wijk-function": "profile",
    "proposal-version": "propose", "proposal-answered": "propose", "proposal-outcome": "propose", "two-signatures": "two-signatures",
  };
  const broken = [...invalid.values()].flat().filter(({ constraint }) => rulesOfInvariants[constraint] !== undefined);

  test.each(broken.map((example, place) => [example.constraint, place, example] as const))("%s (%i)", (constraint, _place, { of, change, expression }) => {
    const said = validator.validate(patched(examples.get(of), change)).filter((issue) => isFault(issue) && issue.expression === expression);
    expect(said.map(({ rule }) => rule)).toContain(rulesOfInvariants[constraint]);
  });

  test("each of them has an invalid example", () => {
    expect(new Set(broken.map(({ constraint }) => constraint))).toEqual(new Set(Object.keys(rulesOfInvariants)));
  });
});

describe("what is required by content", () => {
  test("each row names a profile on its type, on a type that we store", () => {
    const types = new Map(definitions.structures.map(({ url, type }) => [url, type]));
    const wrong = definitions.requiredProfiles.filter(({ type, profile }) => types.get(profile) !== type || !storedTypes.some((each) => each.type === type));
    expect(wrong).toEqual([]);
  });

  test("an example without its claim is held to the same profile", () => {
    const patient = examples.get("willem-voorbeeld");
    const unclaimed = patched(patient, [{ op: "remove", path: "/meta" }, { op: "remove", path: "/birthDate" }]);
    expect(faults(unclaimed)).toEqual([expect.stringContaining("Patient.birthDate")]);
  });
});
