import { mainPatient } from "@wijkverband/server";
import type { Consent, ConsentProvision } from "hl7-fhir-r4-types";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { faults, startDemo, type Answer, type Body, type Demo } from "../harness.ts";

const subject = { reference: mainPatient };
const given = "Consent/toestemming-willem-voorbeeld";
const limit = "Consent/willem-limiet-reanimatie";
const other = "Consent/willem-limiet-beademing";
const code = (system: string, value: string) => ({ coding: [{ system, code: value }] });
const organizationType = "http://nictiz.nl/fhir/NamingSystem/organization-type";
const ircp = code("http://terminology.hl7.org/CodeSystem/v3-ParticipationType", "IRCP");

type Actor = object;
type Rule = Omit<ConsentProvision, "actor" | "type" | "data"> & { readonly actor?: readonly Actor[]; readonly data?: readonly object[] };

const named = (organization: string): Actor => ({ role: ircp, reference: { reference: `Organization/${organization}` } });
/** All of a kind, as the contained Group that `word` brings along. */
const kind = (type: string): Actor => ({ role: ircp, reference: { reference: `#${type}` } });
const permit = (rule: Rule): object => ({ type: "permit", ...rule });
const deny = (rule: Rule = {}): object => ({ type: "deny", ...rule });
const domain = (...codes: readonly string[]) => codes.map((each) => ({ system: "https://wijkverband.example/fhir/CodeSystem/domein", code: each }));
const about = (reference: string) => [{ meaning: "instance", reference: { reference } }];

/** The patient's word, as the practice records it. */
function word(rules: readonly object[], more: object = {}): object {
  const permits = JSON.stringify(rules).includes('"permit"');
  const groups = ["T2", "N6", "J8"].filter((type) => JSON.stringify(rules).includes(`"#${type}"`));
  return {
    resourceType: "Consent",
    status: "active",
    scope: code("http://terminology.hl7.org/CodeSystem/consentscope", "patient-privacy"),
    category: [code("http://terminology.hl7.org/CodeSystem/v3-ActCode", "IDSCL")],
    patient: subject,
    dateTime: "2026-11-24",
    performer: [subject],
    policyRule: code("http://terminology.hl7.org/CodeSystem/v3-ActCode", permits ? "OPTIN" : "OPTOUT"),
    ...(permits && { verification: [{ verified: true, verifiedWith: subject, verificationDate: "2026-11-24" }] }),
    ...(groups.length > 0 && { contained: groups.map((id) => ({ resourceType: "Group", id, type: "practitioner", actual: false, characteristic: [{ code: { text: "soort organisatie" }, valueCodeableConcept: code(organizationType, id), exclude: false }] })) }),
    provision: { provision: rules },
    ...more,
  };
}

