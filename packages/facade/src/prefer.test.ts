import { describe, expect, test } from "vitest";
import { readPrefer } from "./prefer.ts";

describe("what a client would rather have", () => {
  test.each([
    [undefined, {}],
    ["", {}],
    ["return=minimal", { return: "minimal" }],
    ["handling=lenient, return=representation", { handling: "lenient", return: "representation" }],
    ['Return = "OperationOutcome" ; x=1, respond-async', { return: "OperationOutcome" }],
    ["return=minimal, return=representation", { return: "minimal" }],
    ["handling=strict,handling=lenient", { handling: "strict" }],
    ['x="handling=lenient, return=minimal"', {}],
    ["nothandling=lenient", {}],
    ["handling=lenientish, return=Minimal", {}],
    ["respond-async;return=minimal", {}],
  ])("of %j is %j", (header, expected) => {
    expect(readPrefer(header)).toEqual(expected);
  });
});
