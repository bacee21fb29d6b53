import { Anomaly, type ResourceTypeName } from "@wijkverband/fhir";
import { reachesInteraction } from "@wijkverband/identity";
import type { FoundBefore } from "@wijkverband/store";
import type { Resource } from "hl7-fhir-r4-types";
import { answerWritten } from "../answers.ts";
import { readBody } from "../body.ts";
import { commit } from "../commit.ts";
import { findMatching, retryWhenStale } from "../condition.ts";
import type { Context, Interaction } from "../context.ts";
import { versionIn } from "../entity-tag.ts";
import type { Answer } from "../exchange.ts";
import { notThere, readAlsoDeleted } from "../guard.ts";
import { demandBase, demandUntouched, type Base } from "../precondition.ts";
import { isOffered } from "../writable.ts";
import { planWrite } from "../write.ts";
import { createNew } from "./create.ts";

/** `PUT [base]/[type]/[id]`, R4 http.html#update, with `If-Match`. An id is never chosen by a client: what isn't there is 404. */
export const update: Interaction = {
  code: "update",
  method: "PUT",
  path: ":type/:id",
  action: "U",
  letter: "u",
  takes: [],
  kinds: ["directory", "care"],
  async run(context, { type, id }) {
    const { house, ask } = context;
    const base = await demandBase(context, await readAlsoDeleted(house.store, type, id), ask.ifMatch);
    const resource = readBody(ask.body, type);
    if (resource.id !== id) throw anotherId(type, "the id in the body is the id in the URL");
    return replace(context, base, resource);
  },
};

const { takes: _none, ...conditional } = update;

/** `PUT [base]/[type]?...`, R4 http.html#cond-update: the one match is updated, against its version as by id; without match the resource is created. */
export const updateConditional: Interaction = {
  ...conditional,
  path: ":type",
  run: (context, { type }) => retryWhenStale(() => updateMatching(context, type)),
};

async function updateMatching(context: Context, type: ResourceTypeName): Promise<Answer> {
  const { ask } = context;
  const { match, found } = await findMatching(context, type, ask.query);
  if (match === undefined) return createMissing(context, type, found);
  const base = await demandBase(context, match, ask.ifMatch);
  const resource = readBody(ask.body, type);
  if (resource.id !== undefined && resource.id !== match.id) throw anotherId(type, "the id in the body is that of the match, or left out");
  return replace(context, base, { ...resource, id: match.id }, [found]);
}

/** A client that names an id or a version means something that is there; for it, nothing is. A Patient comes in by registration alone. */
async function createMissing(context: Context, type: ResourceTypeName, found: FoundBefore): Promise<Answer> {
  const { ask } = context;
  const resource = readBody(ask.body, type);
  if (type === "Patient" || resource.id !== undefined || !isOffered("create", type)) throw notThere();
  if (versionIn(ask.ifMatch) !== undefined) throw new Anomaly("stale", "nothing matches, so no version is current", { rule: "if-match-required" });
  if (!reachesInteraction(ask.principal.scopes, type, "c")) throw new Anomaly("forbidden", "the scopes of this token don't reach creating", { rule: "no-row-no-access" });
  return createNew(context, type, resource, [found]);
}

function anotherId(type: ResourceTypeName, text: string): Anomaly {
  return new Anomaly("incorrect", text, { issues: [{ text, expression: `${type}.id` }] });
}

async function replace(context: Context, { former, ifMatch }: Base, resource: Resource, found: readonly FoundBefore[] = []): Promise<Answer> {
  const { house, ask } = context;
  demandUntouched(ask, former);
  const { ignored, ...planned } = await planWrite(context, [{ resource, id: former.id, at: former.type, former, ifMatch }]);
  const [stored] = await commit(context, { ...planned, found: [...found, ...planned.found] });
  if (stored === undefined) throw new Error("an update stores one resource");
  return answerWritten(stored, 200, house.baseUrl, ask.prefer, ignored);
}
