import { expect, test } from "vitest";
import type { Line, Slice } from "./pieces.ts";
import { cutSheets } from "./sheets.ts";

const line: Line = { pieces: [], height: 10, base: 8, width: 10 };
const slice = (more: Partial<Slice> = {}): Slice => ({ height: 10, cells: [{ left: 0, top: 0, line }], frames: [], boxes: [], heads: [], keep: false, ...more });
const again = (heads: readonly string[]): Slice => slice({ height: 4, bookmark: heads.join(" > ") });
const topsOf = (slices: readonly Slice[]): readonly (readonly number[])[] => cutSheets(slices, 30, again).map((sheet) => sheet.map(({ top }) => top));

test("slices fill a sheet and go on on the next", () => {
  expect(topsOf([slice(), slice(), slice(), slice()])).toEqual([[0, 10, 20], [0]]);
});

test("what must stay together goes to the next sheet together", () => {
  expect(topsOf([slice(), slice(), slice({ keep: true }), slice()])).toEqual([[0, 10], [0, 10]]);
});

test("what must stay together and is longer than a sheet is cut all the same", () => {
  const kept = Array.from({ length: 7 }, () => slice({ keep: true }));
  expect(topsOf([slice(), ...kept])).toEqual([[0, 10, 20], [0, 10, 20], [0, 10]]);
});

test("white space between things is left out at the top of a sheet", () => {
  expect(topsOf([slice(), slice(), slice(), slice({ height: 5, cells: [] }), slice()])).toEqual([[0, 10, 20], [0]]);
});

test("a sheet says again under which headings it begins, and no heading that begins there itself", () => {
  const under = (...heads: readonly string[]): Slice => slice({ heads });
  const firsts = (slices: readonly Slice[]): readonly (string | undefined)[] => cutSheets(slices, 30, again).map(([first]) => first?.slice.bookmark);
  expect(firsts([under("a"), under("a", "b"), under("a", "b"), under("a", "b")])).toEqual([undefined, "a > b"]);
  expect(firsts([under("a"), under("a", "b"), under("a", "b"), under("a", "c")])).toEqual([undefined, "a"]);
  expect(firsts([under("a"), under("a"), under("a"), under("d")])).toEqual([undefined, undefined]);
});
