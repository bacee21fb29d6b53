import { isWijkPlan } from "@wijkverband/care";
import { Anomaly, canonicalBase } from "@wijkverband/fhir";
import { operation, type Operation } from "../operation.ts";
import { readPlan } from "../plan/view.ts";
import { enterRead } from "../trail.ts";

/** `GET|POST [base]/CarePlan/[id]/$plan-view`: the whole plan for this reader in one Bundle, in the order in which it is read. What the reader may not see isn't
 *  there, and nothing says so. One audit event names all that was read. */
export const planViewOperation: Operation = operation({
  code: "$plan-view",
  on: "CarePlan",
  definition: `${canonicalBase}/OperationDefinition/plan-view`,
  affectsState: false,
  scope: "wijkverband-zorgplan",
  title: "See the care plan",
  input: {},
  async run(context, plan) {
    if (!isWijkPlan(plan.resource())) throw new Anomaly("not-found", "not found", { rule: "stranger" });
    const { json, read } = await readPlan(context, plan);
    for (const each of read) enterRead(context.trail, each);
    return { status: 200, json };
  },
});
