import { isWijkPlan, newTeamTaskFaults, plain, roleKeyOf, teamTaskChangeFaults, type TaskSide } from "@wijkverband/care";
import { codeSystemUrl, profileUrl, type Issue } from "@wijkverband/fhir";
import { isTieInForce, marksOf } from "@wijkverband/policy";
import type { Stored } from "@wijkverband/store";
import type { PractitionerRole, Task } from "hl7-fhir-r4-types";
import { isDeepStrictEqual } from "node:util";
import type { Context } from "../context.ts";
import type { Announcement } from "../outbox/announce.ts";
import type { Draft } from "../write.ts";

type TaskDraft = Draft & { readonly resource: Task };

/** A Task is of one kind and stays so, so that nobody turns what he may write into an invitation, a move or emergency access, nor has it found as one (`own-part`). */
export function taskKindFaults({ resource, former, at }: Pick<Draft, "resource" | "former" | "at">): readonly Issue[] {
  if (resource.resourceType !== "Task") return [];
  const refuse = (text: string): readonly Issue[] => [{ text, expression: `${at}.code`, rule: "own-part" }];
  const kinds = new Set(resource.code?.coding?.filter(({ system }) => system === codeSystemUrl("taak")).map(({ code }) => code));
  if (kinds.size > 1) return refuse("a task is of one kind");
  return former === undefined || marksOf(former.resource()).kind === marksOf(resource).kind ? [] : refuse("a task stays of the kind that it is");
}

/** What is wrong with the tasks between members among drafts that the caller may write. Rights are asked first, because what is told here says who is in the team. */
export async function taskFaults(context: Context, drafts: readonly Draft[]): Promise<readonly Issue[]> {
  const issues: Issue[] = [];
  for (const draft of drafts.filter(isTaskDraft)) {
    const { resource, former } = draft;
    if (marksOf(resource).kind === "team-task") issues.push(...(await (former === undefined ? newTaskFaults(context, draft, drafts) : changedTaskFaults(context, draft, former))));
  }
  return issues;
}

/** What others are told of tasks between members: a new one who it waits for; a change who asked too, and who it waited for until then. */
export function taskNews(drafts: readonly Draft[]): readonly Announcement[] {
  return drafts.filter(isTaskDraft).flatMap(({ resource, id, former }): readonly Announcement[] => {
    const patient = patientOf(resource);
    if (marksOf(resource).kind !== "team-task" || patient === undefined) return [];
    const focus = `Task/${id}`;
    if (former === undefined) return [{ topic: "task-made", patient, focus }];
    const before = plain((former.resource() as Task).owner?.reference);
    return [{ topic: "task-changed", patient, focus, ...(before !== undefined && { to: [before] }) }];
  });
}

function isTaskDraft(draft: Draft): draft is TaskDraft {
  return draft.resource.resourceType === "Task";
}

/** Logical id. */
function patientOf(task: Task): string | undefined {
  return plain(task.for?.reference)?.slice("Patient/".length);
}

async function newTaskFaults(context: Context, { resource, at }: TaskDraft, drafts: readonly Draft[]): Promise<readonly Issue[]> {
  const issues = [...atPlace(newTeamTaskFaults(resource), at), ...(await noteFaults(context, resource, 0, at))];
  const refuse = (element: keyof Task, text: string): void => void issues.push({ text, expression: `${at}.${element}`, rule: "own-part" });
  const kinds = resource.code?.coding?.filter(({ system }) => system === codeSystemUrl("taak")) ?? [];
  if (kinds.length !== 1) refuse("code", "a task is of one kind");
  if (!isSelf(context.caller, plain(resource.requester?.reference))) refuse("requester", "a task is asked in the own name, or in that of the own organisation");
  for (const element of ["output", "businessStatus", "statusReason", "executionPeriod"] as const) {
    if (resource[element] !== undefined) refuse(element, "only who does the task changes how far it is");
  }
  if (!(await isOfPlanInForce(context, resource, drafts))) issues.push({ text: "a task is based on the care plan of this patient that is in force", expression: `${at}.basedOn`, rule: "one-plan" });
  return [...issues, ...(await ownerFaults(context, resource, at))];
}

