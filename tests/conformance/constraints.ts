/** What a profile of ours asks beyond its parent, read from its differential; each has an invalid example. */
export interface Constraint {
  /** Key of an invariant (`wijk-elfproef`), or element id and kind (`Patient.name min`), as `examples/invalid` names it. */
  readonly name: string;
  readonly kind: "invariant" | "min" | "max" | "fixed" | "binding";
}

export interface ProfileDefinition {
  readonly resourceType: "StructureDefinition";
  readonly id: string;
  readonly url: string;
  readonly type: string;
  readonly kind: string;
  readonly derivation: string;
  readonly extension?: readonly { readonly url: string; readonly valueCanonical?: string }[];
  readonly snapshot: { readonly element: readonly ElementDefinition[] };
  readonly differential: { readonly element: readonly ElementDefinition[] };
}

interface ElementDefinition {
  readonly id: string;
  readonly path: string;
  readonly min?: number;
  readonly max?: string;
  readonly base?: { readonly min: number };
  readonly constraint?: readonly { readonly key: string }[];
  readonly binding?: { readonly strength: string };
  readonly slicing?: { readonly discriminator?: readonly { readonly path: string }[] };
  readonly [element: string]: unknown;
}

/** The constraints of a profile, each by the name under which its invalid example stands. Not among them is what tells a slice from
 *  its neighbours: without it an element isn't in the slice, so that nothing can break it. */
export function constraintsOf(profile: ProfileDefinition): readonly Constraint[] {
  const snapshot = new Map(profile.snapshot.element.map((element) => [element.id, element]));
  return profile.differential.element.flatMap((element): readonly Constraint[] => {
    const { id, min, max, constraint, binding } = element;
    const invariants = (constraint ?? []).map(({ key }): Constraint => ({ name: key, kind: "invariant" }));
    if (isDiscriminator(id, snapshot)) return invariants;
    const isSlice = (id.split(".").at(-1) ?? "").includes(":");
    const baseMin = isSlice ? 0 : (snapshot.get(id)?.base?.min ?? 0);
    const held = Object.keys(element).some((key) => key.startsWith("fixed") || key.startsWith("pattern"));
    return [
      ...invariants,
      ...(min !== undefined && min > baseMin ? [{ name: `${id} min`, kind: "min" } as const] : []),
      ...(max === "0" ? [{ name: `${id} max`, kind: "max" } as const] : []),
      ...(held && !tellsSlice(id, snapshot) ? [{ name: `${id} fixed`, kind: "fixed" } as const] : []),
      ...(binding?.strength === "required" ? [{ name: `${id} binding`, kind: "binding" } as const] : []),
    ];
  });
}

/** A slice told by its own pattern (`$this`): an element that breaks the pattern is in no slice. */
function tellsSlice(id: string, snapshot: ReadonlyMap<string, ElementDefinition>): boolean {
  const sliced = snapshot.get(id.slice(0, id.lastIndexOf(":")));
  return id.lastIndexOf(":") > id.lastIndexOf(".") && (sliced?.slicing?.discriminator?.some(({ path }) => path === "$this") ?? false);
}

function isDiscriminator(id: string, snapshot: ReadonlyMap<string, ElementDefinition>): boolean {
  const parts = id.split(".");
  return parts.some((part, place) => {
    const [name = "", slice] = part.split(":");
    if (slice === undefined) return false;
    const sliced = snapshot.get([...parts.slice(0, place), name].join("."));
    const inside = parts.slice(place + 1).join(".");
    return sliced?.slicing?.discriminator?.some(({ path }) => (path === "$this" ? "" : path) === inside && inside !== "") ?? false;
  });
}
