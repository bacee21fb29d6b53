import { codeSystemUrl, profileUrl } from "@wijkverband/fhir";
import type { Bundle, CareTeam, Task } from "hl7-fhir-r4-types";
import { describe, expect, test } from "vitest";
import { registrationDifference } from "./registration-difference.ts";
import { choiceOf, chosenRegistration, endedRegistration, openRegistration, returningParticipants, taskAtMove, teamAfterMove } from "./registration-move.ts";
import { contestTaskOf, declarationOf, isContestOver, transferTaskOf } from "./transfer-task.ts";

const at = new Date("2026-11-24T09:00:00Z");
const from = "Organization/from";
const to = { reference: "Organization/to", display: "Praktijk Naar" };

const participant = (member: string, role: string, period: { start: string; end?: string }) => ({ role: [{ coding: [{ system: codeSystemUrl("teamrol"), code: role }] }], member: { reference: member as "PractitionerRole/x" }, period });
const registration: CareTeam & { id: string } = {
  resourceType: "CareTeam",
  id: "old",
  status: "active",
  category: [{ coding: [{ system: codeSystemUrl("team"), code: "huisartsteam" }] }],
  subject: { reference: "Patient/p" },
  period: { start: "2020-01-01" },
  managingOrganization: [{ reference: from }],
  participant: [
    participant("PractitionerRole/eva", "vaste-huisarts", { start: "2020-01-01" }),
    participant("PractitionerRole/vroeger", "vaste-tweede-huisarts", { start: "2020-01-01", end: "2022-01-01" }),
    participant("PractitionerRole/wil", "waarnemer", { start: "2026-01-01", end: "2026-12-31" }),
    participant("PractitionerRole/kort", "waarnemer", { start: "2026-01-01", end: "2026-11-24T10:00:00Z" }),
  ],
};

describe("a registration that ends", () => {
  test("is kept with its end and with until when its practice reads its own history", () => {
    const ended = endedRegistration(registration, at, new Date("2027-11-24T09:00:00Z"));
    expect(ended).toMatchObject({ status: "inactive", period: { start: "2020-01-01", end: "2026-11-24T09:00:00.000Z" }, extension: [{ url: profileUrl("record-until"), valueDateTime: "2027-11-24T09:00:00.000Z" }] });
    expect(openRegistration([{ resource: () => ended }])).toBeUndefined();
    expect(openRegistration([{ resource: () => registration }])?.resource()).toBe(registration);
  });

  test("after an error its practice reads nothing", () => {
    expect(endedRegistration({ ...registration, extension: [{ url: profileUrl("record-until"), valueDateTime: "2030-01-01" }] }, at, undefined)).not.toHaveProperty("extension");
  });

  test("comes back with who took part then, from now on, and without cover that is over", () => {
    const ended = endedRegistration(registration, at, undefined);
    const later = new Date("2026-11-26T09:00:00Z");
    expect(returningParticipants(ended, later).map(({ member, period }) => [member?.reference, period?.start, period?.end])).toEqual([
      ["PractitionerRole/eva", "2026-11-26T09:00:00.000Z", undefined],
      ["PractitionerRole/wil", "2026-11-26T09:00:00.000Z", "2026-12-31"],
    ]);
    const members = (instant: string) => returningParticipants(ended, new Date(instant)).map(({ member }) => member?.reference);
    expect(members("2026-12-31T22:59:59.999Z")).toEqual(["PractitionerRole/eva", "PractitionerRole/wil"]);
    expect(members("2026-12-31T23:00:00Z")).toEqual(["PractitionerRole/eva"]);
  });

  test("says what the patient chose, if it says so", () => {
    const chosen = chosenRegistration(registration, { chosenOn: "2026-11-23", identifiedBy: "paspoort" });
    expect(choiceOf(chosen)).toEqual({ chosenOn: "2026-11-23", identifiedBy: "paspoort" });
    expect(choiceOf(chosenRegistration(registration, {}))).toEqual({});
  });
});

