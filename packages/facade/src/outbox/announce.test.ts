import { codeSystemUrl } from "@wijkverband/fhir";
import { tieRows } from "@wijkverband/policy";
import { createMemoryStore, type Change, type Store } from "@wijkverband/store";
import type { CareTeam, PractitionerRole, Resource, Task } from "hl7-fhir-r4-types";
import { expect, test } from "vitest";
import { eventsFor } from "./announce.ts";

const at = new Date("2026-11-24T10:00:00Z");
const subject = { reference: "Patient/p" };

const put = (op: "create" | "update", resource: Resource & { id: string }): Change => ({ op, resource, labels: { patient: "p" } });
const works = (id: string, organization: string): PractitionerRole & { id: string } => ({ resourceType: "PractitionerRole", id, organization: { reference: `Organization/${organization}` } });

function team(category: "huisartsteam" | "wijkteam", members: readonly (readonly [reference: string, end?: string])[]): CareTeam & { id: string } {
  return {
    resourceType: "CareTeam",
    id: category,
    status: "active",
    category: [{ coding: [{ system: codeSystemUrl("team"), code: category }] }],
    subject,
    ...(category === "huisartsteam" && { managingOrganization: [{ reference: "Organization/practice" }] }),
    participant: members.map(([reference, end]) => ({ role: [{ coding: [{ system: codeSystemUrl("rol"), code: "wijkverpleegkundige" }] }], member: { reference: reference as "Organization/x" }, period: { start: "2026-01-01", ...(end !== undefined && { end }) } })),
  };
}

async function filled(): Promise<Store> {
  const store = createMemoryStore({ index: () => [], ties: tieRows, uniques: () => [], auditKey: new Uint8Array(32) });
  const resources = [works("social", "welfare"), works("nurse", "nursing"), team("huisartsteam", []), team("wijkteam", [["Organization/nursing"], ["PractitionerRole/social"], ["RelatedPerson/wife"], ["Patient/p"], ["Organization/long-gone", "2026-03-01"]])];
  await store.transact({ changes: resources.map((resource) => put("create", resource)), audit: () => [], at });
  return store;
}

const recipients = async (store: Store, changes: readonly Change[], topic: Parameters<typeof eventsFor>[3][number]["topic"], focus: string, to: readonly string[] = []) =>
  (await eventsFor(store, at, changes, [{ topic, patient: "p", focus, to }])).map(({ recipient }) => recipient.slice("Organization/".length));

test("a change of the plan is told to the practice and the members; a person stands for the employer, a carer and the patient for nobody", async () => {
  const store = await filled();
  expect(await eventsFor(store, at, [], [{ topic: "plan-changed", patient: "p", focus: "CarePlan/c" }])).toEqual(
    ["practice", "nursing", "welfare"].map((id) => ({ topic: "plan-changed", patient: "p", focus: "CarePlan/c", recipient: `Organization/${id}` })),
  );
  expect(await eventsFor(store, at, [], [{ topic: "plan-changed", patient: "q", focus: "CarePlan/c" }])).toEqual([]);
});

test("who leaves a team by this very change hears it, and so does who comes", async () => {
  const store = await filled();
  const changed = put("update", team("wijkteam", [["Organization/nursing", "2026-11-24T10:00:00Z"], ["Organization/pharmacy"]]));
  expect(await recipients(store, [changed], "membership-changed", "CareTeam/wijkteam")).toEqual(["practice", "nursing", "welfare", "pharmacy"]);
  await store.transact({ changes: [changed], audit: () => [], at });
  expect(await recipients(store, [], "membership-changed", "CareTeam/wijkteam")).toEqual(["practice", "pharmacy"]);
});

test("a task is told to owner and requester, as it is written or as it stands; further recipients are named by the operation", async () => {
  const store = await filled();
  const task: Task & { id: string } = { resourceType: "Task", id: "t", status: "requested", intent: "order", for: subject, owner: { reference: "Organization/practice" }, requester: { reference: "PractitionerRole/nurse" } };
  expect(await recipients(store, [put("create", task)], "task-changed", "Task/t")).toEqual(["practice", "nursing"]);
  expect(await recipients(store, [], "task-changed", "Task/t")).toEqual([]);
  await store.transact({ changes: [put("create", task)], audit: () => [], at });
  expect(await recipients(store, [], "task-changed", "Task/t", ["Organization/practice", "PractitionerRole/social", "Patient/p"])).toEqual(["practice", "nursing", "welfare"]);
  const moved = { ...task, owner: { reference: "Organization/pharmacy" } } as const;
  expect(await recipients(store, [put("update", moved)], "task-made", "Task/t")).toEqual(["pharmacy"]);
});
