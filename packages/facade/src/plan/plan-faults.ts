import { goalStepFault, isWijkPlan, planStepFault } from "@wijkverband/care";
import { codeSystemUrl, isSubsetted, subsetted, type Issue } from "@wijkverband/fhir";
import type { CarePlan, Goal, Reference, Resource } from "hl7-fhir-r4-types";
import type { Draft } from "../write.ts";

/** SNOMED CT 9632001: a nursing intervention goes along the steps of a plan. */
const intervention = { system: "http://snomed.info/sct", code: "9632001" };

/** Tells whether something that was sent, and may still have any shape, is a care plan. */
export function isSentPlan(resource: Resource): resource is CarePlan {
  if (resource.resourceType !== "CarePlan") return false;
  const category = listOf(resource.category).filter((concept) => Array.isArray(concept?.coding) && concept.coding.every((coding) => coding !== null));
  return isWijkPlan({ ...resource, category });
}

function listOf<T>(value: readonly T[] | undefined): T[] {
  return Array.isArray(value) ? (value as T[]) : [];
}

/** What is wrong with a step that a plan, a goal or an intervention takes (`status-step`), or with what a plan becomes (`one-plan`). */
export function planFaults({ resource, former, at }: Pick<Draft, "resource" | "former" | "at">): readonly Issue[] {
  const issues: Issue[] = [];
  const before = former?.resource();
  if (isSentPlan(resource) && isSubsetted(resource)) {
    issues.push({ text: "this is the part of the plan that one reader sees; change the plan itself", expression: `${at}.meta.tag`, rule: "one-plan" });
  }
  if (before === undefined) return issues;
  if (isWijkPlan(before) && !isSentPlan(resource)) issues.push({ text: "a care plan stays a care plan; its status ends it", expression: `${at}.category`, rule: "one-plan" });
  const step = stepFault(before, resource);
  if (step !== undefined) issues.push({ ...step, ...(step.expression !== undefined && { expression: step.expression.replace(/^[A-Z][A-Za-z]+/, at) }) });
  return issues;
}

function stepFault(before: Resource, resource: Resource): Issue | undefined {
  if (before.resourceType === "CarePlan" && resource.resourceType === "CarePlan" && (isWijkPlan(before) || isIntervention(before))) return planStepFault(before.status, resource.status);
  if (before.resourceType === "Goal" && resource.resourceType === "Goal" && isWijkGoal(before)) return goalStepFault(before.lifecycleStatus, resource.lifecycleStatus);
  return undefined;
}

function isIntervention({ category }: CarePlan): boolean {
  return category?.some(({ coding }) => coding?.some(({ system, code }) => system === intervention.system && code === intervention.code)) ?? false;
}

/** A goal of the plan; the goals of a palliative handover have other words and steps. */
function isWijkGoal({ category }: Goal): boolean {
  return category?.some(({ coding }) => coding?.some(({ system }) => system === codeSystemUrl("doel"))) ?? false;
}

/** The lists by which things hang in a plan. */
const lists = ["addresses", "goal", "supportingInfo"] as const;

/** A plan without the words that would tell all who read it what hangs in it: each thing is read by its own label, and its name with it.
 *  @returns also the FHIRPaths of what was left out */
export function withoutTitles(plan: CarePlan, at: string): { readonly plan: CarePlan; readonly leftOut: readonly string[] } {
  const leftOut: string[] = [];
  const bare = <R extends Reference>(reference: R, path: string): R => {
    if (reference?.display === undefined) return reference;
    leftOut.push(`${at}.${path}.display`);
    const { display: _title, ...rest } = reference;
    return rest as R;
  };
  let next = plan;
  for (const list of lists) {
    const items = next[list];
    if (Array.isArray(items)) next = { ...next, [list]: items.map((item, place) => bare(item, `${list}[${place}]`)) };
  }
  if (Array.isArray(next.activity)) {
    next = { ...next, activity: next.activity.map((each, place) => (each?.reference === undefined ? each : { ...each, reference: bare(each.reference, `activity[${place}].reference`) })) };
  }
  if (next.text !== undefined) {
    leftOut.push(`${at}.text`);
    const { text: _narrative, ...rest } = next;
    next = rest;
  }
  return { plan: leftOut.length === 0 ? plan : next, leftOut };
}

/** Tells whether something that was sent, and may still have any shape, is a shared goal: one that all who take part read. */
export function isSentSharedGoal(resource: Resource): resource is Goal {
  if (resource.resourceType !== "Goal") return false;
  const codings = listOf(resource.category).flatMap((concept) => listOf(concept?.coding));
  return codings.some((coding) => coding?.system === codeSystemUrl("doel") && coding.code === "gedeeld-doel");
}

/** A shared goal without the names of the problems that it addresses.
 *  @returns also the FHIRPaths of what was left out */
export function withoutTitlesOfProblems(goal: Goal, at: string): { readonly resource: Goal; readonly leftOut: readonly string[] } {
  const leftOut = listOf(goal.addresses).flatMap((reference, place) => (reference?.display === undefined ? [] : [`${at}.addresses[${place}].display`]));
  if (leftOut.length === 0) return { resource: goal, leftOut };
  const addresses = listOf(goal.addresses).map((reference) => {
    if (reference?.display === undefined) return reference;
    const { display: _title, ...rest } = reference;
    return rest;
  });
  return { resource: { ...goal, addresses }, leftOut };
}

/** A plan as one reader sees it: of what hangs in it only what is there for that reader, marked as a part. The plan itself when that is all of it.
 *  @param isSeen tells of `Type/id` whether the reader may see it */
export function partOfPlan(plan: CarePlan, isSeen: (reference: string | undefined) => boolean): CarePlan {
  const seen = ({ reference }: Reference): boolean => isSeen(reference);
  let next: CarePlan = plan;
  for (const list of lists) {
    const items = next[list];
    if (items === undefined || items.every(seen)) continue;
    const left = items.filter(seen);
    const { [list]: _all, ...rest } = next;
    next = { ...rest, ...(left.length > 0 && { [list]: left }) };
  }
  const isShown = ({ reference }: NonNullable<CarePlan["activity"]>[number]): boolean => reference === undefined || isSeen(reference.reference);
  if (next.activity !== undefined && !next.activity.every(isShown)) {
    const left = next.activity.filter(isShown);
    const { activity: _all, ...rest } = next;
    next = { ...rest, ...(left.length > 0 && { activity: left }) };
  }
  return next === plan ? plan : { ...next, meta: { ...next.meta, tag: [...(next.meta?.tag ?? []), { system: subsetted.system, code: subsetted.code }] } };
}
