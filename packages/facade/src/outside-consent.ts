import { nationalTypeOf, system, type Clause, type ResourceTypeName, type SearchQuery } from "@wijkverband/fhir";
import { holds, narrow, type Action, type Caller, type Condition, type Facts, type Visibility } from "@wijkverband/policy";
import type { Stored } from "@wijkverband/store";
import type { Organization, Patient } from "hl7-fhir-r4-types";
import { findByIdentifier } from "./caller.ts";
import type { ConsentAnswer, ConsentParty, ConsentQuestion, ConsentService } from "./consent-service.ts";
import type { Context } from "./context.ts";
import { factsOf, readAlsoDeleted } from "./guard.ts";
import { bsnOf } from "./patient-number.ts";
import { practiceNow } from "./practice-now.ts";
import type { Trail } from "./trail.ts";

/** Asks the outside consent service, if there is one, about the one patient of a request: at most once, and only where a permit would let the
 *  caller in who isn't let in by what is known here. The answer counts for this request alone and stands in its audit (`basis`).
 *  @param find the resource that is asked for, or the patient; not looked up where nobody would be asked.
 *  @returns the context to go on with: on a permit, a caller for whom it holds. */
export async function withOutsideConsent(context: Context, action: Action, type: ResourceTypeName, find: () => Promise<Stored | undefined>): Promise<Context> {
  const { house, caller, ask, trail } = context;
  if (trail.outside !== undefined) return { ...context, caller: asAnswered(caller, trail) };
  if (house.consentService === undefined || !mightCome(caller, action, type)) return context;
  const patient = (await find())?.labels.patient;
  if (patient === undefined || !(await wouldOpen(context, action, type, patient))) return context;
  const requester = ask.principal.organization;
  const bsn = await bsnById(context, patient);
  if (requester === undefined || bsn === undefined) return context;
  const holder = await holderOf(context, patient);
  const question = { bsn, role: caller.role, purpose: ask.principal.purpose, requester: { system: requester.system, value: requester.identifier, type: requester.type }, ...(holder && { holder }) };
  trail.outside = { patient, answer: await answerOf(house.consentService, question) };
  // that somebody's consent was asked for stands in that patient's log, whatever came of it
  trail.patients.add(patient);
  return { ...context, caller: asAnswered(caller, trail) };
}

/** Nothing that goes wrong outside opens anything, or stops the request. */
async function answerOf(service: ConsentService, question: ConsentQuestion): Promise<ConsentAnswer> {
  try {
    const answer = await service.permits(question);
    return answer === "permit" || answer === "deny" ? answer : "unknown";
  } catch {
    return "unknown";
  }
}

/** The caller as the outside service let him in for this request. */
export function asAnswered(caller: Caller, { outside }: Pick<Trail, "outside">): Caller {
  return outside?.answer === "permit" ? { ...caller, outside: [outside.patient] } : caller;
}

/** The one patient that a search names: by id, by reference, or by BSN. */
export async function patientOfSearch({ house, at }: Context, query: Pick<SearchQuery, "type" | "where">): Promise<Stored | undefined> {
  const named = patientNamedBy(query);
  if (named?.id !== undefined) return readAlsoDeleted(house.store, "Patient", named.id);
  return named?.bsn === undefined ? undefined : findByIdentifier(house.store, "Patient", { system: system.bsn, code: named.bsn }, at);
}

/** Whom a search names, as far as that is one patient; nothing is looked up. */
export function patientNamedBy({ type, where }: Pick<SearchQuery, "type" | "where">): { readonly id?: string; readonly bsn?: string } | undefined {
  for (const clause of where) {
    const named = namedBy(type, clause);
    if (named?.id !== undefined || named?.bsn !== undefined) return named;
  }
  return undefined;
}

function namedBy(type: ResourceTypeName, clause: Clause): { readonly id?: string; readonly bsn?: string } | undefined {
  if (clause.kind === "chain") return clause.target === "Patient" ? namedBy("Patient", clause.on) : undefined;
  if (!("values" in clause) || clause.values.length !== 1) return undefined;
  if (clause.kind === "id") return type === "Patient" && clause.values[0] !== undefined ? { id: clause.values[0] } : undefined;
  if (clause.kind === "token") {
    const [value] = clause.values;
    const isBsn = type === "Patient" && clause.parameter === "identifier" && clause.not !== true && value?.system === system.bsn;
    return isBsn && value.code !== undefined ? { bsn: value.code } : undefined;
  }
  if (clause.kind !== "reference" || !["patient", "subject"].includes(clause.parameter)) return undefined;
  const [value] = clause.values;
  return value !== undefined && (value.type ?? "Patient") === "Patient" ? { id: value.id } : undefined;
}

/** Some row of the table lets this role come in on consent. Who isn't in the directory can't be objected to by name, so nobody is asked for him. */
function mightCome(caller: Caller, action: Action, type: ResourceTypeName): boolean {
  return caller.organization !== undefined && opening(caller, action, type, "-").length > 0;
}

/** The rows by which a permit from outside would let somebody in. */
function opening(caller: Caller, action: Action, type: ResourceTypeName, patient: string): Visibility {
  return narrow({ ...caller, outside: [patient] }, action, type).filter(({ all }) => all.some(({ is }) => is === "patient"));
}

/** A permit would open what nothing that is known here opens, seen for the patient as a whole. An objection known here closes it anyway. */
async function wouldOpen({ house, caller, at }: Context, action: Action, type: ResourceTypeName, patient: string): Promise<boolean> {
  const facts = await factsOf(house.store, { ...caller, outside: [patient] }, [action], { type, id: "-", labels: { patient } }, at);
  const lets = (ways: Visibility): boolean => ways.some(({ all }) => all.some(({ is }) => ties.has(is)) && all.every((condition) => holdsOfPatient(condition, facts)));
  return !lets(narrow(caller, action, type)) && lets(opening(caller, action, type, patient));
}

/** Conditions that say how somebody stands to the patient. */
const ties: ReadonlySet<Condition["is"]> = new Set(["tie", "tie-via-practice", "patient", "permitted"]);

/** Conditions on a single resource are left open: which one it is, isn't known of a search. */
function holdsOfPatient(condition: Condition, facts: Facts): boolean {
  const isOfPatient = ties.has(condition.is) || condition.is === "unobjected" || (condition.is === "not" && ties.has(condition.condition.is));
  return !isOfPatient || holds(condition, facts);
}

async function bsnById({ house }: Context, id: string): Promise<string | undefined> {
  const patient = await readAlsoDeleted(house.store, "Patient", id);
  return patient === undefined || patient.deleted ? undefined : bsnOf(patient.resource() as Patient);
}

async function holderOf({ house, at }: Context, patient: string): Promise<ConsentParty | undefined> {
  const registered = await practiceNow(house.store, patient, at);
  const practice = registered === undefined ? undefined : ((await house.store.readMany([registered])).get(registered)?.resource() as Organization | undefined);
  const number = practice?.identifier?.find((each) => each.system === system.ura && each.value !== undefined);
  const type = nationalTypeOf(practice);
  return number?.value === undefined || type === undefined ? undefined : { system: system.ura, value: number.value, type };
}
