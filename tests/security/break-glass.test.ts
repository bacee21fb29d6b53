import { handle } from "@wijkverband/facade";
import { Anomaly } from "@wijkverband/fhir";
import { mainBsn, mainPatient, people, principalOf, storyBsn } from "@wijkverband/server";
import type { CareTeam, Communication, Parameters, Patient, Task } from "hl7-fhir-r4-types";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { byBsn, faults, startDemo, valueOf, type Answer, type Demo } from "../harness.ts";
import { objection } from "../objection.ts";
import { storedCounts } from "../stored.ts";
import { useDemo } from "../use-demo.ts";

const noodreden = "https://wijkverband.example/fhir/CodeSystem/noodreden";
const own = (system: string): string => `https://wijkverband.example/fhir/CodeSystem/${system}`;
const because = (code: string, text = "ernstig benauwd"): NonNullable<Parameters["parameter"]>[number] => ({ name: "reason", valueCodeableConcept: { coding: [{ system: noodreden, code }], text } });
const judged = (decision: string, reason: string): Parameters => ({ resourceType: "Parameters", parameter: [{ name: "decision", valueCode: decision }, { name: "reason", valueString: reason }] });
const nothing: Parameters = { resourceType: "Parameters" };
const subject = { reference: mainPatient };
const grantOf = (answer: Answer): string => (valueOf(answer.body, "grant") as { reference: string }).reference;

/** DESIGN §3, `break-glass`. */
const mayRoles: readonly string[] = ["huisarts", "waarnemer", "post-huisarts", "triagist", "verpleegkundig-specialist", "physician-assistant", "apotheker", "wijkverpleegkundige"];

