import { codeSystemUrl, system } from "@wijkverband/fhir";
import type { Resource } from "hl7-fhir-r4-types";
import { isAvailability } from "../availability.ts";
import type { Code } from "../coding.ts";
import { anyHasCode, hasCode, own } from "../coding.ts";
import { isContactReport } from "../contact/contact-report.ts";
import { isAdvanceDirective, isDirective } from "../directive.ts";
import type { SectionKey } from "./answer.ts";

/** What rule `minimum` asks for; each is worked out in `minimum.ts`. */
export type RequirementKey =
  | "limits"
  | "phase"
  | "prognosis"
  | "diagnosis"
  | "medication"
  | "allergies"
  | "scenarios"
  | "reachability"
  | "first-contact"
  | "representative"
  | "care-present";

/** All that is known of a section of the handover. */
export interface Section {
  readonly key: SectionKey;
  readonly loinc?: string;
  readonly title: { readonly nl: string; readonly en: string };
  /** Whether a resource is content of this section, whatever its status. */
  readonly belongs: (resource: Resource) => boolean;
  /** Whether a change since publication makes the handover `changed` (rule `honest-status`). */
  readonly tracked: boolean;
  readonly requirements: readonly RequirementKey[];
}

const snomed = (code: string): Code => ({ system: system.snomed, code });
const acp = snomed("713603004");

const observes =
  (...codes: readonly Code[]) =>
  (resource: Resource): boolean =>
    resource.resourceType === "Observation" && codes.some((code) => hasCode(resource.code, code));

export const phaseCode: Code = own("overdracht", "palliatieve-fase");
export const prognosisCode: Code = own("overdracht", "prognose");
const sedationCode = own("overdracht", "palliatieve-sedatie");
/** Wishes of the patient, as PZP codes them (facts §1.2). */
const wishCodes: readonly Code[] = ["153851000146100", "395091006", "340171000146104", "570801000146104", "247751003"].map(snomed);

/** Observations of which only the latest counts: a newer one replaces what was said before. */
export const singleValued: readonly Code[] = [phaseCode, prognosisCode, sedationCode, ...wishCodes];

/** By its category, or (older PZP sources have none) by the goal itself. */
function isPolicyGoal(resource: Resource): boolean {
  if (resource.resourceType !== "Goal") return false;
  return anyHasCode(resource.category, acp) || ["385987000", "1351964001", "713148004"].some((code) => hasCode(resource.description, snomed(code)));
}

function isMedication(resource: Resource): boolean {
  return resource.resourceType === "MedicationStatement" || (resource.resourceType === "MedicationRequest" && anyHasCode(resource.category, snomed("33633005")));
}

function isConversation(resource: Resource): boolean {
  switch (resource.resourceType) {
    case "Procedure":
      return hasCode(resource.code, acp);
    case "Encounter":
      return (
        anyHasCode(resource.reasonCode, acp) ||
        (resource.reasonReference?.some(({ type, reference }) => type === "Procedure" || reference?.includes("Procedure/")) ?? false)
      );
    case "CommunicationRequest":
      return anyHasCode(resource.category, snomed("223449006"));
    default:
      return isContactReport(resource);
  }
}

/** What a post thought at night is of that contact: what becomes a problem of the patient, the own huisarts says. */
function isProblem(resource: Resource): boolean {
  return resource.resourceType === "Condition" && !(resource.encounter !== undefined && anyHasCode(resource.category, { system: "http://terminology.hl7.org/CodeSystem/condition-category", code: "encounter-diagnosis" }));
}

/** The sections of a handover, in the order in which they are read at night. Narrative, entries, the minimum and the differences derive from
 *  this list. Tracked are what DESIGN names (directive, medication, capacity, contact, availability) and, because a doctor acts on them in the
 *  same minute, phase, allergies and scenarios. Capacity is no resource of its own: it is reported under `contactpersonen`, beside the representative. */
export const sections: readonly Section[] = [
  {
    key: "behandelgrenzen",
    loinc: "42348-3",
    title: { nl: "Behandelgrenzen", en: "Treatment limits" },
    belongs: isDirective,
    tracked: true,
    requirements: ["limits"],
  },
  { key: "wilsverklaringen", title: { nl: "Wilsverklaringen", en: "Written directives" }, belongs: isAdvanceDirective, tracked: true, requirements: [] },
  {
    key: "fase-en-prognose",
    title: { nl: "Fase en prognose", en: "Phase and prognosis" },
    belongs: observes(phaseCode, prognosisCode, sedationCode),
    tracked: true,
    requirements: ["phase", "prognosis"],
  },
  {
    key: "diagnose-en-problemen",
    loinc: "11450-4",
    title: { nl: "Diagnose en problemen", en: "Diagnosis and problems" },
    belongs: isProblem,
    tracked: false,
    requirements: ["diagnosis"],
  },
  { key: "medicatie", loinc: "10160-0", title: { nl: "Medicatie", en: "Medication" }, belongs: isMedication, tracked: true, requirements: ["medication"] },
  {
    key: "allergieen",
    loinc: "48765-2",
    title: { nl: "Allergieën en intoleranties", en: "Allergies and intolerances" },
    belongs: ({ resourceType }) => resourceType === "AllergyIntolerance",
    tracked: true,
    requirements: ["allergies"],
  },
  {
    key: "scenarios",
    loinc: "18776-5",
    title: { nl: "Beleid per verwacht probleem", en: "Policy per expected problem" },
    belongs: (resource) => resource.resourceType === "CarePlan" && anyHasCode(resource.category, own("overdracht", "scenario")),
    tracked: true,
    requirements: ["scenarios"],
  },
  {
    key: "bereikbaarheid",
    title: { nl: "Bereikbaarheid eigen huisarts", en: "Reachability of the own GP" },
    belongs: isAvailability,
    tracked: true,
    requirements: ["reachability"],
  },
  {
    key: "contactpersonen",
    title: { nl: "Contactpersonen en vertegenwoordiging", en: "Contacts and representation" },
    belongs: ({ resourceType }) => resourceType === "RelatedPerson",
    tracked: true,
    requirements: ["first-contact", "representative"],
  },
  {
    key: "zorg-aanwezig",
    title: { nl: "Zorg aanwezig", en: "Care present" },
    belongs: (resource) => resource.resourceType === "CarePlan" && anyHasCode(resource.category, snomed("243114000")),
    tracked: false,
    requirements: ["care-present"],
  },
  {
    key: "doel-en-wensen",
    loinc: "61146-7",
    title: { nl: "Doel en wensen", en: "Goal and wishes" },
    belongs: (resource) => isPolicyGoal(resource) || observes(...wishCodes)(resource),
    tracked: false,
    requirements: [],
  },
  {
    key: "hulpmiddelen",
    title: { nl: "Hulpmiddelen", en: "Devices" },
    belongs: ({ resourceType }) => resourceType === "DeviceUseStatement",
    tracked: false,
    requirements: [],
  },
  { key: "gesprekken", title: { nl: "Gesprekken", en: "Conversations" }, belongs: isConversation, tracked: false, requirements: [] },
];

/** Code of a section in our CodeSystem `overdracht-sectie`. */
export function sectionCode(key: SectionKey): Code {
  return { system: codeSystemUrl("overdracht-sectie"), code: key };
}

/** The section that a resource is content of, or `undefined`. */
export function sectionOf(resource: Resource): Section | undefined {
  return sections.find(({ belongs }) => belongs(resource));
}
