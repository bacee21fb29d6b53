import { mainBsn, mainPatient } from "@wijkverband/server";
import { decodeJwt, importJWK, SignJWT } from "jose";
import { describe, expect, test } from "vitest";
import { byBsn, valueOf, type Answer } from "../harness.ts";
import { differencesOf } from "../night-answer.ts";
import { useDemo } from "../use-demo.ts";

const subject = { reference: mainPatient };
const snomed = "http://snomed.info/sct";
const scope = (code: string) => ({ coding: [{ system: "http://terminology.hl7.org/CodeSystem/consentscope", code }] });

const permission = (organization: string, type = "permit") => ({
  resourceType: "Consent",
  status: "active",
  scope: scope("patient-privacy"),
  category: [{ coding: [{ system: "http://terminology.hl7.org/CodeSystem/v3-ActCode", code: "IDSCL" }] }],
  patient: subject,
  dateTime: "2026-11-24",
  performer: [subject],
  policyRule: { coding: [{ system: "http://terminology.hl7.org/CodeSystem/v3-ActCode", code: "OPTIN" }] },
  verification: [{ verified: true, verifiedWith: subject, verificationDate: "2026-11-24" }],
  provision: { provision: [{ type, actor: [{ role: { coding: [{ system: "http://terminology.hl7.org/CodeSystem/v3-ParticipationType", code: "IRCP" }] }, reference: { reference: organization } }] }] },
});

const resuscitate = {
  resourceType: "Consent",
  status: "active",
  scope: scope("treatment"),
  category: [{ coding: [{ system: snomed, code: "129125009" }] }],
  patient: subject,
  dateTime: "2026-11-24",
  policy: [{ uri: "https://wetten.overheid.nl/" }],
  provision: { type: "permit", code: [{ coding: [{ system: snomed, code: "89666000" }] }] },
};

