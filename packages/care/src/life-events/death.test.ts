import { codeSystemUrl, system } from "@wijkverband/fhir";
import type { CareTeam, DocumentReference, Patient, PractitionerRole, Resource, ServiceRequest } from "hl7-fhir-r4-types";
import { describe, expect, test } from "vitest";
import { grantOf } from "../break-glass/grant.ts";
import { endByDeath, isDeath, toldOfDeath } from "./death.ts";

const at = new Date("2026-11-24T02:00:00Z");
const patient: Patient & { id: string } = { resourceType: "Patient", id: "p", name: [{ text: "Willem Voorbeeld" }], deceasedDateTime: "2026-11-23" };
const subject = { reference: "Patient/p" } as const;
const member = (reference: string, end?: string) => ({ member: { reference }, period: { start: "2026-01-01", ...(end !== undefined && { end }) } }) as NonNullable<CareTeam["participant"]>[number];
const team = (id: string, code: string, participant: CareTeam["participant"] = []): CareTeam => ({ resourceType: "CareTeam", id, status: "active", category: [{ coding: [{ system: codeSystemUrl("team"), code }] }], subject, period: { start: "2026-01-01" }, participant });
const request: ServiceRequest = { resourceType: "ServiceRequest", id: "r", status: "active", intent: "order", subject, category: [{ coding: [{ system: system.snomed, code: "308292007" }] }], code: { coding: [{ system: system.snomed, code: "11131000146102" }] } };
const reference: DocumentReference = { resourceType: "DocumentReference", id: "d", status: "current", content: [{ attachment: {} }], context: { related: [{ reference: "ServiceRequest/r" }] } };
const grant = grantOf({ id: "g", patient: "Patient/p", person: "PractitionerRole/x", who: "X", reason: { code: "spoed", text: "x" }, at: new Date("2026-11-24T01:50:00Z"), until: new Date("2026-11-24T02:20:00Z") });
const record: readonly Resource[] = [patient, request, reference, grant, team("w", "wijkteam", [member("Organization/a"), member("Organization/a"), member("PractitionerRole/s"), member("RelatedPerson/r"), member("Organization/gone", "2026-06-01")]), team("h", "huisartsteam")];
const role: PractitionerRole = { resourceType: "PractitionerRole", id: "s", organization: { reference: "Organization/social" } };

describe("life-events: death", () => {
  test("completes the publication, supersedes its reference, ends the neighbourhood team and emergency access, and leaves the registration", () => {
    const { ended } = endByDeath({ patient, record, tell: [], at });
    expect(ended.map(({ resourceType, id }) => `${resourceType}/${id}`)).toEqual(["ServiceRequest/r", "DocumentReference/d", "CareTeam/w", "Task/g"]);
    expect(ended).toMatchObject([{ status: "completed" }, { status: "superseded" }, { status: "inactive", period: { start: "2026-01-01", end: at.toISOString() } }, { status: "completed", executionPeriod: { end: at.toISOString() } }]);
  });

  test("finds nothing to end a second time", () => {
    const { ended } = endByDeath({ patient, record, tell: [], at });
    expect(endByDeath({ patient, record: ended, tell: [], at }).ended).toEqual([]);
  });

  test("is told in plain Dutch to each organisation, without a number", () => {
    const { notices } = endByDeath({ patient: { ...patient, name: [{ text: "Willem 999911120" }] }, record, tell: [{ organization: "Organization/a", id: "n" }], at });
    expect(notices).toHaveLength(1);
    expect(notices[0]).toMatchObject({ id: "n", subject, recipient: [{ reference: "Organization/a" }], about: [{ reference: "CareTeam/w" }] });
    expect(notices[0]?.payload?.[0]?.contentString).toMatch(/is overleden op 23.*De overdracht en het wijkteam zijn daarom gestopt\./);
    expect(JSON.stringify(notices)).not.toContain("999911120");
  });

  test("is told once to each member that is still there and to the own practice, not to whoever recorded it", () => {
    expect(toldOfDeath({ record, roles: [role], practice: "Organization/gp", recordedBy: "Organization/gp", at })).toEqual(["Organization/a", "Organization/social"]);
    expect(toldOfDeath({ record, roles: [], practice: "Organization/gp", recordedBy: "Organization/locum", at })).toEqual(["Organization/a", "Organization/gp"]);
  });

  test("happens when it is first said; a corrected time of death is no second one, and alive is alive", () => {
    const alive: Patient = { resourceType: "Patient", deceasedBoolean: false };
    expect(isDeath(alive, patient)).toBe(true);
    expect(isDeath({ resourceType: "Patient", deceasedBoolean: true }, patient)).toBe(false);
    expect(isDeath({ resourceType: "Patient" }, alive)).toBe(false);
    expect(isDeath(patient, alive)).toBe(false);
  });
});
