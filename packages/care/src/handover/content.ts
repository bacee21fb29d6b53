import { codeSystemUrl } from "@wijkverband/fhir";
import type { CodeableConcept, List, Observation, Period, Resource } from "hl7-fhir-r4-types";
import { readAvailability } from "../availability.ts";
import { anyHasCode, codeOf, consentScope, hasCode, listEmptyReason, own } from "../coding.ts";
import { withoutReplaced } from "../contact/contact-report.ts";
import { newestFirst, readLimit } from "../directive.ts";
import { isOver, startOf } from "../period.ts";
import { referenceTo } from "../reference.ts";
import { treatmentRank } from "../treatment.ts";
import type { Section } from "./sections.ts";
import { sectionCode, sectionOf, sections, singleValued } from "./sections.ts";

/** Why a resource may never be part of a handover, whoever asks. */
export type Forbidden = "home-access" | "privacy-consent" | "social";

/** The reason why a resource may not enter a document, or `undefined`. Contained resources are judged too. */
export function forbidden(resource: Resource): Forbidden | undefined {
  if (resource.meta?.security?.some(({ system, code }) => system === codeSystemUrl("domein") && code === "sociaal")) return "social";
  if (resource.resourceType === "Flag" && anyHasCode(resource.category, own("overdracht", "toegang-woning"))) return "home-access";
  if (resource.resourceType === "Consent" && hasCode(resource.scope, { system: consentScope, code: "patient-privacy" })) return "privacy-consent";
  const contained = "contained" in resource ? (resource.contained ?? []) : [];
  return contained.map(forbidden).find((reason) => reason !== undefined);
}

/** Period of use of a medication agreement. Source: MP9, mp-MedicationAgreement. */
const periodOfUse = "http://nictiz.nl/fhir/StructureDefinition/ext-TimeInterval.Period";

/** The period after which content no longer counts, whatever its status says. */
export function periodOf(resource: Resource): Period | undefined {
  switch (resource.resourceType) {
    case "Consent":
      return resource.provision?.period;
    case "MedicationStatement":
      return resource.effectivePeriod;
    case "MedicationRequest":
      return resource.extension?.find(({ url }) => url === periodOfUse)?.valuePeriod;
    case "CarePlan":
    case "RelatedPerson":
      return resource.period;
    case "Basic":
      return readAvailability(resource).period;
    case "DeviceUseStatement":
      return resource.timingPeriod;
    default:
      return undefined;
  }
}

function hasLiveStatus(resource: Resource): boolean {
  switch (resource.resourceType) {
    case "Consent":
    case "MedicationRequest":
    case "CarePlan":
      return resource.status === "active";
    case "Observation":
      return ["preliminary", "final", "amended", "corrected"].includes(resource.status);
    case "Condition":
      return ["active", "recurrence", "relapse", undefined].includes(statusCode(resource.clinicalStatus)) && !isDenied(resource.verificationStatus);
    case "AllergyIntolerance":
      return ["active", undefined].includes(statusCode(resource.clinicalStatus)) && !isDenied(resource.verificationStatus);
    case "MedicationStatement":
    case "DeviceUseStatement":
      return ["active", "intended"].includes(resource.status);
    case "RelatedPerson":
      return resource.active !== false;
    case "Goal":
      return ["proposed", "planned", "accepted", "active", "on-hold"].includes(resource.lifecycleStatus);
    case "Procedure":
      return ["preparation", "in-progress", "completed"].includes(resource.status);
    case "Encounter":
      return ["planned", "arrived", "triaged", "in-progress", "onleave", "finished"].includes(resource.status);
    case "CommunicationRequest":
      return ["active", "on-hold", "completed"].includes(resource.status);
    case "List":
      return resource.status === "current";
    default:
      return true;
  }
}

function statusCode(status: CodeableConcept | undefined): string | undefined {
  return status?.coding?.[0]?.code;
}

function isDenied(verification: CodeableConcept | undefined): boolean {
  return verification?.coding?.some(({ code }) => code === "refuted" || code === "entered-in-error") ?? false;
}

/** Tells whether content counts now: its status is a living one and its period is not over. What is planned for later counts. */
export function isLive(resource: Resource, at: Date): boolean {
  return hasLiveStatus(resource) && !isOver(periodOf(resource), at);
}

/** What makes two resources be the same item at different times: an id, or for single-valued observations their code. */
export function itemKey(resource: Resource): string {
  const code = resource.resourceType === "Observation" && singleValued.find((candidate) => hasCode(resource.code, candidate));
  return code ? `${code.system}|${code.code}` : referenceTo(resource);
}

function observedAt(observation: Observation): number {
  const when = observation.effectiveDateTime ?? observation.effectivePeriod?.start ?? observation.effectiveInstant ?? observation.issued ?? observation.meta?.lastUpdated;
  return when === undefined ? -Infinity : startOf(when);
}

function isNewer(one: Resource, other: Resource): boolean {
  if (one.resourceType !== "Observation" || other.resourceType !== "Observation") return false;
  const [mine, theirs] = [observedAt(one), observedAt(other)];
  return mine === theirs ? (one.meta?.lastUpdated ?? "") > (other.meta?.lastUpdated ?? "") : mine > theirs;
}

/** The content of the handover that counts now, each item once, in reading order. What may not enter is left out here too. */
export function liveContent(resources: readonly Resource[], at: Date): readonly Resource[] {
  const items = new Map<string, Resource>();
  for (const resource of withoutReplaced(resources)) {
    if (forbidden(resource) || !sectionOf(resource) || !isLive(resource, at)) continue;
    const key = itemKey(resource);
    const present = items.get(key);
    if (!present || isNewer(resource, present)) items.set(key, resource);
  }
  return sections.flatMap((section) => inReadingOrder([...items.values()].filter(section.belongs)));
}

/** Limits by treatment, newest first; the rest as it came. An unreadable limit comes first: it must be seen. */
function inReadingOrder(items: readonly Resource[]): readonly Resource[] {
  return items.toSorted((one, other) => {
    if (one.resourceType !== "Consent" || other.resourceType !== "Consent") return 0;
    const [mine, theirs] = [readLimit(one), readLimit(other)];
    if (mine.outcome === "refused" || theirs.outcome === "refused") return Number(theirs.outcome === "refused") - Number(mine.outcome === "refused");
    return treatmentRank(mine.limit.treatment) - treatmentRank(theirs.limit.treatment) || newestFirst(mine.limit, theirs.limit);
  });
}

export type ExplicitReason = "nilknown" | "notasked";

/** Reads an explicit "none known" or "not discussed" for a section (profile `explicit-none`). */
export function explicitNone(resource: Resource, section: Section): { readonly reason: ExplicitReason; readonly list: List } | undefined {
  if (resource.resourceType !== "List" || resource.status !== "current" || !hasCode(resource.code, sectionCode(section.key))) return undefined;
  const reason = explicitReason(codeOf(resource.emptyReason, listEmptyReason));
  return reason && { reason, list: resource };
}

/** Narrows a code of `list-empty-reason` to those that say something about the patient rather than about the record. */
export function explicitReason(code: string | undefined): ExplicitReason | undefined {
  return code === "nilknown" || code === "notasked" ? code : undefined;
}
