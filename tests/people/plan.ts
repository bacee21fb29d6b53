import { codeSystemUrl, profileUrl, system } from "@wijkverband/fhir";
import type { CarePlan, Coding, Goal, Task } from "hl7-fhir-r4-types";
import { own } from "./coding.ts";

/** What people of the neighbourhood team write in a plan. Invented. */

/** The label of what belongs to all. */
export const shared: Coding = { system: codeSystemUrl("domein"), code: "gedeeld" };

/** A plan as a client starts it: its team and its label are the server's to fill in. */
export function planFor(patient: string, title = "Thuis blijven, zonder pijn en benauwdheid"): CarePlan {
  return {
    resourceType: "CarePlan",
    status: "active",
    intent: "plan",
    category: [{ coding: [{ system: system.snomed, code: "135411000146103" }] }],
    title,
    subject: { reference: patient },
    period: { start: "2026-11-20" },
  };
}

export function sharedGoal(patient: string, text: string): Goal {
  return { resourceType: "Goal", meta: { security: [shared] }, lifecycleStatus: "active", category: [own("doel", "gedeeld-doel")], description: { text }, subject: { reference: patient } };
}

/** What nursing does, in words. */
export function intervention(patient: string, description: string): CarePlan {
  return {
    resourceType: "CarePlan",
    status: "active",
    intent: "plan",
    category: [{ coding: [{ system: system.snomed, code: "9632001" }] }],
    subject: { reference: patient },
    activity: [{ detail: { status: "in-progress", description } }],
  };
}

/** What one member asks of another, by 27 November. */
export function taskOf(patient: string, plan: string, { requester, owner }: { readonly requester: string; readonly owner: string }): Task {
  return {
    resourceType: "Task",
    extension: [{ url: profileUrl("accountable"), valueReference: { reference: requester } }],
    basedOn: [{ reference: plan }],
    status: "requested",
    intent: "order",
    code: own("taak", "opdracht"),
    description: "De medicijnrol nakijken.",
    for: { reference: patient },
    authoredOn: "2026-11-20T13:15:00+01:00",
    requester: { reference: requester },
    owner: { reference: owner },
    restriction: { period: { end: "2026-11-27" } },
  };
}
