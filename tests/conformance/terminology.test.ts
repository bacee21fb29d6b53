import { readFileSync } from "node:fs";
import { join } from "node:path";
import { codeSystemUrl, rules } from "@wijkverband/fhir";
import { roles } from "@wijkverband/policy";
import { describe, expect, test } from "vitest";
import type { TermList, Terminology } from "../../profiles/build/terminology.ts";
import { generated } from "./profile-set.ts";

const terminology = JSON.parse(readFileSync(join(generated, "terminology.json"), "utf8")) as Terminology;

function codes(id: string): readonly string[] {
  return terminology.codeSystems.find(({ url }) => url === codeSystemUrl(id))?.concepts.map(({ code }) => code) ?? [];
}

describe("our code systems", () => {
  test("regel has the rules that refusals name, in the same order", () => {
    expect(codes("regel")).toEqual(Object.keys(rules));
  });

  test("rol has the roles of the policy table, with the same Dutch and English words", () => {
    const words = terminology.codeSystems.find(({ id }) => id === "rol")?.concepts.map(({ code, nl, en }) => [code, { nl, en }] as const) ?? [];
    expect(Object.fromEntries(words)).toEqual(roles);
  });

  test.each(terminology.codeSystems.map((list) => [list.id, list] as const))("%s has a Dutch word, an English one and an explanation for each code, and no code twice", (_id, { concepts }: TermList) => {
    expect(concepts.filter(({ nl, en, explanation }) => nl === undefined || en === undefined || explanation === undefined)).toEqual([]);
    expect(new Set(concepts.map(({ code }) => code)).size).toBe(concepts.length);
  });
});

describe("our value sets", () => {
  test.each(terminology.valueSets.map((list) => [list.id, list] as const))("%s has codes, and none twice", (_id, { concepts }: TermList) => {
    expect(concepts).not.toEqual([]);
    expect(new Set(concepts.map(({ system, code }) => `${system}|${code}`)).size).toBe(concepts.length);
  });
});
