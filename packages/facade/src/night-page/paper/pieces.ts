import type { FontName } from "./fonts.ts";

/** Kinds of a word in a box of its own: words and forms tell them apart, colour only adds. */
export type Badge = "permit" | "deny" | "other" | "silent" | "absent" | "outdated" | "alarm";

/** How words look. Sizes in points, colours as `#rrggbb`. */
export interface Look {
  readonly size: number;
  readonly bold: boolean;
  readonly colour: string;
  /** Line ends that the author typed stay. */
  readonly keepsLines: boolean;
  readonly upper: boolean;
  /** Starts on a line of its own. */
  readonly ownLine: boolean;
  /** Isn't broken where there is a space: a number to call. */
  readonly whole: boolean;
  readonly badge?: Badge;
  /** Where a click leads: `tel:` or `mailto:`. */
  readonly link?: string;
}

/** Words in one font and look, `left` points from where their line begins. */
export interface Piece {
  readonly text: string;
  readonly font: FontName;
  readonly look: Look;
  readonly left: number;
  readonly width: number;
}

/** One line of words. Height and depth of the base line in points, from its top. */
export interface Line {
  readonly pieces: readonly Piece[];
  readonly height: number;
  readonly base: number;
  readonly width: number;
}

/** An element of the structure that a screen reader follows. Source: ISO 32000-1 §14.8.4. */
export interface Part {
  readonly type: "Document" | "Sect" | "Div" | "H1" | "H2" | "H3" | "H4" | "P" | "L" | "LI" | "Table" | "THead" | "TBody" | "TR" | "TH" | "TD" | "Caption";
  readonly parts: Part[];
}

/** A drawn box around what it holds. `bar` is drawn at the left only, `rule` under it only. */
export interface FrameLook {
  readonly form: "box" | "double" | "dashed" | "bar" | "rule";
  readonly stroke: string;
  readonly width: number;
  readonly fill?: string;
}

export interface Frame {
  readonly left: number;
  readonly width: number;
  readonly look: FrameLook;
}

/** A line in its place, in points from the left of the page and the top of its slice. */
export interface Cell {
  readonly left: number;
  readonly top: number;
  readonly line: Line;
  /** Absent for what only repeats what was said already. */
  readonly part?: Part;
}

/** The smallest stretch of the page that is never cut: a line, a row of a table, or white space. */
export interface Slice {
  readonly height: number;
  readonly cells: readonly Cell[];
  /** Boxes that it is in, the outermost first; such a box goes on in the slices beside it. */
  readonly frames: readonly Frame[];
  /** Boxes that are wholly in it. */
  readonly boxes: readonly { readonly frame: Frame; readonly top: number; readonly height: number }[];
  /** Stays on one page with what follows. */
  readonly keep: boolean;
  /** Headings that it stands under, the widest first: said again where a sheet begins in the middle. */
  readonly heads: readonly string[];
  /** Heading for the list of bookmarks. */
  readonly bookmark?: string;
}
