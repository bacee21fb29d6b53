import { codeSystemUrl } from "@wijkverband/fhir";
import * as fc from "fast-check";
import type { Composition, CompositionSection } from "hl7-fhir-r4-types";
import { describe, expect, test } from "vitest";
import { escapeXhtml } from "../handover/narrative.ts";
import { describeContactReport, isContactReport, textOfXhtml, urgencyOf, urgencyUrl, withoutReplaced } from "./contact-report.ts";

const section = (code: string, words: string): CompositionSection => ({ code: { coding: [{ system: codeSystemUrl("verslag"), code }] }, text: { status: "generated", div: `<div xmlns="http://www.w3.org/1999/xhtml"><p>${words}</p></div>` } });
const report = (id: string, change: Partial<Composition> = {}): Composition => ({
  resourceType: "Composition",
  id,
  extension: [{ url: urgencyUrl, valueCodeableConcept: { coding: [{ system: codeSystemUrl("urgentie"), code: "U1" }] } }],
  status: "final",
  type: { coding: [{ system: codeSystemUrl("verslag"), code: "waarneembericht" }] },
  date: "2026-11-24T03:10:00+01:00",
  author: [{ display: "N. Nacht" }],
  title: "Waarneembericht",
  custodian: { display: "Spoedpost" },
  section: [section("klacht", "Valt &amp; staat <b>niet</b> meer op.")],
  ...change,
});

describe("a contact report in words", () => {
  test("says who, how urgent, why and what was done, and leaves out what isn't there", () => {
    expect(describeContactReport(report("a"))).toEqual({ what: "Contact met de spoedpost (Spoedpost)", lines: ["Urgentie U1", "Verslag van 24-11-2026 om 03:10 uur", "Reden: Valt & staat niet meer op."], date: "2026-11-24T03:10:00+01:00" });
    expect(describeContactReport(report("a", { extension: [], section: [], date: "2026-11-24" })).lines).toEqual([]);
  });

  test("has one of six urgencies, or none that we know", () => {
    const coded = (system: string, code: string): Composition => report("a", { extension: [{ url: urgencyUrl, valueCodeableConcept: { coding: [{ system, code }] } }] });
    for (const code of ["U0", "U1", "U2", "U3", "U4", "U5"]) expect(urgencyOf(coded(codeSystemUrl("urgentie"), code))).toBe(code);
    expect(urgencyOf(coded(codeSystemUrl("urgentie"), "U6"))).toBeUndefined();
    expect(urgencyOf(coded("https://elders.example", "U1"))).toBeUndefined();
  });

  test("is told from other documents by its type in our code system", () => {
    expect(isContactReport(report("a"))).toBe(true);
    expect(isContactReport(report("a", { type: { coding: [{ system: "https://elders.example", code: "waarneembericht" }] } }))).toBe(false);
  });

  test("that another one replaces counts no more, a chain of them down to the last", () => {
    const replacing = (id: string, of: string): Composition => report(id, { relatesTo: [{ code: "replaces", targetReference: { reference: `Composition/${of}` } }] });
    expect(withoutReplaced([report("a"), replacing("b", "a"), replacing("c", "b"), report("d")]).map(({ id }) => id)).toEqual(["c", "d"]);
  });
});

test("whatever words are made safe inside XHTML come out of it as they went in", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (words) => {
      const kept = escapeXhtml(words).replaceAll(/&(?:amp|lt|gt|quot|#39);/g, (entity) => ({ "&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#39;": "'" })[entity] ?? entity);
      expect(textOfXhtml(`<div><p>${escapeXhtml(words)}</p></div>`)).toBe(kept.replaceAll(/\s+/g, " ").trim());
    }),
  );
});

test("characters by number are read, and those that can't be are left out", () => {
  expect(textOfXhtml("<p>&#233;&#xE9;&nbsp;&onbekend;&#9999999;</p>")).toBe("éé &onbekend;");
});
