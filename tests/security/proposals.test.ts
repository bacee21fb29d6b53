import type { Consent, Goal, Parameters, Resource, Task } from "hl7-fhir-r4-types";
import { beforeAll, describe, expect, test } from "vitest";
import { faults, type Answer } from "../harness.ts";
import { startPlan } from "../membership.ts";
import { added, decide, propose, replaced, willem, withdraw } from "../proposals.ts";
import { auditOf, storedCounts } from "../stored.ts";
import { useDemo } from "../use-demo.ts";

const toward = [replaced("Goal.description", { valueCodeableConcept: { text: "Anders" } })];
const limit = "Consent/willem-limiet-reanimatie";

describe("proposals: who may not see it learns nothing, and nobody gets in by proposing", () => {
  const demo = useDemo();
  let goal = "";
  let plan = "";
  beforeAll(async () => {
    const made = await demo.ask("wijkverpleegkundige", "POST", "Goal", { resourceType: "Goal", lifecycleStatus: "active", description: { text: "Veilig lopen" }, subject: { reference: willem } });
    goal = `Goal/${made.body.id}`;
    plan = await startPlan(demo);
  });

  const refusal = ({ status, body }: Answer) => [status, faults(body)] as const;
  const said = ({ status, text }: Answer) => [status, text] as const;

  test.each(["wijkverpleegkundige-elders", "huisarts-elders", "zcc-triagist", "rho-analist"])("stranger: %s gets the same answer for what is there and what isn't, to propose and to decide", async (who) => {
    const there = await propose(demo, who, goal, toward);
    expect(there.status).toBe(404);
    expect(said(await propose(demo, who, "Goal/niet-er", toward))).toEqual(said(there));
    const proposed = await propose(demo, "huisarts", goal, toward);
    const decided = await decide(demo, who, proposed, "accept");
    expect(said(decided)).toEqual(said(there));
    expect(said(await decide(demo, who, { body: { resourceType: "Task", id: "niet-er" } }, "accept"))).toEqual(said(there));
  });

  test("reference: nobody proposes a reference to what he can't see; it is refused just as one to nothing", async () => {
    const hidden = await demo.ask("huisarts", "POST", "Goal", { resourceType: "Goal", lifecycleStatus: "active", description: { text: "Van de praktijk" }, subject: { reference: willem } });
    const refer = (reference: string) => propose(demo, "wijkverpleegkundige", plan, [added("CarePlan", "goal", { valueReference: { reference } })]);
    const [unseen, missing] = [await refer(`Goal/${hidden.body.id}`), await refer("Goal/niet-er")];
    expect(refusal(unseen)).toEqual([422, [{ rule: "reference", expression: "CarePlan.goal[0]", text: "this reference points at nothing that is there for you" }]]);
    expect(said(unseen)).toEqual(said(missing));
    expect((await refer(goal)).status).toBe(200);
  });

  test("gp-decides: a POH, an assistant and who is supervised see a proposal on the record, and don't decide on it", async () => {
    const proposed = await propose(demo, "wijkverpleegkundige", limit, [replaced("Consent.status", { valueCode: "inactive" })]);
    expect(proposed.status).toBe(200);
    for (const who of ["poh", "poh-ggz", "doktersassistent", "verpleegkundig-specialist", "physician-assistant", "aios", "anios"]) {
      const answer = await decide(demo, who, proposed, "accept");
      expect([who, answer.status, faults(answer.body)[0]?.rule]).toEqual([who, 403, "gp-decides"]);
    }
    // who proposed, and who keeps another part, neither
    expect((await decide(demo, "wijkverpleegkundige", proposed, "accept")).status).toBe(403);
    expect((await decide(demo, "apotheker", proposed, "accept")).status).toBe(404);
    expect((await demo.ask("huisarts", "GET", limit)).body.status).toBe("active");
  });

  test("own-part: the practice proposes on what a nurse wrote and doesn't decide; nor does a carer of the same organisation", async () => {
    const proposed = await propose(demo, "huisarts", goal, toward, "eigen deel");
    for (const who of ["huisarts", "tweede-huisarts", "waarnemer", "verzorgende"]) expect([who, (await decide(demo, who, proposed, "accept")).status]).toEqual([who, 403]);
    for (const who of ["apotheker", "sociaal-werker"]) expect([who, (await decide(demo, who, proposed, "accept")).status]).toEqual([who, 404]);
  });

  test.each<readonly [string, string, string, Parameters["parameter"] & object]>([
    ["id", "huisarts", "goal", [replaced("Goal.description", { valueCodeableConcept: { text: "x" } }), replaced("Goal.id", { valueId: "x" })]],
    ["subject", "huisarts", "goal", [replaced("Goal.description", { valueCodeableConcept: { text: "x" } }), replaced("Goal.subject", { valueReference: { reference: "Patient/zorg-001" } })]],
    ["meta", "huisarts", "goal", [replaced("Goal.description", { valueCodeableConcept: { text: "x" } }), replaced("Goal.meta.security[0].code", { valueCode: "gedeeld" })]],
    ["careTeam", "apotheker", "plan", [replaced("CarePlan.title", { valueString: "x" }), replaced("CarePlan.careTeam[0]", { valueReference: { reference: "CareTeam/x" } })]],
    ["identifier", "patient", "patient", [added("Patient", "language", { valueCode: "nl" }), replaced("Patient.identifier[0].value", { valueString: "999990019" })]],
    ["generalPractitioner", "patient", "patient", [added("Patient", "language", { valueCode: "nl" }), { name: "operation", part: [{ name: "type", valueCode: "delete" }, { name: "path", valueString: "Patient.generalPractitioner" }] }]],
  ])("propose: %s is kept by the server: the operation that touches it is named", async (_element, who, what, patch) => {
    const target = { goal, plan, patient: willem }[what] ?? "";
    const before = storedCounts(demo);
    const answer = await propose(demo, who, target, patch);
    expect([answer.status, faults(answer.body)[0]?.rule, faults(answer.body)[0]?.expression]).toEqual([422, "propose", "Parameters.parameter.where(name='patch').resource.parameter[1]"]);
    expect(storedCounts(demo)).toEqual(before);
  });

  test("propose: a patch that doesn't apply names the operation; one that changes nothing, and one that breaks the profile, are refused", async () => {
    const wrong = await propose(demo, "huisarts", goal, [replaced("Goal.description", { valueCodeableConcept: { text: "x" } }), replaced("Goal.target[3].due", { valueDate: "2027-01-01" })]);
    expect([wrong.status, faults(wrong.body)]).toEqual([422, [expect.objectContaining({ rule: "propose", expression: "Parameters.parameter.where(name='patch').resource.parameter[1]", text: expect.stringContaining("operation 1") as string })]]);
    expect((await propose(demo, "huisarts", goal, [replaced("Goal.description", { valueCodeableConcept: { text: "Veilig lopen" } })])).status).toBe(422);
    expect(refusal(await propose(demo, "huisarts", goal, [replaced("Goal.lifecycleStatus", { valueCode: "klaar" })]))).toEqual([422, [expect.objectContaining({ rule: "profile", expression: "Goal.lifecycleStatus" })]]);
    expect((await propose(demo, "huisarts", goal, toward, " ")).status).toBe(400);
    const both = await demo.ask("huisarts", "POST", `${goal}/$propose`, { resourceType: "Parameters", parameter: [{ name: "reason", valueString: "x" }] });
    expect(refusal(both)).toEqual([422, [{ rule: "propose", expression: "Parameters.parameter", text: "a proposal is either a patch or a resource" }]]);
  });

  test("no kind of thing becomes another by a proposal, and something new is about care, of this patient, on the plan", async () => {
    const privacy = { system: "http://terminology.hl7.org/CodeSystem/consentscope", code: "patient-privacy" };
    expect((await propose(demo, "huisarts", limit, [replaced("Consent.scope", { valueCodeableConcept: { coding: [privacy] } })])).status).toBe(422);
    const ended = await propose(demo, "apotheker", plan, [replaced("CarePlan.category[0]", { valueCodeableConcept: { text: "iets" } })]);
    expect(ended.status).toBe(422);

    const consent = (await demo.ask("huisarts", "GET", "Consent/toestemming-willem-voorbeeld")).body as unknown as Consent;
    const { id: _id, meta: _meta, ...permit } = consent;
    expect((await propose(demo, "wijkverpleegkundige", plan, permit)).status).toBe(422);
    const wish: Goal = { resourceType: "Goal", lifecycleStatus: "active", description: { text: "x" }, subject: { reference: willem } };
    const other = (await demo.ask("huisarts", "GET", "Patient?_count=20")).body.entry?.map(({ resource }) => `Patient/${resource?.id}`).find((each) => each !== willem) ?? "";
    expect((await propose(demo, "huisarts", plan, { ...wish, subject: { reference: other } })).status).toBe(422);
    expect(refusal(await propose(demo, "huisarts", goal, wish))[1][0]?.text).toBe("a whole new version keeps its type and id; something new is proposed on the plan");
    for (const resource of [{ resourceType: "Patient" }, { resourceType: "Task", status: "requested", intent: "order", for: { reference: willem } }, { resourceType: "CareTeam", subject: { reference: willem } }, { resourceType: "Composition", subject: { reference: willem } }, { resourceType: "AuditEvent" }] as Resource[]) expect([resource.resourceType, (await propose(demo, "wijkverpleegkundige", plan, resource)).status]).toEqual([resource.resourceType, 422]);
  });

  test("what is withheld isn't proposed on, and whoever may not see it anymore reads no proposal on it by searching", async () => {
    const made = await demo.ask("huisarts", "POST", "Condition", { ...(await known("Condition/willem-copd")), code: { text: "Over een ander" }, meta: { security: [{ system: "https://wijkverband.example/fhir/CodeSystem/inzage", code: "afgeschermd" }] } });
    expect(made.status).toBe(201);
    const answer = await propose(demo, "patient", `Condition/${made.body.id}`, [replaced("Condition.code", { valueCodeableConcept: { text: "x" } })]);
    expect(answer.status).toBe(404);
  });

  test("nothing becomes a proposal but by $propose", async () => {
    const proposed = await propose(demo, "huisarts", goal, toward, "nagemaakt");
    const { id: _id, meta: _meta, ...forged } = proposed.body as unknown as Task;
    expect((await demo.ask("huisarts", "POST", "Task", forged)).status).toBe(403);
    const team: Task = {
      resourceType: "Task",
      meta: { profile: ["https://wijkverband.example/fhir/StructureDefinition/team-task"] },
      status: "requested",
      intent: "order",
      code: { coding: [{ system: "https://wijkverband.example/fhir/CodeSystem/taak", code: "opdracht" }], text: "x" },
      for: { reference: willem },
      basedOn: [{ reference: plan }],
      description: "x",
      authoredOn: "2026-11-24",
      requester: { reference: "PractitionerRole/eva-fictief-huisarts" },
      owner: { reference: "Organization/thuiszorg-proeftuin" },
      extension: [{ url: "https://wijkverband.example/fhir/StructureDefinition/accountable", valueReference: { reference: "Organization/praktijk-voorbeeldstraat" } }],
      restriction: { period: { end: "2026-12-01" } },
    };
    const asked = await demo.ask("huisarts", "POST", "Task", team);
    expect(asked.text).toContain('"id"');
    const turned = await demo.ask("huisarts", "PUT", `Task/${asked.body.id}`, { ...forged, id: asked.body.id }, { "if-match": 'W/"1"' });
    expect([turned.status, faults(turned.body)]).toEqual([422, expect.arrayContaining([expect.objectContaining({ rule: "propose", expression: "Task.code" })])]);
    expect((await demo.ask("wijkverpleegkundige", "PUT", `Task/${proposed.body.id}`, { ...proposed.body, status: "cancelled" }, { "if-match": 'W/"1"' })).status).toBe(403);
  });

  test("$decide is for proposals and invitations: other Tasks, other decisions and a patch without amend are refused", async () => {
    const proposed = await propose(demo, "huisarts", goal, toward, "vreemd besluit");
    expect((await decide(demo, "wijkverpleegkundige", proposed, "misschien")).status).toBe(422);
    expect((await decide(demo, "wijkverpleegkundige", proposed, "accept", { patch: toward })).status).toBe(422);
    expect((await decide(demo, "wijkverpleegkundige", proposed, "amend")).status).toBe(422);
    expect(refusal(await decide(demo, "wijkverpleegkundige", proposed, "amend", { patch: [replaced("Goal.subject", { valueReference: { reference: "Patient/x" } })] }))).toEqual([422, [expect.objectContaining({ rule: "propose", expression: "Parameters.parameter.where(name='patch').resource.parameter[0]" })]]);
    expect((await withdraw(demo, "huisarts", proposed)).status).toBe(200);
  });

  test("audit: a decision stands in the log under the row that lets decide, with what it read and wrote", async () => {
    const proposed = await propose(demo, "huisarts", goal, toward, "voor het logboek");
    const accepted = await decide(demo, "wijkverpleegkundige", proposed, "accept");
    const events = auditOf(demo, accepted.headers);
    expect(events).toHaveLength(1);
    const text = JSON.stringify(events[0]);
    expect(text).toContain("decide-nursing");
    expect(text).toContain(`${goal}/_history/2`);
    expect(text).not.toContain("Anders");
  });

  async function known(path: string): Promise<object> {
    const { id: _id, meta: _meta, ...rest } = (await demo.ask("huisarts", "GET", path)).body;
    return rest;
  }
});
