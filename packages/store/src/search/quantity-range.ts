import type { IndexRow, QuantityValue } from "@wijkverband/fhir";

type QuantityRow = Extract<IndexRow, { kind: "quantity" }>;

/** Tells whether a stored quantity fits a searched one: its unit, and its range as the prefix asks. Keys are compared as text, both ends included.
 *  Source: R4 search.html#prefix, #quantity. */
export function quantityMatches(row: QuantityRow, value: QuantityValue): boolean {
  return unitMatches(row, value) && keysMatch(row, value);
}

function unitMatches(row: QuantityRow, { system, code, unit }: QuantityValue): boolean {
  if (system !== undefined && row.system !== system) return false;
  if (code !== undefined && row.code !== code) return false;
  return unit === undefined || row.code === unit || row.unit === unit;
}

function keysMatch({ low, high }: QuantityRow, value: QuantityValue): boolean {
  const within = value.low <= low && high <= value.high;
  switch (value.prefix) {
    case "eq":
      return within;
    case "ne":
      return !within;
    case "gt":
      return high > value.high;
    case "lt":
      return low < value.low;
    case "ge":
      return high >= value.low;
    case "le":
      return low <= value.high;
    case "sa":
      return low > value.high;
    case "eb":
      return high < value.low;
    case "ap":
      return low <= value.high && high >= value.low;
  }
}
