import { mainPatient } from "@wijkverband/server";
import type { CareTeam, Parameters, Task } from "hl7-fhir-r4-types";
import { named, objection } from "./objection.ts";
import type { Answer, Demo } from "./harness.ts";

/** The nurse of elsewhere, who takes part nowhere yet, and the organisation she works for. */
export const newcomer = "wijkverpleegkundige-elders";
export const newcomers = "Organization/thuiszorg-elders";

type Parameter = NonNullable<Parameters["parameter"]>[number];

/** The main patient permits one organisation, by name. */
export function permitFor(organization: string): object {
  return {
    ...objection(),
    policyRule: { coding: [{ system: "http://terminology.hl7.org/CodeSystem/v3-ActCode", code: "OPTIN" }] },
    verification: [{ verified: true, verifiedWith: { reference: mainPatient }, verificationDate: "2026-11-24" }],
    provision: { provision: [{ type: "permit", actor: [named(organization)] }] },
  };
}

/** The shared plan of the main patient, with the team that the demo has. @returns `CarePlan/<id>` */
export async function startPlan(demo: Demo, who = "huisarts"): Promise<string> {
  const plan = {
    resourceType: "CarePlan",
    meta: { profile: ["https://wijkverband.example/fhir/StructureDefinition/wijk-zorgplan"] },
    status: "active",
    intent: "plan",
    category: [{ coding: [{ system: "http://snomed.info/sct", code: "135411000146103" }] }],
    title: "Thuis blijven",
    subject: { reference: mainPatient },
    careTeam: [{ reference: "CareTeam/wijkteam-willem-voorbeeld" }],
  };
  const made = await demo.ask(who, "POST", "CarePlan", plan);
  if (made.status !== 201) throw new Error(`no plan: ${made.status} ${made.text}`);
  return `CarePlan/${made.body.id}`;
}

/** What `$invite`, `$leave` and `$decide` take. */
export function given(values: Readonly<Record<string, string>>): Parameters {
  const parameter = Object.entries(values).map(([name, value]): Parameter => {
    if (name === "organization" || name === "person") return { name, valueReference: { reference: value } };
    return name === "reason" ? { name, valueString: value } : { name, valueCode: value };
  });
  return { resourceType: "Parameters", parameter };
}

/** The team as it is kept. */
export async function teamNow(demo: Demo): Promise<CareTeam> {
  return (await demo.runtime.house.store.read("CareTeam", "wijkteam-willem-voorbeeld")).resource() as CareTeam;
}

/** Who takes part now. */
export async function membersNow(demo: Demo): Promise<readonly string[]> {
  const at = demo.now.getTime();
  const participants = (await teamNow(demo)).participant ?? [];
  return participants.filter(({ period }) => Date.parse(period?.start ?? "") <= at && (period?.end === undefined || at < Date.parse(period.end))).map(({ member }) => member?.reference ?? "");
}

/** Invites, says yes, and answers with the Task. */
export async function join(demo: Demo, plan: string, { by = "huisarts", as = newcomer, values = { organization: newcomers, function: "wijkverpleegkundige" } }: { readonly by?: string; readonly as?: string; readonly values?: Readonly<Record<string, string>> } = {}): Promise<Task> {
  const invited = await demo.ask(by, "POST", `${plan}/$invite`, given(values));
  if (invited.status !== 200) throw new Error(`not invited: ${invited.text}`);
  return taskOf(await accept(demo, as, invited.body.id));
}

/** Says yes. */
export function accept(demo: Demo, who: string, task: string | undefined): Promise<Answer> {
  return demo.ask(who, "POST", `Task/${task}/$decide`, given({ decision: "accept" }));
}

/** The Task of an answer. */
export function taskOf({ status, text }: Answer): Task {
  if (status !== 200) throw new Error(`${status} ${text}`);
  return JSON.parse(text) as Task;
}
