import { handle } from "@wijkverband/facade";
import { Anomaly, codeSystemUrl, profileUrl } from "@wijkverband/fhir";
import { mainBsn, mainPatient, principalOf } from "@wijkverband/server";
import type { Labels } from "@wijkverband/policy";
import type { Bundle, CareTeam, Communication, Condition, Patient, RelatedPerson, Resource } from "hl7-fhir-r4-types";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { byBsn, faults, startDemo, type Answer, type Body, type Demo } from "../harness.ts";
import { auditOf } from "../stored.ts";

const entriesOf = (answer: Answer): readonly Resource[] => (answer.body.entry ?? []).flatMap(({ resource }) => resource ?? []);

/** An update of the main patient by somebody, from what is stored now. */
async function update(demo: Demo, person: string, change: Partial<Patient>): Promise<Answer> {
  const { body } = await demo.ask("huisarts", "GET", mainPatient);
  return demo.ask(person, "PUT", mainPatient, { ...body, ...change }, { "if-match": `W/"${body.meta?.versionId}"` });
}

/** What a test rests on must have worked. */
async function worked(asked: Promise<Answer>): Promise<Answer> {
  const answer = await asked;
  if (answer.status >= 300) throw new Error(`${answer.status} ${answer.text}`);
  return answer;
}

describe("life-events: the practice records that a patient died", () => {
  let demo: Demo;
  let recorded: Answer;
  const reason = { coding: [{ system: codeSystemUrl("noodreden"), code: "spoed" }], text: "Benauwd, de familie belt." };

  beforeAll(async () => {
    demo = await startDemo();
    for (const person of ["post-huisarts", "wijkverpleegkundige", "apotheker"]) await worked(demo.ask(person, "GET", `${mainPatient}/$palliative-handover`));
    await worked(demo.ask("huisarts-elders", "POST", "Patient/$break-glass", byBsn(mainBsn, { name: "reason", valueCodeableConcept: reason })));
    await worked(demo.ask("huisarts-elders", "GET", "Condition/willem-diagnose"));
    recorded = await worked(update(demo, "poh", { deceasedDateTime: "2026-11-24" }));
  });
  afterAll(async () => {
    await demo[Symbol.asyncDispose]();
  });

  test("the handover is over, its document stays, and posts and members get nothing more", async () => {
    const requests = entriesOf(await demo.ask("huisarts", "GET", "ServiceRequest?patient=willem-voorbeeld"));
    expect(requests).toMatchObject([{ status: "completed" }]);
    expect(entriesOf(await demo.ask("huisarts", "GET", "DocumentReference?patient=willem-voorbeeld"))).toMatchObject([{ status: "superseded", docStatus: "final" }]);
    for (const person of ["post-huisarts", "triagist", "wijkverpleegkundige", "apotheker", "huisarts-elders"]) {
      expect([person, (await demo.ask(person, "GET", `${mainPatient}/$palliative-handover`)).status]).toEqual([person, 404]);
      expect([person, (await demo.ask(person, "GET", "Condition/willem-diagnose")).status]).toEqual([person, 404]);
    }
  });

  test("the neighbourhood team is inactive and its period ended; the registration stays, and the practice keeps the record", async () => {
    const teams = entriesOf(await demo.ask("huisarts", "GET", "CareTeam?patient=willem-voorbeeld")) as readonly CareTeam[];
    const byKind = (code: string) => teams.find(({ category }) => category?.some(({ coding }) => coding?.some((each) => each.code === code)));
    expect(byKind("wijkteam")).toMatchObject({ status: "inactive", period: { end: demo.now.toISOString() } });
    expect(byKind("huisartsteam")).toMatchObject({ status: "active" });
    expect((await demo.ask("huisarts", "GET", "Condition/willem-diagnose")).status).toBe(200);
    expect((await demo.ask("waarnemer", "GET", "Condition/willem-diagnose")).status).toBe(200);
  });

  test("emergency access and mandates end, and nobody comes in by them again", async () => {
    const grants = entriesOf(await demo.ask("huisarts", "GET", `Task?patient=willem-voorbeeld&code=${codeSystemUrl("taak")}|noodtoegang`));
    expect(grants).toMatchObject([{ status: "completed" }]);
    expect((await demo.ask("huisarts-elders", "POST", "Patient/$break-glass", byBsn(mainBsn, { name: "reason", valueCodeableConcept: reason }))).status).toBe(409);
    for (const person of ["patient", "mantelzorger"]) expect((await demo.ask(person, "GET", mainPatient)).status).toBe(404);
  });

  test.each(["wijkverpleegkundige", "apotheker", "specialist-ouderengeneeskunde", "sociaal-werker"])("the organisation of %s is told in plain words, without a number, and reads no other's message", async (person) => {
    const notices = entriesOf(await demo.ask(person, "GET", "Communication")) as readonly Communication[];
    expect(notices).toHaveLength(1);
    expect(notices[0]?.recipient).toHaveLength(1);
    expect(notices[0]?.payload?.[0]?.contentString).toMatch(/^Willem Voorbeeld is overleden op 24/);
    expect(JSON.stringify(notices)).not.toContain(mainBsn);
  });

  test("it is one transaction with one audit event, and the practice that recorded it is not told by itself", async () => {
    const events = auditOf(demo, recorded.headers);
    expect(events).toHaveLength(1);
    const written = (events[0]?.entity ?? []).filter(({ lifecycle }) => lifecycle?.code === "1" || lifecycle?.code === "3").map(({ what }) => what?.reference?.split("/")[0] ?? "");
    expect(written.toSorted()).toEqual(["CareTeam", ...Array.from({ length: 4 }, () => "Communication"), "DocumentReference", "Patient", "ServiceRequest", "Task"]);
  });

  test("no handover is made any more; a corrected time of death tells nobody again; a death undone brings nothing back by itself", async () => {
    for (const operation of ["$assemble-handover", "$publish-handover"]) {
      const answer = await demo.ask("huisarts", "POST", `${mainPatient}/${operation}`, { resourceType: "Parameters" });
      expect([answer.status, faults(answer.body)[0]?.rule]).toEqual([409, "life-events"]);
    }
    expect((await update(demo, "huisarts", { deceasedDateTime: "2026-11-23" })).status).toBe(200);
    expect(entriesOf(await demo.ask("wijkverpleegkundige", "GET", "Communication"))).toHaveLength(1);
    const { deceasedDateTime: _died, ...alive } = (await demo.ask("huisarts", "GET", mainPatient)).body as Body & Partial<Patient>;
    expect((await demo.ask("huisarts", "PUT", mainPatient, alive, { "if-match": `W/"${alive.meta?.versionId}"` })).status).toBe(200);
    expect((await demo.ask("patient", "GET", mainPatient)).status).toBe(200);
    expect((await demo.ask("wijkverpleegkundige", "GET", "Condition/willem-diagnose")).status).toBe(404);
    expect((await demo.ask("post-huisarts", "GET", `${mainPatient}/$palliative-handover`)).status).toBe(404);
  });
});

