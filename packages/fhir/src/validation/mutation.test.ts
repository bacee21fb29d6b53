import { readFileSync, readdirSync } from "node:fs";

import { assert, constantFrom, nat, property } from "fast-check";
import { describe, expect, test } from "vitest";

import { createCatalogue } from "./catalogue.ts";
import { loadDefinitions } from "./definitions.ts";
import { createValidator } from "./validator.ts";

const profiles = new URL("../../../../profiles/", import.meta.url).pathname;
const definitions = loadDefinitions(`${profiles}generated`);
const catalogue = createCatalogue(definitions);
const validator = createValidator(definitions);
const conformance = /^(StructureDefinition|ValueSet|CodeSystem|SearchParameter|OperationDefinition|Measure|CapabilityStatement|ImplementationGuide)-/;

type Json = Record<string, unknown>;

const examples = readdirSync(`${profiles}fsh-generated/resources`)
  .filter((name) => name.endsWith(".json") && !conformance.test(name))
  .map((name) => JSON.parse(readFileSync(`${profiles}fsh-generated/resources/${name}`, "utf8")) as Json)
  .filter(({ resourceType }) => resourceType !== "Bundle");

/** A place in a resource: the holder, the key, and the FHIRPath of both. */
interface Place {
  readonly holder: Json | unknown[];
  readonly key: string;
  readonly path: string;
}

function placesIn(node: unknown, path: string): readonly Place[] {
  if (typeof node !== "object" || node === null) return [];
  return Object.entries(node).flatMap(([key, child]) => {
    if (key === "resourceType") return [];
    const name = key.replace(/^_/, "");
    const inner = Array.isArray(node) ? `${path}[${key}]` : `${path}.${catalogue.choiceName(name) ?? name}`;
    return [{ holder: node as Json, key, path: inner }, ...placesIn(child, inner)];
  });
}

function valueAt({ holder, key }: Place): unknown {
  return (holder as Json)[key];
}

function errorsAt(resource: Json): readonly string[] {
  return validator.validate(resource).flatMap(({ severity, expression }) => (severity === "error" && expression !== undefined ? [expression] : []));
}

/** Spoils a copy of an example at one of the places that qualify; tells where it must be refused. */
function expectRefusalAfter(spoil: (place: Place) => string, qualifies: (place: Place) => boolean, runs = 400): void {
  assert(
    property(constantFrom(...examples), nat(), (example, choice) => {
      const resource = structuredClone(example);
      const places = placesIn(resource, resource["resourceType"] as string).filter(qualifies);
      const place = places[choice % Math.max(1, places.length)];
      if (!place) return;
      const expression = spoil(place);
      expect(errorsAt(resource)).toContain(expression);
    }),
    { numRuns: runs },
  );
}

function replaceBy(make: (value: unknown) => unknown): (place: Place) => string {
  return (place) => {
    (place.holder as Json)[place.key] = make(valueAt(place));
    return place.path;
  };
}

const isText = (place: Place): boolean => typeof valueAt(place) === "string";
const isObject = (place: Place): boolean => typeof valueAt(place) === "object" && !Array.isArray(valueAt(place)) && valueAt(place) !== null;
const isInObject = (place: Place): boolean => !Array.isArray(place.holder);

describe("a good resource with one fault is refused where the fault is", () => {
  test("the examples are good", () => {
    expect(examples.length).toBeGreaterThan(50);
    for (const example of examples) expect(errorsAt(example)).toEqual([]);
  });

  test("an element nobody knows", () => {
    expect.hasAssertions();
    expectRefusalAfter((place) => {
      (valueAt(place) as Json)["unheardOf"] = "x";
      return `${place.path}.unheardOf`;
    }, isObject);
  });

  test("an object where text belongs", () => {
    expect.hasAssertions();
    expectRefusalAfter(replaceBy(() => ({ text: "x" })), isText);
  });

  test("a number where text belongs", () => {
    expect.hasAssertions();
    expectRefusalAfter(replaceBy(() => 3.14), isText);
  });

  test("text where an object belongs", () => {
    expect.hasAssertions();
    expectRefusalAfter(replaceBy(() => "x"), (place) => isObject(place));
  });

  test("a list where one belongs", () => {
    expect.hasAssertions();
    expectRefusalAfter(replaceBy((value) => [value]), (place) => isInObject(place) && !Array.isArray(valueAt(place)));
  });

  test("one where a list belongs", () => {
    expect.hasAssertions();
    expectRefusalAfter(replaceBy((value) => (value as unknown[])[0]), (place) => Array.isArray(valueAt(place)));
  });

  test("nothing in it: an empty text, object or list, or null", () => {
    expect.hasAssertions();
    const empty = replaceBy((value) => (typeof value === "string" ? "" : Array.isArray(value) ? [] : {}));
    expectRefusalAfter((place) => {
      // a contained resource with nothing in it doesn't even say what it is
      const missing = isObject(place) && "resourceType" in (valueAt(place) as Json) ? ".resourceType" : "";
      return `${empty(place)}${missing}`;
    }, (place) => typeof valueAt(place) === "object" || isText(place));
    expectRefusalAfter(replaceBy(() => null), isInObject);
  });

  const claims = examples.flatMap((example) => {
    const [claimed] = (example["meta"] as { profile?: string[] } | undefined)?.profile ?? [];
    const structure = claimed === undefined ? undefined : catalogue.structure(claimed);
    return structure ? [{ example, root: catalogue.tree(structure).root }] : [];
  });

  test("a required element left out", () => {
    let count = 0;
    for (const { example, root } of claims) {
      for (const { name, rule } of root.children.values()) {
        if (rule.min === 0) continue;
        const base = name.replace("[x]", "");
        const nameOf = (key: string): string => key.replace(/^_/, "");
        const left = Object.fromEntries(Object.entries(example).filter(([key]) => (catalogue.choiceName(nameOf(key)) ?? nameOf(key)) !== base && nameOf(key) !== base));
        expect(errorsAt(left)).toContain(rule.path.replace("[x]", ""));
        count += 1;
      }
    }
    expect(count).toBeGreaterThan(150);
  });

  test("a code outside a required set", () => {
    let count = 0;
    for (const { example, root } of claims) {
      for (const { name, rule } of root.children.values()) {
        if (rule.binding === undefined || !Object.hasOwn(definitions.valueSets, rule.binding) || typeof example[name] !== "string") continue;
        expect(errorsAt({ ...example, [name]: "unheard-of" })).toContain(rule.path);
        count += 1;
      }
    }
    expect(count).toBeGreaterThan(20);
  });

  test("more than the profile allows", () => {
    let count = 0;
    for (const { example, root } of claims) {
      for (const { name, rule } of root.children.values()) {
        const items = example[name];
        if (!rule.list || rule.max === undefined || rule.max === 0 || !Array.isArray(items)) continue;
        expect(errorsAt({ ...example, [name]: Array.from({ length: rule.max + 1 }, () => items[0] as unknown) })).toContain(rule.path);
        count += 1;
      }
    }
    expect(count).toBeGreaterThan(5);
  });
});
