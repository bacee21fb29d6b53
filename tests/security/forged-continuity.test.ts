import { mainBsn, mainPatient } from "@wijkverband/server";
import type { Bundle, PractitionerRole } from "hl7-fhir-r4-types";
import { decodeJwt, importJWK, SignJWT } from "jose";
import { describe, expect, test } from "vitest";
import { report } from "../contact.ts";
import { byBsn, faults, type Answer } from "../harness.ts";
import { storedCounts } from "../stored.ts";
import { transfer } from "../transfer.ts";
import { useDemo } from "../use-demo.ts";

const own = (name: string): string => `https://wijkverband.example/fhir/CodeSystem/${name}`;
const profile = (name: string): string => `https://wijkverband.example/fhir/StructureDefinition/${name}`;
const concept = (system: string, ...codes: readonly string[]) => ({ coding: codes.map((code) => ({ system: own(system), code })) });
const subject = { reference: mainPatient };
const practice = "Organization/praktijk-voorbeeldstraat";
const elsewhere = "Organization/praktijk-elders";
const eva = "PractitionerRole/eva-fictief-huisarts";
const outsider = "PractitionerRole/role-huisarts-elders";
const period = { start: "2026-11-01", end: "2027-11-01" };

const coverRole = (organization: string, more: Partial<PractitionerRole> = {}): PractitionerRole => ({
  resourceType: "PractitionerRole",
  active: true,
  period,
  practitioner: { reference: "Practitioner/person-huisarts-elders" },
  organization: { reference: organization },
  code: [concept("rol", "waarnemer")],
  extension: [{ url: profile("cover"), extension: [{ url: "covered", valueReference: { reference: eva } }, { url: "by", valueReference: { reference: outsider } }] }],
  ...more,
});

