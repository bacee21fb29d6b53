import type { Issue } from "@wijkverband/fhir";
import type { Stored } from "@wijkverband/store";
import type { Bundle, BundleEntry, Patient } from "hl7-fhir-r4-types";
import type { Context } from "./context.ts";
import { bsnOf } from "./patient-number.ts";

/** Whom a document says that it is about, where that is somebody else (`one-patient`): a BSN, where there is one, says more than an id that matches.
 *  The document may be in any state yet. */
export function otherPatientFaults({ house }: Pick<Context, "house">, patient: Pick<Stored, "id" | "resource">, document: Bundle): readonly Issue[] {
  const own = bsnOf(patient.resource() as Patient);
  const entries: readonly (Partial<BundleEntry> | null)[] = Array.isArray(document.entry) ? document.entry : [];
  return entries.flatMap((entry, index): readonly Issue[] => {
    const { resource, fullUrl } = entry ?? {};
    if (resource?.resourceType !== "Patient") return [];
    const bsn = bsnOf(resource);
    const same = bsn === undefined ? resource.id === patient.id || fullUrl === `${house.baseUrl}/Patient/${patient.id}` : bsn === own;
    return same ? [] : [{ text: "the document holds another patient", expression: `Bundle.entry[${index}].resource`, rule: "one-patient" }];
  });
}
