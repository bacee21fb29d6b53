/** What a client would rather have; a preference that isn't known, or has another value, is passed over (RFC 7240 §2). */
export interface Preferences {
  readonly return?: "minimal" | "representation" | "OperationOutcome";
  readonly handling?: "strict" | "lenient";
}

const returns = ["minimal", "representation", "OperationOutcome"] as const;
const handlings = ["strict", "lenient"] as const;

/** Reads a `Prefer` header: names in any case, values bare or quoted, and of a preference that is given twice the first. Source: RFC 7240 §2, R4 http.html#ops. */
export function readPrefer(header: string | undefined): Preferences {
  if (header === undefined) return {};
  const said = new Map<string, string>();
  // a comma inside quotes divides nothing
  for (const part of header.match(/(?:[^,"]|"[^"]*")+/g) ?? []) {
    const [, name, quoted, bare] = /^\s*([^\s=;,"]+)\s*(?:=\s*(?:"([^"]*)"|([^\s;"]*)))?/.exec(part) ?? [];
    if (name !== undefined && !said.has(name.toLowerCase())) said.set(name.toLowerCase(), quoted ?? bare ?? "");
  }
  const wanted = returns.find((known) => known === said.get("return"));
  const handling = handlings.find((known) => known === said.get("handling"));
  return { ...(wanted !== undefined && { return: wanted }), ...(handling !== undefined && { handling }) };
}
