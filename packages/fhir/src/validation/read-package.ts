import { readFileSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";

import { compactStructure } from "./compact-structure.ts";
import type { Definitions, Structure } from "./definitions.ts";
import { expandBindings } from "./expand-bindings.ts";
import { readTerminology } from "./expand-value-set.ts";

type Json = Readonly<Record<string, unknown>>;

/** Makes definitions out of FHIR packages (a folder or a `.tgz` each), so that profiles out of them are validated when claimed.
 *  StructureDefinitions without snapshot are left out; value sets that cannot be expanded stay open.
 *  `terminology` are further ValueSets and CodeSystems that the packages build on.
 *  @throws {Error} when a path cannot be read or holds broken JSON: a deployment that names it must not start without it. */
export function readPackages(paths: readonly string[], terminology: readonly Json[] = []): Definitions {
  const resources = paths.flatMap((path) => (statSync(path).isDirectory() ? readFolder(path) : readArchive(path)));
  const structures = resources.flatMap((resource): Structure[] => {
    const structure = resource["resourceType"] === "StructureDefinition" ? compactStructure(resource) : undefined;
    return structure ? [structure] : [];
  });
  return { structures, valueSets: expandBindings(structures, readTerminology([...terminology, ...resources])).valueSets, requiredProfiles: [] };
}

/** An unpacked package keeps its resources in `package/`. */
function readFolder(path: string): readonly Json[] {
  const names = readdirSync(path);
  const folder = names.includes("package") ? join(path, "package") : path;
  return readdirSync(folder)
    .filter(isResource)
    .map((name) => JSON.parse(readFileSync(join(folder, name), "utf8")) as Json);
}

function isResource(name: string): boolean {
  return name.endsWith(".json") && !name.startsWith(".") && name !== "package.json";
}

/** Reads a gzipped tar: headers of 512 bytes, contents in blocks of 512. Source: POSIX.1-1988, ustar. */
function readArchive(path: string): readonly Json[] {
  const archive = gunzipSync(readFileSync(path));
  const resources: Json[] = [];
  for (let at = 0; at + 512 <= archive.length && archive[at] !== 0; ) {
    const name = textAt(archive, at, 100);
    const size = Number.parseInt(textAt(archive, at + 124, 12).trim(), 8);
    const [, folder, file] = /^(?:\.\/)?(package)\/([^/]+)$/.exec(name) ?? [];
    if (folder !== undefined && file !== undefined && isResource(file)) {
      resources.push(JSON.parse(archive.toString("utf8", at + 512, at + 512 + size)) as Json);
    }
    at += 512 + Math.ceil(size / 512) * 512;
  }
  return resources;
}

function textAt(archive: Buffer, from: number, length: number): string {
  const end = archive.indexOf(0, from);
  return archive.toString("latin1", from, end === -1 || end > from + length ? from + length : end);
}