describe("nobody gives himself what isn't his", () => {
  const demo = useDemo();

  const night = async () => (await demo.ask("post-huisarts", "POST", "Patient/$palliative-handover", byBsn(mainBsn))).body;

  test.each(["wijkverpleegkundige", "verzorgende", "apotheker", "sociaal-werker", "specialist-ouderengeneeskunde", "post-huisarts", "patient", "mantelzorger"])("basis: %s records no consent or objection, for the own organisation or another", async (who) => {
    for (const consent of [permission("Organization/thuiszorg-elders"), permission("Organization/spoedpost-modelregio", "deny")]) {
      expect((await demo.ask(who, "POST", "Consent", consent)).status).toBe(403);
    }
    expect((await demo.ask("wijkverpleegkundige-elders", "GET", mainPatient)).status).toBe(404);
    expect((await demo.ask("post-huisarts", "GET", mainPatient)).status).toBe(200);
  });

  test("dossier-owner: a treatment limit is the dossier's; nobody outside it adds one, in his own domain either", async () => {
    for (const who of ["wijkverpleegkundige", "apotheker", "sociaal-werker", "specialist-ouderengeneeskunde"]) expect((await demo.ask(who, "POST", "Consent", resuscitate)).status).toBe(403);
    expect(valueOf(await night(), "status")).toBe("current");
  });

  test("who-reads-parts: what social care writes is never told to the post, as a difference, a conflict or a draft", async () => {
    const goal = { resourceType: "Goal", lifecycleStatus: "active", category: [{ coding: [{ system: snomed, code: "713603004" }] }], description: { coding: [{ system: snomed, code: "385987000" }], text: "schulden saneren" }, subject };
    const wish = { resourceType: "Observation", status: "final", code: { coding: [{ system: snomed, code: "153851000146100" }] }, method: { coding: [{ system: snomed, code: "370819000" }] }, subject, effectiveDateTime: "2026-11-24", valueString: "huisuitzetting dreigt" };
    const plan = { resourceType: "CarePlan", status: "active", intent: "plan", category: [{ coding: [{ system: snomed, code: "243114000" }] }], subject, activity: [{ detail: { status: "in-progress", description: "schuldhulp", performer: [{ reference: "Organization/sociaal-team-voorbeeldstad" }] } }] };
    for (const resource of [goal, wish, plan]) expect((await demo.ask("sociaal-werker", "POST", resource.resourceType, resource)).status).toBe(201);
    const answer = await night();
    expect(JSON.stringify(answer)).not.toMatch(/schuld|huisuitzetting/);
    expect(differencesOf(answer)).toEqual([]);
    expect(valueOf(answer, "status")).toBe("current");
    expect((await demo.ask("huisarts", "POST", "Patient/$assemble-handover", byBsn(mainBsn))).text).not.toMatch(/schuld|huisuitzetting/);
    expect((await demo.ask("post-huisarts", "POST", "Patient/$palliative-handover", byBsn(mainBsn), { accept: "text/html" })).text).not.toMatch(/schuld|huisuitzetting/);
  });

  test("no-row-no-access: a search includes and follows only what the scopes of the token reach", async () => {
    const claims = decodeJwt(await demo.token("huisarts"));
    const key = await importJWK(demo.runtime.keys.token, "ES384");
    const token = await new SignJWT({ ...claims, scope: "system/Consent.rs" }).setProtectedHeader({ alg: "ES384", typ: "at+jwt", kid: demo.runtime.keys.token.kid ?? "" }).sign(key);
    const ask = (path: string): Promise<Answer> => demo.ask(undefined, "GET", path, undefined, { authorization: `Bearer ${token}` });
    const consents = await ask("Consent?patient=willem-voorbeeld&_include=Consent:actor&_include=Consent:patient");
    expect(consents.status).toBe(200);
    expect(new Set(consents.body.entry?.map(({ resource }) => resource?.resourceType))).toEqual(new Set(["Consent"]));
    expect((await ask("Consent?patient:Patient.gender=male")).body.entry).toBeUndefined();
    expect((await demo.ask("huisarts", "GET", "Consent?patient:Patient.gender=male")).body.entry?.length).toBeGreaterThan(0);
  });

  test("own-part: a GP's document changes nothing that a nurse wrote", async () => {
    const plan = { resourceType: "CarePlan", status: "active", intent: "plan", category: [{ coding: [{ system: snomed, code: "243114000" }] }], subject, activity: [{ detail: { status: "in-progress", description: "hulp bij aankleden", performer: [{ reference: "Organization/thuiszorg-proeftuin" }] } }] };
    const stored = await demo.ask("wijkverpleegkundige", "POST", "CarePlan", plan);
    expect(stored.status).toBe(201);
    const draft = (await demo.ask("huisarts", "POST", "Patient/$assemble-handover", byBsn(mainBsn))).text;
    const { body } = { body: JSON.parse(draft.replaceAll("hulp bij aankleden", "hulp bij aankleden is gestopt")) as Answer["body"] };
    expect(JSON.stringify(body)).toContain("is gestopt");
    const published = await demo.ask("huisarts", "POST", `${mainPatient}/$publish-handover`, { resourceType: "Parameters", parameter: [{ name: "document", resource: valueOf(body, "draft") }] });
    expect(published.status).toBe(403);
    expect((await demo.ask("wijkverpleegkundige", "GET", `CarePlan/${stored.body.id}`)).body.meta?.versionId).toBe("1");
    expect(valueOf(await night(), "status")).not.toBe("none");
  });

  test("dossier-owner: a practice takes over no patient by writing about him, and no one's role by writing to the directory", async () => {
    const role = { resourceType: "PractitionerRole", active: true, practitioner: { reference: "Practitioner/person-huisarts-elders" }, organization: { reference: "Organization/praktijk-voorbeeldstraat" }, code: [{ coding: [{ system: "https://wijkverband.example/fhir/CodeSystem/rol", code: "huisarts" }] }] };
    expect((await demo.ask("huisarts-elders", "POST", "PractitionerRole", role)).status).toBe(422);
    const own = (await demo.ask("huisarts", "GET", "PractitionerRole/eva-fictief-huisarts")).body;
    for (const who of ["huisarts-elders", "wijkverpleegkundige", "post-huisarts"]) {
      expect((await demo.ask(who, "PUT", "PractitionerRole/eva-fictief-huisarts", { ...own, telecom: [{ system: "phone", value: "0900-0000" }] }, { "if-match": 'W/"1"' })).status).toBe(403);
    }
    for (const code of ["noodtoegang", "noodtoegang-beoordelen", "inschrijving", "iets-anders"]) {
      const task = { resourceType: "Task", status: "in-progress", intent: "order", code: { coding: [{ system: "https://wijkverband.example/fhir/CodeSystem/taak", code }] }, for: subject, requester: { reference: "PractitionerRole/eva-fictief-huisarts" }, restriction: { period: { end: "2099-01-01" } } };
      expect((await demo.ask("huisarts", "POST", "Task", task)).status).toBeOneOf([403, 422]);
    }
    for (const type of ["Organization", "OrganizationAffiliation", "CareTeam", "Provenance", "ServiceRequest", "Bundle", "DocumentReference"]) {
      expect((await demo.ask("huisarts", "POST", type, { resourceType: type })).status).toBe(405);
      const transaction = { resourceType: "Bundle", type: "transaction", entry: [{ resource: { resourceType: type, status: "active", identifier: [{ system: "https://x.example", value: "1" }] }, request: { method: "POST", url: type } }] };
      const answer = await demo.ask("huisarts", "POST", "", transaction);
      expect(answer.status).toBeGreaterThanOrEqual(400);
      expect(answer.status).toBeLessThan(500);
    }
    // minutes are a Composition that some may write; any other is refused by the table
    const letter = { resourceType: "Composition", status: "final", type: { text: "overdracht" }, subject, date: "2026-11-24", author: [{ reference: "PractitionerRole/eva-fictief-huisarts" }], title: "Overdracht" };
    for (const who of ["huisarts", "wijkverpleegkundige"]) expect((await demo.ask(who, "POST", "Composition", letter)).status).toBe(403);
  });

  test("responsible-gp: nobody but the practice says where the own GP can be reached, or that a section is empty", async () => {
    const copy = async (path: string): Promise<object> => {
      const { id: _id, meta: _meta, ...resource } = (await demo.ask("huisarts", "GET", path)).body;
      return resource;
    };
    const availability = await copy("Basic/willem-bereikbaarheid-huisarts");
    const none = { resourceType: "List", status: "current", mode: "snapshot", code: { coding: [{ system: "https://wijkverband.example/fhir/CodeSystem/overdracht-sectie", code: "allergieen" }] }, subject, date: "2026-11-24", emptyReason: { coding: [{ system: "http://terminology.hl7.org/CodeSystem/list-empty-reason", code: "nilknown" }] } };
    for (const who of ["wijkverpleegkundige", "verzorgende", "apotheker", "sociaal-werker"]) {
      expect((await demo.ask(who, "POST", "Basic", availability)).status).toBe(403);
      expect((await demo.ask(who, "POST", "List", none)).status).toBe(403);
    }
    expect((await demo.ask("huisarts", "POST", "Basic", availability)).status).toBe(201);
    expect((await demo.ask("huisarts", "POST", "List", none)).status).toBe(201);
  });
});
