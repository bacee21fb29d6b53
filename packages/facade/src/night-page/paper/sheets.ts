import type { Slice } from "./pieces.ts";

/** A slice in its place: points below the top of the sheet's content. */
export interface PlacedSlice {
  readonly top: number;
  readonly slice: Slice;
}

export type Sheet = readonly PlacedSlice[];

/** Cuts the strip into sheets of `height` points. What must stay together goes to the next sheet together, unless it is longer than one. A sheet that
 *  begins under a heading of the one before says that heading again: a medicine that was stopped may not seem to run because a sheet came between.
 *  @param again Makes the line that repeats headings. */
export function cutSheets(slices: readonly Slice[], height: number, again: (heads: readonly string[]) => Slice): readonly Sheet[] {
  const sheets: PlacedSlice[][] = [[]];
  let top = 0;
  for (const [place, slice] of slices.entries()) {
    const need = heightOfRun(slices, place, height);
    if (top > 0 && (top + slice.height > height || (top + need > height && need <= height && startsRun(slices, place)))) {
      sheets.push([]);
      top = 0;
    }
    const heads = top === 0 ? sharedHeads(slices[place - 1], slice) : [];
    if (heads.length > 0) {
      const head = again(heads);
      sheets.at(-1)?.push({ top, slice: head });
      top += head.height;
    }
    if (top === 0 && slice.cells.length === 0 && slice.frames.length === 0) continue;
    sheets.at(-1)?.push({ top, slice });
    top += slice.height;
  }
  return sheets;
}

function sharedHeads(before: Slice | undefined, { heads }: Slice): readonly string[] {
  const end = heads.findIndex((head, place) => before?.heads[place] !== head);
  return end === -1 ? heads : heads.slice(0, end);
}

function startsRun(slices: readonly Slice[], place: number): boolean {
  return slices[place - 1]?.keep !== true;
}

/** Height of a slice and all that must stay with it, counted no further than `most`. */
function heightOfRun(slices: readonly Slice[], place: number, most: number): number {
  let height = 0;
  for (let at = place; at < slices.length; at++) {
    height += slices[at]?.height ?? 0;
    if (slices[at]?.keep !== true || height > most) break;
  }
  return height;
}
