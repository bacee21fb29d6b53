import { Anomaly } from "../anomaly.ts";
import { sourceOfNumber } from "../json.ts";
import { escapeAttribute, escapeText, possible } from "./escape.ts";
import { numberEntities } from "./html-entities.ts";
import type { Field, Layout, Layouts } from "./layout.ts";
import { fhirNamespace, parseXml, xhtmlNamespace } from "./parse-xml.ts";

type Tree = Readonly<Record<string, unknown>>;

/** Writes a resource as XML. What the definitions don't know comes last, as it stands: it is written, not judged. */
export function writeResource(resource: Tree, layouts: Layouts): string {
  return `<?xml version="1.0" encoding="UTF-8"?>${writeTyped(resource, layouts, ` xmlns="${fhirNamespace}"`)}`;
}

function writeTyped(resource: Tree, layouts: Layouts, declaration = ""): string {
  const type = nameable(String(resource["resourceType"]));
  const { attributes, content } = writeMembers(resource, layouts.ofResource(type) ?? nothingKnown, layouts, true);
  return element(type, declaration + attributes, content);
}

const nothingKnown: Layout = new Map();

interface Written {
  readonly attributes: string;
  readonly content: string;
}

/** The members of an object in the order of the definition; a primitive and what stands beside it (`_birthDate`) are one element. */
function writeMembers(tree: Tree, layout: Layout, layouts: Layouts, isResource = false): Written {
  let attributes = "";
  let content = "";
  for (const [property, field] of inOrder(tree, layout, isResource)) {
    const value = tree[property];
    const beside = tree[`_${property}`];
    if (field?.kind === "attribute" || (field === undefined && !isResource && property === "id")) {
      if (value !== undefined) attributes += ` ${property}="${escapeAttribute(textOf(tree, property))}"`;
    } else if (Array.isArray(value) || Array.isArray(beside)) {
      const [values, besides] = [listOf(value), listOf(beside)];
      for (let at = 0; at < Math.max(values.length, besides.length); at += 1) content += writeElement(property, field, values, at, besides[at], layouts);
    } else content += writeElement(property, field, tree, property, beside, layouts);
  }
  return { attributes, content };
}

function inOrder(tree: Tree, layout: Layout, isResource: boolean): readonly (readonly [property: string, field: Field | undefined])[] {
  const properties = new Set<string>();
  for (const key of Object.keys(tree)) {
    if (!isResource || key !== "resourceType") properties.add(key.startsWith("_") ? key.slice(1) : key);
  }
  const fields = [...properties].map((property) => [property, layout.get(property)] as const);
  return fields.sort(([, former], [, next]) => (former?.rank ?? Infinity) - (next?.rank ?? Infinity) || 0);
}

function listOf(value: unknown): readonly unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

function writeElement(property: string, field: Field | undefined, holder: object, key: string | number, beside: unknown, layouts: Layouts): string {
  const name = nameable(property);
  const value = (holder as Record<string | number, unknown>)[key];
  if (isTree(value)) {
    if (field?.kind === "resource" || (field === undefined && typeof value["resourceType"] === "string")) return element(name, "", writeTyped(value, layouts));
    const { attributes, content } = writeMembers(value, field?.below() ?? nothingKnown, layouts);
    return element(name, attributes, content);
  }
  if (Array.isArray(value)) throw new Anomaly("not-acceptable", "this holds a list in a list, which XML has no form for; ask for application/fhir+json");
  if (field?.kind === "xhtml" && typeof value === "string") return writeNarrative(value);
  const { attributes, content } = isTree(beside) ? writeMembers(beside, layouts.of("Element"), layouts) : { attributes: "", content: "" };
  if (value === undefined || value === null) return attributes === "" && content === "" ? "" : element(name, attributes, content);
  return element(name, `${attributes} value="${escapeAttribute(textOf(holder, String(key)))}"`, content);
}

/** A primitive as XML writes it, which is how JSON does, without the quotes. */
function textOf(holder: object, key: string): string {
  const value = (holder as Tree)[key];
  if (typeof value === "number") return sourceOfNumber(holder, key);
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** A narrative is markup in JSON too, and goes as it is. One that isn't well formed, which validation lets nobody store, is shown as text. */
function writeNarrative(div: string): string {
  const markup = possible(numberEntities(div.trim()));
  return isDiv(markup) ? markup : `<div xmlns="${xhtmlNamespace}">${escapeText(div)}</div>`;
}

function isDiv(markup: string): boolean {
  if (!markup.startsWith("<div")) return false;
  try {
    const { name, namespace } = parseXml(markup, true);
    return name === "div" && namespace === xhtmlNamespace;
  } catch (thrown) {
    if (thrown instanceof Anomaly) return false;
    throw thrown;
  }
}

function element(name: string, attributes: string, content: string): string {
  return content === "" ? `<${name}${attributes}/>` : `<${name}${attributes}>${content}</${name}>`;
}

/** @throws {Anomaly} `not-acceptable` for a property that can't be the name of an element: nothing of the specification. */
function nameable(property: string): string {
  if (/^[A-Za-z]\w*$/.test(property)) return property;
  throw new Anomaly("not-acceptable", "this holds an element that XML has no form for; ask for application/fhir+json");
}

function isTree(value: unknown): value is Tree {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
