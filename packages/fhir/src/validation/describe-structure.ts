import { choiceProperties, isChoice } from "./element-tree.ts";
import type { ElementNode } from "./element-tree.ts";
import type { Constraint, ElementType, Structure, ValueSets } from "./definitions.ts";
import { compileLazily } from "./schema-compiler.ts";
import type { Check, Presence, Schema } from "./schema-compiler.ts";
import type { Finding, Visit } from "./context.ts";
import { elementInvariants, primitiveInvariants } from "./invariants/invariant-check.ts";
import { matchBinding, matchCoded, matchFixed, matchPattern, matchTargets } from "./match-value.ts";
import { primitive } from "./primitives.ts";
import type { Catalogue } from "./catalogue.ts";
import { visitSlices } from "./slicing.ts";
import { checkHoles } from "./primitive-list.ts";

type Said = Omit<Finding, "pointer">;

/** One type an element may have, and where in the snapshot it is said. */
interface Typed {
  readonly node: ElementNode;
  readonly type: ElementType;
}

/** The schema of a StructureDefinition: the object it describes, with everything its snapshot says. */
export function describeStructure(structure: Structure, catalogue: Catalogue): Schema {
  const { root } = catalogue.tree(structure);
  const schema = describeObject(root, structure, catalogue, structure.type);
  if (structure.kind !== "resource") return schema;
  return schema.members ? { ...schema, members: { resourceType: {}, ...schema.members } } : schema;
}

/** The schema of the element another one repeats by `contentReference` (`Questionnaire.item`). */
export function describeContent(structure: Structure, id: string, catalogue: Catalogue): Schema {
  const node = catalogue.tree(structure).byId.get(id);
  return node ? describeObject(node, structure, catalogue, "BackboneElement") : {};
}

function describeObject(node: ElementNode, structure: Structure, catalogue: Catalogue, type: string): Schema {
  const properties: Record<string, Schema> = {};
  const present: Presence[] = [];
  const visits: Visit[] = [];
  const choiceOf: Record<string, string> = {};
  for (const child of node.children.values()) {
    const typed = isChoice(child) ? typesOfChoice(child) : [{ property: child.name, node: child, type: child.rule.types?.[0] ?? { code: "Element" } }];
    const names = typed.flatMap(({ property, type }) => (primitive(type.code) ? [property, `_${property}`] : [property]));
    for (const { property, node, type } of typed) addProperty(property, { node, type }, { properties, visits, structure, catalogue });
    const minimum = leastOf(child);
    const { min } = child.rule;
    if (child.rule.max === 0) continue;
    if (minimum > 0) present.push({ name: child.name.replace("[x]", ""), properties: names, finding: said(`at least ${Math.max(min, 1)} expected, found none`, "required") });
    for (const slice of isChoice(child) ? child.slices : []) {
      const [only] = slice.rule.min > 0 ? choiceProperties(slice) : [];
      if (only) present.push({ name: only.property, properties: [only.property, `_${only.property}`], finding: said(`expected as ${only.type}`, "required") });
    }
    if (typed.length > 1) for (const property of names) choiceOf[property] = child.name.replace("[x]", "");
  }
  const isResource = structure.kind === "resource" && node === catalogue.tree(structure).root;
  return {
    type: "object",
    members: properties,
    shape: { choiceOf, mayBeEmpty: isResource },
    ...(present.length > 0 && { present }),
    objectChecks: elementInvariants(constraintsOf(node, type, catalogue), catalogue.choices),
    objectVisits: visits,
  };
}

/** Constraints at the element, and those of its type where the profile opened the type instead of referring to it. */
function constraintsOf(node: ElementNode, type: string, catalogue: Catalogue): readonly Constraint[] {
  if (type === "Element") return catalogue.constraintsOfType(type); // beside a primitive, whose own constraints are asked of its value
  const own = node.rule.constraints ?? [];
  const inherited = node.rule.types?.flatMap(({ code, profiles }) => catalogue.constraintsOfType(profiles?.[0] ?? code)) ?? catalogue.constraintsOfType(type);
  return [...new Map([...inherited, ...own].map((constraint) => [`${constraint.key} ${constraint.expression}`, constraint])).values()];
}

/** How many there must be: of the element itself, or of a slice whose minimum the snapshot did not carry over. */
function leastOf({ rule, slices, name }: ElementNode): number {
  return name.endsWith("[x]") ? rule.min : Math.max(rule.min, ...slices.map((slice) => slice.rule.min));
}

/** The properties of a choice; a slice for one type (`value[x]:valueQuantity`) says more about its property. */
function typesOfChoice(node: ElementNode): readonly (Typed & { readonly property: string })[] {
  return choiceProperties(node).map(({ property, type }, at) => {
    const slice = node.slices.find(({ rule }) => rule.types?.length === 1 && rule.types[0]?.code === type);
    const shown = slice ?? node;
    return { property, node: shown, type: slice?.rule.types?.[0] ?? node.rule.types![at]! };
  });
}

interface Parent {
  readonly properties: Record<string, Schema>;
  readonly visits: Visit[];
  readonly structure: Structure;
  readonly catalogue: Catalogue;
}

