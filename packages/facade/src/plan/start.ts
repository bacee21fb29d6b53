import { isWijkPlan, isWijkTeam, newTeam, plain } from "@wijkverband/care";
import { Anomaly, questionOf, type SearchQuery } from "@wijkverband/fhir";
import type { TieRow } from "@wijkverband/policy";
import type { Change, Stored } from "@wijkverband/store";
import type { CarePlan, CareTeam } from "hl7-fhir-r4-types";
import { ownChange } from "../break-glass/own-change.ts";
import type { Context } from "../context.ts";
import type { House } from "../house.ts";
import type { Announcement } from "../outbox/announce.ts";
import { practiceNow } from "../practice-now.ts";
import type { Draft } from "../write.ts";
import { isSentPlan, isSentSharedGoal, withoutTitles, withoutTitlesOfProblems } from "./plan-faults.ts";

/** The team that belongs in a plan. */
export interface PlanTeam {
  /** `CareTeam/<id>`: the active team of the patient, or the id of the one that is made with the plan. */
  readonly reference: string;
  /** There is one already. */
  readonly exists: boolean;
  /** The client left it to the server. */
  readonly filled: boolean;
}

/** What several disciplines read is kept without titles of what only some of them may, and plans that name no team get that of their patient. For whoever may not know of the patient this looks the same whether there is a patient, a team, or
 *  neither: the reference is always filled in, and nothing is said of it before the caller's rights are (`stranger`). */
export async function withTeams({ house }: Context, drafts: readonly Draft[]): Promise<readonly Draft[]> {
  const fresh = new Map<string, Pick<PlanTeam, "reference" | "exists">>();
  const planned: Draft[] = [];
  for (const draft of drafts) {
    const { resource, former, at } = draft;
    const patient = isSentPlan(resource) ? plain(resource.subject?.reference)?.match(/^Patient\/(.+)$/)?.[1] : undefined;
    if (patient === undefined || !isSentPlan(resource)) {
      planned.push(isSentSharedGoal(resource) ? { ...draft, ...withoutTitlesOfProblems(resource, at) } : draft);
      continue;
    }
    const kept = former === undefined ? undefined : formerTeam(former);
    const team = kept !== undefined ? { reference: kept, exists: true } : (fresh.get(patient) ?? (await newOrActive(house, patient)));
    if (kept === undefined) fresh.set(patient, team);
    const filled = !Array.isArray(resource.careTeam) || resource.careTeam.length === 0;
    const { plan, leftOut } = withoutTitles(resource, at);
    planned.push({ ...draft, leftOut, plan: { ...team, filled }, resource: filled ? { ...plan, careTeam: [{ reference: team.reference }] } : plan });
  }
  return planned;
}

async function newOrActive(house: House, patient: string): Promise<Pick<PlanTeam, "reference" | "exists">> {
  const found = await activeTeam(house, patient);
  return { reference: `CareTeam/${found?.id ?? house.newId()}`, exists: found !== undefined };
}

/** What else is written with plans that the caller may write, and who hears of it: the team of a patient who has none, once however many plans there are.
 *  @param arriving ties that the same unit brings about
 *  @throws {Anomaly} `rule` for a plan that names another team than its patient's own */
export async function planChanges(context: Context, drafts: readonly Draft[], arriving: readonly TieRow[]): Promise<{ readonly changes: readonly Exclude<Change, { op: "delete" }>[]; readonly tell: readonly Announcement[] }> {
  const made = new Map<string, Exclude<Change, { op: "delete" }>>();
  const tell: Announcement[] = [];
  for (const { resource, id, at, plan: team } of drafts) {
    if (team === undefined || !isWijkPlan(resource)) continue;
    const patient = (plain(resource.subject.reference) ?? "").slice("Patient/".length);
    demandOwnTeam(resource, team, at);
    tell.push({ topic: "plan-changed", patient, focus: `CarePlan/${id}` });
    if (team.exists || made.has(patient)) continue;
    made.set(patient, await makeTeam(context, patient, team.reference.slice("CareTeam/".length), arriving));
    tell.push({ topic: "membership-changed", patient, focus: team.reference });
  }
  return { changes: [...made.values()], tell };
}

function demandOwnTeam({ careTeam }: CarePlan, { reference, filled }: PlanTeam, at: string): void {
  if (filled || (careTeam?.length === 1 && plain(careTeam[0]?.reference) === reference)) return;
  const text = "a plan names the neighbourhood team of its own patient; leave it out and the server fills it in";
  throw new Anomaly("rule", text, { issues: [{ text, expression: `${at}.careTeam`, rule: "reference" }] });
}

/** A plan keeps its team, also when that has ended. */
function formerTeam(former: Stored): string | undefined {
  const resource = former.resource();
  return isWijkPlan(resource) ? plain(resource.careTeam?.[0]?.reference) : undefined;
}

/** The active neighbourhood team of a patient. Our own question: what is done with the answer is for the caller's rights to say. */
async function activeTeam({ store, clock }: Pick<House, "store" | "clock">, patient: string): Promise<Stored | undefined> {
  const where: SearchQuery["where"] = [
    { kind: "reference", parameter: "patient", values: [{ type: "Patient", id: patient }] },
    { kind: "token", parameter: "status", values: [{ code: "active" }] },
  ];
  const { matches } = await store.search({ query: questionOf("CareTeam", where, 20), visible: "server", at: clock() });
  return matches.find((stored) => isWijkTeam(stored.resource() as CareTeam));
}

/** Begins with the practice of registration in both places, who starts the plan there as its contact; a locum starts in the name of the practice. */
async function makeTeam(context: Context, patient: string, id: string, arriving: readonly TieRow[]): Promise<Exclude<Change, { op: "delete" }>> {
  const { house, caller, at } = context;
  const registered = await practiceNow(house.store, patient, at, arriving);
  if (registered === undefined) throw new Anomaly("rule", "a plan is started for who is registered at a practice", { rule: "dossier-owner" });
  const practice = { reference: registered, ...(caller.organization === registered && caller.person !== undefined && { contact: { reference: caller.person } }) };
  const team = newTeam({ id, patient: `Patient/${patient}`, practice, starter: { ...practice, function: "huisarts" }, at });
  return ownChange(context, team, { patient, domain: "gedeeld", author: registered });
}
