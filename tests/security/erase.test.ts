import { mainBsn, mainPatient } from "@wijkverband/server";
import { verifyAudit } from "@wijkverband/store";
import type { Parameters, Patient, Task } from "hl7-fhir-r4-types";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { byBsn, faults, startDemo, valueOf, type Answer, type Demo } from "../harness.ts";
import { auditEventsOf, auditOf, textsOf } from "../stored.ts";
import { useDemo } from "../use-demo.ts";

const own = "https://wijkverband.example/fhir/CodeSystem";
const unique = "Herfsttijloos in de voortuin";

/** The Parameters of `$erase`. */
function because(ground: string, request?: string, explanation?: string): Parameters {
  return {
    resourceType: "Parameters",
    parameter: [
      { name: "ground", valueCode: ground },
      ...(request === undefined ? [] : [{ name: "request", valueReference: { reference: request } }]),
      ...(explanation === undefined ? [] : [{ name: "explanation", valueString: explanation }]),
    ] as NonNullable<Parameters["parameter"]>,
  };
}

function requestOf(requester: string, more: Partial<Task> = {}): object {
  return { resourceType: "Task", status: "requested", intent: "order", code: { coding: [{ system: `${own}/taak`, code: "wisverzoek" }] }, for: { reference: mainPatient }, requester: { reference: requester }, authoredOn: "2026-11-24", ...more };
}

const erase = (demo: Demo, person: string, parameters: Parameters, patient = mainPatient): Promise<Answer> => demo.ask(person, "POST", `${patient}/$erase`, parameters);

/** What a test rests on must have worked. */
async function worked(asked: Promise<Answer>): Promise<Answer> {
  const answer = await asked;
  if (answer.status >= 300) throw new Error(`${answer.status} ${answer.text}`);
  return answer;
}

async function openRequest(demo: Demo, person = "patient", requester = mainPatient): Promise<string> {
  const made = await worked(demo.ask(person, "POST", "Task", requestOf(requester)));
  return `Task/${made.body.id}`;
}

/** How often a text stands in the files of the database. */
function occurrences({ dataDir }: Demo, text: string): number {
  const files = readdirSync(dataDir).filter((name) => name.startsWith("wijkverband.sqlite"));
  return files.reduce((sum, name) => sum + readFileSync(join(dataDir, name)).toString("latin1").split(text).length - 1, 0);
}

