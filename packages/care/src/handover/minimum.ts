import type { Bundle, CarePlan, Composition, CompositionSection, Patient, Resource } from "hl7-fhir-r4-types";
import { system } from "@wijkverband/fhir";
import { isAvailability, readAvailability } from "../availability.ts";
import { capacityOf } from "../capacity.ts";
import type { Code } from "../coding.ts";
import { anyHasCode, codeOf, contactRole, hasCode, listEmptyReason } from "../coding.ts";
import { isDirective, readLimit } from "../directive.ts";
import { explicitNone, explicitReason, isLive } from "./content.ts";
import { resolverOf } from "./references.ts";
import type { RequirementKey, Section } from "./sections.ts";
import { phaseCode, prognosisCode, sectionCode, sections } from "./sections.ts";

/** Something that rule `minimum` asks for and that isn't there. */
export interface Missing {
  readonly rule: "minimum";
  readonly key: RequirementKey;
  /** FHIRPath from the Composition, to the place where it belongs. */
  readonly expression: string;
  readonly text: { readonly nl: string; readonly en: string };
}

interface Requirement {
  readonly text: Missing["text"];
  /** Path below the section. */
  readonly below?: string;
  /** Whether "none known" or "not discussed" for the section will do. A handover without phase or diagnosis is not a palliative handover. */
  readonly mayBeExplicit: boolean;
  /** Whether the content of the section suffices. */
  readonly met: (items: readonly Resource[]) => boolean;
  /** Whether it is asked for at all; absent: always. */
  readonly applies?: (patient: Patient | undefined) => boolean;
}

/** Contact roles that make somebody the representative: legal representative, curator, mentor, or authorised in writing. Source: facts §1.2, §2.1. */
const representativeRoles: readonly Code[] = [
  { system: contactRole, code: "24" },
  { system: contactRole, code: "03" },
  { system: contactRole, code: "15" },
  { system: system.snomed, code: "310141000146103" },
];

const dead: readonly string[] = ["cancelled", "stopped", "entered-in-error"];

/** A policy for each problem the plan expects. */
function isComplete(plan: CarePlan): boolean {
  const expected = (plan.activity ?? []).flatMap(({ detail }) => (detail && !dead.includes(detail.status) ? [detail] : []));
  return expected.length > 0 && expected.every(({ description, reasonCode }) => (description ?? "").trim() !== "" && (reasonCode?.length ?? 0) > 0);
}

function observed(code: Code): (items: readonly Resource[]) => boolean {
  return (items) => items.some((item) => item.resourceType === "Observation" && hasCode(item.code, code) && (item.valueString !== undefined || item.valueCodeableConcept !== undefined));
}

const isThere = (items: readonly Resource[]): boolean => items.length > 0;

