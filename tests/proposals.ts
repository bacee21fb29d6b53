import type { Parameters, ParametersParameter, Resource } from "hl7-fhir-r4-types";
import type { Answer, Demo } from "./harness.ts";

export const willem = "Patient/willem-voorbeeld";

/** An operation of a FHIRPath Patch that gives an element another value. */
export function replaced(path: string, value: object): ParametersParameter {
  return { name: "operation", part: [{ name: "type", valueCode: "replace" }, { name: "path", valueString: path }, { name: "value", ...value }] };
}

/** An operation of a FHIRPath Patch that adds an element. */
export function added(path: string, name: string, value: object): ParametersParameter {
  return { name: "operation", part: [{ name: "type", valueCode: "add" }, { name: "path", valueString: path }, { name: "name", valueString: name }, { name: "value", ...value }] };
}

/** Proposes a change (operations of a patch) or a resource. */
export function propose(demo: Demo, who: string, target: string, what: readonly ParametersParameter[] | Resource, reason = "dit past beter", headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
  const change: ParametersParameter = "resourceType" in what ? { name: "resource", resource: what } : { name: "patch", resource: { resourceType: "Parameters", parameter: [...what] } };
  const body: Parameters = { resourceType: "Parameters", parameter: [change, { name: "reason", valueString: reason }] };
  return demo.ask(who, "POST", `${target}/$propose`, body, headers);
}

/** Decides on a proposal. @param task the answer of `propose` */
export function decide(demo: Demo, who: string, task: Pick<Answer, "body">, decision: string, more: { readonly reason?: string; readonly patch?: readonly ParametersParameter[] } = {}, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
  const parameter: ParametersParameter[] = [{ name: "decision", valueCode: decision }];
  if (more.reason !== undefined) parameter.push({ name: "reason", valueString: more.reason });
  if (more.patch !== undefined) parameter.push({ name: "patch", resource: { resourceType: "Parameters", parameter: [...more.patch] } });
  return demo.ask(who, "POST", `Task/${task.body.id}/$decide`, { resourceType: "Parameters", parameter }, headers);
}

/** Takes a proposal back, as who proposed does. */
export async function withdraw(demo: Demo, who: string, task: Pick<Answer, "body">): Promise<Answer> {
  const now = await demo.ask(who, "GET", `Task/${task.body.id}`);
  return demo.ask(who, "PUT", `Task/${task.body.id}`, { ...now.body, status: "cancelled", statusReason: { text: "toch niet" } }, { "if-match": now.headers.get("etag") ?? "" });
}
