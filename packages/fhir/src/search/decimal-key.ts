/** A decimal as it was written: `unscaled` × 10^-`scale`. The scale says how precise it is: `5.40` has two, `1e2` has minus two. */
export interface Decimal {
  readonly unscaled: bigint;
  readonly scale: number;
}

/** Which side of a number a bound lies on, less than any difference between two numbers. */
export type Side = "below" | "at" | "above";

/** Below and above every number. */
export const leastKey = "0";
export const greatestKey = "3";

/** More digits, or an exponent further from zero, than any measurement has. */
const mostDigits = 60;
const largestExponent = 400;
const written = /^[+-]?(?<whole>\d+)(?:\.(?<fraction>\d+))?(?:[eE](?<exponent>[+-]?\d{1,3}))?$/;

/** Reads a decimal without rounding; `undefined` for what is none, or has more than 60 digits or an exponent beyond 400. */
export function readDecimal(text: string): Decimal | undefined {
  if (text.length > 2 * mostDigits) return undefined;
  const parts = written.exec(text)?.groups;
  if (!parts) return undefined;
  const { whole = "", fraction = "", exponent = "0" } = parts;
  const scale = fraction.length - Number(exponent);
  if (whole.length + fraction.length > mostDigits || Math.abs(scale) > largestExponent) return undefined;
  const size = BigInt(whole + fraction);
  return { unscaled: text.startsWith("-") ? -size : size, scale };
}

/** Half a unit of the last digit that was written, to both sides: `5.4` covers 5.35 up to, not including, 5.45.
 *  R4 says so of all its examples but `1e2`, where it has 95 to 105; R5 corrected that to 50 to 150, as here. */
export function precisionOf({ unscaled, scale }: Decimal): { readonly low: string; readonly high: string } {
  return { low: decimalKey({ unscaled: unscaled * 10n - 5n, scale: scale + 1 }), high: decimalKey({ unscaled: unscaled * 10n + 5n, scale: scale + 1 }, "below") };
}

/** A tenth of the number to both sides, what `ap` means. */
export function aroundOf({ unscaled, scale }: Decimal): { readonly low: string; readonly high: string } {
  const slack = unscaled < 0n ? -unscaled : unscaled;
  return { low: decimalKey({ unscaled: unscaled * 10n - slack, scale: scale + 1 }), high: decimalKey({ unscaled: unscaled * 10n + slack, scale: scale + 1 }) };
}

/** Terminators that sort before every digit, for numbers that grow with their digits, and after every digit, for those that shrink. */
const after: Readonly<Record<Side, string>> = { below: "#", at: "$", above: "%" };
const afterNegative: Readonly<Record<Side, string>> = { below: "x", at: "y", above: "z" };
const bias = 5_000;

/** A text for a number, such that the order of texts (by code point) is that of the numbers, however many digits they have. Equal numbers have
 *  one text, whatever their zeroes. A database and JavaScript then compare alike, where doubles would make `0.1 + 0.2` another number. */
export function decimalKey({ unscaled, scale }: Decimal, side: Side = "at"): string {
  if (unscaled === 0n) return `1${after[side]}`;
  const size = (unscaled < 0n ? -unscaled : unscaled).toString();
  const digits = size.replace(/0+$/, "");
  // how many digits stand before the decimal point
  const magnitude = bias + size.length - scale;
  if (unscaled > 0n) return `2${magnitude}${digits}${after[side]}`;
  return `0${9_999 - magnitude}${digits.replaceAll(/\d/g, (digit) => String(9 - Number(digit)))}${afterNegative[side]}`;
}
