import { codeSystemUrl } from "@wijkverband/fhir";
import type { Basic, CarePlan, Consent, Dosage, Observation, RelatedPerson, Resource } from "hl7-fhir-r4-types";
import { readAvailability } from "../availability.ts";
import { codeOf, listEmptyReason } from "../coding.ts";
import { describeContactReport, isContactReport } from "../contact/contact-report.ts";
import { isDirective, readLimit } from "../directive.ts";
import { dateText, nameText } from "../display.ts";
import { limitText, treatmentOf } from "../treatment.ts";
import { phaseCode, sectionOf } from "./sections.ts";
import { wordsOf } from "./words.ts";

/** An item of the handover in Dutch words. */
export interface Description {
  readonly what: string;
  /** One statement each; empty when the name says it all. */
  readonly lines: readonly string[];
  /** FHIR date of what is said. */
  readonly date?: string;
}

const dayNames: Readonly<Record<string, string>> = { mon: "ma", tue: "di", wed: "wo", thu: "do", fri: "vr", sat: "za", sun: "zo" };
const phases: Readonly<Record<string, string>> = { palliatief: "Palliatieve fase", terminaal: "Terminale fase" };

function words(...parts: readonly (string | undefined)[]): readonly string[] {
  return parts.filter((part): part is string => part !== undefined && part !== "");
}

function span(start: string | undefined, end: string | undefined): string | undefined {
  const parts = words(start && `van ${dateText(start)}`, end && `tot en met ${dateText(end)}`);
  return parts.length === 0 ? undefined : parts.join(" ");
}

function dated(date: string | undefined): { date?: string } {
  return date === undefined ? {} : { date };
}

/** Source: nl-core, ext-Comment. */
function commentOf(consent: Consent): string | undefined {
  return consent.extension?.find(({ url }) => url === "http://nictiz.nl/fhir/StructureDefinition/ext-Comment")?.valueString;
}

function describeConsent(consent: Consent): Description {
  const aboutTreatment: boolean = isDirective(consent);
  if (!aboutTreatment) {
    const lines = words(consent.provision?.actor?.map(({ reference }) => reference.display).join(", "), consent.sourceAttachment?.title, commentOf(consent));
    return { what: wordsOf(consent.provision?.code?.[0]) ?? "Wilsverklaring", lines, ...dated(consent.dateTime) };
  }
  const reading = readLimit(consent);
  const text = reading.outcome === "read" ? limitText(reading.limit) : "Deze behandelgrens is niet te lezen; vraag na";
  return { what: treatmentOf(consent.provision?.code?.[0])?.text ?? "Behandelgrens", lines: words(text, commentOf(consent)), ...dated(consent.dateTime) };
}

function describeObservation(observation: Observation): Description {
  const phase = codeOf(observation.valueCodeableConcept, codeSystemUrl("palliatieve-fase"));
  const value = (phase && phases[phase]) ?? observation.valueString ?? wordsOf(observation.valueCodeableConcept) ?? observation.valueBoolean?.toString();
  const names: Readonly<Record<string, string>> = { [phaseCode.code]: "Fase", prognose: "Prognose", "palliatieve-sedatie": "Palliatieve sedatie" };
  const own = codeOf(observation.code, phaseCode.system);
  return {
    what: (own && names[own]) ?? wordsOf(observation.code) ?? "Waarneming",
    lines: words(value, ...(observation.note ?? []).map(({ text }) => text)),
    ...dated(observation.effectiveDateTime),
  };
}

function dosageTexts(dosages: readonly Dosage[] | undefined): readonly (string | undefined)[] {
  return (dosages ?? []).map(({ text, patientInstruction }) => text ?? patientInstruction);
}

function describeContact(contact: RelatedPerson): Description {
  const roles = (contact.relationship ?? []).map(wordsOf);
  const numbers = (contact.telecom ?? []).map(({ value }) => value);
  return { what: nameText(contact.name) ?? "Contactpersoon", lines: words(words(...roles).join(", "), words(...numbers).join(", "), span(contact.period?.start, contact.period?.end)) };
}

function describeAvailability(basic: Basic): Description {
  const { period, times, telecom, author } = readAvailability(basic);
  const hours = times.map(({ days, start, end }) => words((days ?? []).map((name) => dayNames[name] ?? name).join(" "), `${(start ?? "00:00").slice(0, 5)}-${(end ?? "24:00").slice(0, 5)}`).join(" "));
  return {
    what: "Bereikbaarheid eigen huisarts",
    lines: words(basic.author?.display ?? author, words(...telecom.map(({ value }) => value)).join(", "), hours.length === 0 ? "dag en nacht" : hours.join(", "), span(period?.start, period?.end)),
    ...dated(basic.created),
  };
}