/** Rule `minimum` as data. Source: NHG-Standpunt 2009 and PZP form, facts §4.1 and §1.7. */
export const requirements: Readonly<Record<RequirementKey, Requirement>> = {
  limits: {
    text: { nl: "Behandelgrenzen ontbreken; leg ze vast, of leg vast dat ze niet besproken zijn.", en: "Treatment limits are missing; record them, or record that they were not discussed." },
    mayBeExplicit: true,
    met: (items) => items.some((item) => isDirective(item) && readLimit(item).outcome === "read"),
  },
  phase: {
    text: { nl: "De fase ontbreekt: palliatief of terminaal.", en: "The phase is missing: palliative or terminal." },
    below: "where(code.coding.code='palliatieve-fase')",
    mayBeExplicit: false,
    met: observed(phaseCode),
  },
  prognosis: {
    text: { nl: "De prognose ontbreekt; leg haar vast, of leg vast dat zij niet besproken is.", en: "The prognosis is missing; record it, or record that it was not discussed." },
    below: "where(code.coding.code='prognose')",
    mayBeExplicit: true,
    met: observed(prognosisCode),
  },
  diagnosis: {
    text: { nl: "De hoofddiagnose ontbreekt.", en: "The main diagnosis is missing." },
    below: "where(category.coding.code='282291009')",
    mayBeExplicit: false,
    met: (items) => items.some((item) => item.resourceType === "Condition" && anyHasCode(item.category, { system: system.snomed, code: "282291009" })),
  },
  medication: {
    text: { nl: "De medicatie ontbreekt; leg haar vast, of leg vast dat er geen is.", en: "Medication is missing; record it, or record that there is none." },
    mayBeExplicit: true,
    met: isThere,
  },
  allergies: {
    text: { nl: "Allergieën ontbreken; leg ze vast, of leg vast dat er geen bekend zijn.", en: "Allergies are missing; record them, or record that none are known." },
    mayBeExplicit: true,
    met: isThere,
  },
  scenarios: {
    text: { nl: "Het beleid per verwacht probleem ontbreekt of is niet volledig.", en: "The policy for an expected problem is missing or incomplete." },
    mayBeExplicit: true,
    met: (items) => items.length > 0 && items.every((item) => item.resourceType === "CarePlan" && isComplete(item)),
  },
  reachability: {
    text: { nl: "De bereikbaarheid van de eigen huisarts ontbreekt.", en: "How the own GP can be reached is missing." },
    mayBeExplicit: true,
    met: (items) => items.some((item) => isAvailability(item) && readAvailability(item).telecom.length > 0),
  },
  "first-contact": {
    text: { nl: "De eerste contactpersoon ontbreekt.", en: "The first contact is missing." },
    below: "where(relationship.coding.code='01')",
    mayBeExplicit: true,
    met: (items) => items.some((item) => item.resourceType === "RelatedPerson" && anyHasCode(item.relationship, { system: contactRole, code: "01" })),
  },
  representative: {
    text: { nl: "De patiënt is wilsonbekwaam en de vertegenwoordiger ontbreekt.", en: "The patient is incapable and the representative is missing." },
    below: "where(relationship.coding.code='24')",
    mayBeExplicit: true,
    applies: (patient) => capacityOf(patient).capable === false,
    met: (items) => items.some((item) => item.resourceType === "RelatedPerson" && representativeRoles.some((role) => anyHasCode(item.relationship, role))),
  },
  "care-present": {
    text: { nl: "De aanwezige zorg ontbreekt; leg haar vast, of leg vast dat er geen is.", en: "The care present is missing; record it, or record that there is none." },
    mayBeExplicit: true,
    met: isThere,
  },
};

/** The section of a composition with our code, or with the LOINC code of that section. */
export function findSection(composition: Composition | undefined, section: Section): CompositionSection | undefined {
  const found = composition?.section?.find(({ code }) => hasCode(code, sectionCode(section.key)));
  const { loinc } = section;
  return found ?? (loinc === undefined ? undefined : composition?.section?.find(({ code }) => hasCode(code, { system: system.loinc, code: loinc })));
}

/** Judges the content of one section: which of its requirements is not met. An explicit "none" is that of the section or a List among the items. */
export function unmet(section: Section, items: readonly Resource[], patient: Patient | undefined, isExplicit: boolean): readonly Missing[] {
  const content = items.filter(section.belongs);
  return section.requirements.flatMap((key) => {
    const { text, below, mayBeExplicit, met, applies } = requirements[key];
    if (applies?.(patient) === false || met(content) || (isExplicit && mayBeExplicit)) return [];
    const path = `Composition.section.where(code.coding.code='${section.key}')`;
    return [{ rule: "minimum" as const, key, expression: below === undefined ? path : `${path}.entry.resolve().${below}`, text }];
  });
}

/** What a document, draft or complete, still misses by rule `minimum`; every fault, in the order of the sections. Only what counts at `at` counts. */
export function missingFrom(document: Bundle, at: Date): readonly Missing[] {
  const resources = (document.entry ?? []).flatMap(({ resource }) => (resource ? [resource] : []));
  const composition = resources.find((resource): resource is Composition => resource.resourceType === "Composition");
  const patient = resources.find((resource): resource is Patient => resource.resourceType === "Patient");
  const resolve = resolverOf(document);
  return sections.flatMap((section) => {
    const found = findSection(composition, section);
    const items = (found?.entry ?? []).flatMap(({ reference }) => {
      const item = reference === undefined ? undefined : resolve(reference);
      return item && isLive(item, at) ? [item] : [];
    });
    const isExplicit = explicitReason(codeOf(found?.emptyReason, listEmptyReason)) !== undefined || items.some((item) => explicitNone(item, section) !== undefined);
    return unmet(section, items, patient, isExplicit);
  });
}
