import type { SearchParameterDefinition } from "@wijkverband/fhir";
import type { CodeSystem, OperationDefinition, Resource, ValueSet } from "hl7-fhir-r4-types";
import { globSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

/** An element of a profile, as far as a page shows it. Fixed and pattern values stand in elements whose name says their type. */
export interface Element {
  readonly id: string;
  readonly path: string;
  readonly sliceName?: string;
  readonly short?: string;
  readonly definition?: string;
  readonly min?: number;
  readonly max?: string;
  readonly mustSupport?: boolean;
  readonly type?: readonly { readonly code: string; readonly profile?: readonly string[]; readonly targetProfile?: readonly string[] }[];
  readonly binding?: { readonly strength: string; readonly valueSet?: string };
  readonly constraint?: readonly { readonly key: string; readonly severity: string; readonly human: string; readonly expression?: string }[];
  readonly [element: string]: unknown;
}

/** A profile or extension of ours, with its snapshot. */
export interface Profile {
  readonly resourceType: "StructureDefinition";
  readonly id: string;
  readonly url: string;
  readonly title?: string;
  readonly name: string;
  readonly description?: string;
  readonly type: string;
  readonly baseDefinition: string;
  readonly extension?: readonly { readonly url: string; readonly valueCanonical?: string }[];
  readonly differential: { readonly element: readonly Element[] };
  readonly snapshot: { readonly element: readonly Element[] };
}

/** When a resource must meet a profile, claimed or not. */
export interface Requirement {
  readonly type: string;
  readonly path?: string;
  readonly system?: string;
  readonly code?: string;
  readonly profile: string;
}

/** A valid example spoiled in one place: which constraint it breaks, and where that is said. */
export interface Spoiled {
  readonly constraint: string;
  readonly of: string;
  readonly change: readonly object[];
  readonly expression: string;
}

/** All that the pages are made of, read from the checkout once. */
export interface Sources {
  readonly profiles: readonly Profile[];
  readonly codeSystems: readonly CodeSystem[];
  readonly valueSets: readonly ValueSet[];
  readonly operations: readonly OperationDefinition[];
  readonly examples: readonly Resource[];
  readonly spoiled: ReadonlyMap<string, readonly Spoiled[]>;
  readonly requirements: readonly Requirement[];
  readonly supportedProfiles: readonly { readonly type: Resource["resourceType"]; readonly profile: string }[];
  readonly searchParameters: readonly SearchParameterDefinition[];
  /** Markdown by its path in the project. */
  readonly guides: ReadonlyMap<string, string>;
}

const definitional: readonly string[] = ["StructureDefinition", "CodeSystem", "ValueSet", "OperationDefinition", "SearchParameter", "Measure"];

/** Reads a checkout in which the profiles have been compiled. @throws when they haven't. */
export function readSources(root: string): Sources {
  const json = <T>(path: string): T => JSON.parse(readFileSync(join(root, path), "utf8")) as T;
  const filesIn = (folder: string): readonly string[] => readdirSync(join(root, folder)).filter((name) => name.endsWith(".json")).sort();
  const compiled = filesIn("profiles/fsh-generated/resources").map((name) => json<Resource | Profile>(`profiles/fsh-generated/resources/${name}`));
  const ofType = <T>(type: string): readonly T[] => compiled.filter(({ resourceType }) => resourceType === type) as readonly unknown[] as readonly T[];
  const pages = ["README.md", "CHANGELOG.md", ...globSync(["docs/*.md", "docker/*.md", "profiles/*.md", "{packages/*,profiles}/decisions/*.md"], { cwd: root }).sort()];
  return {
    profiles: ofType<Profile>("StructureDefinition"),
    codeSystems: ofType<CodeSystem>("CodeSystem"),
    valueSets: ofType<ValueSet>("ValueSet"),
    operations: ofType<OperationDefinition>("OperationDefinition"),
    examples: compiled.filter(({ resourceType }) => !definitional.includes(resourceType)) as readonly Resource[],
    spoiled: new Map(filesIn("profiles/examples/invalid").map((name) => [name.slice(0, -".json".length), json<readonly Spoiled[]>(`profiles/examples/invalid/${name}`)])),
    requirements: json("profiles/generated/required-profiles.json"),
    supportedProfiles: json("profiles/generated/supported-profiles.json"),
    searchParameters: json("profiles/generated/search-parameters.json"),
    guides: new Map(pages.map((path) => [path, readFileSync(join(root, path), "utf8")])),
  };
}
