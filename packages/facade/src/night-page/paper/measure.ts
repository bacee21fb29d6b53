import Pdf from "pdfkit";
import { registerFonts, type FontName } from "./fonts.ts";

const widths = new Map<FontName, Map<string, number>>();
let ruler: PDFKit.PDFDocument | undefined;

/** Width of text in points at size 1, character by character: kerning, which only brings letters closer, is left out, so words never grow together. */
export function measure(font: FontName, text: string): number {
  let known = widths.get(font);
  if (known === undefined) {
    known = new Map();
    widths.set(font, known);
  }
  let width = 0;
  for (const character of text) {
    let one = known.get(character);
    if (one === undefined) {
      one = measureOne(font, character);
      known.set(character, one);
    }
    width += one;
  }
  return width;
}

/** The ruler is a document that is never written. Characters of the fonts are some thousands, so what is remembered has a bound. */
function measureOne(font: FontName, character: string): number {
  if (ruler === undefined) {
    ruler = new Pdf({ autoFirstPage: false });
    registerFonts(ruler);
  }
  return ruler.font(font, 1000).widthOfString(character) / 1000;
}
