import * as fc from "fast-check";
import type { CarePlan, Parameters, Task } from "hl7-fhir-r4-types";
import { describe, expect, test } from "vitest";
import { applyProposal, conflictsBetween } from "./apply.ts";
import { acceptedProposal, decideProposal, expiredProposal, withdrawnProposal, type DecisionInput } from "./decide.ts";
import { proposalOf } from "./propose.ts";
import { signaturesOf } from "./signatures.ts";
import { nextProposalStatus, proposalStepFault } from "./steps.ts";
import { faultsOf, patchOf, typed } from "./typed.fixture.ts";

const at = new Date("2026-11-22T12:00:00Z");
const later = new Date("2026-12-24T12:00:00Z");
const base: CarePlan = {
  resourceType: "CarePlan",
  id: "plan",
  meta: { versionId: "1" },
  status: "active",
  intent: "plan",
  title: "Samen thuis",
  description: "Zo lang het gaat",
  subject: { reference: "Patient/willem" },
  note: [{ text: "een" }, { text: "twee" }],
};

function proposal(patch: Parameters, target: CarePlan = base): Task & { readonly id: string } {
  const proposing = proposalOf({ id: "task", kind: "voorstel-zorgplan", target, patch, reason: "omdat", requester: { reference: "PractitionerRole/noor" }, owner: { reference: "Organization/praktijk" }, patient: "Patient/willem", at, typed });
  if (proposing.outcome === "refused") throw new Error(JSON.stringify(proposing.issues));
  return proposing.task;
}

const newTitle = patchOf(["replace", "CarePlan.title", { valueString: "Thuis" }]);
const decide = (more: Partial<DecisionInput>) => decideProposal({ task: proposal(newTitle), decision: "accept", base, current: base, at, typed, ...more });

describe("deciding on a proposal", () => {
  test("accepts it onto the version of now, that keeps what others changed", () => {
    const current = { ...base, meta: { versionId: "4" }, description: "Anders", note: [{ text: "nul" }, ...base.note!] };
    expect(decide({ current })).toEqual({ outcome: "applied", resource: { ...current, title: "Thuis" } });
  });

  test("shows both sides when the same element was changed since, and merges nothing", () => {
    const conflicts = [{ path: "CarePlan.title", type: "string", base: "Samen thuis", proposed: "Thuis", current: "Alleen" }];
    expect(decide({ current: { ...base, meta: { versionId: "2" }, title: "Alleen" } })).toEqual({ outcome: "conflict", conflicts });
  });

  test("shows a conflict when what was to change is gone", () => {
    const { current: _gone, ...input } = { task: proposal(newTitle), decision: "accept" as const, base, current: base, at, typed };
    expect(decideProposal(input)).toMatchObject({ outcome: "conflict", conflicts: [{ path: "CarePlan", proposed: { title: "Thuis" } }] });
  });

  test("accepts something else in its place, on the version of now", () => {
    const current = { ...base, title: "Alleen" };
    const amended = decide({ current, decision: "amend", patch: patchOf(["replace", "CarePlan.title", { valueString: "Samen" }]) });
    expect(amended).toEqual({ outcome: "applied", resource: { ...current, title: "Samen" } });
    expect(decide({ decision: "amend", patch: patchOf(["replace", "CarePlan.id", { valueId: "x" }]) })).toMatchObject({ outcome: "refused", issues: [{ rule: "propose", expression: "Parameters.parameter[0]" }] });
    expect(decide({ decision: "amend" })).toMatchObject({ outcome: "refused" });
    expect(decide({ patch: newTitle })).toMatchObject({ outcome: "refused" });
  });

  test("takes something new over as it is, or amended", () => {
    const goal = { resourceType: "Goal" as const, lifecycleStatus: "proposed" as const, description: { text: "Lopen" }, subject: { reference: "Patient/willem" } };
    const proposing = proposalOf({ id: "t", kind: "voorstel", target: base, resource: goal, reason: "omdat", requester: { reference: "Patient/willem" }, owner: { reference: "Organization/praktijk" }, patient: "Patient/willem", at, typed });
    if (proposing.outcome === "refused") throw new Error("it is proposed");
    const { task } = proposing;
    expect(decideProposal({ task, decision: "accept", at, typed })).toEqual({ outcome: "applied", resource: goal });
    const patch = patchOf(["replace", "Goal.lifecycleStatus", { valueCode: "active" }]);
    expect(decideProposal({ task, decision: "amend", patch, at, typed })).toEqual({ outcome: "applied", resource: { ...goal, lifecycleStatus: "active" } });
  });

  test("propose: rejects with a reason, never without", () => {
    expect(decide({ decision: "reject", reason: " " })).toMatchObject({ outcome: "refused", issues: [{ rule: "propose", expression: "Parameters.parameter.where(name='reason')" }] });
    const rejected = decide({ decision: "reject", reason: "Nu niet" });
    expect(rejected).toMatchObject({ outcome: "rejected", task: { status: "rejected", statusReason: { text: "Nu niet" } } });
    expect(rejected.outcome === "rejected" && faultsOf(rejected.task)).toEqual([]);
  });

  test("happens once", () => {
    const accepted = acceptedProposal(proposal(newTitle), "CarePlan/plan/_history/2", at);
    expect(faultsOf(accepted)).toEqual([]);
    for (const task of [accepted, withdrawnProposal(proposal(newTitle), at), expiredProposal(proposal(newTitle), later)]) {
      for (const decision of ["accept", "reject"] as const) expect(decide({ task, decision, reason: "toch" })).toMatchObject({ outcome: "closed", issues: [{ rule: "status-step" }] });
    }
  });

  test("comes too late to accept when the proposal expired, not to reject it", () => {
    expect(decide({ at: later })).toMatchObject({ outcome: "closed", issues: [{ rule: "propose", expression: "Task.restriction.period.end" }] });
    expect(decide({ at: later, decision: "reject", reason: "te laat" })).toMatchObject({ outcome: "rejected" });
  });
});