function describePlan(plan: CarePlan): Description {
  const lines = (plan.activity ?? []).map(({ detail }) => {
    const about = wordsOf(detail?.reasonCode?.[0]) ?? wordsOf(detail?.code);
    const status = detail && ["cancelled", "stopped", "entered-in-error"].includes(detail.status) ? "vervallen" : undefined;
    const said = words(detail?.description, detail?.scheduledString, words(...(detail?.performer ?? []).map(({ display }) => display)).join(", "), status).join("; ");
    return words(about, said).join(": ");
  });
  return { what: plan.title ?? sectionOf(plan)?.title.nl ?? "Plan", lines: words(plan.description, ...lines, ...(plan.note ?? []).map(({ text }) => text)), ...dated(plan.created) };
}

/** Describes an item in Dutch. Total: a resource without words of its own is named by its section. */
export function describe(resource: Resource): Description {
  if (isContactReport(resource)) return describeContactReport(resource);
  switch (resource.resourceType) {
    case "Consent":
      return describeConsent(resource);
    case "Observation":
      return describeObservation(resource);
    case "RelatedPerson":
      return describeContact(resource);
    case "Basic":
      return describeAvailability(resource);
    case "CarePlan":
      return describePlan(resource);
    case "Condition":
      return { what: wordsOf(resource.code) ?? "Probleem", lines: words(...(resource.note ?? []).map(({ text }) => text)), ...dated(resource.onsetDateTime ?? resource.recordedDate) };
    case "AllergyIntolerance":
      return {
        what: wordsOf(resource.code) ?? "Allergie",
        lines: words(
          resource.criticality === "high" ? "hoog risico" : undefined,
          ...(resource.reaction ?? []).flatMap(({ manifestation, description }) => [...manifestation.map(wordsOf), description]),
          ...(resource.note ?? []).map(({ text }) => text),
        ),
        ...dated(resource.recordedDate),
      };
    case "MedicationStatement":
      return {
        what: wordsOf(resource.medicationCodeableConcept) ?? resource.medicationReference?.display ?? "Medicatie",
        lines: words(...dosageTexts(resource.dosage), ...stopAgreed(resource.modifierExtension), ...(resource.note ?? []).map(({ text }) => text)),
        ...dated(resource.dateAsserted ?? resource.effectivePeriod?.start ?? resource.effectiveDateTime),
      };
    case "MedicationRequest":
      return {
        what: wordsOf(resource.medicationCodeableConcept) ?? resource.medicationReference?.display ?? "Medicatie",
        lines: words(...dosageTexts(resource.dosageInstruction), ...stopAgreed(resource.modifierExtension), ...(resource.note ?? []).map(({ text }) => text)),
        ...dated(resource.authoredOn),
      };
    case "Goal":
      return { what: "Doel van het beleid", lines: words(wordsOf(resource.description), ...(resource.note ?? []).map(({ text }) => text)), ...dated(resource.statusDate ?? resource.startDate) };
    case "DeviceUseStatement":
      return { what: resource.device.display ?? "Hulpmiddel", lines: words(...(resource.note ?? []).map(({ text }) => text)), ...dated(resource.timingPeriod?.start) };
    case "Procedure":
      return { what: wordsOf(resource.code) ?? "Gesprek", lines: words(...(resource.note ?? []).map(({ text }) => text)), ...dated(resource.performedDateTime ?? resource.performedPeriod?.start) };
    case "Encounter":
      return { what: "Contact", lines: words(...(resource.participant ?? []).map(({ individual }) => individual?.display)), ...dated(resource.period?.start) };
    case "CommunicationRequest":
      return { what: wordsOf(resource.category?.[0]) ?? "Naasten informeren", lines: words(...(resource.payload ?? []).map(({ contentString }) => contentString)), ...dated(resource.authoredOn) };
    case "List":
      return { what: resource.title ?? "Overig", lines: [codeOf(resource.emptyReason, listEmptyReason) === "notasked" ? "niet besproken" : "geen bekend"], ...dated(resource.date) };
    default:
      return { what: sectionOf(resource)?.title.nl ?? resource.resourceType, lines: [] };
  }
}

/** An active agreement may carry MP9's StopType: the end is agreed though not yet reached. */
function stopAgreed(modifiers: readonly { readonly url?: string }[] | undefined): readonly string[] {
  return modifiers?.some(({ url }) => url === stopType) ? ["stop afgesproken"] : [];
}

/** Source: MP9, ext-StopType. */
export const stopType = "http://nictiz.nl/fhir/StructureDefinition/ext-StopType";
