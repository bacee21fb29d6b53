import { describe, expect, test } from "vitest";
import { parseJson, stringifyJson } from "../json.ts";
import { applyJsonPatch } from "./json-patch.ts";

const observation = '{"resourceType":"Observation","status":"final","valueQuantity":{"value":1.50,"unit":"mg"},"note":[{"text":"a"},{"text":"b"}]}';
const patched = (...operations: readonly object[]): string => stringifyJson(applyJsonPatch(parseJson(observation) as object, parseJson(JSON.stringify(operations))));
const fails = (category: string, index: number) => expect.objectContaining({ category, issues: [expect.objectContaining({ text: expect.stringContaining(`operation ${index}:`) })] });

describe("a JSON Patch", () => {
  test("adds, removes, replaces, moves, copies and tests, one after another", () => {
    const text = patched(
      { op: "test", path: "/note/0/text", value: "a" },
      { op: "add", path: "/note/1", value: { text: "between" } },
      { op: "add", path: "/note/-", value: { text: "last" } },
      { op: "move", from: "/note/0", path: "/note/2" },
      { op: "remove", path: "/note/1" },
      { op: "copy", from: "/note/0", path: "/note/0" },
      { op: "replace", path: "/status", value: "amended" },
    );
    expect(JSON.parse(text)).toMatchObject({ status: "amended", note: [{ text: "between" }, { text: "between" }, { text: "a" }, { text: "last" }] });
  });

  test("keeps decimals as they are written, wherever they go, and compares them by value", () => {
    expect(patched({ op: "replace", path: "/status", value: "amended" })).toContain('"value":1.50');
    expect(patched({ op: "move", from: "/valueQuantity/value", path: "/moved" })).toContain('"moved":1.50');
    const sent = parseJson('[{"op":"replace","path":"/valueQuantity/value","value":2.000},{"op":"test","path":"/valueQuantity/value","value":2}]');
    expect(stringifyJson(applyJsonPatch(parseJson(observation) as object, sent))).toContain('"value":2.000');
    expect(stringifyJson(applyJsonPatch(parseJson(observation) as object, [{ op: "replace", path: "/valueQuantity/value", value: 1.5 }]))).toContain('"value":1.5,');
  });

  test("leaves nothing empty behind, since FHIR has no empty lists", () => {
    expect(JSON.parse(patched({ op: "remove", path: "/note/0" }, { op: "remove", path: "/note/0" }))).not.toHaveProperty("note");
    expect(JSON.parse(patched({ op: "remove", path: "/note/0/text" }))).toMatchObject({ note: [{ text: "b" }] });
  });

  test("leaves what it was given as it is", () => {
    const given = parseJson(observation) as object;
    applyJsonPatch(given, [{ op: "replace", path: "/note/0/text", value: "x" }]);
    expect(stringifyJson(given)).toBe(observation);
  });

  test.each([
    ["nothing to remove", [{ op: "remove", path: "/valueString" }]],
    ["nothing to replace", [{ op: "replace", path: "/note/2", value: {} }]],
    ["a place behind the end", [{ op: "add", path: "/note/3", value: {} }]],
    ["a place with leading zeroes", [{ op: "add", path: "/note/01", value: {} }]],
    ["a parent that isn't there", [{ op: "add", path: "/component/0/code", value: {} }]],
    ["a way through text", [{ op: "add", path: "/status/x", value: 1 }]],
    ["what every object inherits", [{ op: "copy", from: "/constructor", path: "/x" }]],
    ["a thing into itself", [{ op: "move", from: "/note", path: "/note/0/text" }]],
    ["a test that fails", [{ op: "test", path: "/status", value: "draft" }]],
  ])("that doesn't apply is refused by the index of the operation: %s", (_what, operations) => {
    expect(() => patched({ op: "test", path: "/status", value: "final" }, ...operations)).toThrow(fails("rule", 1));
  });

  test.each([
    ["no list", { op: "add" }],
    ["an unknown op", [{ op: "merge", path: "/status", value: 1 }]],
    ["a pointer without slash", [{ op: "remove", path: "status" }]],
    ["a prototype", [{ op: "add", path: "/__proto__/admin", value: true }]],
    ["an add without value", [{ op: "add", path: "/status" }]],
    ["a copy from nowhere", [{ op: "copy", path: "/status" }]],
    ["the whole resource gone", [{ op: "remove", path: "" }]],
  ])("that is no JSON Patch is refused: %s", (_what, patch) => {
    expect(() => applyJsonPatch({ resourceType: "Observation" }, patch)).toThrow(fails("incorrect", 0));
  });

  test("that doubles and doubles again stops before memory is full", () => {
    const doubling = Array.from({ length: 40 }, () => ({ op: "copy", from: "/a", path: "/a/-" }));
    expect(() => applyJsonPatch({ a: [[1]] }, doubling)).toThrow(expect.objectContaining({ category: "too-large" }));
    expect(() => applyJsonPatch({}, Array.from({ length: 501 }, () => ({ op: "add", path: "/a", value: 1 })))).toThrow(expect.objectContaining({ category: "incorrect" }));
  });
});
