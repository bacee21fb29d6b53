import { buildParameters, canonicalBase, instantRange, parameter, partsParameter, withoutTypedBsn } from "@wijkverband/fhir";
import type { AuditEvent, Task } from "hl7-fhir-r4-types";
import { randomBytes } from "node:crypto";
import { isEmergency, logLine, referencesOf, type LogLine } from "../access-log/log-line.ts";
import { renderLogPage } from "../access-log/page.ts";
import { answerResource } from "../answers.ts";
import { servedEvent } from "../audit/log-entry.ts";
import type { Answer } from "../exchange.ts";
import type { House } from "../house.ts";
import { demandOrder, inputFault } from "../input-fault.ts";
import { nightPageCsp } from "../night-page/render.ts";
import { operation, type Operation } from "../operation.ts";

/** Lines of one answer, when nothing is asked. */
const usualCount = 50;

/** `GET|POST [base]/Patient/[id]/$access-log`, `POST [base]/Patient/$access-log`: who looked, in words the patient understands (NEN 7513, Wabvpz 15e).
 *  Everybody but the patient, and refusals too. `Accept: text/html` gives a page. Reading it is logged like any other read. */
export const accessLogOperation: Operation = operation({
  code: "$access-log",
  on: "Patient",
  definition: `${canonicalBase}/OperationDefinition/access-log`,
  affectsState: false,
  scope: "wijkverband-palliatief",
  title: "Who looked at the record",
  pages: ["html"],
  input: { from: { type: "date" }, until: { type: "date" }, _count: { type: "integer" } },
  async run({ house, ask }, patient, { from, until, _count = usualCount }): Promise<Answer> {
    if (_count < 1 || _count > house.pageLimit) throw inputFault("_count", `_count is 1 to ${house.pageLimit}`);
    demandOrder(["from", from], ["until", until]);
    const start = from === undefined ? undefined : instantRange(from)?.start;
    const end = until === undefined ? undefined : instantRange(until)?.end;
    const period = { ...(start !== undefined && { from: new Date(start) }), ...(end !== undefined && { until: new Date(end) }) };
    const events = await eventsOfOthers(house, patient.id, period, _count);
    const reasons = await emergencyReasons(house, events);
    const lines = events.map((event) => logLine(event, ask.language, (reference) => reasons.get(reference)));
    if (ask.wants === "fhir") return answerResource(buildParameters(lines.map(lineParameter)));
    const nonce = randomBytes(16).toString("base64");
    return { status: 200, html: renderLogPage(lines, { language: ask.language, nonce, cut: lines.length === _count }), contentSecurityPolicy: nightPageCsp(nonce) };
  },
});

/** The newest events of a patient that somebody else caused. */
async function eventsOfOthers({ store, pageLimit }: House, patient: string, period: { from?: Date; until?: Date }, count: number): Promise<readonly AuditEvent[]> {
  const found: AuditEvent[] = [];
  let after: string | undefined;
  do {
    const page = await store.auditOf({ patient, ...period, count: pageLimit, ...(after !== undefined && { after }) });
    found.push(...page.events.map(servedEvent).filter(({ agent }) => !agent.some(({ who }) => who?.reference === `Patient/${patient}`)));
    after = page.next;
  } while (after !== undefined && found.length < count);
  return found.slice(0, count);
}

/** Why emergency access was asked for, as the person who asked wrote it; by `Task/id` of what records it. */
async function emergencyReasons({ store }: House, events: readonly AuditEvent[]): Promise<ReadonlyMap<string, string>> {
  const references = new Set(events.filter(isEmergency).flatMap(referencesOf).filter((reference) => reference.startsWith("Task/")));
  const reasons = new Map<string, string>();
  for (const [reference, stored] of await store.readMany([...references])) {
    const { reasonCode } = stored.resource() as Task;
    const reason = reasonCode?.text ?? reasonCode?.coding?.find(({ display }) => display !== undefined)?.display;
    if (reason !== undefined) reasons.set(reference, withoutTypedBsn(reason));
  }
  return reasons;
}

function lineParameter({ when, person, role, organization, what, why, event }: LogLine): ReturnType<typeof partsParameter> {
  return partsParameter("entry", [
    parameter("when", "instant", when),
    parameter("person", "string", person),
    parameter("role", "string", role),
    parameter("organization", "string", organization),
    parameter("what", "string", what),
    parameter("why", "string", why),
    parameter("event", "Reference", { reference: `AuditEvent/${event}` }),
  ]);
}
