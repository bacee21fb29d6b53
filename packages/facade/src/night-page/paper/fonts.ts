import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { readCharacters, unpackWoff } from "./woff.ts";

/** Noto Sans (OFL-1.1) comes cut up by script; a name is a file of it in one weight. */
export type FontName = `${(typeof scripts)[number]}-${Weight}`;
type Weight = 400 | 700;

/** In the order in which a character is looked for. */
const scripts = ["latin", "latin-ext", "vietnamese", "greek", "greek-ext", "cyrillic", "cyrillic-ext"] as const;
const require = createRequire(import.meta.url);
const folder = dirname(require.resolve("@fontsource/noto-sans/package.json"));

interface Script {
  readonly name: (typeof scripts)[number];
  readonly characters: ReadonlySet<number>;
}

let known: readonly Script[] | undefined;
const files = new Map<FontName, Buffer>();

/** Makes all fonts known to a document; a font that it doesn't use isn't opened. */
export function registerFonts(paper: PDFKit.PDFDocument): void {
  for (const script of scripts) for (const weight of [400, 700] as const) paper.registerFont(`${script}-${weight}`, fontFile(`${script}-${weight}`));
}

/** The file of a font, read once. */
function fontFile(name: FontName): Buffer {
  let file = files.get(name);
  if (file === undefined) {
    file = unpackWoff(readFileSync(join(folder, `files/noto-sans-${name}-normal.woff`)));
    files.set(name, file);
  }
  return file;
}

/** Read when the first page is printed: who never prints one doesn't wait for it. Both weights have the same characters. */
function listScripts(): readonly Script[] {
  known ??= scripts.map((name) => ({ name, characters: readCharacters(fontFile(`${name}-400`)) }));
  return known;
}

/** A stretch of text that one font can print. */
export interface FontRun {
  readonly font: FontName;
  readonly text: string;
}

/** Text as it can be printed: accents composed, a few signs by others that say the same, and in place of a row of characters that no font of
 *  ours has, what `say` makes of their number. Nothing falls away in silence. */
export function makePrintable(text: string, say: (count: number) => string): string {
  if (ordinary.test(text)) return text;
  let shown = "";
  let missing = 0;
  let gap = "";
  for (const grapheme of graphemesOf(text)) {
    if (invisible.test(grapheme)) continue;
    const printable = space.test(grapheme) ? grapheme : printableOf(grapheme);
    if (printable === undefined) {
      missing++;
      gap = "";
    } else if (missing > 0 && space.test(grapheme)) gap += grapheme;
    else {
      shown += `${missing > 0 ? say(missing) : ""}${gap}${printable}`;
      missing = 0;
      gap = "";
    }
  }
  return `${shown}${missing > 0 ? say(missing) : ""}${gap}`;
}

/** Splits printable text by the font that has its characters, a letter with its accents together. */
export function chooseFonts(text: string, bold: boolean): readonly FontRun[] {
  if (ordinary.test(text)) return [{ font: bold ? "latin-700" : "latin-400", text }];
  const runs: { font: FontName; text: string }[] = [];
  for (const grapheme of graphemesOf(text)) {
    const script = listScripts().find(({ characters }) => holds(characters, grapheme)) ?? { name: "latin" as const };
    const font: FontName = `${script.name}-${bold ? 700 : 400}`;
    const last = runs.at(-1);
    if (last?.font === font) last.text += grapheme;
    else runs.push({ font, text: grapheme });
  }
  return runs;
}

/** Characters that no font of ours has, and the nearest that says the same. */
const alike: Readonly<Record<string, string>> = { "≥": ">=", "≤": "<=", "→": "->", "←": "<-", "‐": "-", "‑": "-", "−": "-", "‒": "–", "\u2002": " ", "\u2003": " ", "\u2009": " ", "\u202F": "\u00A0" };

/** Shows nothing on a screen either: joiners, marks of direction, variation selectors. Alone they leave no gap on paper. */
const invisible = /^\p{Default_Ignorable_Code_Point}+$/u;
const space = /^[ \t\r\n\f]+$/;

function printableOf(grapheme: string): string | undefined {
  return [grapheme, alike[grapheme]].find((shown) => shown !== undefined && listScripts().some(({ characters }) => holds(characters, shown)));
}

const segmenter = new Intl.Segmenter("nl", { granularity: "grapheme" });

/** Nearly all that is written here: in the first font, a character a letter. What follows is for the rest, and is slow. */
const ordinary = /^[\t\r\n\x20-\x7e\u00A0-\u00AC\u00AE-\u00FF–—‘’“”•…€]*$/;

/** What a reader calls characters. */
function graphemesOf(text: string): readonly string[] {
  return Array.from(segmenter.segment(text.normalize("NFC")), ({ segment }) => segment);
}

function holds(characters: ReadonlySet<number>, grapheme: string): boolean {
  return Array.from(grapheme).every((character) => characters.has(character.codePointAt(0) ?? 0));
}
