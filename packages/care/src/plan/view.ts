import { codeSystemUrl, system } from "@wijkverband/fhir";
import type { Resource, Task } from "hl7-fhir-r4-types";
import { anyHasCode, hasCode, own } from "../coding.ts";
import { endOf } from "../period.ts";
import { isProposal } from "../proposal/proposal-task.ts";
import { referenceTo } from "../reference.ts";
import { isTeamTask } from "../task/change.ts";
import { isWijkTeam } from "../team/member.ts";
import { isWijkPlan } from "./start.ts";

export type PlanGroupKey = "plan" | "people" | "goals" | "problems" | "nursing" | "medication" | "social" | "tasks" | "proposals" | "meetings" | "other";

/** What one reader gets of a plan, in parts as people read it. */
export interface PlanGroup {
  readonly key: PlanGroupKey;
  readonly title: { readonly nl: string; readonly en: string };
  /** In the order in which they are read. */
  readonly resources: readonly Resource[];
}

interface Row {
  readonly key: PlanGroupKey;
  readonly title: PlanGroup["title"];
  readonly holds: (resource: Resource) => boolean;
  /** What is read first has the lowest; what is equal is read by reference. */
  readonly place: (resource: Resource) => number;
}

const nursingIntervention = { system: system.snomed, code: "9632001" };
const medicationTypes: ReadonlySet<string> = new Set(["MedicationRequest", "MedicationStatement", "MedicationDispense", "MedicationAdministration", "Medication"]);
const problemTypes: ReadonlySet<string> = new Set(["Condition", "AllergyIntolerance"]);
const peopleTypes: ReadonlySet<string> = new Set(["Patient", "RelatedPerson", "PractitionerRole", "Practitioner", "Organization"]);

/** What has ended is read behind what runs. */
const over: ReadonlySet<unknown> = new Set(["completed", "cancelled", "revoked", "rejected", "failed", "stopped", "entered-in-error", "inactive", "resolved", "remission"]);

/** The parts of a plan, in order; the first row that holds a resource has it. */
const rows: readonly Row[] = [
  { key: "plan", title: { nl: "Zorgplan", en: "Care plan" }, holds: isWijkPlan, place: byStatus },
  { key: "people", title: { nl: "Wie erbij horen", en: "Team" }, holds: (resource) => (resource.resourceType === "CareTeam" && isWijkTeam(resource)) || peopleTypes.has(resource.resourceType), place: ({ resourceType }) => ["Patient", "CareTeam", "RelatedPerson"].indexOf(resourceType) + 1 || 9 },
  { key: "goals", title: { nl: "Doelen", en: "Goals" }, holds: ({ resourceType }) => resourceType === "Goal", place: (resource) => byStatus(resource) + (isShared(resource) ? 0 : 1) },
  { key: "problems", title: { nl: "Problemen en afspraken van de huisarts", en: "Problems and policy of the GP" }, holds: (resource) => problemTypes.has(resource.resourceType) || (domainOf(resource) === "medisch" && !medicationTypes.has(resource.resourceType) && resource.resourceType !== "Task"), place: byStatus },
  { key: "nursing", title: { nl: "Verpleging en verzorging", en: "Nursing" }, holds: (resource) => (resource.resourceType === "CarePlan" && anyHasCode(resource.category, nursingIntervention)) || (domainOf(resource) === "verpleegkundig" && resource.resourceType !== "Task"), place: byStatus },
  { key: "medication", title: { nl: "Medicijnen", en: "Medication" }, holds: (resource) => medicationTypes.has(resource.resourceType) || (domainOf(resource) === "farmaceutisch" && resource.resourceType !== "Task"), place: byStatus },
  { key: "social", title: { nl: "Wonen, geld en contact", en: "Social care" }, holds: (resource) => domainOf(resource) === "sociaal" && resource.resourceType !== "Task", place: byStatus },
  { key: "tasks", title: { nl: "Wie wat doet", en: "Tasks" }, holds: (resource) => resource.resourceType === "Task" && isTeamTask(resource), place: byDueDate },
  { key: "proposals", title: { nl: "Voorstellen", en: "Proposals" }, holds: (resource) => resource.resourceType === "Task" && isProposal(resource), place: byDueDate },
  { key: "meetings", title: { nl: "Overleg", en: "Meetings" }, holds: isMeeting, place: latestFirst },
  { key: "other", title: { nl: "Overig", en: "Other" }, holds: () => true, place: byStatus },
];

/** A plan with what hangs in it, grouped and ordered for `$plan-view`: what is shared and what runs first, tasks by the day on which they are due.
 *  Nothing is left out; a group without resources is. The order depends on the resources alone, not on how they came.
 *  @param resources what this reader may see */
export function planView(resources: readonly Resource[]): readonly PlanGroup[] {
  const groups = new Map<PlanGroupKey, { readonly resource: Resource; readonly place: number; readonly reference: string }[]>();
  for (const resource of resources) {
    const row = rows.find(({ holds }) => holds(resource));
    if (row === undefined) continue;
    const item = { resource, place: row.place(resource), reference: referenceTo(resource) };
    const group = groups.get(row.key);
    if (group === undefined) groups.set(row.key, [item]);
    else group.push(item);
  }
  return rows.flatMap(({ key, title }) => {
    const items = groups.get(key);
    if (items === undefined) return [];
    const ordered = items.toSorted((one, other) => one.place - other.place || (one.reference < other.reference ? -1 : 1));
    return [{ key, title, resources: ordered.map(({ resource }) => resource) }];
  });
}

function domainOf({ meta }: Resource): string | undefined {
  return meta?.security?.find(({ system: url }) => url === codeSystemUrl("domein"))?.code;
}

function isShared(resource: Resource): boolean {
  return domainOf(resource) === "gedeeld" || (resource.resourceType === "Goal" && anyHasCode(resource.category, own("doel", "gedeeld-doel")));
}

function isMeeting(resource: Resource): boolean {
  if (resource.resourceType === "Composition") return hasCode(resource.type, own("verslag", "mdo-verslag"));
  return resource.resourceType === "Encounter" && anyHasCode(resource.type, own("verslag", "mdo"));
}

function byStatus(resource: Resource): number {
  const { status, lifecycleStatus, clinicalStatus } = resource as { readonly status?: unknown; readonly lifecycleStatus?: unknown; readonly clinicalStatus?: { readonly coding?: readonly { readonly code?: string }[] } };
  return over.has(lifecycleStatus ?? status ?? clinicalStatus?.coding?.[0]?.code) ? 10 : 0;
}

/** Open ones by the instant at which they are due; the rest behind. */
function byDueDate(resource: Resource): number {
  const { restriction, status } = resource as Task;
  const end = restriction?.period?.end;
  const due = end === undefined ? Number.MAX_SAFE_INTEGER / 4 : endOf(end);
  const isOver = over.has(status) || (status === "accepted" && isProposal(resource as Task));
  return isOver ? Number.MAX_SAFE_INTEGER / 2 + due / 1e6 : due;
}

function latestFirst(resource: Resource): number {
  const { date, period } = resource as { readonly date?: string; readonly period?: { readonly start?: string } };
  const moment = date ?? period?.start;
  return moment === undefined ? 0 : -endOf(moment);
}
