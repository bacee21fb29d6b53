/** A primitive that has an id or extensions beside its value; without those a primitive is its bare value. */
export class ExtendedPrimitive {
  readonly value: unknown;
  readonly element: Readonly<Record<string, unknown>>;
  constructor(value: unknown, element: Readonly<Record<string, unknown>>) {
    this.value = value;
    this.element = element;
  }
}

type Members = Readonly<Record<string, unknown>>;

/** The value of a node, `undefined` for a primitive that only has extensions. */
export function valueOf(node: unknown): unknown {
  return node instanceof ExtendedPrimitive ? node.value : node;
}

export function isPrimitiveValue(node: unknown): boolean {
  const value = valueOf(node);
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean";
}

/** Adds to `into` what FHIRPath finds under `name`: a member, the items of a list, a primitive with its extensions, or the member
 *  of a choice (`value` finds `valueQuantity`). `beside` is `_name`, `choices` the properties of a choice; both computed once. */
export function collectMembers(node: unknown, name: string, beside: string, choices: ReadonlySet<string> | undefined, into: unknown[]): void {
  if (typeof node !== "object" || node === null) return;
  const members = (node instanceof ExtendedPrimitive ? node.element : node) as Members;
  if (addMember(members[name], members[beside], into) || choices === undefined) return;
  const chosen = choiceIn(members, choices);
  if (chosen !== undefined) addMember(members[chosen], members[`_${chosen}`], into);
}

function addMember(value: unknown, extended: unknown, into: unknown[]): boolean {
  if (value === undefined && extended === undefined) return false;
  if (Array.isArray(value) || Array.isArray(extended)) {
    const values = (Array.isArray(value) ? value : []) as readonly unknown[];
    const elements = (Array.isArray(extended) ? extended : []) as readonly unknown[];
    for (let at = 0; at < Math.max(values.length, elements.length); at += 1) addNode(values[at], elements[at], into);
  } else addNode(value, extended, into);
  return true;
}

function addNode(value: unknown, element: unknown, into: unknown[]): void {
  if (typeof element === "object" && element !== null) into.push(new ExtendedPrimitive(value ?? undefined, element as Members));
  else if (value !== undefined && value !== null) into.push(value);
}

/** Tells whether `collectMembers` would find something, without collecting. */
export function hasMember(node: unknown, name: string, beside: string, choices: ReadonlySet<string> | undefined): boolean {
  if (typeof node !== "object" || node === null) return false;
  const members = (node instanceof ExtendedPrimitive ? node.element : node) as Members;
  if (isThere(members[name]) || isThere(members[beside])) return true;
  return choices !== undefined && choiceIn(members, choices) !== undefined;
}

/** The property by which a choice is there. */
function choiceIn(members: Members, choices: ReadonlySet<string>): string | undefined {
  for (const key in members) {
    if (choices.has(key)) return key;
    if (key.startsWith("_") && choices.has(key.slice(1))) return key.slice(1);
  }
  return undefined;
}

function isThere(member: unknown): boolean {
  return member !== undefined && member !== null && !(Array.isArray(member) && member.length === 0);
}

/** Every direct child of a node, `resourceType` not counted: it is no element. */
export function collectChildren(node: unknown, into: unknown[]): void {
  if (typeof node !== "object" || node === null) return;
  const members = (node instanceof ExtendedPrimitive ? node.element : node) as Members;
  for (const key in members) {
    if (key === "resourceType") continue;
    if (key.startsWith("_")) {
      if (members[key.slice(1)] === undefined) addMember(undefined, members[key], into);
    } else addMember(members[key], members[`_${key}`], into);
  }
}

/** All nodes below the given ones, the nodes themselves not counted. */
export function collectDescendants(nodes: readonly unknown[], into: unknown[]): void {
  for (const node of nodes) {
    const children: unknown[] = [];
    collectChildren(node, children);
    for (const child of children) into.push(child);
    collectDescendants(children, into);
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
