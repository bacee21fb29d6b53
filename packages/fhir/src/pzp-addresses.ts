/** Where PZP is published: the beta stood under the first, what came after under the second (IKNL PZP-FHIR-R4, issue 37). Systems name either. */
const bases = ["https://fhir.iknl.nl/fhir/", "https://api.iknl.nl/docs/pzp/r4/"] as const;

/** What got another name on the way, by kind and id: first the beta's. */
const renamed: readonly (readonly [string, string])[] = [
  ["StructureDefinition/ACP-Medical-Policy-Goal", "StructureDefinition/ACP-MedicalPolicyGoal"],
  ["StructureDefinition/ACP-OtherImportantInformation", "StructureDefinition/ACP-SenseOfPurpose"],
];

/** All addresses of what PZP publishes under this canonical, that one first; of anything else just that one. A version goes along.
 *  @param canonical `url` or `url|version` */
export function pzpAddresses(canonical: string): readonly string[] {
  const from = bases.findIndex((base) => canonical.startsWith(base));
  if (from < 0) return [canonical];
  const bar = canonical.indexOf("|");
  const [url, version] = bar < 0 ? [canonical, ""] : [canonical.slice(0, bar), canonical.slice(bar)];
  const name = url.slice(bases[from]!.length);
  const names = renamed.find((each) => each.includes(name)) ?? [name, name];
  return [canonical, ...bases.flatMap((base, place) => (place === from ? [] : [`${base}${names[place]!}${version}`]))];
}
