import { Anomaly, parseSearch, storedType, type Issue, type RequestEntry, type ResolvedEntry, type ResourceTypeName } from "@wijkverband/fhir";
import { reachesInteraction } from "@wijkverband/identity";
import type { Matching } from "./condition.ts";
import type { Context } from "./context.ts";
import { notThere, permit, readAlsoDeleted } from "./guard.ts";

const oneResource: readonly RequestEntry["interaction"][] = ["read", "vread", "history"];

/** Holds a transaction back when one of its reads would be refused: all of it is done or nothing is (R4 http.html#trules). Asked of what is there before it
 *  writes: what it deletes itself is gone, what it writes itself is there. A read that only an outside consent service could let through is asked later, by itself.
 *  @throws {Anomaly} what the read by itself would be refused with, and where it stands */
export async function demandReadable(context: Context, entries: readonly ResolvedEntry[], conditions: ReadonlyMap<number, Matching>): Promise<void> {
  const deleted = new Set(namesOf(entries, conditions, "delete"));
  const written = new Set(namesOf(entries, conditions, "create", "update", "patch"));
  for (const entry of entries) {
    const type = storedType(entry.target.type ?? "");
    if (!isRead(entry) || type?.kind === "log") continue;
    await placed(`Bundle.entry[${entry.index}].request.url`, async () => {
      if (type === undefined && entry.target.type !== undefined) throw new Anomaly("not-found", "unknown resource type");
      if (type === undefined) return;
      if (entry.interaction === "search") return demandSearch(context, type.type, entry);
      if (entry.target.id === undefined || !oneResource.includes(entry.interaction)) return;
      const name = `${type.type}/${entry.target.id}`;
      if (deleted.has(name) && entry.interaction === "read") throw new Anomaly("gone", "deleted");
      if (!written.has(name)) await demandThere(context, type.type, entry.target.id, entry.interaction);
    });
  }
}

function isRead({ method }: ResolvedEntry): boolean {
  return method === "GET" || method === "HEAD";
}

/** What entries of these kinds write, as `Type/id`; of a condition, what it matches. */
function namesOf(entries: readonly ResolvedEntry[], conditions: ReadonlyMap<number, Matching>, ...interactions: readonly RequestEntry["interaction"][]): readonly string[] {
  return entries.flatMap(({ interaction, target, id, index }) => {
    const named = id ?? conditions.get(index)?.match?.id;
    return named === undefined || !interactions.includes(interaction) ? [] : [`${target.type}/${named}`];
  });
}

/** A search is never empty-handed because of rights, only because of its words. */
function demandSearch({ house, ask, at }: Context, type: ResourceTypeName, { target }: ResolvedEntry): void {
  if (!reachesInteraction(ask.principal.scopes, type, "s")) throw unreached();
  const parameters = [...new URLSearchParams(target.query ?? "")];
  if (parameters.some(([name]) => name === "_cursor")) return;
  parseSearch(type, parameters, house.searchParameters, { handling: ask.lenient ? "lenient" : "strict", maxCount: house.pageLimit, baseUrl: house.baseUrl, valueSets: house.valueSets, at: at.getTime() });
}

async function demandThere({ house, caller, at, trail, ask }: Context, type: ResourceTypeName, id: string, interaction: RequestEntry["interaction"]): Promise<void> {
  if (!reachesInteraction(ask.principal.scopes, type, "r")) throw unreached();
  // what is there and what isn't must not go different ways
  if (house.consentService !== undefined) return;
  const stored = await readAlsoDeleted(house.store, type, id);
  if (stored === undefined) throw notThere();
  await permit(house.store, caller, "read", stored, at, trail);
  if (stored.deleted && interaction === "read") throw new Anomaly("gone", "deleted");
}

function unreached(): Anomaly {
  return new Anomaly("forbidden", "the scopes of this token don't reach that", { rule: "no-row-no-access" });
}

async function placed(expression: string, check: () => Promise<void>): Promise<void> {
  try {
    await check();
  } catch (thrown) {
    if (!(thrown instanceof Anomaly)) throw thrown;
    const issues = thrown.issues.map((issue): Issue => ({ ...issue, expression }));
    throw new Anomaly(thrown.category, thrown.message, { issues, ...(thrown.rule !== undefined && { rule: thrown.rule }) });
  }
}
