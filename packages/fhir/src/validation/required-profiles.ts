/** A row of `profiles/generated/required-profiles.json`: a resource of `type` must meet `profile` when a coding at `path` is `system|code`;
 *  always, when no path is given. */
export interface RequiredProfile {
  readonly type: string;
  readonly path?: string;
  readonly system?: string;
  readonly code?: string;
  readonly profile: string;
}

/** The profiles that the content of a resource asks for, claimed or not. */
export function findRequiredProfiles(resource: Readonly<Record<string, unknown>>, rows: readonly RequiredProfile[]): readonly string[] {
  const found: string[] = [];
  for (const row of rows) if (row.type === resource["resourceType"] && holds(row, resource)) found.push(row.profile);
  return found;
}

function holds({ path, system, code }: RequiredProfile, resource: Readonly<Record<string, unknown>>): boolean {
  if (path === undefined) return true;
  let values: readonly unknown[] = [resource];
  for (const name of path.split(".")) {
    if (name !== resource["resourceType"]) values = values.flatMap((value) => memberOf(value, name));
  }
  return values.flatMap(codings).some((coding) => coding.code === code && (system === undefined || coding.system === system));
}

function memberOf(value: unknown, name: string): readonly unknown[] {
  if (typeof value !== "object" || value === null) return [];
  const member = (value as Record<string, unknown>)[name];
  return Array.isArray(member) ? member : [member];
}

/** The codings in a CodeableConcept, a Coding or a code. */
function codings(value: unknown): readonly { readonly system?: unknown; readonly code?: unknown }[] {
  if (typeof value === "string") return [{ code: value }];
  if (typeof value !== "object" || value === null) return [];
  const inner = (value as Record<string, unknown>)["coding"];
  return Array.isArray(inner) ? inner.filter((coding) => typeof coding === "object" && coding !== null) : [value];
}
