import { setNumber } from "../json.ts";
import type { Field, Layout, Layouts } from "./layout.ts";
import { fhirNamespace, maximumDepth, parseXml, parseXmlInSteps, xhtmlNamespace, type XmlElement } from "./parse-xml.ts";
import { xmlFault, type Place } from "./place.ts";

type Tree = Record<string, unknown>;

/** A number as JSON writes it; the `+` that XML Schema allows an integer is taken off before. */
const number = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
const numeric: ReadonlySet<string> = new Set(["decimal", "integer", "unsignedInt", "positiveInt"]);

/** Reads a resource from XML, as `parseJson` reads it from JSON: numbers keep how they were written.
 *  @throws {Anomaly} `incorrect`, with line, column and the place in the resource; never a value of the document. */
export function readResource(text: string, layouts: Layouts): Tree {
  return new Reader(text, layouts).resource(parseXml(text), undefined, 0);
}

/** The same, some milliseconds of work at a time. @throws {Anomaly} as `readResource` */
export function* readResourceInSteps(text: string, layouts: Layouts): Generator<undefined, Tree> {
  return new Reader(text, layouts).resource(yield* parseXmlInSteps(text), undefined, 0);
}

class Reader {
  readonly #text: string;
  readonly #layouts: Layouts;

  constructor(text: string, layouts: Layouts) {
    this.#text = text;
    this.#layouts = layouts;
  }

  /** @param depth levels of JSON above it */
  resource(element: XmlElement, within: Place | undefined, depth: number): Tree {
    this.#demandNamespace(element, within);
    const layout = this.#layouts.ofResource(element.name);
    if (layout === undefined) return this.#refuse(element, "expected a resource type that is known here", within);
    const place = within ?? { name: element.name };
    if (element.attributes.size > 0) this.#refuse(element, "expected no attribute at a resource", place);
    const tree: Tree = { resourceType: element.name };
    this.#members(tree, element, layout, place, depth);
    return tree;
  }

  #members(tree: Tree, element: XmlElement, layout: Layout, place: Place, depth: number): void {
    this.#demandDepth(element, place, depth);
    let rank = -1;
    for (const child of element.children) {
      const field = layout.get(child.name);
      if (field === undefined || field.kind === "attribute") return this.#refuse(child, "an element that isn't known here", place);
      const index = field.list ? Math.max(lengthOf(tree[field.property]), lengthOf(tree[`_${field.property}`])) : undefined;
      const at: Place = { within: place, name: field.name, ...(index !== undefined && { index }) };
      if (field.rank < rank) this.#refuse(child, "an element out of the order of the specification", at);
      rank = field.rank;
      if (index === undefined && (Object.hasOwn(tree, field.property) || Object.hasOwn(tree, `_${field.property}`))) this.#refuse(child, "an element that may stand there once", at);
      if (index !== undefined) this.#demandDepth(child, at, depth + 1);
      this.#member(tree, child, field, at, index === undefined ? depth + 1 : depth + 2);
    }
  }

  #member(tree: Tree, child: XmlElement, field: Field, place: Place, depth: number): void {
    const { property, list, kind } = field;
    if (kind === "xhtml") {
      tree[property] = this.#narrative(child, place);
      return;
    }
    this.#demandNamespace(child, place);
    if (kind === "primitive") {
      this.#primitive(tree, child, field, place, depth);
      return;
    }
    const value = kind === "resource" ? this.#held(child, place, depth) : this.#complex(child, field.below(), place, depth);
    if (list) ((tree[property] ??= []) as unknown[]).push(value);
    else tree[property] = value;
  }

  #narrative(element: XmlElement, place: Place): string {
    if (element.namespace !== xhtmlNamespace || element.markup === undefined) return this.#refuse(element, "expected a div of XHTML", place);
    return element.markup;
  }

  #held(element: XmlElement, place: Place, depth: number): Tree {
    const [only, ...more] = element.children;
    if (only === undefined || more.length > 0 || element.attributes.size > 0) return this.#refuse(element, "expected one resource and nothing else", place);
    return this.resource(only, place, depth);
  }

  #complex(element: XmlElement, layout: Layout, place: Place, depth: number): Tree {
    const tree: Tree = {};
    for (const [name, value] of element.attributes) {
      if (layout.get(name)?.kind !== "attribute") this.#refuse(element, "an attribute that isn't known here", place);
      tree[name] = value;
    }
    this.#members(tree, element, layout, place, depth);
    if (Object.keys(tree).length === 0) this.#refuse(element, "an element that says nothing", place);
    return tree;
  }

  #primitive(tree: Tree, element: XmlElement, { property, list, type }: Field, place: Place, depth: number): void {
    const value = element.attributes.get("value");
    const beside = this.#beside(element, place, depth);
    if (value === undefined && beside === undefined) this.#refuse(element, "an element that says nothing", place);
    if (!list) {
      if (value !== undefined) this.#value(tree, property, value, element, type, place);
      if (beside !== undefined) tree[`_${property}`] = beside;
      return;
    }
    const index = place.index ?? 0;
    const values = listFor(tree, property, value !== undefined, index);
    if (value !== undefined) this.#value(values!, index, value, element, type, place);
    else values?.push(null);
    listFor(tree, `_${property}`, beside !== undefined, index)?.push(beside ?? null);
  }

  /** What stands beside the value of a primitive: its id and its extensions. */
  #beside(element: XmlElement, place: Place, depth: number): Tree | undefined {
    const beside: Tree = {};
    for (const [name, text] of element.attributes) {
      if (name === "id") beside["id"] = text;
      else if (name !== "value") this.#refuse(element, "an attribute that isn't known here", place);
    }
    if (element.children.length > 0) this.#members(beside, element, this.#layouts.of("Element"), place, depth);
    if (Object.keys(beside).length === 0) return undefined;
    this.#demandDepth(element, place, depth);
    return beside;
  }

  #value(target: object, key: string | number, value: string, element: XmlElement, type: string, place: Place): void {
    const holder = target as Record<string | number, unknown>;
    if (numeric.has(type)) {
      const source = value.startsWith("+") ? value.slice(1) : value;
      if (!number.test(source)) this.#refuse(element, "expected a number", place);
      setNumber(holder, key, source);
    } else if (type === "boolean") {
      if (value !== "true" && value !== "false") this.#refuse(element, "expected true or false", place);
      holder[key] = value === "true";
    } else holder[key] = value;
  }

  #demandDepth(element: XmlElement, place: Place, depth: number): void {
    if (depth >= maximumDepth) this.#refuse(element, `the body nests deeper than ${maximumDepth} levels`, place);
  }

  #demandNamespace(element: XmlElement, place: Place | undefined): void {
    if (element.namespace !== fhirNamespace) this.#refuse(element, `expected an element of the namespace ${fhirNamespace}`, place);
  }

  #refuse(element: XmlElement, said: string, place: Place | undefined): never {
    throw xmlFault(this.#text, element.at, said, place);
  }
}

/** In JSON, values and what stands beside them are two lists, in which null keeps the place of what only the other has. A list that says nothing
 *  so far is made when there is something to say. */
function listFor(tree: Tree, property: string, isNeeded: boolean, index: number): unknown[] | undefined {
  const known = tree[property] as unknown[] | undefined;
  if (known !== undefined || !isNeeded) return known;
  const made: unknown[] = Array.from({ length: index }, () => null);
  tree[property] = made;
  return made;
}

function lengthOf(list: unknown): number {
  return Array.isArray(list) ? list.length : 0;
}
