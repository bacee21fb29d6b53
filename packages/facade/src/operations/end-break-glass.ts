import { endGrant, isGrant } from "@wijkverband/care";
import { Anomaly, canonicalBase } from "@wijkverband/fhir";
import type { Task } from "hl7-fhir-r4-types";
import { answerStored } from "../answers.ts";
import { ownChange } from "../break-glass/own-change.ts";
import { commit } from "../commit.ts";
import { operation, type Operation } from "../operation.ts";

/** `POST [base]/Task/[id]/$end-break-glass`: emergency access is over, because who came in says so, or the own huisarts or locum stops it (`break-glass`).
 *  Of what ended before, nothing changes. */
export const endBreakGlassOperation: Operation = operation({
  code: "$end-break-glass",
  on: "Task",
  definition: `${canonicalBase}/OperationDefinition/end-break-glass`,
  affectsState: true,
  scope: "wijkverband-palliatief",
  title: "End emergency access",
  input: {},
  async run(context, stored) {
    const { house, caller, at, trail } = context;
    const grant = stored.resource() as Task;
    if (!isGrant(grant)) throw new Anomaly("rule", "this Task is no emergency access", { issues: [{ text: "a Task with code noodtoegang is needed", expression: "Task.code", rule: "break-glass" }] });
    const own = grant.requester?.reference === caller.person;
    const ending = endGrant(grant, own ? "completed" : "cancelled", at);
    if (ending.outcome === "unchanged") return answerStored(stored);
    trail.emergency = "stopped";
    try {
      const [ended] = await commit(context, { changes: [ownChange(context, { ...ending.grant, id: stored.id }, stored.labels, stored)] });
      if (ended === undefined) throw new Anomaly("fault", "the end wasn't stored");
      return answerStored(ended);
    } catch (thrown) {
      if (!(thrown instanceof Anomaly && thrown.category === "stale")) throw thrown;
      // somebody else ended it at this very moment
      delete trail.emergency;
      return answerStored(await house.store.read("Task", stored.id));
    }
  },
});
