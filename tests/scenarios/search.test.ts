import { mainBsn } from "@wijkverband/server";
import { describe, expect, test } from "vitest";
import type { Answer, Body } from "../harness.ts";
import { useDemo } from "../use-demo.ts";

const snomed = "http://snomed.info/sct";
const scope = "http://terminology.hl7.org/CodeSystem/consentscope";
const acd = "http://terminology.hl7.org/CodeSystem/consentcategorycodes|acd";
const form = { "content-type": "application/x-www-form-urlencoded" };

const modeOf = (body: Body, mode: string): readonly string[] => (body.entry ?? []).filter(({ search }) => search?.mode === mode).map(({ resource }) => `${resource?.resourceType}/${resource?.id}`);
const matches = (body: Body): readonly string[] => modeOf(body, "match");
const nextOf = (body: Body): string | undefined => body.link?.find(({ relation }) => relation === "next")?.url;

/** The retrieval of PZP (facts §1.3), with what the main patient's record holds for each. */
const patterns: readonly (readonly [pattern: string, type: string, query: string, found: readonly string[], included: readonly string[]])[] = [
  ["1a: the ACP conversations and their encounters", "Procedure", `code=${snomed}|713603004&_include=Procedure:encounter`, ["Procedure/willem-acp-gesprek"], ["Encounter/willem-acp-contact"]],
  ["1b: the encounters in which ACP was discussed", "Encounter", `reason-reference:Procedure.code=${snomed}|713603004&_include=Encounter:reason-reference`, ["Encounter/willem-acp-contact"], ["Procedure/willem-acp-gesprek"]],
  [
    "2: the treatment limits and who was there",
    "Consent",
    `scope=${scope}|treatment&category=${snomed}|129125009&_include=Consent:actor`,
    ["antibiotica", "beademing", "bloedproduct", "icd", "intensive-care", "reanimatie", "ziekenhuis"].map((each) => `Consent/willem-limiet-${each}`),
    ["Patient/willem-voorbeeld", "PractitionerRole/eva-fictief-huisarts"],
  ],
  ["3: the written directives", "Consent", `scope=${scope}|adr&category=${acd}&_include=Consent:actor`, ["Consent/willem-wilsverklaring"], []],
  ["4: the goal", "Goal", `category=${snomed}|713603004`, ["Goal/willem-beleidsdoel"], []],
  [
    "5: the wishes, in one list of codes",
    "Observation",
    `code=${snomed}|153851000146100,395091006,340171000146104,247751003,570801000146104`,
    ["donorregistratie", "plaats-van-overlijden", "standpunt-euthanasie", "wensen", "zingeving"].map((each) => `Observation/willem-${each}`),
    [],
  ],
  ["6: an ICD, by the list of products", "DeviceUseStatement", "device.type:in=https://fhir.iknl.nl/fhir/ValueSet/ACP-MedicalDeviceProductType-ICD&_include=DeviceUseStatement:device", ["DeviceUseStatement/willem-icd-gebruik"], ["Device/willem-icd"]],
  ["7: whom the patient informs", "CommunicationRequest", `category=${snomed}|223449006`, ["CommunicationRequest/willem-naasten-informeren"], []],
];

