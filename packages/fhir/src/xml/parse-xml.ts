import { SaxesParser, type SaxesTagNS } from "saxes";
import { mostValues } from "../sent-json.ts";
import { escapeAttribute, escapeText } from "./escape.ts";
import { xmlFault } from "./place.ts";

export const fhirNamespace = "http://hl7.org/fhir";
export const xhtmlNamespace = "http://www.w3.org/1999/xhtml";
const xmlNamespace = "http://www.w3.org/XML/1998/namespace";
const xmlnsNamespace = "http://www.w3.org/2000/xmlns/";

/** How deep elements may nest, as in JSON. */
export const maximumDepth = 100;

/** Characters that are read in one go, which takes some milliseconds whatever they are. */
const step = 65_536;

/** Characters of one narrative: as many as the longest string of FHIR. Source: FHIR R4, datatypes.html#string. */
const maximumNarrative = 1_048_576;

/** An element of a document, without the comments and the white space between elements. */
export interface XmlElement {
  /** Without prefix. */
  readonly name: string;
  readonly namespace: string;
  /** Those in a namespace (`xml:lang`) under their full name; declarations of namespaces are left out. */
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: XmlElement[];
  /** Offset of its `<` in the text. */
  readonly at: number;
  /** Of a narrative, instead of children: itself as markup that stands by itself. */
  markup?: string;
}

/** Reads an XML document, as UTF-8 text. Nothing is fetched and no entity is expanded but the five of XML itself.
 *  @throws {Anomaly} `incorrect` when it isn't well-formed XML 1.0 with namespaces, has a document type, a processing instruction or text
 *  between elements, nests deeper than 100, or, unless it is our own (`isOurs`), holds more than we read from others. */
export function parseXml(text: string, isOurs = false): XmlElement {
  const steps = parseXmlInSteps(text, isOurs);
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return value;
  }
}

/** The same, some milliseconds of work at a time, so that whoever reads a document of megabytes can do other things between. @throws {Anomaly} as `parseXml` */
export function* parseXmlInSteps(text: string, isOurs = false): Generator<undefined, XmlElement> {
  const parser = new SaxesParser({ xmlns: true, position: false, forceXMLVersion: true, defaultXMLVersion: "1.0" } as const);
  const open: XmlElement[] = [];
  let root: XmlElement | undefined;
  let narrative: NarrativeWriter | undefined;
  let tagAt = 0;
  let elements = 0;
  let attributes = 0;
  const refuse = (said: string, at = parser.position): never => {
    throw xmlFault(text, Math.min(at, text.length), said);
  };

  parser.on("error", () => refuse("the body is not well-formed XML, or names an entity other than the five of XML itself"));
  parser.on("doctype", () => refuse("a document type is not allowed"));
  parser.on("processinginstruction", () => refuse("a processing instruction is not allowed"));
  parser.on("xmldecl", ({ version, encoding }) => {
    if (version !== "1.0") refuse("expected XML 1.0");
    if (encoding !== undefined && encoding.toLowerCase() !== "utf-8") refuse("expected UTF-8");
  });
  parser.on("opentagstart", () => {
    tagAt = text.lastIndexOf("<", parser.position - 1);
    elements += 1;
    if (elements > mostValues && !isOurs) refuse(`the body has more than ${mostValues} elements`, tagAt);
  });
  parser.on("attribute", () => {
    attributes += 1;
    if (attributes > mostValues && !isOurs) refuse(`the body has more than ${mostValues} attributes`);
  });
  parser.on("opentag", (tag) => {
    if (narrative !== undefined) {
      if (open.length + narrative.depth >= maximumDepth) refuse(tooDeep, tagAt);
      if (!narrative.open(tag)) refuse("expected only XHTML in a narrative", tagAt);
      return;
    }
    if (open.length === maximumDepth) refuse(tooDeep, tagAt);
    const element: XmlElement = { name: tag.local, namespace: tag.uri, attributes: attributesOf(tag), children: [], at: tagAt };
    open.at(-1)?.children.push(element);
    root ??= element;
    open.push(element);
    if (tag.uri === xhtmlNamespace) {
      narrative = new NarrativeWriter();
      narrative.open(tag);
    }
  });
  parser.on("closetag", (tag) => {
    const element = open.at(-1)!;
    if (narrative !== undefined) {
      demandNarrativeSize();
      narrative.close(tag);
      if (narrative.depth > 0) return;
      element.markup = narrative.standsByItself ? text.slice(element.at, parser.position).replaceAll(/\r\n?/g, "\n") : narrative.markup;
      narrative = undefined;
    }
    open.pop();
  });
  const demandNarrativeSize = (): void => {
    const { at } = open.at(-1)!;
    if (parser.position - at > maximumNarrative && !isOurs) refuse(`a narrative has ${maximumNarrative} characters at most`, at);
  };
  const onText = (chars: string): void => {
    if (narrative !== undefined) {
      demandNarrativeSize();
      narrative.text(chars);
    } else if (/[^ \t\r\n]/.test(chars)) refuse("text between elements is not allowed; a value stands in the attribute value");
  };
  parser.on("text", onText);
  parser.on("cdata", onText);
  for (let at = 0; at < text.length; at += step) {
    parser.write(text.slice(at, at + step));
    if (at + step < text.length) yield;
  }
  parser.close();
  return root ?? refuse("the body has no element");
}

const tooDeep = `the body nests deeper than ${maximumDepth} levels`;

function attributesOf(tag: SaxesTagNS): ReadonlyMap<string, string> {
  const own = new Map<string, string>();
  for (const { name, uri, value } of Object.values(tag.attributes)) if (uri !== xmlnsNamespace) own.set(name, value);
  return own;
}

/** Writes a narrative anew, element by element, for the case that its source leans on what stands around it: prefixes and namespaces. */
class NarrativeWriter {
  depth = 0;
  markup = "";
  /** The source has the namespace itself and no prefixes, so it can be taken as it is. */
  standsByItself = true;

  /** @returns false for an element or attribute of another namespace */
  open(tag: SaxesTagNS): boolean {
    const attributes = Object.values(tag.attributes).filter(({ uri }) => uri !== xmlnsNamespace);
    const isForeign = tag.uri !== xhtmlNamespace || attributes.some(({ uri }) => uri !== "" && uri !== xmlNamespace);
    const hasNamespace = tag.attributes["xmlns"] !== undefined;
    if (tag.prefix !== "" || (this.depth === 0 && !hasNamespace)) this.standsByItself = false;
    this.markup += `<${tag.local}`;
    if (this.depth === 0) this.markup += ` xmlns="${xhtmlNamespace}"`;
    for (const { name, value } of attributes) this.markup += ` ${name}="${escapeAttribute(value)}"`;
    this.markup += tag.isSelfClosing ? "/>" : ">";
    this.depth += 1;
    return !isForeign;
  }

  close(tag: SaxesTagNS): void {
    if (!tag.isSelfClosing) this.markup += `</${tag.local}>`;
    this.depth -= 1;
  }

  text(chars: string): void {
    this.markup += escapeText(chars);
  }
}
