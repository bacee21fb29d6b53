import { mainPatient } from "@wijkverband/server";
import type { Task } from "hl7-fhir-r4-types";
import { beforeAll, describe, expect, test } from "vitest";
import type { Answer } from "../harness.ts";
import { given, membersNow, startPlan } from "../membership.ts";
import { added, decide, propose, replaced, withdraw } from "../proposals.ts";
import { elsewhere as next, former, transfer, waitingTask } from "../transfer.ts";
import { useDemo } from "../use-demo.ts";

const allergy = "AllergyIntolerance/willem-allergie";

/** Willem moves in with his daughter, and to her practice; what his nurse proposed lay unanswered. */
describe("Willem moves to another practice, with proposals that wait", () => {
  const demo = useDemo();
  let plan = "";
  let onRecord: Answer;
  let onPlan: Answer;
  let onNursing: Answer;
  let rejected: Answer;
  let takenBack: Answer;
  beforeAll(async () => {
    plan = await startPlan(demo);
  });

  const task = async (who: string, proposed: Answer): Promise<Task> => (await demo.ask(who, "GET", `Task/${proposed.body.id}`)).body as unknown as Task;
  const waiting = async (who: string, organization: string): Promise<readonly (string | undefined)[]> => ((await demo.ask(who, "GET", `Task?patient=${mainPatient}&status=requested&waits-for=${organization}`)).body.entry ?? []).map(({ resource }) => resource?.id);

  test("while he is registered with Eva, Noor proposes: on the record, on the plan and something that Eva rejects; Eva proposes to Noor", async () => {
    onRecord = await propose(demo, "wijkverpleegkundige", allergy, [added("AllergyIntolerance", "note", { valueAnnotation: { text: "Ook van pleisters krijgt hij uitslag." } })], "gezien bij de wond");
    onPlan = await propose(demo, "apotheker", plan, [replaced("CarePlan.title", { valueString: "Samen wonen met zijn dochter" })], "hij verhuist");
    rejected = await propose(demo, "wijkverpleegkundige", allergy, [added("AllergyIntolerance", "criticality", { valueCode: "low" })]);
    takenBack = await propose(demo, "wijkverpleegkundige", allergy, [added("AllergyIntolerance", "lastOccurrence", { valueDateTime: "2026-11-20" })]);
    const goal = await demo.ask("wijkverpleegkundige", "POST", "Goal", { resourceType: "Goal", lifecycleStatus: "active", description: { text: "Veilig traplopen" }, subject: { reference: mainPatient } });
    expect(goal.status).toBe(201);
    onNursing = await propose(demo, "huisarts", `Goal/${goal.body.id}`, [replaced("Goal.description", { valueCodeableConcept: { text: "Beneden wonen" } })]);
    expect([onRecord, onPlan, rejected, takenBack, onNursing].map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    expect((await decide(demo, "huisarts", rejected, "reject", { reason: "de reactie was ernstig" })).status).toBe(200);
    expect(new Set(await waiting("huisarts", former))).toEqual(new Set([onRecord, onPlan, takenBack].map(({ body }) => body.id)));
    for (const proposed of [onRecord, onPlan]) expect((await demo.ask("huisarts-elders", "GET", `Task/${proposed.body.id}`)).status).toBe(404);
  });

  test("dossier-owner: from the second he is registered elsewhere, the new huisarts sees what waits, and Eva decides nothing more", async () => {
    demo.now = new Date("2026-12-01T08:00:00Z");
    expect((await transfer(demo, "huisarts-elders")).status).toBe(202);
    for (const proposed of [onRecord, onPlan]) {
      for (const who of ["huisarts", "tweede-huisarts"]) {
        for (const decision of ["accept", "reject"]) expect([who, (await decide(demo, who, proposed, decision, { reason: "te laat" })).status]).toEqual([who, 404]);
      }
      expect((await demo.ask("huisarts", "GET", `Task/${proposed.body.id}`)).status).toBe(404);
      expect((await task("huisarts-elders", proposed)).status).toBe("requested");
    }
    expect(await waiting("huisarts", former)).toEqual([(await waitingTask(demo, "huisarts", "overschrijving")).body.id]);
    const found = ((await demo.ask("huisarts-elders", "GET", `Task?patient=${mainPatient}&status=requested`)).body.entry ?? []).map(({ resource }) => resource?.id);
    expect(found).toEqual(expect.arrayContaining([onRecord.body.id, onPlan.body.id, takenBack.body.id]));
    expect((await demo.ask("huisarts", "GET", plan)).status).toBe(404);
  });

  test("gp-decides: the new huisarts decides, in his own name; who proposed hears it, and may still take back what waits", async () => {
    const accepted = await decide(demo, "huisarts-elders", onRecord, "accept");
    expect(accepted.status).toBe(200);
    expect(accepted.body).toMatchObject({ status: "accepted", owner: { reference: next } });
    expect((await demo.ask("huisarts-elders", "GET", allergy)).body).toMatchObject({ meta: { versionId: "2" }, note: expect.arrayContaining([expect.objectContaining({ text: "Ook van pleisters krijgt hij uitslag." })]) as unknown });
    const signed = (await demo.ask("huisarts-elders", "GET", `Provenance?target=${allergy}`)).body.entry?.[0]?.resource as { readonly agent?: readonly { readonly who: { readonly reference?: string } }[] } | undefined;
    expect(signed?.agent?.map(({ who }) => who.reference)).toEqual(["PractitionerRole/noor-verzonnen-wijkverpleegkundige", "PractitionerRole/role-huisarts-elders"]);
    expect((await withdraw(demo, "wijkverpleegkundige", takenBack)).body).toMatchObject({ status: "cancelled" });
    expect((await decide(demo, "huisarts-elders", takenBack, "accept")).status).toBe(409);
    expect((await task("wijkverpleegkundige", onRecord)).status).toBe("accepted");
  });

  test("on the plan the coordinator still decides too; an own part stays with who wrote it, and a rejection stays one", async () => {
    expect((await decide(demo, "wijkverpleegkundige", onPlan, "accept")).status).toBe(200);
    expect((await demo.ask("huisarts-elders", "GET", plan)).body).toMatchObject({ title: "Samen wonen met zijn dochter" });
    expect((await decide(demo, "huisarts-elders", onNursing, "accept")).status).toBe(403);
    expect((await decide(demo, "wijkverpleegkundige", onNursing, "accept")).status).toBe(200);
    expect((await decide(demo, "huisarts-elders", rejected, "accept")).status).toBe(409);
    expect(await task("wijkverpleegkundige", rejected)).toMatchObject({ status: "rejected", statusReason: { text: "de reactie was ernstig" } });
  });

  test("team-roles: in the team the new practice takes the place of the former one, and everybody else stays", async () => {
    const leave = (who: string): Promise<Answer> => demo.ask(who, "POST", `${plan}/$leave`, given({ organization: former, reason: "Verhuisd." }));
    expect(await membersNow(demo)).not.toContain(former);
    expect(await membersNow(demo)).toEqual(expect.arrayContaining([next, "Organization/thuiszorg-proeftuin", "Organization/apotheek-voorbeeldplein", "RelatedPerson/riet-voorbeeld"]));
    expect((await leave("huisarts")).status).toBe(404);
    expect((await leave("huisarts-elders")).status).toBe(409);
    expect((await demo.ask("wijkverpleegkundige", "GET", plan)).status).toBe(200);
  });
});
