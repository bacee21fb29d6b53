import type { Bundle, BundleEntry, Resource } from "hl7-fhir-r4-types";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

/** The national example of an ACP conversation (PZP), by its place outside the project: it is for tests only and never copied in. */
const folder = join(process.env["WIJKVERBAND_NL_DATA"] ?? join(import.meta.dirname, "../../../shared/nl-data"), "pzp-hartman");

/** Whether the national example is on this machine; without it the tests that need it say so and are skipped. */
export const hasHartman: boolean = existsSync(folder);

export type Identified = Resource & { id: string };

/** Hendrik Hartman's 23 resources, as they stand in the files. */
export function readHartman(): readonly Identified[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith(".json"))
    .sort()
    .map((name) => JSON.parse(readFileSync(join(folder, name), "utf8")) as Identified);
}

/** The three ways in which systems number what they send: by URN with references rewritten, by their own addresses with relative
 *  references, or not at all. */
export const forms = ["urn", "absolute", "bare"] as const;
export type Form = (typeof forms)[number];

/** The resources as one transaction of creates. */
export function asTransaction(resources: readonly Identified[], form: Form): Bundle {
  const urns = new Map(resources.map(({ resourceType, id }, place) => [`${resourceType}/${id}`, `urn:uuid:00000000-0000-4000-8000-${String(place).padStart(12, "0")}`]));
  const entry = resources.map((resource): BundleEntry => {
    const own = `${resource.resourceType}/${resource.id}`;
    const request = { method: "POST", url: resource.resourceType } as const;
    if (form === "bare") return { resource, request };
    if (form === "absolute") return { fullUrl: `https://acme.com/fhir/${own}`, resource, request };
    const { id: _id, ...sent } = JSON.parse(JSON.stringify(resource, (key, value: unknown) => (key === "reference" && typeof value === "string" ? (urns.get(value) ?? value) : value))) as Identified;
    return { fullUrl: urns.get(own) ?? "", resource: sent, request };
  });
  return { resourceType: "Bundle", type: "transaction", entry };
}
