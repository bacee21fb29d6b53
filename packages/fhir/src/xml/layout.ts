import type { ElementShape, Validator } from "../validation/index.ts";

/** What is asked of the definitions to read and write XML. */
export type Guide = Pick<Validator, "shapesOf" | "namesOf">;

/** How one JSON property is written in XML. */
export interface Field {
  /** As in JSON and XML: `valueQuantity`. */
  readonly property: string;
  /** As in FHIRPath: `value`. */
  readonly name: string;
  /** Its place in the order of the definition; the types of a choice share one. */
  readonly rank: number;
  readonly list: boolean;
  readonly type: string;
  readonly kind: "attribute" | "primitive" | "complex" | "resource" | "xhtml";
  /** What may stand below it; made when it is first asked for. */
  readonly below: () => Layout;
}

/** The fields of a type by JSON property, which is also the name of the XML element. */
export type Layout = ReadonlyMap<string, Field>;

export interface Layouts {
  /** The fields of a data type; empty for one that isn't known. */
  of(type: string): Layout;
  /** The fields of a resource type; `undefined` for what is none, or isn't known. */
  ofResource(type: string): Layout | undefined;
}

/** Lays out each type once, when it is first met. */
export function createLayouts(guide: Guide): Layouts {
  const known = new Map<string, Layout>();

  function layOut(names: readonly string[], shapes: (name: string) => ElementShape | undefined, type: string | undefined): Layout {
    const isResource = names.includes(onlyInResources);
    const fields = names.flatMap((name, rank) => {
      const shape = shapes(name);
      return (shape?.properties ?? []).map((property): Field => {
        const code = shape!.typeOf(property) ?? "Element";
        const isAttribute = !isResource && (name === "id" || (name === "url" && type === "Extension"));
        const below = shape!.inline ? once(() => layOut(shape!.namesBelow(property), shape!.below(property), undefined)) : () => of(code);
        return { property, name, rank, list: shape!.list, type: code, kind: isAttribute ? "attribute" : kindOf(code), below };
      });
    });
    return new Map(fields.map((field) => [field.property, field]));
  }

  function of(type: string): Layout {
    const layout = known.get(type) ?? layOut(guide.namesOf(type), guide.shapesOf(type), type);
    // only types of the specification are kept: made-up names must not fill memory
    if (layout.size > 0) known.set(type, layout);
    return layout;
  }

  return {
    of,
    ofResource(type) {
      const layout = of(type);
      return layout.has(onlyInResources) ? layout : undefined;
    },
  };
}

/** Every resource has it, and no data type. */
const onlyInResources = "implicitRules";

function kindOf(type: string): Field["kind"] {
  if (type === "xhtml") return "xhtml";
  if (type === "Resource") return "resource";
  return /^[a-z]/.test(type) ? "primitive" : "complex";
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
