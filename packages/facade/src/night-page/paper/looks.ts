import type { Element } from "./markup.ts";
import type { FrameLook, Look, Part } from "./pieces.ts";

const ink = { text: "#141414", quiet: "#454545", alarm: "#8f1d00", none: "#8c0013", good: "#14572b", line: "#8a8a8a", link: "#0a4a85" };

/** Where nothing says otherwise. */
export const plainLook: Look = { size: 9.2, bold: false, colour: ink.text, keepsLines: false, upper: false, ownLine: false, whole: false };

const quiet: Partial<Look> = { size: 7.8, bold: false, colour: ink.quiet };

/** How words look by element, and then by class. What stands here under no name prints as the text around it: never lost, only plain. */
const byTag: Readonly<Record<string, Partial<Look>>> = {
  h1: { size: 17, bold: true }, h2: { size: 12, bold: true }, h3: { size: 10, bold: true }, h4: { size: 9.2, bold: true },
  b: { bold: true }, strong: { bold: true }, dt: { bold: true }, th: { bold: true }, small: quiet, caption: quiet, footer: quiet,
};
const byClass: Readonly<Record<string, Partial<Look>>> = {
  source: quiet, label: quiet, relation: quiet, age: { bold: true, colour: ink.text }, said: { keepsLines: true }, was: { keepsLines: true },
  value: { keepsLines: true, bold: true, size: 9.8 }, "banner-title": { size: 16, bold: true, upper: true }, "change-what": { size: 10 },
  "change-kind": { size: 7.2, bold: true, upper: true, colour: ink.alarm, badge: "alarm" }, alarm: { bold: true, colour: ink.alarm }, "alarm-box": { size: 10.5, bold: true },
  "status-word": { size: 7.8, bold: true }, "who-line": { size: 11 }, who: { bold: true }, contact: { bold: true, whole: true }, order: { size: 7.8, bold: true }, meaning: { colour: ink.quiet },
  unrecorded: { colour: ink.quiet }, verdict: { size: 10.5, bold: true, upper: true, badge: "silent" }, "verdict-permit": { badge: "permit", colour: ink.good },
  "verdict-deny": { badge: "deny", colour: "#ffffff" }, "verdict-anders": { badge: "other", colour: ink.alarm }, "verdict-unclear": { badge: "other", colour: ink.alarm },
  "verdict-not-recorded": { badge: "absent", colour: ink.quiet, bold: false },
};

/** By class, within an element of the class named first. */
const within: readonly (readonly [around: string, name: string, look: Partial<Look>])[] = [
  ["banner-current", "banner-title", { size: 13, colour: ink.good }], ["banner-changed", "banner-title", { colour: ink.alarm }], ["banner-stale", "banner-title", { colour: ink.alarm }],
  ["banner-none", "banner-title", { colour: ink.none }], ["call-now", "contact", { size: 13 }], ["call-now", "point", { ownLine: true }], ["call", "contact", { size: 12 }], ["contacts", "contact", { size: 10.5 }],
  ["outdated", "verdict", { badge: "outdated", colour: ink.quiet, size: 9 }], ["outdated", "said", { colour: ink.quiet }], ["limits", "said", { size: 9.8 }], ["scenarios", "said", { size: 9.6 }],
];

/** The look of an element's words, given that around it. */
export function lookOf(element: Element, around: Look, inside: ReadonlySet<string>): Look {
  const looks = [byTag[element.tag], ...element.classes.map((name) => byClass[name]), ...within.flatMap(([outer, name, look]) => (inside.has(outer) && element.classes.includes(name) ? [look] : []))];
  const head = element.tag === "th" && inside.has("limits") && !inside.has("thead") ? { size: 10.5 } : element.tag === "th" && inside.has("thead") ? quiet : undefined;
  return Object.assign({}, around, { ownLine: false }, ...looks, head, element.href !== undefined && { link: element.href, colour: ink.link }) as Look;
}

const frames: Readonly<Record<string, FrameLook>> = {
  "banner-current": { form: "box", stroke: ink.good, width: 1.2, fill: "#edf7f0" }, "banner-changed": { form: "box", stroke: ink.alarm, width: 3, fill: "#fff1e0" },
  "banner-stale": { form: "dashed", stroke: ink.alarm, width: 3, fill: "#fff1e0" }, "banner-none": { form: "double", stroke: ink.none, width: 1.6, fill: "#fdecee" },
  panel: { form: "box", stroke: ink.line, width: 0.6 }, "panel-now": { form: "box", stroke: ink.text, width: 1.4 }, statement: { form: "bar", stroke: ink.text, width: 2.5, fill: "#f3f4f6" },
  mark: { form: "bar", stroke: ink.alarm, width: 3, fill: "#fff1e0" }, "alarm-box": { form: "box", stroke: ink.alarm, width: 1.6, fill: "#fff1e0" }, unrecorded: { form: "bar", stroke: ink.line, width: 2.5 },
  "block-allergies": { form: "box", stroke: ink.text, width: 1.2 }, "block-access": { form: "dashed", stroke: ink.text, width: 1.2 }, "row-conflict": { form: "bar", stroke: ink.alarm, width: 3 },
  group: { form: "bar", stroke: "#f0f1f3", width: 0.1, fill: "#f0f1f3" },
};
const underline: FrameLook = { form: "rule", stroke: ink.line, width: 0.5 };

/** The box around an element, if it has one. */
export function frameOf(element: Element, inside: ReadonlySet<string>): FrameLook | undefined {
  if (element.classes.includes("banner-conflict")) return { form: "box", stroke: ink.alarm, width: 3, fill: "#fff1e0" };
  if (element.tag === "li" && inside.has("changes")) return { form: "bar", stroke: ink.alarm, width: 2.5, fill: "#ffffff" };
  if (element.tag === "li" && inside.has("call-now")) return { form: "box", stroke: ink.link, width: 1 };
  const named = element.classes.toReversed().map((name) => frames[name]).find((look) => look !== undefined);
  return named ?? (element.tag === "tr" || element.classes.includes("item") || (element.tag === "div" && inside.has("facts")) ? underline : undefined);
}

/** White space above an element, in points. */
export function gapOf(element: Element, inside: ReadonlySet<string>): number {
  if (element.classes.includes("block") || element.tag === "footer") return 9;
  if (element.tag === "h3" || element.tag === "h4" || element.tag === "table") return 3;
  if (["panel", "statement", "mark", "availability", "alarm-box", "limit", "pair", "call-now", "changes", "patient"].some((name) => element.classes.includes(name))) return 4;
  return element.tag === "li" && (inside.has("changes") || inside.has("call-now")) ? 3 : element.tag === "li" ? 1 : 0;
}

const types: Readonly<Record<string, Part["type"]>> = {
  section: "Sect", header: "Sect", h1: "H1", h2: "H2", h3: "H3", h4: "H4", p: "P", ul: "L", li: "LI", table: "Table", thead: "THead", tbody: "TBody", tr: "TR", th: "TH", td: "TD", caption: "Caption", dt: "P",
};

/** What an element is to a screen reader. */
export function typeOf(element: Element): Part["type"] {
  return types[element.tag] ?? "Div";
}

const inline = new Set(["span", "b", "strong", "small", "a", "br", "em", "i"]);

/** Tells whether an element stands in a line of text, and not in a block of its own. */
export function isInline(element: Element): boolean {
  return inline.has(element.tag);
}
