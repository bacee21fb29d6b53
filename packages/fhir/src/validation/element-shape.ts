import type { Catalogue } from "./catalogue.ts";
import type { Structure } from "./definitions.ts";
import { choiceProperties, isChoice } from "./element-tree.ts";
import type { ElementNode } from "./element-tree.ts";

/** How an element is written in JSON. */
export interface ElementShape {
  readonly list: boolean;
  /** The name a property is put together from, for an element of several types: `value` of `valueQuantity`. */
  readonly choice: boolean;
  /** The JSON properties it may have: one, or for a choice one for each type. */
  readonly properties: readonly string[];
  /** Defined where it stands (`CarePlan.activity`), not by a data type of its own. */
  readonly inline: boolean;
  /** There must be one. */
  readonly mandatory: boolean;
  /** It changes what the rest means, so that nobody may leave it out. */
  readonly modifier: boolean;
  /** Part of the summary of its type. */
  readonly summary: boolean;
  /** The type it has when it is written as `property`; `undefined` for a property it can't have. */
  typeOf(property: string): string | undefined;
  /** What may stand below it, when it is written as `property`. */
  below(property: string): Shapes;
  /** The names of what may stand below it, in the order of the definition. */
  namesBelow(property: string): readonly string[];
}

/** The shape of a child, by its FHIRPath name (`value`, not `valueQuantity`); `undefined` when there is no such element. */
export type Shapes = (name: string) => ElementShape | undefined;

const nothing: Shapes = () => undefined;

/** Shapes of the children of a type of the specification; none for a type that isn't known. */
export function shapesOfType(type: string, catalogue: Catalogue): Shapes {
  const structure = catalogue.structure(type);
  return structure === undefined || structure.constraint ? nothing : below(catalogue.tree(structure).root, structure, catalogue);
}

/** The FHIRPath names of the children of a type, in the order of the definition; none for a type that isn't known. */
export function namesOfType(type: string, catalogue: Catalogue): readonly string[] {
  const structure = catalogue.structure(type);
  return structure === undefined || structure.constraint ? [] : namesIn(catalogue.tree(structure).root);
}

function namesIn({ children }: ElementNode): readonly string[] {
  return [...children.keys()].map((name) => name.replace("[x]", ""));
}

/** What stands below an element never changes, and is asked for each element of all that is written. */
const kept = new WeakMap<ElementNode, Shapes>();

function below(node: ElementNode, structure: Structure, catalogue: Catalogue): Shapes {
  const known = kept.get(node);
  if (known !== undefined) return known;
  const shapes = new Map<string, ElementShape>();
  const made: Shapes = (name) => {
    const shape = shapes.get(name) ?? shapeOf(node, name, structure, catalogue);
    // a name without shape may be anything that was sent: that isn't kept
    if (shape !== undefined) shapes.set(name, shape);
    return shape;
  };
  kept.set(node, made);
  return made;
}

function shapeOf(node: ElementNode, name: string, structure: Structure, catalogue: Catalogue): ElementShape | undefined {
  const child = node.children.get(name) ?? node.children.get(`${name}[x]`);
  if (child === undefined) return undefined;
  const choices = isChoice(child) ? choiceProperties(child) : [{ property: name, type: child.rule.types?.[0]?.code ?? "Element" }];
  const repeatedFrom = child.rule.content === undefined ? undefined : catalogue.tree(structure).byId.get(child.rule.content);
  return {
    list: child.rule.list === true,
    choice: isChoice(child),
    properties: choices.map(({ property }) => property),
    inline: repeatedFrom !== undefined || child.children.size > 0,
    mandatory: child.rule.min > 0,
    modifier: child.rule.modifier === true,
    summary: child.rule.summary === true,
    typeOf: (property) => choices.find((choice) => choice.property === property)?.type,
    below(property) {
      if (repeatedFrom !== undefined) return below(repeatedFrom, structure, catalogue);
      if (child.children.size > 0) return below(child, structure, catalogue);
      return shapesOfType(choices.find((choice) => choice.property === property)?.type ?? "", catalogue);
    },
    namesBelow(property) {
      if (repeatedFrom !== undefined) return namesIn(repeatedFrom);
      if (child.children.size > 0) return namesIn(child);
      return namesOfType(choices.find((choice) => choice.property === property)?.type ?? "", catalogue);
    },
  };
}
