import type { Narrative } from "hl7-fhir-r4-types";
import { dateText } from "../display.ts";
import type { Description } from "./describe.ts";

const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

/** Makes a text safe inside XHTML: markup is shown, not obeyed; characters that XML 1.0 can't hold are dropped. */
export function escapeXhtml(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/[^\t\n\r\u0020-\uFFFD\u{10000}-\u{10FFFF}]/gu, "")
    .replaceAll(/[&<>"']/g, (character) => entities[character]!);
}

function item({ what, lines, date }: Description): string {
  const said = lines.length === 0 ? "" : `: ${lines.map(escapeXhtml).join("; ")}`;
  return `<li><b>${escapeXhtml(what)}</b>${said}${date === undefined ? "" : ` <i>(${escapeXhtml(dateText(date))})</i>`}</li>`;
}

/** Generated narrative of a section: one list item for each item, dated. */
export function narrativeOf(items: readonly Description[]): Narrative {
  return { status: "generated", div: `<div xmlns="http://www.w3.org/1999/xhtml"><ul>${items.map(item).join("")}</ul></div>` };
}

/** Narrative that is one sentence. */
export function sentence(text: string): Narrative {
  return { status: "generated", div: `<div xmlns="http://www.w3.org/1999/xhtml"><p>${escapeXhtml(text)}</p></div>` };
}
