import { Anomaly } from "@wijkverband/fhir";
import { inflateSync } from "node:zlib";

const headerSize = 44;
const entrySize = 20;

interface Table {
  readonly tag: string;
  readonly checksum: number;
  readonly data: Buffer;
}

/** Unpacks a WOFF file to the font that it holds. Done once a font: whoever embeds it needn't inflate it again for each document.
 *  Source: WOFF 1.0 §3 to §5; OpenType, table directory. */
export function unpackWoff(woff: Buffer): Buffer {
  const tables = Array.from({ length: woff.readUInt16BE(12) }, (_, place) => readTable(woff, woff.subarray(headerSize + entrySize * place)));
  const directory = Buffer.alloc(12 + 16 * tables.length);
  woff.copy(directory, 0, 4, 8);
  directory.writeUInt16BE(tables.length, 4);
  const power = Math.floor(Math.log2(tables.length));
  [16 * 2 ** power, power, 16 * (tables.length - 2 ** power)].forEach((value, place) => directory.writeUInt16BE(value, 6 + 2 * place));
  let offset = directory.length;
  const parts = [directory];
  for (const [place, { tag, checksum, data }] of tables.entries()) {
    const entry = 12 + 16 * place;
    directory.write(tag, entry, "latin1");
    [checksum, offset, data.length].forEach((value, at) => directory.writeUInt32BE(value, entry + 4 + 4 * at));
    const padded = Buffer.concat([data, Buffer.alloc(-data.length & 3)]);
    parts.push(padded);
    offset += padded.length;
  }
  return Buffer.concat(parts);
}

function readTable(woff: Buffer, entry: Buffer): Table {
  const [offset, packed, unpacked, checksum] = [entry.readUInt32BE(4), entry.readUInt32BE(8), entry.readUInt32BE(12), entry.readUInt32BE(16)];
  const data = woff.subarray(offset, offset + packed);
  return { tag: entry.toString("latin1", 0, 4), checksum, data: packed < unpacked ? inflateSync(data) : data };
}

/** Every character (code point) that a font has a glyph for, by its `cmap` of format 4. Source: OpenType, `cmap`.
 *  @throws {Anomaly} `fault` for a font without such a table. */
export function readCharacters(font: Buffer): ReadonlySet<number> {
  for (let place = 0; place < font.readUInt16BE(4); place++) {
    const entry = 12 + 16 * place;
    if (font.toString("latin1", entry, entry + 4) !== "cmap") continue;
    const cmap = font.subarray(font.readUInt32BE(entry + 8));
    const starts = Array.from({ length: cmap.readUInt16BE(2) }, (_, at) => cmap.readUInt32BE(8 + 8 * at));
    const start = starts.find((at) => cmap.readUInt16BE(at) === 4);
    if (start !== undefined) return readSegments(cmap.subarray(start));
  }
  throw new Anomaly("fault", "a font doesn't tell which characters it has");
}

function readSegments(table: Buffer): ReadonlySet<number> {
  const size = table.readUInt16BE(6);
  const characters = new Set<number>();
  for (let at = 0; at < size; at += 2) {
    const end = table.readUInt16BE(14 + at);
    const start = table.readUInt16BE(16 + size + at);
    // the last segment is U+FFFF, which is no character
    for (let character = start; character <= end && character !== 0xffff; character++) characters.add(character);
  }
  return characters;
}
