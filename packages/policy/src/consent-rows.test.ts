import { codeSystemUrl, system } from "@wijkverband/fhir";
import type { Consent, ConsentProvision, Group } from "hl7-fhir-r4-types";
import { describe, expect, test } from "vitest";
import { consentRows } from "./consent-rows.ts";

const post = { role: {}, reference: { reference: "Organization/post" } } as const;
const wholeYear = { period: { start: "2026-01-01T00:00:00Z", end: "2026-12-01T03:00:00Z" } };

function consent(provision: ConsentProvision, whole: Partial<Consent> = {}, root: ConsentProvision = {}): Consent {
  return {
    resourceType: "Consent",
    id: "c",
    status: "active",
    scope: { coding: [{ system: "http://terminology.hl7.org/CodeSystem/consentscope", code: "patient-privacy" }] },
    category: [],
    patient: { reference: "Patient/p" },
    provision: { ...root, provision: [provision] },
    ...whole,
  };
}

/** What a rule comes to: kind, for whom, about what. */
function come(provision: ConsentProvision, whole: Partial<Consent> = {}): readonly (readonly (string | undefined)[])[] {
  return consentRows(consent(provision, whole)).map(({ kind, holder, about }) => (about === undefined ? [kind, holder] : [kind, holder, about]));
}

function group(characteristic: Group["characteristic"], actual = false): Group {
  return { resourceType: "Group", id: "g", type: "practitioner", actual, ...(characteristic && { characteristic }) };
}

const kind = (code: string, exclude = false): NonNullable<Group["characteristic"]>[number] => ({ code: { text: "soort organisatie" }, valueCodeableConcept: { coding: [{ system: system.organizationType, code }] }, exclude });
const asGroup = { role: {}, reference: { reference: "#g" } } as unknown as NonNullable<ConsentProvision["actor"]>[number];

describe("for whom a rule of the patient is", () => {
  test("an organisation by name, a kind of organisation, or everyone when an objection names nobody", () => {
    expect(come({ type: "permit", actor: [post] })).toEqual([["consent", "Organization/post"]]);
    expect(come({ type: "deny", actor: [asGroup] }, { contained: [group([kind("N6")])] })).toEqual([["objection", "kind:N6"]]);
    expect(come({ type: "deny" })).toEqual([["objection", "*"]]);
    expect(come({ type: "permit" })).toEqual([]);
  });

  test.each([
    ["a group of another kind of thing", group([{ code: { text: "woonplaats" }, valueCodeableConcept: { text: "Voorbeeldstad" }, exclude: false }])],
    ["a group of which two things must hold", group([kind("N6"), kind("T2")])],
    ["all but a kind", group([kind("N6", true)])],
    ["a list of people", group([kind("N6")], true)],
    ["a group that isn't there", { ...group([kind("N6")]), id: "other" }],
  ])("%s is nobody to permit, and everyone to object to", (_what, contained) => {
    expect(come({ type: "permit", actor: [asGroup] }, { contained: [contained] })).toEqual([]);
    expect(come({ type: "deny", actor: [asGroup] }, { contained: [contained] })).toEqual([["objection", "*"]]);
  });

  test("a version of an organisation stands for that organisation, not for the kind beside it", () => {
    const actor = [{ role: { coding: [{ system: system.organizationType, code: "T2" }] }, reference: { reference: "Organization/post/_history/1" as "Organization/post" } }];
    expect(come({ type: "permit", actor })).toEqual([["consent", "Organization/post"]]);
    expect(come({ type: "deny", actor })).toEqual([["objection", "Organization/post"]]);
  });

  test("a person or somebody else's organisation that is named doesn't stand for the kind beside it", () => {
    for (const reference of ["PractitionerRole/noor", "https://elders.example/fhir/Organization/post"]) {
      const actor = [{ role: { coding: [{ system: system.organizationType, code: "T2" }] }, reference: { reference: reference as "PractitionerRole/noor" } }];
      expect(come({ type: "permit", actor })).toEqual([]);
      expect(come({ type: "deny", actor })).toEqual([["objection", "*"]]);
    }
  });
});

