import { handle, type Ask } from "@wijkverband/facade";
import { Anomaly } from "@wijkverband/fhir";
import type { Principal } from "@wijkverband/identity";
import { principalOf } from "@wijkverband/server";
import * as fc from "fast-check";
import type { CarePlan, Parameters, Task } from "hl7-fhir-r4-types";
import { randomInt, randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { interleaving, runInterleaving, type Answer, type PlanContent, type PlanSystem } from "../../packages/care/src/proposal/plan-model.fixture.ts";
import { patchOf } from "../../packages/care/src/proposal/typed.fixture.ts";
import { willem } from "../proposals.ts";
import { useDemo } from "../use-demo.ts";

/** What `npm test` does, always the same; a release does a thousand others: `PROPOSAL_RUNS=1000 npx vitest run tests/scenarios/proposal-model.test.ts`. The seed stands in
 *  the title of the test; `PROPOSAL_SEED` draws the same again. */
const runs = Number(process.env["PROPOSAL_RUNS"] ?? 40);
const seed = Number(process.env["PROPOSAL_SEED"] ?? (process.env["PROPOSAL_RUNS"] === undefined ? 20_261_122 : randomInt(1_000_000_000)));
const nurse = principalOf("wijkverpleegkundige");
const huisarts = principalOf("huisarts");

const demo = useDemo();

interface Given<Body> {
  readonly body: Body;
  readonly version: string;
}

/** Asks the house itself, as a request does once its token was read. */
async function ask<Body>(principal: Principal, method: string, path: string, body?: object, ifMatch?: string): Promise<Given<Body>> {
  const asked: Ask = { method, path, query: [], lenient: false, wants: "fhir", language: "nl", principal, requestId: randomUUID(), ...(body !== undefined && { body }), ...(ifMatch !== undefined && { ifMatch }) };
  const { json, headers = {} } = await handle(demo.runtime.house, asked);
  return { body: JSON.parse(String(json)) as Body, version: headers["ETag"] ?? "" };
}

/** A plan of the nurse, on which the huisarts proposes and she decides. */
async function newPlan(): Promise<PlanSystem<string> & { readonly path: string }> {
  const { body } = await ask<CarePlan>(nurse, "POST", "CarePlan", { resourceType: "CarePlan", status: "active", intent: "plan", subject: { reference: willem }, title: "begin", description: "begin", note: ["een", "twee", "drie"].map((text) => ({ text })) });
  const path = `CarePlan/${body.id}`;
  let proposed = 0;
  return {
    path,
    async read(): Promise<PlanContent> {
      const { title = "", description = "", note = [] } = (await ask<CarePlan>(nurse, "GET", path)).body;
      return { title, description, notes: note.map(({ text }) => text) };
    },
    async update(patch) {
      const { version } = await ask<CarePlan>(nurse, "GET", path);
      await ask(nurse, "PATCH", path, patch, version);
    },
    async propose(patch) {
      // another reason each time: the same one would be a retry
      proposed += 1;
      const parameter = [{ name: "patch", resource: patch }, { name: "reason", valueString: `voorstel ${proposed}` }];
      return (await ask<Task>(huisarts, "POST", `${path}/$propose`, { resourceType: "Parameters", parameter })).body.id ?? "";
    },
    decide: (id, decision, patch) => answerTo(ask(nurse, "POST", `Task/${id}/$decide`, decisionOf(decision, patch))),
    async withdraw(id) {
      const { body: task, version } = await ask<Task>(huisarts, "GET", `Task/${id}`);
      return answerTo(ask(huisarts, "PUT", `Task/${id}`, { ...task, status: "cancelled" }, version), task.status);
    },
  };
}

function decisionOf(decision: string, patch: Parameters | undefined): Parameters {
  const parameter: NonNullable<Parameters["parameter"]> = [{ name: "decision", valueCode: decision }, { name: "reason", valueString: "daarom" }];
  return { resourceType: "Parameters", parameter: patch === undefined ? parameter : [...parameter, { name: "patch", resource: patch }] };
}

/** @param status of the Task before, where taking back twice changes nothing */
async function answerTo(asked: Promise<unknown>, status = "requested"): Promise<Answer> {
  try {
    await asked;
    return status === "cancelled" ? "closed" : "done";
  } catch (thrown) {
    if (!(thrown instanceof Anomaly)) throw thrown;
    const closed = thrown.rule === "status-step" || thrown.category === "stale";
    if (closed) return "closed";
    if (thrown.category === "conflict") return "conflict";
    throw thrown;
  }
}

test(`propose: in ${runs} interleavings of propose, amend, decide, withdraw and update no change is lost or doubled (seed ${seed})`, async () => {
  const seen = new Map<string, number>();
  const results: string[] = [];
  await fc.assert(
    fc.asyncProperty(interleaving, async (steps) => {
      const plan = await newPlan();
      await runInterleaving(steps, {
        ...plan,
        async decide(id, decision, patch) {
          const answer = await plan.decide(id, decision, patch);
          seen.set(answer, (seen.get(answer) ?? 0) + 1);
          if (answer === "done" && decision !== "reject") results.push((await ask<Task>(nurse, "GET", `Task/${id}`)).body.output?.[0]?.valueReference?.reference ?? "");
          return answer;
        },
      });
    }),
    { numRuns: runs, seed },
  );
  // the interleavings must meet each answer, or they prove little
  expect(Math.min(...["done", "conflict", "closed"].map((answer) => seen.get(answer) ?? 0))).toBeGreaterThan(0);
  expect(results).not.toContain("");
}, Math.max(60_000, runs * 2_000));

const act = fc.record({ kind: fc.constantFrom("accept", "reject", "withdraw", "update"), on: fc.nat(5), twice: fc.boolean() });

test(`propose: of what several do at one moment each change counts once or not at all, as its Task says (seed ${seed})`, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 4, maxLength: 14 }), async (acts) => {
      const plan = await newPlan();
      const ids: string[] = [];
      for (let nth = 0; nth < 6; nth += 1) ids.push(await plan.propose(patchOf(["add", "CarePlan", { valueAnnotation: { text: `voorstel ${nth}` } }, "note"])));
      const added: string[] = [];
      await Promise.all(
        acts.flatMap(({ kind, on, twice }, nth) => {
          const id = ids[on] ?? "";
          const once = async (): Promise<void> => {
            const text = `zelf ${nth}`;
            if (kind === "update") {
              if ((await answerTo(Promise.resolve(plan.update(patchOf(["add", "CarePlan", { valueAnnotation: { text } }, "note"]))))) === "done") added.push(text);
            } else await (kind === "withdraw" ? plan.withdraw(id) : plan.decide(id, kind));
          };
          return twice && kind !== "update" ? [once(), once()] : [once()];
        }),
      );
      const statuses = await Promise.all(ids.map(async (id) => (await ask<Task>(nurse, "GET", `Task/${id}`)).body.status));
      const accepted = statuses.flatMap((status, nth) => (status === "accepted" ? [`voorstel ${nth}`] : []));
      const { notes } = await plan.read();
      expect(notes.toSorted()).toEqual(["een", "twee", "drie", ...accepted, ...added].toSorted());
      const { body } = await ask<CarePlan>(nurse, "GET", plan.path);
      expect(Number(body.meta?.versionId)).toBe(1 + accepted.length + added.length);
    }),
    { numRuns: runs, seed },
  );
}, Math.max(60_000, runs * 2_000));
