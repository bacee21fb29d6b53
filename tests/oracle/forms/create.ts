import { mark } from "../region/codes.ts";
import { matchesOf } from "./search.ts";
import type { Draw, Question, Request, Seen } from "../question.ts";

/** A create that refers to something that the caller can't see is refused with the very words for something that isn't there, and nothing is stored. */
export function drawBlindCreate({ random, world, view }: Draw): Question | undefined {
  const hidden = world.kept.filter(({ ref, deleted }) => !deleted && !view.sees(ref));
  if (hidden.length === 0) return undefined;
  const target = random.pick(hidden);
  const patient = random.chance(0.7) ? (target.patient ?? random.pick(world.patients)) : random.pick(world.patients);
  const bodyFor = (reference: string): object => ({
    resourceType: "Observation",
    status: "final",
    code: { text: mark("Observation", "nieuw") },
    subject: { reference: target.type === "Patient" && reference !== target.ref ? reference : `Patient/${target.type === "Patient" ? target.id : patient}` },
    ...(target.type !== "Patient" && { focus: [{ reference }] }),
  });
  const request = (reference: string): Request => ({ method: "POST", path: "Observation", query: [], body: bodyFor(reference) });
  const nothing = `${target.type}/${"onbekend-".padEnd(target.id.length, "x").slice(0, Math.max(target.id.length, 9))}`;
  return {
    form: "create with a blind reference",
    request: request(target.ref),
    async judge(seen, bench) {
      const missing = await bench.ask(view.asker, request(nothing));
      if (seen.status !== missing.status) return `${seen.status} for ${target.ref}, which he can't see, and ${missing.status} for ${nothing}, which isn't there`;
      if (seen.status < 400) return `stores a reference to ${target.ref}, which he can't see`;
      if (wordsOf(seen, target.ref) !== wordsOf(missing, nothing)) return `other words for ${target.ref} than for what isn't there: ${seen.text} and ${missing.text}`;
      const stored = await bench.ask(view.asker, { method: "GET", path: "Observation", query: [["_summary", "count"]] });
      if (stored.status !== 200) return `counting what is stored answers ${stored.status}: ${stored.text.slice(0, 300)}`;
      const { total } = JSON.parse(stored.text) as { total?: number };
      return total === matchesOf(view, "Observation", []).length ? undefined : "something was stored";
    },
  };
}

function wordsOf({ text }: Seen, ref: string): string {
  return text.replaceAll(ref, "X");
}

/** `If-None-Exist` that only finds what the caller can't see doesn't find: the answer is as for a condition that nothing meets. The body is refused either way, so that nothing is stored. */
export function drawConditionalCreate({ random, world, view }: Draw): Question | undefined {
  const conditions = world.kept.filter(({ type, deleted }) => type === "Observation" && !deleted);
  if (conditions.length === 0) return undefined;
  const one = random.pick(conditions);
  const request: Request = { method: "POST", path: "Observation", query: [], body: { resourceType: "Observation", status: "final" }, ifNoneExist: `_id=${one.id}` };
  return {
    form: "conditional create",
    request,
    async judge(seen, bench) {
      const none = await bench.ask(view.asker, { ...request, ifNoneExist: "_id=onbekend" });
      if (view.sees(one.ref)) return seen.status === 200 || seen.status === none.status ? undefined : `status ${seen.status} for a match that he sees`;
      return seen.status === none.status && seen.text === none.text ? undefined : `tells a match that he can't see (${one.ref}) from none: ${seen.status} ${seen.text.slice(0, 200)} and ${none.status} ${none.text.slice(0, 200)}`;
    },
  };
}

/** A write to something that the caller can't see, by id or by a condition, is answered just as one to nothing. */
export function drawBlindWrite(draw: Draw): Question | undefined {
  const { random, world, view } = draw;
  const writable: readonly string[] = ["Observation", "Condition", "Goal", "CarePlan", "Consent", "Flag", "MedicationRequest", "Communication"];
  const hidden = world.kept.filter(({ type, ref }) => writable.includes(type) && !view.sees(ref));
  if (hidden.length === 0) return undefined;
  const { type, id, ref } = random.pick(hidden);
  const method = random.pick(["PUT", "PATCH", "DELETE"] as const);
  const conditional = random.chance(0.4);
  const version = random.chance(0.9);
  const request = (named: string): Request => ({
    method,
    path: conditional ? type : `${type}/${named}`,
    query: conditional ? [["_id", named]] : [],
    ...(version && { ifMatch: "W/\"1\"" }),
    ...(method === "PUT" && { body: { resourceType: type, id: named } }),
    ...(method === "PATCH" && { body: { resourceType: "Parameters", parameter: [{ name: "operation", part: [{ name: "type", valueCode: "delete" }, { name: "path", valueString: `${type}.language` }] }] } }),
  });
  const nothing = "onbekend-".padEnd(id.length, "x");
  return {
    form: conditional ? "conditional write to what is hidden" : "write to what is hidden",
    request: request(id),
    async judge(seen, bench) {
      const missing = await bench.ask(view.asker, request(nothing));
      if (seen.status < 400 && seen.status !== missing.status) return `${method} of ${ref}, which he can't see, answers ${seen.status}`;
      const same = seen.status === missing.status && wordsOf(seen, id) === wordsOf(missing, nothing);
      return same ? undefined : `tells ${ref}, which he can't see, from nothing: ${seen.status} ${seen.text.slice(0, 200)} and ${missing.status} ${missing.text.slice(0, 200)}`;
    },
  };
}
