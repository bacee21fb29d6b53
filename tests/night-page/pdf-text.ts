import { inflateSync } from "node:zlib";

/** Words drawn at one place on a sheet, in points from its lower left corner. */
export interface Drawn {
  readonly sheet: number;
  readonly text: string;
  readonly left: number;
  readonly base: number;
  readonly size: number;
}

/** Reads back what a PDF of pdfkit draws, by the ToUnicode map of each font, in the order of drawing. Enough of a reader for our own pages. */
export function readPdf(pdf: Buffer): { readonly sheets: number; readonly drawn: readonly Drawn[]; readonly info: string } {
  const file = pdf.toString("latin1");
  const objects = new Map([...file.matchAll(/(?:^|\n)(\d+) 0 obj\n/g)].map(({ 0: { length }, 1: id = "", index }) => [id, readObject(pdf, index + length)]));
  const bodyOf = (id: string | undefined): string => objects.get(id ?? "") ?? "";
  const kids = [...bodyOf(/\/Pages (\d+) 0 R/.exec(file)?.[1]).matchAll(/(\d+) 0 R/g)].map(([, id]) => bodyOf(id)).filter((body) => body.includes("/Type /Page\n"));
  const drawn = kids.flatMap((page, sheet) => {
    const fonts = new Map([...bodyOf(/\/Resources (\d+) 0 R/.exec(page)?.[1]).matchAll(/\/(F\d+) (\d+) 0 R/g)].map(([, name = "", id]) => [name, readMap(bodyOf(/\/ToUnicode (\d+) 0 R/.exec(bodyOf(id))?.[1]))]));
    return readContent(bodyOf(/\/Contents (\d+) 0 R/.exec(page)?.[1]), fonts, sheet);
  });
  return { sheets: kids.length, drawn, info: bodyOf(/\/Info (\d+) 0 R/.exec(file)?.[1]) };
}

function endOfDictionary(pdf: Buffer, start: number): number {
  const [end, stream] = [pdf.indexOf("\nendobj", start), pdf.indexOf("\nstream\n", start)];
  return stream === -1 || end < stream ? end : stream;
}

/** An object as text, its stream unpacked. */
function readObject(pdf: Buffer, start: number): string {
  const dictionary = pdf.toString("latin1", start, endOfDictionary(pdf, start));
  const length = /\/Length (\d+)/.exec(dictionary)?.[1];
  if (length === undefined) return dictionary;
  const from = start + dictionary.length + "\nstream\n".length;
  const stream = pdf.subarray(from, from + Number(length));
  return `${dictionary}\n${(dictionary.includes("/FlateDecode") ? inflateSync(stream) : stream).toString("latin1")}`;
}

/** Glyph to text, of a font. */
function readMap(cmap: string): readonly string[] {
  return [...cmap.matchAll(/<[0-9a-f]{4}> <[0-9a-f]{4}> \[([^\]]*)\]/g)].flatMap(([, list = ""]) => [...list.matchAll(/<([0-9a-f ]+)>/g)].map(([, hex = ""]) => decodeUtf16(hex.replaceAll(" ", ""))));
}

function decodeUtf16(hex: string): string {
  return String.fromCharCode(...(hex.match(/.{4}/g) ?? []).map((unit) => Number.parseInt(unit, 16)));
}

function readContent(content: string, fonts: ReadonlyMap<string, readonly string[]>, sheet: number): readonly Drawn[] {
  return [...content.matchAll(/BT\n([\s\S]*?)\nET/g)].map(([, block = ""]) => {
    const [, left, base] = /1 0 0 1 ([\d.-]+) ([\d.-]+) Tm/.exec(block) ?? [];
    const [, font = "", size] = /\/(F\d+) ([\d.]+) Tf/.exec(block) ?? [];
    const glyphs = [...block.matchAll(/<([0-9a-f]+)>/g)].flatMap(([, hex = ""]) => hex.match(/.{4}/g) ?? []);
    return { sheet, left: Number(left), base: Number(base), size: Number(size), text: glyphs.map((glyph) => fonts.get(font)?.[Number.parseInt(glyph, 16)] ?? "\uFFFD").join("") };
  });
}
