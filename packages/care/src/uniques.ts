import type { RuleKey } from "@wijkverband/fhir";
import { profileUrl, system } from "@wijkverband/fhir";
import type { PractitionerRole, Resource, ServiceRequest } from "hl7-fhir-r4-types";
import { anyHasCode, hasCode, own } from "./coding.ts";
import { isPlanInForce, isWijkPlan } from "./plan/start.ts";
import { plain } from "./reference.ts";
import { isHuisartsTeam } from "./registration.ts";
import { isWijkTeam } from "./team/member.ts";

/** A key that only one current resource may hold, and the rule that a second one breaks. */
export interface UniqueKey {
  readonly key: string;
  readonly rule: RuleKey;
}

/** Tells whether a resource is the publication of a handover, active or not. */
export function isHandoverRequest(resource: Resource): resource is ServiceRequest {
  return (
    resource.resourceType === "ServiceRequest" &&
    anyHasCode(resource.category, { system: system.snomed, code: "308292007" }) &&
    hasCode(resource.code, { system: system.snomed, code: "11131000146102" })
  );
}

function patientId(reference: string | undefined): string | undefined {
  return plain(reference)?.match(/^Patient\/(.+)$/)?.[1];
}

/** The key of the one Patient with this BSN. */
export function bsnKey(bsn: string): string {
  return `bsn:${bsn}`;
}

/** The unique keys that a resource takes while it is as it is. A store keeps them in one table with a unique index, written in the
 *  transaction of the resource, so that even a race can't make two active registrations. The BSN key never leaves that table. */
export function uniqueKeys(resource: Resource): readonly UniqueKey[] {
  if (isHuisartsTeam(resource) && resource.status === "active") {
    const patient = patientId(resource.subject?.reference);
    return patient === undefined ? [] : [{ key: `registration:${patient}`, rule: "one-practice" }];
  }
  if (resource.resourceType === "CareTeam" && isWijkTeam(resource) && resource.status === "active") {
    const patient = patientId(resource.subject?.reference);
    return patient === undefined ? [] : [{ key: `wijkteam:${patient}`, rule: "team-roles" }];
  }
  if (isHandoverRequest(resource) && resource.status === "active") {
    const patient = patientId(resource.subject.reference);
    return patient === undefined ? [] : [{ key: `publication:${patient}`, rule: "one-current" }];
  }
  if (isWijkPlan(resource) && isPlanInForce(resource)) {
    const patient = patientId(resource.subject.reference);
    return patient === undefined ? [] : [{ key: `plan:${patient}`, rule: "one-plan" }];
  }
  if (resource.resourceType === "Patient") {
    const values = (resource.identifier ?? []).flatMap(({ system: url, value }) => (url === system.bsn && value !== undefined ? [value] : []));
    return [...new Set(values)].map((value) => ({ key: bsnKey(value), rule: "stranger" }));
  }
  return resource.resourceType === "PractitionerRole" ? supervisionKeys(resource) : [];
}

/** An ANIOS has one supervisor at a time, and that supervisor no second ANIOS, until one of the roles is no longer active (DESIGN `supervised`). */
function supervisionKeys({ active, code, extension, practitioner }: PractitionerRole): readonly UniqueKey[] {
  const supervisor = plain(extension?.find(({ url }) => url === profileUrl("supervisor"))?.valueReference?.reference);
  if (active === false || supervisor === undefined || !anyHasCode(code, own("rol", "anios"))) return [];
  const person = plain(practitioner?.reference);
  return [{ key: `supervises-anios:${supervisor}`, rule: "supervised" }, ...(person === undefined ? [] : [{ key: `supervised-anios:${person}`, rule: "supervised" } as const])];
}
