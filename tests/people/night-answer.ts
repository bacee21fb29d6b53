import type { Difference, NightAnswer } from "@wijkverband/care";
import { system } from "@wijkverband/fhir";
import type { Flag } from "hl7-fhir-r4-types";
import { content, limit, nightDocument, subject } from "./night-document.ts";

/** Geesje's BSN (demo range), to prove that it is never shown. */
export const bsn = "999990019";

/** What the post gets on Tuesday 24 November 2026 at 03:03: a handover of two weeks old that still holds. */
export function nightAnswer(change: Partial<NightAnswer> = {}): NightAnswer {
  return {
    status: "current",
    at: "2026-11-24T02:03:00Z",
    patient: {
      resourceType: "Patient",
      id: "geesje",
      identifier: [{ system: system.bsn, value: bsn }],
      name: [{ use: "official", text: "Geesje Hofstra" }, { use: "usual", given: ["Gees"] }],
      birthDate: "1945-03-08",
      gender: "female",
      address: [{ line: ["Waechswâl 12"], postalCode: "8551 AB", city: "Woudsend" }],
      telecom: [{ system: "phone", value: "085 303 0112", use: "home" }],
      communication: [{ language: { text: "Fries en Nederlands" } }],
    },
    document: nightDocument(),
    publishedAt: "2026-11-10T15:21:00Z",
    reviewDate: "2026-12-08",
    differences: [],
    conflicts: [],
    responsibleGp: {
      rule: "own-gp-on-call",
      person: { reference: "PractitionerRole/veenstra", display: "dr. A. Veenstra" },
      role: "vaste-huisarts",
      practice: { reference: "Organization/praktijk", display: "Huisartsenpraktijk De Ee, Woudsend" },
      phone: { system: "phone", value: "06 39 57 01 22" },
      until: "2026-12-08T23:00:00Z",
      fallback: {
        rule: "anw-post",
        practice: { reference: "Organization/post", display: "Huisartsenspoedpost Zuidwest" },
        phone: { system: "phone", value: "085 303 0199" },
        until: "2026-11-24T07:00:00Z",
        evidence: ["OrganizationAffiliation/anw/_history/1"],
      },
      evidence: ["Basic/bereikbaar/_history/1"],
    },
    ownGp: { display: "dr. A. Veenstra", practice: "Huisartsenpraktijk De Ee, Woudsend", telecom: [{ system: "phone", value: "085 303 0100", use: "work" }] },
    homeAccess: [],
    ...change,
  };
}

export const homeAccess: Flag = {
  resourceType: "Flag",
  id: "kluis",
  status: "active",
  category: [{ coding: [{ system: "https://wijkverband.example/fhir/CodeSystem/overdracht", code: "toegang-woning" }] }],
  code: { text: "Sleutelkluis links van de achterdeur, code 4711. De hond blaft maar doet niets." },
  subject,
  period: { start: "2026-11-20T00:00:00+01:00", end: "2026-11-27T00:00:00+01:00" },
  author: { display: "M. de Boer, wijkverpleegkundige" },
};

const differences: readonly Difference[] = [
  { kind: "changed", section: "behandelgrenzen", what: "Ziekenhuisopname", old: "Anders: Alleen bij een heupbreuk, om de pijn te behandelen. Daarna terug naar huis.", new: "Niet opnemen in het ziekenhuis", author: "dr. A. Veenstra, huisarts", at: "2026-11-22T18:40:00Z", reference: "Consent/hospital/_history/2" },
  { kind: "added", section: "medicatie", what: "Dexamethason 8 mg", new: "’s ochtends 1 tablet", author: "dr. J. Postma, waarnemend huisarts", at: "2026-11-23T08:15:00Z", reference: "MedicationStatement/dexa/_history/1" },
  { kind: "ended", section: "contactpersonen", what: "Durk Hofstra", old: "tweede contactpersoon, +31 (0)6 3957 0155", author: "M. de Boer, wijkverpleegkundige", at: "2026-11-23T15:00:00Z", reference: "RelatedPerson/durk/_history/2" },
];

/** Three things changed since publication. */
export function changedAnswer(): NightAnswer {
  return nightAnswer({ status: "changed", differences, homeAccess: [homeAccess] });
}

/** Past its review date by three weeks. */
export function staleAnswer(): NightAnswer {
  return nightAnswer({ status: "stale", publishedAt: "2026-10-06T15:21:00Z", reviewDate: "2026-11-03" });
}

/** Nothing is published; at night the post itself is responsible. */
export function noneAnswer(): NightAnswer {
  const { document: _document, publishedAt: _publishedAt, reviewDate: _reviewDate, ...rest } = nightAnswer({ status: "none" });
  return {
    ...rest,
    responsibleGp: {
      rule: "anw-post",
      practice: { reference: "Organization/post", display: "Huisartsenspoedpost Zuidwest" },
      phone: { system: "phone", value: "085 303 0199" },
      until: "2026-11-24T07:00:00Z",
      fallback: { rule: "gap", text: "Geen huisarts aangewezen. Bel de dienstdoende huisarts van de hagro.", phone: { system: "phone", value: "085 303 0180" }, evidence: [] },
      evidence: [],
    },
  };
}

/** Two directives on resuscitation that say opposite things, as the care package reports them: newest first. */
export function conflictAnswer(): NightAnswer {
  const other = limit("cpr-2", "89666000", "permit", "2026-11-18", { reference: "PractitionerRole/postma", display: "dr. J. Postma, waarnemend huisarts" });
  const treatment = { system: system.snomed, code: "89666000", text: "Reanimatie" };
  return nightAnswer({
    document: nightDocument({ ...content, behandelgrenzen: [...(content.behandelgrenzen ?? []), other] }),
    conflicts: [{ treatment, limits: [{ reference: "Consent/cpr-2", treatment, decision: "permit", date: "2026-11-18", author: "dr. J. Postma, waarnemend huisarts" }, { reference: "Consent/cpr", treatment, decision: "deny", date: "2026-11-03", author: "dr. A. Veenstra, huisarts" }] }],
  });
}
