import { readFileSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Resource } from "hl7-fhir-r4-types";
import type { ProfileDefinition } from "./constraints.ts";
import type { PatchStep } from "./json-patch.ts";

/** A row of `profiles/examples/invalid/<profile id>.json`. */
export interface InvalidExample {
  readonly constraint: string;
  /** Id of the valid example that the change spoils. */
  readonly of: string;
  readonly change: readonly PatchStep[];
  readonly expression: string;
}

const folder = (path: string): string => fileURLToPath(new URL(`../../profiles/${path}/`, import.meta.url));

export const generated: string = folder("generated");

/** Where SUSHI leaves our artefacts and examples. */
export const compiledFolder: string = folder("fsh-generated/resources");

const compiled: readonly (Resource | ProfileDefinition)[] = readdirSync(compiledFolder)
  .filter((name) => name.endsWith(".json"))
  .map((name) => JSON.parse(readFileSync(compiledFolder + name, "utf8")) as Resource | ProfileDefinition);

/** Our profiles on resource types. */
export const profiles: readonly ProfileDefinition[] = compiled.filter(
  (each): each is ProfileDefinition => each.resourceType === "StructureDefinition" && each.kind === "resource" && each.derivation === "constraint",
);

const definitional: ReadonlySet<string> = new Set(["StructureDefinition", "ValueSet", "CodeSystem", "SearchParameter", "OperationDefinition", "Measure"]);

/** Our definitions themselves, as resources. */
export const artefacts: readonly Resource[] = compiled.filter((each) => definitional.has(each.resourceType)) as readonly Resource[];

/** The valid examples, by id. */
export const examples: ReadonlyMap<string, Resource> = new Map(
  compiled.flatMap((each) => (definitional.has(each.resourceType) ? [] : [[each.id ?? "", each as Resource] as const])),
);

/** The invalid examples, by the id of their profile or extension. */
export const invalid: ReadonlyMap<string, readonly InvalidExample[]> = new Map(
  readdirSync(folder("examples/invalid"))
    .filter((name) => name.endsWith(".json"))
    .map((name) => [name.slice(0, -".json".length), JSON.parse(readFileSync(folder("examples/invalid") + name, "utf8")) as InvalidExample[]] as const),
);

/** The folder of `shared/nl-data`, data for tests only, where a machine has it. */
export const nlData: string = process.env["WIJKVERBAND_NL_DATA"] ?? fileURLToPath(new URL("../../../shared/nl-data", import.meta.url));
