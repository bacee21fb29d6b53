import type { CarePlan, Parameters, Patient, Resource } from "hl7-fhir-r4-types";
import { describe, expect, test } from "vitest";
import { isExpired, isProposal, proposedIn } from "./proposal-task.ts";
import { proposalDuration, proposalOf, type ProposalInput, type Proposing } from "./propose.ts";
import { faultsOf, patchOf, typed } from "./typed.fixture.ts";

const at = new Date("2026-11-22T12:00:00Z");
const plan: CarePlan = {
  resourceType: "CarePlan",
  id: "plan",
  meta: { versionId: "3" },
  status: "active",
  intent: "plan",
  title: "Samen thuis",
  subject: { reference: "Patient/willem" },
  careTeam: [{ reference: "CareTeam/team" }],
};
const patient: Patient = { resourceType: "Patient", id: "willem", meta: { versionId: "1" }, identifier: [{ system: "http://fhir.nl/fhir/NamingSystem/bsn", value: "999911120" }, { system: "urn:own", value: "7" }], birthDate: "1944-02-29" };

function propose(more: Partial<ProposalInput> & { readonly patch?: Parameters; readonly resource?: Resource }): Proposing {
  return proposalOf({
    id: "task",
    kind: "voorstel-zorgplan",
    target: plan,
    reason: " Dit past beter. ",
    requester: { reference: "PractitionerRole/noor", display: "Noor Verzonnen" },
    owner: { reference: "Organization/praktijk" },
    patient: "Patient/willem",
    at,
    typed,
    ...more,
  });
}

const refused = (expression: string, text: string) => ({ outcome: "refused", category: "rule", issues: [{ rule: "propose", expression, text: expect.stringContaining(text) }] });

describe("a proposal", () => {
  test("propose: names the version that was seen, the change, why, who asks, who decides and when it expires", () => {
    const patch = patchOf(["replace", "CarePlan.title", { valueString: "Thuis" }]);
    const proposing = propose({ patch });
    if (proposing.outcome !== "proposed") throw new Error("it is proposed");
    const { task } = proposing;
    expect(task).toMatchObject({ status: "requested", intent: "proposal", focus: { reference: "CarePlan/plan/_history/3" }, for: { reference: "Patient/willem" }, reasonCode: { text: "Dit past beter." }, restriction: { period: { end: "2026-12-06T12:00:00.000Z" } } });
    expect(faultsOf(task)).toEqual([]);
    expect(isProposal(task)).toBe(true);
    expect(proposedIn(task)).toEqual({ kind: "patch", patch });
    expect(isExpired(task, new Date(at.getTime() + proposalDuration - 1))).toBe(false);
    expect(isExpired(task, new Date(at.getTime() + proposalDuration))).toBe(true);
    expect(isExpired({ ...task, status: "accepted" }, new Date(at.getTime() + proposalDuration))).toBe(false);
  });

  test("may be something new about the patient, without the labels that the server gives", () => {
    const resource = { resourceType: "Goal" as const, meta: { security: [{ code: "gedeeld" }], versionId: "8" }, lifecycleStatus: "proposed" as const, description: { text: "Weer lopen" }, subject: { reference: "Patient/willem" } };
    const proposing = propose({ resource });
    if (proposing.outcome !== "proposed") throw new Error("it is proposed");
    expect(faultsOf(proposing.task)).toEqual([]);
    const { meta: _meta, ...content } = resource;
    expect(proposedIn(proposing.task)).toEqual({ kind: "new", resource: content });
  });

  test("about somebody else is refused, and so is a bundle", () => {
    const goal = { resourceType: "Goal" as const, lifecycleStatus: "proposed" as const, description: { text: "x" } };
    expect(propose({ resource: { ...goal, subject: { reference: "Patient/anna" } } })).toMatchObject({ outcome: "refused", issues: [{ rule: "one-patient", expression: "Goal.subject" }] });
    expect(propose({ resource: { ...goal, subject: { reference: "Patient/willem" }, contained: [] } })).toEqual(refused("Goal.contained", "contains no other"));
    expect(propose({ resource: { resourceType: "Bundle", type: "collection" } })).toMatchObject({ outcome: "refused", issues: [{ expression: "Bundle" }] });
  });

  test("without a reason, a change or a known version is refused", () => {
    const patch = patchOf(["replace", "CarePlan.title", { valueString: "Thuis" }]);
    expect(propose({ patch, reason: "  " })).toEqual(refused("Parameters.parameter.where(name='reason')", "reason"));
    expect(propose({})).toEqual(refused("Parameters.parameter", "holds a patch or something new"));
    expect(propose({ patch, resource: plan })).toEqual(refused("Parameters.parameter", "either"));
    expect(propose({ patch: patchOf(["replace", "CarePlan.title", { valueString: "Samen thuis" }]) })).toEqual(refused("Parameters.parameter.where(name='patch')", "changes nothing"));
    expect(propose({ patch, target: { ...plan, meta: {} } })).toEqual(refused("Task.focus", "version"));
  });

  test("with a patch that doesn't apply is refused by the index of the operation", () => {
    const patch = patchOf(["replace", "CarePlan.title", { valueString: "x" }], ["replace", "CarePlan.note[4].text", { valueString: "x" }]);
    expect(propose({ patch })).toEqual(refused("Parameters.parameter[1]", "operation 1:"));
    expect(propose({ patch: { resourceType: "Parameters", parameter: [{ name: "x" }] } })).toMatchObject({ outcome: "refused", category: "incorrect" });
  });

  test.each([
    ["id", plan, ["replace", "CarePlan.id", { valueId: "x" }]],
    ["meta", plan, ["add", "CarePlan.meta", { valueCoding: { system: "https://wijkverband.example/fhir/CodeSystem/domein", code: "sociaal" } }, "security"]],
    ["the patient", plan, ["replace", "CarePlan.subject.reference", { valueString: "Patient/anna" }]],
    ["the team", plan, ["delete", "CarePlan.careTeam[0]"]],
    ["a BSN", patient, ["replace", "Patient.identifier[0].value", { valueString: "900186021" }]],
    ["a BSN that was another number", patient, ["replace", "Patient.identifier[1].system", { valueUri: "http://fhir.nl/fhir/NamingSystem/bsn" }]],
    ["the own GP", patient, ["add", "Patient", { valueReference: { reference: "PractitionerRole/x" } }, "generalPractitioner"]],
  ] as const)("propose: on what the server keeps is refused by the index of the operation: %s", (_what, target, operation) => {
    const harmless = ["add", target.resourceType, { valueCode: "nl" }, "language"] as const;
    const proposing = propose({ target, patch: patchOf(harmless, operation, ["replace", `${target.resourceType}.language`, { valueCode: "en" }]) });
    expect(proposing).toEqual(refused("Parameters.parameter[1]", "operation 1:"));
    expect(JSON.stringify(proposing)).not.toMatch(/\d{9}/);
  });

  test("on a number that no register gave out is a proposal like any other", () => {
    expect(propose({ target: patient, patch: patchOf(["replace", "Patient.identifier[1].value", { valueString: "8" }]) }).outcome).toBe("proposed");
  });
});
