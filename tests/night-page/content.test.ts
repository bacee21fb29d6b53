import type { NightAnswer } from "@wijkverband/care";
import { describe, expect, test } from "vitest";
import { bsn, changedAnswer, conflictAnswer, homeAccess, nightAnswer, noneAnswer, staleAnswer } from "../people/night-answer.ts";
import { contactAnswer } from "../people/night-contact.ts";
import { forms, plain, type Language } from "./forms.ts";
import { listTexts } from "./list-texts.ts";

interface Night {
  readonly name: string;
  readonly answer: NightAnswer;
  /** In Dutch and in English; what people wrote is in both. */
  readonly says: Readonly<Record<Language | "both", readonly string[]>>;
}

/** One list of what must be said, whatever the form. */
const nights: readonly Night[] = [
  {
    name: "a handover that holds",
    answer: nightAnswer(),
    says: {
      nl: ["Actueel", "Sinds de publicatie is niets gewijzigd.", "Geboren 8 maart 1945 · 81 jaar", "Niet besproken", "Niet vastgelegd", "Nu verantwoordelijk", "Geldt tot", "di 10 november 2026 om 16:21 (2 weken geleden)"],
      en: ["Born 8 March 1945", "Not discussed", "10 November 2026"],
      both: ["Geesje Hofstra", "06 39 57 01 22", "085 303 0100", "085 303 0199", "dr. A. Veenstra", "Huisartsenspoedpost Zuidwest", "Waechswâl 12", "Fries en Nederlands"],
    },
  },
  {
    name: "return: a handover that holds what the post did a night before",
    answer: contactAnswer(),
    says: {
      nl: ["Laatste contacten met de spoedpost", "Urgentie U3"],
      en: ["Last contacts with the out-of-hours post", "Urgency U3"],
      both: ["Gevallen, nu pijn in de heup.", "Beoordeeld, geen breuk.", "Benauwdheid bij COPD.", "Huisartsenspoedpost", "N. Nacht, huisarts op de spoedpost"],
    },
  },
  {
    name: "a handover since which things changed",
    answer: changedAnswer(),
    says: {
      nl: ["Gewijzigd sinds publicatie", "Lees dit eerst: 3 wijzigingen", "Beëindigd", "stond niet in de overdracht", "geldt niet meer", "In de overdracht stond:", "Staat bewust niet op papier. Kijk op het scherm."],
      en: ["3 changes"],
      both: ["Niet opnemen in het ziekenhuis", "Alleen bij een heupbreuk, om de pijn te behandelen. Daarna terug naar huis.", "Dexamethason 8 mg", "’s ochtends 1 tablet", "dr. J. Postma, waarnemend huisarts", "+31 (0)6 3957 0155"],
    },
  },
  { name: "a handover past its review date", answer: staleAnswer(), says: { nl: ["Verouderd", "Deze overdracht moest uiterlijk 3 november 2026 opnieuw worden bekeken (3 weken geleden)."], en: [], both: ["06 39 57 01 22"] } },
  { name: "no handover", answer: noneAnswer(), says: { nl: ["Geen overdracht", "Behandelgrenzen zijn hier dus niet bekend.", "Bel voor overleg"], en: [], both: ["085 303 0199", "085 303 0180", "Geen huisarts aangewezen. Bel de dienstdoende huisarts van de hagro."] } },
  { name: "limits that contradict each other", answer: conflictAnswer(), says: { nl: ["Tegenstrijdige afspraken: Reanimatie. Zie de behandelgrenzen.", "Tegenstrijdig: deze afspraken spreken elkaar tegen. Overleg.", "nieuwste", "ouder"], en: [], both: ["dr. J. Postma, waarnemend huisarts"] } },
];

describe.each(forms)("the night page as %s", (_form, wordsOf) => {
  describe.each(nights)("$name", ({ answer, says }) => {
    test.each(["nl", "en"] as const)("says what it must, in %s", async (language) => {
      const shown = await wordsOf(answer, language);
      expect([...says[language], ...says.both].filter((text) => !shown.includes(plain(text)))).toEqual([]);
    });

    test("hides no text of the document, and never shows the BSN", async () => {
      const shown = await wordsOf(answer, "nl");
      expect(listTexts(answer.document).filter((text) => !shown.includes(plain(text)))).toEqual([]);
      expect(shown).not.toContain(bsn);
    });
  });

  test("a BSN that somebody typed into a remark isn't shown either", async () => {
    const typed = { ...changedAnswer(), differences: changedAnswer().differences.map((difference) => ({ ...difference, new: `let op ${bsn} hoort erbij` })) };
    const shown = await wordsOf(typed, "nl");
    expect(shown).not.toContain(bsn);
    expect(shown).toContain("let op [bsn] hoort erbij");
  });
});

describe("the two forms beside each other", () => {
  test.each(nights.flatMap(({ name, answer }) => (["nl", "en"] as const).map((language) => [name, language, answer] as const)))("say the same words: %s, %s", async (_name, language, answer) => {
    // how to get in stands on the screen only
    const [html, pdf] = await Promise.all(forms.map(async ([, wordsOf]) => wordsOf({ ...answer, homeAccess: [] }, language)));
    const printed = countWords(pdf ?? "");
    const missing = [...countWords(html ?? "")].filter(([word, count]) => (printed.get(word) ?? 0) < count);
    expect(missing).toEqual([]);
  });

  test("home-access: how to get in stands on the screen, and on paper only that the screen has it", async () => {
    const [html, pdf] = await Promise.all(forms.map(async ([, wordsOf]) => wordsOf(nightAnswer({ homeAccess: [homeAccess] }), "nl")));
    expect(html).toContain("sleutelkluis links van de achterdeur, code 4711");
    expect(pdf).toContain("staat bewust niet op papier. kijk op het scherm.");
    for (const secret of ["4711", "sleutelkluis", "achterdeur", "de hond blaft"]) expect(pdf).not.toContain(secret);
    const [, without] = await Promise.all(forms.map(async ([, wordsOf]) => wordsOf(nightAnswer(), "nl")));
    expect(without).not.toContain("toegang tot de woning");
  });
});

function countWords(text: string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const word of text.match(/[\p{L}\p{N}]+/gu) ?? []) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}