describe("keep-and-erase: who may ask, who may erase, and on what ground", () => {
  const demo = useDemo();

  test("the patient, the mandated carer and the practice at the desk may write a request down; each in the right name, and open", async () => {
    expect((await demo.ask("patient", "POST", "Task", requestOf(mainPatient))).status).toBe(201);
    expect((await demo.ask("mantelzorger", "POST", "Task", requestOf("RelatedPerson/riet-voorbeeld"))).status).toBe(201);
    expect((await demo.ask("doktersassistent", "POST", "Task", requestOf(mainPatient))).status).toBe(201);
    const inAnothersName = await demo.ask("mantelzorger", "POST", "Task", requestOf(mainPatient));
    expect([inAnothersName.status, faults(inAnothersName.body)[0]]).toMatchObject([422, { expression: "Task.requester", rule: "person" }]);
    const closed = await demo.ask("doktersassistent", "POST", "Task", requestOf(mainPatient, { status: "rejected", statusReason: { coding: [{ system: `${own}/wisgrond`, code: "belang-ander" }], text: "nee" } }));
    expect([closed.status, faults(closed.body)[0]]).toMatchObject([422, { expression: "Task.status", rule: "keep-and-erase" }]);
  });

  test.each([["wijkverpleegkundige", 403], ["waarnemer", 403], ["post-huisarts", 403], ["huisarts-elders", 422]] as const)("nobody else writes one down: %s gets %i", async (person, status) => {
    expect((await demo.ask(person, "POST", "Task", requestOf(mainPatient))).status).toBe(status);
  });

  test.each([["poh", 403], ["doktersassistent", 403], ["waarnemer", 403], ["patient", 403], ["wijkverpleegkundige", 403], ["huisarts-elders", 404], ["post-huisarts-elders", 404]] as const)("%s does not erase: %i", async (person, status) => {
    const request = await openRequest(demo);
    const answer = await erase(demo, person, because("verzoek-patient", request));
    expect([answer.status, faults(answer.body)[0]?.rule]).toEqual([status, status === 403 ? "keep-and-erase" : undefined]);
  });

  test("a request about another patient, no request, another task or an unknown ground is 422 with its place", async () => {
    const request = await openRequest(demo);
    const at = (name: string) => [{ rule: "keep-and-erase", expression: `Parameters.parameter.where(name='${name}')` }];
    for (const [patient, parameters, place] of [
      [mainPatient, because("verzoek-patient"), "request"],
      [mainPatient, because("verzoek-patient", "Task/er-is-niets"), "request"],
      ["Patient/patient-0001", because("verzoek-patient", request), "request"],
      [mainPatient, because("zomaar", request), "ground"],
      [mainPatient, because("belang-ander", request), "explanation"],
      [mainPatient, because("verzoek-patient", request, "want"), "explanation"],
      [mainPatient, because("bewaartermijn"), "ground"],
    ] as const) {
      const answer = await erase(demo, "huisarts", parameters, patient);
      expect([answer.status, faults(answer.body)]).toMatchObject([422, at(place)]);
    }
    expect((await demo.ask("huisarts", "GET", mainPatient)).status).toBe(200);
  });

  test("a refusal closes the request with its ground, in words that the patient reads; it can't be answered twice", async () => {
    const request = await openRequest(demo);
    const refused = await erase(demo, "huisarts", because("wettelijke-plicht", request, "Er loopt een klacht. Tot die klaar is, moet het dossier blijven."));
    expect([refused.status, valueOf(refused.body, "outcome")]).toEqual([200, "refused"]);
    expect(valueOf(refused.body, "task")).toMatchObject({ status: "rejected" });
    expect((await demo.ask("patient", "GET", request)).body).toMatchObject({
      status: "rejected",
      statusReason: { coding: [{ system: `${own}/wisgrond`, code: "wettelijke-plicht" }], text: "Er loopt een klacht. Tot die klaar is, moet het dossier blijven." },
      owner: { reference: "PractitionerRole/eva-fictief-huisarts" },
    });
    expect((await erase(demo, "huisarts", because("verzoek-patient", request))).status).toBe(422);
  });

  test("after twenty years without a change it may go without a request, not a day earlier", async () => {
    const before = demo.now;
    const patient = "Patient/patient-0002";
    const changed = Date.parse((await demo.ask("huisarts", "GET", patient)).body.meta?.lastUpdated ?? "");
    const later = new Date(changed);
    later.setUTCFullYear(later.getUTCFullYear() + 20);
    demo.now = new Date(later.getTime() - 86_400_000);
    expect((await erase(demo, "huisarts", because("bewaartermijn"), patient)).status).toBe(422);
    demo.now = later;
    expect((await erase(demo, "huisarts", because("bewaartermijn"), patient)).status).toBe(200);
    demo.now = before;
    expect((await demo.ask("huisarts", "GET", patient)).status).toBe(404);
  });
});

