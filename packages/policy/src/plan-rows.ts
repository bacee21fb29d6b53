import { codeSystemUrl } from "@wijkverband/fhir";
import type { CarePlan, MedicationRequest, MedicationStatement, Resource } from "hl7-fhir-r4-types";
import { everyone } from "./consent.ts";
import type { TieRow } from "./condition.ts";
import { isPlan } from "./marks.ts";
import { bare, idOf } from "./tie-period.ts";

/** What hangs in the active plan of a patient is plan-related: `addresses`, `goal`, `activity` and `supportingInfo` (`who-reads-parts`).
 *  Only a plan that belongs to all (domain `gedeeld`) counts: nobody makes the record readable by a plan of his own. */
export function planRows(plan: CarePlan): readonly TieRow[] {
  const patient = idOf(plan.subject?.reference, "Patient");
  if (plan.status !== "active" || patient === undefined || domainOf(plan) !== "gedeeld" || !isPlan(plan)) return [];
  const related = [...(plan.addresses ?? []), ...(plan.goal ?? []), ...(plan.supportingInfo ?? []), ...(plan.activity ?? []).flatMap(({ reference }) => reference ?? [])];
  return aboutEach("plan", related, patient, `CarePlan/${plan.id}`);
}

/** Why a medicine is given is what a pharmacist reads of the problems. Only what the practice says of it counts (its domains): what a pharmacist or nurse
 *  writes doesn't let the pharmacist read on after the practice took the reason away. */
export function indicationRows(medicine: MedicationRequest | MedicationStatement): readonly TieRow[] {
  const patient = idOf(medicine.subject?.reference, "Patient");
  const domain = domainOf(medicine);
  return patient === undefined || (domain !== "medisch" && domain !== "gedeeld") ? [] : aboutEach("indication", medicine.reasonReference ?? [], patient, `${medicine.resourceType}/${medicine.id}`);
}

/** The domain label, which the server gave. */
function domainOf({ meta }: Resource): string | undefined {
  return meta?.security?.find(({ system }) => system === codeSystemUrl("domein"))?.code;
}

function aboutEach(kind: "plan" | "indication", references: readonly { reference?: string }[], patient: string, source: string): readonly TieRow[] {
  const abouts = new Set(references.flatMap(({ reference }) => bare(reference) ?? []));
  return [...abouts].map((about): TieRow => ({ kind, holder: everyone, about, patient, source }));
}
