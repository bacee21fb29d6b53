import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { aroundOf, decimalKey, greatestKey, leastKey, precisionOf, readDecimal, type Decimal } from "./decimal-key.ts";

function read(text: string): Decimal {
  const decimal = readDecimal(text);
  if (decimal === undefined) throw new Error(`${text} is no decimal`);
  return decimal;
}

const key = (text: string, side?: "below" | "at" | "above"): string => decimalKey(read(text), side);

describe("the key of a decimal", () => {
  test("sorts as the number does", () => {
    const inOrder = ["-1e10", "-100.5", "-100", "-99.99", "-5.41", "-5.4", "-5", "-0.001", "0", "0.001", "0.0011", "5", "5.4", "5.41", "6", "10", "99.99", "100", "100.5", "1e10"];
    const keys = inOrder.map((text) => key(text));
    expect(keys.toSorted()).toEqual(keys);
    expect([leastKey, ...keys, greatestKey].toSorted()).toEqual([leastKey, ...keys, greatestKey]);
  });

  test("is one for one number, however it is written, and another for a number that a double can't tell from it", () => {
    expect(new Set(["5.4", "5.40", "54e-1", "0.54e1", "05.4"].map((text) => key(text))).size).toBe(1);
    expect(new Set(["0", "0.00", "-0", "0e5"].map((text) => key(text))).size).toBe(1);
    expect(key("0.1234567890123456789") < key("0.1234567890123456790")).toBe(true);
  });

  test("can lie just beside a number, nearer than any other", () => {
    for (const [text, less, more] of [["5.4", "5.3999999999", "5.4000000001"], ["-5.4", "-5.4000000001", "-5.3999999999"], ["0", "-1e-99", "1e-99"]] as const) {
      const keys = [key(less), key(text, "below"), key(text), key(text, "above"), key(more)];
      expect(keys.toSorted()).toEqual(keys);
    }
  });

  test("sorts any two numbers as arithmetic does", () => {
    const decimal = fc.record({ unscaled: fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }), scale: fc.integer({ min: -20, max: 20 }) });
    const scaled = ({ unscaled, scale }: Decimal): bigint => unscaled * 10n ** BigInt(20 - scale);
    fc.assert(
      fc.property(decimal, decimal, (one, other) => {
        const [left, right] = [scaled(one), scaled(other)];
        expect(Math.sign(Number(decimalKey(one) > decimalKey(other)) - Number(decimalKey(one) < decimalKey(other)))).toBe(left > right ? 1 : left < right ? -1 : 0);
      }),
    );
  });
});

describe("what a number covers", () => {
  const within = ({ low, high }: { low: string; high: string }, text: string): boolean => low <= key(text) && key(text) <= high;

  test.each([
    ["100", ["99.5", "100", "100.4999"], ["99.49", "100.5"]],
    ["100.00", ["99.995", "100.00499"], ["99.9949", "100.005"]],
    ["1e2", ["50", "149.9"], ["49.9", "150"]],
    ["-5.4", ["-5.45", "-5.4", "-5.36"], ["-5.46", "-5.35"]],
    ["0", ["-0.5", "0.49"], ["-0.51", "0.5"]],
  ] as const)("follows from its last digit: %s", (text, inside, outside) => {
    const range = precisionOf(read(text));
    expect(inside.filter((each) => !within(range, each))).toEqual([]);
    expect(outside.filter((each) => within(range, each))).toEqual([]);
  });

  test("is a tenth to both sides where about is asked", () => {
    expect(["90", "110"].every((each) => within(aroundOf(read("100")), each))).toBe(true);
    expect(["89.9", "110.1"].some((each) => within(aroundOf(read("100")), each))).toBe(false);
    expect(["-90", "-110"].every((each) => within(aroundOf(read("-100")), each))).toBe(true);
  });
});

test("what is no decimal, or of no use, is none", () => {
  const none = ["", "-", "5,4", "0x1", "1e", "1e9999", "NaN", "Infinity", "5.", ".5", " 5", "1".repeat(61), "1".repeat(100_000), `1e-${"9".repeat(50)}`];
  expect(none.filter((text) => readDecimal(text) !== undefined)).toEqual([]);
});
