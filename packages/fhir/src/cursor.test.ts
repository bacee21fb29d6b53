import * as fc from "fast-check";
import { expect, test } from "vitest";
import { formatCursor, readCursor } from "./cursor.ts";

test("a position comes back as it was, and fits in a URL", () => {
  const key = fc.oneof(fc.string(), fc.integer(), fc.constant(null));
  fc.assert(
    fc.property(fc.array(key), (position) => {
      const text = formatCursor(position);
      expect(encodeURIComponent(text)).toBe(text);
      expect(readCursor(text, position.length)).toEqual(position);
    }),
  );
});

test.each(["", "%", "bm9uZQ", formatCursor([]), formatCursor(["a", "b"]), Buffer.from('[{"a":1}]').toString("base64url"), "A".repeat(5000)])("%j is refused", (text) => {
  expect(() => readCursor(text, 1)).toThrow("not one of ours");
});
