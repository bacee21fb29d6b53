import { mainBsn, mainPatient } from "@wijkverband/server";
import { decodeJwt, importJWK, SignJWT } from "jose";
import { describe, expect, test } from "vitest";
import { byBsn, faults, valueOf, type Answer } from "../harness.ts";
import { startPlan } from "../membership.ts";
import { named, objection } from "../objection.ts";
import { decide } from "../proposals.ts";
import { homeCare, huisarts, taskOn } from "../team-task.ts";
import { askFor, elsewhere, former, practicesOf, transfer } from "../transfer.ts";
import { endRegistration } from "../unregistered.ts";
import { useDemo } from "../use-demo.ts";

const own = (name: string): string => `https://wijkverband.example/fhir/CodeSystem/${name}`;

describe("basis: what a patient said of medical data goes for whether there is a handover too", () => {
  const demo = useDemo();

  test("the front door is told whom to call, and nothing of a handover", async () => {
    const one = (): Promise<Answer> => demo.ask("zcc-triagist", "POST", "Patient/$responsible-gp", byBsn(mainBsn));
    const many = (): Promise<Answer> => demo.ask("zcc-triagist", "POST", "Patient/$responsible-gp", { resourceType: "Parameters", parameter: [{ name: "patient", valueReference: { reference: mainPatient } }] });
    expect(valueOf((await one()).body, "handover-exists")).toBe(true);
    expect((await many()).text).toContain("handover-exists");
    const deny = objection({ actor: [named("Organization/zcc-modelregio")], securityLabel: [{ system: own("domein"), code: "medisch" }] });
    expect((await demo.ask("huisarts", "POST", "Consent", deny)).status).toBe(201);
    for (const answer of [await one(), await many()]) {
      expect(answer.status).toBe(200);
      expect(answer.text).toContain("anw-post");
      expect(answer.text).not.toContain("handover-exists");
    }
  });
});

describe("no-bsn: how a patient was identified stays in the registration, which the team reads", () => {
  const demo = useDemo({ now: new Date("2026-11-24T09:00:00Z") });

  test.each(["paspoort, BSN 999911120", "paspoort, 9999.11.120"])("%s is refused alike for who is known and who isn't", async (identifiedBy) => {
    const [known, unknown] = [await transfer(demo, "huisarts-elders", mainBsn, { identifiedBy }), await transfer(demo, "huisarts-elders", "999998286", { identifiedBy })];
    expect([known.status, known.text]).toEqual([422, unknown.text]);
    expect(faults(known.body)).toEqual([expect.objectContaining({ rule: "no-bsn", expression: "Parameters.parameter.where(name='identified-by')" })]);
    expect(known.text).not.toContain(mainBsn);
  });
});

describe("no-row-no-access: a record goes out as a whole to who could read all of it piece by piece", () => {
  const demo = useDemo();

  /** The same huisarts, by a client that got fewer scopes. */
  async function asked(scope: (all: readonly string[]) => readonly string[]): Promise<Answer> {
    const claims = decodeJwt(await demo.token("huisarts"));
    const key = await importJWK(demo.runtime.keys.token, "ES384");
    const scopes = scope(String(claims["scope"]).split(" "));
    const token = await new SignJWT({ ...claims, scope: scopes.join(" "), jti: `scopes-${scopes.length}` }).setProtectedHeader({ alg: "ES384", typ: "at+jwt", kid: demo.runtime.keys.token.kid ?? "" }).sign(key);
    return demo.ask(undefined, "GET", `${mainPatient}/$dossier-package`, undefined, { authorization: `Bearer ${token}` });
  }

  test("home-access: how to get in isn't in the file, which lasts longer than the code", async () => {
    const live = await demo.ask("huisarts", "GET", `Flag?patient=${mainPatient}`);
    const [flag] = (live.body.entry ?? []).map(({ resource }) => resource as unknown as { readonly id: string; readonly code: { readonly text?: string } });
    expect(flag).toBeDefined();
    const answer = await asked((all) => all);
    expect(answer.status).toBe(200);
    expect(answer.text).not.toContain(`Flag/${flag?.id}`);
    expect(answer.text).not.toContain("toegang-woning");
  });

  test("the scope to ask who is responsible isn't enough, nor all but one type", async () => {
    expect((await asked((all) => all)).status).toBe(200);
    for (const scope of [() => ["wijkverband-verantwoordelijke-huisarts"], (all: readonly string[]) => all.filter((each) => !each.startsWith("system/Consent."))]) {
      const answer = await asked(scope);
      expect([answer.status, faults(answer.body)[0]?.rule]).toEqual([403, "no-row-no-access"]);
      expect(answer.text).not.toContain("willem");
    }
  });
});

