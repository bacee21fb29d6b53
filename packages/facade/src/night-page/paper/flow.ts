import { breakLines, type Words } from "./lines.ts";
import { frameOf, gapOf, isInline, lookOf, plainLook, typeOf } from "./looks.ts";
import type { Element, Node } from "./markup.ts";
import type { Cell, Frame, FrameLook, Look, Part, Slice } from "./pieces.ts";

/** Where something is laid out: from `left`, `width` wide, in points; within which boxes, part and classes. */
interface Place {
  readonly left: number;
  readonly width: number;
  readonly look: Look;
  readonly frames: readonly Frame[];
  readonly part: Part;
  readonly inside: ReadonlySet<string>;
  readonly unprintable: (count: number) => string;
}

/** The page as one long strip of slices, to be cut into sheets, and what a screen reader follows. */
export interface Flow {
  readonly slices: readonly Slice[];
  readonly root: Part;
}

/** Lays out a page of `width` points. */
export function layOut(nodes: readonly Node[], width: number, unprintable: (count: number) => string): Flow {
  const root: Part = { type: "Document", parts: [] };
  return { slices: flow(nodes, { left: 0, width, look: plainLook, frames: [], part: root, inside: new Set(), unprintable }), root };
}

function flow(nodes: readonly Node[], place: Place): readonly Slice[] {
  const slices: Slice[] = [];
  let words: Words[] = [];
  function endParagraph(): void {
    if (words.some(({ text }) => text.trim() !== "")) slices.push(...paragraph(words, place));
    words = [];
  }
  for (const node of joinRemarks(nodes)) {
    if (typeof node === "string" || isInline(node)) words.push(...wordsOf(node, place.look, place.inside));
    else {
      endParagraph();
      slices.push(...flowElement(node, place));
    }
  }
  endParagraph();
  return slices;
}

/** Remarks that follow each other run on in one paragraph, as paper is short. */
function joinRemarks(nodes: readonly Node[]): readonly Node[] {
  const joined: Node[] = [];
  for (const node of nodes) {
    const last = joined.at(-1);
    if (isRemark(node) && last !== undefined && isRemark(last)) joined[joined.length - 1] = { ...last, children: [...last.children, " · ", ...node.children] };
    else joined.push(node);
  }
  return joined;
}

function isRemark(node: Node): node is Element {
  return typeof node !== "string" && node.classes.includes("more");
}

function wordsOf(node: Node, around: Look, inside: ReadonlySet<string>): readonly Words[] {
  if (typeof node === "string") return [{ text: node, look: around }];
  if (node.tag === "br") return [{ text: "\n", look: { ...around, keepsLines: true } }];
  const look = lookOf(node, around, inside);
  const within = enter(node, inside);
  return [...(look.ownLine ? [{ text: "", look }] : []), ...node.children.flatMap((child) => wordsOf(child, { ...look, ownLine: false }, within))];
}

function enter(element: Element, inside: ReadonlySet<string>): ReadonlySet<string> {
  return new Set([...inside, ...element.classes, element.tag]);
}

function paragraph(words: readonly Words[], place: Place): readonly Slice[] {
  const part = holdsText.has(place.part.type) ? place.part : addPart(place.part, "P");
  return breakLines(words, place.width, place.unprintable).map((line) => ({ height: line.height, cells: line.pieces.length === 0 ? [] : [{ left: place.left, top: 0, line, part }], frames: place.frames, boxes: [], heads: [], keep: false }));
}

/** Parts that hold words themselves; in others words stand in a paragraph of their own. */
const holdsText: ReadonlySet<Part["type"]> = new Set(["P", "H1", "H2", "H3", "H4", "Caption"]);

function addPart(to: Part, type: Part["type"]): Part {
  const part: Part = { type, parts: [] };
  to.parts.push(part);
  return part;
}

function flowElement(element: Element, place: Place): readonly Slice[] {
  const look = frameOf(element, place.inside);
  const { before, after, top, bottom } = look === undefined ? noPadding : paddingOf(look);
  const frame: Frame | undefined = look && { left: place.left, width: place.width, look };
  const within: Place = {
    ...place,
    left: place.left + before,
    width: place.width - before - after,
    look: lookOf(element, place.look, enter(element, place.inside)),
    frames: frame === undefined ? place.frames : [...place.frames, frame],
    part: addPart(place.part, typeOf(element)),
    inside: enter(element, place.inside),
  };
  const rows = rowsOf(element, place.inside);
  const content = rows === undefined ? flow(element.children, within) : rows.flatMap((row, at) => [...whiteAbove(at === 0 ? 0 : 4, within.frames), ...beside(row, within)]);
  if (content.length === 0) {
    place.part.parts.pop();
    return [];
  }
  const padded = frame === undefined ? content : [white(top, within.frames), ...content.map((slice, at) => (at === content.length - 1 ? { ...slice, keep: true } : slice)), { ...white(bottom, within.frames), keep: false }];
  const held = holdTogether(element, padded, frame !== undefined);
  const heading = headingOf(element);
  return [...whiteAbove(gapOf(element, place.inside), place.frames), ...(heading === undefined ? held : held.map((slice) => ({ ...slice, heads: [heading, ...slice.heads] })))];
}

/** The heading over all that an element holds: of a section, or of a group of rows. */
function headingOf({ tag, children }: Element): string | undefined {
  const first = tag === "section" || tag === "tbody" ? children.find((child) => typeof child !== "string") : undefined;
  return first === undefined || !(first.tag === "h2" || first.classes.includes("group")) ? undefined : textOf(first);
}

function textOf(node: Node): string {
  return typeof node === "string" ? node : node.children.map(textOf).join("");
}

