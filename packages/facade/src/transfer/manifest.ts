import { buildParameters, parameter, partsParameter, stringifyJson } from "@wijkverband/fhir";
import type { Bundle, Parameters, ParametersParameter } from "hl7-fhir-r4-types";
import { createHash } from "node:crypto";

/** One version in a package. */
export interface PackedVersion {
  /** `Consent/x/_history/2` */
  readonly path: string;
  /** SHA-256 (hex) of its JSON text as it is kept; of a version that says that it was deleted, there is no text. */
  readonly sha256: string | undefined;
}

export interface ManifestInput {
  /** `Patient/<id>` and `Organization/<id>` */
  readonly patient: string;
  readonly practice: string;
  readonly made: Date;
  /** Of a former practice: the instant at which the patient left; the package holds what was written before it. */
  readonly until: Date | undefined;
  readonly versions: readonly PackedVersion[];
}

/** What is in a package: each version with the hash of its text, and one checksum over all of them. */
export function manifestOf({ patient, practice, made, until, versions }: ManifestInput): Parameters {
  return buildParameters([
    parameter("patient", "Reference", { reference: patient }),
    parameter("practice", "Reference", { reference: practice }),
    parameter("made", "instant", made.toISOString()),
    parameter("until", "instant", until?.toISOString()),
    parameter("count", "integer", versions.length),
    parameter("checksum", "string", checksumOf(versions)),
    ...versions.map(({ path, sha256 }) => partsParameter("version", [parameter("path", "string", path), sha256 === undefined ? parameter("deleted", "boolean", true) : parameter("sha256", "string", sha256)])),
  ]);
}

/** SHA-256 (hex) over the versions in their order, each on a line that ends: its path, a space, and its hash or `deleted`. */
export function checksumOf(versions: readonly PackedVersion[]): string {
  const hash = createHash("sha256");
  for (const { path, sha256 } of versions) hash.update(`${path} ${sha256 ?? "deleted"}\n`);
  return hash.digest("hex");
}

/** SHA-256 (hex) of a text in UTF-8. */
export function sha256Of(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

export type PackageVerdict = { readonly outcome: "intact"; readonly patient: string; readonly versions: number; readonly resources: number } | { readonly outcome: "broken"; readonly faults: readonly string[] };

/** Checks a package that was downloaded: every version is there once, with the text that the manifest hashed, and nothing else is. It shows what was lost or changed on the
 *  way; who made the package it doesn't show.
 *  @param bundle as `parseJson` reads it, which keeps the text of decimals */
export function verifyPackage(bundle: Bundle): PackageVerdict {
  const [first, ...entries] = bundle.entry ?? [];
  const manifest = first?.resource;
  if (bundle.type !== "collection" || manifest?.resourceType !== "Parameters") return { outcome: "broken", faults: ["this is no dossier package"] };
  const versions = (manifest.parameter ?? []).flatMap(({ name, part }) => (name === "version" ? [versionIn(part ?? [])] : []));
  const faults: string[] = [];
  if (checksumOf(versions) !== valueIn(manifest.parameter, "checksum")) faults.push("the checksum isn't that of the manifest");
  if (versions.length !== Number(valueIn(manifest.parameter, "count"))) faults.push("the manifest doesn't list as many versions as it says");
  const wanted = new Map(versions.flatMap(({ path, sha256 }) => (sha256 === undefined ? [] : [[path, sha256] as const])));
  for (const { resource } of entries) {
    const path = resource === undefined ? "an empty entry" : `${resource.resourceType}/${resource.id}/_history/${resource.meta?.versionId}`;
    const hash = wanted.get(path);
    if (resource === undefined || hash === undefined) faults.push(`${path}: not in the manifest, or there twice`);
    else if (sha256Of(stringifyJson(resource)) !== hash) faults.push(`${path}: changed`);
    wanted.delete(path);
  }
  for (const path of wanted.keys()) faults.push(`${path}: missing`);
  if (faults.length > 0) return { outcome: "broken", faults };
  const resources = new Set(versions.map(({ path }) => path.slice(0, path.indexOf("/_history/"))));
  return { outcome: "intact", patient: manifest.parameter?.find(({ name }) => name === "patient")?.valueReference?.reference ?? "", versions: versions.length, resources: resources.size };
}

function versionIn(part: readonly ParametersParameter[]): PackedVersion {
  const sha256 = part.find(({ name }) => name === "sha256")?.valueString;
  return { path: part.find(({ name }) => name === "path")?.valueString ?? "", sha256 };
}

function valueIn(parameters: readonly ParametersParameter[] | undefined, name: string): string {
  const found = parameters?.find((each) => each.name === name);
  return String(found?.valueString ?? found?.valueInteger ?? "");
}
