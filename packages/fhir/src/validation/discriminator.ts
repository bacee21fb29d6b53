import type { Catalogue } from "./catalogue.ts";
import { isAccepted } from "./context.ts";
import type { Context } from "./context.ts";
import type { Slicing } from "./definitions.ts";
import type { ElementNode } from "./element-tree.ts";
import { matchBinding, matchFixed, matchPattern, typeOfReference } from "./match-value.ts";

type Belongs = (item: unknown, context: Context) => boolean;
type Members = Readonly<Record<string, unknown>>;
type Discriminator = Slicing["discriminators"][number];

export interface Discrimination {
  /** Tells whether an item belongs to the slice, by all discriminators together. */
  readonly belongs: Belongs;
  /** A text that every item of the slice has at a path, where the discriminators give one: by it slices are looked up. */
  readonly anchor: Anchor | undefined;
}

interface Anchor {
  readonly path: readonly string[];
  readonly text: string;
}

/** How items of a slice are told; `undefined` if none of the discriminators can tell. */
export function discriminate(slice: ElementNode, discriminators: readonly Discriminator[], catalogue: Catalogue): Discrimination | undefined {
  const tests = discriminators.flatMap((discriminator) => oneTest(slice, discriminator, catalogue) ?? []);
  const [first, ...others] = tests;
  if (!first) return undefined;
  const [anchor] = discriminators.flatMap((discriminator) => findAnchor(slice, discriminator, catalogue) ?? []);
  return { belongs: others.length === 0 ? first : (item, context) => tests.every((test) => test(item, context)), anchor };
}

function findAnchor(slice: ElementNode, { type, path }: Discriminator, catalogue: Catalogue): Anchor | undefined {
  const steps = parsePath(path);
  if ((type !== "value" && type !== "pattern") || steps.some(({ kind }) => kind !== "member")) return undefined;
  const names = steps.flatMap((step) => (step.kind === "member" ? step.name : []));
  const leaf = steps.reduce<ElementNode | undefined>((node, step) => node && descend(node, step, catalogue), slice);
  const value = leaf && (leaf.rule.fixed ?? leaf.rule.pattern)?.value;
  return leaf && !leaf.name.endsWith("[x]") ? anchorIn(value, names) : undefined;
}

/** The first text in a value, `code` before `system`: of two slices it more often differs. */
function anchorIn(value: unknown, path: readonly string[]): Anchor | undefined {
  if (typeof value === "string") return { path, text: value };
  if (Array.isArray(value)) return anchorIn(value[0], path);
  if (typeof value !== "object" || value === null) return undefined;
  const [name] = Object.keys(value).sort();
  return name === undefined ? undefined : anchorIn((value as Members)[name], [...path, name]);
}

/** Collects the texts at a path, through lists. */
export function textsAt(value: unknown, path: readonly string[], at: number, into: string[]): void {
  if (Array.isArray(value)) for (const item of value) textsAt(item, path, at, into);
  else if (at === path.length) {
    if (typeof value === "string") into.push(value);
  } else if (typeof value === "object" && value !== null) textsAt((value as Members)[path[at]!], path, at + 1, into);
}

function oneTest(slice: ElementNode, { type, path }: Discriminator, catalogue: Catalogue): Belongs | undefined {
  const steps = parsePath(path);
  if (steps.some(({ kind }) => kind === "resolve")) return byTarget(slice, steps, catalogue);
  const leaf = steps.reduce<ElementNode | undefined>((node, step) => node && descend(node, step, catalogue), slice);
  if (!leaf) return undefined;
  // whether a code is in a set can be open: then it fills a slice that must be there, and doesn't fill up another
  const leafTest = testOfLeaf(leaf, type, { catalogue, isUnsureIn: slice.rule.min > 0 });
  if (!leafTest) return undefined;
  const isThere = steps.reduceRight<Belongs>((test, step) => someAt(step, test), leafTest);
  return type === "exists" && leaf.rule.max === 0 ? (item, context) => !isThere(item, context) : isThere;
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

interface Knowledge {
  readonly catalogue: Catalogue;
  readonly isUnsureIn: boolean;
}

function testOfLeaf(leaf: ElementNode, type: string, known: Knowledge): Belongs | undefined {
  const { catalogue } = known;
  switch (type) {
    case "value":
    case "pattern":
      return byValue(leaf, known);
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
function byValue(node: ElementNode, known: Knowledge): Belongs | undefined {
  const { catalogue, isUnsureIn } = known;
  const { fixed, pattern, binding, types } = node.rule;
  if (fixed) return matchFixed(fixed);
  if (pattern) return matchPattern(pattern);
  if (binding !== undefined) {
    const test = matchBinding(binding, types?.[0]?.code ?? "", catalogue.definitions.valueSets, isUnsureIn);
    if (test) return test;
  }
  const opened = node.children.size > 0 ? node : types?.[0]?.profiles && catalogue.rootOfType(types[0]);
  const below = [...(opened ? opened.children.values() : [])].flatMap((child) => {
    const test = child.rule.max === 0 || child.name === "extension" ? undefined : byValue(child, known);
    return test ? someAt({ kind: "member", name: child.name.replace("[x]", "") }, test) : [];
  });
  return below.length === 0 ? undefined : (value, context) => below.every((test) => test(value, context));
}

/** A discriminator behind a reference: told by the type in the reference, or by the resource where it is contained or in the same Bundle. */
function byTarget(slice: ElementNode, steps: readonly Step[], catalogue: Catalogue): Belongs | undefined {
  const before = steps.slice(0, steps.findIndex(({ kind }) => kind === "resolve"));
  const leaf = before.reduce<ElementNode | undefined>((node, step) => node && descend(node, step, catalogue), slice);
  const targets = leaf?.rule.types?.flatMap((type) => catalogue.targetTypes(type) ?? []);
  if (!targets?.length) return undefined;
  const allowed = new Set(targets);
  const test: Belongs = (value) => {
    const reference = (value as Members | null)?.["reference"];
    const type = typeof reference === "string" ? typeOfReference(reference) : undefined;
    return type !== undefined && allowed.has(type);
  };
  return before.reduceRight<Belongs>((inner, step) => someAt(step, inner), test);
}

/** Passes `test` on to what a step leads to: true when one of the values there passes. */
function someAt(step: Step, test: Belongs): Belongs {
  const name = step.kind === "extension" ? "extension" : step.kind === "member" ? step.name : "";
  const isHere: Belongs = step.kind === "extension" ? (item, context) => (item as Members | null)?.["url"] === step.url && test(item, context) : test;
  return (item, context) => {
    if (typeof item !== "object" || item === null) return false;
    const members = item as Members;
    const found = members[name] ?? choiceMember(members, name);
    if (!Array.isArray(found)) return found !== undefined && isHere(found, context);
    for (const value of found) if (isHere(value, context)) return true;
    return false;
  };
}

/** `value` finds `valueQuantity`. */
function choiceMember(record: Members, name: string): unknown {
  for (const key in record) if (key.startsWith(name) && /^[A-Z]/.test(key.slice(name.length))) return record[key];
  return undefined;
}
