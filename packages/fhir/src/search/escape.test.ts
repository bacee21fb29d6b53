import * as fc from "fast-check";
import { expect, test } from "vitest";
import { escapeValue, splitEscaped, unescapeValue } from "./escape.ts";

test("a text that is escaped comes back whole", () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(unescapeValue(escapeValue(text))).toBe(text);
    }),
  );
});

test("an escaped list has as many parts as went in", () => {
  fc.assert(
    fc.property(fc.array(fc.string(), { minLength: 1 }), (texts) => {
      expect(splitEscaped(texts.map(escapeValue).join(","), ",").map(unescapeValue)).toEqual(texts);
    }),
  );
});

test("a backslash before an ordinary letter is itself", () => {
  expect(unescapeValue(String.raw`a\b`)).toBe(String.raw`a\b`);
});
