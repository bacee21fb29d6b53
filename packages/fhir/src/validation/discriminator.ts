import type { Catalogue } from "./catalogue.ts";
import { isAccepted } from "./context.ts";
import type { Context } from "./context.ts";
import type { Slicing } from "./definitions.ts";
import { choiceProperties, isChoice } from "./element-tree.ts";
import type { ElementNode } from "./element-tree.ts";
import { matchBinding, matchFixed, matchPattern, typeOfReference } from "./match-value.ts";

type Belongs = (item: unknown, context: Context) => boolean;
type Discriminator = Slicing["discriminators"][number];

/** Tells whether an item belongs to a slice, by all discriminators together; `undefined` if none of them can be told. */
export function discriminate(slice: ElementNode, discriminators: readonly Discriminator[], catalogue: Catalogue): Belongs | undefined {
  const tests = discriminators.flatMap((discriminator) => oneTest(slice, discriminator, catalogue) ?? []);
  const [first, ...others] = tests;
  if (!first) return undefined;
  return others.length === 0 ? first : (item, context) => tests.every((test) => test(item, context));
}

function oneTest(slice: ElementNode, { type, path }: Discriminator, catalogue: Catalogue): Belongs | undefined {
  const steps = parsePath(path);
  if (steps.some(({ kind }) => kind === "resolve")) return byTarget(slice, steps, catalogue);
  const leaf = steps.reduce<ElementNode | undefined>((node, step) => node && descend(node, step, catalogue), slice);
  if (!leaf) return undefined;
  const leafTest = testOfLeaf(leaf, type, catalogue);
  if (!leafTest) return undefined;
  if (type === "exists") {
    const wanted = leaf.rule.max !== 0;
    return (item) => valuesAt(item, steps).length > 0 === wanted;
  }
  return steps.length === 0 ? leafTest : (item, context) => valuesAt(item, steps).some((value) => leafTest(value, context));
}

type Step = { readonly kind: "member"; readonly name: string } | { readonly kind: "extension"; readonly url: string } | { readonly kind: "resolve" };

/** The restricted FHIRPath of discriminators: `$this`, names, `extension('url')`, `resolve()`, `ofType(T)`. */
function parsePath(path: string): readonly Step[] {
  return [...path.matchAll(/extension\(\s*(?:url\s*=\s*)?'([^']*)'\s*\)|resolve\(\)|ofType\([^)]*\)|\$this|([A-Za-z]+)/g)].flatMap(([text, url, name]): Step[] => {
    if (url !== undefined) return [{ kind: "extension", url }];
    if (text === "resolve()") return [{ kind: "resolve" }];
    return name === undefined ? [] : [{ kind: "member", name }];
  });
}

/** The element a step leads to: opened in the slice, or in the profile or type it has. */
function descend(node: ElementNode, step: Step, catalogue: Catalogue): ElementNode | undefined {
  if (step.kind === "resolve") return undefined;
  const name = step.kind === "extension" ? "extension" : step.name;
  const child = childOf(node, name) ?? node.rule.types?.map((type) => catalogue.rootOfType(type)).flatMap((root) => (root && childOf(root, name)) ?? [])[0];
  if (step.kind === "member" || !child) return child;
  return child.slices.find(({ rule }) => rule.types?.some(({ profiles }) => profiles?.includes(step.url))) ?? child;
}

function childOf(node: ElementNode, name: string): ElementNode | undefined {
  return node.children.get(name) ?? node.children.get(`${name}[x]`);
}

function testOfLeaf(leaf: ElementNode, type: string, catalogue: Catalogue): Belongs | undefined {
  switch (type) {
    case "value":
    case "pattern":
      return byValue(leaf, catalogue);
    case "exists":
      return () => true;
    case "type": {
      const types = new Set(leaf.rule.types?.map(({ code }) => code));
      return (value) => typeof value === "object" && value !== null && types.has((value as { resourceType?: string }).resourceType ?? "");
    }
    case "profile": {
      const profile = leaf.rule.types?.[0]?.profiles?.[0];
      if (profile === undefined || !catalogue.structure(profile)) return undefined;
      const visit = catalogue.typeVisit({ code: leaf.rule.types![0]!.code, profiles: [profile] });
      return (value, context) => isAccepted(visit, value, context);
    }
    default:
      return undefined;
  }
}

/** Fixed value, pattern or required binding at the element; where it has none, those of the elements below it that must be there. */
function byValue(node: ElementNode, catalogue: Catalogue): Belongs | undefined {
  const { fixed, pattern, binding, types } = node.rule;
  if (fixed) return matchFixed(fixed);
  if (pattern) return matchPattern(pattern);
  if (binding !== undefined) {
    const test = matchBinding(binding, types?.[0]?.code ?? "", catalogue.definitions.valueSets);
    if (test) return test;
  }
  const opened = node.children.size > 0 ? node : types?.[0]?.profiles && catalogue.rootOfType(types[0]);
  const below = [...(opened ? opened.children.values() : [])].flatMap((child) => {
    const test = child.rule.max === 0 || child.name === "extension" ? undefined : byValue(child, catalogue);
    return test ? [{ names: isChoice(child) ? choiceProperties(child).map(({ property }) => property) : [child.name], test }] : [];
  });
  if (below.length === 0) return undefined;
  return (value, context) => below.every(({ names, test }) => names.flatMap((name) => membersOf(value, name)).some((inner) => test(inner, context)));
}

/** A discriminator behind a reference: told by the type in the reference, or by the resource where it is contained or in the same Bundle. */
function byTarget(slice: ElementNode, steps: readonly Step[], catalogue: Catalogue): Belongs | undefined {
  const before = steps.slice(0, steps.findIndex(({ kind }) => kind === "resolve"));
  const leaf = before.reduce<ElementNode | undefined>((node, step) => node && descend(node, step, catalogue), slice);
  const targets = leaf?.rule.types?.flatMap((type) => catalogue.targetTypes(type) ?? []);
  if (!targets?.length) return undefined;
  const allowed = new Set(targets);
  return (item) =>
    valuesAt(item, before).some((value) => {
      const reference = (value as { reference?: unknown }).reference;
      const type = typeof reference === "string" ? typeOfReference(reference) : undefined;
      return type !== undefined && allowed.has(type);
    });
}

function valuesAt(item: unknown, steps: readonly Step[]): readonly unknown[] {
  return steps.reduce<readonly unknown[]>((values, step) => values.flatMap((value) => follow(value, step)), [item]);
}

function follow(value: unknown, step: Step): readonly unknown[] {
  if (step.kind === "member") return membersOf(value, step.name);
  if (step.kind === "resolve") return [];
  return membersOf(value, "extension").filter((extension) => (extension as { url?: unknown } | null)?.url === step.url);
}

function membersOf(value: unknown, name: string): readonly unknown[] {
  if (typeof value !== "object" || value === null) return [];
  const record = value as Record<string, unknown>;
  const member = record[name] ?? choiceMember(record, name);
  if (member === undefined) return [];
  return Array.isArray(member) ? member : [member];
}

/** `value` finds `valueQuantity`. */
function choiceMember(record: Readonly<Record<string, unknown>>, name: string): unknown {
  for (const key in record) if (key.startsWith(name) && /^[A-Z]/.test(key.slice(name.length))) return record[key];
  return undefined;
}
