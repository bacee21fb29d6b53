import { sourceOfNumber } from "../json.ts";
import type { IndexRow } from "../query.ts";
import { decimalKey, greatestKey, leastKey, readDecimal, type Decimal, type Side } from "./decimal-key.ts";
import { isFields, isText, type Fields } from "./fields.ts";

type Bounds = { readonly low: string; readonly high: string };

/** The rows of a number, a Quantity (Age, Duration, ... are Quantities), Money, a Range or SampledData. The number in a resource counts as
 *  exact, whatever its precision; one with a comparator is open to that side. */
export function quantityRows(parameter: string, value: unknown): readonly IndexRow[] {
  if (typeof value === "number") return rowOf(parameter, exact(readDecimal(String(value))), {});
  if (!isFields(value)) return [];
  if ("low" in value || "high" in value) return rangeRows(parameter, value);
  if ("origin" in value) return sampledRows(parameter, value);
  const { comparator } = value;
  const decimal = decimalAt(value, "value");
  return rowOf(parameter, decimal && (isText(comparator) ? compared(decimal, comparator) : exact(decimal)), value);
}

function exact(decimal: Decimal | undefined): Bounds | undefined {
  const key = decimal && decimalKey(decimal);
  return key === undefined ? undefined : { low: key, high: key };
}

/** `<5` is anything below five, five itself not. */
function compared(decimal: Decimal, comparator: string): Bounds {
  const side = (open: string, to: Side): string => decimalKey(decimal, comparator === open ? to : "at");
  return comparator.startsWith("<") ? { low: leastKey, high: side("<", "below") } : { low: side(">", "above"), high: greatestKey };
}

/** An end that isn't there is open. */
function rangeRows(parameter: string, { low, high }: Fields): readonly IndexRow[] {
  const [from, to] = [low, high].map((end) => (isFields(end) ? decimalAt(end, "value") : undefined));
  if (from === undefined && to === undefined) return [];
  const unit = isFields(low) ? low : isFields(high) ? high : {};
  return rowOf(parameter, { low: from ? decimalKey(from) : leastKey, high: to ? decimalKey(to) : greatestKey }, unit);
}

/** From the lowest to the highest of the samples, in the unit of their origin. `E`, `U` and `L` say that one is missing or out of bounds. */
function sampledRows(parameter: string, value: Fields): readonly IndexRow[] {
  const { origin, data } = value;
  const zero = isFields(origin) ? decimalAt(origin, "value") : undefined;
  if (!isFields(origin) || zero === undefined || !isText(data)) return [];
  const factor = decimalAt(value, "factor") ?? { unscaled: 1n, scale: 0 };
  const keys = data.split(/\s+/).flatMap((sample) => {
    const decimal = readDecimal(sample);
    return decimal === undefined ? [] : [decimalKey(sum(zero, { unscaled: decimal.unscaled * factor.unscaled, scale: decimal.scale + factor.scale }))];
  });
  const [first] = keys;
  if (first === undefined) return [];
  return rowOf(parameter, keys.reduce((bounds, key) => ({ low: key < bounds.low ? key : bounds.low, high: key > bounds.high ? key : bounds.high }), { low: first, high: first }), origin);
}

function sum(one: Decimal, other: Decimal): Decimal {
  const scale = Math.max(one.scale, other.scale);
  const at = (decimal: Decimal): bigint => decimal.unscaled * 10n ** BigInt(scale - decimal.scale);
  return { unscaled: at(one) + at(other), scale };
}

function rowOf(parameter: string, bounds: Bounds | undefined, { system, code, unit, currency }: Fields): readonly IndexRow[] {
  if (bounds === undefined) return [];
  const coded = code ?? currency;
  return [{ kind: "quantity", parameter, ...bounds, ...(isText(system) && { system }), ...(isText(coded) && { code: coded }), ...(isText(unit) && { unit }) }];
}

function decimalAt(holder: Fields, key: string): Decimal | undefined {
  return typeof holder[key] === "number" ? readDecimal(sourceOfNumber(holder, key)) : undefined;
}
