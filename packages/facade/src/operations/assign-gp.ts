import { assignGp, registrationKinds } from "@wijkverband/care";
import { Anomaly, canonicalBase, readInput, type Input } from "@wijkverband/fhir";
import { reachesInteraction } from "@wijkverband/identity";
import type { CareTeam } from "hl7-fhir-r4-types";
import type { Context } from "../context.ts";
import type { Answer } from "../exchange.ts";
import { inputFault } from "../input-fault.ts";
import { operation, type Operation } from "../operation.ts";
import { identifiersOf } from "../patient-number.ts";
import { demandMayRegister, newRegistration } from "../registration.ts";
import { assignPlace } from "../registration/assign.ts";
import { readAssignment, refused } from "../registration/assignment.ts";
import { registerPatient } from "../registration/register.ts";
import { untilCurrent } from "../until-current.ts";

const input = {
  gp: { type: "Reference", target: "PractitionerRole", min: 1 },
  role: { type: "code" },
  period: { type: "Period" },
  patient: { type: "Resource", resource: "Patient" },
  kind: { type: "code" },
} as const;

/** `POST [base]/Patient/[id]/$assign-gp`, `POST [base]/Patient/$assign-gp`: the practice of registration says who the fixed GPs are (`two-gps`); with a `patient`, at type
 *  level, it registers somebody, by the code of `POST Patient` (`one-practice`, `stranger`). */
export const assignGpOperation: Operation = operation({
  code: "$assign-gp",
  on: "Patient",
  definition: `${canonicalBase}/OperationDefinition/assign-gp`,
  affectsState: true,
  scope: "wijkverband-verantwoordelijke-huisarts",
  title: "Register a patient, or say who the fixed GPs are",
  input,
  newcomer: (context, parameters) => (brings(parameters, "patient") ? register(context, parameters) : undefined),
  async run(context, patient, given) {
    if (given.patient !== undefined || given.kind !== undefined) throw inputFault(given.patient === undefined ? "kind" : "patient", "this patient is registered already; leave it out");
    const read = await readAssignment(context, given);
    return untilCurrent(() => assignPlace(context, patient, read));
  },
});

/** Nothing here looks at whether the patient is known, so that each refusal is the same for everybody. */
async function register(context: Context, parameters: unknown): Promise<Answer> {
  const { caller, ask, house, at } = context;
  demandMayRegister(caller);
  if (!reachesInteraction(ask.principal.scopes, "Patient", "c")) throw new Anomaly("forbidden", "the scopes of this token don't reach registering", { rule: "no-row-no-access" });
  const given = readInput(parameters, { ...input, identifier: { type: "Identifier" } });
  const { patient, identifier } = given;
  if (patient === undefined) throw inputFault("patient", "a Patient is needed");
  if (identifier !== undefined && !identifiersOf(patient).some(({ system, code }) => system === identifier.system && code === identifier.value)) {
    throw inputFault("identifier", "the patient carries another identifier; leave this one out");
  }
  const kind = kindOf(given);
  const { assignment } = await readAssignment(context, given);
  const { change } = newRegistration(caller, house.newId(), "-", at, { participant: [] });
  if (change.op === "delete") throw new Anomaly("fault", "a registration is made");
  const assigned = assignGp(change.resource as CareTeam, assignment, at);
  if (assigned.outcome === "refused") throw refused(assigned.issues);
  const participant = assigned.outcome === "changed" ? assigned.team.participant : [];
  return registerPatient(context, { patient, at: "Parameters.parameter.where(name='patient').resource", participant, kind, warnings: assigned.warnings });
}

function kindOf({ kind }: Input<typeof input>): (typeof registrationKinds)[number] {
  const known = registrationKinds.find((each) => each === (kind ?? "ingeschreven"));
  if (known === undefined) throw refused([{ text: `kind is ${registrationKinds.join(", ")}`, expression: "Parameters.parameter.where(name='kind')", rule: "one-practice" }]);
  return known;
}

function brings(parameters: unknown, name: string): boolean {
  const { resourceType, parameter } = (parameters ?? {}) as { readonly resourceType?: unknown; readonly parameter?: unknown };
  return resourceType === "Parameters" && Array.isArray(parameter) && parameter.some((each: unknown) => (each as { readonly name?: unknown } | null)?.name === name);
}
