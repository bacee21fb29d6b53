import { endOf, hour, isWijkTeam, planView, startOf } from "@wijkverband/care";
import { questionOf, stringifyJson } from "@wijkverband/fhir";
import { tieRows, type Caller, type Domain } from "@wijkverband/policy";
import type { Stored } from "@wijkverband/store";
import type { CarePlan, CareTeam } from "hl7-fhir-r4-types";
import { hash } from "node:crypto";
import { bundleText, type TextEntry } from "../bundle-text.ts";
import type { Context } from "../context.ts";
import type { House } from "../house.ts";
import { createKeptAnswers } from "../kept-answers.ts";
import { gatherPlan } from "./gather.ts";
import { partOfPlan } from "./plan-faults.ts";

/** A plan for one reader, ready to be sent, and what was read for it. */
export interface PlanAnswer {
  readonly json: Buffer;
  readonly read: readonly Pick<Stored, "type" | "id" | "versionId" | "labels">[];
  /** Names the list of what was read: SHA-256 over the versioned references, each on a line. */
  readonly digest: string;
  readonly domains: readonly Domain[];
  /** Set once an event that names the list item by item is durable. */
  listed: boolean;
}

/** What a reader gets of a plan. It is kept for the next time, for this reader alone, while nothing of the patient or the directory changes and no tie
 *  begins or ends: what may be seen follows from just these. */
export function readPlan(context: Context, plan: Stored): Promise<PlanAnswer> {
  const { house, caller, at, ask } = context;
  const patient = { id: plan.labels.patient ?? "" };
  return keptFor(house).get(patient, at, { variant: `${plan.id} ${ask.principal.person?.id ?? ""} ${readerOf(caller)}`, make: async () => ({ value: await makeView(context, plan), until: await unchangedUntil(context, patient.id) }) });
}

const keptByHouse = new WeakMap<House, ReturnType<typeof createKeptAnswers<PlanAnswer>>>();

function keptFor(house: House): ReturnType<typeof createKeptAnswers<PlanAnswer>> {
  let kept = keptByHouse.get(house);
  if (kept === undefined) keptByHouse.set(house, (kept = createKeptAnswers<PlanAnswer>(house.store, { size: ({ json, read }) => json.length + 300 * read.length })));
  return kept;
}

/** Holds nothing more of a patient whose record was erased (`keep-and-erase`). */
export function forgetPlans(house: House, patient: string): void {
  keptByHouse.get(house)?.forget(patient);
}

const readers = new WeakMap<Caller, string>();

/** All by which the policy tells callers apart. */
function readerOf(caller: Caller): string {
  let reader = readers.get(caller);
  if (reader === undefined) {
    const { role, organization, organizationType, person, supervisor, bases, outside } = caller;
    readers.set(caller, (reader = JSON.stringify([role, organization, organizationType, person, supervisor, bases, outside])));
  }
  return reader;
}

async function makeView(context: Context, stored: Stored): Promise<PlanAnswer> {
  const { baseUrl } = context.house;
  const plan = stored.resource() as CarePlan;
  const { record, directory } = await gatherPlan(context, stored, plan);
  const all = [...record, ...directory];
  const byReference = new Map(all.map((each) => [`${each.type}/${each.id}`, each]));
  const part = partOfPlan(plan, (reference) => byReference.has(reference ?? ""));
  const ordered = planView(all.map((each) => each.resource())).flatMap(({ resources }) => resources.flatMap(({ resourceType, id }) => byReference.get(`${resourceType}/${id}`) ?? []));
  const entries = ordered.map((each): TextEntry => ({ fullUrl: `${baseUrl}/${each.type}/${each.id}`, resource: each === stored && part !== plan ? stringifyJson(part) : each.json }));
  const read = ordered.map(({ type, id, versionId, labels }) => ({ type, id, versionId, labels }));
  const digest = hash("sha256", read.map(({ type, id, versionId }) => `${type}/${id}/_history/${versionId}`).join("\n"), "hex");
  const domains = [...new Set(read.flatMap(({ labels }) => labels.domain ?? []))].toSorted();
  return { json: Buffer.from(bundleText({ type: "collection", entries })), read, digest, domains, listed: false };
}

/** The first instant after now at which somebody's access can begin or end although nothing is written: a bound of a tie to the patient, of an affiliation
 *  of the caller's organisation, or of a spell in the team. An hour at most. */
async function unchangedUntil({ house, caller, at }: Context, patient: string): Promise<number> {
  const now = at.getTime();
  const resources = [...(await house.store.record(patient)), ...(await affiliationsOf(house, caller.organization, at))].map((stored) => stored.resource());
  const ties = resources.flatMap((resource) => tieRows(resource)).flatMap(({ from, until }) => [from, until]).flatMap((text) => (text === undefined ? [] : [Date.parse(text)]));
  const spells = resources.flatMap((resource) => (resource.resourceType === "CareTeam" && isWijkTeam(resource) ? boundsOf(resource) : []));
  return Math.min(now + hour, ...[...ties, ...spells].filter((instant) => instant > now));
}

function boundsOf({ participant = [] }: CareTeam): readonly number[] {
  return participant.flatMap(({ period }) => [...(period?.start === undefined ? [] : [startOf(period.start)]), ...(period?.end === undefined ? [] : [endOf(period.end)])]);
}

async function affiliationsOf({ store }: House, organization: string | undefined, at: Date): Promise<readonly Stored[]> {
  if (organization === undefined) return [];
  const found: Stored[] = [];
  let after: string | undefined;
  do {
    const where = [{ kind: "reference" as const, parameter: "primary-organization", values: [{ type: "Organization" as const, id: organization.slice("Organization/".length) }] }];
    const page = await store.search({ query: { ...questionOf("OrganizationAffiliation", where, 500), ...(after !== undefined && { after }) }, visible: "server", at });
    found.push(...page.matches);
    after = page.next;
  } while (after !== undefined);
  return found;
}
