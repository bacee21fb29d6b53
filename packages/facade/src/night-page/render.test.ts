import type { NightAnswer } from "@wijkverband/care";
import { codeSystemUrl, profileUrl, system } from "@wijkverband/fhir";
import type { Bundle, Consent, Observation, Resource } from "hl7-fhir-r4-types";
import { assert, constantFrom, property, string } from "fast-check";
import { describe, expect, test } from "vitest";
import { escapeHtml } from "./html.ts";
import { nightPageCsp, renderNightPage } from "./render.ts";
import { flatten } from "./rest.ts";

const patient = { reference: "Patient/p" };

function directive(id: string, code: string, more: Partial<Consent>, type?: "permit" | "deny"): Consent {
  return {
    resourceType: "Consent", id, status: "active", patient, dateTime: "2026-11-03", performer: [{ display: "dr. A. Veenstra" }],
    scope: { coding: [{ system: "http://terminology.hl7.org/CodeSystem/consentscope", code: "treatment" }] }, category: [{ coding: [{ system: system.snomed, code: "129125009" }] }],
    provision: { ...(type && { type }), code: [{ coding: [{ system: system.snomed, code }] }] },
    ...more,
  };
}

const anders = (text: string): Pick<Consent, "modifierExtension"> => ({ modifierExtension: [{ url: "http://nictiz.nl/fhir/StructureDefinition/ext-TreatmentDirective2.SpecificationOther", valueString: text }] });
const discussion = (code: string): Pick<Consent, "extension"> => ({ extension: [{ url: profileUrl("directive-discussion"), valueCode: code }] });

function wish(text: string): Observation {
  return { resourceType: "Observation", id: "wens", status: "final", code: { coding: [{ system: system.snomed, code: "153851000146100" }] }, subject: patient, valueString: text };
}

function documentOf(...resources: readonly Resource[]): Bundle {
  const section = { code: { coding: [{ system: codeSystemUrl("overdracht-sectie"), code: "behandelgrenzen" }] }, entry: resources.map(({ resourceType, id }) => ({ reference: `${resourceType}/${id}` })) };
  const composition: Resource = { resourceType: "Composition", id: "c", status: "final", type: { text: "t" }, date: "2026-11-10", title: "Palliatieve overdracht", author: [{ display: "dr. A. Veenstra" }], section: [section] };
  return { resourceType: "Bundle", type: "document", entry: [composition, ...resources].map((resource) => ({ fullUrl: `https://x.example/fhir/${resource.resourceType}/${resource.id}`, resource })) };
}

function answerOf(change: Partial<NightAnswer>, ...resources: readonly Resource[]): NightAnswer {
  return {
    status: "current", at: "2026-11-24T02:03:00Z",
    patient: { resourceType: "Patient", id: "p", identifier: [{ system: system.bsn, value: "999990019" }], name: [{ text: "Geesje Hofstra" }], birthDate: "1945-03-08", gender: "female" },
    document: documentOf(...resources), publishedAt: "2026-11-10T15:21:00Z", reviewDate: "2026-12-08", differences: [], conflicts: [], homeAccess: [],
    responsibleGp: { rule: "gap", text: "Bel de hagro.", phone: { system: "phone", value: "085 303 0180" }, evidence: [] },
    ...change,
  };
}

const show = (change: Partial<NightAnswer>, ...resources: readonly Resource[]): string => renderNightPage(answerOf(change, ...resources), { language: "nl" });

/** The row of one treatment. */
function row(page: string, treatment: string): string {
  const found = page.split("<tr ").find((piece) => piece.includes(`scope="row">${treatment}<`));
  expect(found, `a row for ${treatment}`).toBeDefined();
  return found ?? "";
}

describe("who answers", () => {
  const specialist = { reference: "PractitionerRole/so", display: "dr. O. Bakker", role: "specialist-ouderengeneeskunde", phone: { system: "phone" as const, value: "085 303 0190" } };
  const answer: NightAnswer["responsibleGp"] = { rule: "own-gp-on-call", phone: { system: "phone", value: "085 303 0181" }, secondPhone: { system: "phone", value: "085 303 0182" }, presence: "remote", hoofdbehandelaar: specialist, evidence: [] };

  test("has a second number, is perhaps not at the practice, and another may lead the treatment", () => {
    const page = show({ responsibleGp: answer });
    expect(page.replaceAll(/<[^>]*>/g, "")).toContain("Neemt niemand op? ☎ 085 303 0182");
    expect(page).toContain("Heeft dienst, maar is niet op de praktijk.");
    expect(page).toContain("<h4>Hoofdbehandelaar</h4><p><b>dr. O. Bakker, specialist ouderengeneeskunde</b></p>");
    expect(page).toContain("085 303 0190");
  });

  test("has none of that where nobody said so", () => {
    const page = show({});
    for (const words of ["Neemt niemand op?", "Heeft dienst", "Hoofdbehandelaar"]) expect(page).not.toContain(words);
  });
});

