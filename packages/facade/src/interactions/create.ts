import { Anomaly, type ResourceTypeName } from "@wijkverband/fhir";
import type { FoundBefore } from "@wijkverband/store";
import type { Resource } from "hl7-fhir-r4-types";
import { answerWritten, keptAsItWas } from "../answers.ts";
import { readBody } from "../body.ts";
import { commit } from "../commit.ts";
import { findMatching, retryWhenStale } from "../condition.ts";
import type { Context, Interaction } from "../context.ts";
import type { Answer } from "../exchange.ts";
import { note, permit } from "../guard.ts";
import { registerPatient } from "../registration/register.ts";
import { planWrite } from "../write.ts";

/** `POST [base]/[type]`, R4 http.html#create. A Patient is a registration: the same answer for a new and a known BSN (`stranger`). */
export const create: Interaction = {
  code: "create",
  method: "POST",
  path: ":type",
  action: "C",
  letter: "c",
  kinds: ["directory", "care"],
  async run(context, { type }) {
    const { ifNoneExist, query } = context.ask;
    // some clients put the condition here, as others' servers have it: left out, what is there already would be made again
    if (query.length > 0) throw new Anomaly("incorrect", "a create takes a condition in If-None-Exist, and nothing in its URL");
    const resource = readBody(context.ask.body, type);
    if (ifNoneExist !== undefined) return createUnless(context, type, ifNoneExist, resource);
    if (resource.resourceType === "Patient") return registerPatient(context, { patient: resource, at: "Patient" });
    return createNew(context, type, resource);
  },
};

/** `If-None-Exist`, R4 http.html#ccreate: the one match is answered, as it is; what the caller may not see is no match. */
async function createUnless(context: Context, type: ResourceTypeName, condition: string, resource: Resource): Promise<Answer> {
  const { house, caller, at, trail, ask } = context;
  if (type === "Patient") throw new Anomaly("incorrect", "a Patient is registered without a condition; who is known is recognised by BSN");
  return retryWhenStale(async () => {
    const { match, found } = await findMatching(context, type, condition);
    if (match === undefined) return createNew(context, type, resource, [found]);
    await permit(house.store, caller, "read", match, at, trail);
    note(trail, match);
    return answerWritten(match, 200, house.baseUrl, ask.prefer, [], [], keptAsItWas);
  });
}

/** Stores a resource under an id of ours. @param found what the decision to create stands on */
export async function createNew(context: Context, type: ResourceTypeName, resource: Resource, found: readonly FoundBefore[] = []): Promise<Answer> {
  const { house, ask } = context;
  const { ignored, ...planned } = await planWrite(context, [{ resource, id: house.newId(), at: type }]);
  const [stored] = await commit(context, { ...planned, found });
  if (stored === undefined) throw new Error("a create stores one resource");
  return answerWritten(stored, 201, house.baseUrl, ask.prefer, ignored);
}
