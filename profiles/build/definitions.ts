import { mkdir, readFile, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { compactStructure, expandBindings, readTerminology, storedTypes, type Definitions, type Structure } from "@wijkverband/fhir";
import { readCoreBundle } from "./core-definitions.ts";

type Json = Readonly<Record<string, unknown>>;

/** Types that are checked but not stored: operation inputs and outcomes, the audit trail, subscriptions, questionnaires, a kind of organisation inside a consent, and what the server says of itself. */
const alsoChecked: readonly string[] = ["Parameters", "OperationOutcome", "AuditEvent", "Subscription", "Questionnaire", "QuestionnaireResponse", "Binary", "Group", "CapabilityStatement"];

/** Writes `definitions.json` for `loadDefinitions`: the R4 types we check, the extensions of the specification and our own profiles (JSON files with snapshots in `ours`), cut down to what
 *  validation reads, with the value sets of their required bindings expanded. Writes `open-value-sets.json` beside it: the
 *  sets that cannot be expanded offline, so whose codes are not checked, each with the reason. */
export async function buildDefinitions({ ours, out }: { ours: string; out: string }): Promise<void> {
  const own = await readFolder(ours);
  const types = new Set([...storedTypes.map(({ type }) => type), ...alsoChecked]);
  const core = [...(await readCoreBundle("profiles-types")), ...(await readCoreBundle("profiles-resources")), ...(await readCoreBundle("extension-definitions"))].filter((resource) => isNeeded(resource, types));
  const structures = [...core, ...own].flatMap((resource): Structure[] => {
    const structure = resource["resourceType"] === "StructureDefinition" ? compactStructure(resource) : undefined;
    return structure ? [structure] : [];
  });
  const terminology = readTerminology([
    ...(await readCoreBundle("valuesets")),
    ...(await readCoreBundle("v3-codesystems")),
    ...(await readCoreBundle("v2-tables")),
    ...own,
  ]);
  const { valueSets, open } = expandBindings(structures, terminology);
  const definitions: Omit<Definitions, "requiredProfiles"> = { structures, valueSets };
  await mkdir(out, { recursive: true });
  await writeFile(join(out, "definitions.json"), JSON.stringify(definitions));
  await writeFile(join(out, "open-value-sets.json"), `${JSON.stringify(open, undefined, 2)}\n`);
}

function isNeeded({ resourceType, kind, type, abstract }: Json, types: ReadonlySet<string>): boolean {
  return resourceType === "StructureDefinition" && (kind !== "resource" || abstract === true || types.has(type as string));
}

async function readFolder(folder: string): Promise<readonly Json[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith(".json")).sort();
  return Promise.all(names.map(async (name) => JSON.parse(await readFile(join(folder, name), "utf8")) as Json));
}