describe("the word of the patient works at once", () => {
  let demo: Demo;
  beforeEach(async () => {
    demo = await startDemo();
  });
  afterEach(async () => {
    await demo[Symbol.asyncDispose]();
  });

  const record = async (...rules: readonly object[]): Promise<Body> => {
    const { status, text, body } = await demo.ask("huisarts", "POST", "Consent", word(rules));
    expect([status, status === 201 ? "" : text]).toEqual([201, ""]);
    return body;
  };
  /** Takes back what the demo starts with, so that only what a test records counts. */
  const takeBack = async (path = given): Promise<Answer> => {
    const { headers, body } = await demo.ask("huisarts", "GET", path);
    return demo.ask("huisarts", "PUT", path, { ...body, status: "inactive" }, { "if-match": headers.get("etag") ?? "" });
  };
  const sees = async (who: string, path = mainPatient): Promise<boolean> => {
    const { status } = await demo.ask(who, "GET", path);
    expect([200, 404]).toContain(status);
    return status === 200;
  };
  const found = async (who: string, query: string): Promise<readonly (string | undefined)[]> => ((await demo.ask(who, "GET", query)).body.entry ?? []).map(({ resource }) => `${resource?.resourceType}/${resource?.id}`);
  const openPage = async (who: string): Promise<string> => {
    const first = await demo.ask(who, "GET", "Consent?patient=willem-voorbeeld&_count=2");
    expect(first.body.entry).toHaveLength(2);
    return first.body.link?.find(({ relation }) => relation === "next")?.url.slice(`${demo.url}/fhir/`.length) ?? "";
  };

  test("basis: an objection ends the nurse's access on the very next request, on an open page too; taken back, she is there again", async () => {
    const page = await openPage("wijkverpleegkundige");
    expect(await found("wijkverpleegkundige", page)).toHaveLength(2);
    const objection = await record(deny({ actor: [named("thuiszorg-proeftuin")] }));
    expect(await found("wijkverpleegkundige", page)).toEqual([]);
    expect(await sees("wijkverpleegkundige")).toBe(false);
    for (const path of [limit, `${limit}/_history`, `${limit}/_history/1`, `${mainPatient}/$palliative-handover`, `${mainPatient}/$everything`]) expect([path, await sees("wijkverpleegkundige", path)]).toEqual([path, false]);
    expect(await found("wijkverpleegkundige", "Consent?patient=willem-voorbeeld")).toEqual([]);
    expect(await sees("apotheker")).toBe(true);
    expect((await takeBack(`Consent/${objection.id}`)).status).toBe(200);
    expect(await sees("wijkverpleegkundige")).toBe(true);
    expect(await found("wijkverpleegkundige", page)).toHaveLength(2);
  });

  test("basis: consent that is taken back, as a whole or for one organisation, ends access on the next request, on an open page too", async () => {
    const page = await openPage("wijkverpleegkundige");
    const { headers, body } = await demo.ask("huisarts", "GET", given);
    const consent = body as unknown as Consent;
    const rest = consent.provision?.provision?.filter(({ actor }) => actor?.[0]?.reference?.reference !== "Organization/thuiszorg-proeftuin");
    const changed = await demo.ask("huisarts", "PUT", given, { ...consent, provision: { provision: rest } }, { "if-match": headers.get("etag") ?? "" });
    expect(changed.status).toBe(200);
    expect([await sees("wijkverpleegkundige"), await sees("verzorgende"), await found("wijkverpleegkundige", page), await sees("apotheker"), await sees("sociaal-werker")]).toEqual([false, false, [], true, true]);
    expect((await takeBack()).status).toBe(200);
    for (const who of ["wijkverpleegkundige", "apotheker", "specialist-ouderengeneeskunde", "sociaal-werker"]) expect([who, await sees(who)]).toEqual([who, false]);
    expect(await sees("post-huisarts")).toBe(true);
  });

  test("basis: permission by name goes before an objection to a kind, or to everyone; an objection by name before permission to a kind; a tie is an objection", async () => {
    await record(deny());
    expect([await sees("wijkverpleegkundige"), await sees("apotheker"), await sees("post-huisarts")]).toEqual([true, true, false]);
    expect((await takeBack()).status).toBe(200);
    expect(await sees("wijkverpleegkundige")).toBe(false);
    await record(permit({ actor: [kind("T2")] }), deny({ actor: [kind("J8")] }));
    expect([await sees("wijkverpleegkundige"), await sees("apotheker")]).toEqual([true, false]);
    const byName = await record(permit({ actor: [named("apotheek-voorbeeldplein")] }), deny({ actor: [named("thuiszorg-proeftuin")] }));
    expect([await sees("wijkverpleegkundige"), await sees("apotheker")]).toEqual([false, true]);
    await record(permit({ actor: [named("thuiszorg-proeftuin")] }));
    expect(await sees("wijkverpleegkundige")).toBe(false);
    expect((await takeBack(`Consent/${byName.id}`)).status).toBe(200);
    expect([await sees("wijkverpleegkundige"), await sees("apotheker")]).toEqual([true, false]);
    // a permit is no membership: another home care organisation stays out
    expect(await sees("wijkverpleegkundige-elders")).toBe(false);
  });

  test("basis: a period ends at its instant and begins at its instant, and the whole consent's period counts beside the rule's", async () => {
    expect((await takeBack()).status).toBe(200);
    await record(permit({ actor: [named("thuiszorg-proeftuin")], period: { start: "2026-11-24T12:00:00Z", end: "2026-11-25T12:00:00Z" } }));
    const whole = await demo.ask("huisarts", "POST", "Consent", word([], { provision: { period: { end: "2026-11-24T18:00:00+01:00" }, provision: [permit({ actor: [named("apotheek-voorbeeldplein")], period: { end: "2027-01-01" } })] }, verification: [{ verified: true }] }));
    expect(whole.status).toBe(201);
    const at = async (instant: string): Promise<readonly boolean[]> => {
      demo.now = new Date(instant);
      return [await sees("wijkverpleegkundige"), await sees("apotheker")];
    };
    expect(await at("2026-11-24T11:59:59.999Z")).toEqual([false, true]);
    expect(await at("2026-11-24T12:00:00.000Z")).toEqual([true, true]);
    expect(await at("2026-11-24T16:59:59.999Z")).toEqual([true, true]);
    expect(await at("2026-11-24T17:00:00.000Z")).toEqual([true, false]);
    expect(await at("2026-11-25T11:59:59.999Z")).toEqual([true, false]);
    expect(await at("2026-11-25T12:00:00.000Z")).toEqual([false, false]);
  });

  test("basis: permission about a domain opens that domain; an objection about one closes that one, for who it is against", async () => {
    await record(deny({ actor: [named("thuiszorg-proeftuin")], securityLabel: domain("medisch") }));
    expect([await sees("wijkverpleegkundige"), await sees("wijkverpleegkundige", limit), await found("wijkverpleegkundige", "Consent?patient=willem-voorbeeld")]).toEqual([true, false, []]);
    expect([await sees("specialist-ouderengeneeskunde", limit), await sees("apotheker")]).toEqual([true, true]);
    expect((await takeBack()).status).toBe(200);
    await record(permit({ actor: [named("ouderenzorg-voorbeeldstad")], securityLabel: domain("gedeeld") }));
    expect([await sees("specialist-ouderengeneeskunde"), await sees("specialist-ouderengeneeskunde", limit)]).toEqual([true, false]);
  });

  test("basis: an objection about one resource hides that one, wherever it is asked for; permission about one opens that one", async () => {
    const all = await found("wijkverpleegkundige", "Consent?patient=willem-voorbeeld&_count=200");
    const total = (await demo.ask("wijkverpleegkundige", "GET", "Consent?patient=willem-voorbeeld&_total=accurate")).body.total ?? 0;
    await record(deny({ data: about(limit) }));
    expect(await found("wijkverpleegkundige", "Consent?patient=willem-voorbeeld&_count=200")).toEqual(all.filter((each) => each !== limit));
    expect((await demo.ask("wijkverpleegkundige", "GET", "Consent?patient=willem-voorbeeld&_total=accurate")).body.total).toBe(total - 1);
    for (const path of [limit, `${limit}/_history`, `${limit}/_history/1`]) expect([path, await sees("wijkverpleegkundige", path)]).toEqual([path, false]);
    expect([await sees("wijkverpleegkundige", other), await sees("huisarts", limit)]).toEqual([true, true]);

    expect((await takeBack()).status).toBe(200);
    await record(permit({ actor: [named("thuiszorg-proeftuin")], data: about(other) }));
    expect([await sees("wijkverpleegkundige", other), await sees("wijkverpleegkundige", limit), await sees("wijkverpleegkundige")]).toEqual([true, false, false]);
    expect(await found("wijkverpleegkundige", "Consent?patient=willem-voorbeeld")).toEqual([other]);
  });

  test("dossier-owner: an objection to everybody shuts out neither the own practice, its locum, the patient nor who represents him", async () => {
    await record(deny());
    await record(deny({ actor: [named("praktijk-voorbeeldstraat"), named("praktijk-modellaan"), named("portaal")] }));
    for (const who of ["huisarts", "tweede-huisarts", "poh", "poh-ggz", "doktersassistent", "aios", "anios", "physician-assistant", "verpleegkundig-specialist", "waarnemer", "patient", "mantelzorger"]) {
      expect([who, await sees(who), await sees(who, limit)]).toEqual([who, true, true]);
    }
  });
});

