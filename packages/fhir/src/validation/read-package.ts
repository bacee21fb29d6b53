import { readFileSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";

import { compactStructure } from "./compact-structure.ts";
import type { Definitions, Structure } from "./definitions.ts";
import { expandBindings } from "./expand-bindings.ts";
import { readTerminology } from "./expand-value-set.ts";

type Json = Readonly<Record<string, unknown>>;

/** What packages hold, and what of it can't be used. */
export interface PackageDefinitions extends Definitions {
  /** Urls of StructureDefinitions that came without a snapshot: a claim of one is not checked. */
  readonly withoutSnapshot: readonly string[];
}

/** Makes definitions out of FHIR packages (a folder or a `.tgz` each), so that profiles out of them are validated when claimed.
 *  StructureDefinitions without snapshot are left out; value sets that cannot be expanded stay open.
 *  `terminology` are further ValueSets and CodeSystems that the packages build on.
 *  @throws {Error} when a path cannot be read, holds broken JSON, no definition at all, or definitions of another FHIR than R4:
 *  a deployment that names it must not start without it. */
export function readPackages(paths: readonly string[], terminology: readonly Json[] = []): PackageDefinitions {
  const resources = paths.flatMap(readPackage);
  const definitions = resources.filter(({ resourceType }) => resourceType === "StructureDefinition");
  const structures = definitions.flatMap((resource): Structure[] => {
    const structure = compactStructure(resource);
    return structure === undefined ? [] : [{ ...structure, foreign: true }];
  });
  const withoutSnapshot = definitions.filter(({ snapshot, kind }) => snapshot === undefined && kind !== "logical").map(({ url }) => String(url));
  return { structures, valueSets: expandBindings(structures, readTerminology([...terminology, ...resources])).valueSets, requiredProfiles: [], withoutSnapshot };
}

function readPackage(path: string): readonly Json[] {
  const files = statSync(path).isDirectory() ? filesOfFolder(path) : filesOfArchive(path);
  const resources: Json[] = [];
  for (const { name, text } of files) {
    const json = parse(`${path}: ${name}`, text());
    if (name === "package.json") demandR4(path, json);
    else if (typeof json["resourceType"] === "string") resources.push(json);
  }
  if (resources.length === 0) throw new Error(`${path} holds no FHIR resources: it is no FHIR package`);
  return resources;
}

function parse(place: string, text: string): Json {
  try {
    return (JSON.parse(text) ?? {}) as Json;
  } catch (cause) {
    throw new Error(`${place} is no JSON`, { cause });
  }
}

/** Source: FHIR NPM package specification, `fhirVersions`. */
function demandR4(path: string, manifest: Json): void {
  const versions = manifest["fhirVersions"] ?? manifest["fhir-version-list"];
  if (Array.isArray(versions) && versions.length > 0 && !versions.some((version) => String(version).startsWith("4.0"))) throw new Error(`${path} is a package for FHIR ${versions.join(", ")}, not for R4`);
}

interface PackageFile {
  readonly name: string;
  readonly text: () => string;
}

/** An unpacked package keeps its resources in `package/`. */
function filesOfFolder(path: string): readonly PackageFile[] {
  const names = readdirSync(path);
  const folder = names.includes("package") ? join(path, "package") : path;
  return readdirSync(folder)
    .filter(isJson)
    .map((name) => ({ name, text: () => readFileSync(join(folder, name), "utf8") }));
}

function isJson(name: string): boolean {
  return name.endsWith(".json") && !name.startsWith(".");
}

/** Reads a gzipped tar: headers of 512 bytes, contents in blocks of 512; a name that is too long stands before its file, in an entry of its own.
 *  Source: POSIX.1-1988, ustar; POSIX.1-2001, pax, `path`. */
function filesOfArchive(path: string): readonly PackageFile[] {
  const archive = gunzipSync(readFileSync(path));
  const files: PackageFile[] = [];
  let longName: string | undefined;
  for (let at = 0; at + 512 <= archive.length && archive[at] !== 0; ) {
    const kind = textAt(archive, at + 156, 1);
    const size = Number.parseInt(textAt(archive, at + 124, 12).trim(), 8);
    if (!Number.isSafeInteger(size) || size < 0 || at + 512 + size > archive.length) throw new Error(`${path} is no whole tar archive`);
    const [from, until] = [at + 512, at + 512 + size];
    const prefix = textAt(archive, at + 345, 155);
    const name = longName ?? `${prefix === "" ? "" : `${prefix}/`}${textAt(archive, at, 100)}`;
    longName = kind === "x" ? /(?:^|\n)\d+ path=([^\n]*)\n/.exec(archive.toString("utf8", from, until))?.[1] : undefined;
    const [, file] = /^(?:\.\/)?package\/([^/]+)$/.exec(name) ?? [];
    if ((kind === "0" || kind === "") && file !== undefined && isJson(file)) files.push({ name: file, text: () => archive.toString("utf8", from, until) });
    at += 512 + Math.ceil(size / 512) * 512;
  }
  return files;
}

function textAt(archive: Buffer, from: number, length: number): string {
  const end = archive.indexOf(0, from);
  return archive.toString("latin1", from, end === -1 || end > from + length ? from + length : end);
}