describe("treatment limits", () => {
  test("every national treatment has a row, and silence is said as silence", () => {
    const page = show({}, directive("cpr", "89666000", {}, "deny"));
    expect(row(page, "Reanimatie")).toContain("verdict-deny");
    for (const treatment of ["Ziekenhuisopname", "IC-opname", "Beademing", "Antibiotica", "Bloedproducten"]) expect(row(page, treatment)).toContain("Niet vastgelegd");
  });

  test("not discussed, unknown and not recorded are three different things", () => {
    const page = show({}, directive("a", "89666000", discussion("not-discussed")), directive("b", "40617009", discussion("unknown")));
    const rows = [row(page, "Reanimatie"), row(page, "Beademing"), row(page, "IC-opname")];
    const verdicts = ["Niet besproken", "Onbekend", "Niet vastgelegd"];
    rows.forEach((shown, place) => {
      expect(shown).toContain(`</span> ${verdicts[place]}</strong>`);
      for (const other of verdicts.filter((_, index) => index !== place)) expect(shown).not.toContain(`</span> ${other}</strong>`);
    });
  });

  test("the text of anders is kept to the letter, and neither wel nor niet stands beside it", () => {
    const shown = row(show({}, directive("h", "32485007", anders("Alleen bij < 2 dagen & met terugkeer"))), "Ziekenhuisopname");
    expect(shown).toContain("verdict-anders");
    expect(shown).toContain("Alleen bij &lt; 2 dagen &amp; met terugkeer");
    expect(shown).not.toMatch(/verdict-(permit|deny)/);
  });

  test("a directive that says two things is unclear, and both are shown", () => {
    const shown = row(show({}, directive("h", "32485007", anders("behalve bij een breuk"), "permit")), "Ziekenhuisopname");
    expect(shown).toContain("verdict-unclear");
    expect(shown).toContain("Wel; behalve bij een breuk");
  });

  test("a modifier that nobody knows is never read past", () => {
    const page = show({}, directive("h", "32485007", { modifierExtension: [{ url: "https://elders.example/niet", valueBoolean: true }] }, "permit"));
    expect(row(page, "Ziekenhuisopname")).toContain("Vertrouw niet op dit item");
    expect(row(page, "Ziekenhuisopname")).not.toContain("verdict-permit");
  });

  test("a limit whose period is over says so", () => {
    const shown = row(show({}, directive("h", "32485007", { provision: { type: "deny", period: { end: "2026-11-20" }, code: [{ coding: [{ system: system.snomed, code: "32485007" }] }] } })), "Ziekenhuisopname");
    expect(shown).toContain("deze periode is voorbij");
    expect(shown).toContain("outdated");
  });

  test("each limit shows its date, its age and its author", () => {
    const shown = row(show({}, directive("cpr", "89666000", {}, "deny")), "Reanimatie");
    expect(shown).toContain("3 november 2026");
    expect(shown).toContain("3 weken geleden");
    expect(shown).toContain("dr. A. Veenstra");
  });

  test("two contradicting directives stand in one flagged row, the newest first", () => {
    const treatment = { system: system.snomed, code: "89666000", text: "Reanimatie" };
    const page = show(
      { conflicts: [{ treatment, limits: [{ reference: "Consent/new", treatment, decision: "permit", date: "2026-11-18" }, { reference: "Consent/old", treatment, decision: "deny", date: "2026-11-03" }] }] },
      directive("old", "89666000", {}, "deny"),
      directive("new", "89666000", { dateTime: "2026-11-18" }, "permit"),
    );
    const shown = row(page, "Reanimatie");
    expect(shown).toContain("Tegenstrijdig");
    expect(shown.indexOf("verdict-permit")).toBeGreaterThan(-1);
    expect(shown.indexOf("verdict-deny")).toBeGreaterThan(shown.indexOf("verdict-permit"));
    expect(page.indexOf("Tegenstrijdige afspraken: Reanimatie")).toBeLessThan(page.indexOf("<table"));
  });

  test("a contradiction with a directive newer than the document shows that one too", () => {
    const treatment = { system: system.snomed, code: "89666000", text: "Reanimatie" };
    const page = show({ conflicts: [{ treatment, limits: [{ reference: "Consent/new", treatment, decision: "permit", date: "2026-11-18" }, { reference: "Consent/old", treatment, decision: "deny" }] }] }, directive("old", "89666000", {}, "deny"));
    expect(row(page, "Reanimatie")).toContain("verdict-permit");
  });

  test("a limit that changed since publication says so in its own row", () => {
    const page = show(
      { status: "changed", differences: [{ kind: "changed", section: "behandelgrenzen", what: "Reanimatie", old: "Wel reanimeren", new: "Niet reanimeren", author: "dr. J. Postma", at: "2026-11-22T18:40:00Z", reference: "Consent/cpr/_history/2" }] },
      directive("cpr", "89666000", {}, "permit"),
    );
    const shown = row(page, "Reanimatie");
    expect(shown).toContain("Niet reanimeren");
    expect(shown.indexOf("Niet reanimeren")).toBeLessThan(shown.indexOf("verdict-permit"));
    expect(shown).toContain("outdated");
  });

  test("a limit that is new since publication stands in the row that was silent", () => {
    const page = show({ status: "changed", differences: [{ kind: "added", section: "behandelgrenzen", what: "Antibiotica", new: "Geen antibiotica geven", at: "2026-11-22T18:40:00Z", reference: "Consent/ab/_history/1" }] }, directive("cpr", "89666000", {}, "deny"));
    expect(row(page, "Antibiotica")).toContain("Geen antibiotica geven");
  });
});

