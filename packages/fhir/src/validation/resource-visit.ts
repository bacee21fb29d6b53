import type { Catalogue } from "./catalogue.ts";
import type { Context, Visit } from "./context.ts";
import type { ElementType, Structure } from "./definitions.ts";
import { indexRequiredProfiles } from "./required-profiles.ts";
import { withoutVersion } from "./compact-structure.ts";

/** How resources are walked: by `resourceType`, against every profile that applies. */
export interface ResourceVisits {
  /** A resource inside another: `contained` (then `%rootResource` is the outer one) or in an entry or parameter. */
  visitOf(type: ElementType, isContained: boolean): Visit;
  visit(data: unknown, context: Context, pointer: string, profiles: readonly string[]): void;
}

type Resource = Readonly<Record<string, unknown>>;

/** A region claims some hundred profiles. */
const mostClaims = 2_000;

/** Of a claim that can't be checked; made once, for a document has many. */
const unchecked = { text: "a claimed profile is not known here and was not checked", severity: "information", code: "informational" } as const;

/** Made once for a catalogue: it remembers what claimed profiles lead to. */
export function createResourceVisits(catalogue: Catalogue): ResourceVisits {
  const findRequired = indexRequiredProfiles(catalogue.definitions.requiredProfiles);
  const claims = new Map<string, Structure | undefined>();

  /** The profile of a claim, with or without its version. */
  function profileOf(url: string): Structure | undefined {
    if (claims.has(url)) return claims.get(url);
    const structure = catalogue.structure(url) ?? catalogue.structure(withoutVersion(url));
    // urls that somebody made up must not fill it
    if (claims.size < mostClaims) claims.set(url, structure);
    return structure;
  }

  /** The profiles that apply, each once; those that constrain the type make the type itself superfluous, for a snapshot repeats it. */
  function applicable(resource: Resource, type: string, asked: readonly string[], context: Context, pointer: string): readonly Structure[] {
    const structures: Structure[] = [];
    let isSaid = false;
    const required = findRequired(resource);
    for (const urls of [asked, required, claimedProfiles(resource)]) {
      for (const url of urls) {
        if (urls !== required && required.includes(url)) continue;
        const structure = profileOf(url);
        if (!structure) {
          // once a resource: several claims of one profile under its old and new names are usual
          if (!isSaid) context.findings.push({ pointer: `${pointer}/meta/profile`, ...unchecked });
          isSaid = true;
        } else if (structure.type !== type) {
          context.findings.push({ pointer: `${pointer}/meta/profile`, text: `expected a profile on ${type}, found one on ${structure.type}`, code: "structure", rule: "profile" });
        } else if (!structures.includes(structure)) structures.push(structure);
      }
    }
    return structures;
  }

  function visit(data: unknown, context: Context, pointer: string, asked: readonly string[]): void {
    if (typeof data !== "object" || data === null || Array.isArray(data)) {
      context.findings.push({ pointer, text: "expected a resource", code: "structure", rule: "profile" });
      return;
    }
    const { resourceType } = data as { resourceType?: unknown };
    const base = typeof resourceType === "string" && /^[A-Z]/.test(resourceType) ? catalogue.structure(resourceType) : undefined;
    if (!base || base.kind !== "resource" || base.abstract || base.constraint) {
      const text = typeof resourceType === "string" ? "a resource type that is not known here" : "expected a resourceType";
      context.findings.push({ pointer: `${pointer}/resourceType`, text, code: "structure", rule: "profile" });
      return;
    }
    checkContainedIds(data as Resource, context, pointer);
    const profiles = applicable(data as Resource, base.type, asked, context, pointer);
    if (profiles.length === 0) catalogue.structureVisit(base)(data, context, pointer);
    for (const profile of profiles) catalogue.structureVisit(profile)(data, context, pointer);
  }

  return {
    visit,
    visitOf({ code, profiles = [] }, isContained) {
      const known = profiles.filter((url) => catalogue.structure(url) !== undefined);
      const asked = known.length === 1 ? known : [];
      return (data, context, pointer) => {
        const { resource, root } = context;
        context.resource = data;
        context.root = isContained ? root : data;
        const type = (data as { resourceType?: unknown } | null)?.resourceType;
        if (code !== "Resource" && code !== "DomainResource" && type !== code) {
          context.findings.push({ pointer: `${pointer}/resourceType`, text: `expected a ${code}`, code: "structure", rule: "profile" });
        } else visit(data, context, pointer, asked);
        context.resource = resource;
        context.root = root;
      };
    },
  };
}

/** A local reference names one resource: no two contained ones share an id. Source: FHIR R4, References, "Contained Resources". */
function checkContainedIds({ contained }: Resource, context: Context, pointer: string): void {
  if (!Array.isArray(contained) || contained.length < 2) return;
  const seen = new Set<unknown>();
  for (const [at, resource] of (contained as readonly unknown[]).entries()) {
    const id = (resource as Resource | null | undefined)?.["id"];
    if (typeof id !== "string") continue;
    if (seen.has(id)) context.findings.push({ pointer: `${pointer}/contained/${at}/id`, text: "another contained resource has this id", code: "duplicate", rule: "profile" });
    seen.add(id);
  }
}

function claimedProfiles({ meta }: Resource): readonly string[] {
  const profile = (meta as { profile?: unknown } | null | undefined)?.profile;
  return Array.isArray(profile) ? profile.filter((url) => typeof url === "string") : [];
}
