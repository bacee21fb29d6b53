import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { describe, expect, test } from "vitest";
import { readCharacters, unpackWoff } from "./woff.ts";

const file = (script: string): Buffer => readFileSync(createRequire(import.meta.url).resolve(`@fontsource/noto-sans/files/noto-sans-${script}-400-normal.woff`));
const has = (script: string, character: string): boolean => readCharacters(unpackWoff(file(script))).has(character.codePointAt(0) ?? 0);

describe("a font file, unpacked", () => {
  test("is a TrueType font whose tables lie where it says, whole and on fours", () => {
    const font = unpackWoff(file("latin"));
    expect(font.readUInt32BE(0)).toBe(0x00010000);
    const tables = Array.from({ length: font.readUInt16BE(4) }, (_, place) => font.subarray(12 + 16 * place, 28 + 16 * place)).map((entry) => ({ tag: entry.toString("latin1", 0, 4), checksum: entry.readUInt32BE(4), offset: entry.readUInt32BE(8), length: entry.readUInt32BE(12) }));
    expect(tables.filter(({ offset, length }) => offset % 4 !== 0 || offset + length > font.length)).toEqual([]);
    // the sum of `head` itself was taken over the file that it once stood in
    const others = tables.filter(({ tag }) => tag !== "head");
    expect(others.map(({ offset, length }) => sumOf(font.subarray(offset, offset + length)))).toEqual(others.map(({ checksum }) => checksum));
  });

  test("tells which characters it has", () => {
    for (const [script, character] of [["latin", "é"], ["latin", "€"], ["latin-ext", "ĳ"], ["greek", "α"], ["cyrillic", "ж"]] as const) expect(has(script, character)).toBe(true);
    for (const [script, character] of [["latin", "ĳ"], ["latin", "α"], ["latin-ext", "é"], ["latin", "\uFFFF"]] as const) expect(has(script, character)).toBe(false);
  });
});

/** Checksum of a table. Source: OpenType, table directory. */
function sumOf(table: Buffer): number {
  const padded = Buffer.concat([table, Buffer.alloc(-table.length & 3)]);
  let sum = 0;
  for (let at = 0; at < padded.length; at += 4) sum = (sum + padded.readUInt32BE(at)) >>> 0;
  return sum;
}
