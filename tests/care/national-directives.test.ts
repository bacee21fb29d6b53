import type { Consent, Resource } from "hl7-fhir-r4-types";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { capacityOf, conflictsOf, isDirective, limitsOf, limitText, readLimit } from "@wijkverband/care";

const folder = `${process.env["WIJKVERBAND_NL_DATA"] ?? fileURLToPath(new URL("../../../shared/nl-data", import.meta.url))}/pzp-hartman`;
const isHere = existsSync(folder);

function hartman(): Resource[] {
  return readdirSync(folder).filter((name) => name.endsWith(".json")).map((name) => JSON.parse(readFileSync(`${folder}/${name}`, "utf8")) as Resource);
}

describe.skipIf(!isHere)(`the national example patient${isHere ? "" : ` (skipped: no ${folder}; set WIJKVERBAND_NL_DATA)`}`, () => {
  const at = new Date("2026-11-22T03:00:00+01:00");
  const resources = isHere ? hartman() : [];

  test("has directives that are all read, each with a decision", () => {
    const directives = resources.filter((resource): resource is Consent => isDirective(resource));
    expect(directives.length).toBeGreaterThanOrEqual(8);
    expect(directives.map(readLimit).filter(({ outcome }) => outcome === "refused")).toEqual([]);
  });

  test("wants to be resuscitated, and never discussed switching off the ICD", () => {
    const said = limitsOf(resources, at).limits.map(limitText);
    expect(said).toContain("Wel reanimeren");
    expect(said).toContain("Niet besproken");
  });

  test("has two agreements about intensive care that say the same, and so no conflict until one says otherwise", () => {
    const { limits } = limitsOf(resources, at);
    expect(limits.filter(({ treatment }) => treatment.code === "305351004").map(limitText)).toEqual(["Wel opnemen op de IC", "Wel opnemen op de IC"]);
    expect(conflictsOf(limits)).toEqual([]);
    const turned = limits.map((limit) => (limit.treatment.code === "305351004" && limit.date === "2022-11-08" ? { ...limit, decision: "deny" as const } : limit));
    expect(conflictsOf(turned).map((conflict) => conflict.limits.map(({ date }) => date))).toEqual([["2022-11-08", "2020-10-01"]]);
  });

  test("is capable, under the old address of the extension", () => {
    expect(capacityOf(resources.find((resource) => resource.resourceType === "Patient"))).toEqual({ capable: true });
  });
});
