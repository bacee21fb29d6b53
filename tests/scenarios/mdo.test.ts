import { mainPatient } from "@wijkverband/server";
import type { Bundle, Composition, Encounter, Task } from "hl7-fhir-r4-types";
import { beforeAll, describe, expect, test } from "vitest";
import { faults, type Answer } from "../harness.ts";
import { startPlan } from "../membership.ts";
import { change, huisarts, nurse, ours, socialWorker, taskOn } from "../team-task.ts";
import { useDemo } from "../use-demo.ts";

const urn = (last: number): string => `urn:uuid:00000000-0000-4000-8000-00000000000${last}`;

describe("a meeting about a patient, its minutes and its agreements", () => {
  const demo = useDemo();
  let plan: string;
  beforeAll(async () => {
    plan = await startPlan(demo);
  });

  const meeting: Encounter = {
    resourceType: "Encounter",
    meta: { profile: ["https://wijkverband.example/fhir/StructureDefinition/mdo-encounter"], security: [{ system: "https://wijkverband.example/fhir/CodeSystem/domein", code: "gedeeld" }] },
    status: "finished",
    class: { system: "http://terminology.hl7.org/CodeSystem/v3-ActCode", code: "HH" },
    type: [ours("verslag", "mdo")],
    subject: { reference: mainPatient },
    participant: [huisarts, nurse, socialWorker, "RelatedPerson/riet-voorbeeld"].map((reference) => ({ individual: { reference } })),
    period: { start: "2026-11-23T12:30:00+01:00", end: "2026-11-23T13:10:00+01:00" },
  };

  const minutesOf = (author: string, encounter: string, tasks: readonly string[], more: Partial<Composition> = {}): Composition => ({
    resourceType: "Composition",
    meta: { security: [{ system: "https://wijkverband.example/fhir/CodeSystem/domein", code: "gedeeld" }] },
    status: "final",
    type: ours("verslag", "mdo-verslag"),
    subject: { reference: mainPatient },
    encounter: { reference: encounter },
    date: "2026-11-23T13:20:00+01:00",
    author: [{ reference: author }],
    title: "Overleg, 23 november 2026",
    section: [
      { title: "Besproken", code: ours("verslag", "besproken"), text: { status: "additional", div: '<div xmlns="http://www.w3.org/1999/xhtml"><p>Willem wil thuis blijven.</p></div>' } },
      ...(tasks.length === 0 ? [] : [{ title: "Afspraken", code: ours("verslag", "afspraken"), entry: tasks.map((reference) => ({ reference })) }]),
    ],
    ...more,
  });

  const post = (url: string, resource: object, fullUrl: string) => ({ fullUrl, resource, request: { method: "POST", url } });
  const meet = (who: string, author: string, agreements: readonly Partial<Task>[], more: Partial<Composition> = {}): Promise<Answer> => {
    const tasks = agreements.map((agreement, place) => post("Task", taskOn(plan, { requester: { reference: author }, encounter: { reference: urn(0) }, ...agreement }), urn(place + 1)));
    const minutes = minutesOf(author, urn(0), tasks.map(({ fullUrl }) => fullUrl), more);
    return demo.ask(who, "POST", "", { resourceType: "Bundle", type: "transaction", entry: [post("Encounter", meeting, urn(0)), ...tasks, post("Composition", minutes, urn(9))] });
  };
  const placesOf = (answer: Answer): readonly string[] => ((answer.body as Bundle).entry ?? []).map(({ response }) => response?.location?.match(/([A-Z][A-Za-z]+\/[^/]+)\/_history/)?.[1] ?? "");
  const agreed: readonly Partial<Task>[] = [{}, { owner: { reference: socialWorker }, description: "Een vrijwilliger zoeken." }];

  test("the huisarts writes down meeting, minutes and agreements at once; members read them, each agreement waits for its owner", async () => {
    const answer = await meet("huisarts", huisarts, agreed);
    expect(answer.status).toBe(200);
    const [encounter = "", first = "", second = "", minutes = ""] = placesOf(answer);
    expect(minutes).toMatch(/^Composition\//);
    for (const who of ["wijkverpleegkundige", "verzorgende", "apotheker", "specialist-ouderengeneeskunde", "huisarts", "poh", "patient"]) expect((await demo.ask(who, "GET", minutes)).status).toBe(200);
    expect((await demo.ask("wijkverpleegkundige", "GET", encounter)).status).toBe(200);
    expect((await demo.ask("apotheker", "GET", first)).status).toBe(200);
    expect((await demo.ask("apotheker", "GET", second)).status).toBe(404);
    expect((await demo.ask("sociaal-werker", "GET", second)).status).toBe(200);
    const found = await demo.ask("wijkverpleegkundige", "GET", `Composition?patient=willem-voorbeeld&type=mdo-verslag&_include=Composition:entry&_include=Composition:encounter`);
    expect(found.body.entry?.map(({ resource }) => resource?.resourceType).toSorted()).toEqual(["Composition", "Encounter", "Task", "Task"]);
    expect((await change(demo, "apotheker", first.slice("Task/".length), { status: "accepted" })).status).toBe(200);
  });

  test("narrowed: minutes as a document hold of what they name what the reader may read", async () => {
    const [encounter = "", first = "", second = "", minutes = ""] = placesOf(await meet("huisarts", huisarts, agreed));
    const inDocument = async (who: string): Promise<readonly string[]> => {
      const answer = await demo.ask(who, "GET", `${minutes}/$document`);
      expect(answer.body).toMatchObject({ resourceType: "Bundle", type: "document" });
      const references = (answer.body.entry ?? []).map(({ resource }) => `${resource?.resourceType}/${resource?.id}`);
      expect(references[0]).toBe(minutes);
      return references;
    };
    expect(await inDocument("wijkverpleegkundige")).toEqual(expect.arrayContaining([mainPatient, encounter, first, second, huisarts]));
    const seen = await inDocument("apotheker");
    expect(seen).toEqual(expect.arrayContaining([first, huisarts]));
    expect(seen).not.toContain(second);
    expect(seen).not.toContain(encounter);
    expect((await demo.ask("sociaal-werker", "GET", `${minutes}/$document`)).status).toBe(404);
  });

  test("who-reads-parts: a social worker and a stranger don't read the minutes; the social worker sees the own agreement alone", async () => {
    const [, , own = "", minutes = ""] = placesOf(await meet("wijkverpleegkundige", nurse, agreed));
    expect((await demo.ask("sociaal-werker", "GET", minutes)).status).toBe(404);
    expect((await demo.ask("sociaal-werker", "GET", own)).status).toBe(200);
    expect((await demo.ask("wijkverpleegkundige-elders", "GET", minutes)).status).toBe(404);
    expect((await demo.ask("post-huisarts", "GET", minutes)).status).toBe(404);
  });

  test("immutable: minutes never change, also not by who wrote them; a correction is new and replaces", async () => {
    const [encounter = "", , minutes = ""] = placesOf(await meet("wijkverpleegkundige", nurse, [{}]));
    const { body, headers } = await demo.ask("wijkverpleegkundige", "GET", minutes);
    const match = { "if-match": headers.get("etag") ?? "" };
    for (const who of ["wijkverpleegkundige", "huisarts", "apotheker", "patient"]) {
      const answers = [
        await demo.ask(who, "PUT", minutes, { ...body, title: "Anders" }, match),
        await demo.ask(who, "PATCH", minutes, { resourceType: "Parameters", parameter: [{ name: "operation", part: [{ name: "type", valueCode: "replace" }, { name: "path", valueString: "Composition.title" }, { name: "value", valueString: "Anders" }] }] }, match),
        await demo.ask(who, "DELETE", minutes),
      ];
      expect(answers.map(({ status }) => status)).toEqual([405, 405, 405]);
      for (const request of [{ method: "PUT", url: minutes, ifMatch: match["if-match"] }, { method: "DELETE", url: minutes }]) {
        const together = await demo.ask(who, "POST", "", { resourceType: "Bundle", type: "transaction", entry: [{ ...(request.method === "PUT" && { resource: { ...body, title: "Anders" } }), request }] });
        expect([together.status, faults(together.body)[0]?.rule]).toEqual([403, "immutable"]);
      }
    }
    expect((await demo.ask("huisarts", "GET", minutes)).text).toContain('"versionId":"1"');
    const corrected = await demo.ask("huisarts", "POST", "Composition", minutesOf(huisarts, encounter, [], { status: "amended", relatesTo: [{ code: "replaces", targetReference: { reference: minutes } }] }));
    expect(corrected.status).toBe(201);
    expect((await demo.ask("apotheker", "GET", `Composition/${corrected.body.id}`)).status).toBe(200);
  });

  test("minutes are of a meeting, in the own name; agreements are tasks with an owner and a day", async () => {
    const [encounter = "", task = "", minutes = ""] = placesOf(await meet("huisarts", huisarts, [{}]));
    const consult = await demo.ask("huisarts", "POST", "Encounter", { ...meeting, meta: { security: meeting.meta?.security }, type: [{ text: "visite" }] });
    expect(consult.status).toBe(201);
    const erase = await demo.ask("poh", "POST", "Task", { resourceType: "Task", status: "requested", intent: "order", code: ours("taak", "wisverzoek"), for: { reference: mainPatient }, requester: { reference: mainPatient }, authoredOn: "2026-11-24" });
    for (const [resource, rule, expression] of [
      [minutesOf(nurse, encounter, [task]), "person", "Composition.author[0]"],
      [minutesOf(huisarts, `Encounter/${consult.body.id}`, [task]), "reference", "Composition.encounter"],
      [minutesOf(huisarts, encounter, [`Task/${erase.body.id}`]), "reference", "Composition.section[1].entry[0]"],
      [minutesOf(huisarts, encounter, [task, "Task/niet-daar"]), "reference", "Composition.section[1].entry[1]"],
      [minutesOf(huisarts, encounter, [], { attester: [{ mode: "professional", party: { reference: nurse } }] }), "person", "Composition.attester[0]"],
      [minutesOf(huisarts, encounter, [], { relatesTo: [{ code: "transforms", targetReference: { reference: minutes } }] }), "immutable", "Composition.relatesTo[0]"],
      [minutesOf(huisarts, encounter, [], { type: { coding: [...(ours("verslag", "mdo-verslag").coding), { system: "http://loinc.org", code: "81334-5" }] } }), "immutable", "Composition.type"],
    ] as const) {
      const refused = await demo.ask("huisarts", "POST", "Composition", resource);
      expect(refused.status).toBe(422);
      expect(faults(refused.body).map((fault) => [fault.rule, fault.expression])).toContainEqual([rule, expression]);
    }
  });

  test("an agreement that can't be made makes no minutes", async () => {
    const before = (await demo.ask("huisarts", "GET", "Composition?patient=willem-voorbeeld&type=mdo-verslag&_summary=count")).body.total;
    const refused = await meet("huisarts", huisarts, [{}, { owner: { reference: "Organization/thuiszorg-elders" } }]);
    expect([refused.status, faults(refused.body)]).toEqual([422, [{ rule: "own-part", expression: "Bundle.entry[2].resource.owner", text: "a task is asked of who takes part in the team now" }]]);
    expect((await demo.ask("huisarts", "GET", "Composition?patient=willem-voorbeeld&type=mdo-verslag&_summary=count")).body.total).toBe(before);
  });

  test("who is neither huisarts nor coordinator writes no minutes", async () => {
    const [encounter = ""] = placesOf(await meet("huisarts", huisarts, [{}]));
    const answers = await Promise.all(["verzorgende", "specialist-ouderengeneeskunde", "poh", "doktersassistent", "patient", "apotheker", "sociaal-werker", "wijkverpleegkundige-elders"].map(async (who) => (await demo.ask(who, "POST", "Composition", minutesOf(huisarts, encounter, []))).status));
    // who can't see the meeting is told of a reference to nothing
    expect(answers).toEqual([403, 403, 403, 403, 403, 422, 422, 422]);
  });
});
