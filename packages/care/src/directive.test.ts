import { system } from "@wijkverband/fhir";
import type { Consent } from "hl7-fhir-r4-types";
import { describe, expect, test } from "vitest";
import { conflictsOf, directiveDiscussion, isDirective, limitsOf, readLimit, specificationOther } from "./directive.ts";
import type { Limit } from "./handover/answer.ts";
import { limitText } from "./treatment.ts";

const at = new Date("2026-11-22T03:00:00+01:00");
const nullFlavor = "http://terminology.hl7.org/CodeSystem/v3-NullFlavor";

function directive(provision: Consent["provision"], more: Partial<Consent> = {}): Consent {
  return {
    resourceType: "Consent",
    id: "grens",
    status: "active",
    scope: { coding: [{ system: "http://terminology.hl7.org/CodeSystem/consentscope", code: "treatment" }] },
    category: [{ coding: [{ system: system.snomed, code: "129125009" }] }],
    patient: { reference: "Patient/p" },
    dateTime: "2026-11-10",
    ...(provision && { provision }),
    ...more,
  };
}

const treatment = (code: string): NonNullable<Consent["provision"]> => ({ code: [{ coding: [{ system: system.snomed, code }] }] });
const anders = (valueString: string): Pick<Consent, "modifierExtension"> => ({ modifierExtension: [{ url: specificationOther, valueString }] });

function read(consent: Consent): Limit {
  const reading = readLimit(consent);
  if (reading.outcome === "refused") throw new Error(reading.text);
  return reading.limit;
}

describe("a treatment directive", () => {
  test.each([
    ["89666000", "permit", "Reanimatie", "Wel reanimeren"],
    ["89666000", "deny", "Reanimatie", "Niet reanimeren"],
    ["40617009", "deny", "Beademing", "Niet beademen"],
    ["305351004", "deny", "IC-opname", "Niet opnemen op de IC"],
    ["32485007", "permit", "Ziekenhuisopname", "Wel opnemen in het ziekenhuis"],
    ["281789004", "deny", "Antibiotica", "Geen antibiotica geven"],
    ["116762002", "permit", "Bloedproducten", "Wel bloedproducten geven"],
  ] as const)("about %s with %s is read and said in Dutch", (code, type, name, said) => {
    const limit = read(directive({ ...treatment(code), type }));
    expect(limit).toMatchObject({ reference: "Consent/grens", decision: type, date: "2026-11-10", treatment: { code, text: name } });
    expect(limitText(limit)).toBe(said);
  });

  test("keeps the words of anders", () => {
    const limit = read(directive(treatment("32485007"), anders("alleen met uitzicht op terugkeer")));
    expect(limit).toMatchObject({ decision: "anders", text: "alleen met uitzicht op terugkeer" });
    expect(limitText(limit)).toBe("Anders: alleen met uitzicht op terugkeer");
  });

  test("knows ICD deactivation by the code in its text", () => {
    const code = [{ coding: [{ system: nullFlavor, code: "OTH" }], text: "uitzetten van cardioverter-defibrillator in laatste levensfase (SNOMED CT - 400231000146108)" }];
    expect(read(directive({ code, type: "permit" })).treatment).toEqual({ system: system.snomed, code: "400231000146108", text: "ICD uitzetten" });
  });

  test.each(["not-discussed", "unknown"] as const)("says %s apart from the other", (code) => {
    const said = { not: "Niet besproken", unk: "Onbekend" }[code.slice(0, 3) as "not" | "unk"];
    const limit = read(directive(treatment("89666000"), { ...anders(said), extension: [{ url: directiveDiscussion, valueCode: code }] }));
    expect(limit.decision).toBe(code);
    expect(limitText(limit)).toBe(said);
  });

  test("of an older source says in words only that it was not discussed", () => {
    expect(read(directive(treatment("89666000"), anders("Niet besproken."))).decision).toBe("not-discussed");
    expect(read(directive(treatment("89666000"), anders("Onbekend"))).decision).toBe("unknown");
    expect(read(directive(treatment("89666000"), anders("Niet besproken met de dochter"))).decision).toBe("anders");
  });
});

