import { Anomaly, operationOutcome, storedType, type Issue, type ResourceTypeName } from "@wijkverband/fhir";
import { reachesInteraction, type InteractionLetter } from "@wijkverband/identity";
import { narrow, type Caller } from "@wijkverband/policy";
import type { Resource } from "hl7-fhir-r4-types";
import { answerResource } from "../answers.ts";
import type { Context } from "../context.ts";
import type { Answer } from "../exchange.ts";
import { notThere, readAlsoDeleted, readFor } from "../guard.ts";
import type { TypeOperation } from "../type-operation.ts";
import { readRequest, validateInput, type Request } from "../validate/request.ts";
import { createFaults, deleteFaults, updateFaults } from "../validate/write-faults.ts";
import { isOffered } from "../writable.ts";

const letters: Readonly<Record<"create" | "update" | "delete" | "read", InteractionLetter>> = { create: "c", update: "u", delete: "d", read: "r" };

/** `POST [base]/[type]/$validate`, `GET|POST [base]/[type]/[id]/$validate`, R4 resource-operation-validate.html: whether a resource is right, and whether it could be
 *  written. Stores nothing. What is wrong comes back as an OperationOutcome with 200; only what can't be read, or may not be asked, is refused. */
export const validateOperation: TypeOperation = {
  code: "$validate",
  definition: "http://hl7.org/fhir/OperationDefinition/Resource-validate",
  title: "Whether a resource is right, and could be written",
  affectsState: false,
  input: validateInput,
  methods: (type, onInstance) => (!onInstance ? ["POST"] : storedType(type)?.kind === "log" ? [] : ["GET", "POST"]),
  reachedBy: (scopes, type) => waysToUse(type).some((way) => reachesInteraction(scopes, type, letters[way])),
  async run(context, type, id) {
    demandMay(context.caller, type);
    const request = readRequest(context.ask, id !== undefined);
    return id === undefined ? validateNew(context, type, request) : validateOf(context, type, id, request);
  },
};

/** Who writes a type validates it; of a type that operations alone write, who reads it. */
function waysToUse(type: ResourceTypeName): readonly ("create" | "update" | "delete" | "read")[] {
  const writing = (["create", "update", "delete"] as const).filter((action) => isOffered(action, type));
  return writing.length > 0 ? writing : ["read"];
}

/** The same refusal for everyone of a role, before anything is looked at. */
function demandMay(caller: Caller, type: ResourceTypeName): void {
  if (waysToUse(type).some((action) => narrow(caller, action, type).length > 0)) return;
  throw new Anomaly("forbidden", `this role writes no ${type}, so there is nothing to validate`, { rule: "no-row-no-access" });
}

async function validateNew(context: Context, type: ResourceTypeName, { resource, mode, profiles }: Request): Promise<Answer> {
  const sent = demandSent(resource);
  const content = contentFaults(context, type, sent, profiles);
  return answered([...content, ...(mode === "create" && sent.resourceType === type ? await createFaults(context, type, sent) : [])]);
}

async function validateOf(context: Context, type: ResourceTypeName, id: string, { resource, mode, profiles }: Request): Promise<Answer> {
  const { house, caller, at, trail } = context;
  if (mode === "delete" || mode === "update") {
    const stored = await readAlsoDeleted(house.store, type, id);
    if (stored === undefined) throw notThere();
    if (mode === "delete") return answered(await deleteFaults(context, stored));
    const sent = demandSent(resource);
    // who may not see it isn't told what is wrong with what was sent either
    const refusals = await updateFaults(context, stored, sent);
    return answered([...contentFaults(context, type, sent, profiles), ...refusals]);
  }
  const stored = await readFor(house.store, caller, type, id, at, trail);
  return answered(contentFaults(context, type, resource ?? stored.resource(), profiles));
}

function demandSent(resource: Resource | undefined): Resource {
  if (resource === undefined) throw new Anomaly("fault", "a request without resource was let through");
  return resource;
}

/** What is wrong with a resource by itself; warnings and what couldn't be checked too. */
function contentFaults({ house }: Context, type: ResourceTypeName, resource: Resource, profiles: readonly string[]): readonly Issue[] {
  if (resource.resourceType !== type) return [{ text: `the body holds another type than the URL, which asks for ${type}`, expression: "resourceType", code: "structure", rule: "profile" }];
  const known = profiles.filter((profile) => house.validator.knows(profile));
  // R4: a profile that was asked for and can't be used is an error
  const unknown: readonly Issue[] = known.length === profiles.length ? [] : [{ text: "a profile that was asked for is not known here, so nothing was held to it", expression: "Parameters.parameter.where(name='profile')", code: "not-found", rule: "profile" }];
  return [...unknown, ...house.validator.validate(resource, { profiles: known })];
}

/** A fault that content and write both name is said once. */
function answered(issues: readonly Issue[]): Answer {
  const once = new Map(issues.map((issue) => [`${issue.expression ?? ""} ${issue.text}`, issue]));
  return answerResource(operationOutcome([...once.values()]));
}
