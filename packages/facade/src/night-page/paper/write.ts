import Pdf from "pdfkit";
import { setImmediate } from "node:timers/promises";
import { drawBadge, drawFrame } from "./boxes.ts";
import { registerFonts } from "./fonts.ts";
import { badgePadding } from "./lines.ts";
import type { Frame, Line, Part, Piece } from "./pieces.ts";
import type { PlacedSlice, Sheet } from "./sheets.ts";

/** A4 in points, and the white around what is printed. */
const sheetWidth = 595.28;
const sheetHeight = 841.89;
const margin = 36;
const head = 50;
const foot = 44;

/** Room for the content of a sheet, in points. */
export const room: { readonly width: number; readonly height: number } = { width: sheetWidth - 2 * margin, height: sheetHeight - head - foot };

/** What stands on every sheet, left and right. */
interface Edges {
  readonly head: readonly [left: Line | undefined, right: Line | undefined];
  readonly foot: readonly [left: Line | undefined, right: Line | undefined];
}

export interface Leaflet {
  readonly sheets: readonly Sheet[];
  readonly root: Part;
  readonly title: string;
  readonly language: string;
  /** The only clock there is: the same leaflet gives the same bytes. */
  readonly at: Date;
  readonly edgesOf: (sheet: number) => Edges;
}

/** Writes a PDF 1.7: tagged, in its language, with bookmarks and with the letters it needs in it. Other work goes on between sheets. */
export async function writeLeaflet(leaflet: Leaflet): Promise<Buffer> {
  const { sheets, root, title, language, at, edgesOf } = leaflet;
  const paper = new Pdf({ size: [sheetWidth, sheetHeight], margin: 0, autoFirstPage: false, pdfVersion: "1.7", tagged: true, lang: language, displayTitle: true, info: { Title: title, Creator: "Wijkverband", Producer: "pdfkit", CreationDate: at } });
  const chunks: Buffer[] = [];
  paper.on("data", (chunk: Buffer) => chunks.push(chunk));
  const ended = new Promise((resolve, reject) => paper.on("end", resolve).on("error", reject));
  registerFonts(paper);
  const elements = raise(paper, root);
  for (const [number, sheet] of sheets.entries()) {
    paper.addPage();
    drawEdges(paper, edgesOf(number));
    drawFrames(paper, sheet);
    for (const placed of sheet) drawSlice(paper, placed, elements);
    await setImmediate();
  }
  paper.end();
  await ended;
  return Buffer.concat(chunks);
}

type Elements = ReadonlyMap<Part, PDFKit.PDFStructureElement>;

/** The structure as it will be read aloud; words are hung in it as they are drawn. */
function raise(paper: PDFKit.PDFDocument, root: Part): Elements {
  const elements = new Map<Part, PDFKit.PDFStructureElement>();
  function grow(part: Part): PDFKit.PDFStructureElement {
    const element = paper.struct(part.type);
    elements.set(part, element);
    for (const child of part.parts) element.add(grow(child));
    return element;
  }
  paper.addStructure(grow(root));
  return elements;
}

/** Name, page number and the like are no part of the text: a screen reader skips them. */
function drawEdges(paper: PDFKit.PDFDocument, edges: Edges): void {
  paper.markContent("Artifact", { type: "Pagination" });
  for (const [[left, right], top] of [[edges.head, 26], [edges.foot, sheetHeight - 32]] as const) {
    if (left !== undefined) drawLine(paper, left, margin, top);
    if (right !== undefined) drawLine(paper, right, sheetWidth - margin - right.width, top);
  }
  paper.lineWidth(0.6).strokeColor("#8a8a8a").moveTo(margin, 41).lineTo(sheetWidth - margin, 41).stroke();
  paper.endMarkedContent();
}

/** A frame spans the slices that are in it; on each sheet it is drawn whole. */
function drawFrames(paper: PDFKit.PDFDocument, sheet: Sheet): void {
  const spans = new Map<Frame, { readonly top: number; bottom: number }>();
  for (const { top, slice } of sheet) {
    for (const frame of slice.frames) {
      const span = spans.get(frame);
      if (span === undefined) spans.set(frame, { top, bottom: top + slice.height });
      else span.bottom = top + slice.height;
    }
  }
  paper.markContent("Artifact", { type: "Layout" });
  for (const [{ left, width, look }, { top, bottom }] of spans) drawFrame(paper, look, { left: margin + left, top: head + top, width, height: bottom - top });
  for (const { top, slice } of sheet) for (const { frame, top: within, height } of slice.boxes) drawFrame(paper, frame.look, { left: margin + frame.left, top: head + top + within, width: frame.width, height });
  paper.endMarkedContent();
}

function drawSlice(paper: PDFKit.PDFDocument, { top, slice }: PlacedSlice, elements: Elements): void {
  if (slice.bookmark !== undefined) paper.outline.addItem(slice.bookmark);
  for (const { left, top: within, line, part } of slice.cells) {
    const element = part && elements.get(part);
    if (element === undefined) {
      paper.markContent("Artifact", { type: "Pagination" });
      drawLine(paper, line, margin + left, head + top + within);
      paper.endMarkedContent();
      continue;
    }
    drawBadges(paper, line, margin + left, head + top + within);
    for (const piece of line.pieces) drawTagged(paper, piece, element, { left: margin + left, top: head + top + within, base: line.base, height: line.height });
  }
}

function drawBadges(paper: PDFKit.PDFDocument, line: Line, left: number, top: number): void {
  for (const { left: at, width, look } of line.pieces) {
    if (look.badge === undefined) continue;
    paper.markContent("Artifact", { type: "Layout" });
    drawBadge(paper, look.badge, { left: left + at, top: top + line.base - look.size * 1.02, width: width - 2, height: look.size * 1.32 });
    paper.endMarkedContent();
  }
}

interface At {
  readonly left: number;
  readonly top: number;
  readonly base: number;
  readonly height: number;
}

/** A piece in its place in the structure; what can be dialled or written to is a link there too. */
function drawTagged(paper: PDFKit.PDFDocument, piece: Piece, element: PDFKit.PDFStructureElement, at: At): void {
  const { link } = piece.look;
  const holder = link === undefined ? element : paper.struct("Link");
  const content = paper.markStructureContent(link === undefined ? "Span" : "Link");
  drawPiece(paper, piece, at.left, at.top + at.base);
  paper.endMarkedContent();
  holder.add(content);
  if (link === undefined) return;
  // the types don't know `structParent` of a link, pdfkit does
  const inStructure = { structParent: holder };
  paper.link(at.left + piece.left, at.top, piece.width, at.height, link, inStructure as PDFKit.Mixins.AnnotationOption);
  element.add(holder);
}

function drawLine(paper: PDFKit.PDFDocument, line: Line, left: number, top: number): void {
  for (const piece of line.pieces) drawPiece(paper, piece, left, top + line.base);
}

function drawPiece(paper: PDFKit.PDFDocument, { text, font, look, left: at }: Piece, left: number, base: number): void {
  paper.font(font, look.size).fillColor(look.colour).text(text, left + at + (look.badge === undefined ? 0 : badgePadding), base, { baseline: "alphabetic", lineBreak: false });
}
