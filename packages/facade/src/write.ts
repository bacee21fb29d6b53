import { bsnKey, isWijkPlan } from "@wijkverband/care";
import { Anomaly, findReferences, formatReference, isMisshapen, localReference, mapReferences, parseReference, patientReferences, storedType, type Issue, type ResourceTypeName } from "@wijkverband/fhir";
import { decide, labelsFor, marksOf, refusedBy, type Facts, type Labels, type TieRow } from "@wijkverband/policy";
import type { Change, FoundBefore, Stored, Unit } from "@wijkverband/store";
import type { Resource } from "hl7-fhir-r4-types";
import { breaths } from "./breath.ts";
import type { Context } from "./context.ts";
import { coverRoleFaults } from "./cover/cover-role-faults.ts";
import { deathChanges } from "./death.ts";
import { may, notThere, permit } from "./guard.ts";
import type { Announcement } from "./outbox/announce.ts";
import { ownWordFaults } from "./own-word-faults.ts";
import { bsnOf } from "./patient-number.ts";
import { partFaults } from "./part-faults.ts";
import { patientWordFaults } from "./patient-word.ts";
import { planFaults } from "./plan/plan-faults.ts";
import { planChanges, withTeams, type PlanTeam } from "./plan/start.ts";
import { withAddressee } from "./plan/addressed.ts";
import { minutesFaults } from "./plan/minutes-faults.ts";
import { taskFaults, taskKindFaults, taskNews } from "./plan/task-faults.ts";
import { invitationFaults } from "./plan/take-back.ts";
import { proposalFaults } from "./proposal/withdraw.ts";
import { askedDomain, ignoredElements, withServerOwned } from "./server-owned.ts";
import { sourceOf } from "./source.ts";
import { subscriptionFaults } from "./subscription/faults.ts";
import { stampedSubscription, withPayload } from "./subscription/stamped.ts";
import { supervisionFaults } from "./supervision-faults.ts";
import { isOffered } from "./writable.ts";

/** One resource that somebody wants written. */
export interface Draft {
  readonly resource: Resource;
  readonly id: string;
  /** FHIRPath at which this resource stands in what was sent: `Consent`, or `Bundle.entry[3].resource`. */
  readonly at: string;
  /** The current version, for an update. */
  readonly former?: Stored;
  readonly ifMatch?: string;
  /** References that the former version holds may stay, whoever sees them: who proposes or decides needn't see all that is there already. */
  readonly keepsReferences?: true;
  /** Of a care plan: the team that belongs in it. The server adds this. */
  readonly plan?: PlanTeam;
  /** FHIRPaths of titles that were sent and aren't kept. The server adds this. */
  readonly leftOut?: readonly string[];
}

/** What is to be written, and what of it was sent and left out, because it is the server's to say (FHIRPaths). */
export interface Planned extends Pick<Unit, "expect"> {
  /** Searches that the plan was based on. */
  readonly found: readonly FoundBefore[];
  readonly changes: readonly WriteChange[];
  /** What others are told of it. */
  readonly tell: readonly Announcement[];
  readonly ignored: readonly string[];
}

type WriteChange = Exclude<Change, { op: "delete" }>;

/** Checks and labels drafts that are written together, so that they can refer to each other.
 *  `arriving` are ties that this very unit brings about (a registration). Lists every fault, not the first.
 *  @throws {Anomaly} `rule` with all issues; `forbidden` or `not-found` when the caller may not write one of them. */
export async function planWrite(context: Context, sent: readonly Draft[], arriving: readonly TieRow[] = []): Promise<Planned> {
  const { drafts, about } = await checkDrafts(context, sent);
  const changes: WriteChange[] = [];
  const breathe = breaths();
  for (const draft of drafts) {
    await breathe();
    changes.push(await label(context, draft, about.get(draft), arriving));
  }
  refuseFaults([...(await taskFaults(context, drafts)), ...(await minutesFaults(context, drafts)), ...(await supervisionFaults(context, drafts))]);
  const ignored = drafts.flatMap(({ resource, former, at, leftOut = [] }, place) => [...ignoredElements(resource, changes[place]?.resource ?? resource, former?.resource(), at), ...leftOut]);
  const expect = drafts.flatMap(({ former }) => (former === undefined ? [] : [{ type: former.type, id: former.id, versionId: former.versionId }]));
  const death = await deathChanges(context, drafts);
  const plans = await planChanges(context, drafts, arriving);
  return { changes: [...changes, ...death.changes, ...plans.changes], expect, found: death.found, tell: [...death.tell, ...plans.tell, ...taskNews(drafts)], ignored };
}

