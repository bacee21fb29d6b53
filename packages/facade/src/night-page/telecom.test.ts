import { describe, expect, test } from "vitest";
import { mailLink, renderContactPoint, renderTelecom, telLink } from "./telecom.ts";

describe("a telephone number", () => {
  test.each([
    ["06 39 57 01 22", "tel:0639570122"],
    ["06-39570122 (privé)", "tel:0639570122"],
    ["+31 (0)6 3957 0122", "tel:+31639570122"],
    ["0031 (0)85 303 0100", "tel:0031853030100"],
    ["(085) 303 0100", "tel:0853030100"],
    ["112", "tel:112"],
    ["tel. 085.303.0100, vraag naar Anna", "tel:0853030100"],
  ])("%s is dialled as %s", (written, link) => expect(telLink(written)).toBe(link));

  test.each(["06 39570122 / 085 3030100", "via de centrale", "7", "javascript:alert(1)", "0123456789012345678"])("%s is no number that a phone should dial by itself", (written) =>
    expect(telLink(written)).toBeUndefined(),
  );

  test("what can't be dialled is shown all the same", () => {
    expect(renderContactPoint({ system: "phone", value: "via de centrale" }, {}).markup).toContain("via de centrale");
    expect(renderContactPoint({ system: "phone", value: "via de centrale" }, {}).markup).not.toContain("<a");
  });

  test("phones stand before mail, by rank", () => {
    const shown = renderTelecom([{ system: "email", value: "a@b.nl" }, { system: "phone", value: "0853030102", rank: 2 }, { system: "phone", value: "0853030101", rank: 1 }], {}).markup;
    expect([...shown.matchAll(/href="([^"]*)"/g)].map(([, link]) => link)).toEqual(["tel:0853030101", "tel:0853030102", "mailto:a@b.nl"]);
  });
});

test("a mail address that carries a header or another address is no link", () => {
  expect(mailLink("durk.hofstra@example.org")).toBe("mailto:durk.hofstra@example.org");
  expect(mailLink("a@b.nl?subject=x")).toBeUndefined();
  expect(mailLink("a@b.nl,c@d.nl")).toBeUndefined();
  expect(mailLink("a%0a@b.nl")).toBeUndefined();
});

test("a web address is never a link", () => {
  expect(renderContactPoint({ system: "url", value: "https://praktijk.example" }, {}).markup).not.toContain("<a");
});
