import { Anomaly } from "@wijkverband/fhir";
import { auditEvents } from "./audit/audit-event.ts";
import { searchVocabulary } from "./audit/search-names.ts";
import { resolveCaller } from "./caller.ts";
import type { Answer, Ask } from "./exchange.ts";
import type { House } from "./house.ts";
import { groundAll } from "./guard.ts";
import { asAnomaly, endingOf } from "./outcome.ts";
import { asAnswered } from "./outside-consent.ts";
import { findRoute } from "./route.ts";
import { startTrail, success, type Trail } from "./trail.ts";

/** Refusals that already stand in the audit. */
const audited = new WeakSet<Anomaly>();

export function isAudited(anomaly: Anomaly): boolean {
  return audited.has(anomaly);
}

/** A request, in order: route, who asks, run (surroundings, guard, narrowing and writing are the interaction's), audit, answer.
 *  The answer leaves only after its audit event is durable; a refusal is audited too. @throws {Anomaly} for every refusal. */
export async function handle(house: House, ask: Ask): Promise<Answer> {
  const at = house.clock();
  let trail: Trail = startTrail({ action: "E", requestId: ask.requestId, principal: ask.principal, site: house.baseUrl, vocabulary: searchVocabulary(house.searchParameters), ...(ask.traceId !== undefined && { traceId: ask.traceId }), ...(ask.address !== undefined && { address: ask.address }) });
  try {
    const route = findRoute(ask.method, ask.path);
    trail = { ...trail, interaction: route.interaction, action: route.action, ...(route.operation !== undefined && { operation: route.operation }) };
    if (!route.reachedBy(ask.principal.scopes)) throw new Anomaly("forbidden", "the scopes of this token don't reach that", { rule: "no-row-no-access" });
    demandLevel(house, ask.principal);
    const caller = await resolveCaller(house, ask.principal, at);
    if (caller.person !== undefined) trail.person = caller.person;
    if (caller.supervisor !== undefined) trail.supervisor = caller.supervisor;
    const answer = await route.run({ house, ask, caller, at, trail, again: (other) => handle(house, other) });
    if (trail.kept !== true) await groundAll(house.store, asAnswered(caller, trail), at, trail);
    if (trail.kept !== true) await house.store.append(auditEvents(trail, success, at));
    return answer;
  } catch (thrown) {
    const anomaly = asAnomaly(thrown);
    await house.store.append(auditEvents(trail, endingOf(anomaly), at));
    audited.add(anomaly);
    throw anomaly;
  }
}

/** The person proved to be that person well enough for this installation (`person`). */
function demandLevel({ acceptedAcr }: House, { person }: Ask["principal"]): void {
  if (acceptedAcr === undefined || (person?.acr !== undefined && acceptedAcr.includes(person.acr))) return;
  throw new Anomaly("forbidden", "this level of authentication isn't enough here", { rule: "person" });
}
