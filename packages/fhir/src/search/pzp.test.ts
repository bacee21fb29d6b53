import { describe, expect, test } from "vitest";
import type { ResourceTypeName } from "../resource-types.ts";
import { coreParameters } from "./core-definitions.fixture.ts";
import { namesBsn } from "./names-bsn.ts";
import { parseSearch, type ParsedSearch } from "./parse.ts";

const snomed = "http://snomed.info/sct";
const consentScope = "http://terminology.hl7.org/CodeSystem/consentscope";
const consentCategory = "http://terminology.hl7.org/CodeSystem/consentcategorycodes";
const productList = "https://api.iknl.nl/docs/pzp/r4/ValueSet/ACP-MedicalDevice.Product-ICD";
const icdTypes = ["72506001", "465460004", "468542000", "704707009", "1263462004", "1236894001"];

function search(url: string): ParsedSearch {
  const [type = "", query = ""] = url.split("?");
  const valueSets = new Map([[productList, icdTypes.map((code) => ({ system: snomed, code }))]]);
  const options = { handling: "strict", maxCount: 200, baseUrl: "https://wijk.example/fhir", valueSets } as const;
  return parseSearch(type as ResourceTypeName, [...new URLSearchParams(query)], coreParameters, options);
}

const ofPatient = { kind: "reference", parameter: "patient", values: [{ type: "Patient", id: "hartman" }] };

/** The retrieval queries of PZP method 1 (IKNL PZP-FHIR-R4, facts §1.3), `|` as they print it. */
describe("the PZP queries, as a consulting system sends them", () => {
  test("1a: the conversations, with the encounters in which they were held", () => {
    const { query } = search(`Procedure?patient=Patient/hartman&code=${snomed}|713603004&_include=Procedure:encounter`);
    expect(query).toEqual({
      type: "Procedure",
      where: [ofPatient, { kind: "token", parameter: "code", values: [{ system: snomed, code: "713603004" }] }],
      sort: [],
      count: 100,
      include: [{ source: "Procedure", parameter: "encounter" }],
      revinclude: [],
      total: false,
    });
  });

  test("1b: the encounters, by the code of the procedure they were held for", () => {
    const { query } = search(`Encounter?patient=Patient/hartman&reason-reference:Procedure.code=${snomed}|713603004&_include=Encounter:reason-reference`);
    const on = { kind: "token", parameter: "code", values: [{ system: snomed, code: "713603004" }] };
    expect(query.where).toEqual([ofPatient, { kind: "chain", parameter: "reason-reference", target: "Procedure", on }]);
    expect(query.include).toEqual([{ source: "Encounter", parameter: "reason-reference" }]);
  });

  test.each([
    ["2: treatment limits", "treatment", snomed, "129125009"],
    ["3: written directives", "adr", consentCategory, "acd"],
  ])("%s, with who agreed to them", (_, scope, system, code) => {
    const { query } = search(`Consent?patient=Patient/hartman&scope=${consentScope}|${scope}&category=${system}|${code}&_include=Consent:actor`);
    expect(query.where).toEqual([
      ofPatient,
      { kind: "token", parameter: "scope", values: [{ system: consentScope, code: scope }] },
      { kind: "token", parameter: "category", values: [{ system, code }] },
    ]);
    expect(query.include).toEqual([{ source: "Consent", parameter: "actor" }]);
  });

  test("4: the goal of treatment", () => {
    const { query } = search(`Goal?patient=Patient/hartman&category=${snomed}|713603004`);
    expect(query.where).toEqual([ofPatient, { kind: "token", parameter: "category", values: [{ system: snomed, code: "713603004" }] }]);
  });

  test("5: the wishes; codes after the first name no system and are found in any", () => {
    const { query } = search(`Observation?patient=Patient/hartman&code=${snomed}|153851000146100,395091006,340171000146104,247751003,570801000146104`);
    const bare = ["395091006", "340171000146104", "247751003", "570801000146104"].map((code) => ({ code }));
    expect(query.where).toEqual([ofPatient, { kind: "token", parameter: "code", values: [{ system: snomed, code: "153851000146100" }, ...bare] }]);
  });

  test("6: the ICD, by a value set", () => {
    const { query } = search(`DeviceUseStatement?patient=Patient/hartman&device.type:in=${productList}&_include=DeviceUseStatement:device`);
    const on = { kind: "token", parameter: "type", values: icdTypes.map((code) => ({ system: snomed, code })) };
    expect(query.where).toEqual([ofPatient, { kind: "chain", parameter: "device", target: "Device", on }]);
    expect(query.include).toEqual([{ source: "DeviceUseStatement", parameter: "device" }]);
  });

  test("6, with the codes spelled out", () => {
    const { query } = search(`DeviceUseStatement?patient=Patient/hartman&device.type=${icdTypes.map((code) => `${snomed}|${code}`).join(",")}`);
    expect(query.where[1]).toEqual({ kind: "chain", parameter: "device", target: "Device", on: { kind: "token", parameter: "type", values: icdTypes.map((code) => ({ system: snomed, code })) } });
  });

  test("7: the request to inform relatives", () => {
    const { query } = search(`CommunicationRequest?patient=Patient/hartman&category=${snomed}|223449006`);
    expect(query.where).toEqual([ofPatient, { kind: "token", parameter: "category", values: [{ system: snomed, code: "223449006" }] }]);
  });

  test("the patient may be named by a bare id as well", () => {
    expect(search("Goal?patient=hartman").query.where).toEqual([ofPatient]);
  });

  test("none of them is taken for a query by BSN", () => {
    const codes = ["713603004", "129125009", "153851000146100,395091006,340171000146104,247751003,570801000146104", icdTypes.join(","), "223449006"];
    for (const list of codes) expect(namesBsn([["patient", "Patient/hartman"], ["code", `${snomed}|${list}`]])).toBe(false);
  });
});
