import { mainPatient } from "@wijkverband/server";
import type { Task } from "hl7-fhir-r4-types";
import type { Demo } from "./harness.ts";

const own = "https://wijkverband.example/fhir";

/** A concept of one of our code systems. */
export function ours(system: string, code: string): { readonly coding: { readonly system: string; readonly code: string }[] } {
  return { coding: [{ system: `${own}/CodeSystem/${system}`, code }] };
}

export const huisarts = "PractitionerRole/eva-fictief-huisarts";
export const nurse = "PractitionerRole/noor-verzonnen-wijkverpleegkundige";
export const socialWorker = "PractitionerRole/sanne-bedacht-sociaal-werker";
export const practice = "Organization/praktijk-voorbeeldstraat";
export const homeCare = "Organization/thuiszorg-proeftuin";
export const pharmacy = "Organization/apotheek-voorbeeldplein";

/** A task between members: of the nurse for the pharmacy, unless `more` says otherwise. */
export function taskOn(plan: string, more: Partial<Task> = {}): Task {
  return {
    resourceType: "Task",
    extension: [{ url: `${own}/StructureDefinition/accountable`, valueReference: { reference: pharmacy } }],
    basedOn: [{ reference: plan }],
    status: "requested",
    intent: "order",
    code: ours("taak", "opdracht"),
    description: "Alle tabletten in een medicijnrol doen.",
    for: { reference: mainPatient },
    authoredOn: "2026-11-24T02:00:00Z",
    requester: { reference: nurse },
    owner: { reference: pharmacy },
    restriction: { period: { end: "2026-12-01" } },
    ...more,
  };
}

/** The agreement under which somebody carries out a task. */
export const agreement = { url: `${own}/StructureDefinition/agreement`, valueReference: { display: "Samenwerkingsafspraak, 1 september 2026" } };

/** Puts a task as it is now with something changed, in the name of a person. */
export async function change(demo: Demo, who: string, id: string, more: Partial<Task>): Promise<Awaited<ReturnType<Demo["ask"]>>> {
  const now = await demo.ask("huisarts", "GET", `Task/${id}`);
  return demo.ask(who, "PUT", `Task/${id}`, { ...now.body, ...more }, { "if-match": now.headers.get("etag") ?? "" });
}
