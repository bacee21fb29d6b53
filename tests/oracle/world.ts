import type { ResourceTypeName } from "@wijkverband/fhir";
import type { RegionalBasis } from "@wijkverband/policy";
import type { Principal } from "@wijkverband/identity";

/** A resource as the region was made: its versions as JSON, and what the server keeps beside it. */
export interface Kept {
  readonly type: ResourceTypeName;
  readonly id: string;
  /** `Type/id`. */
  readonly ref: string;
  /** Oldest first. The last one holds, unless it was deleted. */
  readonly versions: readonly Json[];
  readonly deleted: boolean;
  readonly patient?: string;
  readonly domain?: string;
  /** `Organization/<id>` that wrote it. */
  readonly author?: string;
}

export type Json = Readonly<Record<string, unknown>>;

/** Somebody who asks, as the region knows him; `principal` is what the token says. */
export interface Asker {
  readonly name: string;
  readonly role: string;
  /** `Organization/<id>` in our directory; absent when the directory doesn't know the one in the token. */
  readonly organization?: string;
  /** Type of organisation, as vouched for. */
  readonly organizationType?: string;
  /** `PractitionerRole/x`, `Patient/x` or `RelatedPerson/x` in our directory. */
  readonly person?: string;
  readonly principal: Principal;
}

/** All there is to know of a region. */
export interface World {
  readonly seed: number;
  readonly kept: readonly Kept[];
  readonly byRef: ReadonlyMap<string, Kept>;
  /** What carries a patient's label, by logical id; the Patient included. */
  readonly byPatient: ReadonlyMap<string, readonly Kept[]>;
  readonly patients: readonly string[];
  readonly askers: readonly Asker[];
  readonly bases: readonly RegionalBasis[];
  /** When everything was written. */
  readonly writtenAt: Date;
  /** Instants at which something starts or ends, with the moments just before and after. */
  readonly instants: readonly Date[];
}

/** What holds now: the last version, also of what was deleted (whose labels outlive it). */
export function latest(kept: Kept): Json {
  const found = kept.versions.at(-1);
  if (found === undefined) throw new Error(`${kept.ref} has no version`);
  return found;
}

/** Makes the world of a list of resources. */
export function worldOf(parts: Omit<World, "byRef" | "byPatient" | "patients">): World {
  const byPatient = new Map<string, Kept[]>();
  for (const each of parts.kept) {
    if (each.patient === undefined) continue;
    const list = byPatient.get(each.patient);
    if (list === undefined) byPatient.set(each.patient, [each]);
    else list.push(each);
  }
  return { ...parts, byRef: new Map(parts.kept.map((each) => [each.ref, each])), byPatient, patients: parts.kept.filter(({ type }) => type === "Patient").map(({ id }) => id) };
}
