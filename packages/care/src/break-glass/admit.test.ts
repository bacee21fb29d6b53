import type { Patient } from "hl7-fhir-r4-types";
import { describe, expect, test } from "vitest";
import { capacityUrls } from "../capacity.ts";
import { admit, type Objection } from "./admit.ts";
import type { EmergencyReason } from "./emergency-reason.ts";

const patient = (more: Partial<Patient> = {}): Patient => ({ resourceType: "Patient", id: "p", ...more });
const able = (valueBoolean: boolean): Partial<Patient> => ({ extension: [{ url: capacityUrls[0] ?? "", extension: [{ url: "legallyCapable", valueBoolean }] }] });
const unknown = {};

describe("break-glass: who comes in", () => {
  // oxfmt-ignore
  const table: readonly (readonly [Objection, EmergencyReason, string, Partial<Patient>, boolean])[] = [
    ["none",  "spoed",          "of whom nothing is recorded", unknown,     true],
    ["none",  "vitaal-belang",  "who is able",                 able(true),  true],
    ["none",  "geen-overdracht","who is able",                 able(true),  true],
    ["part",  "spoed",          "who is able",                 able(true),  true],
    ["part",  "vitaal-belang",  "who is able",                 able(true),  false],
    ["part",  "vitaal-belang",  "who is not able",             able(false), true],
    ["whole", "spoed",          "who is not able",             able(false), false],
    ["whole", "geen-overdracht","of whom nothing is recorded", unknown,     false],
    ["whole", "vitaal-belang",  "who is able",                 able(true),  false],
    ["whole", "vitaal-belang",  "who is not able",             able(false), true],
    ["whole", "vitaal-belang",  "of whom nothing is recorded", unknown,     true],
  ];
  test.each(table)("objection %s, reason %s, a patient %s", (objection, reason, _who, more, admitted) => {
    expect(admit(patient(more), objection, reason)).toMatchObject(admitted ? { outcome: "admitted" } : { outcome: "refused", rule: "break-glass" });
  });

  test.each([{ deceasedBoolean: true }, { deceasedDateTime: "2026-11-20" }])("life-events: nobody comes in after death, not for vital interest either (%o)", (dead) => {
    expect(admit(patient(dead), "none", "vitaal-belang")).toMatchObject({ outcome: "refused", rule: "life-events" });
  });

  test("a patient of whom it is recorded that he lives is let in on", () => {
    expect(admit(patient({ deceasedBoolean: false }), "none", "spoed")).toEqual({ outcome: "admitted" });
  });
});
