import { codeSystemUrl, profileUrl } from "@wijkverband/fhir";
import type { AuditEvent, Coding } from "hl7-fhir-r4-types";
import type { Ending, Ground, Trail } from "../trail.ts";
import { agentsOf } from "./agents.ts";
import { entitiesOf } from "./entities.ts";

/** DICOM codes: http://dicom.nema.org/resources/ontology/DCM. */
const dcm = "http://dicom.nema.org/resources/ontology/DCM";
const securityAlert: Coding = { system: dcm, code: "110113", display: "Security Alert" };
const emergency: Readonly<Record<NonNullable<Trail["emergency"]>, Coding>> = {
  started: { system: dcm, code: "110127", display: "Emergency Override Started" },
  stopped: { system: dcm, code: "110138", display: "Emergency Override Stopped" },
};
const rest: Coding = { system: "http://terminology.hl7.org/CodeSystem/audit-event-type", code: "rest" };
const actReason = "http://terminology.hl7.org/CodeSystem/v3-ActReason";

/** The audit events of a trail: one for each patient touched, or one without patient. Never holds a BSN or content.
 *  Source: NEN 7513 as mapped to R4 AuditEvent, in the shape of IHE BALP (ITI TF, basic audit log patterns). */
export function auditEvents(trail: Trail, ending: Ending, at: Date): readonly AuditEvent[] {
  const patients: readonly (string | undefined)[] = trail.patients.size === 0 ? [undefined] : [...trail.patients];
  return patients.map((patient) => auditEvent(trail, ending, at, patient));
}

function auditEvent(trail: Trail, ending: Ending, at: Date, patient: string | undefined): AuditEvent {
  const ground = (patient === undefined ? undefined : trail.grounds.get(patient)) ?? wholeOf(trail);
  const emergencyCode = ending.outcome === "0" && trail.emergency !== undefined ? emergency[trail.emergency] : undefined;
  return {
    resourceType: "AuditEvent",
    meta: { profile: [profileUrl("wijk-audit-event")] },
    type: emergencyCode !== undefined || isAlarming(ending) ? securityAlert : rest,
    subtype: [
      ...(trail.interaction === undefined ? [{ system: codeSystemUrl("operatie"), code: "onbekend" }] : [{ system: "http://hl7.org/fhir/restful-interaction", code: trail.interaction }]),
      ...(trail.operation === undefined ? [] : [{ system: codeSystemUrl("operatie"), code: trail.operation.slice(1) }]),
      ...(emergencyCode === undefined ? [] : [emergencyCode]),
    ],
    action: trail.action,
    recorded: at.toISOString(),
    outcome: ending.outcome,
    ...(ending.outcome !== "0" && { outcomeDesc: [ending.status, ending.rule, ending.times !== undefined && `${ending.times}x`].filter(Boolean).join(" ") }),
    ...purposeOf(trail, ground),
    agent: agentsOf(trail, ground),
    source: {
      ...(trail.site !== undefined && { site: trail.site }),
      observer: { type: "Device", display: "wijkverband" },
      type: [{ system: "http://terminology.hl7.org/CodeSystem/security-source-type", code: "4" }],
    },
    entity: entitiesOf(trail, patient, ground),
  };
}

/** Somebody asked who isn't known, may not, asked too much, or looked for what isn't there for him: worth a look by who guards the log. */
function isAlarming({ status, rule }: Ending): boolean {
  return status === 401 || status === 403 || status === 429 || rule === "stranger";
}

function wholeOf({ row, basis }: Trail): Partial<Ground> {
  return { ...(row !== undefined && { row }), ...(basis !== undefined && { basis }) };
}

/** What the person said it was for; by emergency access the purpose is that, whatever was said. The person's own words for it stand with the person. */
function purposeOf({ principal, emergencyReason }: Trail, { basis }: Partial<Ground>): Pick<AuditEvent, "purposeOfEvent"> {
  if (principal === undefined) return {};
  const code = basis === "break-glass" ? "BTG" : principal.purpose;
  return { purposeOfEvent: [{ coding: [{ system: actReason, code }] }, ...(emergencyReason === undefined ? [] : [{ coding: [emergencyReason] }])] };
}