const noPadding = { before: 0, after: 0, top: 0, bottom: 0 };

function paddingOf({ form, width }: FrameLook): typeof noPadding {
  if (form === "rule") return { before: 0, after: 0, top: 2, bottom: 2.5 };
  if (form === "bar") return { before: width + 5, after: 4, top: 1, bottom: 1.5 };
  const edge = width * (form === "double" ? 3 : 1);
  return { before: edge + 5, after: edge + 5, top: edge + 3.5, bottom: edge + 3.5 };
}

function white(height: number, frames: readonly Frame[]): Slice {
  return { height, cells: [], frames, boxes: [], heads: [], keep: true };
}

function whiteAbove(height: number, frames: readonly Frame[]): readonly Slice[] {
  return height === 0 ? [] : [white(height, frames)];
}

/** Headings stay with what follows; what isn't long stays on one page. Above it and at the end of it the page may be cut. */
function holdTogether(element: Element, slices: readonly Slice[], framed: boolean): readonly Slice[] {
  const isHeading = /^(?:h\d|caption|thead)$/.test(element.tag) || element.classes.includes("group");
  const [first] = slices;
  const marked = element.tag === "h2" && first !== undefined ? [{ ...first, bookmark: textOf(element) }, ...slices.slice(1)] : slices;
  if (isHeading) return marked.map((slice) => ({ ...slice, keep: true }));
  if (!(framed || element.tag === "p") || heightOf(slices) > longestKept) return marked;
  return marked.map((slice, at) => (at === slices.length - 1 ? slice : { ...slice, keep: true }));
}

const longestKept = 240;

interface Row {
  readonly cells: readonly Element[];
  /** Part of the width for each cell; they add up to 1. */
  readonly shares: readonly number[];
}

const headShare = 0.3;
const gutter = 10;

/** Elements that stand beside each other: a row of a table, a term and what is said of it, numbers to call, changes. */
function rowsOf(element: Element, inside: ReadonlySet<string>): readonly Row[] | undefined {
  const cells = element.children.filter((child) => typeof child !== "string");
  const isPair = cells.length === 2 && (element.tag === "tr" || element.classes.includes("item") || (element.tag === "div" && inside.has("facts")));
  if (isPair) return [{ cells, shares: [headShare, 1 - headShare] }];
  if (element.classes.includes("pair")) return evenly(cells, 2);
  if (element.classes.includes("call-now")) return evenly(cells, Math.min(3, cells.length));
  return element.classes.includes("changes") && inside.has("banner") ? evenly(cells, Math.min(2, cells.length)) : undefined;
}

function evenly(cells: readonly Element[], across: number): readonly Row[] {
  const rows: Row[] = [];
  for (let at = 0; at < cells.length; at += across) rows.push({ cells: cells.slice(at, at + across), shares: Array.from({ length: across }, () => 1 / across) });
  return rows;
}

/** Cells beside each other, in one piece; or, where that is long, line by line, so that it can be cut anywhere. */
function beside({ cells, shares }: Row, place: Place): readonly Slice[] {
  const room = place.width - gutter * (shares.length - 1);
  const columns = cells.map((cell, at) => {
    const before = shares.slice(0, at).reduce((total, share) => total + share, 0);
    const slices = flowElement(cell, { ...place, left: place.left + before * room + at * gutter, width: (shares[at] ?? 1) * room });
    return slices.slice(Math.max(0, slices.findIndex((slice) => slice.cells.length > 0 || slice.frames.length > place.frames.length)));
  });
  const height = Math.max(...columns.map(heightOf));
  return height <= longestKept ? [inOnePiece(columns, height, place)] : lineByLine(columns, place);
}

function heightOf(slices: readonly Slice[]): number {
  return slices.reduce((total, slice) => total + slice.height, 0);
}

/** The columns as one slice. Boxes that fill a column are as tall as the tallest. */
function inOnePiece(columns: readonly (readonly Slice[])[], height: number, place: Place): Slice {
  const cells: Cell[] = [];
  const boxes = new Map<Frame, { readonly top: number; bottom: number }>();
  const inner: Slice["boxes"][number][] = [];
  for (const column of columns) {
    let top = 0;
    for (const slice of column) {
      cells.push(...slice.cells.map((cell) => ({ ...cell, top: cell.top + top })));
      inner.push(...slice.boxes.map((box) => ({ ...box, top: box.top + top })));
      for (const frame of slice.frames.slice(place.frames.length)) {
        const span = boxes.get(frame) ?? { top, bottom: top };
        span.bottom = top + slice.height;
        boxes.set(frame, span);
      }
      top += slice.height;
    }
    const [whole] = column[0]?.frames.slice(place.frames.length) ?? [];
    const span = whole && boxes.get(whole);
    if (span?.bottom === top) span.bottom = height;
  }
  return { height, cells, frames: place.frames, boxes: [...[...boxes].map(([frame, { top, bottom }]) => ({ frame, top, height: bottom - top })), ...inner], heads: [], keep: false };
}

function lineByLine(columns: readonly (readonly Slice[])[], place: Place): readonly Slice[] {
  return Array.from({ length: Math.max(...columns.map(({ length }) => length)) }, (_, at): Slice => {
    const slices = columns.map((column) => column[at] ?? white(0, column.at(-1)?.frames ?? place.frames));
    return {
      height: Math.max(...slices.map(({ height }) => height)),
      cells: slices.flatMap((slice) => slice.cells),
      frames: [...new Set(slices.flatMap(({ frames }) => frames))],
      boxes: slices.flatMap((slice) => slice.boxes),
      heads: [],
      keep: slices.some(({ keep }) => keep),
    };
  });
}
