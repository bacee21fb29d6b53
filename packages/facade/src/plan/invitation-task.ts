import { day, teamPlaces, type NamedReference, type TeamMember, type TeamPlace } from "@wijkverband/care";
import { codeSystemUrl, profileUrl } from "@wijkverband/fhir";
import type { FoundBefore, Stored } from "@wijkverband/store";
import type { CodeableConcept, Task } from "hl7-fhir-r4-types";
import type { Context } from "../context.ts";
import { findTasks } from "../waiting-tasks.ts";

/** Who is invited, as what. */
export interface Invited extends TeamMember {
  readonly place?: TeamPlace;
}

/** How long an invitation waits for an answer, in milliseconds. */
const openFor = 14 * day;

export interface InvitationInput {
  readonly id: string;
  /** `CarePlan/<id>` and `Patient/<id>`. */
  readonly plan: string;
  readonly patient: string;
  readonly invited: Invited;
  readonly requester: NamedReference;
  readonly at: Date;
}

/** The Task that asks somebody to take part. It says nothing of the patient but that there is one: whoever is invited reads it before any access. */
export function invitationOf({ id, plan, patient, invited, requester, at }: InvitationInput): Task & { readonly id: string } {
  const { reference, display, function: as, place } = invited;
  return {
    resourceType: "Task",
    id,
    meta: { profile: [profileUrl("invitation")] },
    status: "requested",
    intent: "order",
    code: concept("taak", "uitnodiging"),
    focus: { reference: plan },
    for: { reference: patient },
    authoredOn: at.toISOString(),
    lastModified: at.toISOString(),
    requester: { ...requester },
    owner: { reference, ...(display !== undefined && { display }) },
    restriction: { period: { start: at.toISOString(), end: new Date(at.getTime() + openFor).toISOString() } },
    input: [
      { type: concept("taakgegeven", "functie"), valueCodeableConcept: concept("rol", as) },
      ...(place === undefined ? [] : [{ type: concept("taakgegeven", "plaats"), valueCodeableConcept: concept("teamrol", place) }]),
    ],
  };
}

/** As what somebody was invited. */
export function invitedIn({ owner, input }: Task): Invited {
  const given = (kind: string, system: string): string | undefined => {
    const found = input?.find(({ type }) => codeIn(type, "taakgegeven") === kind);
    return found?.valueCodeableConcept === undefined ? undefined : codeIn(found.valueCodeableConcept, system);
  };
  const place = teamPlaces.find((each) => each === given("plaats", "teamrol"));
  return { reference: owner?.reference ?? "", function: given("functie", "rol") ?? "", ...(owner?.display !== undefined && { display: owner.display }), ...(place !== undefined && { place }) };
}

/** Tells whether the time to answer is over. */
export function isExpired({ restriction }: Task, at: Date): boolean {
  const end = restriction?.period?.end;
  return end !== undefined && Date.parse(end) <= at.getTime();
}

/** The invitation with another status. */
export function movedTo(task: Task & { readonly id: string }, status: Task["status"], reason: string | undefined, at: Date): Task & { readonly id: string } {
  const words = reason === undefined ? {} : { statusReason: { text: reason } };
  return { ...task, status, lastModified: at.toISOString(), ...words };
}

/** The invitations of one plan for one organisation or person that have a status, and the question that a write on them stands on. */
export async function findInvitations(context: Context, patient: string, invited: string, status: Task["status"]): Promise<{ readonly tasks: readonly Stored[]; readonly found: FoundBefore }> {
  const { matches, found } = await findTasks(context, { patient, owner: invited, code: "uitnodiging", status }, 100);
  return { tasks: matches, found };
}

function codeIn({ coding }: CodeableConcept, system: string): string | undefined {
  return coding?.find((each) => each.system === codeSystemUrl(system))?.code;
}

function concept(system: string, code: string): CodeableConcept {
  return { coding: [{ system: codeSystemUrl(system), code }] };
}
