import type { Badge, FrameLook } from "./pieces.ts";

interface Area {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Draws the box of a frame, as far as it stands on this sheet. */
export function drawFrame(paper: PDFKit.PDFDocument, { form, stroke, width, fill }: FrameLook, { left, top, width: wide, height }: Area): void {
  if (fill !== undefined) paper.rect(left, top, wide, height).fill(fill);
  paper.lineWidth(width).strokeColor(stroke).undash();
  const half = width / 2;
  switch (form) {
    case "rule":
      paper.moveTo(left, top + height - half).lineTo(left + wide, top + height - half).stroke();
      return;
    case "bar":
      paper.rect(left, top, width, height).fill(stroke);
      return;
    case "dashed":
      paper.dash(width * 3, { space: width * 1.5 });
      break;
    case "double":
      paper.rect(left + width * 2 + half, top + width * 2 + half, wide - width * 5, height - width * 5).stroke();
      break;
    case "box":
      break;
  }
  paper.rect(left + half, top + half, wide - width, height - width).stroke();
  paper.undash();
}

interface BadgeLook {
  readonly stroke: string;
  readonly fill?: string;
  readonly width: number;
  readonly dash?: number;
  readonly struck?: true;
}

/** Each verdict has its own box, so that black on white tells them apart too. */
const badges: Readonly<Record<Badge, BadgeLook>> = {
  permit: { stroke: "#14572b", width: 1.4 },
  deny: { stroke: "#8c0013", fill: "#8c0013", width: 1.4 },
  other: { stroke: "#8f1d00", width: 1.2, dash: 3.5 },
  silent: { stroke: "#141414", width: 1, dash: 1.2 },
  absent: { stroke: "#8a8a8a", width: 0.6 },
  outdated: { stroke: "#8a8a8a", width: 0.6, struck: true },
  alarm: { stroke: "#8f1d00", width: 0.7 },
};

/** Draws what is behind the word of a badge, and for what no longer holds the line through it. */
export function drawBadge(paper: PDFKit.PDFDocument, badge: Badge, { left, top, width, height }: Area): void {
  const { stroke, fill, width: line, dash, struck } = badges[badge];
  if (fill !== undefined) paper.roundedRect(left, top, width, height, 2).fill(fill);
  paper.lineWidth(line).strokeColor(stroke).undash();
  if (dash !== undefined) paper.dash(dash, { space: dash });
  paper.roundedRect(left, top, width, height, 2).stroke().undash();
  if (struck === true) paper.moveTo(left, top + height / 2).lineTo(left + width, top + height / 2).stroke();
}