test("status-step: a proposal that is open is accepted, rejected, cancelled or expires; then it stays as it is", () => {
  expect(nextProposalStatus.requested.map((next) => proposalStepFault("requested", next))).toEqual([undefined, undefined, undefined, undefined]);
  expect(proposalStepFault("requested", "completed")).toEqual({ rule: "status-step", text: "a proposal that is requested becomes accepted, rejected, cancelled or failed", expression: "Task.status" });
  expect(proposalStepFault("accepted", "rejected")).toMatchObject({ rule: "status-step", text: "a proposal that is accepted stays as it is" });
  expect(proposalStepFault("constructor", "accepted")).toMatchObject({ rule: "status-step" });
});

test("two-signatures: an accepted proposal leaves who proposed and who accepted, under the version that came of it", () => {
  const provenance = signaturesOf({ id: "s", result: "CarePlan/plan/_history/2", author: { reference: "PractitionerRole/noor" }, verifier: { reference: "PractitionerRole/eva" }, proposal: "Task/task", at });
  expect(faultsOf(provenance)).toEqual([]);
  expect(provenance.agent.map(({ type, who }) => [type?.coding?.[0]?.code, who.reference])).toEqual([["author", "PractitionerRole/noor"], ["verifier", "PractitionerRole/eva"]]);
});

/** Elements of the base that stand for themselves, each with a patch that gives it another value. */
const elements: Readonly<Record<string, (text: string) => Parameters>> = {
  title: (text) => patchOf(["replace", "CarePlan.title", { valueString: text }]),
  description: (text) => patchOf(["replace", "CarePlan.description", { valueString: text }]),
  "first note": (text) => patchOf(["replace", "CarePlan.note[0].text", { valueMarkdown: text }]),
  "second note": (text) => patchOf(["replace", "CarePlan.note[1]", { valueAnnotation: { text } }]),
  period: (text) => patchOf(["add", "CarePlan", { valuePeriod: { start: "2026-01-01", id: text } }, "period"]),
};
const element = fc.constantFrom(...Object.keys(elements));
const word = fc.stringMatching(/^[a-z]{1,8}$/);

function applied(patch: Parameters, current: CarePlan): CarePlan | "conflict" {
  const application = applyProposal(proposal(patch), { ...current, meta: { versionId: "2" } }, base, typed);
  if (application.outcome === "refused") throw new Error(JSON.stringify(application.issues));
  return application.outcome === "conflict" ? "conflict" : (application.resource as CarePlan);
}

describe("two proposals on one version", () => {
  test("on different elements give the same whichever is accepted first", () => {
    fc.assert(
      fc.property(element, element, word, word, (one, other, first, second) => {
        fc.pre(one !== other);
        const [mine, theirs] = [elements[one]!(first), elements[other]!(`${second}!`)];
        const [here, there] = [applied(mine, base) as CarePlan, applied(theirs, base) as CarePlan];
        expect(applied(theirs, here)).toEqual(applied(mine, there));
        expect(applied(theirs, here)).not.toBe("conflict");
      }),
    );
  });

  test("on one element conflict, unless they say the same", () => {
    fc.assert(
      fc.property(element, word, word, (one, first, second) => {
        const [mine, theirs] = [elements[one]!(first), elements[one]!(second)];
        const here = applied(mine, base) as CarePlan;
        expect(applied(theirs, here)).toEqual(first === second ? here : "conflict");
        expect(conflictsBetween(here, applied(theirs, base) as CarePlan, base, typed).length > 0).toBe(first !== second);
      }),
    );
  });

  test("that nobody came before give what was proposed", () => {
    fc.assert(
      fc.property(element, word, (one, text) => {
        const proposed = applied(elements[one]!(text), base);
        expect(JSON.stringify(proposed)).toContain(text);
        expect(applyProposal(proposal(elements[one]!(text)), base, base, typed)).toEqual({ outcome: "applied", resource: { ...(proposed as CarePlan), meta: base.meta } });
      }),
    );
  });
});
