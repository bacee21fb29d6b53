import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";

/** One of our own artefacts as SUSHI wrote it: only what the build steps read of it. */
export interface Compiled {
  readonly resourceType: string;
  readonly id: string;
  readonly url?: string;
  readonly [element: string]: unknown;
}

/** Reads `fsh-generated/resources`, in the order of the file names. */
export async function readCompiled(folder: string): Promise<readonly Compiled[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith(".json")).sort();
  return Promise.all(names.map(async (name) => JSON.parse(await readFile(join(folder, name), "utf8")) as Compiled));
}

/** Our artefacts of one type, e.g. `CodeSystem`. */
export function ofType<Shape extends Compiled>(compiled: readonly Compiled[], type: Shape["resourceType"]): readonly Shape[] {
  return compiled.filter((resource): resource is Shape => resource.resourceType === type);
}
