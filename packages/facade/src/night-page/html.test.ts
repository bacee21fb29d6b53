import { describe, expect, test } from "vitest";
import { escapeHtml, html, isEmpty, joinHtml, nothing } from "./html.ts";

describe("the html template", () => {
  test("text becomes text, whatever it tries", () => {
    expect(html`<p title="${`"><img src=x onerror='1'>`}">${"<script>alert(1)</script> & co"}</p>`.markup).toBe(
      '<p title="&quot;&gt;&lt;img src=x onerror=&#39;1&#39;&gt;">&lt;script&gt;alert(1)&lt;/script&gt; &amp; co</p>',
    );
  });

  test("markup, lists of it, numbers and nothing at all find their place", () => {
    expect(html`${html`<b>a</b>`}${["x", html`<i>y</i>`]}${0}${undefined}${false}${null}`.markup).toBe("<b>a</b>x<i>y</i>0");
  });

  test("an object that merely looks like text cannot smuggle markup in through content", () => {
    expect(html`${"markup"}`.markup).toBe("markup");
    expect(escapeHtml("a\u0000b\u001Bc\u007F\n")).toBe("abc\n");
  });

  test("empty pieces leave no separator behind", () => {
    expect(joinHtml([html`a`, nothing, html`b`], " · ").markup).toBe("a · b");
    expect(isEmpty(html`  `)).toBe(true);
  });
});
