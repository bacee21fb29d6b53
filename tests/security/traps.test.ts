import { mainPatient } from "@wijkverband/server";
import type { Bundle, Task } from "hl7-fhir-r4-types";
import { beforeAll, describe, expect, test } from "vitest";
import { startDemo, type Answer } from "../harness.ts";
import { accept, given, join, membersNow, newcomer, newcomers, permitFor, startPlan, taskOf } from "../membership.ts";
import { auditOf, storedCounts } from "../stored.ts";
import { useDemo } from "../use-demo.ts";

/** What users of other FHIR servers ran into (docs/traps.md), each tried here. A nurse of the team sees some of the record, the nurse of elsewhere nothing, the huisarts all. */
const demo = useDemo({ patients: 12 });

const patient = mainPatient.slice("Patient/".length);
const references = (answer: Answer): readonly string[] => (answer.body.entry ?? []).flatMap(({ resource }) => (resource?.id === undefined ? [] : [`${resource.resourceType}/${resource.id}`]));
const get = (who: string, path: string): Promise<Answer> => demo.ask(who, "GET", path);

/** A medical note of the practice, in no handover: the nurse may not read it. */
async function secretNote(): Promise<string> {
  const note = { resourceType: "Observation", status: "final", code: { coding: [{ system: "https://traps.example", code: "geheim" }] }, subject: { reference: mainPatient }, valueString: "alleen voor de praktijk" };
  const { body } = await demo.ask("huisarts", "POST", "Observation", note);
  return body.id ?? "";
}