describe("life-events: a patch or a transaction that records a death ends the same", () => {
  test("by JSON Patch and by transaction", async () => {
    await using demo = await startDemo();
    const patched = await demo.ask("huisarts", "PATCH", mainPatient, JSON.stringify([{ op: "add", path: "/deceasedBoolean", value: true }]), { "content-type": "application/json-patch+json", "if-match": 'W/"1"' });
    expect(patched.status).toBe(200);
    expect((await demo.ask("post-huisarts", "GET", `${mainPatient}/$palliative-handover`)).status).toBe(404);

    const team = { reference: "Organization/thuiszorg-proeftuin" };
    const other = await demo.ask("huisarts", "GET", "Patient/patient-0001");
    await write(demo, [[{ resourceType: "CareTeam", id: "wijkteam-1", meta: { profile: [profileUrl("wijkteam")] }, status: "active", category: [{ coding: [{ system: codeSystemUrl("team"), code: "wijkteam" }] }], subject: { reference: "Patient/patient-0001" }, participant: [{ role: [{ coding: [{ system: codeSystemUrl("rol"), code: "wijkverpleegkundige" }] }], member: team, period: { start: "2026-01-01" } }] }, { patient: "patient-0001", domain: "gedeeld" }]]);
    const bundle: Bundle = { resourceType: "Bundle", type: "transaction", entry: [{ resource: { ...other.body, deceasedBoolean: true } as unknown as Patient, request: { method: "PUT", url: "Patient/patient-0001", ifMatch: 'W/"1"' } }] };
    expect((await demo.ask("huisarts", "POST", "", bundle)).status).toBe(200);
    expect((await demo.ask("huisarts", "GET", "CareTeam/wijkteam-1")).body).toMatchObject({ status: "inactive" });
    const told = entriesOf(await demo.ask("wijkverpleegkundige", "GET", "Communication")) as readonly Communication[];
    expect(told.map(({ subject }) => subject?.reference ?? "").toSorted()).toEqual(["Patient/patient-0001", mainPatient]);
    const notified = (await demo.runtime.house.store.eventsOf("Organization/thuiszorg-proeftuin", { count: 50 })).filter(({ topic }) => topic === "patient-died");
    expect(notified.map(({ patient, focus }) => [patient, told.some(({ id }) => focus === `Communication/${id}`)])).toEqual([["willem-voorbeeld", true], ["patient-0001", true]]);
  });
});