describe("the banner", () => {
  test("names each change with old, new, author and time, above everything else", () => {
    const page = show({ status: "changed", differences: [{ kind: "changed", section: "medicatie", what: "Morfine", old: "2,5 mg", new: "5 mg", author: "dr. J. Postma", at: "2026-11-22T18:40:00Z", reference: "MedicationStatement/m/_history/2" }] }, wish("rust"));
    const banner = page.slice(page.indexOf("banner-changed"), page.indexOf("<h1>"));
    for (const words of ["Gewijzigd sinds publicatie", "Morfine", "2,5 mg", "5 mg", "dr. J. Postma", "zo 22 november 2026 om 19:40"]) expect(banner).toContain(words);
  });

  test("says since when a handover is out of date", () => {
    const page = show({ status: "stale", reviewDate: "2026-11-03" }, wish("rust"));
    expect(page).toContain("banner-stale");
    expect(page).toContain("uiterlijk 3 november 2026 opnieuw worden bekeken (3 weken geleden)");
  });

  test("without a handover says so, whom to call, and that limits are not known", () => {
    const { document: _document, ...rest } = answerOf({ status: "none" });
    const page = renderNightPage(rest, { language: "nl" });
    const banner = page.slice(page.indexOf("banner-none"), page.indexOf("<h1>"));
    expect(banner).toContain("Geen overdracht");
    expect(banner).toContain("Bel de hagro.");
    expect(banner).toContain('href="tel:0853030180"');
    expect(page).toContain("Of er behandelgrenzen zijn, is hier niet bekend.");
    expect(page).not.toContain('class="verdict');
    expect(banner).not.toContain("Nu verantwoordelijk");
  });

  test("a changed handover past its review date is said to be both", () => {
    expect(show({ status: "changed", reviewDate: "2026-11-03" }, wish("rust"))).toContain("Ook is de datum om opnieuw te bekijken voorbij");
  });
});

