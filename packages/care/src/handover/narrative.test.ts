import * as fc from "fast-check";
import { expect, test } from "vitest";
import { escapeXhtml, narrativeOf, sentence } from "./narrative.ts";

test("markup in a text is shown and not obeyed", () => {
  const { div } = narrativeOf([{ what: "<script>alert(1)</script>", lines: ['Riet & Anja: "bel <b>eerst</b>"'], date: "2026-11-10T08:00:00Z" }]);
  expect(div).toBe(
    '<div xmlns="http://www.w3.org/1999/xhtml"><ul><li><b>&lt;script&gt;alert(1)&lt;/script&gt;</b>: Riet &amp; Anja: &quot;bel &lt;b&gt;eerst&lt;/b&gt;&quot; <i>(10-11-2026)</i></li></ul></div>',
  );
});

test("whatever somebody types, no markup, bare ampersand or forbidden character comes out", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      const escaped = escapeXhtml(text);
      expect(escaped).not.toMatch(/[<>"']/);
      expect(escaped.replaceAll(/&(amp|lt|gt|quot|#39);/g, "")).not.toContain("&");
      expect(escaped).toMatch(/^[\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]*$/u);
    }),
  );
});

test("what is harmless comes back as it was", () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom("a", "é", "€", " ", "0", ",", ";", "-", "+", "\n", "😀") }), (text) => {
      expect(escapeXhtml(text)).toBe(text);
      expect(sentence(text).div).toContain(`<p>${text}</p>`);
    }),
  );
});

test("half a character, which XML can't hold, becomes a replacement sign", () => {
  expect(escapeXhtml("a\uD800b\u0000c")).toBe("a\uFFFDbc");
});
