/** Splits a search value at `separator`, but not where a backslash stands before it. The parts keep their escapes.
 *  Source: R4 search.html#escaping. */
export function splitEscaped(text: string, separator: "," | "|" | "$"): readonly string[] {
  const parts: string[] = [];
  let start = 0;
  for (let at = 0; at < text.length; at++) {
    if (text[at] === "\\") at++;
    else if (text[at] === separator) {
      parts.push(text.slice(start, at));
      start = at + 1;
    }
  }
  parts.push(text.slice(start));
  return parts;
}

/** The text that is meant: `\,` `\|` `\$` and `\\` without their backslash. A backslash before anything else is itself. */
export function unescapeValue(text: string): string {
  return text.includes("\\") ? text.replaceAll(/\\([,|$\\])/g, "$1") : text;
}

/** The reverse of `unescapeValue`, for whoever writes a search. */
export function escapeValue(text: string): string {
  return text.replaceAll(/[,|$\\]/g, String.raw`\$&`);
}
