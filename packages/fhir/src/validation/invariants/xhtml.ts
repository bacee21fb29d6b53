import { mostValues } from "../../sent-json.ts";

const allowedElements: ReadonlySet<string> = new Set(
  (
    "p br div h1 h2 h3 h4 h5 h6 a span b em i strong small big tt dfn q var abbr acronym cite blockquote hr ul ol li dl dt dd pre table caption " +
    "colgroup col thead tr tfoot tbody th td code samp img map area del ins sub sup kbd address"
  ).split(" "),
);
const allowedAttributes: ReadonlySet<string> = new Set(
  (
    "title style class id lang xml:lang dir accesskey tabindex span width align valign char charoff abbr axis headers scope rowspan colspan cellspacing " +
    "cellpadding frame rules border bgcolor summary nowrap href name charset type hreflang rel rev shape coords src alt longdesc height usemap ismap " +
    "cite datetime xmlns value start compact"
  ).split(" "),
);
/** XML knows five entities; XHTML in FHIR also those of HTML 4, which look alike. */
const entity = /&(?!(?:#\d+|#x[\da-fA-F]+|[A-Za-z][A-Za-z\d]*);)/;
const attribute = /\s+([\w:-]+)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/y;
const name = /[A-Za-z][A-Za-z\d]*/y;
const namespace = ' xmlns="http://www.w3.org/1999/xhtml"';

/** Opened, closed and comments together: as many elements as a body in XML may have (`mostValues`), for the narrative is read as XML when it is asked for so. */
const mostTags = 2 * mostValues;

/** Tells what is wrong with a narrative, or `undefined`: one well-formed `div` in the XHTML namespace with only elements and attributes for
 *  text and layout, no active content, and something to see. Source: FHIR R4, Narrative, txt-1 and txt-2. */
export function findXhtmlFault(div: string): string | undefined {
  const text = div.trim();
  const open: string[] = [];
  let isVisible = false;
  let tags = 0;
  let ampersand = -1;
  for (let at = 0; at < text.length; ) {
    if (open.length === 0 && at > 0) return "text after the div";
    const next = text.indexOf("<", at);
    const end = orEnd(next, text);
    if (end > at) {
      if (open.length === 0) return "text outside the div";
      if (!isVisible) isVisible = text.slice(at, end).trim() !== "";
      // looked for once, not from each tag to the end
      if (ampersand < at && ampersand < text.length) ampersand = orEnd(text.indexOf("&", at), text);
      if (ampersand < end && entity.test(text.slice(at, end))) return "an & that begins no entity";
    }
    if (next === -1) break;
    tags += 1;
    if (tags > mostTags) return "more tags than a narrative may have";
    if (text.startsWith("<!--", next)) {
      const close = text.indexOf("-->", next + 4);
      if (close === -1) return "a comment that is not closed";
      at = close + 3;
      continue;
    }
    const close = endOfTag(text, next);
    if (close === -1) return "markup that is not well formed";
    at = close + 1;
    if (text.charCodeAt(next + 1) === slash) {
      if (open.pop() !== text.slice(next + 2, close).trimEnd()) return "an element that is closed out of order";
      continue;
    }
    const isClosed = text.charCodeAt(close - 1) === slash;
    const tag = text.slice(next + 1, isClosed ? close - 1 : close);
    // without attributes, as nearly all are
    if (open.length > 0 && allowedElements.has(tag)) {
      if (tag === "img") isVisible = true;
      if (!isClosed) open.push(tag);
      continue;
    }
    name.lastIndex = 0;
    const length = name.test(tag) ? name.lastIndex : 0;
    const element = tag.slice(0, length);
    const fault = findElementFault(element, tag.slice(length), open.length === 0);
    if (fault !== undefined) return fault;
    if (element === "img") isVisible = true;
    if (!isClosed) open.push(element);
  }
  if (open.length > 0) return "an element that is not closed";
  return isVisible ? undefined : "nothing to read";
}

function orEnd(index: number, text: string): number {
  return index === -1 ? text.length : index;
}

const slash = "/".charCodeAt(0);

/** Where the tag that begins at `from` ends, -1 if nowhere; a `>` may stand in a quoted value. */
function endOfTag(text: string, from: number): number {
  let quote = 0;
  for (let at = from + 1; at < text.length; at += 1) {
    const char = text.charCodeAt(at);
    if (quote !== 0) quote = char === quote ? 0 : quote;
    else if (char === 62) return at;
    else if (char === 34 || char === 39) quote = char;
  }
  return -1;
}

function findElementFault(element: string, attributes: string, isOutermost: boolean): string | undefined {
  if (isOutermost && element !== "div") return "expected a div";
  if (!allowedElements.has(element)) return "an element that is not allowed";
  if (attributes === "") return isOutermost ? "the namespace http://www.w3.org/1999/xhtml is missing" : undefined;
  if (attributes === namespace) return undefined;
  let hasNamespace = false;
  let at = 0;
  for (attribute.lastIndex = 0; ; ) {
    const [found, key = "", double, single] = attribute.exec(attributes) ?? [];
    if (found === undefined) break;
    at = attribute.lastIndex;
    const value = double ?? single ?? "";
    if (!allowedAttributes.has(key)) return "an attribute that is not allowed";
    if (key === "xmlns") hasNamespace = value === "http://www.w3.org/1999/xhtml";
    if ((key === "href" || key === "src") && /^\s*(?:javascript|vbscript):/i.test(value)) return "a link that is a script";
    attribute.lastIndex = at;
  }
  if (attributes.slice(at).trim() !== "") return "markup that is not well formed";
  return isOutermost && !hasNamespace ? "the namespace http://www.w3.org/1999/xhtml is missing" : undefined;
}
