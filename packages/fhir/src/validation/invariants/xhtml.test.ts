import { describe, expect, test } from "vitest";

import { findXhtmlFault } from "./xhtml.ts";

const div = (inner: string): string => `<div xmlns="http://www.w3.org/1999/xhtml">${inner}</div>`;

describe("a narrative is limited XHTML", () => {
  test.each([
    div("<p>Geen reanimatie</p>"),
    div('<table class="grid"><tr><td colspan="2">a &amp; b &#233;<br/></td></tr></table>'),
    div("<!-- a <b> comment --><p title='a > b'>x</p >"),
    div('<img src="#photo" alt="wond"/>'),
    `  <div xml:lang="nl" xmlns='http://www.w3.org/1999/xhtml'>x</div>\n`,
  ])("%s is accepted", (text) => {
    expect(findXhtmlFault(text)).toBeUndefined();
  });

  test.each([
    ["text outside", `x${div("y")}`],
    ["text after", `${div("y")}x`],
    ["two divs", div("y") + div("z")],
    ["no namespace", "<div>x</div>"],
    ["another namespace", '<div xmlns="http://example.org">x</div>'],
    ["no div", '<p xmlns="http://www.w3.org/1999/xhtml">x</p>'],
    ["a script", div("<script>alert(1)</script>")],
    ["an event handler", div('<p onclick="alert(1)">x</p>')],
    ["a link that is a script", div('<a href=" javascript:alert(1)">x</a>')],
    ["a frame", div('<iframe src="http://example.org"></iframe>x')],
    ["elements out of order", div("<b><i>x</b></i>")],
    ["an open element", '<div xmlns="http://www.w3.org/1999/xhtml"><p>x</div>'],
    ["an attribute without value", div("<td nowrap>x</td>")],
    ["an open quote", div('<p title="x>y</p>')],
    ["an open comment", div("<!-- x")],
    ["a bare ampersand", div("a & b")],
    ["a bare less-than", div("a < b")],
    ["nothing to read", div("<p> </p>")],
    ["a bare ampersand after many elements", div(`${"<b>a</b>".repeat(100)}&amp; & `)],
    ["more tags than may be", div("<b>a</b>".repeat(25_000))],
    ["more comments than may be", div(`a${"<!---->".repeat(50_001)}`)],
    ["an empty div", '<div xmlns="http://www.w3.org/1999/xhtml"/>'],
  ])("%s is refused", (_what, text) => {
    expect(findXhtmlFault(text)).toEqual(expect.any(String));
  });

  test("a long hostile text is told in time", () => {
    const started = performance.now();
    expect(findXhtmlFault(div(`<p title="${'"<p '.repeat(20_000)}`))).toEqual(expect.any(String));
    expect(findXhtmlFault(div(`<p title="${">".repeat(500_000)}`))).toEqual(expect.any(String));
    expect(findXhtmlFault(div("<b>".repeat(50_000)))).toEqual(expect.any(String));
    expect(findXhtmlFault(div(`${"<b>a</b>".repeat(24_000)}${"a".repeat(800_000)}`))).toBeUndefined();
    expect(performance.now() - started).toBeLessThan(2_000);
  });
});
