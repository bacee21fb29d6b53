import type { NightAnswer } from "@wijkverband/care";
import { codeSystemUrl } from "@wijkverband/fhir";
import type { Bundle, MedicationStatement, Resource } from "hl7-fhir-r4-types";
import { assert, asyncProperty, string } from "fast-check";
import { describe, expect, test } from "vitest";
import { layOutNight, renderNightLeaflet } from "./leaflet.ts";
import { room } from "./write.ts";

const patient = { reference: "Patient/p" };

function medicine(id: string, name: string, use: string): MedicationStatement {
  return { resourceType: "MedicationStatement", id, status: "active", subject: patient, medicationCodeableConcept: { text: name }, dateAsserted: "2026-11-10", dosage: [{ text: use }], informationSource: { display: "dr. A. Veenstra" } };
}

function answerOf(...resources: readonly Resource[]): NightAnswer {
  const section = { code: { coding: [{ system: codeSystemUrl("overdracht-sectie"), code: "medicatie" }] }, entry: resources.map(({ resourceType, id }) => ({ reference: `${resourceType}/${id}` })) };
  const composition: Resource = { resourceType: "Composition", id: "c", status: "final", type: { text: "t" }, date: "2026-11-10", title: "Palliatieve overdracht", author: [{ display: "dr. A. Veenstra" }], section: [section] };
  const document: Bundle = { resourceType: "Bundle", type: "document", entry: [composition, ...resources].map((resource) => ({ fullUrl: `https://x.example/fhir/${resource.resourceType}/${resource.id}`, resource })) };
  return {
    status: "current", at: "2026-11-24T02:03:00Z", patient: { resourceType: "Patient", id: "p", name: [{ text: "Geesje Hofstra" }], birthDate: "1945-03-08" },
    document, publishedAt: "2026-11-10T15:21:00Z", reviewDate: "2026-12-08", differences: [], conflicts: [], homeAccess: [],
    responsibleGp: { rule: "gap", text: "Bel de hagro.", phone: { system: "phone", value: "085 303 0180" }, evidence: [] },
  };
}