describe("life-events: a death that is recorded while somebody publishes", () => {
  test("never leaves an active handover: what comes second is refused, or ends the other", async () => {
    await using demo = await startDemo();
    const nothing = { resourceType: "Parameters" };
    const reason = { resourceType: "Parameters", parameter: [{ name: "reason", valueString: "opnieuw" }] };
    for (let round = 0; round < 6; round++) {
      if (round % 2 === 1) await demo.ask("huisarts", "POST", `${mainPatient}/$withdraw-handover`, reason);
      const [published, recorded] = await Promise.all([demo.ask("tweede-huisarts", "POST", `${mainPatient}/$publish-handover`, nothing), update(demo, "huisarts", { deceasedBoolean: true })]);
      expect([200, 409, 412]).toContain(published.status);
      expect([200, 412]).toContain(recorded.status);
      const active = entriesOf(await demo.ask("huisarts", "GET", "ServiceRequest?patient=willem-voorbeeld&status=active"));
      expect(active).toHaveLength(recorded.status === 200 ? 0 : 1);
      if (recorded.status === 200) await worked(update(demo, "huisarts", { deceasedBoolean: false }));
    }
  });
});

/** Puts resources in the store as the demo's seed does. */
async function write(demo: Demo, resources: readonly (readonly [Resource & { id: string }, Labels])[]): Promise<void> {
  const changes = resources.map(([resource, labels]) => ({ op: "create" as const, resource, labels: { author: "Organization/praktijk-voorbeeldstraat", ...labels } }));
  await demo.runtime.house.store.transact({ changes, at: demo.now, audit: () => [] });
}

/** Asks as a patient or somebody close, by a token that an issuer of the patient's portal gave. */
async function askAs(demo: Demo, fhirUser: string, path: string): Promise<{ readonly status: number; readonly body: Bundle }> {
  const principal = principalOf(fhirUser.startsWith("Patient/") ? "patient" : "mantelzorger");
  const [route = "", search = ""] = path.split("?");
  try {
    const answer = await handle(demo.runtime.house, {
      method: "GET", path: route, query: [...new URLSearchParams(search)], lenient: false, wants: "fhir", language: "nl", requestId: crypto.randomUUID(),
      principal: { ...principal, tokenId: fhirUser, person: { id: fhirUser, name: fhirUser, role: principal.person?.role ?? "", fhirUser } },
    });
    return { status: answer.status, body: JSON.parse(String(answer.json)) as Bundle };
  } catch (thrown) {
    if (thrown instanceof Anomaly && thrown.category === "not-found") return { status: 404, body: { resourceType: "Bundle", type: "searchset" } };
    throw thrown;
  }
}

const capable = (is: boolean): NonNullable<Patient["extension"]> => [{ url: "https://fhir.iknl.nl/fhir/StructureDefinition/ext-LegallyCapable-MedicalTreatmentDecisions", extension: [{ url: "legallyCapable", valueBoolean: is }] }];
const vektis = "urn:oid:2.16.840.1.113883.2.4.3.11.22.472";

