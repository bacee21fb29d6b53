import { mainPatient } from "@wijkverband/server";
import type { Bundle, BundleEntry } from "hl7-fhir-r4-types";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { night, startDemo, type Answer, type Demo } from "../harness.ts";
import { objectionTo } from "../objection.ts";
import { auditOf } from "../stored.ts";

const consent = "Consent/willem-limiet-antibiotica";
const goal = "Goal/willem-beleidsdoel";

/** So many minutes after the night began; the changes below are made at 1, 2 and 3. */
const after = (minutes: number): Date => new Date(night.getTime() + minutes * 60_000);
const text = (instant: Date): string => encodeURIComponent(instant.toISOString());

const entriesOf = (answer: Answer): readonly BundleEntry[] => (answer.body as unknown as Bundle).entry ?? [];
const linkOf = (answer: Answer | undefined, relation: string): string | undefined => answer?.body.link?.find((link) => link.relation === relation)?.url;

let demo: Demo;
let base: string;
/** How the three changes ended. */
let made: readonly number[];
beforeAll(async () => {
  demo = await startDemo();
  base = `${demo.url}/fhir`;
  const change = async (minutes: number, path: string, method: "PUT" | "DELETE", more: object): Promise<number> => {
    demo.now = after(minutes);
    const { body, headers } = await demo.ask("huisarts", "GET", path);
    const answer = await (method === "PUT" ? demo.ask("huisarts", "PUT", path, { ...body, ...more }, { "if-match": headers.get("etag") ?? "" }) : demo.ask("huisarts", "DELETE", path));
    return answer.status;
  };
  made = [await change(1, consent, "PUT", { dateTime: "2026-11-24" }), await change(2, goal, "PUT", { startDate: "2026-11-24" }), await change(3, consent, "DELETE", {})];
  demo.now = after(4);
});
afterAll(async () => {
  await demo[Symbol.asyncDispose]();
});

/** Which versions an answer shows: `Type/id 2`. */
const versionsOf = (...answers: readonly Answer[]): readonly string[] =>
  answers.flatMap(entriesOf).map(({ fullUrl, response }) => `${fullUrl?.slice(`${base}/`.length)} ${response?.etag?.slice(3, -1)}`);

/** Every page of a history, by its links alone. */
async function follow(who: string, path: string): Promise<readonly Answer[]> {
  const pages = [await demo.ask(who, "GET", path)];
  for (let next = linkOf(pages[0], "next"); next !== undefined; next = linkOf(pages.at(-1), "next")) pages.push(await demo.ask(who, "GET", next.slice(`${base}/`.length)));
  expect(pages.map(({ status }) => status)).toEqual(pages.map(() => 200));
  return pages;
}

