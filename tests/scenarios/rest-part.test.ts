import { mainPatient } from "@wijkverband/server";
import type { AuditEvent, Observation, Patient, Resource } from "hl7-fhir-r4-types";
import { describe, expect, test } from "vitest";
import { faults, type Answer } from "../harness.ts";
import { against, condition, storeObservation } from "../observations.ts";
import { useDemo } from "../use-demo.ts";

const subsetted = { system: "http://terminology.hl7.org/CodeSystem/v3-ObservationValue", code: "SUBSETTED", display: "subsetted" };

describe("a part of what there is", () => {
  const demo = useDemo();
  const get = (path: string, headers: Readonly<Record<string, string>> = {}): Promise<Answer> => demo.ask("huisarts", "GET", path, undefined, headers);
  const namesOf = (resource: object | undefined): readonly string[] => Object.keys(resource ?? {});
  const matchesOf = ({ body }: Answer, mode = "match"): readonly Resource[] => (body.entry ?? []).flatMap(({ search, resource }) => (search?.mode === mode && resource !== undefined ? [resource] : []));

  test("a read takes _summary and _elements, marks what it answers, and keeps what must be there", async () => {
    const { path } = await storeObservation(demo, "huisarts");
    const whole = (await get(path)).body as unknown as Observation;
    const part = await get(`${path}?_elements=effective,onbekend`, { prefer: "handling=lenient" });
    expect(part.status).toBe(200);
    expect(namesOf(part.body)).toEqual(expect.arrayContaining(["resourceType", "id", "meta", "status", "code"]));
    expect(namesOf(part.body)).not.toContain("identifier");
    expect(part.body.meta?.tag).toContainEqual(subsetted);
    expect(part.headers.get("etag")).toBe('W/"1"');
    expect(part.headers.get("warning")).toContain("_elements names onbekend");
    for (const summary of ["true", "text", "data"]) expect((await get(`${path}?_summary=${summary}`)).body.meta?.tag).toContainEqual(subsetted);
    for (const query of ["_summary=false", "_elements=", "_elements=onbekend"]) expect((await get(`${path}?${query}`, { prefer: "handling=lenient" })).body).toEqual(whole);
    expect((await get(`${path}/_history/1?_summary=true`)).body.meta?.tag).toContainEqual(subsetted);
    expect((await get(`${path}?_summary=true`, { "if-none-match": 'W/"1"' })).status).toBe(304);
    expect((await get(`${path}?_summary=true`, { accept: "application/fhir+xml" })).text).toContain('<code value="SUBSETTED"/>');
  });

  test.each(["_summary=count", "_summary=veel", "_summary=true&_summary=text", "_elements=onbekend", "_elements=code.coding", "_elements=code&_summary=true", "schoenmaat=43", "patient=Patient/x"])("a read with %s is refused", async (query) => {
    const { path } = await storeObservation(demo, "huisarts");
    const answer = await get(`${path}?${query}`);
    expect(answer.status).toBe(400);
    expect(answer.body.issue?.[0]?.diagnostics).toMatch(/^parameter /);
  });

  test("a list of elements without end is refused before it costs anything", async () => {
    const form = { "content-type": "application/x-www-form-urlencoded" };
    const answer = await demo.ask("huisarts", "POST", "Observation/_search", `patient=${mainPatient}&_elements=${"x,".repeat(100_000)}`, form);
    expect(answer.status).toBe(400);
    expect(answer.text.length).toBeLessThan(50_000);
  });

  test("a modifier is in every part: a plan that isn't to be done doesn't look like one that is", async () => {
    for (const query of ["_summary=true", "_summary=text", "_elements=period"]) {
      for (const resource of matchesOf(await get(`CarePlan?patient=${mainPatient}&${query}`))) expect(resource).toMatchObject({ status: expect.any(String), intent: expect.any(String) });
    }
  });

  test("a search cuts what it found; elements with their type cut what came along too", async () => {
    const include = `Observation?patient=${mainPatient}&_include=Observation:patient`;
    const plain = await get(`${include}&_elements=status`);
    expect(matchesOf(plain).length).toBeGreaterThan(0);
    for (const each of matchesOf(plain)) expect(namesOf(each).toSorted()).toEqual(["code", "id", "meta", "resourceType", "status"]);
    expect((matchesOf(plain, "include")[0] as Patient).name).toBeDefined();
    const [patient] = matchesOf(await get(`${include}&_elements=status,Patient.gender`), "include");
    expect(namesOf(patient)).toEqual(expect.arrayContaining(["gender"]));
    expect(namesOf(patient)).not.toContain("name");
    const summary = await get(`${include}&_summary=true`);
    for (const each of [...matchesOf(summary), ...matchesOf(summary, "include")]) expect(each.meta?.tag).toContainEqual(subsetted);
    expect((await get(`${include}&_summary=text`)).status).toBe(400);
  });

  test("a count is a count: a total and nothing else", async () => {
    const { body } = await get(`Observation?patient=${mainPatient}&_summary=count`);
    expect(body).toMatchObject({ type: "searchset", total: expect.any(Number) });
    expect([body.entry, body.link?.map(({ relation }) => relation)]).toEqual([undefined, ["self"]]);
    const { path } = await storeObservation(demo, "huisarts");
    const history = (await get(`${path}/_history?_summary=count`)).body;
    expect([history.total, history.entry, history.link?.map(({ relation }) => relation)]).toEqual([1, undefined, ["self"]]);
  });

  test("a page link keeps what was asked for", async () => {
    for (const _ of [1, 2]) await storeObservation(demo, "huisarts");
    const first = await get(`Observation?patient=${mainPatient}&_count=1&_elements=status`);
    const next = first.body.link?.find(({ relation }) => relation === "next")?.url.split("/fhir/")[1] ?? "";
    const [match] = matchesOf(await get(next));
    expect(match?.meta?.tag).toContainEqual(subsetted);
    expect(namesOf(match)).not.toContain("subject");
  });

  test("a history cuts each version, at its three levels", async () => {
    const { path } = await storeObservation(demo, "huisarts");
    for (const level of [`${path}/_history`, "Observation/_history", "_history"]) {
      const { entry } = (await get(`${level}?_elements=status&_count=5`)).body;
      for (const resource of (entry ?? []).flatMap((each) => each.resource ?? [])) expect(resource.meta?.tag).toContainEqual(subsetted);
      expect(namesOf(entry?.[0]?.resource)).not.toContain("subject");
    }
    expect((await get("_history?_elements=schoenmaat")).status).toBe(400);
    expect((await get("_history?_list=x")).status).toBe(400);
  });

  test("the log too, by event and by patient", async () => {
    const [event] = matchesOf(await get(`AuditEvent?patient=${mainPatient}&_elements=outcome&_count=1`)) as readonly AuditEvent[];
    expect(event?.meta?.tag).toContainEqual(subsetted);
    expect(namesOf(event)).not.toContain("entity");
    expect((await get(`AuditEvent/${event?.id}?_summary=true`)).body.meta?.tag).toContainEqual(subsetted);
    expect((await get(`AuditEvent?patient=${mainPatient}&_summary=count`)).status).toBe(400);
  });

  test("a part that is sent back isn't stored over the whole", async () => {
    const { path, number } = await storeObservation(demo, "huisarts");
    const part = await get(`${path}?_elements=subject`);
    const put = await demo.ask("huisarts", "PUT", path, part.text, against("1"));
    expect(put.status).toBe(422);
    expect(faults(put.body)).toContainEqual(expect.objectContaining({ expression: "Observation.meta.tag" }));
    const bundled = await demo.ask("huisarts", "POST", "", { resourceType: "Bundle", type: "transaction", entry: [{ resource: part.body, request: { method: "PUT", url: `Observation?${condition(number)}`, ifMatch: 'W/"1"' } }] });
    expect([bundled.status, faults(bundled.body).map(({ expression }) => expression)]).toEqual([422, ["Bundle.entry[0].resource.meta.tag"]]);
    expect((await get(path)).body.meta?.versionId).toBe("1");
  });

  test("stranger: a part of what may not be seen is no more there than the whole", async () => {
    for (const query of ["_summary=true", "_elements=id", "_summary=text"]) {
      const [there, not] = [await demo.ask("huisarts-elders", "GET", `${mainPatient}?${query}`), await demo.ask("huisarts-elders", "GET", `Patient/onbekend?${query}`)];
      expect([there.status, there.text]).toEqual([404, not.text]);
    }
  });
});
