import { pzpAddresses, storedType, type ResourceTypeName } from "@wijkverband/fhir";
import { type Compiled, ofType } from "./compiled.ts";

/** `profiles/generated/supported-profiles.json`: a profile of ours, or a national one that resources of ours meet as well. The server says so at `/metadata`. */
export interface SupportedProfile {
  readonly type: ResourceTypeName;
  readonly profile: string;
}

interface Profile extends Compiled {
  readonly resourceType: "StructureDefinition";
  readonly url: string;
  readonly type: string;
  readonly derivation?: string;
  readonly extension?: readonly { readonly url: string; readonly valueCanonical?: string }[];
}

const complies = "http://hl7.org/fhir/StructureDefinition/structuredefinition-compliesWithProfile";

/** The list, by type: ours first, then the national ones that they name, PZP's under both its addresses. */
export function buildSupportedProfiles(compiled: readonly Compiled[]): readonly SupportedProfile[] {
  const profiles = ofType<Profile>(compiled, "StructureDefinition").flatMap(({ url, type, derivation, extension = [] }) => {
    const stored = storedType(type)?.type;
    const national = extension.flatMap((each) => (each.url === complies && each.valueCanonical !== undefined ? pzpAddresses(each.valueCanonical) : []));
    return stored === undefined || derivation !== "constraint" ? [] : [{ type: stored, own: url, national }];
  });
  const rows = [...profiles.map(({ type, own }) => ({ type, profile: own })), ...profiles.flatMap(({ type, national }) => national.map((profile) => ({ type, profile })))];
  const known = new Set<string>();
  return rows.filter(({ type, profile }) => {
    const key = `${type} ${profile}`;
    return !known.has(key) && known.add(key);
  });
}
