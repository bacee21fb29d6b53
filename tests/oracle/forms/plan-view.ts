import { isCoded, references, text } from "../json.ts";
import { own } from "../region/codes.ts";
import { sortOf } from "../rights/kind.ts";
import { mayViewPlan } from "../rights/may-view-plan.ts";
import { createView, type View } from "../view.ts";
import { latest, type Json, type Kept } from "../world.ts";
import { get, setFault, statusFault, type Draw, type Question, type Seen } from "../question.ts";

const hangs = ["addresses", "goal", "supportingInfo", "activity.reference"];
const open = ["requested", "accepted", "in-progress", "on-hold"];

const hour = 3_600_000;

/** `CarePlan/x/$plan-view`: who may, nothing that the caller can't read, and all that he can read of what hangs in the plan or waits in it.
 *  Somebody else who asks just after gets his own, and not what was made for the first; and so does the same person when something began or ended since. */
export function drawPlanView({ random, world, view }: Draw): Question | undefined {
  const plans = world.kept.filter((kept) => kept.type === "CarePlan" && (random.chance(0.15) || sortOf(kept) === "plan"));
  if (plans.length === 0) return undefined;
  const seen = plans.filter(({ ref }) => view.finds(ref));
  const plan = random.pick(seen.length > 0 && random.chance(0.7) ? seen : plans);
  const path = `${plan.ref}/$plan-view`;
  const other = random.chance(0.5) ? random.pick(world.askers) : undefined;
  const now = view.at.getTime();
  const soon = world.instants.filter((at) => at.getTime() > now && at.getTime() <= now + hour).toSorted((one, later) => one.getTime() - later.getTime()).slice(0, 6);
  const request = random.chance(0.8) ? get(path) : ({ method: "POST", path, query: [], body: { resourceType: "Parameters" } } as const);
  return {
    form: "$plan-view",
    request,
    async judge(answer, bench) {
      const fault = viewFault(answer, plan, view);
      if (fault !== undefined) return fault;
      for (const at of soon) {
        const then = viewFault(await bench.askAt(at, view.asker, request), plan, createView(world, view.asker, at));
        if (then !== undefined) return `again at ${at.toISOString()}: ${then}`;
      }
      if (other === undefined) return undefined;
      const his = viewFault(await bench.ask(other, request), plan, createView(world, other, view.at));
      return his === undefined ? undefined : `to ${other.name} (${other.role}), who asks just after: ${his}`;
    },
  };
}

function viewFault(seen: Seen, plan: Kept, view: View): string | undefined {
  const allowed = mayViewPlan(view.world, view.asker, plan, view.at);
  const status = statusFault(seen, allowed ? (plan.deleted ? 410 : 200) : view.sees(plan.ref) ? 403 : 404);
  if (status !== undefined || seen.status !== 200) return status;
  const { type, entry = [] } = JSON.parse(seen.text) as { type?: string; entry?: readonly { resource: Json }[] };
  if (type !== "collection") return `a Bundle of type ${type}`;
  const refs = entry.map(({ resource }) => `${text(resource, "resourceType")}/${text(resource, "id")}`);
  if (refs[0] !== plan.ref) return `begins with ${refs[0]}`;
  if (new Set(refs).size !== refs.length) return "an entry stands there twice";
  const hidden = refs.filter((ref) => view.finds(ref) === undefined);
  if (hidden.length > 0) return `shows what he may not read: ${hidden.join(" ")}`;
  const strange = refs.filter((ref) => ![undefined, plan.patient].includes(view.world.byRef.get(ref)?.patient));
  if (strange.length > 0) return `shows what is of another patient: ${strange.join(" ")}`;
  const named = hangs.flatMap((list) => references(entry[0]?.resource, list)).filter((ref) => view.finds(ref) === undefined);
  if (named.length > 0) return `the plan names what he may not read: ${named.join(" ")}`;
  const old = entry.filter(({ resource }, place) => resource["language"] !== latest(view.world.byRef.get(refs[place] ?? "") ?? plan)["language"]);
  if (old.length > 0) return "an entry is of another version";
  return setFault("what belongs to the plan", belongingTo(plan, view).filter((ref) => refs.includes(ref)), belongingTo(plan, view));
}

/** What hangs in a plan, or waits in it, and is there for the reader. */
function belongingTo(plan: Kept, view: View): readonly string[] {
  const record = (view.world.byPatient.get(plan.patient ?? "") ?? []).filter(({ ref }) => view.finds(ref));
  const hanging = hangs.flatMap((list) => references(latest(plan), list)).filter((ref) => record.some((kept) => kept.ref === ref));
  const waiting = record.filter(({ type }) => type === "Task").filter((kept) => waits(kept, plan.ref)).map(({ ref }) => ref);
  return [...new Set([plan.ref, ...hanging, ...waiting])];
}

function waits(task: Kept, plan: string): boolean {
  const json = latest(task);
  const status = text(json, "status") ?? "";
  if (isCoded(json, "code", own("taak"), "opdracht")) return open.includes(status) && references(json, "basedOn").includes(plan);
  return ["voorstel", "voorstel-zorgplan"].some((code) => isCoded(json, "code", own("taak"), code)) && status === "requested";
}
