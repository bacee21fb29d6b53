import { Anomaly } from "../anomaly.ts";

/** Where one is in a resource; turned into words only for a fault. */
export interface Place {
  readonly within?: Place;
  /** FHIRPath name, or the type of the resource at the root. */
  readonly name: string;
  readonly index?: number;
}

/** `Patient.name[1].given[0]` */
function pathOf({ within, name, index }: Place): string {
  const step = index === undefined ? name : `${name}[${index}]`;
  return within === undefined ? step : `${pathOf(within)}.${step}`;
}

/** A fault in an XML text, with its line and column (both from 1) and never anything of what stands there.
 *  @param at offset in the text */
export function xmlFault(text: string, at: number, said: string, place?: Place): Anomaly {
  const before = text.slice(0, at);
  const line = 1 + countLineEnds(before);
  const column = at - Math.max(before.lastIndexOf("\n"), before.lastIndexOf("\r"));
  const full = `${said} (line ${line}, column ${column})`;
  return new Anomaly("incorrect", full, { issues: [{ text: full, ...(place !== undefined && { expression: pathOf(place) }) }] });
}

/** CR, LF, or both together. Counted one by one: a body may be millions of empty lines. */
function countLineEnds(text: string): number {
  let count = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 13 || (code === 10 && text.charCodeAt(at - 1) !== 13)) count += 1;
  }
  return count;
}
