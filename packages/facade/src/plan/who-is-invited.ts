import { anyHasCode, functionOf, holds, memberNow, ownCode, plain, teamPlaces } from "@wijkverband/care";
import { Anomaly, localReference, type Issue } from "@wijkverband/fhir";
import { isRole, patientSide, policy, roles, type Role } from "@wijkverband/policy";
import type { Stored } from "@wijkverband/store";
import type { CareTeam, Organization, PractitionerRole, Reference, RelatedPerson } from "hl7-fhir-r4-types";
import type { Context } from "../context.ts";
import { may } from "../guard.ts";
import type { Invited } from "./invitation-task.ts";
import { isOwnPractice } from "./team.ts";

export interface InviteInput {
  readonly organization?: Reference;
  readonly person?: Reference;
  readonly function: string;
  readonly place?: string;
}

/** Functions in which somebody answers an invitation, as the policy has them; of these a person takes part as social worker, carer or patient. */
const functions: readonly Role[] = [...new Set(policy.filter(({ may, kinds }) => may.includes("$decide") && kinds?.includes("invitation") === true).flatMap((row) => row.roles))];
const asPerson: Readonly<Record<string, Role>> = { PractitionerRole: "sociaal-werker", RelatedPerson: "mantelzorger", Patient: "patient" };
const ofOrganizations: readonly Role[] = functions.filter((each) => each !== "sociaal-werker" && !patientSide.some((side) => side === each));

const place = (name: string): string => `Parameters.parameter.where(name='${name}')`;

/** Who is meant, as what, and with which place; every fault at its parameter.
 *  @param patient logical id
 *  @throws {Anomaly} `rule`: `team-roles` for a function that doesn't fit, `reference` for somebody who isn't there for the caller */
export async function whoIsInvited(context: Context, patient: string, input: InviteInput): Promise<Invited> {
  const { organization, person } = input;
  const [name, given] = organization !== undefined ? (["organization", organization] as const) : (["person", person] as const);
  if (given === undefined || (organization !== undefined && person !== undefined)) throw refusal([{ text: "one organization or one person is invited", expression: "Parameters.parameter", rule: "team-roles" }]);
  const stored = await demandVisible(context, name, given);
  const issues = [...functionFaults(stored, input.function), ...personFaults(stored, patient)];
  if (input.function === "huisarts" && issues.length === 0 && !(await isOwnPractice(context, patient, `Organization/${stored.id}`))) issues.push({ text: "as huisarts only the practice where the patient is registered takes part", expression: place("function"), rule: "team-roles" });
  const wanted = teamPlaces.find((each) => each === input.place);
  if (input.place !== undefined && wanted === undefined) issues.push({ text: `place is ${teamPlaces.join(" or ")}`, expression: place("place"), rule: "team-roles" });
  if (issues.length > 0) throw refusal(issues);
  const display = nameOf(stored);
  return { reference: `${stored.type}/${stored.id}`, function: input.function, ...(display !== undefined && { display }), ...(wanted !== undefined && { place: wanted }) };
}

/** Somebody in the directory, or near this patient, as far as the caller may see (`stranger`). */
export async function demandVisible({ house, caller, at }: Context, name: string, given: Reference): Promise<Stored> {
  const reference = localReference(given.reference, house.baseUrl) ?? "";
  const stored = (await house.store.readMany([reference])).get(reference);
  if (stored === undefined || !(await may(house.store, caller, "read", stored, at))) throw refusal([{ text: "this reference points at nothing that is there for you", expression: place(name), rule: "reference" }]);
  return stored;
}

function functionFaults({ type }: Stored, asked: string): Issue[] {
  const only = asPerson[type];
  const fitting: readonly string[] = only === undefined ? ofOrganizations : [only];
  if (fitting.includes(asked)) return [];
  const shown = isRole(asked) ? roles[asked].en : "this";
  const text = only === undefined ? `an organisation takes part as ${fitting.join(", ")}; a social worker or informal carer as a person` : `${type} takes part as ${only}, and everybody else through the organisation, also as ${shown}`;
  return [{ text, expression: place("function"), rule: "team-roles" }];
}

function personFaults(stored: Stored, patient: string): Issue[] {
  const resource = stored.resource();
  const fault = (text: string): Issue[] => [{ text, expression: place(stored.type === "Organization" ? "organization" : "person"), rule: "team-roles" }];
  switch (resource.resourceType) {
    case "Organization":
      return resource.active === false ? fault("this organisation isn't active any more") : [];
    case "PractitionerRole":
      return resource.active === false || !isSocialWorker(resource) ? fault("a person who takes part as social worker works as one, by the directory") : [];
    case "RelatedPerson":
      return resource.active === false || plain(resource.patient.reference) !== `Patient/${patient}` ? fault("an informal carer is one of this patient") : [];
    default:
      return stored.id === patient ? [] : fault("this is another patient");
  }
}

function isSocialWorker({ code }: PractitionerRole): boolean {
  return anyHasCode(code, ownCode("rol", "sociaal-werker"));
}

/** Names of organisations and professionals only: who is near the patient would tell who the patient is. */
function nameOf(stored: Stored): string | undefined {
  const resource = stored.resource() as Organization | PractitionerRole | RelatedPerson;
  if (resource.resourceType === "Organization") return resource.name;
  return resource.resourceType === "PractitionerRole" ? resource.practitioner?.display : undefined;
}

/** Tells whether somebody has already what is asked: this function, and the place if one is offered. */
export function takesPart(team: CareTeam, { reference, function: as, place: offered }: Invited, at: Date): boolean {
  const present = memberNow(team, reference, at);
  return present !== undefined && functionOf(present) === as && (offered === undefined || holds(present, offered));
}

/** Tells whether two invitations ask the same. */
export function asksTheSame(one: Invited, other: Invited): boolean {
  return one.function === other.function && one.place === other.place;
}

function refusal(issues: readonly Issue[]): Anomaly {
  return new Anomaly("rule", "nobody can be invited like this", { issues });
}
