/** How strings are compared in a search that is not `:exact`: without case, accents and compatibility forms (`José` = `jose`). Source: R4 search, string. */
export function foldText(text: string): string {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}

/** Orders texts by code point, as SQLite's binary collation does; JavaScript's own `<` differs beyond the BMP. */
export function compareText(left: string, right: string): number {
  return left === right ? 0 : Buffer.compare(Buffer.from(left), Buffer.from(right));
}
