import type { Issue } from "@wijkverband/fhir";
import { findReferences, storedType, system } from "@wijkverband/fhir";
import type { Bundle, Composition, Patient, Reference, Resource } from "hl7-fhir-r4-types";
import { hasCode } from "../coding.ts";
import { isContactReport } from "../contact/contact-report.ts";
import { conflictsOf, limitsOf, specificationOther, unknownModifiers } from "../directive.ts";
import { plain, referenceTo } from "../reference.ts";
import type { Conflict } from "./answer.ts";
import type { Forbidden } from "./content.ts";
import { forbidden } from "./content.ts";
import { stopType } from "./describe.ts";
import { missingFrom } from "./minimum.ts";
import { isInternal, resolverOf } from "./references.ts";
import { isTerminal, reviewDateFor } from "./review-date.ts";

/** A document that somebody wants to publish. */
export interface Submission {
  readonly document: Bundle;
  /** `Patient/<id>` in whose name it is asked. */
  readonly patient: string;
  /** `PractitionerRole/<id>` of the publishing huisarts. */
  readonly huisarts: string;
  /** FHIR date or dateTime. */
  readonly reviewDate?: string;
  readonly at: Date;
}

export type DocumentVerdict =
  | { readonly outcome: "publishable"; readonly reviewDate: string; readonly conflicts: readonly Conflict[] }
  /** Every fault, not the first. */
  | { readonly outcome: "refused"; readonly issues: readonly Issue[] };

interface Placed {
  readonly resource: Resource;
  /** `Bundle.entry[n].resource` */
  readonly path: string;
}

/** Checks a document for publication. Conflicting limits are no fault: both are published and shown, flagged. */
export function checkDocument({ document, patient, huisarts, reviewDate, at }: Submission): DocumentVerdict {
  const placed = (document.entry ?? []).flatMap(({ resource }, index) => (resource ? [{ resource, path: `Bundle.entry[${index}].resource` }] : []));
  const resources = placed.map(({ resource }) => resource);
  const review = reviewDateFor(reviewDate, isTerminal(resources, at), at);
  const issues: readonly Issue[] = [
    ...checkForm(document),
    ...checkOnePatient(placed, patient),
    ...checkReferences(document, placed),
    ...placed.flatMap(checkForbidden),
    ...checkModifiers(placed),
    ...checkLimits(placed, at),
    ...checkAttester(document, huisarts),
    ...missingFrom(document, at).map(({ rule, expression, text }) => ({ rule, expression, text: text.en })),
    ...(review.outcome === "refused" ? [review.issue] : []),
  ];
  if (issues.length > 0 || review.outcome === "refused") return { outcome: "refused", issues };
  return { outcome: "publishable", reviewDate: review.reviewDate, conflicts: conflictsOf(limitsOf(resources, at).limits) };
}

function compositionOf(document: Bundle): Composition | undefined {
  const first = document.entry?.[0]?.resource;
  return first?.resourceType === "Composition" ? first : undefined;
}

function checkForm(document: Bundle): readonly Issue[] {
  const issues: Issue[] = [];
  const fault = (text: string, expression: string): void => void issues.push({ rule: "profile", text, expression });
  if (document.type !== "document") fault("a handover is a Bundle of type document", "Bundle.type");
  const composition = compositionOf(document);
  if (!composition) fault("the first entry of a document is its Composition", "Bundle.entry[0].resource");
  else if (!hasCode(composition.type, { system: system.loinc, code: "18761-7" })) fault("a handover has type LOINC 18761-7", "Bundle.entry[0].resource.type");
  const seen = new Set<string>();
  for (const [index, { fullUrl, resource }] of (document.entry ?? []).entries()) {
    if (!resource) fault("an entry of a document holds a resource", `Bundle.entry[${index}].resource`);
    else if (index > 0 && resource.resourceType === "Composition" && !isContactReport(resource)) fault("a document has one Composition, and contact reports", `Bundle.entry[${index}].resource`);
    if (fullUrl === undefined) fault("an entry of a document has a full URL", `Bundle.entry[${index}].fullUrl`);
    else if (seen.has(fullUrl)) fault("a full URL occurs once in a document", `Bundle.entry[${index}].fullUrl`);
    else seen.add(fullUrl);
  }
  return issues;
}

/** Types that can be content about a patient and may yet leave out whose they are. */
const mayBeNobodys: ReadonlySet<string> = new Set(["Device"]);

