import { describe, expect, test } from "vitest";
import { collectTexts, findHidden, readNarrative } from "./rest.ts";

describe("the texts of a resource", () => {
  test("are whatever a person wrote, wherever it stands", () => {
    const texts = collectTexts({
      resourceType: "Observation",
      id: "x",
      meta: { profile: ["https://wijkverband.example/p"] },
      status: "final",
      identifier: [{ system: "http://fhir.nl/fhir/NamingSystem/bsn", value: "999990019" }],
      code: { coding: [{ system: "http://loinc.org", code: "1-8", display: "Pijnscore" }] },
      valueQuantity: { value: 7, unit: "punten" },
      extension: [{ url: "https://elders.example/x", valueString: "bijzonderheid" }],
      effectiveDateTime: "2026-11-03",
      note: [{ text: "2018" }],
      performer: [{ reference: "Practitioner/1", display: "J. Jansen" }],
    });
    expect(texts).toEqual(["Pijnscore", "7 punten", "bijzonderheid", "2018", "J. Jansen"]);
  });

  test("leave out a narrative that the structure generated and keep one that adds", () => {
    expect(collectTexts({ text: { status: "generated", div: "<div>dubbel</div>" } })).toEqual([]);
    expect(collectTexts({ text: { status: "additional", div: "<div><p>extra &amp; meer</p></div>" } })).toEqual(["extra & meer"]);
  });
});

test("a narrative loses its tags and keeps its lines", () => {
  expect(readNarrative("<div><p>een<br/>twee</p><ul><li>drie &lt;b&gt;</li></ul></div>")).toEqual(["een", "twee", "drie <b>"]);
});

test("only what is not shown yet counts as hidden", () => {
  expect(findHidden({ note: [{ text: "a & b" }, { text: "c" }] }, "a &amp; b, cc")).toEqual(["c"]);
});