function addProperty(property: string, { node, type }: Typed, { properties, visits, structure, catalogue }: Parent): void {
  const { rule } = node;
  const isPrimitive = primitive(type.code) !== undefined;
  if (rule.max === 0) {
    properties[property] = { checks: [{ test: () => false, finding: said("not allowed by the profile", "structure") }] };
    if (isPrimitive) properties[`_${property}`] = properties[property];
    return;
  }
  if (!isPrimitive) {
    properties[property] = rule.list ? describeList(node, type, structure, catalogue) : describeElement({ node, type }, structure, catalogue);
    return;
  }
  const value = describePrimitive({ node, type }, catalogue);
  const beside = node.children.size > 0 ? describeObject(node, structure, catalogue, "Element") : { visits: [catalogue.typeVisit({ code: "Element" })] };
  if (rule.list) {
    properties[property] = { type: "array", minItems: Math.max(1, rule.min), ...(rule.max !== undefined && { maxItems: rule.max }), items: orNull(value) };
    properties[`_${property}`] = { type: "array", minItems: 1, ...(rule.max !== undefined && { maxItems: rule.max }), items: orNull(beside) };
    visits.push(checkHoles(property));
  } else {
    properties[property] = value;
    properties[`_${property}`] = beside;
  }
  visits.push(...primitiveInvariants(property, rule.constraints ?? [], leastOfExtensions(node), catalogue.choices));
}

/** How many extensions a primitive must have: what `birthDate.extension:x 1..1` asks of `_birthDate`. */
function leastOfExtensions(node: ElementNode): number {
  const extension = node.children.get("extension");
  return extension ? leastOf(extension) : 0;
}

/** In a list of primitives `null` holds the place of what only the other list has. */
function orNull(schema: Schema): Schema {
  return { visits: [compileUnlessNull(schema)] };
}

function compileUnlessNull(schema: Schema): Visit {
  const visit = compileLazily(() => schema);
  return (data, context, pointer) => {
    if (data !== null) visit(data, context, pointer);
  };
}

function describePrimitive({ node, type }: Typed, catalogue: Catalogue): Schema {
  const { accepts, expected } = primitive(type.code)!;
  return { checks: [{ test: accepts, finding: said(`expected ${expected}`, "value") }, ...valueChecks({ node, type }, catalogue)] };
}

function describeList(node: ElementNode, type: ElementType, structure: Structure, catalogue: Catalogue): Schema {
  const { min, max } = node.rule;
  const bounds: Schema = { type: "array", minItems: Math.max(1, min), ...(max !== undefined && { maxItems: max }) };
  const unsliced = describeElement({ node, type }, structure, catalogue);
  if (node.slices.length === 0) return { ...bounds, items: unsliced };
  const visit = visitSlices(node, unsliced, catalogue, (slice, isTold) =>
    describeElement({ node: slice, type: slice.rule.types?.[0] ?? type }, structure, catalogue, isTold),
  );
  return visit ? { ...bounds, visits: [visit] } : { ...bounds, items: unsliced };
}

/** A complex element: opened in the snapshot, pointing at another element, or of a type described elsewhere. */
function describeElement({ node, type }: Typed, structure: Structure, catalogue: Catalogue, isTold = false): Schema {
  const objectChecks = valueChecks({ node, type }, catalogue, isTold);
  if (node.rule.content !== undefined) return { objectChecks, visits: [catalogue.contentVisit(structure, node.rule.content)] };
  if (node.children.size > 0) {
    const schema = describeObject(node, structure, catalogue, type.code);
    return { ...schema, objectChecks: [...(schema.objectChecks ?? []), ...objectChecks], visits: besideShape(node, catalogue) };
  }
  const known = new Set(catalogue.constraintsOfType(type.profiles?.[0] ?? type.code).map(({ key }) => key));
  const own = (node.rule.constraints ?? []).filter(({ key }) => !known.has(key));
  return {
    objectChecks: [...objectChecks, ...elementInvariants(own, catalogue.choices)],
    visits: [...besideShape(node, catalogue), catalogue.typeVisit(type, node.name)],
  };
}

/** What holds by the name of an element, whatever its type: a modifier extension must be understood. */
function besideShape(node: ElementNode, catalogue: Catalogue): readonly Visit[] {
  return node.name === "modifierExtension" ? [catalogue.modifierVisit] : [];
}

/** What is said of the value itself: fixed, pattern (both only where there is one type: eld-6, eld-7), required binding, types a reference
 *  may point to. `isTold`: a discriminator has asked fixed and pattern already. */
function valueChecks({ node, type }: Typed, catalogue: Catalogue, isTold = false): readonly Check[] {
  const { fixed, pattern, binding } = node.rule;
  const checks: Check[] = [];
  const add = (test: ((value: unknown) => boolean) | undefined, text: string, code: string): void => {
    if (test) checks.push({ test, finding: said(text, code) });
  };
  if (fixed && !isTold) add(matchFixed(fixed), `expected exactly ${show(fixed.value)}`, "value");
  if (pattern && !isTold) add(matchPattern(pattern), `expected at least ${show(pattern.value)}`, "value");
  if (binding !== undefined) add(matchBinding(binding, type.code, catalogue.definitions.valueSets) ?? matchCoded(type.code), `expected a code of ${binding}${showCodes(catalogue.definitions.valueSets[binding])}`, "code-invalid");
  const targets = catalogue.targetTypes(type);
  if (targets) add(matchTargets(targets), `expected a reference to ${targets.join(" or ")}`, "value");
  return checks;
}

/** The codes of a set that is short enough to read; who is refused knows what to send. */
function showCodes(expansion: ValueSets[string] | undefined): string {
  const lists = Object.values(expansion ?? {});
  const codes = lists.includes("any") ? [] : lists.flat();
  return codes.length === 0 || codes.length > 20 ? "" : `: ${codes.join(", ")}`;
}

function show(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length > 200 ? `${text.slice(0, 200)}...` : text;
}

function said(text: string, code: string): Said {
  return { text, code, rule: "profile" };
}
