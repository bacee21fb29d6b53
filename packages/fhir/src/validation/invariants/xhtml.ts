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
const token = /<!--[\s\S]*?-->|<\/([A-Za-z][\w:]*)\s*>|<([A-Za-z][\w:]*)((?:\s+[\w:-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>/y;
const attribute = /([\w:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;

/** Tells what is wrong with a narrative, or `undefined`: one well-formed `div` in the XHTML namespace with only elements and attributes for
 *  text and layout, no active content, and something to see. Source: FHIR R4, Narrative, txt-1 and txt-2. */
export function findXhtmlFault(div: string): string | undefined {
  const text = div.trim();
  const open: string[] = [];
  let isVisible = false;
  let at = 0;
  while (at < text.length) {
    const next = text.indexOf("<", at);
    const words = text.slice(at, next === -1 ? undefined : next);
    if (words.trim() !== "") {
      if (open.length === 0) return "text outside the div";
      if (entity.test(words)) return "an & that begins no entity";
      isVisible = true;
    }
    if (next === -1) break;
    token.lastIndex = next;
    const found = token.exec(text);
    if (!found) return "markup that is not well formed";
    at = token.lastIndex;
    const [, closed, opened, attributes = "", selfClosed] = found;
    if (closed !== undefined) {
      if (open.pop() !== closed) return "an element that is closed out of order";
      if (open.length === 0 && at < text.length) return "text outside the div";
    } else if (opened !== undefined) {
      const fault = findElementFault(opened, attributes, open.length === 0);
      if (fault !== undefined) return fault;
      if (opened === "img") isVisible = true;
      if (selfClosed !== "/") open.push(opened);
      else if (open.length === 0) return "an empty div";
    }
  }
  if (open.length > 0) return "an element that is not closed";
  return isVisible ? undefined : "nothing to read";
}

function findElementFault(name: string, attributes: string, isOutermost: boolean): string | undefined {
  if (isOutermost && name !== "div") return "expected a div";
  if (!allowedElements.has(name)) return "an element that is not allowed";
  let hasNamespace = false;
  for (const [, key = "", double, single] of attributes.matchAll(attribute)) {
    const value = double ?? single ?? "";
    if (!allowedAttributes.has(key)) return "an attribute that is not allowed";
    if (key === "xmlns") hasNamespace = value === "http://www.w3.org/1999/xhtml";
    if ((key === "href" || key === "src") && /^\s*(?:javascript|vbscript):/i.test(value)) return "a link that is a script";
  }
  return isOutermost && !hasNamespace ? "the namespace http://www.w3.org/1999/xhtml is missing" : undefined;
}

