import { decodeJwt, importJWK, SignJWT } from "jose";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { faults, startDemo, type Answer, type Demo } from "../harness.ts";

const numbers = "https://his.voorbeeld.example/nummer";
const subject = { reference: "Patient/willem-voorbeeld" };
const visit = { resourceType: "Encounter", status: "finished", class: { system: "http://terminology.hl7.org/CodeSystem/v3-ActCode", code: "HH" }, subject };

const idsOf = ({ body }: Answer, mode: "match" | "include"): readonly string[] =>
  (body.entry ?? []).filter(({ search }) => search?.mode === mode).map(({ resource }) => `${resource?.resourceType}/${resource?.id}`).toSorted();
const matches = (answer: Answer): readonly string[] => idsOf(answer, "match");
const included = (answer: Answer): readonly string[] => idsOf(answer, "include");

const hiddenOf = (created: Answer): string => `Encounter/${created.body.id}`;

/** The nurse of the team sees the patient and the visit that the published handover carries. That visit later became part of another, of which she may
 *  know nothing; nor does she know any other patient of the practice. */
describe("narrowed: searches that follow references", () => {
  let demo: Demo;
  let hidden = "";
  const get = (who: string, path: string): Promise<Answer> => demo.ask(who, "GET", path);

  beforeAll(async () => {
    demo = await startDemo();
    const created = await demo.ask("huisarts", "POST", "Encounter", { ...visit, identifier: [{ system: numbers, value: "spreekuur-17", type: { coding: [{ system: "http://codes.example/nummers", code: "visite" }] } }], type: [{ text: "Spoedvisite" }], length: { value: 45, unit: "min" }, serviceProvider: { reference: "Organization/thuiszorg-elders" } });
    await demo.ask("huisarts", "POST", "Observation", { resourceType: "Observation", status: "final", subject, code: { coding: [{ system: "http://codes.example/metingen", code: "gewicht" }] }, valueQuantity: { value: 71.5, unit: "kg" }, encounter: { reference: hiddenOf(created) } });
    hidden = hiddenOf(created);
    const { body } = await get("huisarts", "Encounter/willem-acp-contact");
    await demo.ask("huisarts", "PUT", "Encounter/willem-acp-contact", { ...body, partOf: { reference: hidden } }, { "if-match": `W/"${body.meta?.versionId}"` });
  });
  afterAll(async () => {
    await demo[Symbol.asyncDispose]();
  });

  test("the huisarts sees both visits, the nurse one of them, and one patient", async () => {
    expect((await get("huisarts", hidden)).status).toBe(200);
    expect(matches(await get("huisarts", `Encounter?part-of=${hidden}`))).toEqual(["Encounter/willem-acp-contact"]);
    expect((await get("wijkverpleegkundige", hidden)).status).toBe(404);
    expect((await get("wijkverpleegkundige", "Encounter/willem-acp-contact")).status).toBe(200);
    expect(matches(await get("wijkverpleegkundige", "Patient"))).toEqual(["Patient/willem-voorbeeld"]);
    expect(matches(await get("huisarts", "Patient")).length).toBeGreaterThan(5);
  });

  /** Each asks for something that is true of what only the huisarts sees. */
  const hiddenThings: readonly (readonly [form: string, query: string, found: readonly string[]])[] = [
    ["a chain into it", `Encounter?part-of:Encounter.identifier=${numbers}|spreekuur-17`, ["Encounter/willem-acp-contact"]],
    ["a chain through it, to what both see", "Encounter?part-of:Encounter.subject:Patient.family=Voorbeeld", ["Encounter/willem-acp-contact"]],
    ["a chain of three steps through it", "Procedure?encounter.part-of.service-provider:Organization.name=Thuiszorg", ["Procedure/willem-acp-gesprek"]],
    ["a reverse chain from it", `Patient?_has:Encounter:patient:identifier=${numbers}|spreekuur-17`, ["Patient/willem-voorbeeld"]],
    ["a reverse chain from it, by its provider", "Organization?_id=thuiszorg-elders&_has:Encounter:service-provider:status=finished", ["Organization/thuiszorg-elders"]],
    ["a reverse chain through it, from what both see", "Patient?_has:Encounter:patient:_has:Encounter:part-of:_id=willem-acp-contact", ["Patient/willem-voorbeeld"]],
    ["a reverse chain after a chain", `Procedure?subject:Patient._has:Encounter:patient:identifier=${numbers}|spreekuur-17`, ["Procedure/willem-acp-gesprek"]],
    ["how long it took", "Encounter?part-of:Encounter.length=gt44||min", ["Encounter/willem-acp-contact"]],
    ["what it is called", "Encounter?part-of:Encounter.type:text=spoed", ["Encounter/willem-acp-contact"]],
    ["its number, by what sort of number it is", "Encounter?part-of:Encounter.identifier:of-type=http://codes.example/nummers|visite|spreekuur-17", ["Encounter/willem-acp-contact"]],
    ["what it is not", "Encounter?part-of:Encounter.status:not=planned", ["Encounter/willem-acp-contact"]],
    ["what sort of visit it isn't", "Encounter?part-of:Encounter.type:not-in=https://wijkverband.example/fhir/ValueSet/icd-product", ["Encounter/willem-acp-contact"]],
    ["what was measured on it, and how much", "Patient?_has:Observation:patient:code-value-quantity=gewicht$71.5||kg", ["Patient/willem-voorbeeld"]],
    ["whether anything was measured on it", "Encounter?part-of:Encounter._has:Observation:encounter:combo-code-value-quantity:missing=false", ["Encounter/willem-acp-contact"]],
    ["whether somebody of some name is a patient there", "Organization?_id=praktijk-voorbeeldstraat&_has:Patient:general-practitioner:given=Bram", ["Organization/praktijk-voorbeeldstraat"]],
    ["whether somebody born on some day has that huisarts", "PractitionerRole?_has:Patient:general-practitioner:birthdate=lt1940&_has:Patient:general-practitioner:given=Daan,Els,Frits,Greet,Hugo,Iris", ["PractitionerRole/bas-verzonnen-huisarts", "PractitionerRole/eva-fictief-huisarts"]],
  ];

  test.each(hiddenThings)("%s: the huisarts finds it; the nurse finds nothing, and no number", async (_form, query, found) => {
    const [path, ...rest] = query.split("?");
    const params = new URLSearchParams([...new URLSearchParams(rest.join("?")), ["_total", "accurate"]]);
    const answers = async (who: string): Promise<readonly Answer[]> => [
      await get(who, `${path}?${params}`),
      await demo.ask(who, "POST", `${path}/_search`, params.toString(), { "content-type": "application/x-www-form-urlencoded" }),
    ];
    for (const answer of await answers("huisarts")) {
      expect(answer.status).toBe(200);
      expect(found).toEqual(expect.arrayContaining([...matches(answer)]));
      expect(matches(answer).length).toBeGreaterThan(0);
      expect(answer.body.total).toBe(matches(answer).length);
    }
    for (const answer of await answers("wijkverpleegkundige")) {
      expect(answer.status).toBe(200);
      expect(answer.body.entry).toBeUndefined();
      expect(answer.body.total).toBe(0);
    }
    expect((await get("wijkverpleegkundige", `${path}?${params}&_summary=count`)).body.total).toBe(0);
  });

  test("what isn't there and what she may not see give the same answer", async () => {
    for (const query of [`Patient?_has:Encounter:patient:identifier=${numbers}|spreekuur-`, `Encounter?part-of:Encounter.identifier=${numbers}|spreekuur-`]) {
      const there = await get("wijkverpleegkundige", `${query}17`);
      const notThere = await get("wijkverpleegkundige", `${query}99`);
      expect(there.text.replaceAll("17", "99")).toBe(notThere.text);
    }
  });

  test("the nurse uses the same forms for what she does see", async () => {
    const acp = "http://snomed.info/sct|713603004";
    expect(matches(await get("wijkverpleegkundige", `Patient?_has:Encounter:patient:reason-reference:Procedure.code=${acp}`))).toEqual(["Patient/willem-voorbeeld"]);
    expect(matches(await get("wijkverpleegkundige", "Encounter?subject:Patient.general-practitioner:Organization.name=Huisartsenpraktijk"))).toEqual(["Encounter/willem-acp-contact"]);
  });

  test("an include that iterates brings no visit she may not see, nor what that one refers to; the huisarts gets both", async () => {
    const query = "Encounter?_id=willem-acp-contact&_include=Encounter:part-of&_include:iterate=Encounter:service-provider";
    expect(included(await get("huisarts", query))).toEqual([hidden, "Organization/thuiszorg-elders"].toSorted());
    expect(included(await get("wijkverpleegkundige", query))).toEqual([]);
    const wide = "Encounter?_id=willem-acp-contact&_include=Encounter:participant&_include:iterate=PractitionerRole:organization&_include:iterate=Encounter:part-of";
    expect(included(await get("wijkverpleegkundige", wide))).toEqual(expect.arrayContaining(["Organization/praktijk-voorbeeldstraat", "PractitionerRole/eva-fictief-huisarts"]));
    expect((await get("wijkverpleegkundige", wide)).text).not.toContain("spreekuur-17");
  });

  test("an include of everything brings no visit she may not see, nor goes on from it", async () => {
    for (const query of ["Encounter?_id=willem-acp-contact&_include=*", "Encounter?_id=willem-acp-contact&_include=Encounter:*:Encounter", "Encounter?_id=willem-acp-contact&_include:iterate=*"]) {
      expect(included(await get("huisarts", query))).toContain(hidden);
      const hers = await get("wijkverpleegkundige", query);
      expect(hers.status).toBe(200);
      expect(included(hers).filter((each) => each === hidden || each === "Organization/thuiszorg-elders")).toEqual([]);
      expect(hers.text).not.toContain("spreekuur-17");
    }
    for (const query of ["Patient?_id=willem-voorbeeld&_revinclude=*", "Patient?_id=willem-voorbeeld&_revinclude=Encounter:*", "Organization?_id=thuiszorg-elders&_revinclude=*", "Organization?_id=praktijk-voorbeeldstraat&_revinclude:iterate=*"]) {
      expect(included(await get("huisarts", query))).toContain(hidden);
      const hers = await get("wijkverpleegkundige", query);
      expect(hers.status).toBe(200);
      expect(hers.text).not.toContain("spreekuur-17");
      expect(included(hers).filter((each) => each.startsWith("Patient/") && each !== "Patient/willem-voorbeeld")).toEqual([]);
    }
  });

  test("a reverse include that iterates goes from the practice to her patient only, and on to his record as far as she sees it", async () => {
    const query = "Organization?_id=praktijk-voorbeeldstraat&_revinclude=Patient:general-practitioner&_revinclude:iterate=Encounter:patient";
    const hers = included(await get("wijkverpleegkundige", query));
    expect(hers).toEqual(["Encounter/willem-acp-contact", "Patient/willem-voorbeeld"]);
    const his = included(await get("huisarts", query));
    expect(his).toEqual(expect.arrayContaining([hidden, ...hers]));
    expect(his.filter((each) => each.startsWith("Patient/")).length).toBeGreaterThan(5);
  });

  test("without iterate an include starts from matches alone, and from no other type", async () => {
    expect(included(await get("huisarts", "Encounter?_id=willem-acp-contact&_include=Encounter:part-of&_include=Encounter:service-provider"))).toEqual([hidden]);
    expect((await get("huisarts", "Encounter?_include=Patient:general-practitioner")).status).toBe(400);
  });

  test("order, pages and totals are of what she sees", async () => {
    for (const order of ["_lastUpdated", "-_lastUpdated", "identifier", "-identifier", "-date"]) {
      const page = await get("wijkverpleegkundige", `Encounter?_sort=${order}&_count=1&_total=accurate`);
      expect(matches(page)).toEqual(["Encounter/willem-acp-contact"]);
      expect(page.body.total).toBe(1);
      expect(page.body.link?.map(({ relation }) => relation)).toEqual(["self"]);
    }
    expect((await get("wijkverpleegkundige", "Encounter?_summary=count")).body.total).toBe(1);
    expect((await get("huisarts", "Encounter?_summary=count")).body.total).toBe(2);
  });

  test("no-row-no-access: nothing is followed into a type that the scopes of the token don't reach", async () => {
    const claims = decodeJwt(await demo.token("huisarts"));
    const token = await new SignJWT({ ...claims, scope: "system/Patient.rs system/Organization.rs" }).setProtectedHeader({ alg: "ES384", typ: "at+jwt", kid: demo.runtime.keys.token.kid ?? "" }).sign(await importJWK(demo.runtime.keys.token, "ES384"));
    const ask = (path: string): Promise<Answer> => demo.ask(undefined, "GET", path, undefined, { authorization: `Bearer ${token}` });
    expect(matches(await ask("Patient?_has:Encounter:patient:status=finished"))).toEqual([]);
    expect(matches(await ask("Organization?_has:Patient:general-practitioner:_has:Encounter:patient:status=finished"))).toEqual([]);
    expect(matches(await ask("Organization?_has:Patient:general-practitioner:family=Voorbeeld"))).toEqual(["Organization/praktijk-voorbeeldstraat"]);
    const iterated = included(await ask("Organization?_id=praktijk-voorbeeldstraat&_revinclude=Patient:general-practitioner&_revinclude:iterate=Encounter:patient"));
    expect(new Set(iterated.map((each) => each.split("/")[0]))).toEqual(new Set(["Patient"]));
  });

  test("when there is more to include than is brought along, the answer says so", async () => {
    let last = "";
    for (let step = 0; step < 7; step++) {
      const { body } = await demo.ask("huisarts", "POST", "Encounter", last === "" ? visit : { ...visit, partOf: { reference: last } });
      last = `Encounter/${body.id}`;
    }
    const answer = await get("huisarts", `Encounter?_id=${last.slice("Encounter/".length)}&_include:iterate=Encounter:part-of`);
    expect(included(answer)).toHaveLength(5);
    const outcomes = (answer.body.entry ?? []).filter(({ search }) => search?.mode === "outcome");
    expect(outcomes.map(({ resource }) => resource)).toMatchObject([{ resourceType: "OperationOutcome", issue: [{ severity: "warning", code: "too-costly" }] }]);
  });

  test.each([
    ["Patient?_has:Encounter:patient:schoenmaat=43", undefined],
    ["Patient?_has:Encounter:reason-reference:status=finished", undefined],
    ["Patient?_has:Encounter:patient=1", undefined],
    ["Encounter?part-of.part-of.part-of.part-of.part-of.status=finished", undefined],
    ["Encounter?part-of.schoenmaat=43", undefined],
    ["Encounter?_include=Patient:*", undefined],
    ["Encounter?_include:recurse=Encounter:part-of", "unknown-modifier"],
    ["Encounter?_revinclude:recurse=Encounter:part-of", "unknown-modifier"],
  ])("%s is refused", async (path, rule) => {
    const answer = await get("huisarts", path);
    expect(answer.status).toBe(400);
    expect(faults(answer.body)).toEqual([expect.objectContaining({ rule, text: expect.stringMatching(/^search parameter /) as string })]);
  });

  test("the capability statement says what can be included, forwards and backwards", async () => {
    const { rest } = JSON.parse((await demo.ask(undefined, "GET", "metadata")).text) as { rest: readonly { resource: readonly { type: string; searchInclude: readonly string[]; searchRevInclude: readonly string[] }[] }[] };
    const patient = rest[0]?.resource.find(({ type }) => type === "Patient");
    expect(patient?.searchInclude).toContain("Patient:general-practitioner");
    expect(patient?.searchRevInclude).toEqual(expect.arrayContaining(["Encounter:patient", "Consent:patient"]));
    expect(patient?.searchRevInclude).not.toContain("Encounter:service-provider");
  });
});
