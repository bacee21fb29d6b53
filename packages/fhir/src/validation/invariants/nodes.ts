/** A primitive that has an id or extensions beside its value; without those a primitive is its bare value. */
export class ExtendedPrimitive {
  readonly value: unknown;
  readonly element: Members;
  constructor(value: unknown, element: Members) {
    this.value = value;
    this.element = element;
  }
}

type Members = Readonly<Record<string, unknown>>;

/** A FHIRPath collection without a wrapper: `undefined` is none, an array is several, anything else is one node (no FHIR node is an
 *  array). So the commonest collections, one node and a list as it stands in the resource, cost nothing to make. */
export type Nodes = unknown;

const none: readonly unknown[] = [];

export function isNone(nodes: Nodes): boolean {
  return nodes === undefined || nodes === null || (Array.isArray(nodes) && nodes.length === 0);
}

export function listOf(nodes: Nodes): readonly unknown[] {
  if (Array.isArray(nodes)) return nodes;
  return nodes === undefined || nodes === null ? none : [nodes];
}

export function countOf(nodes: Nodes): number {
  if (Array.isArray(nodes)) return nodes.length;
  return nodes === undefined || nodes === null ? 0 : 1;
}

/** The value of the only node; `undefined` when there is none or more than one. */
export function only(nodes: Nodes): unknown {
  if (!Array.isArray(nodes)) return valueOf(nodes) ?? undefined;
  return nodes.length === 1 ? valueOf(nodes[0]) : undefined;
}

/** The value of a node, `undefined` for a primitive that only has extensions. */
export function valueOf(node: unknown): unknown {
  return node instanceof ExtendedPrimitive ? node.value : node;
}

export function isPrimitiveValue(node: unknown): boolean {
  const value = valueOf(node);
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean";
}

/** Joins what each node gives; for several nodes a new list. */
export function flatMap(nodes: Nodes, each: (node: unknown) => Nodes): Nodes {
  if (!Array.isArray(nodes)) return nodes === undefined || nodes === null ? undefined : each(nodes);
  if (nodes.length === 1) return each(nodes[0]);
  const found: unknown[] = [];
  for (const node of nodes) append(found, each(node));
  return found;
}

export function append(found: unknown[], nodes: Nodes): void {
  if (Array.isArray(nodes)) for (const node of nodes) found.push(node);
  else if (nodes !== undefined && nodes !== null) found.push(nodes);
}

/** What FHIRPath finds under a name of one node: a member, a list, a primitive with its extensions (`beside` is `_name`), or the member
 *  of a choice (`value` finds `valueQuantity`; `choices` are its properties). */
export function memberOf(node: unknown, name: string, beside: string, choices: ReadonlySet<string> | undefined): Nodes {
  if (typeof node !== "object" || node === null) return undefined;
  const members = node instanceof ExtendedPrimitive ? node.element : (node as Members);
  const value = members[name];
  const extended = members[beside];
  if (extended !== undefined) return joinPrimitive(value, extended);
  if (value !== undefined || choices === undefined) return value;
  const chosen = choiceIn(members, name, choices);
  if (chosen === undefined) return undefined;
  const besideChosen = members[`_${chosen}`];
  return besideChosen === undefined ? members[chosen] : joinPrimitive(members[chosen], besideChosen);
}

/** The property by which a choice is there. */
function choiceIn(members: Members, name: string, choices: ReadonlySet<string>): string | undefined {
  const first = name.charCodeAt(0);
  for (const key in members) {
    const char = key.charCodeAt(0);
    if (char === first && choices.has(key)) return key;
    if (char === underscore && choices.has(key.slice(1))) return key.slice(1);
  }
  return undefined;
}

const underscore = "_".charCodeAt(0);

function joinPrimitive(value: unknown, extended: unknown): Nodes {
  if (!Array.isArray(value) && !Array.isArray(extended)) return primitiveOf(value, extended);
  const values = (Array.isArray(value) ? value : none) as readonly unknown[];
  const elements = (Array.isArray(extended) ? extended : none) as readonly unknown[];
  return Array.from({ length: Math.max(values.length, elements.length) }, (_, at) => primitiveOf(values[at], elements[at])).filter((node) => node !== undefined);
}

/** A primitive with what stands beside it. */
export function primitiveOf(value: unknown, element: unknown): unknown {
  return typeof element === "object" && element !== null ? new ExtendedPrimitive(value ?? undefined, element as Members) : (value ?? undefined);
}

/** Every direct child of a node, `resourceType` not counted: it is no element. */
export function childrenOf(node: unknown): readonly unknown[] {
  if (typeof node !== "object" || node === null) return none;
  const members = node instanceof ExtendedPrimitive ? node.element : (node as Members);
  const found: unknown[] = [];
  for (const key in members) {
    if (key === "resourceType" || (key.startsWith("_") && members[key.slice(1)] !== undefined)) continue;
    const name = key.startsWith("_") ? key.slice(1) : key;
    append(found, memberOf(node, name, `_${name}`, undefined));
  }
  return found;
}

/** Adds all nodes below the given one, that one not counted. */
export function collectDescendants(node: unknown, into: unknown[]): void {
  for (const child of childrenOf(node)) {
    into.push(child);
    collectDescendants(child, into);
  }
}

/** Equality of FHIRPath for two nodes: by value, members in any order. */
export function isSame(left: unknown, right: unknown): boolean {
  const a = valueOf(left);
  const b = valueOf(right);
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return a === b;
  if (Array.isArray(a) || Array.isArray(b)) return Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((item, at) => isSame(item, b[at]));
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => isSame((a as Members)[key], (b as Members)[key]));
}
