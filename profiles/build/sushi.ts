import { join } from "node:path";
import { fhirdefs, sushiExport, utils } from "fsh-sushi";
import { readCore } from "./core-definitions.ts";
import { keepFolder } from "./keep-folder.ts";

export interface SushiResult {
  /** Resources written. */
  readonly count: number;
  readonly warnings: readonly string[];
}

interface Said {
  readonly message: string;
  readonly input?: string;
  readonly location?: { readonly startLine: number };
}

/** Compiles all FSH under `<root>/input/fsh` to `<root>/fsh-generated/resources/*.json`, with snapshots.
 *  R4 core comes from memory: neither a package cache on disk nor the network is touched.
 *  @throws {Error} with SUSHI's own texts, file and line, when it found any error; nothing is written then. */
export async function compileFsh(root: string): Promise<SushiResult> {
  utils.errorsAndWarnings.reset();
  utils.errorsAndWarnings.shouldTrack = true;
  for (const transport of utils.logger.transports) transport.silent = true;
  const config = stopOnErrors(() => utils.readConfig(root));
  const tank = stopOnErrors(() => utils.fillTank(utils.getRawFSHes(join(root, "input", "fsh")), config));
  tank.checkDuplicateNameEntities();
  const definitions = await fhirdefs.createFHIRDefinitions();
  await definitions.loadVirtualPackage(await corePackage());
  definitions.optimize();
  const made = stopOnErrors(() => sushiExport.exportFHIR(tank, definitions));
  const instances = made.instances.filter(({ _instanceMeta }) => _instanceMeta.usage !== "Inline");
  const all = [made.profiles, made.extensions, made.logicals, made.resources, made.valueSets, made.codeSystems, instances].flat();
  const files = new Map(all.map((artefact) => [artefact.getFileName(), `${JSON.stringify(artefact.toJSON(true), undefined, 2)}\n`]));
  stopOnErrors(() => files.size);
  await keepFolder(join(root, "fsh-generated", "resources"), files);
  return { count: files.size, warnings: utils.errorsAndWarnings.warnings.map(said) };
}

/** R4 core as SUSHI's loader takes it. Keys are positions, because ids repeat between types. */
async function corePackage(): Promise<Parameters<fhirdefs.FHIRDefinitions["loadVirtualPackage"]>[0]> {
  const resources = new Map((await readCore()).map((resource, place) => [String(place), resource]));
  return {
    getPackageJSON: () => ({ name: "hl7.fhir.r4.core", version: "4.0.1" }),
    getResourceByKey: (key) => resources.get(key),
    registerResources: async (register) => {
      for (const [key, resource] of resources) register(key, resource);
    },
  };
}

function stopOnErrors<Result>(step: () => Result): Result {
  let result: Result | undefined;
  let thrown: unknown;
  try {
    result = step();
  } catch (cause) {
    thrown = cause;
  }
  const errors = utils.errorsAndWarnings.errors.map(said);
  if (thrown !== undefined && errors.length === 0) throw thrown;
  if (errors.length > 0) throw new Error(`SUSHI found ${errors.length} error(s):\n${errors.join("\n")}`, { cause: thrown });
  return result as Result;
}

function said({ message, input, location }: Said): string {
  const place = input === undefined ? "" : ` (${input}${location === undefined ? "" : `:${location.startLine}`})`;
  return `${message}${place}`;
}
