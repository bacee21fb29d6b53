import { isProposal, isTeamTask, isWijkPlan, isWijkTeam, membersNow, plain } from "@wijkverband/care";
import { storedTypes, type ResourceTypeName } from "@wijkverband/fhir";
import type { Stored } from "@wijkverband/store";
import type { CarePlan, CareTeam, Composition, Reference, Task } from "hl7-fhir-r4-types";
import type { Context } from "../context.ts";
import { readRecord, readVisible } from "../everything.ts";
import { visibleTypes } from "../guard.ts";

/** What belongs to a plan, as one reader may see it. */
export interface GatheredPlan {
  readonly record: readonly Stored[];
  readonly directory: readonly Stored[];
}

/** What can hang in a plan, wait in it or take part in it. */
const careTypes: readonly ResourceTypeName[] = storedTypes.filter(({ kind, type }) => (kind === "care" || kind === "server") && !["Bundle", "DocumentReference", "Provenance"].includes(type)).map(({ type }) => type);
const openTask: ReadonlySet<string> = new Set(["requested", "accepted", "in-progress", "on-hold"]);

/** All that the caller may read of a plan: the store narrows by the policy, here only what doesn't belong to the plan is left out. */
export async function gatherPlan(context: Context, stored: Stored, plan: CarePlan): Promise<GatheredPlan> {
  const patient = stored.labels.patient ?? "";
  const visible = await readRecord(context, patient, { visible: visibleTypes(context.caller, careTypes) });
  const hanging = new Set(refsOf(plan));
  for (const each of visible) if (each.type === "CarePlan" && isPartOf(each.resource() as CarePlan, stored.id)) for (const reference of [`CarePlan/${each.id}`, ...refsOf(each.resource() as CarePlan)]) hanging.add(reference);
  const team = visible.find((each) => each.type === "CareTeam" && plain(plan.careTeam?.[0]?.reference) === `CareTeam/${each.id}` && isWijkTeam(each.resource() as CareTeam));
  const people = team === undefined ? [] : peopleOf(team.resource() as CareTeam, context.at);
  const wanted = new Set([...hanging, ...people, `Patient/${patient}`, ...lastMinutes(visible), ...(team === undefined ? [] : [`CareTeam/${team.id}`])]);
  const record = visible.filter((each) => each.id !== stored.id && (each.type !== "CarePlan" || !isWijkPlan(each.resource())) && (wanted.has(`${each.type}/${each.id}`) || (each.type === "Task" && waits(each.resource() as Task, stored.id))));
  const roles = await readVisible(context, [...people, plain(plan.author?.reference) ?? ""].filter((reference) => /^(?:PractitionerRole|Practitioner|Organization)\//.test(reference)));
  const behind = roles.flatMap((each) => (each.type === "PractitionerRole" ? behindRole(each) : []));
  const known = new Set(roles.map(({ type, id }) => `${type}/${id}`));
  return { record: [stored, ...record], directory: [...roles, ...(await readVisible(context, [...new Set(behind)].filter((reference) => !known.has(reference))))] };
}

/** What a plan, or an intervention in it, points at. */
function refsOf({ addresses = [], goal = [], supportingInfo = [], activity = [] }: CarePlan): readonly string[] {
  return [...addresses, ...goal, ...supportingInfo, ...activity.flatMap(({ reference }) => reference ?? [])].flatMap(({ reference }: Reference) => plain(reference) ?? []);
}

function isPartOf({ partOf = [] }: CarePlan, plan: string): boolean {
  return partOf.some(({ reference }) => plain(reference) === `CarePlan/${plan}`);
}

/** Tasks of this plan that aren't done, and every proposal about the patient that waits for an answer. */
function waits(task: Task, plan: string): boolean {
  if (isTeamTask(task)) return openTask.has(task.status) && (task.basedOn ?? []).some(({ reference }) => plain(reference) === `CarePlan/${plan}`);
  return isProposal(task) && task.status === "requested";
}

/** The newest minutes, and the meeting that they are of. */
function lastMinutes(visible: readonly Stored[]): readonly string[] {
  const minutes = visible.filter(({ type, labels }) => type === "Composition" && labels.kind === "minutes").map((stored) => stored.resource() as Composition);
  const last = minutes.toSorted((one, other) => (one.date < other.date ? 1 : -1))[0];
  return last === undefined ? [] : [`Composition/${last.id}`, ...[plain(last.encounter?.reference)].filter((reference) => reference !== undefined)];
}

/** Who takes part now, and whom to ask for at an organisation. */
function peopleOf(team: CareTeam, at: Date): readonly string[] {
  return membersNow(team, at).flatMap(({ member, extension = [] }) => [member, ...extension.map(({ valueReference }) => valueReference)].flatMap((each) => plain(each?.reference) ?? []));
}

function behindRole(stored: Stored): readonly string[] {
  const { practitioner, organization } = stored.resource() as { readonly practitioner?: Reference; readonly organization?: Reference };
  return [practitioner, organization].flatMap((each) => plain(each?.reference) ?? []);
}
