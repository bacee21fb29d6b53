import { decideAmong, narrow, type Action, type Decision } from "@wijkverband/policy";
import type { Stored } from "@wijkverband/store";
import { auditEvents } from "../audit/audit-event.ts";
import type { Context } from "../context.ts";
import type { Answer } from "../exchange.ts";
import { factsOf, nobody, notThere } from "../guard.ts";
import { endingOf } from "../outcome.ts";
import { success } from "../trail.ts";
import { withHandover } from "./answers-of-many.ts";
import { findAsked, readList } from "./asked.ts";
import { responsibleAt, responsibleNow } from "./kept.ts";

/** Whom the caller may not ask about and whom we don't know get the same words (`stranger`). */
const notFound = '{"name":"outcome","valueCode":"not-found"}';

/** `POST [base]/Patient/$responsible-gp` about up to 500 patients, at one instant: one parameter `patient` for each, in the order in which they were asked.
 *  The policy decides on each, and each stands in the audit with an event of its own, all in one transaction. An outside consent service isn't asked. */
export async function responsibleOfMany(context: Context): Promise<Answer> {
  const { house, ask, caller, at: now } = context;
  const { asked, at } = readList(ask.body, house.baseUrl);
  const found = await findAsked(house, asked, now);
  const [asks, hearing] = [narrow(caller, "$responsible-gp", "Patient"), narrow(caller, "handover-exists", "Patient")];
  const actions: readonly Action[] = hearing.length > 0 ? ["$responsible-gp", "handover-exists"] : ["$responsible-gp"];
  const decided = new Map<string, { readonly decision: Decision; readonly hearsOfHandover: boolean }>();
  for (const patient of found) {
    const { id, type, labels } = patient ?? nobody;
    if (decided.has(id)) continue;
    const facts = await factsOf(house.store, caller, actions, { type, id, labels }, now);
    decided.set(id, { decision: decideAmong(asks, "$responsible-gp", facts), hearsOfHandover: decideAmong(hearing, "handover-exists", facts).allow });
  }
  const allowed = [...new Map(found.flatMap((patient) => (patient !== undefined && decided.get(patient.id)?.decision.allow === true ? [[patient.id, patient] as const] : []))).values()];
  const hears = allowed.filter(({ id }) => decided.get(id)?.hearsOfHandover === true);
  const answers = at === undefined ? await responsibleNow(house, allowed, now) : await responsibleAt(house, allowed, new Date(at));
  const handovers = hears.length === 0 ? new Set<string>() : await withHandover(house.store, hears, now);
  const parts = found.map((patient, index) => {
    const answer = patient === undefined ? undefined : answers.get(patient.id);
    if (patient === undefined || answer === undefined) return `{"name":"index","valueInteger":${index}},${notFound}`;
    const handover = decided.get(patient.id)?.hearsOfHandover === true ? `,{"name":"handover-exists","valueBoolean":${handovers.has(patient.id)}}` : "";
    return `{"name":"index","valueInteger":${index}},{"name":"reference","valueReference":{"reference":"Patient/${patient.id}"}},${answer}${handover}`;
  });
  await enter(context, found, new Map([...decided].map(([id, { decision }]) => [id, decision])));
  return { status: 200, json: `{"resourceType":"Parameters","parameter":[${parts.map((part) => `{"name":"patient","part":[${part}]}`).join(",")}]}` };
}

/** One event for each patient, told or refused, and one for all of whom we know nothing. */
async function enter({ house, trail, at }: Context, found: readonly (Stored | undefined)[], decided: ReadonlyMap<string, Decision>): Promise<void> {
  const refused = new Set<string>();
  for (const patient of found) {
    const decision = patient === undefined ? undefined : decided.get(patient.id);
    if (patient === undefined || decision === undefined) continue;
    if (!decision.allow) refused.add(patient.id);
    else {
      trail.patients.add(patient.id);
      trail.grounds.set(patient.id, { row: decision.row, basis: decision.basis, evidence: decision.evidence });
    }
  }
  const refusal = endingOf(notThere());
  const strangers = { ...trail, grounds: new Map() };
  await house.store.append([
    ...(trail.patients.size > 0 ? auditEvents(trail, success, at) : []),
    ...(refused.size > 0 ? auditEvents({ ...strangers, patients: refused }, refusal, at) : []),
    ...(found.includes(undefined) ? auditEvents({ ...strangers, patients: new Set() }, refusal, at) : []),
  ]);
  trail.kept = true;
}
