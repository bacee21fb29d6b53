import { Anomaly, canonicalBase } from "@wijkverband/fhir";
import { auditEvents } from "../audit/audit-event.ts";
import { operation, type Operation } from "../operation.ts";
import { readPlan } from "../plan/view.ts";
import { enterRead, success } from "../trail.ts";

/** `GET|POST [base]/CarePlan/[id]/$plan-view`: the whole plan for this reader in one Bundle, in the order in which it is read. What the reader may not see isn't
 *  there, and nothing says so. One audit event names all that was read: item by item, or when this reader got the very same within the hour, by its digest. */
export const planViewOperation: Operation = operation({
  code: "$plan-view",
  on: "CarePlan",
  definition: `${canonicalBase}/OperationDefinition/plan-view`,
  affectsState: false,
  scope: "wijkverband-zorgplan",
  title: "See the care plan",
  input: {},
  async run(context, plan) {
    if (plan.labels.kind !== "plan") throw new Anomaly("not-found", "not found", { rule: "stranger" });
    const { house, trail, at } = context;
    const view = await readPlan(context, plan);
    const { digest, domains } = view;
    trail.list = { digest, domains, named: view.listed ? "before" : "here" };
    for (const each of view.listed ? [plan] : view.read) enterRead(trail, each);
    if (!view.listed) {
      // what later events lean on must be durable first
      await house.store.append(auditEvents(trail, success, at));
      trail.kept = true;
      view.listed = true;
    }
    return { status: 200, json: view.json };
  },
});
