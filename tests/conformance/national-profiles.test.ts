import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { createValidator, loadDefinitions, mergeDefinitions, profileUrl, readPackages, type Validator } from "@wijkverband/fhir";
import type { Resource } from "hl7-fhir-r4-types";
import { describe, expect, test } from "vitest";
import { examples, generated, nlData, profiles } from "./profile-set.ts";

const packages = join(nlData, "packages");
const hartman = join(nlData, "pzp-hartman");
const isThere = existsSync(packages) && existsSync(hartman);
if (!isThere) console.error(`national profiles: skipped, ${nlData} is not there (WIJKVERBAND_NL_DATA names it)`);

const compliesWith = "http://hl7.org/fhir/StructureDefinition/structuredefinition-compliesWithProfile";

/** The backport of subscriptions is no national profile, and no package of it is at hand; `tests/scenarios/subscriptions.test.ts` holds ours to it. */
const elsewhere = "http://hl7.org/fhir/uv/subscriptions-backport/";

/** The profiles of ours that name a national one, with an example each. */
const promises = profiles.flatMap((profile) => {
  const named = (profile.extension ?? []).flatMap(({ url, valueCanonical }) => (url === compliesWith && valueCanonical?.startsWith(elsewhere) === false ? [valueCanonical] : []));
  const shown = [...examples.values()].filter(({ meta }) => meta?.profile?.includes(profileUrl(profile.id)));
  return named.flatMap((national) => shown.map((example) => [example.id ?? "", national, example] as const));
});

function errors(validator: Validator, resource: Resource, asked: readonly string[] = []): readonly string[] {
  return validator
    .validate(resource, { profiles: asked })
    .filter(({ severity }) => severity === "error")
    .map(({ expression, text }) => `${expression}: ${text}`);
}

describe.skipIf(!isThere)("beside the national packages", () => {
  const ours = loadDefinitions(generated);
  const archives = isThere ? readdirSync(packages).filter((name) => name.endsWith(".tgz")) : [];
  const national = readPackages(archives.map((name) => join(packages, name)));
  const known = new Set(national.structures.map(({ url }) => url));
  const alone = createValidator(ours);
  const together = createValidator(mergeDefinitions(national, ours));

  test.each(promises)("%s is also a good %s", (_id, canonical, example) => {
    expect(known).toContain(canonical);
    expect(errors(together, example, [canonical])).toEqual([]);
  });

  test("a resource that breaks a national profile is refused by it alone", () => {
    const patient = examples.get("willem-voorbeeld");
    const spoilt = { ...patient, contact: [{ relationship: [{ text: "buurvrouw" }], name: { use: "official", family: "Voorbeeld", given: ["Truus"] } }] } as Resource;
    expect(errors(alone, spoilt)).toEqual([]);
    expect(errors(together, spoilt, ["http://nictiz.nl/fhir/StructureDefinition/nl-core-Patient"])).not.toEqual([]);
  });

  test("the national packages are the ones that the promises are about", () => {
    expect(archives).toHaveLength(3);
    expect(promises.length).toBeGreaterThan(20);
  });

  const real = isThere ? readdirSync(hartman).filter((name) => name.endsWith(".json")) : [];
  test("the published example set is complete", () => {
    expect(real).toHaveLength(23);
  });

  test.each(real)("our profiles accept the published example %s", (name) => {
    const resource = JSON.parse(readFileSync(join(hartman, name), "utf8")) as Resource;
    expect(errors(alone, resource)).toEqual([]);
    expect(errors(together, resource)).toEqual([]);
  });
});
