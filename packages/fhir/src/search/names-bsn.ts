import { isBsn, system } from "../identifier.ts";
import { splitEscaped } from "./escape.ts";

/** The BSN's naming system by its two names. Source of the OID: Nictiz naming systems. */
const bsnSystems: readonly string[] = [system.bsn, "urn:oid:2.16.840.1.113883.2.4.6.3"];

const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi;
const fractionOfSecond = /(?<=T\d\d:\d\d:\d\d)\.\d+/g;

/** Tells whether one of the parameters holds a BSN: a token of the BSN's system, or any number that can be one.
 *  A code that names another system is no BSN (one in eleven nine-digit SNOMED codes and UZI numbers passes the elfproef),
 *  nor are bare codes after it in a list, unless the parameter is about identifiers. */
export function namesBsn(params: readonly (readonly [string, string])[]): boolean {
  return params.some(([name, value]) => holdsBsn(name) || valueHoldsBsn(name, value));
}

/** Tells whether a URL, absolute or relative, holds a BSN in its path, query or fragment, percent-encoded (once or more) or not. */
export function urlNamesBsn(url: string): boolean {
  const afterHost = url.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i, "");
  const [beforeFragment = "", ...fragment] = afterHost.split("#");
  const [path = "", ...query] = beforeFragment.split("?");
  if ([path, ...fragment].some((part) => holdsBsn(decode(part)))) return true;
  return namesBsn(
    query.join("?").split(/[&;]/).map((pair) => {
      const at = pair.indexOf("=");
      const [name, value] = at < 0 ? ["", pair] : [pair.slice(0, at), pair.slice(at + 1)];
      return [decode(name), decode(value.replaceAll("+", " "))] as const;
    }),
  );
}

function valueHoldsBsn(name: string, value: string): boolean {
  if (bsnSystems.some((known) => value.includes(`${known}|`))) return true;
  // behind a type nothing says whose number it is
  if (name.endsWith(":of-type")) return value.split(/[,|]/).some(holdsBsn);
  const isIdentifier = name.toLowerCase().includes("identifier");
  let otherSystem = false;
  return splitEscaped(value, ",").some((alternative) => {
    // only the first part of a composite may lean on the system of the token before
    const [token = "", ...parts] = splitEscaped(alternative, "$");
    if (parts.some((part) => valueHoldsBsn(name, part))) return true;
    const [first = "", ...rest] = splitEscaped(token, "|");
    if (rest.length > 0) otherSystem = /^[a-z][a-z0-9+.-]*:\S/i.test(first);
    if (rest.length > 0 && otherSystem) return holdsBsn(first);
    return !(otherSystem && !isIdentifier) && holdsBsn(token);
  });
}

/** A UUID, and the fraction of a second in an instant, may contain nine such digits by chance. */
function holdsBsn(text: string): boolean {
  const digits = text.replaceAll(uuid, " ").replaceAll(fractionOfSecond, "").match(/(?<!\d)\d{9}(?!\d)/g);
  return digits?.some(isBsn) ?? false;
}

/** Undoes percent-encoding, as often as it was done; what isn't well formed stays as it is. */
function decode(text: string): string {
  let decoded = text;
  for (let round = 0; round < 3 && decoded.includes("%"); round++) {
    decoded = decoded.replaceAll(/(?:%[0-9a-f]{2})+/gi, (run) => {
      try {
        return decodeURIComponent(run);
      } catch {
        return run.replaceAll(/%([0-7][0-9a-f])/gi, (_, hex: string) => String.fromCodePoint(Number.parseInt(hex, 16)));
      }
    });
  }
  return decoded;
}
