/** What XML 1.0 can't hold, not even as a reference: controls, half a surrogate pair, the two that are no characters. */
const impossible = /[[\p{Cc}--[\t\n\r\u007F-\u009F]]\p{Cs}\uFFFE\uFFFF]/gv;
const inAttribute = /[&<>"\t\n\r]/g;
const special = /[&<>"\p{Cc}\p{Cs}\uFFFE\uFFFF]/v;

const references: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;" };

/** A text as the value of an attribute; white space as references, because a reader makes plain spaces of it otherwise.
 *  A character that XML can't hold becomes the replacement sign. */
export function escapeAttribute(text: string): string {
  return special.test(text) ? possible(text).replace(inAttribute, (char) => references[char]!) : text;
}

export function escapeText(text: string): string {
  return possible(text).replace(/[&<>\r]/g, (char) => references[char]!);
}

/** The text with the replacement sign for what XML can't hold. */
export function possible(text: string): string {
  return text.replace(impossible, "\uFFFD");
}
