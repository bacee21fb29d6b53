import { mainBsn, mainPatient } from "@wijkverband/server";
import type { Bundle } from "hl7-fhir-r4-types";
import { describe, expect, test } from "vitest";
import { byBsn, valueOf } from "../harness.ts";
import { differencesOf } from "../night-answer.ts";
import { storedCounts } from "../stored.ts";
import { useDemo } from "../use-demo.ts";

const limit = "Consent/willem-limiet-antibiotica";

describe("keep-and-erase: what was written stays to be seen by whoever may see it", () => {
  const demo = useDemo();

  test("a change leaves the version before, and the one who made it", async () => {
    const first = await demo.ask("huisarts", "GET", limit);
    demo.now = new Date(demo.now.getTime() + 60_000);
    const changed = await demo.ask("poh", "PUT", limit, { ...first.body, dateTime: "2026-11-24" }, { "if-match": first.headers.get("etag") ?? "" });
    expect(changed.status).toBe(200);
    expect(changed.headers.get("etag")).toBe('W/"2"');
    expect(changed.body.meta).toMatchObject({ versionId: "2", lastUpdated: demo.now.toISOString(), source: `${demo.url}/fhir/PractitionerRole/role-poh` });
    expect((await demo.ask("huisarts", "GET", `${limit}/_history/1`)).text).toBe(first.text);
    expect((await demo.ask("huisarts", "GET", `${limit}/_history/3`)).status).toBe(404);
  });

  test("of two who change the same version at once one is told to look again", async () => {
    const { body } = await demo.ask("huisarts", "GET", "Goal/willem-beleidsdoel");
    const answers = await Promise.all(["huisarts", "tweede-huisarts", "waarnemer", "poh", "aios"].map((who) => demo.ask(who, "PUT", "Goal/willem-beleidsdoel", { ...body, startDate: "2026-11-24" }, { "if-match": 'W/"1"' })));
    expect(answers.map(({ status }) => status).toSorted((one, other) => one - other)).toEqual([200, 412, 412, 412, 412]);
    expect((await demo.ask("huisarts", "GET", "Goal/willem-beleidsdoel")).headers.get("etag")).toBe('W/"2"');
  });

  test("a delete is a tombstone: gone to read and to find, there in history, and told to the post", async () => {
    const before = storedCounts(demo);
    expect((await demo.ask("huisarts", "DELETE", limit)).status).toBe(204);
    expect((await demo.ask("huisarts", "DELETE", limit)).status).toBe(204);
    expect((await demo.ask("huisarts", "GET", limit)).status).toBe(410);
    expect((await demo.ask("huisarts", "PUT", limit, { resourceType: "Consent", id: "willem-limiet-antibiotica" }, { "if-match": 'W/"3"' })).status).toBe(410);
    expect((await demo.ask("huisarts", "GET", `Consent?_id=willem-limiet-antibiotica`)).body.entry).toBeUndefined();
    const history = (await demo.ask("huisarts", "GET", `${limit}/_history`)).body as unknown as Bundle;
    expect(history.entry?.map(({ request, response, resource }) => [request?.method, response?.status, resource?.meta?.versionId])).toEqual([["DELETE", "204", undefined], ["PUT", "200", "2"], ["POST", "201", "1"]]);
    expect((await demo.ask("huisarts", "GET", `${limit}/_history/2`)).status).toBe(200);
    expect((await demo.ask("huisarts", "GET", `${limit}/_history/3`)).status).toBe(410);
    expect(storedCounts(demo)["resource"]).toBe(before["resource"]);
    expect(storedCounts(demo)["former"]).toBe((before["former"] ?? 0) + 1);

    const night = (await demo.ask("post-huisarts", "POST", "Patient/$palliative-handover", byBsn(mainBsn))).body;
    expect(valueOf(night, "status")).toBe("changed");
    expect(differencesOf(night)).toContainEqual(expect.objectContaining({ kind: "ended", what: "Antibiotica" }));
  });

  test("stranger: what was deleted is no more there for a stranger than it was", async () => {
    for (const path of [limit, `${limit}/_history`, `${limit}/_history/1`]) expect((await demo.ask("huisarts-elders", "GET", path)).status).toBe(404);
    expect((await demo.ask("huisarts-elders", "DELETE", limit)).status).toBe(404);
  });

  test("a deleted patient can't be made: nobody has the right", async () => {
    for (const who of ["huisarts", "patient", "huisarts-elders"]) expect((await demo.ask(who, "DELETE", mainPatient)).status).toBe(405);
    expect((await demo.ask("huisarts", "GET", mainPatient)).status).toBe(200);
  });

  test("decimals stay as they were written, through every version", async () => {
    const text = `{"resourceType":"Observation","status":"final","code":{"text":"gewicht"},"subject":{"reference":"${mainPatient}"},"valueQuantity":{"value":61.50,"unit":"kg"}}`;
    const stored = await demo.ask("huisarts", "POST", "Observation", text);
    expect(stored.status).toBe(201);
    const path = `Observation/${stored.body.id}`;
    expect((await demo.ask("huisarts", "GET", path)).text).toContain('"value":61.50');
    expect((await demo.ask("huisarts", "PUT", path, stored.text.replace("61.50", "62.00"), { "if-match": 'W/"1"' })).text).toContain('"value":62.00');
    expect((await demo.ask("huisarts", "GET", `${path}/_history`)).text).toMatch(/"value":62\.00.*"value":61\.50/);
  });
});