/** Drafts in our own form that met the rules, and of which patient each is. */
interface Checked {
  readonly drafts: readonly Draft[];
  readonly about: ReadonlyMap<Draft, string | undefined>;
}

/** Checks drafts against profiles and rules, as `planWrite` does, without asking whether the caller may write them: what somebody proposes is checked so too.
 *  @throws {Anomaly} `rule` with all issues */
export async function checkDrafts(context: Context, sent: readonly Draft[]): Promise<Checked> {
  demandShape(context, sent);
  // references to what is ours are kept in one form, so that ties and index see them whatever way they were written
  const drafts = await withTeams(context, sent.map((draft): Draft => ({ ...draft, resource: withPayload(inOwnForm(draft.resource, context.house.baseUrl)) })));
  const news = new Map(drafts.map((draft) => [`${draft.resource.resourceType}/${draft.id}`, draft]));
  const issues: Issue[] = [];
  const about = new Map<Draft, string | undefined>();
  const breathe = breaths();
  for (const draft of drafts) {
    await breathe();
    refuseServerTypes(draft);
    const faults = validate(context, draft);
    about.set(draft, patientOf(context, draft, faults));
    issues.push(...faults, ...ownershipFaults(context, draft), ...partFaults(draft), ...coverRoleFaults(draft), ...patientWordFaults(context, draft), ...ownWordFaults(draft), ...taskKindFaults(draft), ...proposalFaults(draft), ...planFaults(draft), ...invitationFaults(draft));
  }
  for (const draft of drafts) {
    if (about.get(draft) !== undefined || !lendsPatient(draft.resource)) continue;
    const patient = draft.former?.labels.patient ?? borrowedPatient(draft, about);
    about.set(draft, patient);
    if (patient === undefined) issues.push({ text: "what belongs to a patient is written together with what says so", expression: draft.at, rule: "one-patient" });
  }
  for (const draft of drafts) {
    await breathe();
    issues.push(...(await referenceFaults(context, draft, about, news)));
  }
  // what its profile finds fault with may lack what this reads
  const sound = drafts.filter(({ at }) => !issues.some(({ expression }) => expression?.startsWith(at) === true));
  issues.push(...(await subscriptionFaults(context, sound)));
  for (const draft of drafts) {
    await breathe();
    await enterHolder(context, draft);
  }
  // before any question of rights: a reference to what a stranger can't see is refused just as one to nothing
  refuseFaults(issues);
  return { drafts, about };
}

/** What isn't written as FHIR writes it is refused before anything reads it by its types. @throws {Anomaly} `rule` with what is wrong in all of them */
export function demandShape(context: Context, sent: readonly Pick<Draft, "resource" | "at">[]): void {
  if (sent.every(({ resource }) => !isMisshapen(resource, (type) => context.house.validator.shapesOf(type)))) return;
  const issues = sent.flatMap((each) => validate(context, each));
  refuseFaults(issues.length > 0 ? issues : [{ text: "this isn't written as FHIR writes it", expression: sent[0]?.at ?? "", rule: "profile" }]);
}

function refuseFaults(issues: readonly Issue[]): void {
  if (issues.length > 0) throw new Anomaly("rule", "the resource doesn't meet the rules", { issues });
}

/** A resource with references to what is ours as `Type/id`, as it is kept. */
export function inOwnForm<R extends Resource>(resource: R, baseUrl: string): R {
  return mapReferences(resource, (reference) => ownForm(reference, baseUrl));
}

/** `Type/id` (with its version, if any) for an absolute address of ours; anything else as it came. */
function ownForm(reference: string, baseUrl: string): string {
  const parsed = parseReference(reference, baseUrl);
  return parsed?.kind === "relative" ? formatReference(parsed.type, parsed.id, parsed.version) : reference;
}

function refuseServerTypes({ resource, at, former }: Draft): void {
  if (storedType(resource.resourceType) === undefined) throw new Anomaly("not-found", "unknown resource type");
  if (!isOffered(former === undefined ? "create" : "update", resource.resourceType)) {
    const text = `${resource.resourceType} is written by operations only`;
    throw new Anomaly("not-allowed", text, { issues: [{ text, expression: at }] });
  }
}

function validate({ house }: Context, { resource, at }: Pick<Draft, "resource" | "at">): Issue[] {
  const issues = house.validator.validate(resource).filter(({ severity }) => severity === undefined || severity === "error");
  return issues.map((issue) => (issue.expression === undefined ? issue : { ...issue, expression: issue.expression.replace(/^[A-Z][A-Za-z]+/, at) }));
}

