import { chooseFonts, makePrintable } from "./fonts.ts";
import { measure } from "./measure.ts";
import type { Line, Look, Piece } from "./pieces.ts";

/** Words with the look they have, as they follow each other in a paragraph; a line end within is one that stays. */
export interface Words {
  readonly text: string;
  readonly look: Look;
}

/** White space at each side of the text of a badge, in points. */
export const badgePadding = 3.5;
const lineHeight = 1.3;
const gapBesideBadge = 2;

/** A stretch without a place to break it: a word, or a badge. */
interface Unit {
  readonly pieces: readonly Omit<Piece, "left">[];
  readonly width: number;
}

/** Breaks words into lines of at most `width` points. A word that is longer is cut where the line ends, as nothing may run off the page.
 *  @param unprintable what stands for a number of characters that no font has */
export function breakLines(words: readonly Words[], width: number, unprintable: (count: number) => string): readonly Line[] {
  const lines: Line[] = [];
  let line: Piece[] = [];
  let left = 0;
  let word: Omit<Piece, "left">[] = [];
  let space: Look | undefined;

  function endLine(look: Look): void {
    lines.push(lineOf(line, look));
    line = [];
    left = 0;
    space = undefined;
  }
  function put(piece: Omit<Piece, "left">): void {
    line.push({ ...piece, left });
    left += piece.width;
  }
  function endWord(): void {
    const [first] = word;
    if (first === undefined) return;
    const unit: Unit = { pieces: word, width: sum(word) };
    word = [];
    const gap = space === undefined || line.length === 0 ? undefined : pieceOf(" ", space);
    if (line.length > 0 && left + (gap?.width ?? 0) + unit.width > width) endLine(first.look);
    else if (gap !== undefined) put(gap);
    space = undefined;
    for (const piece of unit.width > width ? cut(unit, width) : unit.pieces) {
      if (line.length > 0 && left + piece.width > width + 0.01) endLine(piece.look);
      put(piece);
    }
  }

  for (const { text, look } of words) {
    if (look.ownLine) {
      endWord();
      if (line.length > 0) endLine(look);
    }
    for (const token of tokensOf(makePrintable(text, unprintable), look)) {
      if (token === "\n") {
        endWord();
        endLine(look);
      } else if (/^[ \t\r\n\f]+$/.test(token)) {
        endWord();
        space = look;
      } else for (const { font, text: run } of chooseFonts(look.upper ? token.toLocaleUpperCase("nl") : token, look.bold)) word.push({ text: run, font, look, width: measure(font, run) * look.size + badgeRoom(look) });
    }
  }
  endWord();
  if (line.length > 0) lines.push(lineOf(line, words[0]?.look));
  return lines;
}

/** A badge is one token, and so is what must stay whole. Typed line ends stay where the look says so; other white space is one space. */
function tokensOf(text: string, look: Look): readonly string[] {
  if (look.badge !== undefined || look.whole) return text.trim() === "" ? [] : [text.trim().replaceAll(/\s+/g, " ")];
  if (!look.keepsLines) return text.match(/[ \t\r\n\f]+|[^ \t\r\n\f]+/g) ?? [];
  return text.replaceAll(/\r\n?/g, "\n").match(/\n|[ \t\f]+|[^ \t\n\f]+/g) ?? [];
}

function badgeRoom({ badge }: Look): number {
  return badge === undefined ? 0 : 2 * badgePadding + gapBesideBadge;
}

function pieceOf(text: string, look: Look): Omit<Piece, "left"> {
  const plain = { ...look };
  delete plain.badge;
  const font = look.bold ? "latin-700" : "latin-400";
  return { text, font, look: plain, width: measure(font, text) * look.size };
}

/** A unit in pieces that each fit. */
function cut(unit: Unit, width: number): readonly Omit<Piece, "left">[] {
  return unit.pieces.flatMap((piece) => {
    const cuts: Omit<Piece, "left">[] = [];
    let text = "";
    let wide = 0;
    for (const character of piece.text) {
      const more = measure(piece.font, character) * piece.look.size;
      if (text !== "" && wide + more > width) {
        cuts.push({ ...piece, text, width: wide });
        text = "";
        wide = 0;
      }
      text += character;
      wide += more;
    }
    return [...cuts, { ...piece, text, width: wide + badgeRoom(piece.look) }];
  });
}

function sum(pieces: readonly Pick<Piece, "width">[]): number {
  return pieces.reduce((total, { width }) => total + width, 0);
}

/** Pieces that look the same become one, so that a line is written in few strokes. */
function lineOf(pieces: readonly Piece[], look: Look | undefined): Line {
  const joined: Piece[] = [];
  for (const piece of pieces) {
    const last = joined.at(-1);
    if (last !== undefined && last.font === piece.font && isSame(last.look, piece.look)) joined[joined.length - 1] = { ...last, text: last.text + piece.text, width: last.width + piece.width };
    else joined.push(piece);
  }
  const size = Math.max(...(pieces.length === 0 ? [look?.size ?? 0] : pieces.map((piece) => piece.look.size + (piece.look.badge === undefined ? 0 : 2))));
  return { pieces: joined, height: size * lineHeight, base: size * 1.02, width: sum(pieces) };
}

function isSame(a: Look, b: Look): boolean {
  return a.badge === undefined && b.badge === undefined && a.size === b.size && a.bold === b.bold && a.colour === b.colour && a.link === b.link;
}
