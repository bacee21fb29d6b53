import { readFileSync } from "node:fs";
import { canonicalBase } from "@wijkverband/fhir";
import type { OperationDefinition } from "hl7-fhir-r4-types";
import { describe, expect, test } from "vitest";

// oxfmt-ignore
const handover: readonly (readonly [code: string, affectsState: boolean, input: readonly string[], output: readonly string[]])[] = [
  ["responsible-gp",      false, ["at", "patient"],                       ["person", "role", "practice", "phone", "second-phone", "presence", "rule", "until", "fallback", "evidence", "hoofdbehandelaar", "handover-exists", "patient"]],
  ["assemble-handover",   false, [],                                      ["draft", "missing"]],
  ["publish-handover",    true,  ["document", "addressee", "review-date"], []],
  ["withdraw-handover",   true,  ["reason"],                              []],
  ["break-glass",         true,  ["reason"],                              ["grant", "until"]],
  ["erase",               true,  ["ground", "request", "explanation"],     ["outcome", "erased", "task"]],
  ["palliative-handover", false, [],                                      ["status", "handover", "difference", "conflict", "responsible-gp"]],
];

function read(code: string): OperationDefinition {
  return JSON.parse(readFileSync(new URL(`../../profiles/fsh-generated/resources/OperationDefinition-${code}.json`, import.meta.url), "utf8")) as OperationDefinition;
}

describe.each(handover)("$%s", (code, affectsState, input, output) => {
  const definition = read(code);
  const names = (use: "in" | "out"): readonly string[] => (definition.parameter ?? []).flatMap((each) => (each.use === use && each.name !== undefined ? [each.name] : []));

  test("is asked of a patient, by id or by identifier", () => {
    expect(definition).toMatchObject({ url: `${canonicalBase}/OperationDefinition/${code}`, code, resource: ["Patient"], system: false, type: true, instance: true, affectsState });
    expect(definition.parameter?.find(({ name }) => name === "identifier")).toMatchObject({ use: "in", min: 0, max: code === "responsible-gp" ? "*" : "1", type: "Identifier" });
  });

  test("has the parameters that its page promises", () => {
    expect(names("in")).toEqual(expect.arrayContaining([...input]));
    expect(names("out")).toEqual(expect.arrayContaining([...output]));
  });
});