describe("traps of FHIR servers", () => {
  let note: string;
  beforeAll(async () => {
    note = await secretNote();
  });

  test("trap 1: a chain or _has over what may not be read finds nothing", async () => {
    expect(references(await get("huisarts", "Patient?_has:Observation:subject:code=https://traps.example|geheim"))).toContain(mainPatient);
    expect(references(await get("huisarts", "CareTeam?subject:Patient._has:Observation:subject:code=https://traps.example|geheim")).length).toBeGreaterThan(0);
    expect(references(await get("wijkverpleegkundige", "Patient?_has:Observation:subject:code=https://traps.example|geheim"))).toEqual([]);
    expect(references(await get("wijkverpleegkundige", "CareTeam?subject:Patient._has:Observation:subject:code=https://traps.example|geheim"))).toEqual([]);
    expect(references(await get("wijkverpleegkundige-elders", "Consent?patient.birthdate=ge1900-01-01"))).toEqual([]);
  });

  test("trap 2: includes, reverse includes and iterating ones bring nothing along that may not be read", async () => {
    const brought = references(await get("wijkverpleegkundige", "Patient?_id=willem-voorbeeld&_revinclude=Observation:subject&_revinclude:iterate=Provenance:target"));
    expect(brought).toContain(mainPatient);
    expect(brought).not.toContain(`Observation/${note}`);
    expect(references(await get("huisarts", "Patient?_id=willem-voorbeeld&_revinclude=Observation:subject"))).toContain(`Observation/${note}`);
  });

  test("trap 3: reading by id, by version and by history passes the same gate as a search", async () => {
    for (const path of [`Observation/${note}`, `Observation/${note}/_history/1`, `Observation/${note}/_history`]) {
      expect((await get("huisarts", path)).status).toBe(200);
      expect((await get("wijkverpleegkundige", path)).status).toBe(404);
    }
    for (const path of ["Observation/_history", "_history"]) expect(references(await get("wijkverpleegkundige", path))).not.toContain(`Observation/${note}`);
  });

  test("trap 4: operations and batches give no more than reading does", async () => {
    expect(references(await get("wijkverpleegkundige", `${mainPatient}/$everything`))).not.toContain(`Observation/${note}`);
    expect(references(await get("huisarts", `${mainPatient}/$everything?_count=200`))).toContain(`Observation/${note}`);
    const batch = { resourceType: "Bundle", type: "batch", entry: [`Observation/${note}`, `Observation?_id=${note}`, `${mainPatient}/$everything`].map((url) => ({ request: { method: "GET", url } })) };
    const answer = await demo.ask("wijkverpleegkundige", "POST", "", batch);
    expect(answer.body.entry?.[0]?.response?.status).toMatch(/^404/);
    expect(answer.text).not.toContain("alleen voor de praktijk");
  });

  test("trap 5: a huisarts asks for the own patients without any trick, and gets those and no others", async () => {
    const own = await get("huisarts", "Patient?_count=200&_total=accurate");
    const elsewhere = await get("huisarts-elders", "Patient?_count=200&_total=accurate");
    expect(own.body.total).toBeGreaterThan(5);
    expect(elsewhere.body.total).toBe(0);
    expect(own.body.entry?.every(({ resource }) => JSON.stringify(resource).includes("Organization/praktijk-voorbeeldstraat"))).toBe(true);
  });

  test("trap 6: a page link of one caller is nothing to another", async () => {
    const first = await get("huisarts", "Consent?_count=1");
    const next = first.body.link?.find(({ relation }) => relation === "next")?.url.slice(`${demo.url}/fhir/`.length) ?? "";
    expect((await get("huisarts", next)).status).toBe(200);
    for (const who of ["poh", "wijkverpleegkundige", "huisarts-elders"]) expect((await get(who, next)).status).toBe(400);
  });

  test("trap 7: one-patient: a resource is about one patient, by whichever form of reference", async () => {
    const [other] = references(await get("huisarts", "Patient?_count=2")).filter((each) => each !== mainPatient);
    const about = (subject: string, more: object = {}) => ({ resourceType: "Observation", status: "final", code: { text: "x" }, subject: { reference: subject }, valueString: "y", ...more });
    const two = await demo.ask("huisarts", "POST", "Observation", about(mainPatient, { focus: [{ reference: other }] }));
    expect(two.status).toBe(422);
    const absolute = await demo.ask("huisarts", "POST", "Observation", about(`${demo.url}/fhir/${mainPatient}`));
    expect(absolute.status).toBe(201);
    for (const asked of [patient, mainPatient, `${demo.url}/fhir/${mainPatient}`]) expect(references(await get("huisarts", `Observation?patient=${encodeURIComponent(asked)}&_count=200`))).toContain(`Observation/${absolute.body.id}`);
    expect((await get("wijkverpleegkundige", `Observation/${absolute.body.id}`)).status).toBe(404);
  });

  test("trap 8: what is refused leaves nothing behind, by update, patch, condition or transaction", async () => {
    const before = storedCounts(demo);
    const goal = "Consent/willem-limiet-reanimatie";
    const kept = (await get("huisarts", goal)).body;
    const version = { "if-match": `W/"${kept.meta?.versionId}"` };
    const patch = JSON.stringify([{ op: "replace", path: "/status", value: "inactive" }]);
    expect((await demo.ask("wijkverpleegkundige", "PUT", goal, { ...kept, status: "inactive" }, version)).status).toBe(403);
    expect((await demo.ask("wijkverpleegkundige", "PATCH", goal, patch, { ...version, "content-type": "application/json-patch+json" })).status).toBe(403);
    expect((await demo.ask("wijkverpleegkundige", "DELETE", goal, undefined, version)).status).toBe(403);
    const transaction = { resourceType: "Bundle", type: "transaction", entry: [{ resource: { resourceType: "Observation", status: "final", code: { text: "x" }, subject: { reference: mainPatient }, valueString: "y" }, request: { method: "POST", url: "Observation" } }, { resource: { ...kept, status: "inactive" }, request: { method: "PUT", url: goal, ifMatch: version["if-match"] } }] };
    expect((await demo.ask("wijkverpleegkundige", "POST", "", transaction)).status).toBe(403);
    expect(storedCounts(demo)).toEqual(before);
  });

  test("trap 9: totals and counts are of what the caller may see", async () => {
    const total = async (who: string, query: string): Promise<number | undefined> => (await get(who, query)).body.total;
    for (const query of [`Observation?patient=${patient}&_total=accurate&_count=200`, `Observation?patient=${patient}&_summary=count`]) {
      const seen = references(await get("wijkverpleegkundige", `Observation?patient=${patient}&_count=200`)).length;
      expect(await total("wijkverpleegkundige", query)).toBe(seen);
      expect(await total("huisarts", query)).toBeGreaterThan(seen);
      expect(await total("huisarts-elders", query)).toBe(0);
    }
  });

  const observation = (value: string) => ({ resourceType: "Observation", status: "final", identifier: [{ system: "https://traps.example/id", value }], code: { text: "x" }, subject: { reference: mainPatient }, valueString: "y" });

  test("trap 10: conditional creates that race make one resource, and the next call finds that one", async () => {
    const condition = { "if-none-exist": "identifier=https://traps.example/id|race" };
    const answers = await Promise.all(Array.from({ length: 8 }, () => demo.ask("huisarts", "POST", "Observation", observation("race"), condition)));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(7);
    expect((await demo.ask("huisarts", "POST", "Observation", observation("race"), condition)).status).toBe(200);
  });

  test("trap 11: updates that race have one winner, and versions stay without gaps", async () => {
    const { body } = await demo.ask("huisarts", "POST", "Observation", observation("parallel"));
    const path = `Observation/${body.id}`;
    const answers = await Promise.all(["a", "b", "c", "d", "e"].map((valueString) => demo.ask("huisarts", "PUT", path, { ...body, valueString }, { "if-match": 'W/"1"' })));
    expect(answers.map(({ status }) => status).toSorted((one, other) => one - other)).toEqual([200, 412, 412, 412, 412]);
    const versions = (await get("huisarts", `${path}/_history`)).body.entry?.map(({ response }) => response?.etag);
    expect(versions).toEqual(['W/"2"', 'W/"1"']);
  });

  test("trap 12: one resource written twice in a transaction is refused, not dropped", async () => {
    const { body } = await demo.ask("huisarts", "POST", "Observation", observation("twice"));
    const entry = (valueString: string) => ({ resource: { ...body, valueString }, request: { method: "PUT", url: "Observation?identifier=https://traps.example/id|twice", ifMatch: 'W/"1"' } });
    const answer = await demo.ask("huisarts", "POST", "", { resourceType: "Bundle", type: "transaction", entry: [entry("a"), entry("b")] });
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.status).toBeLessThan(500);
    expect((await get("huisarts", `Observation/${body.id}`)).body.meta?.versionId).toBe("1");
  });

  test("trap 13: nothing shared is overwritten without the version that was seen", async () => {
    const { body } = await demo.ask("huisarts", "POST", "Observation", observation("blind"));
    const blind = await demo.ask("huisarts", "PUT", `Observation/${body.id}`, { ...body, valueString: "z" });
    expect(blind.status).toBe(400);
    expect(blind.text).toContain("if-match-required");
  });

  test("trap 17: a delete, a search without hits and a refusal each leave their event", async () => {
    const { body } = await demo.ask("huisarts", "POST", "Observation", observation("gone"));
    const asked = [await demo.ask("huisarts", "DELETE", `Observation/${body.id}`), await get("huisarts", "Observation?identifier=https://traps.example/id|niets"), await get("huisarts-elders", mainPatient), await demo.ask("huisarts", "PUT", mainPatient, {})];
    for (const answer of asked) expect(auditOf(demo, answer.headers).length).toBeGreaterThan(0);
    expect(auditOf(demo, asked[0]!.headers)[0]).toMatchObject({ action: "D", outcome: "0" });
    expect(auditOf(demo, asked[2]!.headers)[0]?.outcome).toBe("4");
  });

  test("trap 19: joins that national queries need work, narrowed, instead of being refused", async () => {
    const national = await get("post-huisarts", `Consent?patient=${patient}&scope=treatment&_include=Consent:actor`);
    expect(national.status).toBe(200);
    expect(references(national).length).toBeGreaterThan(2);
  });

  test("trap 20: a text that holds our address is kept as it came", async () => {
    const said = `zie ${demo.url}/fhir/Patient/1 en https://elders.example/fhir/Patient/1`;
    const { body } = await demo.ask("huisarts", "POST", "Observation", { ...observation("text"), valueString: said });
    expect((await get("huisarts", `Observation/${body.id}`)).text).toContain(JSON.stringify(said));
  });
});