describe("what was written: of one resource, of a type, and of everything", () => {
  test("two changes and a deletion were made", () => {
    expect(made).toEqual([200, 200, 204]);
  });

  test("one resource shows every version, with what was done and when", async () => {
    const answer = await demo.ask("huisarts", "GET", `${consent}/_history`);
    expect(answer.body).toMatchObject({ type: "history", total: 3, link: [{ relation: "self", url: `${base}/${consent}/_history` }] });
    expect(entriesOf(answer).map(({ request, response, resource }) => [request, response?.status, response?.etag, resource?.meta?.versionId])).toEqual([
      [{ method: "DELETE", url: consent }, "204", 'W/"3"', undefined],
      [{ method: "PUT", url: consent }, "200", 'W/"2"', "2"],
      [{ method: "POST", url: "Consent" }, "201", 'W/"1"', "1"],
    ]);
    expect(entriesOf(answer).slice(0, 2).map(({ response }) => response?.lastModified)).toEqual([after(3).toISOString(), after(1).toISOString()]);
  });

  test("a type and the whole system show the newest first, across resources", async () => {
    const since = `_since=${text(after(1))}`;
    expect(versionsOf(await demo.ask("huisarts", "GET", `Consent/_history?${since}`))).toEqual([`${consent} 3`, `${consent} 2`]);
    const all = await demo.ask("huisarts", "GET", `_history?${since}&_total=accurate`);
    expect(versionsOf(all)).toEqual([`${consent} 3`, `${goal} 2`, `${consent} 2`]);
    expect(all.body).toMatchObject({ type: "history", total: 3 });
    expect(linkOf(all, "self")).toBe(`${base}/_history?${new URLSearchParams({ _since: after(1).toISOString(), _total: "accurate" }).toString()}`);
  });

  test("at an instant, and in a period, the versions of then", async () => {
    const at = async (path: string, value: string) => versionsOf(await demo.ask("huisarts", "GET", `${path}/_history?_at=${value}`));
    expect(await at(consent, text(after(0.5)))).toEqual([`${consent} 1`]);
    expect(await at(consent, text(after(1)))).toEqual([`${consent} 2`]);
    expect(await at(consent, text(after(2.5)))).toEqual([`${consent} 2`]);
    expect(await at(consent, text(after(3.5)))).toEqual([`${consent} 3`]);
    // 03:01 and 03:00 in the morning in Amsterdam, each a whole minute
    expect(await at(consent, "2026-11-24T03:01")).toEqual([`${consent} 2`]);
    expect(await at(consent, "2026-11-24")).toEqual([`${consent} 3`, `${consent} 2`, `${consent} 1`]);
    expect(await at(consent, "1999")).toEqual([]);
    expect((await at("Goal", text(after(2.5)))).filter((version) => version.startsWith(goal))).toEqual([`${goal} 2`]);
  });

  test("pages hold together whatever is written between them, and count what is visible", async () => {
    const whole = await demo.ask("huisarts", "GET", "_history?_count=200&_total=accurate");
    const expected = versionsOf(...(await follow("huisarts", "_history?_count=200")));
    expect(whole.body.total).toBe(expected.length);
    const first = await demo.ask("huisarts", "GET", "Consent/_history?_count=2");
    const { body } = await demo.ask("huisarts", "GET", "Consent/willem-limiet-reanimatie");
    expect((await demo.ask("huisarts", "PUT", "Consent/willem-limiet-reanimatie", { ...body, dateTime: "2026-11-24" }, { "if-match": 'W/"1"' })).status).toBe(200);
    const rest = await follow("huisarts", (linkOf(first, "next") ?? "").slice(`${base}/`.length));
    const seen = versionsOf(first, ...rest);
    expect(seen).toEqual(expected.filter((version) => version.startsWith("Consent/")));
    expect(new Set(seen).size).toBe(seen.length);
  });

  test("one look is one event in the log for each patient, with the versions that were shown", async () => {
    const answer = await demo.ask("huisarts", "GET", `_history?_since=${text(after(1))}`);
    const events = auditOf(demo, answer.headers);
    expect(events).toHaveLength(1);
    const references = (events[0]?.entity ?? []).map(({ what }) => what?.reference);
    expect(references).toEqual(expect.arrayContaining([mainPatient, `${consent}/_history/3`, `${goal}/_history/2`]));
    expect(events[0]?.subtype?.[0]?.code).toBe("history-system");
  });

  test.each([
    ["_sort=date", "_sort"],
    ["_since=gisteren", "_since"],
    ["_at=2026-02-30", "_at"],
    ["_count=0", "_count"],
    ["_count=-1", "_count"],
    ["_count=2&_count=3", "_count"],
    ["_total=estimate", "_total"],
    ["_list=List/x", "_list"],
    ["patient=willem-voorbeeld", "patient"],
    ["_cursor=onzin", "page link"],
    ["_cursor=onzin&_count=2", "_cursor"],
  ])("%s isn't understood: 400, by name", async (query, name) => {
    for (const path of [consent, "Consent", undefined]) {
      const answer = await demo.ask("huisarts", "GET", `${path === undefined ? "" : `${path}/`}_history?${query}`);
      expect(answer.status).toBe(400);
      expect(answer.body.issue?.[0]?.diagnostics ?? "").toContain(name);
    }
  });

  test("in a batch it is as if asked by itself", async () => {
    const urls = ["_history?_count=1", "Consent/_history?_count=1", `${goal}/_history`, `${mainPatient}/$everything?_count=1`, "_history?_sort=date"];
    const batch = { resourceType: "Bundle", type: "batch", entry: urls.map((url) => ({ request: { method: "GET", url } })) };
    const own = await demo.ask("huisarts", "POST", "", batch);
    expect(entriesOf(own).map(({ response }) => response?.status)).toEqual(["200", "200", "200", "200", "400"]);
    const strange = entriesOf(await demo.ask("huisarts-elders", "POST", "", batch));
    expect(strange.map(({ response }) => response?.status)).toEqual(["200", "200", "404", "404", "400"]);
    expect(JSON.stringify(strange)).not.toContain("willem");
  });

  test("a history is read, never written, and the log has none", async () => {
    for (const path of ["_history", "Consent/_history", `${consent}/_history`]) {
      for (const method of ["POST", "PUT", "DELETE"]) expect((await demo.ask("huisarts", method, path, method === "DELETE" ? undefined : { resourceType: "Consent" })).status).toBe(405);
    }
    expect((await demo.ask("huisarts", "GET", "AuditEvent/_history")).status).toBeGreaterThanOrEqual(404);
    expect((await demo.ask("huisarts", "GET", "_history/x")).status).toBe(404);
  });
});

