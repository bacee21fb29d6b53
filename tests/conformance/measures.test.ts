import { disclaimer, signals, type Words } from "@wijkverband/care";
import { canonicalBase, codeSystemUrl } from "@wijkverband/fhir";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Measure } from "hl7-fhir-r4-types";
import { describe, expect, test } from "vitest";
import type { Terminology } from "../../profiles/build/terminology.ts";
import { artefacts, generated } from "./profile-set.ts";

const measures = artefacts.filter((each): each is Measure => each.resourceType === "Measure");

interface Translated {
  readonly extension?: readonly { readonly url: string; readonly extension?: readonly { readonly url: string; readonly valueCode?: string; readonly valueString?: string }[] }[];
}

/** The Dutch text of an element, and its English translation. */
function wordsOf(element: object | undefined, name: string): Partial<Words> {
  const { [name]: nl, [`_${name}`]: more } = (element ?? {}) as Readonly<Record<string, unknown>>;
  const parts = (more as Translated | undefined)?.extension?.find(({ url }) => url.endsWith("/translation"))?.extension ?? [];
  const en = parts.find(({ url }) => url === "content")?.valueString;
  return { nl: nl as string, ...(en !== undefined && { en }) };
}

describe("the published Measures say what the server measures", () => {
  test("there is one for each signal, and no other", () => {
    expect(new Set(measures.map(({ id }) => id))).toEqual(new Set(signals.map(({ key }) => key)));
    expect(measures).toHaveLength(signals.length);
  });

  test.each(signals.map((signal) => [signal.key, signal] as const))("%s has the same name, definition, source and counts, and says that it is no verdict", (key, signal) => {
    const measure = measures.find(({ id }) => id === key);
    expect(measure).toMatchObject({ url: `${canonicalBase}/Measure/${key}`, status: "active", version: "0.1.0" });
    expect(measure?.topic?.[0]?.coding?.[0]).toMatchObject({ system: codeSystemUrl("signaal"), code: key });
    expect(wordsOf(measure, "title")).toEqual(signal.name);
    expect(wordsOf(measure, "description")).toEqual(signal.definition);
    expect(wordsOf(measure, "disclaimer")).toEqual(disclaimer);
    expect(wordsOf(measure?.relatedArtifact?.[0], "citation")).toEqual(signal.source);
    const populations = measure?.group?.[0]?.population ?? [];
    expect(populations.map(({ code }) => code?.coding?.[0]?.code)).toEqual(["numerator", "denominator"]);
    expect(populations.map((each) => wordsOf(each, "description"))).toEqual([signal.numerator, signal.denominator]);
  });

  test("CodeSystem signaal has the same keys in the same order, with the same words", () => {
    const terminology = JSON.parse(readFileSync(join(generated, "terminology.json"), "utf8")) as Terminology;
    const concepts = terminology.codeSystems.find(({ id }) => id === "signaal")?.concepts ?? [];
    expect(concepts.map(({ code, nl, en, explanation }) => [code, nl, en, explanation])).toEqual(signals.map(({ key, name, definition }) => [key, name.nl, name.en, definition.nl]));
  });

  test("docs/signals.md has the same table", () => {
    const page = readFileSync(join(import.meta.dirname, "../../docs/signals.md"), "utf8");
    const rows = page.split("\n").filter((line) => line.startsWith("| `"));
    expect(rows).toEqual(signals.map(({ key, name, definition, source }) => `| \`${key}\` | ${name.en} | ${definition.en} | ${source.en} |`));
  });
});
