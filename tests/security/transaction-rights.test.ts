import { mainPatient } from "@wijkverband/server";
import type { CareTeam } from "hl7-fhir-r4-types";
import { expect, test } from "vitest";
import { startDemo } from "../harness.ts";

const entryOf = (resource: object | undefined, request: object): object => ({ resourceType: "Bundle", type: "transaction", entry: [{ ...(resource !== undefined && { resource }), request }] });

test("gp-decides: what may not be deleted by itself isn't deleted in a transaction either", async () => {
  await using demo = await startDemo();
  const path = "Consent/willem-limiet-reanimatie";
  const { body } = await demo.ask("huisarts", "GET", path);
  const remove = entryOf(undefined, { method: "DELETE", url: path, ifMatch: `W/"${body.meta?.versionId}"` });
  for (const who of ["wijkverpleegkundige", "poh"]) expect((await demo.ask(who, "POST", "", remove)).status).toBe(403);
  expect((await demo.ask("huisarts-elders", "POST", "", remove)).status).toBe(404);
  expect((await demo.ask("huisarts", "GET", path)).status).toBe(200);
  expect((await demo.ask("huisarts", "POST", "", remove)).status).toBe(200);
});

test("dossier-owner: who wrote something and has the patient no more is told nothing of what became of it by sending it again", async () => {
  await using demo = await startDemo();
  const note = { resourceType: "Observation", status: "final", identifier: [{ system: "https://his.example", value: "n1" }], code: { text: "x" }, subject: { reference: mainPatient }, valueString: "y" };
  const send = entryOf(note, { method: "POST", url: "Observation" });
  expect((await demo.ask("huisarts", "POST", "", send)).status).toBe(200);
  expect((await demo.ask("huisarts", "POST", "", send)).status).toBe(200);

  const { store } = demo.runtime.house;
  const registration = await store.read("CareTeam", "huisartsteam-willem-voorbeeld");
  const { participant: _locum, ...team } = registration.resource() as CareTeam & { id: string };
  const moved = { ...team, managingOrganization: [{ reference: "Organization/praktijk-elders" as const }] };
  await store.transact({ changes: [{ op: "update", resource: moved, labels: registration.labels }], at: demo.now, audit: () => [] });
  const again = await demo.ask("huisarts", "POST", "", send);
  expect(again.status).toBe(422);
  expect(again.text).not.toContain("_history");
});

test("own-part: nobody turns what is his into a kind of thing that he couldn't have made", async () => {
  await using demo = await startDemo();
  const flag = { resourceType: "Flag", status: "active", code: { text: "let op de drempel" }, subject: { reference: mainPatient } };
  const { body, status } = await demo.ask("wijkverpleegkundige", "POST", "Flag", flag);
  expect(status).toBe(201);
  const door = { ...body, category: [{ coding: [{ system: "https://wijkverband.example/fhir/CodeSystem/overdracht", code: "toegang-woning" }] }], code: { text: "sleutel bij de buren" }, period: { start: "2026-11-24", end: "2026-12-24" } };
  expect((await demo.ask("wijkverpleegkundige", "PUT", `Flag/${body.id}`, door, { "if-match": 'W/"1"' })).status).toBe(403);
  expect((await demo.ask("wijkverpleegkundige", "PUT", `Flag/${body.id}`, { ...body, code: { text: "let op de trap" } }, { "if-match": 'W/"1"' })).status).toBe(200);
});
