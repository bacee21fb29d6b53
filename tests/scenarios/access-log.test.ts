import { mainBsn, mainPatient } from "@wijkverband/server";
import type { Parameters, ParametersParameter } from "hl7-fhir-r4-types";
import { beforeAll, describe, expect, test } from "vitest";
import { byBsn, faults, type Answer } from "../harness.ts";
import { auditOf } from "../stored.ts";
import { useDemo } from "../use-demo.ts";

const log = `${mainPatient}/$access-log`;
type Line = Readonly<Record<string, string | undefined>>;

function linesOf({ body }: Answer): readonly Line[] {
  return (body.parameter ?? []).map(({ part }) => Object.fromEntries((part ?? []).map((each): [string, string | undefined] => [each.name ?? "", textOf(each)])));
}

function textOf({ valueString, valueInstant, valueReference }: ParametersParameter): string | undefined {
  return valueString ?? valueInstant ?? valueReference?.reference;
}

describe("audit: the patient sees who looked, in words", () => {
  const demo = useDemo({ at: new Date("2026-11-20T09:00:00Z") });
  beforeAll(async () => {
    await demo.ask("huisarts", "GET", "MedicationStatement?patient=willem-voorbeeld");
    demo.now = new Date("2026-11-24T02:00:00Z");
    await demo.ask("post-huisarts", "POST", "Patient/$palliative-handover", byBsn(mainBsn));
    demo.now = new Date("2026-11-24T02:10:00Z");
    await demo.ask("post-huisarts-elders", "POST", "Patient/$palliative-handover", byBsn(mainBsn));
    demo.now = new Date("2026-11-25T09:00:00Z");
    await demo.ask("patient", "GET", mainPatient);
    await demo.ask("huisarts-elders", "GET", "Consent?patient=willem-voorbeeld");
    await demo.ask("wijkverpleegkundige", "GET", "Consent/willem-limiet-reanimatie");
  });

  test("who looked at what and why, who tried in vain, and nobody's own look", async () => {
    const lines = linesOf(await demo.ask("patient", "GET", log));
    const [nurse, elsewhere, post, gp] = lines;
    expect(nurse).toMatchObject({ person: "Noor Verzonnen", role: "wijkverpleegkundige", organization: "Thuiszorg De Proeftuin", what: "keek in de afspraken en toestemmingen", why: "u gaf toestemming", when: "2026-11-25T09:00:00.000Z" });
    expect(elsewhere).toMatchObject({ person: "E. Nacht", organization: "Huisartsenspoedpost Elders", what: "wilde de overdracht lezen, maar dat mocht niet", why: "had geen recht om dit te doen" });
    expect(post).toMatchObject({ person: "N. Nacht", organization: "Huisartsenspoedpost Modelregio", what: "las de overdracht", why: "de overdracht is aan deze spoedpost gestuurd" });
    expect(gp).toMatchObject({ person: "Eva Fictief", role: "huisarts", what: "zocht in de medicijnen", why: "is uw huisarts" });
    expect(lines.some(({ person }) => person === "de patiënt")).toBe(false);
    const event = await demo.ask("patient", "GET", post?.["event"] ?? "");
    expect(event.body).toMatchObject({ resourceType: "AuditEvent", outcome: "0" });
  });

  test("the own practice asks for it by BSN and sees the same", async () => {
    const [asPatient, asPractice] = [await demo.ask("patient", "GET", log), await demo.ask("doktersassistent", "POST", "Patient/$access-log", byBsn(mainBsn))];
    const [first, ...rest] = linesOf(asPractice);
    expect(asPractice.status).toBe(200);
    // in between the patient asked, who isn't listed, so both see the same
    expect([first, ...rest]).toEqual(linesOf(asPatient));
  });

  test("who asked for the log stands in it", async () => {
    const answer = await demo.ask("doktersassistent", "GET", log);
    expect(auditOf(demo, answer.headers)).toMatchObject([{ outcome: "0", subtype: [{ code: "operation" }, { code: "access-log" }] }]);
    expect(linesOf(await demo.ask("patient", "GET", log))[0]).toMatchObject({ person: "A. Assistent", what: "bekeek wie er keek", why: "werkt in uw eigen huisartsenpraktijk" });
  });

  test("in English for who prefers it", async () => {
    const post = linesOf(await demo.ask("patient", "GET", log, undefined, { "accept-language": "en" })).find(({ person }) => person === "N. Nacht");
    expect(post).toMatchObject({ role: "GP at the out-of-hours post", what: "read the handover", why: "the handover was sent to this out-of-hours post" });
  });

  test("from and until are days in Amsterdam, both included; _count bounds the lines", async () => {
    const parameters = (...parameter: ParametersParameter[]): Parameters => ({ resourceType: "Parameters", parameter });
    const lines = linesOf(await demo.ask("patient", "GET", `${log}?from=2026-11-24&until=2026-11-24`));
    expect(lines.map(({ person }) => person)).toEqual(["E. Nacht", "N. Nacht"]);
    expect(linesOf(await demo.ask("patient", "POST", log, parameters({ name: "until", valueDate: "2026-11-20" }))).map(({ person }) => person)).toContain("Eva Fictief");
    expect(linesOf(await demo.ask("patient", "GET", `${log}?_count=1&until=2026-11-24`)).map(({ person }) => person)).toEqual(["E. Nacht"]);
    expect(linesOf(await demo.ask("patient", "GET", `${log}?from=2031`))).toEqual([]);
  });

  test.each(["_count=0", "_count=201", "_count=veel", "from=gisteren", "from=2026-02-30", "van=2026", "_count=1&_count=2", "from=2026-11-24&until=2026-11-23"])("%s is refused", async (query) => {
    const answer = await demo.ask("patient", "GET", `${log}?${query}`);
    expect([400, 422]).toContain(answer.status);
    expect(answer.body.resourceType).toBe("OperationOutcome");
    expect(faults(answer.body)[0]?.expression ?? "").toContain("Parameters");
  });

  test.each(["post-huisarts", "post-huisarts-elders", "huisarts-elders", "wijkverpleegkundige", "apotheker", "sociaal-werker", "rho-analist"])("%s doesn't see it", async (who) => {
    const answer = await demo.ask(who, "GET", log);
    expect([403, 404]).toContain(answer.status);
    expect(answer.text).not.toContain("Fictief");
  });

  test("emergency access stands in it with its reason: asked for, used and ended", async () => {
    demo.now = new Date("2026-11-28T02:00:00Z");
    const reason = { name: "reason", valueCodeableConcept: { coding: [{ system: "https://wijkverband.example/fhir/CodeSystem/noodreden", code: "spoed" }], text: `ernstig benauwd (${mainBsn})` } };
    const came = await demo.ask("post-huisarts-elders", "POST", "Patient/$break-glass", byBsn(mainBsn, reason));
    expect(came.status).toBe(200);
    await demo.ask("post-huisarts-elders", "GET", "MedicationStatement?patient=willem-voorbeeld");
    const grant = came.body.parameter?.find(({ name }) => name === "grant")?.valueReference?.reference ?? "";
    await demo.ask("post-huisarts-elders", "POST", `${grant}/$end-break-glass`, { resourceType: "Parameters" });
    const answer = await demo.ask("patient", "GET", `${log}?from=2026-11-28`);
    const why = "noodtoegang: ernstig benauwd ([bsn])";
    expect(linesOf(answer).map((line) => ({ what: line["what"], why: line["why"] }))).toEqual([
      { what: "beëindigde de toegang in nood", why },
      { what: "zocht in de medicijnen", why },
      { what: "vroeg toegang in nood", why },
    ]);
    expect(answer.text).not.toContain(mainBsn);
    const began = linesOf(answer).at(-1)?.["event"] ?? "";
    expect((await demo.ask("patient", "GET", began)).body).toMatchObject({ type: { code: "110113" }, subtype: [{ code: "operation" }, { code: "break-glass" }, { code: "110127" }], purposeOfEvent: [{}, { coding: [{ code: "spoed" }] }] });
    expect(JSON.stringify(auditOf(demo, came.headers))).not.toContain("benauwd");
    const alerts = await demo.ask("huisarts", "GET", "AuditEvent?patient=willem-voorbeeld&subtype=110127");
    expect(alerts.body.entry).toHaveLength(1);
  });

  test("as a page: a table with a title, in the language asked, that runs nothing", async () => {
    const dutch = await demo.ask("patient", "GET", log, undefined, { accept: "text/html" });
    expect(dutch.headers.get("content-type")).toContain("text/html");
    expect(dutch.headers.get("content-security-policy")).toMatch(/default-src 'none'; style-src 'nonce-[^']+'/);
    expect(dutch.text).toContain('<html lang="nl">');
    expect(dutch.text).toMatch(/<h1 id="title">[^<]+<\/h1>.*<table role="table" aria-labelledby="title">/);
    expect(dutch.text).not.toContain("Hier staan de nieuwste");
    const last = await demo.ask("patient", "GET", `${log}?_count=1`, undefined, { accept: "text/html" });
    expect(last.text).toContain("Hier staan de nieuwste regels (1).");
    expect(dutch.text).toContain("N. Nacht");
    expect(dutch.text).not.toContain("Willem");
    const english = await demo.ask("patient", "GET", `${log}?from=2031`, undefined, { accept: "text/html", "accept-language": "en" });
    expect(english.text).toContain("Nobody looked in this period.");
  });
});
