import { describe, expect, test } from "vitest";
import { Anomaly } from "./anomaly.ts";
import { mostValues, parseSentJson } from "./sent-json.ts";

function refusalOf(text: string): string {
  try {
    parseSentJson(text);
  } catch (thrown) {
    if (thrown instanceof Anomaly) return thrown.category;
    throw thrown;
  }
  return "none";
}

describe("JSON that somebody sent", () => {
  test("may hold as many values as can be handled at once, and no more", () => {
    const list = (length: number): string => JSON.stringify(Array.from({ length }, () => 1));
    expect(refusalOf(list(mostValues))).toBe("none");
    expect(refusalOf(list(mostValues + 1))).toBe("too-large");
    expect(refusalOf(JSON.stringify(Object.fromEntries(Array.from({ length: mostValues + 1 }, (_, index) => [`n${index}`, null]))))).toBe("too-large");
  });

  test("that only nests is too much as well, before anything is read", () => {
    expect(refusalOf("[".repeat(mostValues * 2 + 2))).toBe("too-large");
    expect(refusalOf('{"a":'.repeat(mostValues * 2))).toBe("too-large");
  });

  test("may have any number of commas and brackets in its texts", () => {
    const text = '[{,"\\\\'.repeat(mostValues);
    expect(parseSentJson(JSON.stringify({ text, more: [`${text}\\`, ""] }))).toEqual({ text, more: [`${text}\\`, ""] });
  });

  test("holds text that is Unicode, in names too", () => {
    for (const half of ['"\\ud800"', '["a\\uDFFFb"]', '{"\\udbff":1}', '{"a":{"b":"\\udc00\\ud800"}}']) expect(refusalOf(half)).toBe("incorrect");
    expect(parseSentJson('{"a":"\\ud83d\\udc9a \\\\ud800"}')).toEqual({ a: "💚 \\ud800" });
  });

  test("whose text never closes is no JSON", () => {
    expect(refusalOf(`{"a":"${"b,".repeat(mostValues)}`)).toBe("incorrect");
    expect(refusalOf(`{"a":"${"\\".repeat(mostValues * 3)}`)).toBe("incorrect");
  });
});
