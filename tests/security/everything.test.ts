import { storedType } from "@wijkverband/fhir";
import { mainBsn, mainPatient, storyBsn } from "@wijkverband/server";
import type { Bundle, BundleEntry } from "hl7-fhir-r4-types";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { byBsn, startDemo, type Answer, type Demo } from "../harness.ts";
import { objectionTo } from "../objection.ts";
import { auditOf } from "../stored.ts";

const everything = `${mainPatient}/$everything`;

let demo: Demo;
let base: string;
/** Everything about the patient, tombstones left out: `Type/id`. */
let record: readonly string[];
beforeAll(async () => {
  demo = await startDemo();
  base = `${demo.url}/fhir`;
  await demo.ask("sociaal-werker", "POST", "Observation", { resourceType: "Observation", status: "final", code: { text: "eenzaamheid" }, subject: { reference: mainPatient } });
  record = (await demo.runtime.house.store.record(mainPatient.slice("Patient/".length))).map(({ type, id }) => `${type}/${id}`);
});
afterAll(async () => {
  await demo[Symbol.asyncDispose]();
});

const entriesOf = (answer: Answer): readonly BundleEntry[] => (answer.body as unknown as Bundle).entry ?? [];
const linkOf = (answer: Answer | undefined, relation: string): string | undefined => answer?.body.link?.find((link) => link.relation === relation)?.url;
const shown = (answers: readonly Answer[], mode?: "match" | "include"): readonly string[] =>
  answers.flatMap(entriesOf).filter(({ search }) => mode === undefined || search?.mode === mode).map(({ fullUrl }) => fullUrl?.slice(`${base}/`.length) ?? "");

/** Every page, by its links alone. */
async function follow(who: string, path: string): Promise<readonly Answer[]> {
  const pages = [await demo.ask(who, "GET", path)];
  for (let next = linkOf(pages[0], "next"); next !== undefined; next = linkOf(pages.at(-1), "next")) pages.push(await demo.ask(who, "GET", next.slice(`${base}/`.length)));
  expect(pages.map(({ status }) => status)).toEqual(pages.map(() => 200));
  return pages;
}

const readers = ["huisarts", "waarnemer", "poh", "aios", "wijkverpleegkundige", "verzorgende", "apotheker", "specialist-ouderengeneeskunde", "sociaal-werker", "patient", "mantelzorger"] as const;

describe("narrowed: everything is everything that this caller may read, and nothing else", () => {
  test.each(readers)("to %s it shows just what he reads one by one", async (who) => {
    const pages = await follow(who, everything);
    const matches = shown(pages, "match");
    const readable: string[] = [];
    for (const reference of record) if ((await demo.ask(who, "GET", reference)).status === 200) readable.push(reference);
    expect(matches.toSorted()).toEqual(readable.toSorted());
    expect(matches[0]).toBe(mainPatient);
    expect(pages[0]?.body).toMatchObject({ resourceType: "Bundle", type: "searchset", total: readable.length });
    const included = shown(pages, "include");
    expect(included.length).toBeGreaterThan(0);
    expect(included.every((reference) => storedType(reference.split("/")[0] ?? "")?.kind === "directory")).toBe(true);
    for (const reference of included) expect((await demo.ask(who, "GET", reference)).status).toBe(200);
  });

  test("the practice sees the whole record, a nurse a part, and a pharmacist nothing that is social", async () => {
    expect(shown(await follow("huisarts", everything), "match").toSorted()).toEqual(record.toSorted());
    const domainsOf = async (who: string): Promise<readonly (string | undefined)[]> =>
      (await follow(who, everything)).flatMap(entriesOf).flatMap(({ resource }) => resource?.meta?.security ?? []).map(({ code }) => code);
    expect(shown(await follow("wijkverpleegkundige", everything), "match").length).toBeLessThan(record.length);
    for (const who of ["huisarts", "sociaal-werker", "patient"]) expect(await domainsOf(who)).toContain("sociaal");
    expect(await domainsOf("apotheker")).not.toContain("sociaal");
  });

  test("whom the record refers to comes along, and whom these refer to in turn", async () => {
    const pages = await follow("huisarts", everything);
    const included = shown(pages, "include");
    expect(included).toEqual(expect.arrayContaining(["PractitionerRole/eva-fictief-huisarts", "Practitioner/eva-fictief", "Organization/praktijk-voorbeeldstraat"]));
    expect(new Set(shown(pages)).size).toBe(shown(pages).length);
  });
});

