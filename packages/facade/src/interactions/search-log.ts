import { Anomaly, namesBsn, parseSearch } from "@wijkverband/fhir";
import { auditIdOf, type AuditPage, type AuditQuery } from "@wijkverband/store";
import { auditEvents } from "../audit/audit-event.ts";
import { servedText } from "../audit/log-entry.ts";
import { logQuery } from "../audit/log-query.ts";
import { answerText, bundleText, type TextEntry } from "../bundle-text.ts";
import type { Context, Interaction, Target } from "../context.ts";
import type { Answer } from "../exchange.ts";
import { nobody, permit, readAlsoDeleted } from "../guard.ts";
import { openCursor, sealCursor } from "../page-cursor.ts";
import { readShape } from "../shaped.ts";

/** `GET [base]/AuditEvent?patient=...`: the log of one patient, newest first, for who may read it. Searching it is logged too (`audit`). */
export const searchLogGet: Interaction = {
  code: "search-type",
  method: "GET",
  path: ":type",
  action: "E",
  letter: "s",
  kinds: ["log"],
  run: (context, target) => search(context, target, context.ask.query),
};

/** `POST [base]/AuditEvent/_search` with a form. */
export const searchLogPost: Interaction = {
  code: "search-type",
  method: "POST",
  path: ":type/_search",
  action: "E",
  letter: "s",
  kinds: ["log"],
  run(context, target) {
    if (context.ask.form === undefined) throw new Anomaly("unsupported-media", "a _search takes application/x-www-form-urlencoded");
    return search(context, target, [...context.ask.query, ...context.ask.form]);
  },
};

async function search(context: Context, { type }: Target, asked: readonly (readonly [string, string])[]): Promise<Answer> {
  const { house, trail, ask, at } = context;
  const cursorToken = asked.find(([name]) => name === "_cursor")?.[1];
  const cursor = cursorToken === undefined ? undefined : openCursor(house.cursorKey, ask.principal, cursorToken, at);
  if (cursor !== undefined && cursor.type !== type) throw new Anomaly("incorrect", "this page link belongs to another search");
  const parameters = cursor?.query ?? asked;
  trail.query = parameters.map(([name]) => name).join("&");

  const { query } = parseSearch(type, parameters, house.searchParameters, {
    // what is left out of a question to the log would show more than was asked for
    handling: "strict",
    maxCount: house.pageLimit,
    baseUrl: house.baseUrl,
    valueSets: house.valueSets,
    at: at.getTime(),
  });
  const { cut, countOnly } = readShape(house, parameters, { types: [type], lenient: false, mayCount: true });
  if (countOnly) throw new Anomaly("incorrect", "the log isn't counted");
  const { events, next } = await pageFor(context, { ...logQuery(query), ...(cursor !== undefined && { after: cursor.after }) });
  const url = `${house.baseUrl}/${type}`;
  const self = namesBsn(parameters) ? "" : new URLSearchParams(parameters.map(([name, value]): [string, string] => [name, value])).toString();
  const sealed = next === undefined ? undefined : sealCursor(house.cursorKey, ask.principal, { type, query: parameters, after: next }, at);
  const links = [
    { relation: "self", url: cursorToken === undefined ? `${url}${self && `?${self}`}` : `${url}?_cursor=${cursorToken}` },
    ...(sealed === undefined ? [] : [{ relation: "next", url: `${url}?_cursor=${sealed}` }]),
  ];
  const entries = events.map((event): TextEntry => ({ fullUrl: `${url}/${auditIdOf(event) ?? ""}`, resource: cut(servedText(event)), search: { mode: "match" } }));
  return answerText(bundleText({ type: "searchset", links, entries }));
}

/** A stranger's log is empty, whether there is such a patient or not (`stranger`). */
async function pageFor({ house, caller, at, trail }: Context, query: AuditQuery): Promise<AuditPage> {
  const patient = await readAlsoDeleted(house.store, "Patient", query.patient);
  const subject = patient === undefined ? nobody : { type: "AuditEvent" as const, id: "-", labels: { patient: patient.id } };
  try {
    await permit(house.store, caller, "read", subject, at, trail);
  } catch (thrown) {
    if (!(thrown instanceof Anomaly) || thrown.category !== "not-found") throw thrown;
    // the answer doesn't say that it was refused; the log does
    await house.store.append(auditEvents(trail, { outcome: "4", status: 404, rule: "stranger" }, at));
    trail.kept = true;
    return { events: [] };
  }
  return patient === undefined ? { events: [] } : house.store.auditOf(query);
}