describe("defects of the nearest peer", () => {
  const inbox = async (who: string): Promise<readonly Task[]> => ((await get(who, `Task?patient=${patient}`)).body.entry ?? []).flatMap(({ resource }) => (resource?.resourceType === "Task" ? [resource] : []));

  test("defect 1: nobody rewrites a Task, whether or not its status stays", async () => {
    const asked = await demo.ask("patient", "POST", "Task", { resourceType: "Task", status: "requested", intent: "order", code: { coding: [{ system: "https://wijkverband.example/fhir/CodeSystem/taak", code: "wisverzoek" }] }, for: { reference: mainPatient }, requester: { reference: mainPatient }, authoredOn: "2026-11-24T02:00:00Z" });
    expect(asked.status).toBe(201);
    const task = asked.body;
    for (const who of ["huisarts", "poh", "patient", "wijkverpleegkundige", "huisarts-elders"]) {
      for (const status of ["requested", "completed"]) expect((await demo.ask(who, "PUT", `Task/${task.id}`, { ...task, status, description: "omgeschreven" }, { "if-match": 'W/"1"' })).status).toBeOneOf([403, 404, 405]);
    }
    expect((await inbox("huisarts")).find(({ id }) => id === task.id)?.meta?.versionId).toBe("1");
  });

  test("defect 2 and 3: who left the team is out at once, and who came back is in again, whatever else is open", async () => {
    const team = "CareTeam/wijkteam-willem-voorbeeld";
    const { store } = demo.runtime.house;
    const change = async (period: (start: string) => object): Promise<void> => {
      const stored = await store.read("CareTeam", team.slice("CareTeam/".length));
      const resource = structuredClone(stored.resource()) as { resourceType: "CareTeam"; id: string; participant: { member: { reference: string }; period: object; role: object[] }[] };
      const nurse = resource.participant.find(({ member }) => member.reference === "Organization/thuiszorg-proeftuin");
      const others = resource.participant.filter((each) => each.member.reference !== "Organization/thuiszorg-proeftuin");
      const spells = [period("2026-01-01")].flat().map((each) => ({ ...nurse!, period: each }));
      await store.transact({ changes: [{ op: "update", resource: { ...resource, participant: [...others, ...spells] } as never, labels: stored.labels }], at: demo.now, audit: () => [] });
    };
    await change((start) => ({ start, end: "2026-11-23T12:00:00+01:00" }));
    expect((await get("wijkverpleegkundige", mainPatient)).status).toBe(404);
    await change((start) => [{ start, end: "2026-11-23T12:00:00+01:00" }, { start: "2026-11-24T01:00:00+01:00" }]);
    expect((await get("wijkverpleegkundige", mainPatient)).status).toBe(200);
  });

  test("defect 4: no client writes a team, so no member is lost between two writers", async () => {
    const team = (await get("huisarts", "CareTeam/wijkteam-willem-voorbeeld")).body;
    for (const who of ["huisarts", "wijkverpleegkundige", "sociaal-werker"]) expect((await demo.ask(who, "PUT", `CareTeam/${team.id}`, team, { "if-match": `W/"${team.meta?.versionId}"` })).status).toBe(405);
  });

  test("defect 1 to 4: by operation too, a team follows its invitations: asked twice there is one, out is out, back is in, and nobody is lost", async () => {
    await using other = await startDemo();
    const plan = await startPlan(other);
    await other.ask("huisarts", "POST", "Consent", permitFor(newcomers));
    const seen = async (): Promise<number> => (await other.ask(newcomer, "GET", mainPatient)).status;
    const ids = await Promise.all([1, 2, 3].map(async () => taskOf(await other.ask("huisarts", "POST", `${plan}/$invite`, given({ organization: newcomers, function: "wijkverpleegkundige" }))).id));
    expect(new Set(ids).size).toBe(1);
    expect(await seen()).toBe(404);
    const answers = await Promise.all([1, 2, 3].map(() => accept(other, newcomer, ids[0])));
    expect(answers.map(({ status }) => status).toSorted((one, two) => one - two)).toEqual([200, 409, 409]);
    expect((await membersNow(other)).filter((member) => member === newcomers)).toHaveLength(1);
    for (const _round of [1, 2]) {
      expect(await seen()).toBe(200);
      expect((await other.ask(newcomer, "POST", `${plan}/$leave`)).status).toBe(200);
      expect(await seen()).toBe(404);
      other.now = new Date(other.now.getTime() + 3_600_000);
      await join(other, plan);
    }
    expect(await seen()).toBe(200);
    expect(await membersNow(other)).toEqual(expect.arrayContaining(["Organization/thuiszorg-proeftuin", "Organization/apotheek-voorbeeldplein", "Organization/ouderenzorg-voorbeeldstad", "RelatedPerson/riet-voorbeeld"]));
  });

  test("defect 5: pages lead to the end, totals are of all pages, and includes are there", async () => {
    const seen: string[] = [];
    let path: string | undefined = `Consent?patient=${patient}&_count=2&_total=accurate&_include=Consent:patient`;
    let total: number | undefined;
    while (path !== undefined) {
      const page: Answer = await get("huisarts", path);
      total ??= page.body.total;
      const entries: NonNullable<Bundle["entry"]> = page.body.entry ?? [];
      expect(entries.some(({ search, resource }) => search?.mode === "include" && resource?.resourceType === "Patient")).toBe(true);
      seen.push(...entries.filter(({ search }) => search?.mode === "match").map(({ resource }) => resource?.id ?? ""));
      path = page.body.link?.find(({ relation }) => relation === "next")?.url.slice(`${demo.url}/fhir/`.length);
    }
    expect(seen.length).toBeGreaterThan(4);
    expect(new Set(seen).size).toBe(seen.length);
    expect(total).toBe(seen.length);
  });

  test("defect 6: a search without hits, and a refusal, name person, organisation and purpose", async () => {
    for (const answer of [await get("poh", "Flag?_id=niets"), await get("huisarts-elders", `${mainPatient}/_history`)]) {
      const [event] = auditOf(demo, answer.headers);
      expect(event?.agent.map(({ type }) => type?.coding?.[0]?.code)).toEqual(expect.arrayContaining(["IRCP", "PROV"]));
      expect(event?.purposeOfEvent?.[0]?.coding?.[0]?.code).toBe("TREAT");
    }
  });

  test("defect 8: what is wrong with a request is said with a status and a rule, never as a fault of ours", async () => {
    const wrong: readonly (readonly [who: string, method: string, path: string, body: object])[] = [
      ["huisarts", "POST", "Observation", { resourceType: "Observation" }],
      ["wijkverpleegkundige", "POST", "Consent", { resourceType: "Consent" }],
      ["poh", "POST", `${mainPatient}/$withdraw-handover`, { resourceType: "Parameters", parameter: [{ name: "reason", valueString: "x" }] }],
      ["huisarts", "PUT", mainPatient, { resourceType: "Patient", id: patient }],
      ["huisarts", "POST", "", { resourceType: "Bundle", type: "history" }],
    ];
    for (const [who, method, path, body] of wrong) {
      const answer = await demo.ask(who, method, path, body);
      expect(answer.status).toBeGreaterThanOrEqual(400);
      expect(answer.status).toBeLessThan(500);
      expect(answer.body.issue?.[0]?.diagnostics).toMatch(/\w/);
    }
  });

  test("defect 9: /metadata says what there is, and what it says is there", async () => {
    const metadata = JSON.parse((await demo.ask(undefined, "GET", "metadata")).text) as { rest: { resource: { type: string; interaction: { code: string }[] }[] }[] };
    const types = metadata.rest[0]?.resource ?? [];
    expect(types.length).toBeGreaterThan(30);
    // the log of nobody in particular isn't searched
    const searched = types.filter(({ type, interaction }) => type !== "AuditEvent" && interaction.some(({ code }) => code === "search-type"));
    expect(searched.length).toBeGreaterThan(30);
    for (const { type } of searched) expect((await get("huisarts", `${type}?_count=1`)).status).toBe(200);
  });
});