describe("stranger: who may not read the patient gets nothing", () => {
  const seen = ({ status, headers, text }: Answer): object => ({ status, text, headers: Object.fromEntries([...headers].filter(([name]) => name !== "x-request-id" && name !== "date")) });

  test.each(["huisarts-elders", "wijkverpleegkundige-elders", "post-huisarts-elders", "rho-analist"])("%s is told what he is told of an unknown patient", async (who) => {
    const unknown = `Patient/${"x".repeat("willem-voorbeeld".length)}/$everything`;
    for (const method of ["GET", "POST"]) {
      const there = await demo.ask(who, method, everything);
      expect(there.status).toBe(404);
      expect(seen(there)).toEqual(seen(await demo.ask(who, method, unknown)));
    }
    const byNumber = await demo.ask(who, "POST", "Patient/$everything", byBsn(mainBsn));
    expect(byNumber.status).toBe(404);
    expect(seen(byNumber)).toEqual(seen(await demo.ask(who, "POST", "Patient/$everything", byBsn(storyBsn))));
  });

  test.each(["post-huisarts", "triagist"])("no-row-no-access: %s reads the handover, and has no right to everything", async (who) => {
    expect((await demo.ask(who, "GET", mainPatient)).status).toBe(200);
    const answer = await demo.ask(who, "GET", everything);
    expect(answer.status).toBe(403);
    expect(answer.body.issue?.[0]?.details?.coding?.[0]?.code).toBe("no-row-no-access");
  });

  test("a page link is its caller's alone, good for this question only", async () => {
    const next = linkOf(await demo.ask("huisarts", "GET", `${everything}?_count=2`), "next")?.slice(`${base}/`.length) ?? "";
    expect((await demo.ask("huisarts", "GET", next)).status).toBe(200);
    for (const who of ["poh", "wijkverpleegkundige", "patient"]) expect((await demo.ask(who, "GET", next)).status).toBe(400);
    expect((await demo.ask("huisarts-elders", "GET", next)).status).toBe(404);
    const cursor = next.slice(next.indexOf("?"));
    for (const path of ["Patient/_history", "Patient", "_history"]) expect((await demo.ask("huisarts", "GET", `${path}${cursor}`)).status).toBe(400);
    expect((await demo.ask("huisarts", "GET", `${next}&_count=2`)).status).toBe(400);
  });

  test("an objection closes an open page link at once", async () => {
    const next = linkOf(await demo.ask("wijkverpleegkundige", "GET", `${everything}?_count=2`), "next")?.slice(`${base}/`.length) ?? "";
    expect((await demo.ask("wijkverpleegkundige", "GET", next)).status).toBe(200);
    const objection = await demo.ask("huisarts", "POST", "Consent", objectionTo("Organization/thuiszorg-proeftuin"));
    expect(objection.status).toBe(201);
    expect((await demo.ask("wijkverpleegkundige", "GET", next)).status).toBe(404);
    expect((await demo.ask("huisarts", "PUT", `Consent/${objection.body.id}`, { ...objection.body, status: "inactive" }, { "if-match": 'W/"1"' })).status).toBe(200);
    expect((await demo.ask("wijkverpleegkundige", "GET", next)).status).toBe(200);
    record = (await demo.runtime.house.store.record(mainPatient.slice("Patient/".length))).map(({ type, id }) => `${type}/${id}`);
  });
});

