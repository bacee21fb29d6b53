import { signals } from "@wijkverband/care";
import { codeSystemUrl, profileUrl } from "@wijkverband/fhir";
import { handle } from "@wijkverband/facade";
import { mainPatient, organizations, principalOf } from "@wijkverband/server";
import type { CareTeam, Communication, MedicationStatement, Organization, Parameters, PractitionerRole, Resource } from "hl7-fhir-r4-types";
import { describe, expect, test } from "vitest";
import { report as sendContact } from "../contact.ts";
import { faults, type Answer } from "../harness.ts";
import { partOf, reportsIn, type Report } from "../signals.ts";
import { useDemo } from "../use-demo.ts";

const practice = "Organization/praktijk-voorbeeldstraat";
const demo = useDemo({ patients: 40 });

const ask = (person: string | undefined, query = "", of = practice, headers: Readonly<Record<string, string>> = {}): Promise<Answer> => demo.ask(person, "GET", `${of}/$continuity-signals${query}`, undefined, headers);
const report = async (key: string): Promise<Report> => reportsIn(await ask("huisarts", `?signal=${key}`)).get(key)!;

/** Changes something in the store past the interface, as the owner of the directory or another part of the server does. */
async function change<R extends Resource>(reference: string, alter: (resource: R) => Resource): Promise<void> {
  const { store } = demo.runtime.house;
  const [type = "", id = ""] = reference.split("/");
  const stored = await store.read(type as "Organization", id);
  await store.transact({ changes: [{ op: "update", resource: { ...alter(stored.resource() as R), id }, labels: stored.labels }], at: demo.now, audit: () => [] });
}

describe("a practice sees its own signals", () => {
  test("each with its name, definition and source, and that it is no verdict, in the language that is asked for", async () => {
    for (const [language, disclaimer] of [["nl", "Een signaal om over te praten, nooit een oordeel."], ["en", "A signal to talk about, never a verdict."]] as const) {
      const answer = await ask("huisarts", "", practice, { "accept-language": language });
      const reports = reportsIn(answer);
      expect([...reports.keys()]).toEqual(signals.map(({ key }) => key));
      for (const { key, name, definition, source } of signals) {
        const { resource } = reports.get(key)!;
        expect(resource).toMatchObject({ language, status: "complete", type: "summary", reporter: { reference: practice } });
        expect([partOf(resource, "signal-words", "name"), partOf(resource, "signal-words", "definition"), partOf(resource, "signal-words", "source"), partOf(resource, "signal-words", "disclaimer")]).toEqual([name[language], definition[language], source[language], disclaimer]);
        expect(resource.text?.div).toContain(disclaimer);
      }
      expect(answer.text).not.toContain("Patient/");
    }
  });

  test("what is there, what isn't, and what nobody recorded", async () => {
    const reports = reportsIn(await ask("doktersassistent"));
    expect(reports.get("no-cooperation")).toMatchObject({ state: "present", count: 1, of: 2 });
    expect(reports.get("no-cover-plan")).toMatchObject({ state: "present", count: 1, of: 1 });
    expect(reports.get("without-gp")).toMatchObject({ state: "absent", count: 0, of: 28 });
    expect(reports.get("anios-supervision")).toMatchObject({ state: "absent", of: 1 });
    expect(reports.get("handovers-outdated")).toMatchObject({ state: "absent", count: 0, of: 1 });
    expect(reports.get("gaps")).toMatchObject({ state: "absent", count: 0, of: 669 });
    expect(reports.get("owner-no-gp")).toMatchObject({ state: "unknown", count: "unknown", of: "unknown" });
    expect(reports.get("hours-without-gp")).toMatchObject({ state: "unknown", count: "unknown" });
  });

  test("asked by GET or POST, of one signal or of some, it is the same answer", async () => {
    const body: Parameters = { resourceType: "Parameters", parameter: [{ name: "signal", valueCode: "gaps" }, { name: "signal", valueCode: "without-gp" }, { name: "period", valueDate: "2026-12" }] };
    const [got, posted] = [reportsIn(await ask("huisarts", "?signal=gaps&signal=without-gp&period=2026-12")), reportsIn(await demo.ask("huisarts", "POST", `${practice}/$continuity-signals`, body))];
    expect([...got.keys()]).toEqual(["without-gp", "gaps"]);
    expect(got).toEqual(posted);
    expect(got.get("gaps")).toMatchObject({ of: 744, resource: { period: { start: "2026-12-01T00:00:00+01:00", end: "2027-01-01T00:00:00+01:00" } } });
  });

  test.each([["?signal=iets", "signal"], ["?period=2026", "period"], ["?period=2026-11-24", "period"], ["?period=2026-10", "period"], ["?period=2028-01", "period"], ["?period=straks", "period"], ["?periode=2026-12", "periode"]])("%s is refused where it stands", async (query, name) => {
    const answer = await ask("huisarts", query);
    expect(answer.status).toBe(400);
    expect(faults(answer.body)[0]).toMatchObject({ expression: `Parameters.parameter.where(name='${name}')` });
  });

  test("who is no part of the practice is refused alike, whether there is something to see or not", async () => {
    const outsiders = ["huisarts-elders", "wijkverpleegkundige", "post-huisarts", "triagist", "apotheker", "sociaal-werker", "zcc-triagist", "patient", "mantelzorger", "rho-analist"];
    const texts = new Set<string>();
    for (const person of outsiders) {
      for (const of of [practice, "Organization/praktijk-modellaan", "Organization/bestaat-niet"]) {
        const answer = await ask(person, "", of);
        expect([person, answer.status]).toEqual([person, 403]);
        texts.add(answer.text);
      }
    }
    expect(texts.size).toBe(1);
    expect((await ask(undefined)).status).toBe(401);
  });

  test.each([["verpleegkundig-specialist", "thuiszorg-proeftuin", "$continuity-signals"], ["rho-analist", "praktijk-modellaan", "$continuity-signals"], ["huisarts", "rho-modelregio", "$continuity-signals"], ["huisarts", "spoedpost-modelregio", "$explain-signal"]] as const)(
    "%s of %s gets nothing: a practice has signals, and a region's analyst those of the region",
    async (person, own, code) => {
      const { name, type, ...number } = organizations.find(({ key }) => key === own)!;
      const principal = { ...principalOf(person), organization: { name, type, system: number.system, identifier: number.identifier } };
      const body: Parameters = { resourceType: "Parameters", ...(code === "$explain-signal" && { parameter: [{ name: "signal", valueCode: "gaps" }, { name: "text", valueString: "Klopt." }] }) };
      const asked = handle(demo.runtime.house, { method: "POST", path: `Organization/${own}/${code}`, query: [], body, lenient: false, wants: "fhir", language: "nl", principal, requestId: "r" });
      await expect(asked).rejects.toMatchObject({ category: "rule", rule: "responsible-gp", issues: [{ expression: "Organization.type" }] });
    },
  );
});

