import { describe, expect, test } from "vitest";
import { html } from "../html.ts";
import { readMarkup } from "./markup.ts";

describe("markup read back", () => {
  test("gives elements, classes, links and the text as it was", () => {
    expect(readMarkup(html`<p class="said more">${'a < b & "c" \'d\''}<br><a class="contact" href="tel:112">112</a></p>`.markup)).toEqual([
      { tag: "p", classes: ["said", "more"], children: ['a < b & "c" \'d\'', { tag: "br", classes: [], children: [] }, { tag: "a", classes: ["contact"], href: "tel:112", children: ["112"] }] },
    ]);
  });

  test("text that looks like markup stays text", () => {
    expect(readMarkup(html`<p>${"<b>vet</b> &amp;lt;"}</p>`.markup)).toMatchObject([{ children: ["<b>vet</b> &amp;lt;"] }]);
  });

  test("what is for the eye alone is left out", () => {
    expect(readMarkup(html`<p><span class="glyph" aria-hidden="true"><b>!</b></span> let op</p>`.markup)).toMatchObject([{ children: [" let op"] }]);
  });

  test.each(["<p>open", "<p></b></p>", "</p>", "<p", "<P>hoofdletter</P>", "a < b"])("%s is a mistake of ours", (markup) => {
    expect(() => readMarkup(markup)).toThrow(expect.objectContaining({ category: "fault" }));
  });
});