describe("life-events: who reads for a child, and for somebody who can't decide", () => {
  let demo: Demo;
  const parent = "RelatedPerson/moeder-fenna";
  const birthDate = "2015-06-15";

  beforeAll(async () => {
    demo = await startDemo();
    const person = (id: string, patient: string, code: string, more: Partial<RelatedPerson> = {}): readonly [RelatedPerson & { id: string }, Labels] => [
      { resourceType: "RelatedPerson", id, active: true, patient: { reference: `Patient/${patient}` }, relationship: [{ coding: [{ system: vektis, code }] }], name: [{ text: id }], ...more },
      { patient, domain: "gedeeld" },
    ];
    const patient = (id: string, more: Partial<Patient>): readonly [Patient & { id: string }, Labels] => [{ resourceType: "Patient", id, name: [{ text: id }], birthDate: "1950-01-01", ...more }, { patient: id, domain: "gedeeld" }];
    const condition = (id: string, about: string): readonly [Condition & { id: string }, Labels] => [{ resourceType: "Condition", id, subject: { reference: `Patient/${about}` }, code: { text: id } }, { patient: about, domain: "medisch" }];
    await write(demo, [
      patient("fenna", { birthDate }),
      person("moeder-fenna", "fenna", "24", { relationship: [{ coding: [{ system: "http://terminology.hl7.org/CodeSystem/v3-RoleCode", code: "MTH" }] }] }),
      condition("fenna-een", "fenna"), condition("fenna-twee", "fenna"),
      patient("arie", { extension: capable(true) }),
      person("vertegenwoordiger-arie", "arie", "24"),
      person("bewindvoerder-arie", "arie", "14"),
      person("oud-gemachtigde-arie", "arie", "03", { period: { start: "2020-01-01", end: "2026-06-30" } }),
      person("gemachtigde-arie", "arie", "03", { period: { start: "2020-01-01", end: "2026-11-24" } }),
      [{ resourceType: "CareTeam", id: "huisartsteam-arie", meta: { profile: [profileUrl("huisartsteam")] }, status: "active", category: [{ coding: [{ system: codeSystemUrl("team"), code: "huisartsteam" }] }], subject: { reference: "Patient/arie" }, period: { start: "2024-01-01" }, managingOrganization: [{ reference: "Organization/praktijk-voorbeeldstraat" }] }, { patient: "arie", domain: "gedeeld" }],
    ]);
  });
  afterAll(async () => {
    await demo[Symbol.asyncDispose]();
  });

  test.each([
    ["at 11 the parent", "2026-11-24T02:00:00Z", 404, 200],
    ["on the day before the twelfth birthday the parent", "2027-06-14T21:59:59Z", 404, 200],
    ["from the twelfth birthday, in Amsterdam, both", "2027-06-14T22:00:00Z", 200, 200],
    ["at 13 both", "2028-11-24T02:00:00Z", 200, 200],
    ["on the day before the sixteenth birthday both", "2031-06-14T21:59:59Z", 200, 200],
    ["from the sixteenth birthday the child alone", "2031-06-14T22:00:00Z", 200, 404],
  ])("%s reads", async (_who, now, child, mother) => {
    demo.now = new Date(now);
    expect([(await askAs(demo, "Patient/fenna", "Patient/fenna")).status, (await askAs(demo, parent, "Patient/fenna")).status]).toEqual([child, mother]);
    expect((await askAs(demo, parent, "Condition?patient=fenna&_total=accurate")).body.total).toBe(mother === 200 ? 2 : 0);
  });

  test("a page that the parent opened the evening before shows nothing more at sixteen", async () => {
    demo.now = new Date("2031-06-14T21:59:00Z");
    const first = await askAs(demo, parent, "Condition?patient=fenna&_count=1");
    const next = first.body.link?.find(({ relation }) => relation === "next")?.url ?? "";
    expect(first.body.entry).toHaveLength(1);
    const page = next.slice(next.indexOf("/fhir/") + "/fhir/".length);
    expect((await askAs(demo, parent, page)).body.entry).toHaveLength(1);
    demo.now = new Date("2031-06-14T22:00:00Z");
    expect((await askAs(demo, parent, page)).body.entry ?? []).toEqual([]);
  });

  test("a legal representative reads only once the patient is recorded as incapable; a bewindvoerder never, nor a mandate that ended", async () => {
    demo.now = new Date("2026-11-23T02:00:00Z");
    const statuses = async (): Promise<readonly number[]> => Promise.all(["vertegenwoordiger", "bewindvoerder", "oud-gemachtigde", "gemachtigde"].map(async (who) => (await askAs(demo, `RelatedPerson/${who}-arie`, "Patient/arie")).status));
    expect(await statuses()).toEqual([404, 404, 404, 200]);
    const { body } = await demo.ask("huisarts", "GET", "Patient/arie");
    expect((await demo.ask("huisarts", "PUT", "Patient/arie", { ...body, extension: capable(false) }, { "if-match": 'W/"1"' })).status).toBe(200);
    expect(await statuses()).toEqual([200, 404, 404, 200]);
    // a mandate lasts to the end of its last day in Amsterdam
    demo.now = new Date("2026-11-24T22:59:59Z");
    expect(await statuses()).toEqual([200, 404, 404, 200]);
    demo.now = new Date("2026-11-24T23:00:00Z");
    expect(await statuses()).toEqual([200, 404, 404, 404]);
  });
});
