import { system } from "@wijkverband/fhir";
import type { Consent } from "hl7-fhir-r4-types";
import { describe, expect, test } from "vitest";
import { consentScope } from "../coding.ts";
import { specificationOther } from "../directive.ts";
import { differencesInWords } from "./difference.ts";
import { typed } from "./typed.fixture.ts";

const hospital: Consent = {
  resourceType: "Consent",
  status: "active",
  scope: { coding: [{ system: consentScope, code: "treatment" }] },
  category: [{ coding: [{ system: system.snomed, code: "129125009" }] }],
  dateTime: "2026-11-12",
  modifierExtension: [{ url: specificationOther, valueString: "Liever niet." }],
  provision: {
    code: [{ coding: [{ system: system.snomed, code: "32485007" }], text: "Ziekenhuisopname" }],
    actor: [
      { role: { coding: [{ code: "CONSENTER" }] }, reference: { display: "Willem Voorbeeld" } },
      { role: { coding: [{ code: "CONSENTER" }] }, reference: { display: "Eva Fictief, huisarts" } },
    ],
  },
};
const { modifierExtension: _anders, ...rest } = hospital;
const denied: Consent = { ...rest, dateTime: "2026-11-21", provision: { ...hospital.provision, type: "deny", actor: hospital.provision!.actor!.slice(0, 1) } };
const lines = (former: Consent | undefined, next: Consent): readonly string[] => differencesInWords(former, next, typed).map(({ nl }) => nl);

describe("a treatment limit that would change", () => {
  test("propose: is told as the decision that it was and becomes, in words of a doctor", () => {
    expect(lines(hospital, denied)).toEqual([
      "Ziekenhuisopname: was “Anders: Liever niet.”, wordt “Niet opnemen in het ziekenhuis”.",
      "Datum: was 12-11-2026, wordt 21-11-2026.",
      "Afgesproken met: Eva Fictief, huisarts gaat weg.",
    ]);
  });

  test("of a new one the decision, with whom and when", () => {
    expect(lines(undefined, denied)).toEqual(["Ziekenhuisopname: “Niet opnemen in het ziekenhuis” komt erbij.", "Afgesproken met: Willem Voorbeeld.", "Datum: 21-11-2026 komt erbij."]);
  });

  test("a decision that stays isn't told, and one that can't be read is told element by element", () => {
    expect(lines(hospital, { ...hospital, dateTime: "2026-11-22" })).toEqual(["Datum: was 12-11-2026, wordt 22-11-2026."]);
    expect(lines(hospital, { ...rest, provision: { ...hospital.provision, type: "deny" }, modifierExtension: [{ url: "urn:x", valueString: "x" }] }).length).toBeGreaterThan(1);
  });
});
