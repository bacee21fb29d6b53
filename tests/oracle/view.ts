import type { ResourceTypeName } from "@wijkverband/fhir";
import { mayRead } from "./rights/may-read.ts";
import type { Asker, Kept, World } from "./world.ts";

/** The world as one caller may see it at one instant. */
export interface View {
  readonly world: World;
  readonly asker: Asker;
  readonly at: Date;
  /** May he see it, be it deleted or not? Unknown things nobody sees. */
  sees(ref: string): boolean;
  /** Sees it, and it is there. */
  finds(ref: string): Kept | undefined;
  /** Everything of a type that he sees and that is there. */
  all(type: ResourceTypeName): readonly Kept[];
}

export function createView(world: World, asker: Asker, at: Date): View {
  const judged = new Map<string, boolean>();
  const view: View = {
    world,
    asker,
    at,
    sees(ref) {
      let seen = judged.get(ref);
      if (seen === undefined) {
        const kept = world.byRef.get(ref);
        judged.set(ref, (seen = kept !== undefined && mayRead(world, asker, kept, at)));
      }
      return seen;
    },
    finds(ref) {
      const kept = world.byRef.get(ref);
      return kept !== undefined && !kept.deleted && view.sees(ref) ? kept : undefined;
    },
    all: (type) => world.kept.filter((kept) => kept.type === type && !kept.deleted && view.sees(kept.ref)),
  };
  return view;
}
