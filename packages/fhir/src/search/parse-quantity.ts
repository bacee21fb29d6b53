import type { QuantityValue } from "../query.ts";
import { aroundOf, decimalKey, precisionOf, readDecimal } from "./decimal-key.ts";
import { splitEscaped, unescapeValue } from "./escape.ts";
import { prefixes } from "./modifiers.ts";
import { searchFault } from "./search-fault.ts";

const prefixed = new RegExp(`^(?<prefix>${prefixes.join("|")})?(?<number>[+-]?\\d.*)$`);

/** `[prefix]number`, and of a quantity also `number|system|code` and `number||unit`. Without prefix the number covers half a unit of its last digit
 *  to both sides, with one it is exact. Units are not converted. Source: R4 search.html#quantity, #number.
 *  @throws {Anomaly} `incorrect` */
export function parseQuantity(parameter: string, text: string, type: "number" | "quantity" = "quantity"): QuantityValue {
  const [value = "", system = "", unit = "", ...more] = splitEscaped(text, "|").map(unescapeValue);
  const barred = splitEscaped(text, "|").length;
  if (more.length > 0 || (type === "number" ? barred > 1 : barred === 2)) throw searchFault(parameter, type === "number" ? "takes a number" : "is written as number, number|system|code or number||unit");
  const parts = prefixed.exec(value)?.groups;
  const decimal = readDecimal(parts?.["number"] ?? "");
  if (decimal === undefined) throw searchFault(parameter, "a value is no number");
  const prefix = (parts?.["prefix"] ?? "eq") as QuantityValue["prefix"];
  const exact = decimalKey(decimal);
  const range = prefix === "eq" || prefix === "ne" ? precisionOf(decimal) : prefix === "ap" ? aroundOf(decimal) : { low: exact, high: exact };
  if (system === "") return { prefix, ...range, ...(unit !== "" && { unit }) };
  return { prefix, ...range, system, ...(unit !== "" && { code: unit }) };
}
