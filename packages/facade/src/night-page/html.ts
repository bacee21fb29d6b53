/** A piece of finished markup. Only `html` makes one, so whatever else lands in a template is text and gets escaped. */
export interface Html {
  readonly markup: string;
}

/** What may stand in a template: text and numbers are escaped, markup and lists of it go in as they are, the empty values give nothing. */
export type Content = Html | string | number | false | null | undefined | readonly Content[];

const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

/** Escapes text for element content and for quoted attributes. Control characters other than tab and line ends go:
 *  HTML has no way to show them, and they hide what follows in some printers. */
export function escapeHtml(text: string): string {
  const shown = text.replaceAll(/\p{Cc}/gu, (control) => ("\t\n\r".includes(control) ? control : ""));
  return shown.replaceAll(/[&<>"']/g, (character) => entities[character] ?? character);
}

function renderContent(content: Content): string {
  if (content === undefined || content === null || content === false) return "";
  if (typeof content === "string") return escapeHtml(content);
  if (typeof content === "number") return String(content);
  return "markup" in content ? content.markup : content.map(renderContent).join("");
}

/** Template tag that escapes. Attribute values in a template must stand in double quotes. */
export function html(parts: TemplateStringsArray, ...contents: readonly Content[]): Html {
  return { markup: parts.reduce((before, part, place) => `${before}${renderContent(contents[place - 1])}${part}`) };
}

export const nothing: Html = { markup: "" };

/** Tells whether there is anything to show. */
export function isEmpty(piece: Html): boolean {
  return piece.markup.trim() === "";
}

/** Puts `separator` between the pieces that hold something. */
export function joinHtml(pieces: readonly Html[], separator: string): Html {
  return { markup: pieces.filter((piece) => !isEmpty(piece)).map((piece) => piece.markup).join(escapeHtml(separator)) };
}
