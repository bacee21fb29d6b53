import { codeSystemUrl } from "@wijkverband/fhir";
import type { CarePlan, MedicationRequest, MedicationStatement } from "hl7-fhir-r4-types";
import { everyone } from "./consent.ts";
import type { TieRow } from "./condition.ts";
import { isPlan } from "./marks.ts";
import { bare, idOf } from "./tie-period.ts";

/** What hangs in the active plan of a patient is plan-related: `addresses`, `goal`, `activity` and `supportingInfo` (`who-reads-parts`).
 *  Only a plan that belongs to all (domain `gedeeld`) counts: nobody makes the record readable by a plan of his own. */
export function planRows(plan: CarePlan): readonly TieRow[] {
  const patient = idOf(plan.subject?.reference, "Patient");
  const shared = plan.meta?.security?.some(({ system, code }) => system === codeSystemUrl("domein") && code === "gedeeld") ?? false;
  if (plan.status !== "active" || patient === undefined || !shared || !isPlan(plan)) return [];
  const related = [...(plan.addresses ?? []), ...(plan.goal ?? []), ...(plan.supportingInfo ?? []), ...(plan.activity ?? []).flatMap(({ reference }) => reference ?? [])];
  return aboutEach("plan", related, patient, `CarePlan/${plan.id}`);
}

/** Why a medicine is given is what a pharmacist reads of the problems. */
export function indicationRows(medicine: MedicationRequest | MedicationStatement): readonly TieRow[] {
  const patient = idOf(medicine.subject?.reference, "Patient");
  return patient === undefined ? [] : aboutEach("indication", medicine.reasonReference ?? [], patient, `${medicine.resourceType}/${medicine.id}`);
}

function aboutEach(kind: "plan" | "indication", references: readonly { reference?: string }[], patient: string, source: string): readonly TieRow[] {
  const abouts = new Set(references.flatMap(({ reference }) => bare(reference) ?? []));
  return [...abouts].map((about): TieRow => ({ kind, holder: everyone, about, patient, source }));
}
