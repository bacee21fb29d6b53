import type { ResourceTypeName } from "@wijkverband/fhir";
import { bundleOf, nextOf, refsIn } from "./bundle.ts";
import type { Builder } from "./house.ts";
import { setFault } from "./question.ts";
import { drawRegion } from "./region/region.ts";
import { createView } from "./view.ts";

/** Asks everybody of a region for all of some types at one instant: where random questions seldom come (a colleague with emergency access, a former coordinator), this does.
 *  @param place which of the region's instants; 0 is the night itself.
 *  @returns what differs, and how much was shown. */
export async function sweepRegion(builder: Builder, region: number, types: readonly ResourceTypeName[], place = 0): Promise<{ readonly differences: readonly string[]; readonly shown: number }> {
  const world = drawRegion(region);
  await using house = await builder.build(world, false);
  const at = world.instants[place % world.instants.length] ?? world.writtenAt;
  house.now = at;
  const differences: string[] = [];
  let shown = 0;
  for (const asker of world.askers) {
    const view = createView(world, asker, at);
    for (const type of types) {
      const found: string[] = [];
      let query: readonly (readonly [string, string])[] | undefined = [["_count", "500"]];
      while (query !== undefined) {
        const seen = await house.ask(asker, { method: "GET", path: type, query });
        if (seen.status !== 200) found.push(`(a page answers ${seen.status})`);
        const bundle = seen.status === 200 ? bundleOf(seen) : {};
        found.push(...refsIn(bundle, "match"));
        const next = nextOf(bundle);
        query = next === undefined ? undefined : [["_cursor", next]];
      }
      shown += found.length;
      const fault = setFault(type, found, view.all(type).map(({ ref }) => ref));
      if (fault !== undefined) differences.push(`region ${region}, ${asker.name} (${asker.role}) at ${at.toISOString()}, bases ${world.bases.join(", ")}: ${fault}`);
    }
  }
  return { differences, shown };
}
