import { readFileSync } from "node:fs";
import { join } from "node:path";
import { storedTypes, type SearchParameterDefinition } from "@wijkverband/fhir";
import { describe, expect, test } from "vitest";
import { generated } from "./profile-set.ts";

const parameters = JSON.parse(readFileSync(join(generated, "search-parameters.json"), "utf8")) as SearchParameterDefinition[];
const keys = parameters.map(({ base, code }) => `${base}.${code}`);

describe("the list of search parameters", () => {
  test("every type that we store can be searched by id, change, profile and label", () => {
    const missing = storedTypes.flatMap(({ type }) => ["_id", "_lastUpdated", "_profile", "_security"].map((code) => `${type}.${code}`)).filter((key) => !keys.includes(key));
    expect(missing).toEqual([]);
  });

  // The patterns of PZP, facts of the standard: method 1, 1a to 7.
  test.each([
    "Procedure.patient", "Procedure.code", "Procedure.encounter", "Encounter.patient", "Encounter.reason-reference", "Consent.patient", "Consent.scope", "Consent.category", "Consent.actor",
    "Goal.patient", "Goal.category", "Observation.patient", "Observation.code", "DeviceUseStatement.patient", "DeviceUseStatement.device", "Device.type", "CommunicationRequest.patient", "CommunicationRequest.category",
    "Patient.identifier",
  ])("PZP can ask for %s", (key) => {
    expect(keys).toContain(key);
  });

  test.each(["Flag.category", "CareTeam.managing-organization", "Task.due", "Task.waits-for", "Task.urgency"])("ours are there: %s", (key) => {
    expect(keys).toContain(key);
  });

  test("no parameter stands there twice", () => {
    expect(new Set(keys).size).toBe(keys.length);
  });

  test("each expression is about its own type only", () => {
    const stray = parameters.filter(({ base, expression }) => expression.split("|").some((part) => !new RegExp(`^\\s*\\(*${base}\\b`).test(part)));
    expect(stray).toEqual([]);
  });

  test("a reference says what it may point at", () => {
    expect(parameters.filter(({ type, target }) => (type === "reference") !== (target !== undefined && target.length > 0)).map(({ url }) => url)).toEqual([]);
  });

  test("the list is in one order, whatever the machine", () => {
    const order = storedTypes.map(({ type }) => type);
    const sorted = parameters.toSorted((one, other) => order.indexOf(one.base) - order.indexOf(other.base) || (one.code < other.code ? -1 : 1));
    expect(parameters).toEqual(sorted);
  });
});
