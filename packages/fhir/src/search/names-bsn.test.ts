import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isBsn, system } from "../identifier.ts";
import { namesBsn, urlNamesBsn } from "./names-bsn.ts";

const bsn = "999911120";

describe("a URL that names a BSN", () => {
  test.each([
    `/fhir/Patient?identifier=${system.bsn}|${bsn}`,
    `/fhir/Patient?identifier=${encodeURIComponent(`${system.bsn}|${bsn}`)}`,
    `/fhir/Patient?identifier=${encodeURIComponent(encodeURIComponent(`${system.bsn}|${bsn}`))}`,
    `/fhir/Patient?identifier=${system.bsn}|12`,
    `/fhir/Patient?identifier=urn:oid:2.16.840.1.113883.2.4.6.3|12`,
    `/fhir/Patient?identifier=${bsn}`,
    `/fhir/Patient?identifier=${system.uzi}|123,${bsn}`,
    `/fhir/Consent?patient.identifier=${bsn}`,
    `/fhir/Observation?code-value-string=http://snomed.info/sct|713603004$${bsn}`,
    `/fhir/Observation?code-value-concept=http://a.example|x$y,http://a.example|x$${system.bsn}|12`,
    `/fhir/Patient?identifier:of-type=http://terminology.hl7.org/CodeSystem/v2-0203|NNNLD|${bsn}`,
    `/fhir/Consent?patient.identifier:of-type=http://a.example|MR|12,http://a.example|MR|${bsn}`,
    `/fhir/Patient/${bsn}`,
    `/fhir/Patient/bsn-${bsn}/_history`,
    `/fhir/Patient?_id=%39%39%39%39%31%31%31%32%30`,
    `/fhir/Patient?${bsn}`,
    `/fhir/Patient?${bsn}=x`,
    `/workspace#/patient/${bsn}`,
    `https://wijk.example/fhir/Patient?name=x&identifier=${bsn}`,
    `Patient?identifier=%E0%A4%A&_id=${bsn}`,
  ])("%s", (url) => {
    expect(urlNamesBsn(url)).toBe(true);
  });

  test("however its digits are encoded", () => {
    const encoded = fc.array(fc.boolean(), { minLength: 9, maxLength: 9 }).map((flags) => Array.from(bsn).map((digit, place) => (flags[place] ? `%3${digit}` : digit)).join(""));
    fc.assert(
      fc.property(encoded, (digits) => {
        expect([urlNamesBsn(`/fhir/Patient/${digits}`), urlNamesBsn(`/fhir/Patient?_id=${digits}`)]).toEqual([true, true]);
      }),
    );
  });
});

describe("a URL that does not", () => {
  test.each([
    "/fhir/Patient/5c2a8f0e-7f1e-4c1b-9b1a-a999911120bc",
    `/fhir/Patient?identifier=${system.agb}|01999999`,
    `/fhir/Practitioner?identifier=${system.uzi}|${bsn}`,
    `/fhir/Observation?code=${system.snomed}|${bsn}`,
    `/fhir/Observation?code=${system.snomed}|395091006,${bsn}`,
    `/fhir/Observation?code-value-quantity=${system.snomed}|${bsn}$5.4|http://unitsofmeasure.org|mg`,
    `/fhir/Observation?_lastUpdated=ge2026-11-22T10:00:00.${bsn}Z`,
    `/fhir/Patient/1${bsn}`,
    "/fhir/Patient/123456789",
    `https://${bsn}.example/fhir/Patient`,
    "",
  ])("%s", (url) => {
    expect(urlNamesBsn(url)).toBe(false);
  });
});

test("every number that can be a BSN is found in a search by identifier", () => {
  const digits = fc.integer({ min: 10_000_000, max: 999_999_999 }).map((number) => String(number).padStart(9, "0"));
  fc.assert(
    fc.property(digits, (number) => {
      expect(namesBsn([["identifier", number]])).toBe(isBsn(number));
    }),
  );
});