describe("a directive that is not clear is refused", () => {
  test.each<[string, Consent, string, string]>([
    ["both permit and anders", directive({ ...treatment("89666000"), type: "permit" }, anders("mits")), "limits-clear", "Consent.provision.type"],
    ["permit, yet not discussed", directive({ ...treatment("89666000"), type: "permit" }, { extension: [{ url: directiveDiscussion, valueCode: "unknown" }] }), "limits-clear", "Consent.provision.type"],
    ["no decision", directive(treatment("89666000")), "limits-clear", "Consent.provision.type"],
    ["anders without words", directive(treatment("89666000"), anders("  ")), "limits-clear", "Consent.modifierExtension"],
    ["anders in a place where readers drop it", directive({ ...treatment("89666000"), type: "permit" }, { extension: [{ url: specificationOther, valueString: "mits" }] }), "limits-clear", "Consent.extension"],
    ["no treatment", directive({ type: "deny" }), "limits-clear", "Consent.provision.code"],
    ["two treatments", directive({ type: "deny", code: [...treatment("89666000").code!, ...treatment("40617009").code!] }), "limits-clear", "Consent.provision.code"],
    ["an exception inside", directive({ ...treatment("89666000"), type: "deny", provision: [{ type: "permit" }] }), "limits-clear", "Consent.provision.provision"],
    ["an unknown modifier", directive({ ...treatment("89666000"), type: "deny" }, { modifierExtension: [{ url: "https://elders.example/behalve" }] }), "unknown-modifier", "Consent.modifierExtension[0]"],
    ["an unknown modifier deeper down", directive({ ...treatment("89666000"), type: "deny", modifierExtension: [{ url: specificationOther, valueString: "mits" }] }), "unknown-modifier", "Consent.provision.modifierExtension[0]"],
  ])("%s", (_what, consent, rule, expression) => {
    expect(readLimit(consent)).toMatchObject({ outcome: "refused", rule, expression, reference: "Consent/grens" });
  });
});

test("a privacy consent is no directive, however much it denies", () => {
  const scope = { coding: [{ system: "http://terminology.hl7.org/CodeSystem/consentscope", code: "patient-privacy" }] };
  expect(isDirective(directive({ type: "deny", ...treatment("89666000") }, { scope }))).toBe(false);
});

describe("conflicts", () => {
  const limit = (id: string, code: string, decision: "permit" | "deny" | { anders: string }, dateTime: string, more: Partial<Consent> = {}): Consent =>
    directive(
      { ...treatment(code), ...(typeof decision === "string" && { type: decision }) },
      { id, dateTime, ...(typeof decision === "object" && anders(decision.anders)), ...more },
    );
  const conflicts = (...consents: readonly Consent[]): readonly (readonly string[])[] =>
    conflictsOf(limitsOf(consents, at).limits).map((conflict) => conflict.limits.map(({ reference }) => reference));

  test("two directives that contradict each other are both shown, newest first", () => {
    const found = conflicts(limit("oud", "89666000", "permit", "2026-01-01"), limit("nieuw", "89666000", "deny", "2026-11-01"), limit("ander", "40617009", "deny", "2026-11-01"));
    expect(found).toEqual([["Consent/nieuw", "Consent/oud"]]);
  });

  test("permit, deny and anders all contradict each other", () => {
    expect(conflicts(limit("a", "89666000", "permit", "2026-01"), limit("b", "89666000", { anders: "mits" }, "2026-02"), limit("c", "89666000", "deny", "2026-03"))).toEqual([["Consent/c", "Consent/b", "Consent/a"]]);
    expect(conflicts(limit("a", "89666000", { anders: "mits thuis" }, "2026-01"), limit("b", "89666000", { anders: "alleen in het ziekenhuis" }, "2026-02"))).toHaveLength(1);
  });

  test("the same said twice is no conflict", () => {
    expect(conflicts(limit("a", "89666000", "deny", "2026-01"), limit("b", "89666000", "deny", "2026-02"))).toEqual([]);
    expect(conflicts(limit("a", "89666000", { anders: "Alleen  thuis" }, "2026-01"), limit("b", "89666000", { anders: "alleen thuis" }, "2026-02"))).toEqual([]);
  });

  test("what is inactive, entered in error or ended does not contradict", () => {
    const now = limit("nu", "89666000", "deny", "2026-11-01");
    const ended = limit("voorbij", "89666000", "permit", "2026-01-01");
    expect(conflicts(now, limit("in", "89666000", "permit", "2026-01-01", { status: "inactive" }))).toEqual([]);
    expect(conflicts(now, limit("fout", "89666000", "permit", "2026-01-01", { status: "entered-in-error" }))).toEqual([]);
    expect(conflicts(now, { ...ended, provision: { ...ended.provision, period: { end: "2026-11-21" } } })).toEqual([]);
  });

  test("treatments that no list knows compare by their words", () => {
    const other = (id: string, text: string, type: "permit" | "deny"): Consent => directive({ type, code: [{ coding: [{ system: nullFlavor, code: "OTH" }], text }] }, { id });
    expect(conflicts(other("a", "Sondevoeding", "permit"), other("b", "sondevoeding ", "deny"))).toHaveLength(1);
    expect(conflicts(other("a", "Sondevoeding", "permit"), other("b", "Dialyse", "deny"))).toEqual([]);
  });

  test("not discussed contradicts nothing", () => {
    expect(conflicts(limit("a", "89666000", "deny", "2026-11-01"), limit("b", "89666000", { anders: "Niet besproken" }, "2026-01-01"))).toEqual([]);
  });
});

test("a directive that cannot be read is listed apart, and never lost", () => {
  const { limits, refused } = limitsOf([directive(treatment("89666000")), directive({ ...treatment("40617009"), type: "deny" })], at);
  expect(limits).toHaveLength(1);
  expect(refused).toHaveLength(1);
});

