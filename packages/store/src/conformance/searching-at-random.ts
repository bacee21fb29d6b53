import * as fc from "fast-check";
import { expect, test } from "vitest";
import { comparePositions, sortKeyOf } from "../search/order.ts";
import { anyType, clause, sort, world } from "./arbitraries.ts";
import type { Drawn } from "./arbitraries.ts";
import { answers, fill } from "./narrowing.ts";
import { ask, noon, openSample } from "./sample.ts";
import type { MakeStore } from "./sample.ts";

export function searchingAtRandom(make: MakeStore): void {
  test("any clauses over any index", async () => {
    await fc.assert(
      fc.asyncProperty(world, fc.array(fc.tuple(anyType, fc.array(clause, { maxLength: 3 })), { minLength: 10, maxLength: 40 }), async (drawn, queries) => {
        await using store = await openSample(make);
        await fill(store, drawn);
        for (const [type, where] of queries) {
          const { found, expected } = await answers(store, drawn, ask(type, { where, total: true }));
          expect(found).toEqual(expected);
        }
      }),
      { numRuns: 60 },
    );
  });

  test("any order, page by page", async () => {
    await fc.assert(
      fc.asyncProperty(world, anyType, sort, fc.integer({ min: 1, max: 3 }), async (drawn, type, order, count) => {
        await using store = await openSample(make);
        await fill(store, drawn);
        const seen: string[] = [];
        let after: string | undefined;
        do {
          const page = await store.search(ask(type, { sort: order, count, ...(after !== undefined && { after }) }));
          expect(page.matches.length).toBeLessThanOrEqual(count);
          seen.push(...page.matches.map(({ id }) => id));
          after = page.next;
        } while (after !== undefined);
        expect(seen).toEqual(inOrder(drawn, type, order));
      }),
      { numRuns: 60 },
    );
  });
}

function inOrder(world: readonly Drawn[], type: Drawn["type"], order: Parameters<typeof comparePositions>[2]): readonly string[] {
  const positions = world.flatMap((drawn, slot) => {
    const candidate = { type: drawn.type, id: drawn.id, updated: noon.getTime(), index: drawn.traits.index ?? [] };
    return drawn.type === type ? [{ id: drawn.id, slot, keys: order.map((key) => sortKeyOf(key, candidate)) }] : [];
  });
  return positions.sort((left, right) => comparePositions(left, right, order)).map(({ id }) => id);
}
