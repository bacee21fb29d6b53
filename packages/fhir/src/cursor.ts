import { Anomaly } from "./anomaly.ts";

/** A place in an ordered list of matches: the sort keys of the last match, in order of the sort, and its id. */
export type CursorPosition = readonly (string | number | null)[];

/** Longest cursor we read back. Sort keys are names and instants, far shorter than this. */
const longest = 4096;

/** Packs a position into text that may stand in a URL. Packed, not encrypted: an adapter that sorts by something a URL
 *  may not hold has to keep that key to itself. */
export function formatCursor(position: CursorPosition): string {
  return Buffer.from(JSON.stringify(position), "utf8").toString("base64url");
}

/** Reads back what `formatCursor` made.
 *  @param length how many keys the position must have
 *  @throws {Anomaly} `incorrect` for anything else: cursors come from callers. */
export function readCursor(text: string, length: number): CursorPosition {
  const position = text.length > longest ? undefined : unpack(text);
  if (!isPosition(position) || position.length !== length) throw new Anomaly("incorrect", "the page position is not one of ours");
  return position;
}

function unpack(text: string): unknown {
  if (!/^[\w-]+$/.test(text)) return undefined;
  try {
    return JSON.parse(Buffer.from(text, "base64url").toString("utf8"));
  } catch {
    return undefined;
  }
}

function isPosition(value: unknown): value is CursorPosition {
  return Array.isArray(value) && value.every((key) => key === null || typeof key === "string" || typeof key === "number");
}