describe("a consent that can't be weighed isn't recorded", () => {
  let demo: Demo;
  beforeEach(async () => {
    demo = await startDemo();
  });
  afterEach(async () => {
    await demo[Symbol.asyncDispose]();
  });

  const home = [named("thuiszorg-proeftuin")];
  test.each<readonly [string, object, string]>([
    ["without any rule", word([], { provision: {} }), "Consent.provision"],
    ["with an empty list of rules", word([]), "Consent.provision.provision"],
    ["that permits nobody in particular", word([permit({})]), "Consent.provision.provision[0]"],
    ["that permits a person", word([permit({ actor: [{ role: ircp, reference: { reference: "PractitionerRole/noor-verzonnen-wijkverpleegkundige" } }] })]), "Consent"],
    ["that permits an organisation by a number", word([permit({ actor: [{ role: ircp, reference: { identifier: { system: "http://fhir.nl/fhir/NamingSystem/ura", value: "00000103" } } }] })]), "Consent"],
    ["that permits whom nobody knows", word([permit({ actor: [named("onbekend")] })]), "Consent.provision.provision[0].actor[0].reference"],
    ["with a rule that ended before it began", word([deny({ actor: home, period: { start: "2026-11-24", end: "2026-11-23" } })]), "Consent"],
    ["that ended before it began as a whole", word([], { provision: { period: { start: "2026-11-24T03:00:00Z", end: "2026-11-24T02:00:00Z" }, provision: [deny({ actor: home })] } }), "Consent"],
    ["that permits without saying with whom that was verified", word([permit({ actor: home })], { verification: undefined }), "Consent"],
    ["that says what it is for", word([permit({ actor: home, purpose: [{ system: "http://terminology.hl7.org/CodeSystem/v3-ActReason", code: "ETREAT" }] })]), "Consent.provision.provision[0].purpose"],
    ["that is about a kind of resource", word([permit({ actor: home, class: [{ system: "http://hl7.org/fhir/resource-types", code: "Observation" }] })]), "Consent.provision.provision[0].class"],
    ["about a label of others", word([permit({ actor: home, securityLabel: [{ system: "http://terminology.hl7.org/CodeSystem/v3-Confidentiality", code: "N" }] })]), "Consent.provision.provision[0].securityLabel[0]"],
    ["about what isn't there", word([deny({ data: about("Observation/onbekend") })]), "Consent.provision.provision[0].data[0].reference"],
    ["about what is another patient's", word([deny({ data: about("Patient/patient-0001") })]), "Consent.provision.provision[0].data[0].reference"],
    ["with a rule within a rule", word([deny({ provision: [{ type: "permit" }] })]), "Consent.provision.provision[0].provision"],
    ["typed at the root", word([], { provision: { type: "deny", provision: [deny()] } }), "Consent.provision.type"],
  ])("one %s is refused, with the place", async (_what, consent, expression) => {
    const refused = await demo.ask("huisarts", "POST", "Consent", consent);
    expect(refused.status).toBe(422);
    expect(faults(refused.body).map((fault) => fault.expression)).toContain(expression);
    expect((await demo.ask("wijkverpleegkundige", "GET", mainPatient)).status).toBe(200);
  });
});
