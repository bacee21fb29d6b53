import { Anomaly, mapReferences, parseReference, storedType, type ConditionalReference, type Issue, type RequestEntry, type ResolvedEntry } from "@wijkverband/fhir";
import type { FoundBefore } from "@wijkverband/store";
import { breaths } from "./breath.ts";
import { findMatching, type Matching } from "./condition.ts";
import type { Context } from "./context.ts";

/** What the conditions of a transaction match, by place of the entry: `ifNoneExist`, and the query of an update, patch or delete.
 *  @throws {Anomaly} as `findMatching`; `incorrect` when two entries stand on one condition: the second would be dropped, or written over the first. */
export async function findConditions(context: Context, requests: readonly RequestEntry[]): Promise<ReadonlyMap<number, Matching>> {
  const matching = new Map<number, Matching>();
  const seen = new Set<string>();
  const breathe = breaths();
  for (const { index, interaction, target, ifNoneExist } of requests) {
    await breathe();
    const isCreate = interaction === "create";
    const condition = isCreate ? ifNoneExist : isWrite(interaction) ? target.query : undefined;
    if (condition === undefined) continue;
    const expression = `Bundle.entry[${index}].request.${isCreate ? "ifNoneExist" : "url"}`;
    const type = storedType(target.type ?? "")?.type;
    if (type === undefined) throw new Anomaly("not-found", "unknown resource type");
    if (isCreate && type === "Patient") throw refusal("a Patient is registered without a condition; who is known is recognised by BSN", expression);
    const key = `${type}?${new URLSearchParams([...new URLSearchParams(condition)].toSorted(byText)).toString()}`;
    if (seen.has(key)) throw refusal("two entries stand on the same condition", expression);
    seen.add(key);
    matching.set(index, await findMatching(context, type, condition, { expression }));
  }
  return matching;
}

/** Replaces references by search by the one match each must have; in a body, a BSN may stand in them.
 *  @throws {Anomaly} `rule` (reference) naming each that matches nothing the caller may see; `stale` for one that matches several. */
export async function resolveConditionalReferences(context: Context, entries: readonly ResolvedEntry[], references: readonly ConditionalReference[]): Promise<{ readonly entries: readonly ResolvedEntry[]; readonly found: readonly FoundBefore[] }> {
  if (references.length === 0) return { entries, found: [] };
  const targets = new Map<string, string>();
  const found: FoundBefore[] = [];
  const faults: Issue[] = [];
  const breathe = breaths();
  for (const { reference, expression } of new Map(references.map((each) => [each.reference, each])).values()) {
    await breathe();
    const parsed = parseReference(reference, context.house.baseUrl);
    const type = parsed?.kind === "query" ? storedType(parsed.type)?.type : undefined;
    const matching = type === undefined || parsed?.kind !== "query" ? undefined : await findMatching(context, type, parsed.query, { expression: `${expression}.reference`, inBody: true });
    if (matching?.match === undefined) {
      faults.push({ text: "this reference points at nothing that is there for you", expression, rule: "reference" });
      continue;
    }
    targets.set(reference, `${matching.match.type}/${matching.match.id}`);
    const { request, ids } = matching.found;
    found.push({ request, ids });
  }
  if (faults.length > 0) throw new Anomaly("rule", "a reference leads nowhere", { issues: faults });
  const resolved = entries.map((entry) => (entry.resource === undefined ? entry : { ...entry, resource: mapReferences(entry.resource, (reference) => targets.get(reference) ?? reference) }));
  return { entries: resolved, found };
}

function isWrite(interaction: RequestEntry["interaction"]): boolean {
  return interaction === "update" || interaction === "patch" || interaction === "delete";
}

function byText([one, first]: readonly [string, string], [other, second]: readonly [string, string]): number {
  const [left, right] = [`${one}=${first}`, `${other}=${second}`];
  return left < right ? -1 : Number(left > right);
}

function refusal(text: string, expression: string): Anomaly {
  return new Anomaly("incorrect", text, { issues: [{ text, expression }] });
}
