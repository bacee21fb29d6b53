import { describe, expect, test } from "vitest";
import { isNamedBy, versionIn } from "./entity-tag.ts";

describe("entity tags", () => {
  test.each([
    ['W/"3"', true],
    ['"3"', true],
    ["3", true],
    ['W/"1", W/"3"', true],
    [' W/"1" ,"3" ', true],
    ["*", true],
    ['W/"33"', false],
    ['W/"1", W/"2"', false],
    ['w/"3"', false],
    ["W/3", false],
    ['W/"3" W/"4"', false],
    ["", false],
    [undefined, false],
  ])("If-None-Match %j names version 3: %s", (header, named) => {
    expect(isNamedBy(header, 'W/"3"')).toBe(named);
  });

  test.each([
    [undefined, undefined],
    ['W/"3"', "3"],
    ['"2", W/"3"', "3"],
    ['"2", "1"', "2"],
    ['W/"anders"', "anders"],
    ["*", "*"],
  ])("of If-Match %j what counts is %j", (header, version) => {
    expect(versionIn(header, "3")).toBe(version);
  });

  test.each(['W/"3', "drie", 'W/"1";W/"3"', "", '"a b"'])("If-Match %j isn't one", (header) => {
    expect(() => versionIn(header, "3")).toThrow(expect.objectContaining({ category: "incorrect" }));
  });

  test("a header of many tags is read at once", () => {
    const many = Array.from({ length: 1_000 }, (_, at) => `W/"${at}"`).join(", ");
    const start = performance.now();
    expect(isNamedBy(`${many}!`, 'W/"3"')).toBe(false);
    expect(versionIn(many, "999")).toBe("999");
    expect(performance.now() - start).toBeLessThan(200);
  });
});
