import type { Context, Visit } from "./context.ts";
import type { Catalogue } from "./catalogue.ts";
import { discriminate, textsAt } from "./discriminator.ts";
import type { Discrimination } from "./discriminator.ts";
import type { ElementNode } from "./element-tree.ts";
import { compileLazily } from "./schema-compiler.ts";
import type { Schema } from "./schema-compiler.ts";

interface Slice {
  readonly name: string;
  readonly min: number;
  readonly max: number;
  readonly how: Discrimination;
  readonly visit: Visit;
}

/** Sorts the items of a list into slices and checks each by its own slice; counts are per list, so per parent instance.
 *  `undefined` when no slice can be told from the others: then the list is checked unsliced. */
export function visitSlices(
  node: ElementNode,
  unsliced: Schema,
  catalogue: Catalogue,
  describe: (slice: ElementNode, isTold: boolean) => Schema,
): Visit | undefined {
  const { rules = "open", ordered = false, discriminators = [] } = node.rule.slicing ?? {};
  // What the discriminator asked of the item itself, its fixed value or pattern, isn't asked again.
  const isTold = discriminators.length === 1 && discriminators.every(({ type, path }) => path === "$this" && (type === "value" || type === "pattern"));
  const slices = node.slices.flatMap((slice): Slice[] => {
    const how = discriminate(slice, discriminators, catalogue);
    if (!how) return [];
    const { min, max = Infinity } = slice.rule;
    return [{ name: slice.rule.slice ?? "", min, max, how, visit: compileLazily(() => describe(slice, isTold && (slice.rule.fixed ?? slice.rule.pattern) !== undefined)) }];
  });
  if (slices.length === 0) return undefined;
  const isClosed = rules === "closed" && slices.length === node.slices.length;
  const other = compileLazily(() => unsliced);
  const candidatesFor = indexSlices(slices);
  return (items, context, pointer) => {
    if (!Array.isArray(items)) return;
    const counts = slices.map(() => 0);
    let last = -1;
    let sawOther = false;
    for (let at = 0; at < items.length; at += 1) {
      const item: unknown = items[at];
      const place = `${pointer}/${at}`;
      let isMatched = false;
      for (const which of candidatesFor(item)) {
        const slice = slices[which]!;
        if (!slice.how.belongs(item, context)) continue;
        isMatched = true;
        counts[which]! += 1;
        slice.visit(item, context, place);
        if (ordered && which < last) say(context, place, `slice ${slice.name} comes too late: the slices are ordered`);
        if (rules === "openAtEnd" && sawOther) say(context, place, `slice ${slice.name} must come before items of no slice`);
        last = Math.max(last, which);
      }
      if (isMatched) continue;
      sawOther = true;
      if (isClosed) say(context, place, `expected one of the slices ${slices.map(({ name }) => name).join(", ")}`);
      other(item, context, place);
    }
    for (let which = 0; which < slices.length; which += 1) {
      const { name, min, max } = slices[which]!;
      const count = counts[which]!;
      if (count < min) say(context, pointer, `slice ${name}: at least ${min} expected, found ${count}`, "required");
      if (count > max) say(context, pointer, `slice ${name}: at most ${max} allowed, found ${count}`);
    }
  };
}

/** Which slices an item may belong to, by their place: one look-up where every slice has a text of its own at the same path (a url,
 *  a code), else all of them. */
function indexSlices(slices: readonly Slice[]): (item: unknown) => readonly number[] {
  const all = slices.map((_, which) => which);
  const [first] = slices;
  const path = first?.how.anchor?.path;
  if (!path || slices.length === 1 || slices.some(({ how }) => how.anchor?.path.join() !== path.join())) return () => all;
  const byText = Map.groupBy(all, (which) => slices[which]!.how.anchor!.text);
  const none: readonly number[] = [];
  const [name] = path;
  if (path.length === 1 && name !== undefined) {
    return (item) => {
      const text = typeof item === "object" && item !== null ? (item as Readonly<Record<string, unknown>>)[name] : undefined;
      return typeof text === "string" ? (byText.get(text) ?? none) : Array.isArray(text) ? all : none;
    };
  }
  return (item) => {
    const texts: string[] = [];
    textsAt(item, path, 0, texts);
    if (texts.length === 1) return byText.get(texts[0]!) ?? none;
    return texts.length === 0 ? none : all;
  };
}

function say(context: Context, pointer: string, text: string, code = "structure"): void {
  context.findings.push({ pointer, text, code, rule: "profile" });
}

