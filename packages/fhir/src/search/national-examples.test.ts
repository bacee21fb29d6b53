import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { evalFhirPathTyped, toTypedValue } from "@medplum/core";
import type { Resource } from "hl7-fhir-r4-types";
import { describe, expect, test } from "vitest";
import { parsePath } from "../fhirpath.ts";
import type { Clause, IndexRow } from "../query.ts";
import type { ResourceTypeName } from "../resource-types.ts";
import { coreDefinitions, coreParameters } from "./core-definitions.fixture.ts";
import { createIndexer, makeWalk } from "./extract.ts";
import { indexRows, searchableTypes } from "./index-value.ts";
import { parseSearch } from "./parse.ts";

/** The PZP examples of the patient Hendrik Hartman; CC0, kept outside this repository. */
const folder = join(process.env["WIJKVERBAND_NL_DATA"] ?? fileURLToPath(new URL("../../../../../shared/nl-data", import.meta.url)), "pzp-hartman");
const present = existsSync(folder);
const resources = present ? readdirSync(folder).map((name) => JSON.parse(readFileSync(join(folder, name), "utf8")) as Resource) : [];
const index = createIndexer(coreParameters);
const snomed = "http://snomed.info/sct";

function meets(rows: readonly IndexRow[], clause: Clause): boolean {
  if (clause.kind === "chain") {
    const targets = resources.filter((resource) => resource.resourceType === clause.target && meets(index(resource), clause.on));
    return rows.some((row) => row.kind === "reference" && row.parameter === clause.parameter && targets.some(({ resourceType, id }) => row.type === resourceType && row.id === id));
  }
  if (clause.kind !== "token" && clause.kind !== "reference") throw new Error(`these queries hold no ${clause.kind}`);
  return rows.some((row) => {
    if (row.parameter !== clause.parameter) return false;
    if (clause.kind === "reference") return row.kind === "reference" && clause.values.some(({ type, id }) => row.id === id && (type === undefined || type === row.type));
    return row.kind === "token" && clause.values.some(({ system, code }) => (code === undefined || code === row.code) && (system === undefined || system === (row.system ?? null)));
  });
}

function once(rows: readonly IndexRow[]): ReadonlySet<string> {
  return new Set(rows.map((row) => JSON.stringify(row)));
}

function find(type: ResourceTypeName, params: Readonly<Record<string, string>>): number {
  const asked = Object.entries({ patient: "Patient/F1-ACP-Patient-HendrikHartman", ...params });
  const { query } = parseSearch(type, asked, coreParameters, { handling: "strict", maxCount: 200, baseUrl: "https://wijk.example/fhir" });
  return resources.filter((resource) => resource.resourceType === type && query.where.every((clause) => meets(index(resource), clause))).length;
}

describe.skipIf(!present)("the PZP examples (skipped where WIJKVERBAND_NL_DATA holds none)", () => {
  test.each(resources)("$resourceType $id: walking gives the rows that evaluating FHIRPath gives", (resource) => {
    const definitions = coreDefinitions().filter(({ base }) => base === resource.resourceType);
    const toRows = (type: (typeof definitions)[number], values: readonly unknown[]): readonly IndexRow[] => values.flatMap((value) => indexRows(type.type, type.code, value));
    const walked = definitions.map((definition) => toRows(definition, makeWalk(definition)(resource, searchableTypes[definition.type])));
    const evaluated = definitions.map((definition) => toRows(definition, evalFhirPathTyped(parsePath(definition.expression), [toTypedValue(resource)]).map((typed) => typed.value as unknown)));
    // evaluation takes doubles out, walking leaves that to the index
    expect(walked.map(once)).toEqual(evaluated.map(once));
  });

  test("what a GP recorded is found by the queries of a consulting system", () => {
    const scope = "http://terminology.hl7.org/CodeSystem/consentscope|treatment";
    expect({
      conversations: find("Procedure", { code: `${snomed}|713603004` }),
      limits: find("Consent", { scope, category: `${snomed}|129125009` }),
      wishes: find("Observation", { code: `${snomed}|153851000146100,395091006,340171000146104,247751003,570801000146104` }),
      devices: find("DeviceUseStatement", { "device.type": `${snomed}|72506001,465460004,468542000,704707009,1263462004,1236894001` }),
      encounters: find("Encounter", { "reason-reference:Procedure.code": `${snomed}|713603004` }),
    }).toEqual({ conversations: 1, limits: 8, wishes: 5, devices: 1, encounters: 1 });
  });
});
