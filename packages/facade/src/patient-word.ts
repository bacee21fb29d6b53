import type { Issue } from "@wijkverband/fhir";
import { isOnPatientSide, marksOf } from "@wijkverband/policy";
import type { Communication, Task } from "hl7-fhir-r4-types";
import type { Context } from "./context.ts";
import type { Draft } from "./write.ts";

/** A statement, or a request to erase, is somebody's own word: a patient or carer can't send it in another's name, and a request begins open. */
export function patientWordFaults({ caller }: Pick<Context, "caller">, { resource, former, at }: Draft): readonly Issue[] {
  const { kind } = marksOf(resource);
  if (former !== undefined || (kind !== "patient-statement" && kind !== "erase-request")) return [];
  const [element, speaker] = kind === "patient-statement" ? (["sender", (resource as Communication).sender] as const) : (["requester", (resource as Task).requester] as const);
  const issues: Issue[] = [];
  if (isOnPatientSide(caller.role) && speaker?.reference !== caller.person) issues.push({ text: "this is said in the own name", expression: `${at}.${element}`, rule: "person" });
  if (kind === "erase-request" && (resource as Task).status !== "requested") issues.push({ text: "a request begins as requested; $erase answers it", expression: `${at}.status`, rule: "keep-and-erase" });
  return issues;
}

