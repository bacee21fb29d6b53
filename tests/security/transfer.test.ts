import { mainPatient } from "@wijkverband/server";
import type { Bundle, Parameters } from "hl7-fhir-r4-types";
import { beforeAll, describe, expect, test } from "vitest";
import { faults, valueOf, type Answer, type Demo } from "../harness.ts";
import { decide, propose, replaced } from "../proposals.ts";
import { askFor, declared, elsewhere, former, practicesOf, transfer, willem } from "../transfer.ts";
import { useDemo } from "../use-demo.ts";

/** Passes the elfproef, and is nobody's. */
const nobody = "999998286";
/** A patient of the demo who is registered with another practice again. */
const unregistered = "patient-0002";
const unregisteredBsn = "999900018";

/** What a Task says, but for its id and times. */
const said = ({ status, text, headers }: Answer): unknown => [
  status,
  text.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, "id").replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, "instant"),
  [...headers].filter(([name]) => !["date", "location", "content-location", "x-request-id"].includes(name)).map(([name, value]) => [name, value.replace(/^W\/"\d+"$/, "version")]),
];

describe("stranger: nobody learns from a declaration whether somebody exists", () => {
  const demo = useDemo({ now: new Date("2026-11-24T09:00:00Z") });
  beforeAll(async () => {
    const { store } = demo.runtime.house;
    const team = await store.read("CareTeam", `huisartsteam-${unregistered}`);
    const ended = { ...team.resource(), id: team.id, status: "inactive", period: { start: "2024-01-01", end: "2026-11-01" } } as never;
    await store.transact({ changes: [{ op: "update", resource: ended, labels: team.labels }], audit: () => [], at: new Date("2026-11-24T08:00:00Z") });
  });

  test("a practice gets the same bytes for who is unknown, registered nowhere and registered elsewhere", async () => {
    const unknown = await transfer(demo, "huisarts-elders", nobody);
    const nowhere = await transfer(demo, "huisarts-elders", unregisteredBsn);
    const there = await transfer(demo, "huisarts-elders", willem);
    expect(unknown.status).toBe(202);
    expect(said(nowhere)).toEqual(said(unknown));
    expect(said(there)).toEqual(said(unknown));
    expect(await practicesOf(demo, unregistered)).toEqual([elsewhere]);
    expect(await practicesOf(demo)).toEqual([elsewhere]);
    // who kept the record hears it, and reads its own history; there is nothing to contest
    const told = (await demo.ask("huisarts", "GET", `Communication?subject=Patient/${unregistered}`)).body.entry ?? [];
    expect(told.map(({ resource }) => JSON.stringify(resource))).toEqual([expect.stringContaining("De patiënt koos voor Huisartsenpraktijk Elders")]);
    expect((await demo.ask("huisarts", "GET", `Task?patient=Patient/${unregistered}`)).body.entry ?? []).toEqual([]);
    expect((await demo.ask("huisarts", "GET", `Patient/${unregistered}/$dossier-package`)).status).toBe(200);
    for (const each of [unknown, nowhere, there]) {
      const read = await demo.ask("huisarts-elders", "GET", `Task/${each.body.id}`);
      expect([read.status, read.text]).toEqual([200, each.text]);
      expect((await demo.ask("huisarts", "GET", `Task/${each.body.id}`)).status).toBe(404);
      expect(each.text).not.toContain(willem);
    }
  });

  test("by id too, known or not", async () => {
    const body: Parameters = { resourceType: "Parameters", parameter: declared() };
    const [known, unknown] = [await demo.ask("huisarts-elders", "POST", "Patient/patient-0004/$transfer-registration", body), await demo.ask("huisarts-elders", "POST", "Patient/niemand/$transfer-registration", body)];
    expect(known.status).toBe(202);
    expect(said(known)).toEqual(said(unknown));
  });

  test.each<[string, readonly string[], object]>([
    ["a practice that isn't its own", [], { practice: former }],
    ["a future day", [], { chosenOn: "2026-11-25" }],
    ["no day", ["chosen-on"], {}],
    ["no word of how the patient was identified", ["identified-by"], {}],
    ["dots for how the patient was identified", [], { identifiedBy: "..." }],
    ["a huisarts of another practice", [], { gp: "PractitionerRole/eva-fictief-huisarts" }],
    ["somebody who is no huisarts", [], { gp: "PractitionerRole/role-wijkverpleegkundige-elders" }],
    ["a huisarts whom nobody knows", [], { gp: "PractitionerRole/niemand" }],
    ["no consent", [], { consent: false }],
    ["nothing about consent", ["consent"], {}],
  ])("%s is refused alike for who is known and who isn't", async (_what, left, what) => {
    const [known, unknown] = [await transfer(demo, "huisarts-elders", "999900031", what, left), await transfer(demo, "huisarts-elders", nobody, what, left)];
    expect(known.status).toBe(422);
    expect(known.text).toBe(unknown.text);
    expect(known.body.issue?.[0]?.expression?.[0]).toMatch(/^Parameters\.parameter\.where\(name='/);
    expect(await practicesOf(demo, "patient-0003")).toEqual([former]);
  });

  test.each<[string, object, string, string]>([
    ["two-gps", { gp: "PractitionerRole/eva-fictief-huisarts" }, "Parameters.parameter.where(name='gp')", "two-gps"],
    ["basis", { consent: false }, "Parameters.parameter.where(name='consent')", "basis"],
    ["one-practice", { practice: former }, "Parameters.parameter.where(name='practice')", "one-practice"],
    ["one-practice", { chosenOn: "2026-11-25" }, "Parameters.parameter.where(name='chosen-on')", "one-practice"],
  ])("%s: what is wrong is said at its place", async (_key, what, expression, rule) => {
    expect(faults((await transfer(demo, "huisarts-elders", nobody, what)).body)).toEqual([expect.objectContaining({ expression, rule })]);
  });

  test("a number that fails the elfproef is refused, and by GET nobody is named", async () => {
    expect(faults((await transfer(demo, "huisarts-elders", "123456789")).body)[0]?.rule).toBe("elfproef");
    expect((await demo.ask("huisarts-elders", "GET", "Patient/$transfer-registration")).status).toBe(405);
  });

  test.each(["wijkverpleegkundige-elders", "post-huisarts-elders", "zcc-triagist", "rho-analist"])("%s registers nobody: the same for known and unknown", async (who) => {
    const [known, unknown] = [await transfer(demo, who, "999900031"), await transfer(demo, who, nobody)];
    expect([known.status, known.text]).toEqual([404, unknown.text]);
  });

  test("a patient asks for the own registration only, and of a practice only", async () => {
    const body: Parameters = { resourceType: "Parameters", parameter: declared({ practice: former }, ["chosen-on", "identified-by"]) };
    expect((await demo.ask("patient", "POST", "Patient/patient-0003/$transfer-registration", body)).status).toBe(404);
    expect(faults((await askFor(demo, "patient", "Organization/thuiszorg-proeftuin")).body)[0]?.rule).toBe("reference");
    expect(faults((await askFor(demo, "patient", elsewhere)).body)[0]?.rule).toBe("one-practice");
  });

  test("whoever isn't told of a move sees no Task of it, and decides nothing", async () => {
    const asked = await askFor(demo, "patient", former);
    for (const who of ["wijkverpleegkundige", "post-huisarts", "huisarts-elders", "apotheker"]) {
      expect([who, (await demo.ask(who, "POST", `Task/${asked.body.id}/$decide`, { resourceType: "Parameters", parameter: [{ name: "decision", valueCode: "accept" }] })).status]).toEqual([who, who === "huisarts-elders" ? 403 : 404]);
    }
    expect(await practicesOf(demo)).toEqual([elsewhere]);
  });
});

describe("dossier-owner: the former practice loses the record at that second", () => {
  const demo = useDemo({ now: new Date("2026-11-24T09:00:00Z") });

  test("also on page links that it opened before", async () => {
    const page = await demo.ask("huisarts", "GET", `Observation?patient=${mainPatient}&_count=1`);
    const all = await demo.ask("huisarts", "GET", `${mainPatient}/$everything?_count=1`);
    const history = await demo.ask("huisarts", "GET", "Consent/_history?_count=1");
    const nextOf = ({ body }: Answer): string => (body.link?.find(({ relation }) => relation === "next")?.url ?? "").split("/fhir/")[1] ?? "";
    for (const link of [page, all, history].map(nextOf)) expect((await demo.ask("huisarts", "GET", link)).body.entry).toHaveLength(1);
    expect((await transfer(demo, "huisarts-elders")).status).toBe(202);
    expect((await demo.ask("huisarts", "GET", nextOf(page))).body.entry ?? []).toEqual([]);
    expect((await demo.ask("huisarts", "GET", nextOf(all))).status).toBe(404);
    expect((await demo.ask("huisarts", "GET", nextOf(history))).text).not.toContain("willem");
    for (const path of [mainPatient, "Consent/willem-grens-reanimatie", `${mainPatient}/$everything`, `${mainPatient}/$palliative-handover`, `${mainPatient}/$access-log`]) expect([path, (await demo.ask("huisarts", "GET", path)).status]).toEqual([path, 404]);
  });

  test("keep-and-erase: it gets its own history as it was, until the date, and nothing that was written since", async () => {
    demo.now = new Date("2026-11-25T09:00:00Z");
    const later = await demo.ask("huisarts-elders", "POST", "Goal", { resourceType: "Goal", lifecycleStatus: "active", description: { text: "Pas bij Elders gezien" }, subject: { reference: mainPatient } });
    expect(later.status).toBe(201);
    const own = await demo.ask("huisarts", "GET", `${mainPatient}/$dossier-package`);
    expect(own.status).toBe(200);
    const bundle = own.body as unknown as Bundle;
    expect(own.text).not.toContain("Pas bij Elders gezien");
    expect(own.text).not.toContain("Huisartsenpraktijk Elders");
    const [manifest, ...versions] = (bundle.entry ?? []).map(({ resource }) => resource);
    expect(valueOf(manifest as Parameters, "until")).toBe("2026-11-24T09:00:00.000Z");
    expect(versions.every((each) => (each?.meta?.lastUpdated ?? "") < "2026-11-24T09:00:00.000Z")).toBe(true);
    expect(versions.filter((each) => each?.resourceType === "Flag")).toEqual([]);
    const { entries } = await demo.runtime.house.store.changes({ patient: "willem-voorbeeld", until: new Date("2026-11-24T09:00:00Z"), count: 1000, visible: "server", at: demo.now });
    const kept = entries.filter(({ labels }) => labels.kind !== "home-access").map(({ type, id, versionId }) => `${type}/${id}/${versionId}`);
    expect(new Set(versions.map((each) => `${each?.resourceType}/${each?.id}/${each?.meta?.versionId}`))).toEqual(new Set(kept));

    const current = await demo.ask("huisarts-elders", "GET", `${mainPatient}/$dossier-package`);
    expect(current.text).toContain("Pas bij Elders gezien");
    demo.now = new Date("2027-11-24T08:59:59Z");
    expect((await demo.ask("huisarts", "GET", `${mainPatient}/$dossier-package`)).text.slice(0, 30)).toBe(own.text.slice(0, 30));
    demo.now = new Date("2027-11-24T09:00:00Z");
    expect((await demo.ask("huisarts", "GET", `${mainPatient}/$dossier-package`)).status).toBe(404);
  });

  test("stranger: nobody else gets a package, known or not", async () => {
    for (const who of ["wijkverpleegkundige", "apotheker"]) expect([who, (await demo.ask(who, "GET", `${mainPatient}/$dossier-package`)).status]).toEqual([who, 403]);
    for (const who of ["post-huisarts", "post-huisarts-elders", "doktersassistent", "zcc-triagist", "wijkverpleegkundige-elders"]) {
      const [known, unknown] = [await demo.ask(who, "GET", `${mainPatient}/$dossier-package`), await demo.ask(who, "GET", "Patient/niemand/$dossier-package")];
      expect([who, known.status, known.text]).toEqual([who, 404, unknown.text]);
    }
  });

  test("it is one event in the log of the patient, which names what was handed out", async () => {
    const { events } = await demo.runtime.house.store.auditOf({ patient: "willem-voorbeeld", subtype: "dossier-package", outcome: "0", count: 20 });
    expect(events).toHaveLength(3);
    expect(events.every(({ json }) => json.includes("AllergyIntolerance/willem-allergie/_history/1"))).toBe(true);
  });
});

describe("one-practice: at the same moment", () => {
  const demo = useDemo({ now: new Date("2026-11-24T09:00:00Z") });

  test("of the same declaration many times one moves, and all answer one Task", async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, () => transfer(demo, "huisarts-elders")));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([202]));
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
    expect(await practicesOf(demo)).toEqual([elsewhere]);
  });

  test("of two practices one has the patient afterwards, and the other's answer says no more than to a stranger", async () => {
    demo.now = new Date("2026-11-25T09:00:00Z");
    const [here, there] = await together(demo, () => Promise.all([transfer(demo, "huisarts", "999900079"), transfer(demo, "huisarts-elders", "999900079")]));
    const has = await practicesOf(demo, "patient-0007");
    expect([[former], [elsewhere]]).toContainEqual(has);
    const [who, lost] = has[0] === former ? (["huisarts-elders", there] as const) : (["huisarts", here] as const);
    expect(said(lost)).toEqual(said(await transfer(demo, who, nobody)));
    const told = (await demo.runtime.house.store.record("patient-0007")).filter(({ labels }) => labels.kind === "transfer");
    expect(told).toHaveLength(1);
  });

  test("gp-decides: of a move and a decision on a proposal one is first, and nobody decides afterwards who may not any more", async () => {
    for (let round = 0; round < 6; round++) {
      demo.now = new Date(Date.parse("2026-12-01T09:00:00Z") + round * 86_400_000);
      const [from, to] = round % 2 === 0 ? (["huisarts-elders", "huisarts"] as const) : (["huisarts", "huisarts-elders"] as const);
      const proposal = await propose(demo, "wijkverpleegkundige", "AllergyIntolerance/willem-allergie", [replaced("AllergyIntolerance.code.text", { valueString: `Penicilline, ronde ${round}` })]);
      expect([proposal.status, proposal.text]).toEqual([200, expect.any(String)]);
      const [decided, moved] = await Promise.all([decide(demo, from, proposal, "accept"), transfer(demo, to, undefined, { chosenOn: demo.now.toISOString().slice(0, 10) })]);
      expect(moved.status).toBe(202);
      expect([200, 404]).toContain(decided.status);
      const task = (await demo.ask(to, "GET", `Task/${proposal.body.id}`)).body as unknown as { readonly status: string; readonly owner: { readonly reference: string } };
      const [first, second] = to === "huisarts" ? [elsewhere, former] : [former, elsewhere];
      expect([task.status, task.owner.reference]).toEqual(decided.status === 200 ? ["accepted", first] : ["requested", second]);
    }
  });

  test("dossier-owner: what is proposed while the patient moves waits for the practice of now, whichever was first", async () => {
    for (let round = 0; round < 6; round++) {
      demo.now = new Date(Date.parse("2027-01-01T09:00:00Z") + round * 86_400_000);
      const has = await practicesOf(demo);
      const [to, practice] = has[0] === former ? (["huisarts-elders", elsewhere] as const) : (["huisarts", former] as const);
      const [proposal, moved] = await Promise.all([
        propose(demo, "wijkverpleegkundige", "AllergyIntolerance/willem-allergie", [replaced("AllergyIntolerance.code.text", { valueString: `Jaar ${round}` })]),
        transfer(demo, to, undefined, { chosenOn: demo.now.toISOString().slice(0, 10) }),
      ]);
      expect([proposal.status, moved.status]).toEqual([200, 202]);
      expect((await demo.ask(to, "GET", `Task/${proposal.body.id}`)).body).toMatchObject({ status: "requested", owner: { reference: practice } });
    }
  });
});

/** Lets both of two calls read the record before either goes on. */
async function together<T>(demo: Demo, calls: () => Promise<T>): Promise<T> {
  const { store } = demo.runtime.house;
  const both = Promise.withResolvers<undefined>();
  const original = store.record.bind(store);
  let readers = 0;
  const record = async (patient: string): ReturnType<typeof store.record> => {
    const read = await original(patient);
    readers += 1;
    if (readers === 2) both.resolve(undefined);
    await both.promise;
    return read;
  };
  Object.assign(store, { record });
  try {
    return await calls();
  } finally {
    Reflect.deleteProperty(store, "record");
  }
}
