import { policy } from "@wijkverband/policy";
import type { Stored } from "@wijkverband/store";
import type { Organization, ParametersParameter, ServiceRequest } from "hl7-fhir-r4-types";
import { commit } from "../commit.ts";
import type { Context } from "../context.ts";
import type { House } from "../house.ts";
import { identifiersOf } from "../patient-number.ts";
import { practiceNow } from "../practice-now.ts";
import { retrievalsSince, retrievedParameter } from "./read-log.ts";

/** The publication that was looked at. */
export interface Looked {
  readonly document: Stored;
  readonly request: Stored;
}

/** Organisations whose look at a document the practice was told of. Forgotten as a whole when it grows: then the log is asked again. */
const told = new WeakMap<House, Set<string>>();
const mostTold = 20_000;

/** Tells the practice the first time that another organisation gets this publication, in the transaction of the audit event. Later times stand in the log alone:
 *  an event for each look would be a second write on the call at 03:00, and the practice reads every look in its own answer (`retrieved`). */
export async function tellRetrieved(context: Context, patient: Stored, { document, request }: Looked): Promise<void> {
  const { house, caller } = context;
  if (caller.organization === undefined) return;
  const key = `${document.id}|${caller.organization}`;
  let known = told.get(house);
  if (known === undefined) told.set(house, (known = new Set()));
  if (known.has(key)) return;
  if (known.size >= mostTold) known.clear();
  known.add(key);
  const practice = await practiceNow(house.store, patient.id, context.at);
  if (practice === undefined || practice === caller.organization) return;
  const organization = (await house.store.readMany([caller.organization])).get(caller.organization)?.resource() as Organization | undefined;
  const own = new Set((organization === undefined ? [] : identifiersOf(organization)).map(({ system, code }) => `${system}|${code}`));
  const before = await retrievalsSince(house, patient.id, practice, publishedAt(request));
  if (before.some(({ number }) => own.has(`${number.system}|${number.value}`))) return;
  await commit(context, { changes: [], tell: [{ topic: "handover-retrieved", patient: patient.id, focus: `ServiceRequest/${request.id}` }] });
}

/** Roles that may work for a practice of registration: nobody else's answer is looked up any further. */
const inPractice: ReadonlySet<string> = new Set(policy.filter(({ may, when }) => may.includes("$assemble-handover") && when === "registered-practice").flatMap(({ roles }) => roles));

/** Who of others got the handover, for the own practice; nothing for everybody else. */
export async function retrievedFor(context: Context, patient: Stored, { request }: Looked): Promise<readonly ParametersParameter[]> {
  const { house, caller } = context;
  if (!inPractice.has(caller.role) || caller.organization === undefined || (await practiceNow(house.store, patient.id, context.at)) !== caller.organization) return [];
  return (await retrievalsSince(house, patient.id, caller.organization, publishedAt(request))).map(retrievedParameter);
}

function publishedAt(request: Stored): Date {
  return new Date((request.resource() as ServiceRequest).authoredOn ?? request.lastUpdated);
}
