/** Elements of type uri, url, uuid and oid that may name another entry of a transaction; canonicals and identifiers don't. */
const linkElements: ReadonlySet<string> = new Set(["url", "valueUri", "valueUrl", "valueUuid", "valueOid"]);

/** Replaces links (R4 http.html#trules: uri, url, oid and uuid elements, `href` and `src` in the narrative) that are exactly a
 *  fullUrl of a transaction. What doesn't change is shared; symbol keys are kept.
 *  @param byFullUrl fullUrl to `Type/id` */
export function rewriteLinks<T>(value: T, byFullUrl: ReadonlyMap<string, string>): T {
  return byFullUrl.size === 0 ? value : (rewrite(value, byFullUrl) as T);
}

function rewrite(value: unknown, byFullUrl: ReadonlyMap<string, string>): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) {
    const items = value.map((item: unknown) => rewrite(item, byFullUrl));
    return items.some((item, index) => item !== value[index]) ? items : value;
  }
  let copy: Record<string, unknown> | undefined;
  for (const [name, item] of Object.entries(value)) {
    const next = typeof item === "string" ? rewriteText(name, item, byFullUrl) : rewrite(item, byFullUrl);
    if (next !== item) (copy ??= { ...value })[name] = next;
  }
  return copy ?? value;
}

function rewriteText(name: string, text: string, byFullUrl: ReadonlyMap<string, string>): string {
  if (linkElements.has(name)) return byFullUrl.get(text) ?? text;
  if (name !== "div" || !text.includes("=")) return text;
  return text.replaceAll(/(\s(?:href|src)=)(["'])([^"']*)\2/g, (whole, attribute: string, quote: string, link: string) => {
    const found = byFullUrl.get(link);
    return found === undefined ? whole : `${attribute}${quote}${found}${quote}`;
  });
}