interface Box {
  readonly text: string;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Where each line stands, sheet by sheet. */
function boxesOf(answer: NightAnswer): readonly (readonly Box[])[] {
  return layOutNight(answer, "nl").sheets.map((sheet) =>
    sheet.flatMap(({ top, slice }) => slice.cells.map(({ left, top: within, line }) => ({ text: line.pieces.map(({ text }) => text).join(""), left, right: left + line.width, top: top + within, bottom: top + within + line.height }))),
  );
}

/** Pairs of lines of which one is drawn over the other, and lines that run off the sheet. */
function faultsOf(answer: NightAnswer): readonly string[] {
  const slack = 0.01;
  return boxesOf(answer).flatMap((boxes) =>
    boxes.flatMap((box, place) => [
      ...(box.left < -slack || box.top < -slack || box.right > room.width + slack || box.bottom > room.height + slack ? [`off the sheet: ${box.text}`] : []),
      ...boxes.slice(place + 1).filter((other) => box.left < other.right - slack && other.left < box.right - slack && box.top < other.bottom - slack && other.top < box.bottom - slack).map((other) => `${box.text} over ${other.text}`),
    ]),
  );
}

const words = "Bij benauwdheid eerst rustig blijven en het raam open. ".repeat(8).slice(0, 400);
const stretches: readonly (readonly [name: string, text: string])[] = [
  ["400 characters", words],
  ["400 characters without a space", "onafgebroken".repeat(34).slice(0, 400)],
  ["right-to-left writing", "ضيق في التنفس ليلا ".repeat(20)],
  ["Hebrew among Dutch", "zegt: כאב חזק (pijn) en wil naar huis"],
  ["emoji", "Gaat goed 👩‍👩‍👧‍👦 🙂🙂 tot morgen ❤️"],
  ["stacked accents", `n${"\u0303\u0301".repeat(40)}`],
  ["line ends", "een\ntwee\r\n\r\n\r\ndrie\n".repeat(15)],
];

describe("a page that asks much of the paper", () => {
  test("60 medicines with 400 characters each stand on as many sheets as they need, none over another", async () => {
    const answer = answerOf(...Array.from({ length: 60 }, (_, place) => medicine(`m${place}`, `Middel ${place}`, words)));
    expect(faultsOf(answer)).toEqual([]);
    const { sheets } = layOutNight(answer, "nl");
    expect(sheets.length).toBeGreaterThan(4);
    expect(sheets.length).toBeLessThan(12);
    expect((await renderNightLeaflet(answer, "nl")).toString("latin1").match(/\/Type \/Page\n/g)).toHaveLength(sheets.length);
    const shown = boxesOf(answer).flat().map(({ text }) => text);
    for (let place = 0; place < 60; place++) expect(shown).toContain(`Middel ${place}`);
  });

  test.each(stretches)("%s", async (_name, text) => {
    const answer = answerOf(medicine("a", text, text), medicine("b", "Morfine", text));
    expect(faultsOf({ ...answer, patient: { ...answer.patient, name: [{ text }] } })).toEqual([]);
    expect((await renderNightLeaflet(answer, "nl")).toString("latin1", 0, 8)).toBe("%PDF-1.7");
  });

  test("a row that is longer than a sheet goes on on the next", () => {
    const answer = answerOf(medicine("a", "Morfine", words.repeat(20)));
    expect(faultsOf(answer)).toEqual([]);
    expect(boxesOf(answer).length).toBeGreaterThan(1);
  });

  test("whatever anybody types, nothing is thrown and nothing stands over anything", async () => {
    await assert(
      asyncProperty(string({ unit: "binary", maxLength: 300 }), string({ unit: "grapheme-composite", maxLength: 60 }), async (use, name) => {
        const answer = answerOf(medicine("a", name, use));
        expect(faultsOf(answer)).toEqual([]);
        await renderNightLeaflet(answer, "en");
      }),
      { numRuns: 25 },
    );
  });
});

describe("the same answer", () => {
  test("gives the same bytes, and another instant gives others", async () => {
    const answer = answerOf(medicine("a", "Morfine", "ĳsvrĳ café"));
    const first = await renderNightLeaflet(answer, "nl");
    expect(first.equals(await renderNightLeaflet(answer, "nl"))).toBe(true);
    expect(first.equals(await renderNightLeaflet({ ...answer, at: "2026-11-24T02:04:00Z" }, "nl"))).toBe(false);
  });
});

describe("the sheets", () => {
  test("the limits and a number to call stand on the first", () => {
    const [first = []] = boxesOf(answerOf(...Array.from({ length: 30 }, (_, place) => medicine(`m${place}`, `Middel ${place}`, words))));
    const shown = first.map(({ text }) => text);
    for (const text of ["Behandelgrenzen", "Reanimatie", "Ziekenhuisopname", "085 303 0180"]) expect(shown).toContain(text);
  });

  test("a sheet that begins among stopped medicines says so again", () => {
    const stopped = Array.from({ length: 60 }, (_, place): MedicationStatement => ({ ...medicine(`m${place}`, `Middel ${place}`, "1 tablet"), status: "stopped" }));
    const [, second = [], third = []] = boxesOf(answerOf(medicine("a", "Morfine", "1 tablet"), ...stopped));
    for (const sheet of [second, third]) expect(sheet[0]?.text).toBe("Medicatie · Gestopt (vervolg)");
  });

  test("no heading stands alone at the foot of a sheet", () => {
    for (let count = 1; count < 40; count++) {
      const { sheets } = layOutNight(answerOf(...Array.from({ length: count }, (_, place) => medicine(`m${place}`, `Middel ${place}`, "1 tablet"))), "nl");
      const last = sheets.slice(0, -1).map((sheet) => sheet.at(-1)?.slice);
      expect(last.filter((slice) => slice?.bookmark !== undefined)).toEqual([]);
    }
  });
});
