import * as fc from "fast-check";
import type { CarePlan, Parameters, Task } from "hl7-fhir-r4-types";
import { expect, test } from "vitest";
import { patchedBy } from "./apply.ts";
import { acceptedProposal, decideProposal, withdrawnProposal } from "./decide.ts";
import { interleaving, runInterleaving, type Answer, type PlanSystem } from "./plan-model.fixture.ts";
import { baseVersionOf } from "./proposal-task.ts";
import { proposalOf } from "./propose.ts";
import { proposalStepFault } from "./steps.ts";
import { typed } from "./typed.fixture.ts";

const at = new Date("2026-11-22T12:00:00Z");

/** Plans kept by nothing but the pure functions and a list of versions. */
function inMemory(): PlanSystem<string> & { readonly versions: readonly CarePlan[]; readonly tasks: ReadonlyMap<string, Task> } {
  const versions: CarePlan[] = [];
  const tasks = new Map<string, Task>();
  const now = (): CarePlan => versions.at(-1)!;
  const store = (plan: CarePlan): void => void versions.push({ ...plan, meta: { versionId: String(versions.length + 1) } });
  const taskOf = (id: string): Task => tasks.get(id)!;
  store({ resourceType: "CarePlan", id: "p", status: "active", intent: "plan", subject: { reference: "Patient/p" }, title: "begin", description: "begin", note: [{ text: "een" }, { text: "twee" }, { text: "drie" }] });
  return {
    versions,
    tasks,
    read: () => ({ title: now().title ?? "", description: now().description ?? "", notes: (now().note ?? []).map(({ text }) => text) }),
    update(patch: Parameters) {
      const result = patchedBy(now(), patch, typed);
      if (result.outcome === "refused") throw new Error(JSON.stringify(result.issues));
      store(result.resource as CarePlan);
    },
    propose(patch: Parameters) {
      const id = `t${tasks.size}`;
      const proposing = proposalOf({ id, kind: "voorstel-zorgplan", target: now(), patch, reason: "omdat", requester: { reference: "PractitionerRole/noor" }, owner: { reference: "Organization/praktijk" }, patient: "Patient/p", at, typed });
      if (proposing.outcome === "refused") throw new Error(JSON.stringify(proposing.issues));
      tasks.set(id, proposing.task);
      return id;
    },
    decide(id, decision, patch): Answer {
      const task = taskOf(id);
      const base = versions.find(({ meta }) => meta?.versionId === baseVersionOf(task))!;
      const decided = decideProposal({ task, decision, reason: "daarom", ...(patch && { patch }), current: now(), base, at, typed });
      if (decided.outcome === "closed" || decided.outcome === "conflict") return decided.outcome;
      if (decided.outcome === "refused") throw new Error(JSON.stringify(decided.issues));
      if (decided.outcome === "applied") store(decided.resource as CarePlan);
      tasks.set(id, decided.outcome === "rejected" ? decided.task : acceptedProposal(task, `CarePlan/p/_history/${versions.length}`, at));
      return "done";
    },
    withdraw(id): Answer {
      const task = taskOf(id);
      if (proposalStepFault(task.status, "cancelled") !== undefined || task.status === "cancelled") return "closed";
      tasks.set(id, withdrawnProposal(task, at));
      return "done";
    },
  };
}

test("propose: in a thousand interleavings of propose, amend, decide, withdraw and update no change is lost or doubled", async () => {
  const seen = new Map<string, number>();
  await fc.assert(
    fc.asyncProperty(interleaving, async (steps) => {
      const system = inMemory();
      const count = (answer: Answer): Answer => (seen.set(answer, (seen.get(answer) ?? 0) + 1), answer);
      await runInterleaving(steps, { ...system, decide: async (...asked) => count(await system.decide(...asked)) });
      const accepted = [...system.tasks.values()].filter(({ status }) => status === "accepted");
      expect(new Set(accepted.map(({ output }) => output?.[0]?.valueReference?.reference)).size).toBe(accepted.length);
    }),
    { numRuns: 1000 },
  );
  // the interleavings must meet each answer, or they prove little
  expect(Math.min(...["done", "conflict", "closed"].map((answer) => seen.get(answer) ?? 0))).toBeGreaterThan(100);
}, 60_000);
