import { createValidator, loadDefinitions, mergeDefinitions, profileUrl, readPackages, type Validator } from "@wijkverband/fhir";
import type { Resource } from "hl7-fhir-r4-types";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { patched } from "../json-patch.ts";
import { artefacts, examples, generated, invalid, nlData, profiles } from "../profile-set.ts";
import { mutantsOf } from "./mutants.ts";

/** One thing to validate. Artefacts, examples (by themselves, and as national ones) and what runs must have no error; of what is invalid by design
 *  and of mutants both validators should say the same. */
export interface Instance {
  /** `example/willem-voorbeeld`, `invalid/wijk-patient/3 wijk-elfproef`: unique. */
  readonly name: string;
  readonly kind: "artefact" | "example" | "national" | "invalid" | "mutant" | "live";
  readonly resource: Resource;
  /** Canonicals to hold it to, besides those that it claims. */
  readonly profiles: readonly string[];
}

const packages = join(nlData, "packages");

/** The national packages of this machine, `[]` where it has none. */
export const nationalPackages: readonly string[] = existsSync(packages)
  ? readdirSync(packages)
      .filter((name) => name.endsWith(".tgz"))
      .map((name) => join(packages, name))
  : [];

const compliesWith = "http://hl7.org/fhir/StructureDefinition/structuredefinition-compliesWithProfile";

/** Our artefacts, our examples (each also as what its profile promises it to be), and the invalid ones. */
export function storedInstances(): readonly Instance[] {
  const promised = profiles.flatMap(({ id, extension = [] }) =>
    extension.flatMap(({ url, valueCanonical }) => (url === compliesWith && valueCanonical !== undefined ? [{ ours: profileUrl(id), national: valueCanonical }] : [])),
  );
  const ours = new Set(profiles.map(({ id }) => id));
  return [
    ...artefacts.map((resource): Instance => ({ name: `artefact/${resource.resourceType}-${resource.id}`, kind: "artefact", resource, profiles: [] })),
    ...[...examples].map(([id, resource]): Instance => ({ name: `example/${id}`, kind: "example", resource, profiles: [] })),
    ...hartman(),
    ...(nationalPackages.length === 0
      ? []
      : [...examples].flatMap(([id, resource]) =>
          promised
            .filter(({ ours: claim }) => resource.meta?.profile?.includes(claim))
            .map(({ national }): Instance => ({ name: `national/${id} as ${national.split("/").at(-1)}`, kind: "national", resource, profiles: [national] })),
        )),
    ...[...invalid].flatMap(([id, rows]) =>
      rows.map(({ constraint, of, change }, place): Instance => {
        const valid = examples.get(of);
        if (valid === undefined) throw new Error(`invalid example ${place} of ${id} spoils ${of}, which is not there`);
        return { name: `invalid/${id}/${place} ${constraint}`, kind: "invalid", resource: patched(valid, change), profiles: ours.has(id) ? [profileUrl(id)] : [] };
      }),
    ),
  ];
}

/** How often each is spoilt: an example of ours, one of them as what the national profile makes of it, and one of the national example patient. */
const mutants = { ours: 26, asNational: 8, hartman: 40 } as const;

/** All that is valid, each spoilt at random in several ways; the same ones each time, each named by what was done and where. */
export function mutatedInstances(valid: readonly Instance[]): readonly Instance[] {
  return valid
    .filter(({ kind, resource }) => (kind === "example" || kind === "national") && resource.resourceType !== "Bundle")
    .flatMap(({ name, kind, resource, profiles: asked }, place) => {
      const each = kind === "national" ? mutants.asNational : name.startsWith("hartman/") ? mutants.hartman : mutants.ours;
      return mutantsOf(resource, each, place + 1).map((mutant): Instance => ({ name: `mutant/${name.replace(/^example\//, "")}/${mutant.name}`, kind: "mutant", resource: mutant.resource, profiles: asked }));
    });
}

/** The example patient of the PZP, which claims the national profiles; without their packages nobody could hold it to them. */
function hartman(): readonly Instance[] {
  if (nationalPackages.length === 0) return [];
  const folder = join(nlData, "pzp-hartman");
  return readdirSync(folder)
    .filter((name) => name.endsWith(".json"))
    .map((name): Instance => ({ name: `hartman/${name.slice(0, -".json".length)}`, kind: "example", resource: JSON.parse(readFileSync(join(folder, name), "utf8")) as Resource, profiles: [] }));
}

/** Our own validator with all that the official one is given, and no more: what content asks for without claiming it, the official one can't know. */
export function ownValidator(): Validator {
  return createValidator({ ...mergeDefinitions(readPackages(nationalPackages), loadDefinitions(generated)), requiredProfiles: [] });
}