describe("about what a rule of the patient is", () => {
  const domain = (code: string) => ({ system: codeSystemUrl("domein"), code });
  const one = { meaning: "instance", reference: { reference: "Observation/o" } } as const;

  test("everything, some domains, or some resources", () => {
    expect(come({ type: "permit", actor: [post], securityLabel: [domain("medisch"), domain("gedeeld")] })).toEqual([["consent", "Organization/post", "domein:medisch"], ["consent", "Organization/post", "domein:gedeeld"]]);
    expect(come({ type: "deny", data: [one] })).toEqual([["objection", "*", "Observation/o"]]);
  });

  test.each<readonly [string, Partial<ConsentProvision>]>([
    ["an action", { action: [{ text: "lezen" }] }],
    ["a purpose", { purpose: [{ code: "ETREAT" }] }],
    ["a class of resources", { class: [{ code: "Observation" }] }],
    ["a code", { code: [{ text: "prognose" }] }],
    ["a period of the data", { dataPeriod: { start: "2020" } }],
    ["a rule within the rule", { provision: [{ type: "deny" }] }],
    ["a label of others", { securityLabel: [{ system: "http://terminology.hl7.org/CodeSystem/v3-Confidentiality", code: "R" }] }],
    ["a label of others beside ours", { securityLabel: [domain("medisch"), { system: "http://terminology.hl7.org/CodeSystem/v3-Confidentiality", code: "R" }] }],
    ["a domain without code", { securityLabel: [{ system: codeSystemUrl("domein") }] }],
    ["a resource without reference", { data: [{ meaning: "instance", reference: { display: "de prognose" } }] }],
    ["a resource elsewhere", { data: [{ meaning: "instance", reference: { reference: "https://elders.example/fhir/Observation/o" } }] }],
    ["one version", { data: [{ meaning: "instance", reference: { reference: "Observation/o/_history/1" } }] }],
    ["whatever is related", { data: [{ ...one, meaning: "related" }] }],
    ["a resource within a domain", { data: [one], securityLabel: [domain("medisch")] }],
  ])("narrowed to %s it permits nothing, and objects to everything", (_what, narrowing) => {
    expect(come({ type: "permit", actor: [post], ...narrowing })).toEqual([]);
    expect(come({ type: "deny", actor: [post], ...narrowing })).toEqual([["objection", "Organization/post"]]);
  });
});

describe("how long a rule of the patient lasts", () => {
  const lasts = (provision: ConsentProvision, root: ConsentProvision): readonly unknown[] => consentRows(consent({ type: "permit", actor: [post], ...provision }, {}, root)).map(({ from, until }) => [from, until]);

  test("as long as its own period and that of the whole consent, both", () => {
    expect(lasts({}, wholeYear)).toEqual([["2026-01-01T00:00:00.000Z", "2026-12-01T03:00:00.000Z"]]);
    expect(lasts(wholeYear, {})).toEqual([["2026-01-01T00:00:00.000Z", "2026-12-01T03:00:00.000Z"]]);
    expect(lasts({ period: { start: "2026-03-01T00:00:00Z" } }, wholeYear)).toEqual([["2026-03-01T00:00:00.000Z", "2026-12-01T03:00:00.000Z"]]);
    expect(lasts({ period: { end: "2027-01-01T00:00:00Z" } }, wholeYear)).toEqual([["2026-01-01T00:00:00.000Z", "2026-12-01T03:00:00.000Z"]]);
  });

  test("only while the consent is active, of privacy, and about a patient here", () => {
    expect(come({ type: "permit", actor: [post] }, { status: "inactive" })).toEqual([]);
    expect(come({ type: "permit", actor: [post] }, { status: "entered-in-error" })).toEqual([]);
    expect(come({ type: "permit", actor: [post] }, { scope: { coding: [{ system: "http://terminology.hl7.org/CodeSystem/consentscope", code: "treatment" }] } })).toEqual([]);
    expect(come({ type: "permit", actor: [post] }, { patient: { reference: "https://elders.example/fhir/Patient/p" } })).toEqual([]);
  });
});