describe("break-glass: who may ask, and how", () => {
  const demo = useDemo();

  const comesIn = (who: string, code = "spoed", bsn = mainBsn): Promise<Answer> => demo.ask(who, "POST", "Patient/$break-glass", byBsn(bsn, because(code)));

  test("is for eight roles: every other one gets the same 403, whoever the patient is and whatever the reason", async () => {
    for (const { key, role } of people.filter(({ role: each }) => !mayRoles.includes(each))) {
      const before = storedCounts(demo);
      const answers = [await comesIn(key), await comesIn(key, "spoed", storyBsn), await demo.ask(key, "POST", "Patient/$break-glass", byBsn(mainBsn)), await demo.ask(key, "POST", `${mainPatient}/$break-glass`, nothing), await demo.ask(key, "POST", "Patient/niemand/$break-glass", nothing)];
      expect({ role, statuses: answers.map(({ status }) => status) }).toEqual({ role, statuses: [403, 403, 403, 403, 403] });
      expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
      expect(faults(answers[0]?.body ?? {})[0]?.rule).toBe("break-glass");
      expect(storedCounts(demo)).toEqual(before);
    }
  });

  test.each(["waarnemer", "triagist", "verpleegkundig-specialist", "physician-assistant", "apotheker", "wijkverpleegkundige-elders", "huisarts-elders"])("%s comes in, by number and by id", async (who) => {
    const answer = await comesIn(who);
    expect(answer.status).toBe(200);
    const byId = await demo.ask(who, "POST", `${mainPatient}/$break-glass`, { resourceType: "Parameters", parameter: [because("spoed")] });
    expect(byId.text).toBe(answer.text);
  });

  test("stranger: an unknown patient is the usual 404, by number and by id; GET and a URL with a number don't exist", async () => {
    const [byNumber, byId] = [await comesIn("huisarts-elders", "spoed", storyBsn), await demo.ask("huisarts-elders", "POST", "Patient/niemand/$break-glass", { resourceType: "Parameters", parameter: [because("spoed")] })];
    expect([byNumber.status, byId.status]).toEqual([404, 404]);
    expect(byNumber.text).toBe(byId.text);
    expect((await demo.ask("huisarts-elders", "GET", `${mainPatient}/$break-glass`)).status).toBe(405);
  });

  test.each<[string, readonly object[], string]>([
    ["no reason", [], "Parameters.parameter.where(name='reason')"],
    ["words without a code", [{ name: "reason", valueCodeableConcept: { text: "benauwd" } }], "Parameters.parameter.where(name='reason').value.coding"],
    ["a code without words", [{ name: "reason", valueCodeableConcept: { coding: [{ system: noodreden, code: "spoed" }] } }], "Parameters.parameter.where(name='reason').value.text"],
    ["a code that isn't one", [because("nieuwsgierig")], "Parameters.parameter.where(name='reason').value.coding"],
    ["words that say nothing", [because("spoed", "...")], "Parameters.parameter.where(name='reason').value.text"],
  ])("%s is 422 at its place, in the same bytes for a patient who is there and one who isn't, and writes nothing", async (_what, parameter, expression) => {
    const before = storedCounts(demo);
    const [there, notThere] = [mainBsn, storyBsn].map((bsn) => demo.ask("huisarts-elders", "POST", "Patient/$break-glass", { resourceType: "Parameters", parameter: [...(byBsn(bsn).parameter ?? []), ...parameter] }));
    expect((await there)?.status).toBe(422);
    expect(faults((await there)?.body ?? {})).toEqual([expect.objectContaining({ rule: "break-glass", expression })]);
    expect((await notThere)?.text).toBe((await there)?.text);
    expect(storedCounts(demo)).toEqual(before);
  });

  test("a reason of another type, or a parameter that isn't one, is 400", async () => {
    expect((await demo.ask("huisarts-elders", "POST", "Patient/$break-glass", byBsn(mainBsn, { name: "reason", valueString: "spoed" }))).status).toBe(400);
    expect((await demo.ask("huisarts-elders", "POST", "Patient/$break-glass", byBsn(mainBsn, because("spoed"), { name: "until", valueInstant: "2027-01-01T00:00:00Z" }))).status).toBe(400);
  });

  test("person: somebody whom the directory doesn't know is refused, in the same way for a patient who isn't there", async () => {
    const known = principalOf("huisarts-elders");
    const unknown = { ...known, tokenId: "vreemd", person: { id: "999999999", name: "Onbekend", role: "huisarts" as const } };
    for (const bsn of [mainBsn, storyBsn]) {
      const asked = handle(demo.runtime.house, { method: "POST", path: "Patient/$break-glass", query: [], body: byBsn(bsn, because("spoed")), lenient: false, wants: "fhir", language: "nl", principal: unknown, requestId: "vreemd" });
      await expect(asked).rejects.toMatchObject({ category: "forbidden", rule: "person" });
      await expect(asked).rejects.toBeInstanceOf(Anomaly);
    }
  });
});