/** The one patient that a draft is about (`one-patient`). */
function patientOf({ house }: Context, { resource, id, at, former }: Draft, faults: Issue[]): string | undefined {
  const stored = storedType(resource.resourceType);
  if (stored === undefined || stored.patient === "self") return id;
  if (stored.kind === "directory") return undefined;
  const patients = patientReferences(resource, house.baseUrl).map((reference) => reference.slice("Patient/".length));
  const [patient, ...others] = patients;
  const path = `${at}.${stored.patient[0] ?? "subject"}`;
  if (patient === undefined && !lendsPatient(resource)) faults.push({ text: "a reference to the patient is needed", expression: path, rule: "one-patient" });
  if (others.length > 0) faults.push({ text: "a resource is about one patient", expression: path, rule: "one-patient" });
  if (former?.labels.patient !== undefined && patient !== undefined && patient !== former.labels.patient) {
    faults.push({ text: "a resource stays with its patient", expression: path, rule: "one-patient" });
  }
  return patient;
}

/** Whoever gives a patient a BSN finds out whether somebody else carries it (409): then that stands in the log of the one who does. */
async function enterHolder({ house, trail }: Context, { resource, id, former }: Draft): Promise<void> {
  if (resource.resourceType !== "Patient") return;
  const bsn = bsnOf(resource);
  const kept = former?.resource();
  if (bsn === undefined || (kept?.resourceType === "Patient" && bsnOf(kept) === bsn)) return;
  const holder = await house.store.holderOf(bsnKey(bsn));
  if (holder !== undefined && holder.id !== id) trail.patients.add(holder.id);
}

/** Elements that aren't the writer's to choose: the BSN of a registered patient, and which organisation a role, service or place is of. */
function ownershipFaults({ caller }: Context, { resource, at, former }: Draft): readonly Issue[] {
  if (resource.resourceType === "Patient") {
    const kept = former?.resource();
    const bsn = kept?.resourceType === "Patient" ? bsnOf(kept) : undefined;
    const changed = bsn !== undefined && bsnOf(resource) !== bsn;
    return changed ? [{ text: "the BSN of a registered patient stays as it is", expression: `${at}.identifier`, rule: "dossier-owner" }] : [];
  }
  const [element, organization] = employerOf(resource);
  const foreign = organization !== undefined && caller.organization !== undefined && organization !== caller.organization;
  return foreign ? [{ text: "an organisation keeps its own people, hours and places, not those of another", expression: `${at}.${element}`, rule: "own-part" }] : [];
}

function employerOf(resource: Resource): readonly [element: string, reference: string | undefined] {
  if (resource.resourceType === "PractitionerRole") return ["organization", resource.organization?.reference];
  if (resource.resourceType === "HealthcareService") return ["providedBy", resource.providedBy?.reference];
  if (resource.resourceType === "Location") return ["managingOrganization", resource.managingOrganization?.reference];
  return ["", undefined];
}

/** Things that may leave out whose they are: a device or a medicine belongs to the patient of whatever refers to it. */
function lendsPatient({ resourceType }: Resource): boolean {
  return resourceType === "Device" || resourceType === "Medication";
}

/** The patient of a draft that refers to this one. */
function borrowedPatient({ resource, id }: Draft, about: ReadonlyMap<Draft, string | undefined>): string | undefined {
  const own = `${resource.resourceType}/${id}`;
  for (const [other, patient] of about) {
    if (patient !== undefined && findReferences(other.resource).some(({ reference }) => reference === own)) return patient;
  }
  return undefined;
}

/** References point at what is there, visible, and about this patient; what a caller may not see is refused just as what is missing (`stranger`).
 *  What is written together is visible, but about one patient as well; and the directory, which everybody reads, points at nobody's record. */
async function referenceFaults(context: Context, draft: Draft, about: ReadonlyMap<Draft, string | undefined>, news: ReadonlyMap<string, Draft>): Promise<Issue[]> {
  const { house, caller, at } = context;
  const patient = about.get(draft);
  const isDirectory = storedType(draft.resource.resourceType)?.kind === "directory";
  const fits = (other: string | undefined): boolean => other === undefined || other === patient || (patient === undefined && !isDirectory);
  const found = findReferences(draft.resource).flatMap(({ reference, path }) => {
    const local = localReference(reference, house.baseUrl);
    return local === undefined ? [] : [{ local, path }];
  });
  const kept = keptReferences(draft, house.baseUrl);
  const known = await house.store.readMany(found.flatMap(({ local }) => (news.has(local) ? [] : [local])));
  const faults: Issue[] = [];
  for (const { local, path } of found) {
    const together = news.get(local);
    const target = known.get(local);
    if (together !== undefined && fits(about.get(together))) continue;
    if (kept.has(local) || (draft.plan?.filled === true && draft.plan.reference === local)) continue;
    if (target !== undefined && fits(target.labels.patient) && (await may(house.store, caller, "read", target, at))) continue;
    faults.push({ text: "this reference points at nothing that is there for you", expression: path.replace(/^[A-Z][A-Za-z]+/, draft.at), rule: "reference" });
  }
  return faults;
}