function checkOnePatient(placed: readonly Placed[], patient: string): readonly Issue[] {
  const patients = placed.filter((entry): entry is Placed & { resource: Patient } => entry.resource.resourceType === "Patient");
  const issues: Issue[] = [];
  const fault = (text: string, expression: string): void => void issues.push({ rule: "one-patient", text, expression });
  if (patients.length === 0) fault("the document does not hold its patient", "Bundle.entry.resource.ofType(Patient)");
  for (const { resource, path } of patients) if (referenceTo(resource) !== patient) fault("the document holds another patient", path);
  const urls = new Set([patient]);
  for (const { resource, path } of placed) {
    const type = storedType(resource.resourceType);
    const paths = type && type.patient !== "self" && type.kind !== "directory" ? type.patient.filter((name) => !name.includes(".") && name !== "target") : [];
    for (const name of paths) {
      const subject = (resource as unknown as Readonly<Record<string, Reference | undefined>>)[name];
      const about = plain(subject?.reference);
      if (subject?.reference === undefined ? !mayBeNobodys.has(resource.resourceType) : about === undefined || !urls.has(about)) {
        fault("this entry is not about the patient of the document", `${path}.${name}`);
      }
    }
  }
  return issues;
}

function checkReferences(document: Bundle, placed: readonly Placed[]): readonly Issue[] {
  const resolve = resolverOf(document);
  return placed.flatMap(({ resource, path }) =>
    findReferences(resource)
      .filter(({ reference }) => !isInternal(resource, reference) && resolve(reference) === undefined)
      .map((found) => ({ rule: "reference" as const, text: "this reference points at nothing inside the document", expression: found.path.replace(/^[A-Za-z]+/, path) })),
  );
}

const why: Readonly<Record<Forbidden, Pick<Issue, "rule" | "text">>> = {
  "home-access": { rule: "home-access", text: "home access is fetched live and never enters a document" },
  "privacy-consent": { rule: "who-reads-parts", text: "a privacy consent is no part of a handover" },
  social: { rule: "basis", text: "social content never enters a handover" },
};

function checkForbidden({ resource, path }: Placed): readonly Issue[] {
  const reason = forbidden(resource);
  return reason ? [{ ...why[reason], expression: path }] : [];
}

const cyclical = "http://nictiz.nl/fhir/StructureDefinition/ext-InstructionsForUse.RepeatPeriodCyclicalSchedule";

/** Modifiers that we understand, by the type on whose root they may stand. */
const knownModifiers: Readonly<Record<string, readonly string[]>> = {
  Consent: [specificationOther],
  MedicationRequest: [stopType, cyclical],
  MedicationStatement: [stopType, cyclical],
};

function checkModifiers(placed: readonly Placed[]): readonly Issue[] {
  return placed.flatMap(({ resource, path }) =>
    unknownModifiers(resource, path, (url, at) => at === path && (knownModifiers[resource.resourceType]?.includes(url ?? "") ?? false)).map((expression) => ({
      rule: "unknown-modifier" as const,
      text: "this modifier is not understood",
      expression,
    })),
  );
}

function checkLimits(placed: readonly Placed[], at: Date): readonly Issue[] {
  return placed.flatMap(({ resource, path }) =>
    limitsOf([resource], at)
      .refused.filter(({ rule }) => rule === "limits-clear")
      .map(({ rule, text, expression }) => ({ rule, text, expression: expression.replace(/^Consent/, path) })),
  );
}

/** The legal attester is the huisarts who publishes: his role, or the person behind it. */
function checkAttester(document: Bundle, huisarts: string): readonly Issue[] {
  const resolve = resolverOf(document);
  const attesters = compositionOf(document)?.attester ?? [];
  const legal = attesters.filter(({ mode }) => mode === "legal");
  const role = resolve(huisarts);
  const person = role?.resourceType === "PractitionerRole" ? plain(role.practitioner?.reference) : undefined;
  const isHuisarts = legal.some(({ party }) => {
    const reference = plain(party?.reference);
    return reference !== undefined && (reference === huisarts || reference === person);
  });
  if (legal.length === 1 && isHuisarts) return [];
  const text = legal.length === 1 ? "the legal attester is not the huisarts who publishes" : "a handover has one legal attester, the huisarts who publishes";
  return [{ rule: "attested", text, expression: "Bundle.entry[0].resource.attester" }];
}
