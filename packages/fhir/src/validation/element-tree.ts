import { choiceProperty } from "../choice-property.ts";
import type { ElementRule, Structure } from "./definitions.ts";

/** An element of a snapshot with what hangs below it. Slices hang at the element they slice, not beside it. */
export interface ElementNode {
  readonly rule: ElementRule;
  /** Last part of the path: `name`, `value[x]`. */
  readonly name: string;
  readonly children: Map<string, ElementNode>;
  readonly slices: ElementNode[];
}

export interface ElementTree {
  readonly root: ElementNode;
  readonly byId: ReadonlyMap<string, ElementNode>;
}

/** Turns the flat list of a snapshot into a tree, by element id (`Patient.name:official.given`). */
export function buildElementTree({ elements }: Structure): ElementTree {
  const byId = new Map<string, ElementNode>();
  for (const rule of elements) {
    const node: ElementNode = { rule, name: rule.path.slice(rule.path.lastIndexOf(".") + 1), children: new Map(), slices: [] };
    byId.set(rule.id, node);
    const parent = parentOf(rule.id, byId);
    if (parent === undefined) continue;
    const unsliced = rule.slice === undefined ? undefined : parent.children.get(node.name);
    if (unsliced) unsliced.slices.push(node);
    else parent.children.set(node.name, node);
  }
  const [first] = byId.values();
  if (!first) throw new TypeError("a snapshot has at least a root element");
  return { root: first, byId };
}

/** A slice name may hold a dot, so the longest known prefix is the parent. */
function parentOf(id: string, byId: ReadonlyMap<string, ElementNode>): ElementNode | undefined {
  for (let dot = id.lastIndexOf("."); dot > 0; dot = id.lastIndexOf(".", dot - 1)) {
    const parent = byId.get(id.slice(0, dot));
    if (parent) return parent;
  }
  return undefined;
}

/** The JSON properties of a choice element: `value[x]` of Quantity and string gives `valueQuantity`, `valueString`. */
export function choiceProperties(node: ElementNode): readonly { readonly property: string; readonly type: string }[] {
  const base = node.name.slice(0, -"[x]".length);
  return (node.rule.types ?? []).map(({ code }) => ({ property: choiceProperty(base, code), type: code }));
}

export function isChoice(node: ElementNode): boolean {
  return node.name.endsWith("[x]");
}
