import { Anomaly } from "./anomaly.ts";
import { parseJson } from "./json.ts";

/** How many values (members of objects, items of arrays) one body may hold, in JSON as in XML. A value costs some microseconds to check, index and
 *  store, and while that goes on nobody else is answered: this many stay well within 200 ms. Our largest example, a sealed handover with all
 *  that belongs to it, has 2,300; a transaction of 500 entries with 50 values each just fits. */
export const mostValues = 25_000;

/** Reads JSON that somebody sent: as `parseJson`, but no more of it than can be handled without keeping others waiting.
 *  @throws {Anomaly} `too-large` before anything is read when it holds more than `mostValues`; `incorrect` for text that isn't Unicode; what `parseJson` throws. */
export function parseSentJson(text: string): unknown {
  // each value takes two characters at least
  if (text.length > 2 * mostValues && countValues(text) > mostValues) throw new Anomaly("too-large", `the body holds more than ${mostValues} values`);
  const value = parseJson(text);
  if (mayHoldHalves.test(text)) refuseHalves(value);
  return value;
}

/** An escape of one half of a surrogate pair; UTF-8 itself has none. */
const mayHoldHalves = /\\u[dD][89a-fA-F]/;

/** Text that isn't Unicode can be kept by nobody else, has no form in XML and can't be sealed. Source: RFC 7493 §2.1, RFC 8785 §3.2.2.2. */
function refuseHalves(value: unknown): void {
  if (typeof value === "string" && !value.isWellFormed()) throw new Anomaly("incorrect", "the body has a text with half a surrogate pair");
  if (typeof value !== "object" || value === null) return;
  for (const [key, item] of Object.entries(value)) {
    refuseHalves(key);
    refuseHalves(item);
  }
}

const quote = 0x22;
const comma = 0x2c;
const openBracket = 0x5b;
const openBrace = 0x7b;

/** Commas and opening brackets outside of strings: as many as there are values, for text that is JSON. */
function countValues(text: string): number {
  let count = 0;
  for (let at = 0; at < text.length; at += 1) {
    const char = text.charCodeAt(at);
    if (char === quote) at = endOfString(text, at);
    else if (char === comma || char === openBracket || char === openBrace) {
      count += 1;
      if (count > mostValues) return count;
    }
  }
  return count;
}

/** Where the closing quote of a string stands; the end of the text when there is none. */
function endOfString(text: string, from: number): number {
  let end = from;
  for (;;) {
    end = text.indexOf('"', end + 1);
    if (end < 0) return text.length;
    let slashes = 0;
    while (text[end - 1 - slashes] === "\\" && end - 1 - slashes > from) slashes += 1;
    if (slashes % 2 === 0) return end;
  }
}