async function changedTaskFaults(context: Context, { resource, at }: TaskDraft, stored: Stored): Promise<readonly Issue[]> {
  const former = stored.resource() as Task;
  const side = sideOf(context, stored.labels.author, former);
  if (side === undefined) return [{ text: "only who asked and who does it change a task", expression: at, rule: "own-part" }];
  const issues = [...atPlace(teamTaskChangeFaults(former, resource, side), at), ...(await noteFaults(context, resource, former.note?.length ?? 0, at))];
  const asksAnother = !isDeepStrictEqual([resource.owner, resource.extension], [former.owner, former.extension]);
  if (side !== "owner" && asksAnother) issues.push(...(await ownerFaults(context, resource, at)));
  const takesOn = side !== "requester" && resource.status !== former.status && (carriedOut as readonly string[]).includes(resource.status);
  if (takesOn && actUnderAgreement.includes(context.caller.role) && !hasAgreement(resource)) issues.push(withoutAgreement(at));
  return issues;
}

/** Who asked is the organisation that wrote the task down, whoever works there today; who does it stands in the task. Nobody else changes it. */
function sideOf({ caller }: Context, author: string | undefined, former: Task): TaskSide | undefined {
  const does = isSelf(caller, plain(former.owner?.reference));
  const asked = caller.organization !== undefined && author === caller.organization;
  if (does) return asked ? "both" : "owner";
  return asked ? "requester" : undefined;
}

function isSelf({ person, organization }: Context["caller"], reference: string | undefined): boolean {
  return reference !== undefined && (reference === person || reference === organization);
}

/** A new note says whose it is. R4 wants the Practitioner there, not the role. */
async function noteFaults(context: Context, { note = [] }: Task, from: number, at: string): Promise<readonly Issue[]> {
  if (note.length <= from) return [];
  const { person } = context.caller;
  const role = person?.startsWith("PractitionerRole/") === true ? ((await context.house.store.readMany([person])).get(person)?.resource() as PractitionerRole | undefined) : undefined;
  const practitioner = plain(role?.practitioner?.reference);
  return note.flatMap(({ authorReference }, place) => {
    const author = plain(authorReference?.reference);
    const own = author !== undefined && (author === practitioner || isSelf(context.caller, author));
    return place < from || own ? [] : [{ text: "who writes a note is its author", expression: `${at}.note[${place}].authorReference`, rule: "person" } as const];
  });
}

/** The plan may be made in the same unit. */
async function isOfPlanInForce({ house }: Context, task: Task, drafts: readonly Draft[]): Promise<boolean> {
  const named = (task.basedOn ?? []).map(({ reference }) => plain(reference));
  if (drafts.some(({ resource, id, former }) => former === undefined && isWijkPlan(resource) && resource.status === "active" && named.includes(`CarePlan/${id}`))) return true;
  const plan = await house.store.holderOf(`plan:${patientOf(task)}`);
  return plan !== undefined && named.includes(`${plan.type}/${plan.id}`);
}

/** Who is asked takes part in the team now, or keeps the record; and where he acts under an agreement, it is named. */
async function ownerFaults({ house, at: now }: Context, task: Task, at: string): Promise<readonly Issue[]> {
  const owner = plain(task.owner?.reference);
  const patient = patientOf(task);
  if (owner === undefined || patient === undefined) return [{ text: "a task waits for somebody", expression: `${at}.owner`, rule: "own-part" }];
  const rows = [...(await house.store.tiesOf(patient, "member")), ...(await house.store.tiesOf(patient, "registered"))];
  const issues: Issue[] = [];
  if (!rows.some((row) => row.holder.split("#", 1)[0] === owner && isTieInForce(row, now))) issues.push({ text: "a task is asked of who takes part in the team now", expression: `${at}.owner`, rule: "own-part" });
  const role = owner.startsWith("PractitionerRole/") ? roleKeyOf((await house.store.readMany([owner])).get(owner)?.resource() as PractitionerRole) : undefined;
  if (role !== undefined && actUnderAgreement.includes(role) && !hasAgreement(task)) issues.push(withoutAgreement(at));
  return issues;
}

/** Roles that carry out what is a doctor's under an agreement with one. */
const actUnderAgreement: readonly string[] = ["physician-assistant", "verpleegkundig-specialist"];
const carriedOut: readonly Task["status"][] = ["accepted", "in-progress", "completed"];

function hasAgreement({ extension }: Task): boolean {
  return extension?.some(({ url }) => url === profileUrl("agreement")) ?? false;
}

function withoutAgreement(at: string): Issue {
  return { text: "a physician assistant or verpleegkundig specialist carries it out under an agreement: who asks names it", expression: `${at}.extension`, rule: "supervised" };
}

function atPlace(issues: readonly Issue[], at: string): readonly Issue[] {
  return issues.map((issue) => ({ ...issue, ...(issue.expression !== undefined && { expression: issue.expression.replace(/^Task\b/, at) }) }));
}
