import { choiceProperty } from "../choice-property.ts";
import { withoutBsn } from "../identifier.ts";
import { isAccepted } from "./context.ts";
import type { Visit } from "./context.ts";
import type { Constraint, Definitions, ElementType, Structure } from "./definitions.ts";
import { describeContent, describeStructure } from "./describe-structure.ts";
import { buildElementTree } from "./element-tree.ts";
import type { ElementNode, ElementTree } from "./element-tree.ts";
import { compileLazily } from "./schema-compiler.ts";
import { visitModifier } from "./modifiers.ts";
import { createResourceVisits } from "./resource-visit.ts";
import type { Choices } from "./invariants/fhirpath-compiler.ts";
import type { ResourceVisits } from "./resource-visit.ts";

/** The definitions by name, with the compiled form of each; everything is built when it is first asked for. */
export interface Catalogue {
  readonly definitions: Definitions;
  structure(url: string): Structure | undefined;
  tree(structure: Structure): ElementTree;
  /** Root element of the profile a type names, or of the type itself. */
  rootOfType(type: ElementType): ElementNode | undefined;
  /** Constraints on the root of a type or profile. */
  constraintsOfType(typeOrUrl: string): readonly Constraint[];
  structureVisit(structure: Structure): Visit;
  /** How to walk an element of this type; `name` tells a contained resource from one in an entry. */
  typeVisit(type: ElementType, name?: string): Visit;
  contentVisit(structure: Structure, id: string): Visit;
  readonly modifierVisit: Visit;
  readonly resources: ResourceVisits;
  /** Type names a reference may point to; `undefined` when anything goes. */
  targetTypes(type: ElementType): readonly string[] | undefined;
  /** The properties of a choice by its name: `value` -> `valueQuantity`, `valueString` ..., over all definitions. */
  readonly choices: Choices;
  /** The other way round: `valueQuantity` -> `value`. */
  choiceName(property: string): string | undefined;
  /** The FHIRPath name of a JSON property. Of an unknown property only what looks like a name is repeated. */
  pathName(property: string): string;
}

/** There are some 1,500 properties in R4. */
const mostPathNames = 4_000;

const core = "http://hl7.org/fhir/StructureDefinition/";

/** Of a url or type that comes twice the last structure counts. */
export function createCatalogue(definitions: Definitions): Catalogue {
  const byUrl = new Map(definitions.structures.map((structure) => [structure.url, structure]));
  const byType = new Map(definitions.structures.flatMap((structure) => (structure.constraint ? [] : [[structure.type, structure] as const])));
  const trees = new Map<Structure, ElementTree>();
  const visits = new Map<string, Visit>();
  const pathNames = new Map<string, string>();
  let choices: ReturnType<typeof collectChoices> | undefined;
  const remember = (key: string, make: () => Visit): Visit => {
    let known = visits.get(key);
    if (known === undefined) visits.set(key, (known = make()));
    return known;
  };

  const catalogue: Catalogue = {
    definitions,
    structure: (url) => byUrl.get(url) ?? byType.get(url),
    tree(structure) {
      const tree = trees.get(structure) ?? buildElementTree(structure);
      trees.set(structure, tree);
      return tree;
    },
    rootOfType({ code, profiles }) {
      const structure = (profiles?.[0] !== undefined && catalogue.structure(profiles[0])) || catalogue.structure(code);
      return structure && catalogue.tree(structure).root;
    },
    constraintsOfType: (typeOrUrl) => catalogue.structure(typeOrUrl)?.elements[0]?.constraints ?? [],
    structureVisit: (structure) => remember(structure.url, () => compileLazily(() => describeStructure(structure, catalogue))),
    contentVisit: (structure, id) => remember(`${structure.url}#${id}`, () => compileLazily(() => describeContent(structure, id, catalogue))),
    typeVisit(type, name) {
      if (isResourceType(type.code)) return catalogue.resources.visitOf(type, name === "contained");
      const known = (type.profiles ?? []).flatMap((url) => catalogue.structure(url) ?? []);
      if (known.length === 1) return catalogue.structureVisit(known[0]!);
      if (known.length > 1) return anyOf(known.map((structure) => catalogue.structureVisit(structure)));
      if (type.code === "Extension") return extensionVisit;
      const structure = catalogue.structure(type.code);
      return structure ? catalogue.structureVisit(structure) : () => undefined;
    },
    modifierVisit: visitModifier(definitions),
    resources: { visitOf: () => () => undefined, visit: () => undefined },
    targetTypes({ code, targets }) {
      if (code !== "Reference" || !targets) return undefined;
      const types = targets.map((url) => catalogue.structure(url)?.type ?? (url.startsWith(core) ? url.slice(core.length) : "Resource"));
      return types.includes("Resource") ? undefined : [...new Set(types)];
    },
    choices: (name) => (choices ??= collectChoices(definitions)).byName.get(name),
    choiceName: (property) => (choices ??= collectChoices(definitions)).byProperty.get(property),
    pathName(property) {
      const known = pathNames.get(property);
      if (known !== undefined) return known;
      const name = property.startsWith("_") ? property.slice(1) : property;
      const path = catalogue.choiceName(name) ?? name;
      const said = /^[A-Za-z][A-Za-z0-9]{0,63}$/.test(path) && withoutBsn(path) === path ? path : "`?`";
      // properties that somebody made up must not fill it
      if (pathNames.size < mostPathNames) pathNames.set(property, said);
      return said;
    },
  };

  /** Whether a type name is one of a resource (abstract ones included). */
  function isResourceType(code: string): boolean {
    return code === "Resource" || code === "DomainResource" || byType.get(code)?.kind === "resource";
  }

  /** An extension is checked by its own definition wherever it stands, when that is known. */
  const extensionVisit: Visit = (data, context, pointer) => {
    const url = (data as { url?: unknown } | null)?.url;
    const definition = typeof url === "string" ? byUrl.get(url) : undefined;
    const structure = definition?.type === "Extension" ? definition : byType.get("Extension");
    if (structure) catalogue.structureVisit(structure)(data, context, pointer);
  };

  return Object.assign(catalogue, { resources: createResourceVisits(catalogue) });
}

/** One of several profiles must accept the element; otherwise the faults against the first are reported. */
function anyOf(visits: readonly Visit[]): Visit {
  return (data, context, pointer) => {
    const fitting = visits.find((visit) => isAccepted(visit, data, context)) ?? visits[0]!;
    fitting(data, context, pointer);
  };
}

interface ChoiceNames {
  readonly byName: ReadonlyMap<string, ReadonlySet<string>>;
  readonly byProperty: ReadonlyMap<string, string>;
}

function collectChoices({ structures }: Definitions): ChoiceNames {
  const byProperty = new Map<string, string>();
  for (const { elements } of structures) {
    for (const { path, types } of elements) {
      if (!path.endsWith("[x]")) continue;
      const base = path.slice(path.lastIndexOf(".") + 1, -"[x]".length);
      for (const { code } of types ?? []) byProperty.set(choiceProperty(base, code), base);
    }
  }
  const byName = Map.groupBy(byProperty.keys(), (property) => byProperty.get(property)!);
  return { byProperty, byName: new Map([...byName].map(([name, properties]) => [name, new Set(properties)])) };
}
