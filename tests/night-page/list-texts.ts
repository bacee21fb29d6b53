const worded = new Set(["text", "description", "title", "display", "valueString", "name", "contentString"]);

/** Every string under an element that holds words, by another road than the page takes. Titles of our own sections are not content. */
export function listTexts(value: unknown, key = ""): readonly string[] {
  if (typeof value === "string") return worded.has(key) ? [value] : [];
  if (Array.isArray(value)) return value.flatMap((item) => listTexts(item, key));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]: [string, unknown]) => (name === "title" && "entry" in value ? [] : listTexts(inner, name)));
}
