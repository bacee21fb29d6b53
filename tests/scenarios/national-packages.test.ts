import { mainPatient } from "@wijkverband/server";
import type { Resource } from "hl7-fhir-r4-types";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { nationalPackages } from "../conformance/official-validator/instances.ts";
import { nlData } from "../conformance/profile-set.ts";
import { faults, startDemo, type Answer } from "../harness.ts";
import { useDemo } from "../use-demo.ts";

const isThere = nationalPackages.length > 0;
if (!isThere) console.error(`national packages are not in ${nlData}: the server is not tried with them`);

const placeOfDeath = "https://fhir.iknl.nl/fhir/StructureDefinition/ACP-PreferredPlaceOfDeath";

/** Content of a national profile that isn't ours, on our patient; `subject` must be there by the profile. */
const wish = (change: object = {}): object => ({
  resourceType: "Observation",
  meta: { profile: [placeOfDeath] },
  status: "final",
  code: { coding: [{ system: "http://snomed.info/sct", code: "395091006" }] },
  subject: { reference: mainPatient },
  effectiveDateTime: "2026-11-20",
  valueCodeableConcept: { coding: [{ system: "http://snomed.info/sct", code: "264362003" }] },
  ...change,
});
const errors = (answer: Answer): readonly (string | undefined)[] => faults({ issue: (answer.body.issue ?? []).filter(({ severity }) => severity === "error") }).map(({ expression }) => expression);

describe("without national packages", () => {
  const demo = useDemo();

  test("profile: a claim of a national profile is stored, and said not to be checked", async () => {
    const unknown = wish({ meta: { profile: ["http://nictiz.nl/fhir/StructureDefinition/nl-core-Wound"] } });
    const answer = await demo.ask("huisarts", "POST", "Observation/$validate", unknown);
    expect(faults(answer.body)).toContainEqual({ rule: undefined, expression: "Observation.meta.profile", text: "a claimed profile is not known here and was not checked" });
    const written = await demo.ask("huisarts", "POST", "Observation", unknown);
    expect([written.status, written.status === 201 ? [] : errors(written)]).toEqual([201, []]);
  });

  test("the server doesn't start on a package that can't be used", async () => {
    await expect(startDemo({ settings: { FHIR_PACKAGES: import.meta.dirname } })).rejects.toThrow("FHIR_PACKAGES: ");
    await expect(startDemo({ settings: { FHIR_PACKAGES: "/nowhere" } })).rejects.toThrow("FHIR_PACKAGES names /nowhere");
  });
});

describe.skipIf(!isThere)("with the national packages named in FHIR_PACKAGES", () => {
  const demo = useDemo({ settings: { FHIR_PACKAGES: nationalPackages.join(",") } });

  test("profile: what claims a national profile is held to it when it is written", async () => {
    const good = await demo.ask("huisarts", "POST", "Observation", wish());
    expect([good.status, good.status === 201 ? [] : errors(good)]).toEqual([201, []]);
    const bad = await demo.ask("huisarts", "POST", "Observation", wish({ code: { coding: [{ system: "http://snomed.info/sct", code: "395091007" }] } }));
    expect([bad.status, errors(bad)]).toEqual([422, ["Observation.code"]]);
    expect(faults(bad.body)[0]?.rule).toBe("profile");
  });

  test("the profile of a version is the same profile", async () => {
    const bad = await demo.ask("huisarts", "POST", "Observation", wish({ meta: { profile: [`${placeOfDeath}|0.1.0`] }, code: { text: "plaats" } }));
    expect([bad.status, errors(bad)]).toEqual([422, ["Observation.code"]]);
  });

  test("a code of the Dutch edition of SNOMED CT is not refused for being unknown here", async () => {
    const dutch = { resourceType: "Procedure", meta: { profile: ["http://nictiz.nl/fhir/StructureDefinition/nl-core-Procedure-event"] }, status: "completed", subject: { reference: mainPatient }, performedDateTime: "2026-11-20", code: { coding: [{ system: "http://snomed.info/sct", version: "http://snomed.info/sct/11000146104", code: "400231000146108" }] } };
    const answer = await demo.ask("huisarts", "POST", "Procedure/$validate", dutch);
    expect([answer.status, errors(answer)]).toEqual([200, []]);
  });

  const names = isThere ? readdirSync(join(nlData, "pzp-hartman")).filter((name) => name.endsWith(".json")) : [];
  test.each(names)("%s meets its own profile by $validate", async (name) => {
    const resource = JSON.parse(readFileSync(join(nlData, "pzp-hartman", name), "utf8")) as Resource;
    const answer = await demo.ask("huisarts", "POST", `${resource.resourceType}/$validate`, resource);
    // a type that this role doesn't write, it doesn't validate either
    expect([answer.status, errors(answer)]).toEqual([answer.status === 403 ? 403 : 200, []]);
    expect(JSON.stringify(answer.body)).not.toContain("is not known here");
  });
});
