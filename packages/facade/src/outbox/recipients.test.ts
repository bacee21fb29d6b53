import { topics, type Topic } from "@wijkverband/fhir";
import type { TieRow } from "@wijkverband/policy";
import { expect, test } from "vitest";
import { recipientsOf } from "./recipients.ts";

const row = (kind: TieRow["kind"], holder: string, about?: string): TieRow => ({ kind, holder, patient: "p", source: "CareTeam/t", ...(about !== undefined && { about }) });
const ties = [
  row("registered", "Organization/practice"),
  row("member", "Organization/nursing#wijkverpleegkundige"),
  row("member", "Organization/nursing#verzorgende"),
  row("member", "PractitionerRole/social#sociaal-werker"),
  row("addressed", "Organization/post"),
  row("recipient", "Organization/told", "Communication/c"),
  row("recipient", "Organization/told-before", "Communication/b"),
  row("consent", "Organization/permitted"),
];
const of = (topic: Topic, more: object = {}) => recipientsOf({ topic, focus: "Communication/c", ties, owner: "Organization/owner", requester: "PractitionerRole/asks", ...more });

test("a publication is told to the practice, the members and the posts it is addressed to, each once", () => {
  for (const topic of ["handover-published", "handover-withdrawn", "handover-changed"] as const) {
    expect(of(topic)).toEqual(["Organization/practice", "Organization/nursing", "PractitionerRole/social", "Organization/post"]);
  }
});

test("the plan and the team concern the practice and the members, not the post", () => {
  for (const topic of ["plan-changed", "membership-changed"] as const) expect(of(topic)).toEqual(["Organization/practice", "Organization/nursing", "PractitionerRole/social"]);
});

test("a proposal goes to who decides, the decision to who proposed; a task to both", () => {
  expect([of("proposal-made"), of("proposal-decided"), of("task-made")]).toEqual([["Organization/owner"], ["PractitionerRole/asks"], ["Organization/owner"]]);
  expect(of("task-changed")).toEqual(["Organization/owner", "PractitionerRole/asks"]);
  expect(of("task-changed", { owner: "PractitionerRole/asks" })).toEqual(["PractitionerRole/asks"]);
  expect(of("task-made", { owner: undefined })).toEqual([]);
});

test("a message is for its own recipients alone", () => {
  expect(of("patient-died")).toEqual(["Organization/told"]);
  expect(of("break-glass-reviewed", { focus: "Communication/b" })).toEqual(["Organization/told-before"]);
});

test("every topic is for somebody, and none for whom the patient merely permitted", () => {
  for (const topic of Object.keys(topics) as Topic[]) {
    expect(of(topic)).not.toEqual([]);
    expect(of(topic)).not.toContain("Organization/permitted");
  }
});
