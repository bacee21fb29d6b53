import { listen, mainBsn, mainPatient, openDemo, readConfig, storyBsn } from "@wijkverband/server";
import { verifyAudit } from "@wijkverband/store";
import type { AuditEvent } from "hl7-fhir-r4-types";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runCli } from "../cli.ts";
import { byBsn, type Answer } from "../harness.ts";
import { auditEventsOf, auditOf } from "../stored.ts";
import { useDemo } from "../use-demo.ts";

const observation = { resourceType: "Observation", status: "final", code: { text: "iets" }, subject: { reference: mainPatient } };
const form = { "content-type": "application/x-www-form-urlencoded" };
const patientsOf = (event: AuditEvent | undefined): readonly (string | undefined)[] => (event?.entity ?? []).flatMap(({ what }) => (what?.reference?.startsWith("Patient/") === true && !what.reference.includes("_history") ? [what.reference] : []));

describe("audit: whatever was asked has left an event before the answer did", () => {
  const demo = useDemo();

  const only = (answer: Answer): AuditEvent => {
    const events = auditOf(demo, answer.headers);
    expect(events).toHaveLength(1);
    return events[0] as AuditEvent;
  };

  test("a read names person, role, organisation, system, patient, version, row of the policy and basis", async () => {
    const event = only(await demo.ask("post-huisarts", "GET", "Consent/willem-limiet-reanimatie", undefined, { "x-request-id": "0e2bff9e-4a40-4d3d-8f26-9d5bb0c4a1de" }));
    expect(event).toMatchObject({ action: "R", outcome: "0", recorded: demo.now.toISOString(), subtype: [{ code: "read" }], purposeOfEvent: [{ coding: [{ code: "TREAT" }] }] });
    expect(patientsOf(event)).toEqual([mainPatient]);
    expect(event.entity?.map(({ what }) => what?.reference)).toContain("Consent/willem-limiet-reanimatie/_history/1");
    const [person, organization, system] = event.agent;
    expect(person).toMatchObject({ requestor: true, name: "N. Nacht", who: { identifier: { value: "900000017" } }, role: [{ coding: [{ code: "post-huisarts" }] }], policy: ["https://wijkverband.example/policy#handover-post-entries", "https://wijkverband.example/basis#addressed"] });
    expect(organization).toMatchObject({ requestor: false, who: { identifier: { value: "00000102" }, display: "Huisartsenspoedpost Modelregio" } });
    expect(system).toMatchObject({ who: { identifier: { value: "systeem-spoedpost-modelregio" } }, network: { address: expect.any(String) as string } });
  });

  test.each<readonly [title: string, who: string, method: string, path: string, body: object | string | undefined, event: object, patient: boolean]>([
    ["a version", "huisarts", "GET", "Consent/willem-limiet-reanimatie/_history/1", undefined, { action: "R", outcome: "0", subtype: [{ code: "vread" }] }, true],
    ["a history", "huisarts", "GET", "Consent/willem-limiet-reanimatie/_history", undefined, { action: "R", outcome: "0", subtype: [{ code: "history-instance" }] }, true],
    ["a search with hits", "huisarts", "GET", "Consent?patient=willem-voorbeeld", undefined, { action: "E", outcome: "0", subtype: [{ code: "search-type" }] }, true],
    ["a search without hits", "huisarts-elders", "GET", "Consent?patient=willem-voorbeeld", undefined, { action: "E", outcome: "0", subtype: [{ code: "search-type" }] }, false],
    ["a search that is refused", "huisarts", "GET", "Consent?onzin=1", undefined, { action: "E", outcome: "4", outcomeDesc: "400", subtype: [{ code: "search-type" }] }, false],
    ["an operation", "post-huisarts", "POST", "Patient/$palliative-handover", byBsn(mainBsn), { action: "E", outcome: "0", subtype: [{ code: "operation" }, { code: "palliative-handover" }] }, true],
    ["the draft", "poh", "POST", "Patient/$assemble-handover", byBsn(mainBsn), { action: "E", outcome: "0", subtype: [{ code: "operation" }, { code: "assemble-handover" }] }, true],
    ["who is responsible", "zcc-triagist", "POST", "Patient/$responsible-gp", byBsn(mainBsn), { action: "E", outcome: "0" }, true],
    ["an operation on a patient whom the caller may not see", "post-huisarts-elders", "POST", "Patient/$palliative-handover", byBsn(mainBsn), { action: "E", outcome: "4", outcomeDesc: "404 stranger" }, true],
    ["an operation on a patient who isn't there", "post-huisarts", "POST", "Patient/$palliative-handover", byBsn(storyBsn), { action: "E", outcome: "4", outcomeDesc: "404 stranger" }, false],
    ["a create", "huisarts", "POST", "Observation", observation, { action: "C", outcome: "0", subtype: [{ code: "create" }] }, true],
    ["a create that is refused", "huisarts", "POST", "Observation", { ...observation, status: "onzin" }, { action: "C", outcome: "4", outcomeDesc: "422 profile" }, false],
    ["an update that is refused", "poh", "PUT", "Consent/willem-limiet-reanimatie", { resourceType: "Consent" }, { action: "U", outcome: "4", outcomeDesc: "400 if-match-required" }, true],
    ["a delete that is refused", "poh", "DELETE", "Consent/willem-limiet-reanimatie", undefined, { action: "D", outcome: "4", outcomeDesc: "403 gp-decides" }, true],
    ["a publication", "huisarts", "POST", `${mainPatient}/$publish-handover`, { resourceType: "Parameters" }, { action: "E", outcome: "0", subtype: [{ code: "operation" }, { code: "publish-handover" }] }, true],
    ["a publication that is refused", "poh", "POST", `${mainPatient}/$publish-handover`, { resourceType: "Parameters" }, { action: "E", outcome: "4", outcomeDesc: "403 gp-decides" }, true],
    ["what we don't know", "huisarts", "GET", "Onzin/1", undefined, { outcome: "4", outcomeDesc: "404" }, false],
    ["what can't be read", "huisarts", "POST", "Observation", "{", { outcome: "4", outcomeDesc: "400" }, false],
    ["a transaction", "huisarts", "POST", "", { resourceType: "Bundle", type: "transaction", entry: [{ resource: observation, request: { method: "POST", url: "Observation" } }] }, { action: "E", outcome: "0", subtype: [{ code: "transaction" }] }, true],
  ])("%s", async (_title, who, method, path, body, expected, patient) => {
    const event = only(await demo.ask(who, method, path, body));
    expect(event).toMatchObject(expected);
    expect(event.agent.some(({ requestor, who: agent }) => requestor && agent?.identifier?.value !== undefined)).toBe(true);
    expect(patientsOf(event).length > 0).toBe(patient);
  });

  test("a search by BSN keeps which parameters were used, and no value", async () => {
    const event = only(await demo.ask("huisarts", "POST", "Patient/_search", `identifier=http%3A%2F%2Ffhir.nl%2Ffhir%2FNamingSystem%2Fbsn%7C${mainBsn}&_count=5`, form));
    const query = event.entity?.find(({ query: text }) => text !== undefined)?.query ?? "";
    expect(Buffer.from(query, "base64").toString()).toBe("identifier&_count");
    expect(patientsOf(event)).toEqual([mainPatient]);
  });

  test("a batch leaves an event of its own and one of each entry", async () => {
    const before = auditEventsOf(demo).length;
    const entry = [mainPatient, "Patient/onbekend", "Consent?patient=willem-voorbeeld"].map((url) => ({ request: { method: "GET", url } }));
    await demo.ask("huisarts", "POST", "", { resourceType: "Bundle", type: "batch", entry });
    expect(auditEventsOf(demo).slice(before).map(({ subtype, outcome }) => `${subtype?.[0]?.code} ${outcome}`)).toEqual(["read 0", "read 4", "search-type 0", "transaction 0"]);
  });

  test("a search over several patients leaves an event of each, with only what is about that patient", async () => {
    const events = auditOf(demo, (await demo.ask("huisarts", "GET", "Patient?_count=5")).headers);
    expect(events).toHaveLength(5);
    for (const event of events) {
      const own = patientsOf(event);
      expect(own).toHaveLength(1);
      expect(event.entity?.filter(({ what }) => what?.reference?.startsWith("Patient/") === true && !what.reference.startsWith(`${own[0]}`))).toEqual([]);
    }
  });

  test("a read names its domain and that it was read; what it rested on; where it was asked; and the trace it belongs to", async () => {
    const traceparent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    const event = only(await demo.ask("post-huisarts", "GET", "Consent/willem-limiet-reanimatie", undefined, { traceparent }));
    expect(event.source).toMatchObject({ site: `${demo.url}/fhir`, observer: { type: "Device", display: "wijkverband" } });
    expect(event.type).toMatchObject({ code: "rest" });
    expect(event.entity?.find(({ what }) => what?.reference === "Consent/willem-limiet-reanimatie/_history/1")).toMatchObject({ role: { code: "4" }, lifecycle: { code: "6" }, securityLabel: [{ code: "medisch" }] });
    const evidence = event.entity?.filter(({ role }) => role?.code === "13").map(({ what }) => what?.reference ?? "") ?? [];
    expect(evidence.length).toBeGreaterThan(0);
    expect(evidence.every((reference) => /^(ServiceRequest|CareTeam|OrganizationAffiliation|Consent|Bundle)\//.test(reference))).toBe(true);
    expect(event.entity?.find(({ what }) => what?.identifier?.value === "4bf92f3577b34da6a3ce929d0e0e4736")).toBeDefined();
    expect(only(await demo.ask("post-huisarts", "GET", "Consent/willem-limiet-reanimatie", undefined, { traceparent: "00-niets" })).entity?.some(({ what }) => what?.identifier?.system?.includes("trace"))).toBe(false);
  });

  test("a write says what was made, changed and deleted", async () => {
    const made = await demo.ask("huisarts", "POST", "Observation", observation);
    const id = made.body.id ?? "";
    const changed = await demo.ask("huisarts", "PUT", `Observation/${id}`, { ...observation, id, code: { text: "iets anders" } }, { "if-match": 'W/"1"' });
    const gone = await demo.ask("huisarts", "DELETE", `Observation/${id}`, undefined, { "if-match": 'W/"2"' });
    const lifecycles = [made, changed, gone].map((answer) => only(answer).entity?.find(({ what }) => what?.reference?.startsWith(`Observation/${id}/`) === true)?.lifecycle?.code);
    expect(lifecycles).toEqual(["1", "3", "14"]);
  });

  test("who acts under supervision is logged with who supervises, in every form", async () => {
    const event = only(await demo.ask("aios", "GET", mainPatient));
    expect(event.agent.map(({ type }) => type?.coding?.[0]?.code)).toEqual(["IRCP", "RESP", "PROV", "110150"]);
    expect(event.agent[0]?.who).toMatchObject({ reference: expect.stringMatching(/^PractitionerRole\//) as string, identifier: { value: "900000009", assigner: { identifier: { value: "00000101" } } } });
    expect(event.agent[1]).toMatchObject({ who: { reference: "PractitionerRole/eva-fictief-huisarts" }, requestor: false });
  });

  test.each<readonly [title: string, who: string | undefined, method: string, path: string, alarming: boolean, outcome: string]>([
    ["nobody", undefined, "GET", mainPatient, true, "401"],
    ["a stranger", "post-huisarts-elders", "GET", mainPatient, true, "404 stranger"],
    ["a role that may not", "poh", "DELETE", "Consent/willem-limiet-reanimatie", true, "403 gp-decides"],
    ["a path that isn't there", "huisarts", "GET", "Onzin/1", false, "404"],
    ["a method that isn't there", "huisarts", "POST", "AuditEvent", false, "405"],
    ["a search that can't be read", "huisarts", "GET", "Consent?onzin=1", false, "400"],
  ])("a refusal of %s is a security alert where somebody may not", async (_title, who, method, path, alarming, outcome) => {
    const event = only(await demo.ask(who, method, path));
    expect(event).toMatchObject({ outcome: "4", outcomeDesc: outcome, type: { code: alarming ? "110113" : "rest" } });
  });

  test("what isn't a search parameter isn't kept as the name of one: it may hold a BSN", async () => {
    const event = only(await demo.ask("huisarts", "POST", "Patient/_search", `${mainBsn}=1&_count=1`, form));
    const query = event.entity?.find(({ query: text }) => text !== undefined)?.query ?? "";
    expect(Buffer.from(query, "base64").toString()).toBe("?&_count");
  });

  test("a token asked for, and one refused", async () => {
    const before = auditEventsOf(demo).length;
    await fetch(`${demo.url}/oauth/token`, { method: "POST", body: new URLSearchParams({ grant_type: "client_credentials", client_id: "niemand" }) });
    await demo.token("apotheker");
    expect(auditEventsOf(demo).slice(before)).toMatchObject([{ outcome: "4", subtype: [{ code: "operation" }, { code: "token" }] }, { outcome: "0", agent: [{ name: "A. Poth" }, {}, {}] }]);
  });

  test("after all this the chain verifies", async () => {
    const { store } = demo.runtime.house;
    expect(await verifyAudit(store, Buffer.from(demo.runtime.keys.audit.k ?? "", "base64url"))).toEqual([]);
  });
});

describe("audit: a file that was tampered with is found out", () => {
  let folder: string;
  let older: string;
  const env = (dataDir: string) => ({ DATA_DIR: dataDir, DEMO_PATIENTS: "10", LOG_LEVEL: "silent" });
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "wijkverband-audit-"));
    await runCli(["seed"], env(join(folder, "true")));
    older = join(folder, "older");
    cpSync(join(folder, "true"), older, { recursive: true });
    await leaveSecondChain(join(folder, "true"));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** A second run, in which requests without token are refused. */
  async function leaveSecondChain(dataDir: string): Promise<void> {
    const config = readConfig({ PORT: "0", ...env(dataDir) }, "demo");
    const running = await listen(config, (publicUrl) => openDemo({ ...config, publicUrl }, () => {}));
    for (let count = 0; count < 5; count++) await fetch(`${running.url}/fhir/Patient`);
    await running.close();
  }

  const verify = (dataDir: string) => runCli(["audit", "verify"], env(dataDir));
  const chains = (dataDir: string): readonly number[] => {
    using database = new DatabaseSync(join(dataDir, "wijkverband.sqlite"));
    return (database.prepare("SELECT number FROM chain ORDER BY number").all() as { number: number }[]).map(({ number }) => number);
  };

  test("as it is, it verifies, over two chains", async () => {
    expect(chains(join(folder, "true"))).toHaveLength(2);
    expect(await verify(join(folder, "true"))).toMatchObject({ code: 0, out: expect.stringMatching(/^intact: \d+ events in 2 chain\(s\), 1 hourly head\(s\)/) as string });
  });

  test.each([
    ["an event was edited", "UPDATE audit SET json = replace(json, '\"outcome\":\"4\"', '\"outcome\":\"0\"') WHERE chain = (SELECT max(number) FROM chain) AND sequence = 2"],
    ["an event was removed", "DELETE FROM audit WHERE chain = (SELECT max(number) FROM chain) AND sequence = 2"],
    ["the first event was removed", "DELETE FROM audit WHERE chain = (SELECT max(number) FROM chain) AND sequence = 1"],
    ["two events changed places", "UPDATE audit SET sequence = 1000 WHERE chain = (SELECT max(number) FROM chain) AND sequence = 2; UPDATE audit SET sequence = 2 WHERE chain = (SELECT max(number) FROM chain) AND sequence = 3; UPDATE audit SET sequence = 3 WHERE sequence = 1000"],
    ["the tail was cut off", "DELETE FROM audit WHERE chain = (SELECT max(number) FROM chain) AND sequence > 3"],
    [
      "the tail was cut off and the head put back to fit",
      "DELETE FROM audit WHERE chain = (SELECT max(number) FROM chain) AND sequence > 3; UPDATE chain SET sequence = 3, hash = (SELECT hash FROM audit WHERE chain = chain.number AND sequence = 3) WHERE number = (SELECT max(number) FROM chain)",
    ],
    ["an event was slipped in", "INSERT INTO audit SELECT chain, sequence + 100, previous, hash, json, recorded, patient FROM audit WHERE chain = (SELECT max(number) FROM chain) AND sequence = 2"],
    ["a whole chain was taken out", "DELETE FROM audit WHERE chain = (SELECT max(number) FROM chain); DELETE FROM chain WHERE number = (SELECT max(number) FROM chain)"],
    ["all of it was taken out", "DELETE FROM audit; DELETE FROM chain"],
  ])("%s", async (title, sql) => {
    const copy = join(folder, title.replaceAll(" ", "-"));
    cpSync(join(folder, "true"), copy, { recursive: true });
    {
      using database = new DatabaseSync(join(copy, "wijkverband.sqlite"));
      database.exec(sql);
    }
    expect(await verify(copy)).toMatchObject({ code: 1, error: expect.stringContaining("BROKEN") as string });
  });

  test.each([
    ["the hourly heads were taken out", "DELETE FROM audit_hour", "hour-removed: hourly head 1"],
    ["an hourly head says a chain stood elsewhere", "UPDATE audit_hour SET json = json_set(json, '$.moved[0].sequence', 1 + json_extract(json, '$.moved[0].sequence'))", "hour-forged: hourly head 1"],
    ["a head of an hour that never was", "INSERT INTO audit_hour SELECT 2, json_set(json, '$.number', 2) FROM audit_hour", "hour-removed: hourly head 2"],
  ])("%s", async (title, sql, finding) => {
    const copy = join(folder, title.replaceAll(" ", "-"));
    cpSync(join(folder, "true"), copy, { recursive: true });
    {
      using database = new DatabaseSync(join(copy, "wijkverband.sqlite"));
      database.exec(sql);
    }
    const answer = await verify(copy);
    expect(answer).toMatchObject({ code: 1, error: expect.stringContaining("BROKEN") as string });
    expect(answer.error).toContain(finding);
  });

  test("an older database was put back", async () => {
    const copy = join(folder, "put-back");
    cpSync(join(folder, "true"), copy, { recursive: true });
    for (const suffix of ["", "-wal", "-shm"]) rmSync(join(copy, `wijkverband.sqlite${suffix}`), { force: true });
    cpSync(join(older, "wijkverband.sqlite"), join(copy, "wijkverband.sqlite"));
    expect(await verify(copy)).toMatchObject({ code: 1, error: expect.stringContaining("BROKEN") as string });
  });

  test("no database at all", async () => {
    expect(await verify(join(folder, "nergens"))).toMatchObject({ code: 1, error: expect.stringContaining("no database") as string });
  });
});
