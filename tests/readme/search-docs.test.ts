import { readFileSync } from "node:fs";
import { join } from "node:path";
import { modifiersOf, refusedParameters, type SearchParameterDefinition } from "@wijkverband/fhir";
import { expect, test } from "vitest";
import { left } from "../../profiles/build/search-parameters.ts";
import { generated } from "../conformance/profile-set.ts";

const page = readFileSync(join(import.meta.dirname, "../../docs/search.md"), "utf8");
const parameters = JSON.parse(readFileSync(join(generated, "search-parameters.json"), "utf8")) as SearchParameterDefinition[];

/** The cells of the rows of the table under a heading. */
function tableUnder(heading: string): readonly (readonly string[])[] {
  const section = page.split(/^## /m).find((each) => each.startsWith(`${heading}\n`)) ?? "";
  const rows = section.split("\n").filter((line) => line.startsWith("| "));
  return rows.slice(2).map((row) => row.split(/(?<!\\)\|/).slice(1, -1).map((cell) => cell.trim()));
}

const wordsIn = (cell = ""): readonly string[] => [...cell.matchAll(/`([^`]+)`/g)].map(([, word = ""]) => word);

test("docs/search.md says of each kind which modifiers and prefixes it takes", () => {
  const kinds = ["token", "reference", "string", "uri", "date", "quantity", "number", "composite"] as const;
  const prefixes = ["eq", "ne", "gt", "lt", "ge", "le", "sa", "eb", "ap"];
  const said = tableUnder("Kinds of parameters").map(([kind, modifiers, asked]) => [wordsIn(kind)[0], wordsIn(modifiers), wordsIn(asked)]);
  const takes = (type: (typeof kinds)[number]): readonly string[] => modifiersOf({ code: "x", url: "", base: "Basic", type, expression: "Basic.x" });
  expect(said).toEqual(kinds.map((type) => [type, takes(type), ["date", "quantity", "number"].includes(type) ? prefixes : []]));
});

test("docs/search.md lists every composite with its parts", () => {
  const composites = parameters.filter(({ type }) => type === "composite").map(({ base, code, parts }) => [base, code, parts?.join("$")]);
  expect(tableUnder("Composites").map(([type, code, parts]) => [type, wordsIn(code)[0], wordsIn(parts)[0]])).toEqual(composites);
});

test("docs/search.md says what is left out, and why", () => {
  expect(tableUnder("What there isn't").map(([name, why]) => [wordsIn(name)[0], why])).toEqual([...left]);
  for (const name of refusedParameters) expect(page).toContain(`\`${name}\``);
});