describe("what may not be on the page", () => {
  test("markup in a wish is text", () => {
    const page = show({}, wish('<script>alert("x")</script>'));
    expect(page).toContain("&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;");
    expect(page).not.toMatch(/<script/i);
  });

  test("the BSN is nowhere, not even where somebody typed it", () => {
    expect(show({}, wish("BSN is 999990019, bel"))).not.toContain("999990019");
  });

  test("home access is there only when it was fetched now", () => {
    const flag = { resourceType: "Flag", id: "f", status: "active", code: { text: "Sleutelkluis, code 4711" }, subject: patient, period: { end: "2026-11-27" } } as const;
    expect(show({}, wish("rust"))).not.toContain("Nu opgehaald");
    const page = show({ homeAccess: [flag] }, wish("rust"));
    expect(page).toContain("Sleutelkluis, code 4711");
    expect(page).toContain("Nu opgehaald");
  });

  test("nothing but one style element needs permission", () => {
    const page = renderNightPage(answerOf({}, wish("rust")), { language: "nl", nonce: "abc123" });
    expect(page).toContain('<style nonce="abc123">');
    expect(page).not.toMatch(/<(script|img|link|iframe|form|object)|\sstyle=|\son\w+=|url\(|@import/i);
    expect(nightPageCsp("abc123")).toContain("default-src 'none'; style-src 'nonce-abc123'");
  });
});

describe("nothing of the document is hidden", () => {
  test("an item that no part of the page knows still shows", () => {
    const page = show({}, { resourceType: "Communication", id: "x", status: "completed", payload: [{ contentString: "Zus is gebeld" }] }, { resourceType: "Location", id: "l", name: "Logeeradres dochter" }, { resourceType: "Basic", id: "b", code: { text: "Vreemd gegeven" }, extension: [{ url: "https://elders.example/y", valueString: "met inhoud" }] });
    for (const words of ["Zus is gebeld", "Logeeradres dochter", "Vreemd gegeven", "met inhoud"]) expect(page).toContain(words);
  });

  test("whatever somebody typed stands on the page, as text, in any item", () => {
    assert(
      property(string({ minLength: 1, maxLength: 40, unit: constantFrom(..."abcé1 <>&\"'/=-\n".split("")) }).filter((text) => text.trim() !== ""), (text) => {
        const page = show({}, { resourceType: "Basic", id: "b", code: { text: "Vreemd gegeven" }, extension: [{ url: "https://elders.example/y", valueString: text }] }, wish(text));
        expect(flatten(page)).toContain(flatten(escapeHtml(text)));
        expect(page.match(/<[a-z]+/g)).toEqual(expect.not.arrayContaining(["<script", "<img", "<abc"]));
      }),
      { numRuns: 60 },
    );
  });

  test("a narrative that a HIS adds to a section shows", () => {
    const document = documentOf(wish("rust"));
    const [first, ...entries] = document.entry ?? [];
    const composition = first?.resource?.resourceType === "Composition" ? first.resource : undefined;
    const section = composition?.section?.map((part) => ({ ...part, text: { status: "additional" as const, div: "<div><p>Let op de &lt;trap&gt;</p></div>" } }));
    const page = show({ document: { ...document, entry: [{ ...first, resource: { ...composition!, section: section! } }, ...entries] } });
    expect(page).toContain("Let op de &lt;trap&gt;");
  });

  test("a medicine that must not be given stands out from those that may", () => {
    const page = show({}, { resourceType: "MedicationRequest", id: "m", status: "active", intent: "order", doNotPerform: true, subject: patient, medicationCodeableConcept: { text: "Diclofenac" } });
    expect(page.slice(page.indexOf('class="medication"'), page.indexOf("Diclofenac"))).toContain("Niet geven");
  });

  test("'none known' is said for allergies, and silence is not taken for it", () => {
    const none: Resource = { resourceType: "List", id: "n", status: "current", mode: "snapshot", code: { coding: [{ system: codeSystemUrl("overdracht-sectie"), code: "allergieen" }] }, emptyReason: { coding: [{ system: "http://terminology.hl7.org/CodeSystem/list-empty-reason", code: "nilknown" }] }, date: "2026-11-03", source: { display: "dr. A. Veenstra" } };
    const part = (page: string): string => page.slice(page.indexOf('id="allergies"'), page.indexOf('id="scenarios"'));
    expect(part(show({}, none))).toContain("Uitdrukkelijk vastgelegd: geen bekend.");
    expect(part(show({}, wish("rust")))).toContain("Niet vastgelegd in deze overdracht.");
  });
});

test("in English the labels change and what people wrote does not", () => {
  const page = renderNightPage(answerOf({}, directive("h", "32485007", anders("Alleen bij een breuk")), wish("rust")), { language: "en" });
  expect(page).toContain('<html lang="en">');
  expect(page).toContain("Treatment limits");
  expect(page).toContain("Hospital admission");
  expect(page).toContain("Alleen bij een breuk");
});
