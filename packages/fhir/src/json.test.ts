import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

import { Anomaly } from "./anomaly.ts";
import { parseJson, sourceOfNumber, stringifyJson } from "./json.ts";

/** A JSON number in any spelling the grammar allows. */
const numberText = fc.stringMatching(/^-?(0|[1-9][0-9]{0,20})(\.[0-9]{1,20})?([eE][+-]?[0-9]{1,2})?$/);
const stringText = fc.string().map((text) => JSON.stringify(text));
const { json: jsonText } = fc.letrec<{ json: string; list: string; object: string }>((tie) => ({
  json: fc.oneof({ maxDepth: 5 }, numberText, stringText, fc.constantFrom("true", "false", "null"), tie("list"), tie("object")),
  list: fc.array(tie("json"), { maxLength: 4 }).map((items) => `[${items.join(",")}]`),
  object: fc
    .uniqueArray(fc.tuple(fc.stringMatching(/^[a-z]{1,6}$/), tie("json")), { selector: ([key]) => key, maxLength: 4 })
    .map((members) => `{${members.map(([key, value]) => `"${key}":${value}`).join(",")}}`),
}));

describe("numbers keep the text by which they came", () => {
  test.each(["1.50", "1e3", "1E+3", "12345678901234567890", "0.1000", "-0", "-0.0", "0.00000010", "3.14159265358979323846"])("%s", (text) => {
    const body = `{"valueQuantity":{"value":${text}},"list":[${text},"${text}"]}`;
    expect(stringifyJson(parseJson(body))).toBe(body);
  });

  test("a number is a plain number to whoever reads it", () => {
    expect((parseJson('{"value":1.50}') as { value: number }).value).toBe(1.5);
  });

  test("whatever JSON object or list is read is written back to the letter", () => {
    fc.assert(
      fc.property(jsonText, (text) => {
        expect(stringifyJson(parseJson(`[${text}]`))).toBe(`[${text}]`);
      }),
    );
  });

  test("the text survives a spread and moves with its holder", () => {
    const quantity = parseJson('{"value":1.50,"unit":"mg"}') as object;
    expect(stringifyJson({ dose: { ...quantity, unit: "g" } })).toBe('{"dose":{"value":1.50,"unit":"g"}}');
    expect(sourceOfNumber(quantity, "value")).toBe("1.50");
  });

  test("a changed number is written as it is now", () => {
    const quantity = parseJson('{"value":1.50}') as object;
    expect(stringifyJson({ ...quantity, value: 2 })).toBe('{"value":2}');
    expect(sourceOfNumber({ ...quantity, value: 2 }, "value")).toBe("2");
  });

  test("keys and plain JSON do not show the text", () => {
    const quantity = parseJson('{"value":1.50}') as object;
    expect(Object.keys(quantity)).toEqual(["value"]);
    expect(JSON.stringify(quantity)).toBe('{"value":1.5}');
  });
});

describe("hostile text is refused without being repeated", () => {
  const refusal = (text: string): Anomaly => {
    try {
      parseJson(text);
    } catch (error) {
      if (error instanceof Anomaly) return error;
      throw error;
    }
    throw new Error("it was accepted");
  };

  test.each(['{"a":', "", "{'a':1}", '{"identifier":"999911120"', "[1,]", "NaN", "01", '{"a":1}}'])("%s is not JSON", (text) => {
    const { category, message } = refusal(text);
    expect(category).toBe("incorrect");
    expect(message).toBe("the body is not well-formed JSON");
  });

  test("a hundred levels are read, a hundred and one are not", () => {
    expect(parseJson("[".repeat(100) + "]".repeat(100))).toHaveLength(1);
    expect(refusal("[".repeat(101) + "]".repeat(101)).category).toBe("incorrect");
    expect(refusal('{"a":'.repeat(500_000) + "1" + "}".repeat(500_000)).category).toBe("incorrect");
  });

  test.each(['{"__proto__":{}}', '{"a":[{"\\u005f_proto__":1}]}'])("a key __proto__ in %s", (text) => {
    expect(refusal(text).category).toBe("incorrect");
  });
});