describe("one-practice: a question that the patient's choice overtook gives nobody the record", () => {
  const demo = useDemo({ now: new Date("2026-11-24T09:00:00Z") });

  test("the practice that was asked first accepts too late, whoever of the practices moved the patient", async () => {
    const first = await askFor(demo, "patient", elsewhere);
    const second = await askFor(demo, "patient", "Organization/praktijk-modellaan");
    expect([first.status, second.status]).toEqual([202, 202]);
    expect((await transfer(demo, "huisarts-elders")).status).toBe(202);
    demo.now = new Date("2026-11-25T09:00:00Z");
    expect((await transfer(demo, "huisarts", undefined, { chosenOn: "2026-11-25" })).status).toBe(202);
    expect((await decide(demo, "huisarts-elders", first, "accept")).status).toBe(409);
    const asked = [first, second].map(async ({ body }) => (await demo.ask("patient", "GET", `Task/${body.id}`)).body.status);
    expect(await Promise.all(asked)).toEqual(["completed", "cancelled"]);
    expect(await practicesOf(demo)).toEqual([former]);
  });
});

describe("dossier-owner: nobody takes along in silence the record of somebody who is registered nowhere", () => {
  const demo = useDemo({ now: new Date("2026-11-24T09:00:00Z") });

  test("the last practice and the patient are told who registered him", async () => {
    await endRegistration(demo, mainPatient.slice("Patient/".length));
    demo.now = new Date("2026-11-25T09:00:00Z");
    const patient = { resourceType: "Patient", identifier: [{ system: "http://fhir.nl/fhir/NamingSystem/bsn", value: mainBsn }], name: [{ text: "W. Voorbeeld", family: "Voorbeeld" }], birthDate: "1948-03-12" };
    expect((await demo.ask("huisarts-elders", "POST", "Patient", patient)).status).toBe(202);
    expect(await practicesOf(demo)).toEqual([elsewhere]);
    for (const who of ["huisarts", "patient"]) {
      const { text } = await demo.ask(who, "GET", `Communication?subject=${mainPatient}`);
      expect([who, text.includes("De patiënt koos voor Huisartsenpraktijk Elders")]).toEqual([who, true]);
    }
    expect((await demo.ask("huisarts", "GET", `Task?patient=${mainPatient}`)).body.entry ?? []).toEqual([]);
    expect((await demo.ask("huisarts", "GET", mainPatient)).status).toBe(404);
  });
});

describe("dossier-owner: what the former practice asked is the new practice's question", () => {
  const demo = useDemo();

  test("who left doesn't read in a task how the patient does now, nor changes it; what was answered before stays his", async () => {
    const plan = await startPlan(demo);
    const accountable = { url: "https://wijkverband.example/fhir/StructureDefinition/accountable", valueReference: { reference: homeCare } };
    const asked = taskOn(plan, { requester: { reference: huisarts }, owner: { reference: homeCare }, extension: [accountable] });
    const [open, done] = [await demo.ask("huisarts", "POST", "Task", asked), await demo.ask("huisarts", "POST", "Task", asked)];
    expect([open.status, done.status]).toEqual([201, 201]);
    const read = (who: string, { body }: Answer): Promise<Answer> => demo.ask(who, "GET", `Task/${body.id}`);
    const step = async (task: Answer, more: object): Promise<number> => {
      const now = await read("wijkverpleegkundige", task);
      return (await demo.ask("wijkverpleegkundige", "PUT", `Task/${task.body.id}`, { ...now.body, ...more }, { "if-match": now.headers.get("etag") ?? "" })).status;
    };
    for (const status of ["accepted", "in-progress", "completed"]) expect(await step(done, { status })).toBe(200);
    demo.now = new Date("2026-11-24T09:00:00Z");
    expect((await transfer(demo, "huisarts-elders")).status).toBe(202);
    demo.now = new Date("2026-11-25T09:00:00Z");
    expect(await step(open, { status: "accepted", note: [{ authorReference: { reference: homeCare }, time: "2026-11-25T09:00:00Z", text: "De patiënt is verward en valt." }] })).toBe(200);
    expect((await read("huisarts", open)).status).toBe(404);
    expect((await demo.ask("huisarts", "GET", "Task?_count=100")).text).not.toContain("verward");
    expect((await demo.ask("huisarts", "GET", `Task/${open.body.id}/_history`)).text).not.toContain("verward");
    expect((await read("huisarts-elders", open)).text).toContain("verward");
    expect((await read("huisarts", done)).status).toBe(200);
  });
});

describe("stranger: asking for one number many times in a call tells nothing by the time it takes", () => {
  const demo = useDemo();

  test.each([mainBsn, "999998286"])("%s is looked up once", async (value) => {
    const { store } = demo.runtime.house;
    const holderOf = store.holderOf.bind(store);
    let lookups = 0;
    const counting: typeof store.holderOf = (key) => {
      lookups += 1;
      return holderOf(key);
    };
    Object.assign(store, { holderOf: counting });
    try {
      const parameter = Array.from({ length: 200 }, () => ({ name: "identifier", valueIdentifier: { system: "http://fhir.nl/fhir/NamingSystem/bsn", value } }));
      const answer = await demo.ask("post-huisarts-elders", "POST", "Patient/$responsible-gp", { resourceType: "Parameters", parameter });
      expect([answer.status, answer.body.parameter?.length]).toEqual([200, 200]);
    } finally {
      Reflect.deleteProperty(store, "holderOf");
    }
    expect(lookups).toBe(1);
  });
});
