/** JSON with line breaks and indents (`_pretty`). Only white space is put in: numbers and texts stay as they are written.
 *  @param text well-formed JSON without white space between its parts, as this server writes it */
export function prettyJson(text: string): string {
  let depth = 0;
  // a text, an empty object or array, or one sign
  return text.replaceAll(/"[^"\\]*(?:\\.[^"\\]*)*"|\{\}|\[\]|[{}[\],:]/g, (part) => {
    if (part === "{" || part === "[") return part + newLine(++depth);
    if (part === "}" || part === "]") return newLine(--depth) + part;
    if (part === ",") return part + newLine(depth);
    return part === ":" ? ": " : part;
  });
}

/** XML with line breaks and indents. A narrative stays as it is: there white space counts.
 *  @param text well-formed FHIR XML without white space between its elements */
export function prettyXml(text: string): string {
  let depth = 0;
  return text.replaceAll(/<div\b[^>]*\/>|<div\b[\s\S]*?<\/div>(?=<\/text>)|<(?:[^>"]|"[^"]*")+>/g, (part, at: number) => {
    if (part.startsWith("<?")) return part;
    if (part.startsWith("</")) depth--;
    const indented = at === 0 ? part : newLine(depth) + part;
    if (!part.startsWith("<div") && !part.startsWith("</") && !part.endsWith("/>")) depth++;
    return indented;
  });
}

function newLine(depth: number): string {
  return `\n${"  ".repeat(depth)}`;
}