describe("keep-and-erase: a record that was erased at the patient's request", () => {
  let demo: Demo;
  let erased: Answer;
  let before: readonly string[];
  let page: string | undefined;
  let bytes: number;
  const bsn = { system: "http://fhir.nl/fhir/NamingSystem/bsn", value: mainBsn };

  beforeAll(async () => {
    demo = await startDemo();
    // several versions, and the word in each
    const { body } = await demo.ask("huisarts", "GET", "Condition/willem-copd");
    for (const version of [1, 2, 3]) {
      await worked(demo.ask("huisarts", "PUT", "Condition/willem-copd", { ...body, note: [{ text: `${unique} ${version}` }] }, { "if-match": `W/"${version}"` }));
    }
    await worked(demo.ask("huisarts", "DELETE", "Flag/willem-toegang-woning"));
    await worked(demo.ask("post-huisarts", "POST", "Patient/$palliative-handover", byBsn(mainBsn)));
    const first = await demo.ask("huisarts", "GET", "Consent?patient=willem-voorbeeld&_count=2");
    page = first.body.link?.find(({ relation }) => relation === "next")?.url;
    const request = await openRequest(demo);
    before = auditEventsOf(demo).map((event) => JSON.stringify(event));
    bytes = occurrences(demo, unique);
    erased = await erase(demo, "huisarts", because("verzoek-patient", request));
  });
  afterAll(async () => {
    await demo[Symbol.asyncDispose]();
  });

  test("is counted by type for the huisarts", () => {
    expect([erased.status, valueOf(erased.body, "outcome")]).toEqual([200, "erased"]);
    const counts = Object.fromEntries((erased.body.parameter ?? []).filter(({ name }) => name === "erased").map(({ part }) => [part?.[0]?.valueCode, part?.[1]?.valueInteger]));
    expect(counts).toMatchObject({ Patient: 1, Task: 1, Bundle: 1, ServiceRequest: 1, Flag: 1, CareTeam: 2 });
  });

  test.each(["huisarts", "poh", "waarnemer", "patient", "mantelzorger", "wijkverpleegkundige", "post-huisarts"])("is unknown to %s: the same 404 as for what never was, and an empty search", async (person) => {
    for (const path of [mainPatient, "Condition/willem-copd", "Condition/willem-copd/_history/1", "Condition/willem-copd/_history", "Flag/willem-toegang-woning", `${mainPatient}/$responsible-gp`]) {
      const answer = await demo.ask(person, "GET", path);
      expect([path, answer.status]).toEqual([path, 404]);
    }
    expect((await demo.ask(person, "GET", "Condition?patient=willem-voorbeeld&_total=accurate")).body).toMatchObject({ total: 0 });
    expect((await demo.ask(person, "GET", "Patient?_id=willem-voorbeeld&_revinclude=Consent:patient")).body.entry ?? []).toEqual([]);
  });

  test("is no longer handed over, not from an open page either, and can't be erased again", async () => {
    expect((await demo.ask("post-huisarts", "POST", "Patient/$palliative-handover", byBsn(mainBsn))).status).toBe(404);
    expect(page).toBeDefined();
    expect((await demo.ask("huisarts", "GET", page?.slice(page.indexOf("/fhir/") + "/fhir/".length) ?? "")).body.entry ?? []).toEqual([]);
    expect((await erase(demo, "huisarts", because("bewaartermijn"))).status).toBe(404);
  });

  test("is in no table and in no byte of the files, the log included; of others all is there", async () => {
    expect(bytes).toBeGreaterThan(2);
    expect(occurrences(demo, unique)).toBe(0);
    expect(occurrences(demo, mainBsn)).toBe(0);
    // the log stays, and its list of whom an event is about with it
    expect([...textsOf(demo)].filter(({ column, text }) => /willem/i.test(text) && !column.startsWith("audit.") && column !== "audit_patient.patient").map(({ column }) => column)).toEqual([]);
    expect((await demo.ask("huisarts", "GET", "Patient/patient-0001")).status).toBe(200);
  });

  test("leaves the audit trail whole, with one event more that holds the ground and numbers, and no content", async () => {
    const events = auditEventsOf(demo);
    expect(events.slice(0, before.length).map((event) => JSON.stringify(event))).toEqual(before);
    const [event, ...others] = auditOf(demo, erased.headers);
    expect(others).toEqual([]);
    expect(event).toMatchObject({ action: "D", outcome: "0" });
    expect(event?.agent.flatMap(({ policy = [] }) => policy)).toEqual(["https://wijkverband.example/policy#erase", "https://wijkverband.example/basis#owner"]);
    expect(event?.purposeOfEvent?.flatMap(({ coding }) => coding?.map(({ code }) => code))).toContain("verzoek-patient");
    const entity = event?.entity?.find(({ lifecycle }) => lifecycle?.code === "15");
    expect(entity?.detail).toContainEqual({ type: "Patient", valueString: "1" });
    expect(demo.runtime.house.validator.validate(event!).filter(({ severity }) => severity === undefined || severity === "error")).toEqual([]);
    expect(JSON.stringify(events)).not.toMatch(new RegExp(`${unique}|${mainBsn}`));
    expect(await verifyAudit(demo.runtime.house.store, Buffer.from(demo.runtime.keys.audit.k ?? "", "base64url"))).toEqual([]);
  });

  test("starts anew when the same BSN is registered again", async () => {
    const patient: Patient = { resourceType: "Patient", identifier: [bsn], name: [{ use: "official", text: "Willem Voorbeeld", family: "Voorbeeld" }], birthDate: "1948-03-12" };
    expect((await demo.ask("huisarts", "POST", "Patient", patient)).status).toBe(202);
    const found = await demo.ask("huisarts", "POST", "Patient/_search", `identifier=${encodeURIComponent(`${bsn.system}|${bsn.value}`)}`, { "content-type": "application/x-www-form-urlencoded" });
    const [entry] = found.body.entry ?? [];
    expect(entry?.resource?.id).not.toBe("willem-voorbeeld");
    expect(entry?.resource?.meta?.versionId).toBe("1");
    expect((await demo.ask("huisarts", "GET", `Condition?patient=${entry?.resource?.id}`)).body.entry ?? []).toEqual([]);
  });
});