describe("a signal follows what is stored", () => {
  test("a patient whose GP left, and one with a third fixed GP", async () => {
    const places = (team: CareTeam): NonNullable<CareTeam["participant"]> => team.participant ?? [];
    await change<CareTeam>("CareTeam/huisartsteam-patient-0001", (team) => ({ ...team, participant: places(team).slice(1) }));
    await change<CareTeam>("CareTeam/huisartsteam-patient-0002", (team) => ({ ...team, participant: [...places(team), { ...places(team)[1]!, member: { reference: "PractitionerRole/role-huisarts-elders" } }] }));
    expect(await report("without-gp")).toMatchObject({ state: "present", count: 1, of: 28 });
    expect(await report("more-than-two-gps")).toMatchObject({ state: "present", count: 1, of: 28 });
  });

  test("rosters: hours a week, days, and hours open without a GP on site", async () => {
    for (const [reference, days] of [["PractitionerRole/eva-fictief-huisarts", ["mon", "tue", "wed", "thu"]], ["PractitionerRole/bas-verzonnen-huisarts", ["tue"]]] as const) {
      await change<PractitionerRole>(reference, (role) => ({ ...role, availableTime: [{ daysOfWeek: [...days], availableStartTime: "08:00:00", availableEndTime: "17:00:00" }] }));
    }
    expect(await report("hours-without-gp")).toMatchObject({ state: "present", count: 36, of: 180 });
    expect(await report("days-per-gp")).toMatchObject({ state: "absent", count: 0, of: 1 });
    expect(await report("patients-per-fte")).toMatchObject({ state: "absent", count: 28, of: 45 });
    expect(await report("gaps")).toMatchObject({ state: "present", count: 36 });
  });

  test("a handover that changed since it was sent", async () => {
    demo.now = new Date("2026-11-24T02:05:00Z");
    await change<MedicationStatement>("MedicationStatement/willem-medicatie-morfine", (medication) => ({ ...medication, dosage: [{ text: "2 keer per dag 30 mg" }] }));
    expect(await report("handovers-outdated")).toMatchObject({ state: "present", count: 1, of: 1 });
  });

  test("a report of the night that nobody read four hours after the practice opened", async () => {
    expect((await sendContact(demo, "post-huisarts")).status).toBe(201);
    expect(await report("contact-reports-unread")).toMatchObject({ state: "absent", count: 0, of: 1 });
    demo.now = new Date("2026-11-24T10:59:00Z");
    expect(await report("contact-reports-unread")).toMatchObject({ state: "absent", of: 1 });
    demo.now = new Date("2026-11-24T11:00:00Z");
    expect(await report("contact-reports-unread")).toMatchObject({ state: "present", count: 1, of: 1 });
    demo.now = new Date("2026-11-24T02:05:00Z");
  });

  test("who owns the practice, and what it says of itself", async () => {
    await change<Organization>(practice, (organization) => ({
      ...organization,
      extension: [
        { url: profileUrl("owner-kind"), valueCodeableConcept: { coding: [{ system: codeSystemUrl("eigenaar"), code: "keten" }] } },
        { url: profileUrl("organisation-declared"), extension: [{ url: "clear", valueBoolean: true }, { url: "on", valueDate: "2026-09-01" }] },
      ],
    }));
    expect(await report("owner-no-gp")).toMatchObject({ state: "present", count: 1, of: 1 });
    expect(await report("unclear-organisation")).toMatchObject({ state: "absent" });
  });
});

