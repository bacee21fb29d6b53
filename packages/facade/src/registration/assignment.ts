import { assignedRoles, type AssignedRole, type Assignment } from "@wijkverband/care";
import { Anomaly, localReference, type Issue } from "@wijkverband/fhir";
import type { Stored } from "@wijkverband/store";
import type { Period, PractitionerRole, Reference } from "hl7-fhir-r4-types";
import type { Context } from "../context.ts";
import { may } from "../guard.ts";
import { personNameOf } from "../person-name.ts";

/** What `$assign-gp` takes of a place. */
export interface AssignInput {
  readonly gp: Reference;
  readonly role?: string;
  readonly period?: Period;
}

/** A place that can be given, and what of the directory that rests on. */
export interface ReadAssignment {
  readonly assignment: Assignment;
  readonly basis: Stored;
}

const place = (name: string): string => `Parameters.parameter.where(name='${name}')`;

/** Reads which place is given to whom, of the directory alone: it says the same whoever the patient is, known or not (`stranger`).
 *  @throws {Anomaly} `rule` at its parameter: `two-gps` for a place that isn't given like this, `reference` for somebody whom the directory doesn't know */
export async function readAssignment({ house, caller, at }: Context, input: AssignInput): Promise<ReadAssignment> {
  const role = assignedRoles.find((each) => each === (input.role ?? "vaste-huisarts"));
  if (role === undefined) throw refused([{ text: `role is ${assignedRoles.join(", ")}`, expression: place("role"), rule: "two-gps" }]);
  const reference = localReference(input.gp.reference, house.baseUrl) ?? "";
  const basis = (await house.store.readMany([reference])).get(reference);
  if (basis === undefined || !(await may(house.store, caller, "read", basis, at))) throw refused([{ text: "this reference points at nothing that is there for you", expression: place("gp"), rule: "reference" }]);
  const gp = basis.resource() as PractitionerRole;
  const display = await personNameOf(house.store, gp);
  const assignment = assignmentOf({ gp, role, ...(display !== undefined && { display }), ...(input.period !== undefined && { period: input.period }) });
  return { assignment, basis };
}

/** Refuses with faults that stand at their parameters. */
export function refused(issues: readonly Issue[]): Anomaly {
  return new Anomaly("rule", "this place can't be given", { issues });
}

function assignmentOf({ period, ...rest }: { readonly gp: PractitionerRole; readonly role: AssignedRole; readonly display?: string; readonly period?: Period }): Assignment {
  const { start, end } = period ?? {};
  return { ...rest, ...((start !== undefined || end !== undefined) && { period: { ...(start !== undefined && { start }), ...(end !== undefined && { end }) } }) };
}
