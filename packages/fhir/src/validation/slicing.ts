import type { Context, Visit } from "./context.ts";
import type { Catalogue } from "./catalogue.ts";
import { discriminate } from "./discriminator.ts";
import type { ElementNode } from "./element-tree.ts";
import { compileLazily } from "./schema-compiler.ts";
import type { Schema } from "./schema-compiler.ts";

interface Slice {
  readonly name: string;
  readonly min: number;
  readonly max: number;
  readonly belongs: (item: unknown, context: Context) => boolean;
  readonly visit: Visit;
}

/** Sorts the items of a list into slices and checks each by its own slice; counts are per list, so per parent instance.
 *  `undefined` when no slice can be told from the others: then the list is checked unsliced. */
export function visitSlices(
  node: ElementNode,
  unsliced: Schema,
  catalogue: Catalogue,
  describe: (slice: ElementNode) => Schema,
): Visit | undefined {
  const { rules = "open", ordered = false, discriminators = [] } = node.rule.slicing ?? {};
  const slices = node.slices.flatMap((slice): Slice[] => {
    const belongs = discriminate(slice, discriminators, catalogue);
    if (!belongs) return [];
    const { min, max = Infinity } = slice.rule;
    return [{ name: slice.rule.slice ?? "", min, max, belongs, visit: compileLazily(() => describe(slice)) }];
  });
  if (slices.length === 0) return undefined;
  const isClosed = rules === "closed" && slices.length === node.slices.length;
  const other = compileLazily(() => unsliced);
  return (items, context, pointer) => {
    if (!Array.isArray(items)) return;
    const counts = slices.map(() => 0);
    let last = -1;
    let sawOther = false;
    for (const [at, item] of items.entries()) {
      const place = `${pointer}/${at}`;
      let isMatched = false;
      for (const [which, slice] of slices.entries()) {
        if (!slice.belongs(item, context)) continue;
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
    for (const [which, { name, min, max }] of slices.entries()) {
      if (counts[which]! < min) say(context, pointer, `slice ${name}: at least ${min} expected, found ${counts[which]}`, "required");
      if (counts[which]! > max) say(context, pointer, `slice ${name}: at most ${max} allowed, found ${counts[which]}`);
    }
  };
}

function say(context: Context, pointer: string, text: string, code = "structure"): void {
  context.findings.push({ pointer, text, code, rule: "profile" });
}

