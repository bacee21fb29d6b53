import { codeSystemUrl, questionOf, type Clause, type ResourceTypeName } from "@wijkverband/fhir";
import type { FoundBefore, Stored } from "@wijkverband/store";
import type { Task } from "hl7-fhir-r4-types";
import type { House } from "./house.ts";

/** Which Tasks about a patient are meant; what is left out may be anything. */
export interface WantedTasks {
  /** Logical id. */
  readonly patient: string;
  /** `Organization/<id>` or `PractitionerRole/<id>` that it waits for. */
  readonly owner?: string;
  /** Code of `taak`. */
  readonly code?: string;
  readonly status: Task["status"];
}

/** Tasks as a question of our own finds them, and that question: a write that stands on it fails when something came or went meanwhile.
 *  @param count how many are needed; of more than one, two are enough to know */
export async function findTasks({ house, at }: { readonly house: Pick<House, "store">; readonly at: Date }, wanted: WantedTasks, count: number): Promise<{ readonly matches: readonly Stored[]; readonly found: FoundBefore }> {
  const query = { type: "Task" as const, where: clausesOf(wanted) };
  const { matches } = await house.store.search({ query: questionOf(query.type, query.where, count), visible: "server", at });
  return { matches, found: { request: { query, visible: "server" }, ids: matches.map(({ id }) => id) } };
}

function clausesOf({ patient, owner, code, status }: WantedTasks): readonly Clause[] {
  const [type = "", id = ""] = (owner ?? "").split("/");
  return [
    { kind: "reference", parameter: "patient", values: [{ type: "Patient", id: patient }] },
    ...(owner === undefined ? [] : [{ kind: "reference" as const, parameter: "owner", values: [{ type: type as ResourceTypeName, id }] }]),
    ...(code === undefined ? [] : [{ kind: "token" as const, parameter: "code", values: [{ system: codeSystemUrl("taak"), code }] }]),
    { kind: "token", parameter: "status", values: [{ code: status }] },
  ];
}
