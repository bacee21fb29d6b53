import { generalPractitionersOf, kindExtension, type RegistrationKind } from "@wijkverband/care";
import { Anomaly, codeSystemUrl, profileUrl } from "@wijkverband/fhir";
import { narrow, tieRows, type Caller, type TieRow } from "@wijkverband/policy";
import type { Change } from "@wijkverband/store";
import type { CareTeam, Patient } from "hl7-fhir-r4-types";

/** How a registration begins, where that isn't with the calling huisarts as vaste huisarts. */
export interface Beginning {
  readonly participant?: CareTeam["participant"];
  readonly kind?: RegistrationKind;
}

/** The registration that comes with a new patient: at the caller's practice, with the calling huisarts as vaste huisarts unless others are named. */
export function newRegistration(caller: Caller, id: string, patient: string, at: Date, { participant, kind }: Beginning = {}): { readonly change: Change; readonly ties: readonly TieRow[]; readonly generalPractitioner: Patient["generalPractitioner"] } {
  if (caller.organization === undefined) throw new Anomaly("fault", "a registration needs a practice");
  const period = { start: at.toISOString() };
  const extension = kind === undefined ? [] : [...kindExtension(kind)];
  const gp = callingGp(caller);
  const own: CareTeam["participant"] = gp === undefined ? [] : [{ role: [{ coding: [{ system: codeSystemUrl("teamrol"), code: "vaste-huisarts" }] }], member: { reference: gp }, period }];
  const present = participant ?? own;
  const team: CareTeam & { id: string } = {
    resourceType: "CareTeam",
    id,
    meta: { profile: [profileUrl("huisartsteam")], security: [{ system: codeSystemUrl("domein"), code: "gedeeld" }] },
    ...(extension.length > 0 && { extension }),
    status: "active",
    category: [{ coding: [{ system: codeSystemUrl("team"), code: "huisartsteam" }] }],
    subject: { reference: `Patient/${patient}` },
    period,
    managingOrganization: [{ reference: caller.organization }],
    ...(present.length > 0 && { participant: present }),
  };
  return {
    change: { op: "create", resource: team, labels: { patient, domain: "gedeeld", author: caller.organization } },
    ties: tieRows(team),
    generalPractitioner: generalPractitionersOf(team, at),
  };
}

/** `PractitionerRole/<id>` of the huisarts who registers somebody: the vaste huisarts, unless another is named. Of others who may register, nobody. */
export function callingGp({ role, person }: Caller): string | undefined {
  return role === "huisarts" ? person : undefined;
}

/** May this caller register patients at all? Says nothing of any patient. @throws {Anomaly} `forbidden`. */
export function demandMayRegister(caller: Caller): void {
  if (caller.organization === undefined || !narrow(caller, "create", "Patient").some(({ row }) => row === "register")) {
    throw new Anomaly("forbidden", "this role doesn't register patients", { rule: "no-row-no-access" });
  }
}

/** Fills in what registration owns. */
export function withGp(change: Change, generalPractitioner: Patient["generalPractitioner"]): Change {
  if (change.op === "delete" || change.resource.resourceType !== "Patient" || generalPractitioner === undefined) return change;
  return { ...change, resource: { ...change.resource, generalPractitioner } };
}