describe("break-glass: what it opens, and for how long", () => {
  let demo: Demo;
  beforeEach(async () => {
    demo = await startDemo();
  });
  afterEach(async () => {
    await demo[Symbol.asyncDispose]();
  });

  const later = (minutes: number): void => {
    demo.now = new Date(demo.now.getTime() + minutes * 60_000);
  };
  const comesIn = (who: string, code = "spoed", bsn = mainBsn): Promise<Answer> => demo.ask(who, "POST", "Patient/$break-glass", byBsn(bsn, because(code)));
  const reads = async (who: string, path: string): Promise<number> => (await demo.ask(who, "GET", path)).status;
  const change = async (path: string, by: (resource: object) => object): Promise<void> => {
    const { body } = await demo.ask("huisarts", "GET", path);
    expect((await demo.ask("huisarts", "PUT", path, by(body), { "if-match": `W/"${body.meta?.versionId}"` })).status).toBe(200);
  };
  const reviewOf = async (grant: string): Promise<string> => {
    const { body } = await demo.ask("huisarts", "GET", `Task?focus=${grant}`);
    return `Task/${body.entry?.[0]?.resource?.id}`;
  };

  test("it shows handover, limits, problems, medication, allergies and contacts; never social content, withheld notes, privacy consents, the key safe or other notes", async () => {
    const add = async (who: string, resource: { resourceType: string }): Promise<string> => {
      const { body, text } = await demo.ask(who, "POST", resource.resourceType, resource);
      if (body.id === undefined) throw new Error(text);
      return `${resource.resourceType}/${body.id}`;
    };
    const condition = { resourceType: "Condition", verificationStatus: { coding: [{ system: "http://terminology.hl7.org/CodeSystem/condition-ver-status", code: "confirmed" }, { system: "http://snomed.info/sct", code: "410605003" }] }, clinicalStatus: { coding: [{ system: "http://terminology.hl7.org/CodeSystem/condition-clinical", code: "active" }] }, code: { text: "zorgen over een familielid" }, subject };
    const withheld = await add("huisarts", { ...condition, meta: { security: [{ system: own("inzage"), code: "afgeschermd" }] } } as { resourceType: string });
    const open = await add("huisarts", condition);
    const social = await add("sociaal-werker", { resourceType: "Goal", lifecycleStatus: "active", description: { text: "budget op orde" }, subject } as { resourceType: string });
    const note = await add("huisarts", { resourceType: "Observation", status: "final", code: { text: "klacht" }, subject, valueString: "moe" } as { resourceType: string });
    const dispense = await add("apotheker", { resourceType: "MedicationDispense", status: "completed", medicationCodeableConcept: { text: "macrogol" }, subject } as { resourceType: string });
    const shown = [mainPatient, "RelatedPerson/riet-voorbeeld", "Consent/willem-limiet-reanimatie", "Consent/willem-wilsverklaring", "AllergyIntolerance/willem-allergie", "Condition/willem-diagnose", "MedicationStatement/willem-medicatie-morfine", open, dispense];
    const hidden = [withheld, social, note, "Consent/toestemming-willem-voorbeeld", "Flag/willem-toegang-woning", await reviewOf(grantOf(await comesIn("huisarts-elders")))];

    for (const path of shown) expect({ path, status: await reads("huisarts-elders", path) }).toEqual({ path, status: 200 });
    for (const path of hidden) {
      expect({ path, status: await reads("huisarts-elders", path) }).toEqual({ path, status: 404 });
      const [type, id] = path.split("/");
      expect((await demo.ask("huisarts-elders", "GET", `${type}?_id=${id}&_total=accurate`)).body.total).toBe(0);
    }
    const all = await demo.ask("huisarts-elders", "GET", "Patient?_id=willem-voorbeeld&_revinclude=Goal:patient&_revinclude=Condition:patient&_revinclude=Consent:patient&_revinclude=Flag:patient&_revinclude=Observation:patient");
    const ids = (all.body.entry ?? []).map(({ resource }) => `${resource?.resourceType}/${resource?.id}`);
    expect(ids).toEqual(expect.arrayContaining([mainPatient, open]));
    expect(ids.filter((id) => hidden.includes(id))).toEqual([]);
    expect(valueOf((await demo.ask("huisarts-elders", "POST", "Patient/$palliative-handover", byBsn(mainBsn))).body, "home-access")).toBeUndefined();
  });

  test("it reads only: nothing can be created, changed or deleted with it", async () => {
    await comesIn("huisarts-elders");
    const before = storedCounts(demo);
    const allergy = await demo.ask("huisarts-elders", "GET", "AllergyIntolerance/willem-allergie");
    const refused = [
      await demo.ask("huisarts-elders", "PUT", "AllergyIntolerance/willem-allergie", allergy.body, { "if-match": allergy.headers.get("etag") ?? "" }),
      await demo.ask("huisarts-elders", "DELETE", "AllergyIntolerance/willem-allergie"),
      await demo.ask("huisarts-elders", "POST", "Observation", { resourceType: "Observation", status: "final", code: { text: "klacht" }, subject, valueString: "moe" }),
      await demo.ask("huisarts-elders", "POST", `${mainPatient}/$publish-handover`, nothing),
      await demo.ask("huisarts-elders", "POST", `${mainPatient}/$withdraw-handover`, { resourceType: "Parameters", parameter: [{ name: "reason", valueString: "zomaar" }] }),
    ];
    expect(refused.map(({ status }) => status)).toEqual([403, 403, 403, 403, 403]);
    expect(storedCounts(demo)).toEqual(before);
  });

  test("it ends by itself: not in the 31st minute, and a page that was open ends with it; asked again it is a new one, and the old one is closed", async () => {
    const first = grantOf(await comesIn("huisarts-elders"));
    const page = (await demo.ask("huisarts-elders", "GET", "Consent?patient=willem-voorbeeld&_count=2")).body.link?.find(({ relation }) => relation === "next")?.url.slice(`${demo.url}/fhir/`.length) ?? "";
    later(29);
    expect((await demo.ask("huisarts-elders", "GET", page)).body.entry).toHaveLength(2);
    later(1);
    expect((await demo.ask("huisarts-elders", "GET", page)).body.entry).toBeUndefined();
    expect(await reads("huisarts-elders", mainPatient)).toBe(404);
    expect((await demo.ask("huisarts-elders", "POST", "Patient/$palliative-handover", byBsn(mainBsn))).status).toBe(404);
    const second = grantOf(await comesIn("huisarts-elders"));
    expect(second).not.toBe(first);
    expect((await demo.ask("huisarts-elders", "GET", first)).body).toMatchObject({ status: "completed", executionPeriod: { end: "2026-11-24T02:30:00.000Z" } });
    expect(await reads("huisarts-elders", mainPatient)).toBe(200);
  });

  test("it is of one patient and one person: not of another patient, and not of a colleague of the same organisation", async () => {
    const other = "Patient/patient-0001";
    expect([await reads("post-huisarts", other), await reads("triagist", other)]).toEqual([404, 404]);
    const came = await demo.ask("post-huisarts", "POST", `${other}/$break-glass`, { resourceType: "Parameters", parameter: [because("geen-overdracht")] });
    expect(came.status).toBe(200);
    expect([await reads("post-huisarts", other), await reads("triagist", other), await reads("post-huisarts", "Patient/patient-0002")]).toEqual([200, 404, 404]);
    expect([await reads("post-huisarts", grantOf(came)), await reads("triagist", grantOf(came))]).toEqual([200, 404]);
    expect((await demo.ask("triagist", "POST", `${grantOf(came)}/$end-break-glass`, nothing)).status).toBe(404);
  });

  describe("against an objection", () => {
    const objects = async (provision: object = {}): Promise<void> => {
      const { status, text } = await demo.ask("huisarts", "POST", "Consent", objection(provision));
      if (status !== 201) throw new Error(text);
    };
    const incapable = (): Promise<void> => change(mainPatient, (patient) => ({ ...patient, extension: [{ url: "https://fhir.iknl.nl/fhir/StructureDefinition/ext-LegallyCapable-MedicalTreatmentDecisions", extension: [{ url: "legallyCapable", valueBoolean: false }] }] }));

    test("nobody comes in but for vital interest, and not then either while the patient is recorded as able to consent", async () => {
      await objects();
      for (const code of ["spoed", "geen-overdracht", "vitaal-belang"]) {
        const refused = await comesIn("huisarts-elders", code);
        expect(refused.status).toBe(403);
        expect(faults(refused.body)[0]?.rule).toBe("break-glass");
      }
      await incapable();
      expect((await comesIn("huisarts-elders", "spoed")).status).toBe(403);
      const came = await comesIn("huisarts-elders", "vitaal-belang");
      expect(came.status).toBe(200);
      expect(await reads("huisarts-elders", "Consent/willem-limiet-reanimatie")).toBe(200);
      const review = (await demo.ask("huisarts", "GET", await reviewOf(grantOf(came)))).body as unknown as Task;
      expect(review.priority).toBe("urgent");
      expect(review.input?.[1]?.valueBoolean).toBe(true);
    });

    test("one that comes while somebody is in shuts the door; who comes back for vital interest gets no longer for it", async () => {
      const first = await comesIn("huisarts-elders");
      await objects();
      expect(await reads("huisarts-elders", mainPatient)).toBe(404);
      await incapable();
      later(10);
      const second = await comesIn("huisarts-elders", "vitaal-belang");
      expect(grantOf(second)).not.toBe(grantOf(first));
      expect(valueOf(second.body, "until")).toBe(valueOf(first.body, "until"));
      expect(await reads("huisarts-elders", mainPatient)).toBe(200);
      expect((await demo.ask("huisarts-elders", "GET", grantOf(first))).body).toMatchObject({ status: "completed" });
      expect((await comesIn("huisarts-elders", "vitaal-belang")).text).toBe(second.text);
    });

    test("to a part of the record, that part stays shut, and naming vital interest doesn't open it while the patient can be asked", async () => {
      await objects({ securityLabel: [{ system: own("domein"), code: "farmaceutisch" }] });
      expect((await comesIn("huisarts-elders", "vitaal-belang")).status).toBe(403);
      const dispense = await demo.ask("apotheker", "POST", "MedicationDispense", { resourceType: "MedicationDispense", status: "completed", medicationCodeableConcept: { text: "macrogol" }, subject });
      expect((await comesIn("huisarts-elders", "spoed")).status).toBe(200);
      expect([await reads("huisarts-elders", "Condition/willem-diagnose"), await reads("huisarts-elders", `MedicationDispense/${dispense.body.id}`)]).toEqual([200, 404]);
    });

    test("a treatment limit is no objection", async () => {
      expect((await comesIn("huisarts-elders")).status).toBe(200);
    });
  });

  test("life-events: into the record of somebody who died nobody comes, and who was in is out", async () => {
    await comesIn("wijkverpleegkundige-elders");
    expect(await reads("wijkverpleegkundige-elders", mainPatient)).toBe(200);
    await change(mainPatient, (patient) => ({ ...(patient as Patient), deceasedDateTime: "2026-11-24T03:10:00+01:00" }));
    expect(await reads("wijkverpleegkundige-elders", mainPatient)).toBe(404);
    const refused = await comesIn("huisarts-elders", "vitaal-belang");
    expect(refused.status).toBe(409);
    expect(faults(refused.body)[0]?.rule).toBe("life-events");
  });

  test("gp-decides: a review is judged by the own huisarts or locum; by the own practice's others 403, by strangers 404, and incomplete it is 422", async () => {
    const review = await reviewOf(grantOf(await comesIn("huisarts-elders")));
    const path = `${review}/$review-break-glass`;
    for (const who of ["poh", "doktersassistent", "aios", "patient"]) {
      const refused = await demo.ask(who, "POST", path, judged("justified", "prima"));
      expect({ who, status: refused.status, rule: faults(refused.body)[0]?.rule }).toEqual({ who, status: 403, rule: "gp-decides" });
    }
    for (const who of ["huisarts-elders", "post-huisarts", "wijkverpleegkundige"]) expect((await demo.ask(who, "POST", path, judged("justified", "prima"))).status).toBe(404);
    const bad: readonly (readonly [Parameters, string])[] = [
      [judged("misschien", "geen idee"), "Parameters.parameter.where(name='decision')"],
      [judged("justified", "..."), "Parameters.parameter.where(name='reason')"],
      [{ resourceType: "Parameters", parameter: [{ name: "decision", valueCode: "justified" }] }, "Parameters.parameter.where(name='reason')"],
    ];
    for (const [body, expression] of bad) {
      const refused = await demo.ask("huisarts", "POST", path, body);
      expect(refused.status).toBe(422);
      expect(faults(refused.body).map((fault) => fault.expression)).toEqual([expression]);
    }
    expect((await demo.ask("huisarts", "GET", review)).body.status).toBe("requested");
    expect((await demo.ask("huisarts", "POST", path, judged("justified", "prima"))).status).toBe(200);
  });

  test("each operation takes its own Task only; a grant is ended by its holder or the own huisarts, and by no stranger", async () => {
    const grant = grantOf(await comesIn("huisarts-elders"));
    const review = await reviewOf(grant);
    expect(faults((await demo.ask("huisarts", "POST", `${grant}/$review-break-glass`, judged("justified", "prima"))).body)[0]).toMatchObject({ rule: "break-glass", expression: "Task.code" });
    expect(faults((await demo.ask("huisarts", "POST", `${review}/$end-break-glass`, nothing)).body)[0]).toMatchObject({ rule: "break-glass", expression: "Task.code" });
    for (const [who, status] of [["post-huisarts-elders", 404], ["wijkverpleegkundige", 404], ["poh", 403], ["patient", 403]] as const) {
      expect({ who, status: (await demo.ask(who, "POST", `${grant}/$end-break-glass`, nothing)).status }).toEqual({ who, status });
    }
    expect((await demo.ask("huisarts", "POST", "Task/$end-break-glass", nothing)).status).toBe(404);
    expect((await demo.ask("huisarts", "GET", grant)).body.status).toBe("in-progress");
  });

  test("nobody writes a grant, a review or a notice by hand, nor changes one", async () => {
    const grant = grantOf(await comesIn("huisarts-elders"));
    const before = storedCounts(demo);
    const period = { start: "2026-11-24T02:00:00Z", end: "2026-11-24T02:30:00Z" };
    const task = (...codes: readonly string[]): object => ({ resourceType: "Task", status: "in-progress", intent: "order", code: { coding: codes.map((code) => ({ system: own("taak"), code })) }, for: subject, requester: { reference: "PractitionerRole/eva-fictief-huisarts" }, authoredOn: period.start, reasonCode: { coding: [{ system: noodreden, code: "spoed" }], text: "benauwd" }, restriction: { period } });
    const notice = { resourceType: "Communication", status: "completed", category: [{ coding: [{ system: own("bericht"), code: "melding" }] }], subject, sent: period.start, payload: [{ contentString: "niets aan de hand" }] };
    const answers = [
      await demo.ask("huisarts", "POST", "Task", task("noodtoegang")),
      await demo.ask("huisarts", "POST", "Task", task("noodtoegang-beoordelen")),
      await demo.ask("huisarts", "POST", "Task", task("wisverzoek", "noodtoegang")),
      await demo.ask("huisarts", "POST", "Communication", notice),
      await demo.ask("patient", "POST", "Communication", notice),
      await demo.ask("huisarts-elders", "PUT", grant, { ...(await demo.ask("huisarts-elders", "GET", grant)).body, restriction: { period: { ...period, end: "2026-11-24T08:00:00Z" } } }, { "if-match": 'W/"1"' }),
      await demo.ask("huisarts", "DELETE", grant),
    ];
    for (const { status } of answers) expect([403, 405, 422]).toContain(status);
    expect(storedCounts(demo)).toEqual(before);
  });

  test("who is registered nowhere any more: the last practice is told, and the patient; nobody is asked to judge", async () => {
    const { store } = demo.runtime.house;
    const [team] = (await store.record("patient-0001")).filter(({ type }) => type === "CareTeam");
    if (team === undefined) throw new Error("no registration");
    const resource = { ...team.resource(), id: team.id, status: "inactive" } as CareTeam & { id: string };
    await store.transact({ changes: [{ op: "update", resource, labels: team.labels }], at: demo.now, audit: () => [] });
    expect(await reads("huisarts", "Patient/patient-0001")).toBe(404);
    const came = await demo.ask("huisarts-elders", "POST", "Patient/patient-0001/$break-glass", { resourceType: "Parameters", parameter: [because("geen-overdracht")] });
    expect(came.status).toBe(200);
    expect(await reads("huisarts-elders", "Patient/patient-0001")).toBe(200);
    const [notice] = ((await demo.ask("huisarts", "GET", "Communication?category=melding")).body.entry ?? []).map(({ resource: each }) => each as Communication);
    expect(notice?.recipient).toEqual([{ reference: team.labels.author }]);
    expect(notice?.payload?.[0]?.contentString).toMatch(/Er is nu geen eigen praktijk die dit beoordeelt\.$/);
    const review = notice?.about?.[1]?.reference ?? "";
    expect((await store.readMany([review])).get(review)?.resource()).toMatchObject({ status: "requested", owner: { reference: team.labels.author } });
    expect((await demo.ask("huisarts", "POST", `${review}/$review-break-glass`, judged("justified", "prima"))).status).toBe(404);
  });

  test("who came in is named as the directory has it, whatever name a system sends along", async () => {
    const principal = principalOf("huisarts-elders");
    const body = byBsn(mainBsn, because("spoed"));
    await handle(demo.runtime.house, { method: "POST", path: "Patient/$break-glass", query: [], body, lenient: false, wants: "fhir", language: "nl", principal: { ...principal, tokenId: "vals", person: { ...principal.person, id: "900000020", role: "huisarts", name: "Eva Fictief" } }, requestId: "vals" });
    const { text } = await demo.ask("huisarts", "GET", "Communication?category=melding&patient=willem-voorbeeld");
    expect(text).toContain("E. Huisarts (huisarts, Huisartsenpraktijk Elders) gebruikte noodtoegang");
    expect(text).not.toContain("Eva Fictief");
  });

  test("ended or judged twice at one moment, it is ended once, and judged once", async () => {
    const grant = grantOf(await comesIn("huisarts-elders"));
    const review = await reviewOf(grant);
    const ends = await Promise.all(["huisarts-elders", "huisarts", "tweede-huisarts", "waarnemer"].map((who) => demo.ask(who, "POST", `${grant}/$end-break-glass`, nothing)));
    expect(new Set(ends.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
    expect(ends[0]?.status).toBe(200);
    const decisions = await Promise.all(["huisarts", "tweede-huisarts", "waarnemer"].map((who) => demo.ask(who, "POST", `${review}/$review-break-glass`, judged("justified", who))));
    expect(decisions.map(({ status }) => status).toSorted((one, other) => one - other)).toEqual([200, 409, 409]);
  });

  test("judged after its time, a grant that nobody ended is over", async () => {
    const grant = grantOf(await comesIn("huisarts-elders"));
    later(60);
    const review = await reviewOf(grant);
    expect((await demo.ask("huisarts", "POST", `${review}/$review-break-glass`, judged("not-justified", "kon wachten"))).status).toBe(200);
    expect((await demo.ask("huisarts", "GET", grant)).body).toMatchObject({ status: "completed", executionPeriod: { end: "2026-11-24T02:30:00.000Z" } });
    expect((await demo.ask("huisarts-elders", "GET", "Communication?category=melding")).text).not.toContain("meteen gestopt");
  });

  test("no-bsn: a number in the reason stands in no notice", async () => {
    const came = await demo.ask("huisarts-elders", "POST", "Patient/$break-glass", byBsn(mainBsn, because("spoed", `benauwd, het gaat om ${mainBsn}`)));
    expect(came.status).toBe(200);
    const notices = await demo.ask("huisarts", "GET", "Communication?category=melding&patient=willem-voorbeeld");
    expect(notices.body.entry).toHaveLength(1);
    expect(notices.text).not.toContain(mainBsn);
  });
});

test("basis: in a region that doesn't know emergency access everybody gets the same 403", async () => {
  await using demo = await startDemo({ settings: { BASES: "consent,addressed" } });
  const texts = new Set<string>();
  for (const who of ["huisarts", "post-huisarts-elders", "wijkverpleegkundige", "poh"]) {
    for (const bsn of [mainBsn, storyBsn]) {
      const answer = await demo.ask(who, "POST", "Patient/$break-glass", byBsn(bsn, because("vitaal-belang")));
      expect(answer.status).toBe(403);
      texts.add(answer.text);
    }
  }
  expect(texts.size).toBe(1);
});
