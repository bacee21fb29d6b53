import { isDeceased } from "@wijkverband/care";
import { Anomaly, findReferences, localReference, type Issue } from "@wijkverband/fhir";
import { marksOf } from "@wijkverband/policy";
import type { Stored } from "@wijkverband/store";
import type { Bundle, Patient } from "hl7-fhir-r4-types";
import type { House } from "./house.ts";

/** After death there is nothing to hand over (`life-events`). @throws {Anomaly} `conflict`. */
export function refuseDeceased(patient: Patient): void {
  if (isDeceased(patient)) throw new Anomaly("conflict", "this patient died; no handover is made any more", { rule: "life-events" });
}

/** A document that a HIS made can't say that the patient died: that is an update of the Patient, with all that follows. */
export function refuseDeceasedIn(document: Bundle): void {
  for (const { resource } of document.entry ?? []) if (resource?.resourceType === "Patient") refuseDeceased(resource);
}

/** Whoever may read a handover may read its entries (`who-reads-parts`), so what is withheld can't be in it, nor be pointed at: as an entry with the label,
 *  as one that is a withheld resource of the record, or as a reference to one. @throws {Anomaly} `rule`. */
export function refuseWithheld({ baseUrl }: Pick<House, "baseUrl">, document: Bundle, withheld: readonly Stored[]): void {
  const hidden = new Set(withheld.map(({ type, id }) => `${type}/${id}`));
  const isHidden = (reference: string | undefined): boolean => hidden.has(localReference(reference, baseUrl) ?? "");
  const issues = (document.entry ?? []).flatMap(({ resource, fullUrl }, index): readonly Issue[] => {
    if (resource === undefined) return [];
    const at = `Bundle.entry[${index}].resource`;
    const fault = (expression: string): Issue => ({ text: "this is withheld; it can't be in a handover", expression, rule: "who-reads-parts" });
    if (marksOf(resource).withheld === true || isHidden(fullUrl) || isHidden(`${resource.resourceType}/${resource.id}`)) return [fault(at)];
    return findReferences(resource).filter(({ reference }) => isHidden(reference)).map(({ path }) => fault(path.replace(/^[A-Z][A-Za-z]+/, at)));
  });
  if (issues.length > 0) throw new Anomaly("rule", "a handover holds nothing that is withheld", { issues });
}