describe("what waits at a move", () => {
  const task = (owner: string, status: Task["status"] = "requested"): Task => ({ resourceType: "Task", status, intent: "order", owner: { reference: owner } });
  const fate = (kind: string, given: Task) => taskAtMove({ task: given, kind, from, to, people: new Set(["PractitionerRole/eva"]) });

  test.each(["proposal", "plan-proposal", "break-glass-review", "erase-request", "contact-task", "team-task"])("a %s of the former practice waits for the new one", (kind) => {
    expect(fate(kind, task(from))).toEqual({ outcome: "moves", task: { ...task(from), owner: to } });
  });

  test("so does a task for one of its people, and one that is under way", () => {
    expect(fate("team-task", task("PractitionerRole/eva"))?.outcome).toBe("moves");
    expect(fate("team-task", task(from, "in-progress"))?.outcome).toBe("moves");
    expect(fate("contact-task", task(from, "accepted"))?.outcome).toBe("moves");
  });

  test("what was answered, or waits for somebody else, stays as it is", () => {
    expect(fate("proposal", task(from, "accepted"))).toBeUndefined();
    expect(fate("team-task", task(from, "completed"))).toBeUndefined();
    expect(fate("proposal", task("Organization/thuiszorg"))).toBeUndefined();
    expect(fate("team-task", task("PractitionerRole/noor"))).toBeUndefined();
  });

  test("a question about an earlier move is overtaken, and one that asked for this move is done", () => {
    for (const kind of ["transfer-contest", "transfer-request", "transfer", "invitation"]) expect(fate(kind, task(from))).toEqual({ outcome: "over", status: "cancelled" });
    for (const kind of ["transfer", "transfer-request"]) expect(fate(kind, task(to.reference))).toEqual({ outcome: "over", status: "completed" });
  });

  test("who is registered nowhere leaves nobody's tasks behind", () => {
    expect(taskAtMove({ task: task(from), kind: "proposal", from: undefined, to, people: new Set() })).toBeUndefined();
  });
});

describe("the neighbourhood team", () => {
  const member = (reference: string, role: string, ...places: readonly string[]) => ({
    role: [{ coding: [{ system: codeSystemUrl("rol"), code: role }] }, ...places.map((code) => ({ coding: [{ system: codeSystemUrl("teamrol"), code }] }))],
    member: { reference: reference as "Organization/x" },
    period: { start: "2026-01-01" },
  });
  const team = (...participants: readonly ReturnType<typeof member>[]): CareTeam => ({ resourceType: "CareTeam", status: "active", participant: [...participants] });

  test("the new practice comes in the place of the former one, with what it held", () => {
    const after = teamAfterMove(team(member(from, "huisarts", "coordinator"), member("RelatedPerson/riet", "mantelzorger", "eerste-aanspreekpunt")), from, to, at);
    const now = after?.participant?.filter(({ period }) => period?.end === undefined) ?? [];
    expect(now.map((each) => each.member?.reference)).toEqual(["RelatedPerson/riet", to.reference]);
    expect(JSON.stringify(now[1]?.role)).toContain("coordinator");
  });

  test("stays as it is where the practice doesn't take part as the practice", () => {
    expect(teamAfterMove(team(member(from, "wijkverpleegkundige")), from, to, at)).toBeUndefined();
    expect(teamAfterMove(team(member("Organization/thuiszorg", "wijkverpleegkundige")), from, to, at)).toBeUndefined();
  });
});

describe("the handover of the former practice", () => {
  const document: Bundle = { resourceType: "Bundle", type: "document", entry: [{ resource: { resourceType: "Composition", custodian: { reference: from, display: "Praktijk Van" } } as never }] };
  const moved: CareTeam = { ...registration, id: "new", managingOrganization: [{ reference: to.reference }], period: { start: "2026-11-24T09:00:00.000Z" }, meta: { versionId: "1" } };

  test("honest-status: differs by where the patient is registered, until the new one publishes", () => {
    expect(registrationDifference(document, moved, [{ resourceType: "Organization", id: "to", name: "Praktijk Naar" }])).toEqual([
      { kind: "changed", section: "bereikbaarheid", what: "Huisartsenpraktijk", old: "Praktijk Van", new: "Praktijk Naar", author: "Praktijk Naar", at: "2026-11-24T09:00:00.000Z", reference: "CareTeam/new/_history/1" },
    ]);
  });

  test("doesn't differ where the patient is registered still, or nowhere", () => {
    expect(registrationDifference(document, registration, [])).toEqual([]);
    expect(registrationDifference(document, undefined, [])).toEqual([]);
  });
});

describe("the Tasks of a move", () => {
  const transfer = transferTaskOf({ id: "t", patient: "Patient/p", former: "CareTeam/old", registration: "CareTeam/new", from: { reference: from }, to, text: "Verhuisd.", at, until: new Date("2026-12-08T09:00:00Z") });

  test("what a practice that declares gets back says nothing of the patient", () => {
    expect(Object.keys(declarationOf({ id: "t", requester: to.reference, at })).toSorted((one, other) => one.localeCompare(other))).toEqual(["authoredOn", "code", "id", "intent", "meta", "requester", "resourceType", "status"]);
  });

  test("an error can be contested up to the instant, not at it", () => {
    expect(isContestOver(transfer, new Date("2026-12-08T08:59:59.999Z"))).toBe(false);
    expect(isContestOver(transfer, new Date("2026-12-08T09:00:00Z"))).toBe(true);
  });

  test("who is contested is asked by who was left, with the reason", () => {
    expect(contestTaskOf(transfer, { id: "c", reason: "Vergissing", text: "Betwist.", at })).toMatchObject({ owner: to, requester: { reference: from }, basedOn: [{ reference: "Task/t" }], focus: { reference: "CareTeam/new" }, reasonCode: { text: "Vergissing" } });
  });
});
