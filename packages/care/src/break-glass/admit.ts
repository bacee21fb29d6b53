import type { Patient } from "hl7-fhir-r4-types";
import { capacityOf } from "../capacity.ts";
import type { EmergencyReason } from "./emergency-reason.ts";

/** How far the patient's objections reach whom asks: to all of the record, to a part of it (a domain, one resource), or not at all. */
export type Objection = "none" | "part" | "whole";

/** Whether somebody comes in (`break-glass`). */
export type Admission = { readonly outcome: "admitted" } | { readonly outcome: "refused"; readonly rule: "break-glass" | "life-events"; readonly text: string };

/** Decides on emergency access to a patient. Nobody comes in after death. Against an objection only for vital interest, and never
 *  against that of a patient who is recorded as able to consent: who can be asked, is asked. */
export function admit(patient: Patient, objection: Objection, reason: EmergencyReason): Admission {
  if (patient.deceasedBoolean === true || patient.deceasedDateTime !== undefined) {
    return { outcome: "refused", rule: "life-events", text: "the patient died: no emergency is left" };
  }
  if (objection === "whole" && reason !== "vitaal-belang") {
    return { outcome: "refused", rule: "break-glass", text: "the patient objects: emergency access is for vital interest only" };
  }
  // a vital grant passes an objection to a part as well
  if (objection !== "none" && reason === "vitaal-belang" && capacityOf(patient).capable === true) {
    return { outcome: "refused", rule: "break-glass", text: "the patient objects and can be asked" };
  }
  return { outcome: "admitted" };
}