describe("a practice says what is behind a signal", () => {
  const explain = (person: string, said: Readonly<Record<string, string>>, of = practice): Promise<Answer> =>
    demo.ask(person, "POST", `${of}/$explain-signal`, {
      resourceType: "Parameters",
      parameter: Object.entries(said).map(([name, value]) => ({ name, [{ signal: "valueCode", until: "valueDate" }[name] ?? "valueString"]: value })),
    });
  const signal = "no-cooperation";

  test("it stands with the report until its date, and a newer one takes its place", async () => {
    const first = await explain("huisarts", { signal, text: "Onze hagro is gestopt.", until: "2026-12-31" });
    expect(first.status).toBe(201);
    expect(JSON.parse(first.text)).toMatchObject({ resourceType: "Communication", sender: { reference: practice }, payload: [{ contentString: "Onze hagro is gestopt." }] });
    expect((await report(signal)).explanation).toBe("Onze hagro is gestopt.");
    expect((await report("without-gp")).explanation).toBeUndefined();
    expect((await explain("huisarts", { signal, text: "In maart beginnen wij een nieuwe.", until: "2027-03-01" })).status).toBe(201);
    expect((await report(signal)).explanation).toBe("In maart beginnen wij een nieuwe.");
    demo.now = new Date("2027-03-01T22:59:00Z");
    expect((await report(signal)).explanation).toBe("In maart beginnen wij een nieuwe.");
    demo.now = new Date("2027-03-01T23:00:00Z");
    expect((await report(signal)).explanation).toBeUndefined();
    demo.now = new Date("2026-11-24T02:00:00Z");
  });

  test("markup in it is shown, not obeyed", async () => {
    await explain("huisarts", { signal: "no-cover-plan", text: "<script>alert(1)</script> & wij overleggen" });
    const { resource, explanation } = await report("no-cover-plan");
    expect(explanation).toBe("<script>alert(1)</script> & wij overleggen");
    expect(resource.text?.div).toContain("&lt;script&gt;alert(1)&lt;/script&gt; &amp; wij overleggen");
  });

  test.each([
    ["a BSN", { signal, text: "Het gaat om 999911120." }, "text", "no-bsn"],
    ["a BSN in groups", { signal, text: "Het gaat om 9999.11.120." }, "text", "no-bsn"],
    ["more than half a page", { signal, text: "a".repeat(2_001) }, "text", "profile"],
    ["a day that is over", { signal, text: "Klopt.", until: "2026-11-23" }, "until", "profile"],
    ["no text", { signal }, "text", undefined],
  ] as const)("%s is refused", async (_what, said, name, rule) => {
    const answer = await explain("huisarts", said);
    expect(answer.status).toBe(422);
    expect(faults(answer.body)[0]).toMatchObject({ expression: `Parameters.parameter.where(name='${name}')`, ...(rule !== undefined && { rule }) });
    expect(answer.text).not.toMatch(/9999\.?11/);
  });

  test("an unknown signal and a text without words are refused, and so is anybody but the huisarts and the manager of the practice", async () => {
    expect((await explain("huisarts", { signal: "iets", text: "Klopt." })).status).toBe(400);
    expect((await explain("huisarts", { signal, text: "   " })).status).toBe(400);
    for (const person of ["doktersassistent", "poh", "huisarts-elders", "rho-analist", "wijkverpleegkundige"]) expect([person, (await explain(person, { signal, text: "Klopt." })).status]).toEqual([person, 403]);
    expect((await explain("huisarts", { signal, text: "Klopt." }, "Organization/praktijk-modellaan")).status).toBe(403);
  });

  test("the own team reads it back, nobody elsewhere does, and nobody changes it or writes one past the operation", async () => {
    const { text } = await explain("huisarts", { signal: "gaps", text: "Vrijdag neemt de buurpraktijk waar." });
    const said = JSON.parse(text) as Communication;
    expect((await demo.ask("poh", "GET", `Communication/${said.id}`)).status).toBe(200);
    for (const person of ["huisarts-elders", "wijkverpleegkundige", "patient"]) expect([person, (await demo.ask(person, "GET", `Communication/${said.id}`)).status]).toEqual([person, 404]);
    expect((await demo.ask("huisarts", "PUT", `Communication/${said.id}`, { ...said, payload: [{ contentString: "Anders." }] }, { "if-match": 'W/"1"' })).status).toBe(403);
    const { id: _id, meta: _meta, ...copy } = said;
    expect((await demo.ask("huisarts", "POST", "Communication", { ...copy, subject: { reference: mainPatient } })).status).toBeGreaterThanOrEqual(400);
    expect((await demo.ask("huisarts", "POST", "Communication", copy)).status).toBeGreaterThanOrEqual(400);
  });
});
