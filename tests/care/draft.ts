import type { Bundle, Patient, Resource } from "hl7-fhir-r4-types";
import type { Assembly, Missing } from "@wijkverband/care";
import { assembleHandover } from "@wijkverband/care";
import { adresboek, evaFictief, huisartsteamWillem, praktijkVoorbeeldstraat } from "../people/wijk.ts";
import { willemVoorbeeld, willemsDossier } from "../people/willem.ts";

/** Half an hour after Eva made herself reachable. */
export const at: Date = new Date("2026-11-22T12:00:00Z");

function input(record: Resource[] = willemsDossier(), directory: Resource[] = adresboek(), when: Date = at): Assembly {
  const [role, person] = evaFictief();
  return {
    patient: record.find((resource): resource is Patient => resource.resourceType === "Patient") ?? willemVoorbeeld(),
    record,
    directory,
    team: huisartsteamWillem(),
    practice: praktijkVoorbeeldstraat(),
    huisarts: { role, person },
    base: "https://wijk.example/fhir",
    ids: { bundle: "6f1d2a54-3f0e-4c57-9a3b-1c2d7e8f9a10", composition: "willem-overdracht" },
    at: when,
  };
}

/** What Eva gets when she asks the server to assemble Willem's handover. */
export function draftOf(record?: Resource[], directory?: Resource[], when?: Date): { draft: Bundle; missing: readonly Missing[] } {
  return structuredClone(assembleHandover(input(record, directory, when)));
}
draftOf.input = input;