/** A plan or a Task points at what several disciplines keep: who changes it needn't see all that hangs in it already. */
function keptReferences({ resource, former, keepsReferences }: Draft, baseUrl: string): ReadonlySet<string | undefined> {
  const keeps = keepsReferences === true || resource.resourceType === "CarePlan" || resource.resourceType === "Task";
  return new Set(keeps && former !== undefined ? findReferences(former.resource()).map(({ reference }) => localReference(reference, baseUrl)) : []);
}

async function label(context: Context, draft: Draft, patient: string | undefined, arriving: readonly TieRow[]): Promise<WriteChange> {
  const { house, caller, at, trail } = context;
  const { resource, id, former, ifMatch } = draft;
  const type = resource.resourceType as ResourceTypeName;
  const labelled = former === undefined ? labelsFor(caller, type, patient, isWijkPlan(resource) ? sharedDomain(resource, draft.at) : askedDomain(resource, draft.at)) : ({ outcome: "labelled", labels: former.labels } as const);
  const labels: Labels = labelled.outcome === "labelled" ? labelled.labels : { ...(patient !== undefined && { patient }) };
  if (labelled.outcome === "refused") {
    const seen = patient !== undefined && (await may(house.store, caller, "read", { type: "Patient", id: patient, labels: { patient, domain: "gedeeld" } }, at));
    throw seen ? new Anomaly("forbidden", "this role doesn't write in that domain", { rule: labelled.rule }) : notThere();
  }
  const kept = withServerOwned(former === undefined ? await withAddressee(context, stampedSubscription(context, resource, id, undefined), patient) : stampedSubscription(context, resource, id, former.resource()), { id, domain: labels.domain, source: sourceOf(context), former: former?.resource() });
  const marked: Labels = { ...labels, ...marksOf(kept) };
  if (former !== undefined) {
    await permit(house.store, caller, "update", former, at, trail);
    demandNoForgedLabel(context, draft);
    // what it becomes must be his to write too: nobody turns one kind of thing into another that he couldn't write
    if (!(await may(house.store, caller, "update", { type, id, labels: marked }, at))) throw new Anomaly("forbidden", "this role may not make it into that", { rule: refusedBy.update });
    return { op: "update", resource: kept, labels, ...(ifMatch !== undefined && { ifMatch }) };
  }
  const facts: Facts = { type, id, labels: marked, ties: arriving };
  const decision = arriving.some((row) => row.patient === patient) ? decide(caller, "create", facts) : { allow: false as const };
  if (decision.allow) {
    trail.row = decision.row;
    if (patient !== undefined) trail.grounds.set(patient, { row: decision.row, basis: decision.basis, evidence: [] });
  }
  else await permit(house.store, caller, "create", { type, id, labels: marked }, at, trail);
  return { op: "create", resource: kept, labels };
}

/** A plan belongs to all who take part. */
function sharedDomain(resource: Resource, at: string): "gedeeld" {
  const text = "a care plan belongs to all: its label is gedeeld";
  if ((askedDomain(resource, at) ?? "gedeeld") !== "gedeeld") throw new Anomaly("rule", text, { issues: [{ text, expression: `${at}.meta.security`, rule: "no-row-no-access" }] });
  return "gedeeld";
}

/** A label stays as it is. One that this role can't give isn't left out in silence either: somebody wants a resource where it doesn't belong. */
function demandNoForgedLabel({ caller }: Context, { resource, former, at }: Draft): void {
  const asked = askedDomain(resource, at);
  if (asked === undefined || former === undefined || asked === former.labels.domain) return;
  const labelled = labelsFor(caller, former.type, former.labels.patient, asked);
  const text = "this role doesn't write in that domain";
  if (labelled.outcome === "refused") throw new Anomaly("forbidden", text, { rule: labelled.rule, issues: [{ text, expression: `${at}.meta.security`, rule: labelled.rule }] });
}