describe("the searches of PZP", () => {
  const demo = useDemo({ patients: 60 });

  const encoded = (query: string): string => query.split("&").map((pair) => pair.replace(/=(.*)$/, (_, value: string) => `=${encodeURIComponent(value)}`)).join("&");
  const search = (who: string, type: string, query: string): Promise<Answer> => demo.ask(who, "GET", `${type}?${encoded(query)}`);
  const forms = (): readonly string[] => ["willem-voorbeeld", "Patient/willem-voorbeeld", `${demo.url}/fhir/Patient/willem-voorbeeld`];

  describe.each(["huisarts", "post-huisarts"])("asked by %s", (who) => {
    test.each(patterns)("%s", async (_pattern, type, query, found, included) => {
      for (const patient of forms()) {
        const answer = await search(who, type, `patient=${patient}&${query}`);
        expect(answer.status).toBe(200);
        expect(matches(answer.body).toSorted()).toEqual(found);
        expect(modeOf(answer.body, "include")).toEqual(expect.arrayContaining([...included]));
      }
      const posted = await demo.ask(who, "POST", `${type}/_search`, encoded(`patient=willem-voorbeeld&${query}`), form);
      expect(matches(posted.body).toSorted()).toEqual(found);
    });
  });

  test("bare codes are found by their system and by R4's own value sets too", async () => {
    const gender = "http://hl7.org/fhir/administrative-gender";
    const men = matches((await search("huisarts", "Patient", "gender=male")).body);
    expect(men.length).toBeGreaterThan(0);
    expect(matches((await search("huisarts", "Patient", `gender=${gender}|male`)).body)).toEqual(men);
    expect(matches((await search("huisarts", "Patient", "gender=urn:x|male")).body)).toEqual([]);
    const all = matches((await search("huisarts", "Observation", "patient=willem-voorbeeld")).body);
    const statuses = "http://hl7.org/fhir/ValueSet/observation-status";
    expect(matches((await search("huisarts", "Observation", `patient=willem-voorbeeld&status:in=${statuses}`)).body)).toEqual(all);
    expect(matches((await search("huisarts", "Observation", `patient=willem-voorbeeld&status:not-in=${statuses}`)).body)).toEqual([]);
  });

  test("narrowed: the same question by somebody else finds and includes nothing", async () => {
    for (const [, type, query] of patterns) {
      const answer = await search("wijkverpleegkundige-elders", type, `patient=willem-voorbeeld&${query}`);
      expect(answer.body).toEqual({ resourceType: "Bundle", type: "searchset", link: expect.anything() });
    }
  });

  test("a patient by BSN: in a POST, found by who may; the links name no BSN", async () => {
    const body = `identifier=${encodeURIComponent(`http://fhir.nl/fhir/NamingSystem/bsn|${mainBsn}`)}`;
    for (const who of ["huisarts", "post-huisarts", "wijkverpleegkundige", "patient"]) {
      const answer = await demo.ask(who, "POST", "Patient/_search", body, form);
      expect(matches(answer.body)).toEqual(["Patient/willem-voorbeeld"]);
      expect(JSON.stringify(answer.body.link)).not.toContain(mainBsn);
    }
  });

  test("_id, _lastUpdated and _sort", async () => {
    expect(matches((await search("huisarts", "Consent", "_id=willem-limiet-icd,willem-limiet-reanimatie,onbekend")).body).toSorted()).toEqual(["Consent/willem-limiet-icd", "Consent/willem-limiet-reanimatie"]);
    expect(matches((await search("huisarts", "Consent", "patient=willem-voorbeeld&_lastUpdated=gt2026-11-24")).body)).toEqual([]);
    expect(matches((await search("huisarts", "Consent", "patient=willem-voorbeeld&_lastUpdated=ge2026-11-24")).body)).toContain("Consent/willem-limiet-icd");
    const ascending = matches((await search("huisarts", "Patient", "_sort=birthdate,_id")).body);
    const descending = matches((await search("huisarts", "Patient", "_sort=-birthdate,-_id")).body);
    expect(ascending.length).toBeGreaterThan(20);
    expect(descending).toEqual(ascending.toReversed());
  });

  test("pages: all of it once, whatever the size of a page", async () => {
    const all = matches((await search("huisarts", "Patient", "_count=200")).body);
    expect(new Set(all).size).toBe(all.length);
    const paged: string[] = [];
    let next: string | undefined = "Patient?_count=7&_total=accurate";
    let pages = 0;
    while (next !== undefined) {
      const answer: Answer = await demo.ask("huisarts", "GET", next);
      expect(answer.body.total).toBe(all.length);
      paged.push(...matches(answer.body));
      next = nextOf(answer.body)?.slice(`${demo.url}/fhir/`.length);
      pages++;
    }
    expect(pages).toBe(Math.ceil(all.length / 7));
    expect(paged.toSorted()).toEqual(all.toSorted());
  });

  test("stranger: a page link is its caller's alone, for half an hour, and tells nothing of what was asked", async () => {
    const first = await search("huisarts", "Patient", "_count=3&family=testema,bakkerdemo,dijkdemo,jansdemo,akkerdemo");
    const next = nextOf(first.body)?.slice(`${demo.url}/fhir/`.length) ?? "";
    expect(next).toMatch(/^Patient\?_cursor=[\w-]+$/);
    expect(Buffer.from(next.slice("Patient?_cursor=".length), "base64url").toString("latin1")).not.toContain("testema");
    expect((await demo.ask("huisarts", "GET", next)).status).toBe(200);
    for (const who of ["tweede-huisarts", "poh", "huisarts-elders", "post-huisarts"]) expect((await demo.ask(who, "GET", next)).status).toBe(400);
    expect((await demo.ask("huisarts", "GET", next.replace("Patient", "Consent"))).status).toBe(400);
    expect((await demo.ask("huisarts", "GET", `${next.slice(0, -4)}AAAA`)).status).toBe(400);
    expect((await demo.ask("huisarts", "GET", "Patient?_cursor=")).status).toBe(400);
    const before = demo.now;
    demo.now = new Date(before.getTime() + 31 * 60_000);
    expect((await demo.ask("huisarts", "GET", next)).status).toBe(400);
    demo.now = before;
  });

  test("a parameter that isn't known is refused, or left out and said so", async () => {
    expect((await search("huisarts", "Consent", "patient=willem-voorbeeld&schoenmaat=43")).status).toBe(400);
    const lenient = await demo.ask("huisarts", "GET", "Consent?patient=willem-voorbeeld&schoenmaat=43", undefined, { prefer: "handling=lenient" });
    expect(lenient.status).toBe(200);
    expect(lenient.body.entry?.filter(({ search: info }) => info?.mode === "outcome").map(({ resource }) => JSON.stringify(resource))).toEqual([expect.stringContaining("schoenmaat")]);
  });
});