describe("what is asked of it, as in R4", () => {
  test("pages together are the whole, in one order, with one total", async () => {
    const whole = shown(await follow("huisarts", `${everything}?_count=200`));
    const pages = await follow("huisarts", `${everything}?_count=7`);
    expect(shown(pages)).toEqual(whole);
    expect(pages.slice(0, -1).every((page) => entriesOf(page).length === 7)).toBe(true);
    expect(new Set(pages.map(({ body }) => body.total)).size).toBe(1);
  });

  test("only some types, in one parameter or several, by GET and by POST", async () => {
    const wanted = record.filter((reference) => /^(Consent|Goal)\//.test(reference)).toSorted();
    expect(wanted.length).toBeGreaterThan(2);
    const type = (valueCode: string): object => ({ name: "_type", valueCode });
    const answers = [
      await demo.ask("huisarts", "GET", `${everything}?_type=Consent,Goal`),
      await demo.ask("huisarts", "GET", `${everything}?_type=Consent&_type=Goal`),
      await demo.ask("huisarts", "POST", everything, { resourceType: "Parameters", parameter: [type("Consent"), type("Goal")] }),
    ];
    for (const answer of answers) expect(shown([answer]).toSorted()).toEqual(wanted);
    const people = shown(await follow("huisarts", `${everything}?_type=Practitioner`));
    expect(people).toContain("Practitioner/eva-fictief");
    expect(people.every((reference) => reference.startsWith("Practitioner/"))).toBe(true);
  });

  test("what was written since an instant", async () => {
    demo.now = new Date(demo.now.getTime() + 60_000);
    const since = demo.now.toISOString();
    const { body } = await demo.ask("huisarts", "GET", "Goal/willem-beleidsdoel");
    expect((await demo.ask("huisarts", "PUT", "Goal/willem-beleidsdoel", { ...body, startDate: "2026-11-24" }, { "if-match": `W/"${body.meta?.versionId}"` })).status).toBe(200);
    expect(shown(await follow("huisarts", `${everything}?_since=${since}`), "match")).toEqual(["Goal/willem-beleidsdoel"]);
  });

  test("care dates choose; what has none belongs to every period", async () => {
    const stored = await demo.ask("huisarts", "POST", "Observation", { resourceType: "Observation", status: "final", code: { text: "gewicht" }, subject: { reference: mainPatient }, effectiveDateTime: "2011-03-04" });
    expect(stored.status).toBe(201);
    const reference = `Observation/${stored.body.id}`;
    const of = async (query: string): Promise<readonly string[]> => shown(await follow("huisarts", `${everything}?${query}`), "match");
    expect(await of("start=2011-03-04&end=2011-03-04")).toContain(reference);
    expect(await of("start=2011-03-05")).not.toContain(reference);
    expect(await of("end=2011-03-03")).not.toContain(reference);
    expect(await of("end=2011-03")).toContain(reference);
    expect(await of("end=1900")).toContain(mainPatient);
  });

  test("by BSN only in a body, and no link names it", async () => {
    const answer = await demo.ask("huisarts", "POST", "Patient/$everything", byBsn(mainBsn, { name: "_count", valueInteger: 3 }));
    expect(answer.status).toBe(200);
    expect(linkOf(answer, "self")).toBe(`${base}/${everything}?_count=3`);
    expect(linkOf(answer, "next")).toMatch(/^http.*\/Patient\/willem-voorbeeld\/\$everything\?_cursor=[\w-]+$/);
    expect(JSON.stringify(answer.body.link)).not.toContain(mainBsn);
    expect((await demo.ask("huisarts", "GET", "Patient/$everything")).status).toBe(405);
    expect((await demo.ask("huisarts", "GET", `Patient/$everything?identifier=${mainBsn}`)).status).toBe(400);
  });

  test("one question is one event in the log, of this patient, with what was shown", async () => {
    const answer = await demo.ask("wijkverpleegkundige", "GET", everything);
    const events = auditOf(demo, answer.headers);
    expect(events).toHaveLength(1);
    const references = (events[0]?.entity ?? []).flatMap(({ what }) => what?.reference ?? []);
    expect(references).toContain(mainPatient);
    const versions = entriesOf(answer).map(({ resource }) => `${resource?.resourceType}/${resource?.id}/_history/${resource?.meta?.versionId}`);
    expect(references).toEqual(expect.arrayContaining(versions));
    expect(events[0]?.subtype?.map(({ code }) => code)).toEqual(["operation", "everything"]);
  });

  test.each(["_type=Nothing", "_type=AuditEvent", "_count=0", "_count=veel", "_since=gisteren", "start=2026-02-30", "end=straks", "start=2026-02-02&end=2026-02-01", "_cursor=onzin"])("%s: 400", async (query) => {
    expect((await demo.ask("huisarts", "GET", `${everything}?${query}`)).status).toBe(400);
  });

  test("a parameter that it doesn't have: 400", async () => {
    expect((await demo.ask("huisarts", "GET", `${everything}?patient=willem-voorbeeld`)).status).toBe(400);
    expect((await demo.ask("huisarts", "GET", `${everything}?_sort=date`)).status).toBe(400);
    expect((await demo.ask("huisarts", "POST", everything, { resourceType: "Parameters", parameter: [{ name: "_offset", valueInteger: 3 }] })).status).toBe(400);
  });
});