describe("narrowed, stranger: a history shows what its resource is to the caller now", () => {
  const elders = ["huisarts-elders", "wijkverpleegkundige-elders", "post-huisarts-elders", "rho-analist"];

  test.each(elders)("%s finds nothing of the patient, by whichever way, and counts nothing", async (who) => {
    for (const path of ["_history", "Consent/_history", "Patient/_history"]) {
      const pages = await follow(who, `${path}?_count=200&_total=accurate`);
      const seen = versionsOf(...pages);
      expect(seen.filter((version) => /willem/.test(version))).toEqual([]);
      expect(pages[0]?.body.total).toBe(seen.length);
    }
  });

  test("no page link of another is taken, nor one of another history", async () => {
    const next = linkOf(await demo.ask("huisarts", "GET", "Consent/_history?_count=1"), "next")?.slice(`${base}/`.length) ?? "";
    const cursor = next.split("_cursor=")[1] ?? "";
    expect((await demo.ask("huisarts", "GET", next)).status).toBe(200);
    for (const who of ["huisarts-elders", "wijkverpleegkundige", "poh", "patient"]) expect((await demo.ask(who, "GET", next)).status).toBe(400);
    for (const path of ["Goal/_history", "_history", `${goal}/_history`, "Consent"]) expect((await demo.ask("huisarts", "GET", `${path}?_cursor=${cursor}`)).status).toBe(400);
    demo.now = after(40);
    expect((await demo.ask("huisarts", "GET", next)).status).toBe(400);
    demo.now = after(4);
  });

  test("what a nurse can't read has no history for her, and what she can has it whole", async () => {
    const pages = await follow("wijkverpleegkundige", "_history?_count=200&_total=accurate");
    const seen = versionsOf(...pages);
    expect(pages[0]?.body.total).toBe(seen.length);
    const references = [...new Set(seen.map((version) => version.split(" ")[0] ?? ""))].filter((reference) => !/^(Organization|Practitioner|PractitionerRole|OrganizationAffiliation|HealthcareService|Location)\//.test(reference));
    expect(references.length).toBeGreaterThan(3);
    for (const reference of references) {
      const history = await demo.ask("wijkverpleegkundige", "GET", `${reference}/_history`);
      expect(history.status).toBe(200);
      expect(seen.filter((version) => version.startsWith(`${reference} `))).toEqual(versionsOf(history));
    }
    const gp = [...new Set(versionsOf(...(await follow("huisarts", "_history?_count=200"))).map((version) => version.split(" ")[0] ?? ""))];
    const hidden = gp.filter((reference) => !seen.some((version) => version.startsWith(`${reference} `)));
    expect(hidden.length).toBeGreaterThan(0);
    for (const reference of hidden) expect((await demo.ask("wijkverpleegkundige", "GET", `${reference}/_history`)).status).toBe(404);
  });

  test("a right that ends, ends on open page links, the count included", async () => {
    const open = async (path: string): Promise<string> => {
      const answer = await demo.ask("post-huisarts", "GET", path);
      expect(answer.body.total).toBeGreaterThan(entriesOf(answer).length);
      return linkOf(answer, "next")?.slice(`${base}/`.length) ?? "";
    };
    const ofType = await open("Consent/_history?_count=1&_total=accurate");
    const ofAll = await open("_history?_count=1&_total=accurate");
    const ofOne = await open("Goal/willem-beleidsdoel/_history?_count=1");
    const objection = await demo.ask("huisarts", "POST", "Consent", objectionTo("Organization/spoedpost-modelregio"));
    expect(objection.status).toBe(201);
    expect((await demo.ask("post-huisarts", "GET", ofType)).body).toMatchObject({ type: "history", total: 0 });
    expect(versionsOf(...(await follow("post-huisarts", ofAll))).filter((version) => version.includes("willem"))).toEqual([]);
    expect((await demo.ask("post-huisarts", "GET", ofOne)).status).toBe(404);
    expect((await demo.ask("huisarts", "PUT", `Consent/${objection.body.id}`, { ...objection.body, status: "inactive" }, { "if-match": 'W/"1"' })).status).toBe(200);
    expect((await demo.ask("post-huisarts", "GET", ofOne)).body.total).toBe(2);
  });
});

describe("stranger: a version that one claims to have says nothing", () => {
  const headersOf = ({ headers }: Answer) => Object.fromEntries([...headers].filter(([name]) => name !== "x-request-id" && name !== "date"));

  test.each(["huisarts-elders", "wijkverpleegkundige-elders", "rho-analist"])("%s gets the 404 of an unknown id, also with If-None-Match", async (who) => {
    for (const path of [goal, `${goal}/_history`, `${goal}/_history/1`, `${goal}/_history/2`, consent, `${consent}/_history/1`]) {
      for (const etag of ['W/"1"', 'W/"2"', 'W/"3"', "*"]) {
        const there = await demo.ask(who, "GET", path, undefined, { "if-none-match": etag });
        const not = await demo.ask(who, "GET", path.replace(/willem-[a-z-]+/, (id) => "x".repeat(id.length)), undefined, { "if-none-match": etag });
        expect(there.status).toBe(404);
        expect({ status: there.status, text: there.text, headers: headersOf(there) }).toEqual({ status: not.status, text: not.text, headers: headersOf(not) });
      }
    }
  });

  test("who may read gets 304 for the version that he has, and the text for another", async () => {
    const ask = (path: string, etag: string) => demo.ask("huisarts", "GET", path, undefined, { "if-none-match": etag });
    expect(await ask(goal, 'W/"2"')).toMatchObject({ status: 304, text: "" });
    expect((await ask(goal, 'W/"1"')).status).toBe(200);
    expect(await ask(`${goal}/_history/1`, 'W/"1"')).toMatchObject({ status: 304, text: "" });
    expect((await ask(`${goal}/_history/1`, 'W/"2"')).status).toBe(200);
    expect((await ask(`${goal}/_history`, 'W/"2"')).status).toBe(200);
  });
});

describe("home-access: how one gets in is in no history after it ended", () => {
  const flag = "Flag/willem-toegang-woning";

  test("before its end the practice sees it, afterwards only that it was there; and so when it is deleted", async () => {
    const before = await demo.ask("huisarts", "GET", `${flag}/_history`);
    const { resource } = entriesOf(before)[0] ?? {};
    expect(resource).toMatchObject({ resourceType: "Flag" });
    expect((await demo.ask("huisarts", "GET", `${flag}/_history/1`)).status).toBe(200);
    const end = resource?.resourceType === "Flag" ? (resource.period?.end ?? "") : "";
    demo.now = new Date(Date.parse(end) + 86_400_000);
    await expectHidden(1);
    demo.now = after(5);
    expect((await demo.ask("huisarts", "DELETE", flag)).status).toBe(204);
    await expectHidden(2);
  });

  async function expectHidden(versions: number): Promise<void> {
    for (const path of [`${flag}/_history`, "Flag/_history?_count=200", "_history?_count=200"]) {
      const entries = (await follow("huisarts", path)).flatMap(entriesOf).filter(({ fullUrl }) => fullUrl === `${base}/${flag}`);
      expect(entries).toHaveLength(versions);
      expect(entries.map(({ resource }) => resource)).toEqual(entries.map(() => undefined));
    }
    expect((await demo.ask("huisarts", "GET", `${flag}/_history/1`)).status).toBe(410);
    expect((await demo.ask("huisarts-elders", "GET", `${flag}/_history/1`)).status).toBe(404);
  }
});
