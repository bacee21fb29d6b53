import type { NightAnswer } from "@wijkverband/care";
import { describe, expect, test } from "vitest";
import { renderNightLeaflet } from "../../packages/facade/src/night-page/paper/leaflet.ts";
import { measure } from "../../packages/facade/src/night-page/paper/measure.ts";
import { changedAnswer, nightAnswer } from "../people/night-answer.ts";
import { readPdf } from "./pdf-text.ts";

const print = async (answer: NightAnswer, language: "nl" | "en" = "nl"): Promise<Buffer> => renderNightLeaflet(answer, language);

/** The lines of a PDF: what stands on one base line. */
function linesOf(pdf: Buffer): readonly string[] {
  const { drawn } = readPdf(pdf);
  return [...Map.groupBy(drawn, ({ sheet, base }) => `${sheet} ${base}`).values()].map((pieces) => pieces.map(({ text }) => text).join(""));
}

/** What is printed of a text that somebody wrote into a difference. */
async function printed(text: string): Promise<string> {
  const differences = changedAnswer().differences.slice(0, 1).map((difference) => ({ ...difference, new: `begin ${text} einde` }));
  const shown = linesOf(await print({ ...changedAnswer(), differences })).join(" ");
  return /begin (.*?) einde/.exec(shown)?.[1] ?? shown;
}

describe("letters on paper", () => {
  test.each(["café, ruïne, één, coëfficiënt", "ijs en Ĳsbrand, vrĳ", "Łukasz, Ağa, Šárka, Ștefan", "µg, ½ tablet, 37,5 °C, ±2", "Олена", "Σωκράτης", "Nguyễn", "fi ffi fl: officieel"])("%s is printed as it was written", async (text) => {
    expect(await printed(text)).toBe(text);
  });

  test("an accent that was typed apart is printed with its letter", async () => {
    expect(await printed("cafe\u0301")).toBe("café");
  });

  test("signs that the letters lack are printed as others that say the same", async () => {
    expect(await printed("bij ≥ 2 en ≤ 4 → bel")).toBe("bij >= 2 en <= 4 -> bel");
  });

  test("what no letter is there for is said, and how much it is", async () => {
    expect(await printed("🙂")).toBe("[1 teken niet te drukken: kijk op het scherm]");
    expect(await printed("👩‍👩‍👧‍👦 en 🙂🙂")).toBe("[1 teken niet te drukken: kijk op het scherm] en [2 tekens niet te drukken: kijk op het scherm]");
    expect(await printed("zegt: כאב חזק nu")).toBe("zegt: [6 tekens niet te drukken: kijk op het scherm] nu");
  });

  test("a mark that turns the direction of reading doesn't come through", async () => {
    expect(await printed("geef \u202Egm 01\u202C nu")).toBe("geef gm 01 nu");
  });
});

describe("each sheet", () => {
  test("says of whom it is, when it was fetched, whether it holds, and which sheet of how many it is", async () => {
    const { sheets, drawn } = readPdf(await print(changedAnswer()));
    expect(sheets).toBeGreaterThan(1);
    for (let sheet = 0; sheet < sheets; sheet++) {
      const shown = drawn.filter((piece) => piece.sheet === sheet).map(({ text }) => text);
      for (const text of ["Geesje Hofstra · geboren 8 maart 1945", "Pagina opgehaald op di 24 november 2026 om 03:03", "Gewijzigd sinds publicatie: palliatieve overdracht", `Pagina ${sheet + 1} van ${sheets}`]) expect(shown).toContain(text);
    }
  });

  test("has a long name shortened where it is repeated, and in full where it stands first", async () => {
    const name = "Wilhelmina Alexandrina van Voorst tot Voorst-van der Schueren";
    const pdf = await print(nightAnswer({ patient: { ...nightAnswer().patient, name: [{ text: name }] } }));
    const shown = readPdf(pdf).drawn.map(({ text }) => text);
    expect(linesOf(pdf).join(" ").split(name)).toHaveLength(2);
    const heads = shown.filter((text) => /^Wilhelmina.*… · geboren 8 maart 1945$/.test(text));
    expect(heads).toHaveLength(readPdf(pdf).sheets);
  });

  test.each([["wide letters", "W".repeat(300)], ["few words", "Geesje Hofstra-van der Meer van Woudsend"], ["letters that can't be printed", "ضيق ".repeat(90)]])("has room between the name (%s) and when it was fetched", async (_which, text) => {
    const pdf = await print(nightAnswer({ patient: { ...nightAnswer().patient, name: [{ text }] } }));
    const [name, fetched] = readPdf(pdf).drawn;
    expect(name?.text).toMatch(/ · geboren 8 maart 1945$/);
    expect((name?.left ?? 0) + measure("latin-700", name?.text ?? "") * (name?.size ?? 0)).toBeLessThan((fetched?.left ?? 0) - 10);
  });

  test("has nothing that is too small to read", async () => {
    const { drawn } = readPdf(await print(changedAnswer()));
    expect(Math.min(...drawn.map(({ size }) => size))).toBeGreaterThanOrEqual(7);
    expect(drawn.filter(({ text }) => text === "06 39 57 01 22").map(({ size }) => size)[0]).toBeGreaterThanOrEqual(12);
  });
});

describe("the file", () => {
  test.each([["nl", "Actueel: palliatieve overdracht"], ["en", "Current: palliative handover"]] as const)("says its language (%s) and its title, which names nobody, and is tagged", async (language, title) => {
    const file = (await print(nightAnswer(), language)).toString("latin1");
    expect(file).toContain(`/Lang (${language})`);
    expect(file).toContain("/Marked true");
    expect(file.toLowerCase()).toContain(`(${title.toLowerCase()})`);
    expect(file).toContain("/DisplayDocTitle true");
    expect(file).toContain("(D:20261124020300Z)");
    for (const type of ["/S /H1", "/S /H2", "/S /Table", "/S /TH", "/S /L\n", "/S /Link"]) expect(file).toContain(type);
  });

  test("has its letters in it, and runs, fetches and attaches nothing", async () => {
    const file = (await print(changedAnswer())).toString("latin1");
    expect(file.match(/\/FontFile2/g)?.length ?? 0).toBeGreaterThanOrEqual(2);
    expect(file).not.toMatch(/\/(?:JavaScript|JS|Launch|EmbeddedFile|OpenAction|AA)\b|Helvetica/);
    expect([...file.matchAll(/\/URI \(([^)]*)/g)].map(([, link = ""]) => link).filter((link) => !/^(?:tel|mailto):/.test(link))).toEqual([]);
  });
});