/** What issue 5 lets operations write, tried past them: who stands in, until when a former practice reads, moves, reports of the night and explanations. */
describe("nobody writes by hand what an operation arranges", () => {
  const demo = useDemo();

  /** The manager of the practice where somebody works. */
  async function managerBeside(who: string): Promise<Readonly<Record<string, string>>> {
    const claims = decodeJwt(await demo.token(who));
    const key = await importJWK(demo.runtime.keys.token, "ES384");
    const person = { id: "9009999", name: "P. Manager", role: "praktijkmanager" };
    const token = await new SignJWT({ ...claims, person, jti: `manager-${who}` }).setProtectedHeader({ alg: "ES384", typ: "at+jwt", kid: demo.runtime.keys.token.kid ?? "" }).sign(key);
    return { authorization: `Bearer ${token}` };
  }

  const opens = async (): Promise<number> => (await demo.ask("huisarts-elders", "GET", mainPatient)).status;

  async function refusedOnCover(answer: Answer): Promise<void> {
    expect(answer.status).toBe(422);
    expect(faults(answer.body).map(({ rule }) => rule)).toContain("responsible-gp");
    expect(await opens()).toBe(404);
  }

  test("responsible-gp: who stands in for a huisarts is arranged by $cover alone; written to the directory, by a huisarts or a manager, it is refused and opens nothing", async () => {
    const before = storedCounts(demo);
    const manager = await managerBeside("huisarts");
    for (const role of [coverRole(practice), coverRole(practice, { period: { start: "2026-11-01" } }), coverRole(practice, { active: false })]) {
      await refusedOnCover(await demo.ask("huisarts", "POST", "PractitionerRole", role));
      await refusedOnCover(await demo.ask(undefined, "POST", "PractitionerRole", role, manager));
    }
    const transaction = { resourceType: "Bundle", type: "transaction", entry: [{ resource: coverRole(practice), request: { method: "POST", url: "PractitionerRole" } }] };
    await refusedOnCover(await demo.ask("huisarts", "POST", "", transaction));
    const stored = (await demo.ask("huisarts", "GET", "PractitionerRole/bas-verzonnen-huisarts")).body as unknown as PractitionerRole;
    const match = { "if-match": `W/"${stored.meta?.versionId}"` };
    await refusedOnCover(await demo.ask("huisarts", "PUT", "PractitionerRole/bas-verzonnen-huisarts", { ...stored, period, extension: coverRole(practice).extension }, match));
    expect(storedCounts(demo)).toEqual(before);
  });

  test("own-part: nobody makes himself a stand-in at another practice", async () => {
    for (const organization of [practice, `${practice}/_history/1`, `${demo.url}/fhir/${practice}`]) {
      const answer = await demo.ask("huisarts-elders", "POST", "PractitionerRole", coverRole(organization));
      expect(answer.status).toBe(422);
      expect(await opens()).toBe(404);
    }
    for (const who of ["waarnemer", "wijkverpleegkundige", "post-huisarts", "apotheker"]) expect((await demo.ask(who, "POST", "PractitionerRole", coverRole(practice))).status).toBeGreaterThanOrEqual(400);
    expect(await opens()).toBe(404);
  });

  test("responsible-gp: cover that $cover arranged isn't prolonged, moved to somebody else, or taken out of use by a write to the directory", async () => {
    const parameter = [
      { name: "covered", valueReference: { reference: eva } },
      { name: "by", valueReference: { reference: outsider } },
      { name: "period", valuePeriod: { end: "2026-11-24T03:00:00Z" } },
    ];
    const arranged = await demo.ask("huisarts", "POST", `${practice}/$cover`, { resourceType: "Parameters", parameter });
    expect(arranged.status).toBe(200);
    expect(await opens()).toBe(200);
    const role = arranged.body as unknown as PractitionerRole & { readonly id: string };
    const at = `PractitionerRole/${role.id}`;
    const match = { "if-match": `W/"${role.meta?.versionId}"` };
    const { extension: _extension, ...bare } = role;
    for (const changed of [{ ...role, period: { ...role.period, end: "2027-11-01" } }, { ...role, active: false }, bare]) {
      const answer = await demo.ask("huisarts", "PUT", at, changed, match);
      expect(answer.status).toBe(422);
      expect(faults(answer.body).map(({ rule }) => rule)).toContain("responsible-gp");
    }
    const patch = { resourceType: "Parameters", parameter: [{ name: "operation", part: [{ name: "type", valueCode: "replace" }, { name: "path", valueString: "PractitionerRole.period.end" }, { name: "value", valueDateTime: "2027-11-01" }] }] };
    expect((await demo.ask("huisarts", "PATCH", at, patch, match)).status).toBe(422);
    expect((await demo.ask("huisarts", "DELETE", at, undefined, match)).status).toBe(405);
    demo.now = new Date("2026-11-24T03:00:00Z");
    expect(await opens()).toBe(404);
    demo.now = new Date("2026-11-24T02:00:00Z");
    const ended = await demo.ask("huisarts", "POST", `${practice}/$cover`, { resourceType: "Parameters", parameter: [{ name: "cover", valueReference: { reference: at } }] });
    expect(ended.status).toBe(200);
    expect(await opens()).toBe(404);
  });

  test("keep-and-erase: nobody writes a registration, so nobody says until when a former practice reads", async () => {
    const found = await demo.ask("huisarts", "GET", "CareTeam?patient=willem-voorbeeld&category=huisartsteam");
    const team = found.body.entry?.[0]?.resource as unknown as Readonly<Record<string, unknown>>;
    const forged = { ...team, managingOrganization: [{ reference: elsewhere }], status: "inactive", extension: [{ url: profile("record-until"), valueDateTime: "2099-01-01" }] };
    const { id: _id, ...fresh } = forged as { id?: string };
    const manager = await managerBeside("huisarts-elders");
    for (const headers of [undefined, manager]) {
      const who = headers === undefined ? "huisarts-elders" : undefined;
      for (const [method, path, body] of [["POST", "CareTeam", fresh], ["PUT", `CareTeam/${String(team["id"])}`, forged], ["DELETE", `CareTeam/${String(team["id"])}`, undefined]] as const) {
        expect((await demo.ask(who, method, path, body, { ...headers, "if-match": 'W/"1"' })).status).toBe(405);
        expect((await demo.ask(headers === undefined ? "huisarts" : undefined, method, path, body, { ...headers, "if-match": 'W/"1"' })).status).toBe(405);
      }
    }
    expect((await demo.ask("huisarts-elders", "GET", `${mainPatient}/$dossier-package`)).status).toBe(404);
    expect((await demo.ask(undefined, "GET", `${mainPatient}/$dossier-package`, undefined, manager)).status).toBe(404);
  });

  test.each(["overschrijving", "overschrijving-betwist", "overschrijving-gevraagd", "waarneembericht", "waarneembericht-verstuurd"])("own-part: a Task %s is written by an operation, and by nobody's hand, under another code beside it either", async (code) => {
    const before = storedCounts(demo);
    const task = (...codes: readonly string[]) => ({ resourceType: "Task", status: "requested", intent: "order", code: concept("taak", ...codes), for: subject, authoredOn: "2026-11-24T02:00:00Z", requester: { reference: elsewhere }, owner: { reference: practice }, restriction: { period: { end: "2027-01-01" } } });
    for (const who of ["huisarts", "doktersassistent", "huisarts-elders", "wijkverpleegkundige", "post-huisarts", "patient", "mantelzorger"]) {
      for (const codes of [[code], ["opdracht", code], ["wisverzoek", code], [code, "wisverzoek"]]) {
        const answer = await demo.ask(who, "POST", "Task", { ...task(...codes), ...(codes.includes("wisverzoek") && { requester: who === "patient" ? subject : { reference: eva }, restriction: undefined, owner: undefined }) });
        expect({ who, codes, status: answer.status }).toEqual({ who, codes, status: expect.toBeOneOf([403, 404, 422]) });
      }
    }
    expect(storedCounts(demo)).toEqual(before);
  });

  test("return: a report of the night comes in by $report-contact alone; nobody writes one by hand, minutes that are one at once either", async () => {
    const before = storedCounts(demo);
    const document = (...codes: readonly string[]) => ({ resourceType: "Composition", status: "final", type: concept("verslag", ...codes), subject, date: "2026-11-24", author: [{ reference: eva }], title: "Waarneembericht", section: [{ title: "besproken", code: concept("verslag", "besproken"), text: { status: "generated", div: '<div xmlns="http://www.w3.org/1999/xhtml">niets</div>' } }] });
    for (const who of ["huisarts", "post-huisarts", "triagist", "wijkverpleegkundige", "specialist-ouderengeneeskunde", "patient"]) {
      for (const codes of [["waarneembericht"], ["mdo-verslag", "waarneembericht"], ["waarneembericht", "mdo-verslag"]]) {
        const answer = await demo.ask(who, "POST", "Composition", document(...codes));
        expect({ who, codes, status: answer.status }).toEqual({ who, codes, status: expect.toBeOneOf([403, 404, 422]) });
      }
    }
    expect(storedCounts(demo)).toEqual(before);
  });

  test("no-row-no-access: an explanation of a signal comes by $explain-signal alone, and no message becomes one", async () => {
    const before = storedCounts(demo);
    const message = (...codes: readonly string[]) => ({ resourceType: "Communication", status: "completed", category: codes.map((code) => concept("bericht", code)), subject, sent: "2026-11-24T02:00:00Z", sender: { reference: practice }, payload: [{ contentString: "niets aan de hand" }] });
    const { subject: _subject, ...aboutNobody } = message("toelichting-signaal");
    const manager = await managerBeside("huisarts");
    for (const body of [message("toelichting-signaal"), message("verklaring-patient", "toelichting-signaal"), message("toelichting-signaal", "verklaring-patient"), aboutNobody]) {
      for (const who of ["huisarts", "huisarts-elders", "wijkverpleegkundige", "patient"]) expect((await demo.ask(who, "POST", "Communication", body)).status).toBeOneOf([403, 404, 422]);
      expect((await demo.ask(undefined, "POST", "Communication", body, manager)).status).toBeOneOf([403, 404, 422]);
    }
    expect(storedCounts(demo)).toEqual(before);
    const { category: _category, ...plainMessage } = message();
    const written = await demo.ask("huisarts", "POST", "Communication", plainMessage);
    expect(written.status).toBe(201);
    const turned = await demo.ask("huisarts", "PUT", `Communication/${written.body.id}`, { ...message("toelichting-signaal"), id: written.body.id }, { "if-match": 'W/"1"' });
    expect(turned.status).toBeOneOf([403, 422]);
    expect((await demo.ask("huisarts", "GET", `Communication/${written.body.id}`)).body.meta?.versionId).toBe("1");
  });

  test("break-glass: what a post reported of a night is no part of what emergency access shows, as a document either", async () => {
    const { body } = await report(demo, "post-huisarts");
    expect(body.parameter).toBeDefined();
    const bundles = await demo.ask("huisarts", "GET", "Bundle?type=document");
    const kept = bundles.body.entry?.map(({ resource }) => resource as Bundle).find(({ entry }) => JSON.stringify(entry?.[0]?.resource).includes("waarneembericht"));
    expect(kept).toBeDefined();
    const reason = { name: "reason", valueCodeableConcept: { coding: [{ system: own("noodreden"), code: "spoed" }], text: "benauwd" } };
    const come = await demo.ask("huisarts-elders", "POST", "Patient/$break-glass", byBsn(mainBsn, reason));
    expect(come.status).toBe(200);
    expect((await demo.ask("huisarts-elders", "GET", mainPatient)).status).toBe(200);
    expect((await demo.ask("huisarts-elders", "GET", `Bundle/${kept?.id}`)).status).toBe(404);
    expect((await demo.ask("huisarts-elders", "GET", "Bundle?type=document")).text).not.toContain(`Bundle/${kept?.id}`);
    expect((await demo.ask("huisarts-elders", "GET", "Composition?patient=willem-voorbeeld")).text).not.toContain("waarneembericht");
    expect((await demo.ask("patient", "GET", `Bundle/${kept?.id}`)).status).toBe(200);
  });

  test("responsible-gp: a locum names who stands in after him, and neither prolongs his own cover nor lets another locum in for longer", async () => {
    const arrange = (who: string, by: string, end: string): Promise<Answer> => demo.ask(who, "POST", `${mainPatient}/$cover`, { resourceType: "Parameters", parameter: [{ name: "by", valueReference: { reference: by } }, { name: "period", valuePeriod: { end } }] });
    expect((await arrange("huisarts", outsider, "2026-11-24T03:00:00Z")).status).toBe(200);
    for (const [who, by] of [["huisarts-elders", outsider], ["waarnemer", "PractitionerRole/wil-proefneming-waarnemer"]] as const) {
      const prolonged = await arrange(who, by, "2099-01-01");
      expect(prolonged.status).toBe(422);
      expect(faults(prolonged.body)).toEqual([expect.objectContaining({ rule: "responsible-gp", expression: "Parameters.parameter.where(name='by')" })]);
    }
    const another = await arrange("huisarts-elders", "PractitionerRole/wil-proefneming-waarnemer", "2026-12-31");
    expect(another.status).toBe(422);
    expect(faults(another.body)).toEqual([expect.objectContaining({ rule: "responsible-gp", expression: "Parameters.parameter.where(name='period').value.end" })]);
    expect((await arrange("huisarts-elders", "PractitionerRole/wil-proefneming-waarnemer", "2026-11-24T03:00:00Z")).status).toBe(200);
    expect((await arrange("huisarts-elders", "PractitionerRole/bas-verzonnen-huisarts", "2026-12-01")).status).toBe(200);
    const start = demo.now;
    demo.now = new Date("2026-11-24T03:00:00Z");
    expect(await opens()).toBe(404);
    demo.now = start;
  });

  test("keep-and-erase: the manager of a practice to which a patient came back has the practice's own history, and nothing that was written since", async () => {
    const manager = await managerBeside("huisarts");
    const note = (words: string) => ({ resourceType: "Observation", status: "final", code: { text: words }, subject, valueString: words });
    expect((await demo.ask("huisarts", "POST", "Observation", note("van voor de verhuizing"))).status).toBe(201);
    const own = (): Promise<Answer> => demo.ask(undefined, "GET", `${mainPatient}/$dossier-package`, undefined, manager);
    expect((await own()).status).toBe(404);
    const start = demo.now;
    try {
      for (const [minutes, who] of [[1, "huisarts-elders"], [2, "huisarts"]] as const) {
        demo.now = new Date(start.getTime() + minutes * 60_000);
        expect((await transfer(demo, who)).status).toBe(202);
      }
      demo.now = new Date(start.getTime() + 180_000);
      expect((await demo.ask("huisarts", "POST", "Observation", note("van na de terugkomst"))).status).toBe(201);
      const [huisarts, his] = [await demo.ask("huisarts", "GET", `${mainPatient}/$dossier-package`), await own()];
      expect(huisarts.text).toContain("van na de terugkomst");
      expect(his.status).toBe(200);
      expect(his.text).toContain("van voor de verhuizing");
      expect(his.text).not.toContain("van na de terugkomst");
    } finally {
      demo.now = start;
    }
  });
});
