import { mainPatient } from "@wijkverband/server";
import { describe, expect, test } from "vitest";
import { night, type Answer } from "../harness.ts";
import { against, condition, observation, replaceStatus, storeObservation } from "../observations.ts";
import { useDemo } from "../use-demo.ts";

const second = 1_000;

describe("conditions of HTTP", () => {
  const demo = useDemo();
  const ask = (method: string, path: string, body?: object, headers: Readonly<Record<string, string>> = {}): Promise<Answer> => demo.ask("huisarts", method, path, body, headers);
  const bundle = (type: string, ...entry: readonly object[]): Promise<Answer> => ask("POST", "", { resourceType: "Bundle", type, entry });
  const httpDate = (instant: number): string => new Date(instant).toUTCString();

  describe("a read", () => {
    test.each([
      ['W/"1"', 304],
      ['"1"', 304],
      ['W/"7", W/"1"', 304],
      ["*", 304],
      ['W/"2"', 200],
      ['W/"7", "8"', 200],
      ["onzin", 200],
    ])("If-None-Match %s is answered %i", async (tag, status) => {
      const { path } = await storeObservation(demo, "huisarts");
      for (const each of [path, `${path}/_history/1`]) {
        const answer = await ask("GET", each, undefined, { "if-none-match": tag });
        expect([answer.status, answer.headers.get("etag"), answer.text === ""]).toEqual([status, 'W/"1"', status === 304]);
        expect(answer.headers.get("last-modified")).toBe(httpDate(demo.now.getTime()));
      }
    });

    test("If-Modified-Since is answered by whole seconds, and counts only without If-None-Match", async () => {
      const written = night.getTime() + 60_400;
      demo.now = new Date(written);
      const { path } = await storeObservation(demo, "huisarts");
      const statusSince = async (date: string, more = {}): Promise<number> => (await ask("GET", path, undefined, { "if-modified-since": date, ...more })).status;
      expect(await statusSince(httpDate(written))).toBe(304);
      expect(await statusSince(httpDate(written + second))).toBe(304);
      expect(await statusSince(httpDate(written - second))).toBe(200);
      expect(await statusSince("gisteren")).toBe(200);
      expect(await statusSince(httpDate(written), { "if-none-match": 'W/"2"' })).toBe(200);
      expect(await statusSince(httpDate(written - second), { "if-none-match": 'W/"1"' })).toBe(304);
    });

    test("of two versions of one second the first isn't taken for the second", async () => {
      demo.now = new Date(night.getTime() + 120_100);
      const { path } = await storeObservation(demo, "huisarts");
      const known = (await ask("GET", path)).headers.get("last-modified") ?? "";
      demo.now = new Date(night.getTime() + 120_900);
      expect((await ask("PATCH", path, replaceStatus("amended"), against("1"))).status).toBe(200);
      expect((await ask("GET", path, undefined, { "if-modified-since": known })).body).toMatchObject({ status: "amended" });
      expect((await ask("GET", path, undefined, { "if-modified-since": httpDate(night.getTime() + 121_000) })).status).toBe(304);
    });

    test("stranger: whoever may not see it hears nothing of versions or dates", async () => {
      for (const headers of [{ "if-none-match": "*" }, { "if-modified-since": httpDate(night.getTime() + 3_600_000) }]) {
        const [there, not] = [await demo.ask("huisarts-elders", "GET", mainPatient, undefined, headers), await demo.ask("huisarts-elders", "GET", "Patient/onbekend", undefined, headers)];
        expect([there.status, there.text]).toEqual([404, not.text]);
        expect([there.headers.get("etag"), there.headers.get("last-modified")]).toEqual([null, null]);
      }
    });
  });

  describe("a write", () => {
    test.each([
      ['W/"1"', 200],
      ['"1"', 200],
      ["1", 200],
      ['W/"9", W/"1"', 200],
      ['W/"9"', 412],
      ['W/"anders"', 412],
      ['W/"9", W/"8"', 412],
      ["*", 400],
      ["een", 400],
      ['W/"1', 400],
    ])("If-Match %s is answered %i, for an update and a patch", async (tag, status) => {
      const put = await storeObservation(demo, "huisarts");
      expect((await ask("PUT", put.path, observation(put.number, { id: put.id, status: "amended" }), { "if-match": tag })).status).toBe(status);
      const patched = await storeObservation(demo, "huisarts");
      expect((await ask("PATCH", patched.path, replaceStatus("amended"), { "if-match": tag })).status).toBe(status);
    });

    test.each([
      ['W/"1"', 204],
      ["*", 204],
      ['W/"2", W/"1"', 204],
      ['W/"2"', 412],
      ["een", 400],
    ])("If-Match %s is answered %i, for a delete", async (tag, status) => {
      const { path } = await storeObservation(demo, "huisarts");
      expect((await ask("DELETE", path, undefined, { "if-match": tag })).status).toBe(status);
    });

    test("If-None-Match and If-Unmodified-Since hold it back", async () => {
      const { path, number, id } = await storeObservation(demo, "huisarts");
      const changed = observation(number, { id, status: "amended" });
      expect((await ask("PUT", path, changed, { ...against("1"), "if-none-match": "*" })).status).toBe(412);
      expect((await ask("PATCH", path, replaceStatus("amended"), { ...against("1"), "if-none-match": 'W/"1"' })).status).toBe(412);
      expect((await ask("DELETE", path, undefined, { "if-none-match": "*" })).status).toBe(412);
      expect((await ask("DELETE", path, undefined, { "if-unmodified-since": httpDate(demo.now.getTime() - 2 * second) })).status).toBe(412);
      expect((await ask("GET", path)).body.meta?.versionId).toBe("1");
      expect((await ask("DELETE", path, undefined, { "if-unmodified-since": httpDate(demo.now.getTime()) })).status).toBe(204);
    });

    test("If-Match for something that isn't there is 412 on a condition", async () => {
      for (const tag of ["*", 'W/"1"', 'W/"1", W/"2"']) expect((await ask("PUT", `Observation?${condition("nergens")}`, observation("nergens"), { "if-match": tag })).status).toBe(412);
    });

    test("its id is that in the URL, a new one is the server's to give", async () => {
      const { path, number } = await storeObservation(demo, "huisarts");
      for (const id of ["anders", undefined]) expect((await ask("PUT", path, observation(number, { id }), against("1"))).status).toBe(400);
      expect((await ask("PUT", "Observation/zelfgekozen", observation("x", { id: "zelfgekozen" }), against("1"))).status).toBe(404);
      const created = await ask("POST", "Observation", observation("met-id", { id: "zelfgekozen", meta: { versionId: "7", lastUpdated: "2020-01-01T00:00:00Z" } }));
      expect(created.body).toMatchObject({ id: expect.not.stringMatching("zelfgekozen"), meta: { versionId: "1" } });
      expect((await ask("GET", "Observation/zelfgekozen")).status).toBe(404);
    });

    test("what is gone is 410 to read, by version too, and 204 to delete again", async () => {
      const { path } = await storeObservation(demo, "huisarts");
      expect([(await ask("DELETE", path)).status, (await ask("DELETE", path)).status]).toEqual([204, 204]);
      expect([(await ask("GET", path)).status, (await ask("GET", `${path}/_history/2`)).status, (await ask("GET", `${path}/_history/1`)).status]).toEqual([410, 410, 200]);
      expect((await ask("PATCH", path, replaceStatus("amended"), against("2"))).status).toBe(410);
      expect((await demo.ask("huisarts-elders", "GET", path)).status).toBe(404);
      expect((await ask("DELETE", "Observation/onbekend")).status).toBe(404);
    });

    test.each([
      ["minimal", ""],
      ["representation", "Observation"],
      ["OperationOutcome", "OperationOutcome"],
    ])("Prefer: return=%s is honoured and said, with where it is, its tag and its date", async (wanted, type) => {
      const created = await ask("POST", "Observation", observation(`voorkeur ${wanted}`), { prefer: `respond-async, return=${wanted}` });
      const path = `Observation/${/Observation\/([^/]+)\/_history\/1$/.exec(created.headers.get("location") ?? "")?.[1]}`;
      const patched = await ask("PATCH", path, replaceStatus("amended"), { ...against("1"), prefer: `return="${wanted}"` });
      for (const [version, answer] of [["1", created], ["2", patched]] as const) {
        expect([answer.status, answer.headers.get("preference-applied"), answer.headers.get("etag"), answer.headers.get("last-modified")]).toEqual([version === "1" ? 201 : 200, `return=${wanted}`, `W/"${version}"`, httpDate(demo.now.getTime())]);
        expect(answer.headers.get("location")).toBe(`${demo.url}/fhir/${path}/_history/${version}`);
        expect(answer.headers.get("content-location")).toBe(wanted === "representation" ? answer.headers.get("location") : null);
        expect(answer.text === "" ? "" : answer.body.resourceType).toBe(type);
      }
    });
  });

  test("who would rather have words hears that something was deleted, and that nothing was stored", async () => {
    const words = { prefer: "return=OperationOutcome" };
    const { path, number } = await storeObservation(demo, "huisarts");
    const said = ({ body }: Answer): string | undefined => body.issue?.[0]?.diagnostics;
    const kept = "this is what was there; nothing was stored";
    expect(said(await ask("POST", "Observation", observation(number), { ...words, "if-none-exist": condition(number) }))).toBe(kept);
    expect(said(await ask("PATCH", path, replaceStatus("final"), { ...words, ...against("1") }))).toBe(kept);
    for (const _ of ["first", "again"]) {
      const deleted = await ask("DELETE", path, undefined, words);
      expect([deleted.status, said(deleted), deleted.headers.get("etag")]).toEqual([200, "deleted; its history stays", 'W/"2"']);
    }
    const silent = await ask("DELETE", path);
    expect([silent.status, silent.text, silent.headers.get("etag"), silent.headers.get("last-modified")]).toEqual([204, "", 'W/"2"', httpDate(demo.now.getTime())]);
  });

  describe("a batch", () => {
    const statuses = ({ body }: Answer): readonly (string | undefined)[] => (body.entry ?? []).map(({ response }) => response?.status.slice(0, 3));

    test("deletes, creates, changes and reads in that order, and answers in the order that was asked", async () => {
      const [gone, changed] = [await storeObservation(demo, "huisarts"), await storeObservation(demo, "huisarts")];
      const number = "batch-nieuw";
      const answer = await bundle(
        "batch",
        { request: { method: "HEAD", url: changed.path } },
        { request: { method: "GET", url: `Observation?${condition(number)}` } },
        { resource: observation(changed.number, { id: changed.id, status: "amended" }), request: { method: "PUT", url: changed.path, ifMatch: 'W/"1"' } },
        { resource: observation(number), request: { method: "POST", url: "Observation" } },
        { request: { method: "GET", url: gone.path } },
        { request: { method: "DELETE", url: gone.path } },
        { request: { method: "TEST", url: gone.path } },
      );
      expect(statuses(answer)).toEqual(["200", "200", "200", "201", "410", "204", "400"]);
      const [head, found, put, made] = answer.body.entry ?? [];
      expect(head).toEqual({ response: { status: "200", etag: 'W/"2"', lastModified: demo.now.toISOString() } });
      expect(found?.resource).toMatchObject({ entry: [{ resource: { identifier: [{ value: number }] } }] });
      expect(put?.response).toMatchObject({ location: expect.stringMatching(/_history\/2$/), etag: 'W/"2"', lastModified: demo.now.toISOString() });
      expect(made?.response).toMatchObject({ location: expect.stringMatching(/_history\/1$/), etag: 'W/"1"', lastModified: demo.now.toISOString() });
    });

    test("keeps to the conditions of each entry, and to what part it asks for", async () => {
      const { path } = await storeObservation(demo, "huisarts");
      const answer = await bundle(
        "batch",
        { request: { method: "GET", url: path, ifNoneMatch: 'W/"1"' } },
        { request: { method: "GET", url: path, ifModifiedSince: demo.now.toISOString() } },
        { request: { method: "GET", url: `${path}?_elements=status&_format=xml&_pretty=true` } },
        { request: { method: "GET", url: `${path}?schoenmaat=43` } },
      );
      expect(statuses(answer)).toEqual(["304", "304", "200", "400"]);
      expect(answer.body.entry?.map(({ resource }) => resource?.resourceType)).toEqual([undefined, undefined, "Observation", undefined]);
      expect(answer.body.entry?.[2]?.resource).not.toHaveProperty("subject");
      expect(answer.body.entry?.[3]?.response?.outcome).toMatchObject({ issue: [{ diagnostics: "parameter schoenmaat is not known here" }] });
    });
  });

  test.each([
    ["minimal", undefined, undefined],
    ["representation", "Observation", undefined],
    ["OperationOutcome", undefined, "OperationOutcome"],
  ])("a transaction answers by Prefer: return=%s", async (wanted, resource, outcome) => {
    const entry = [{ resource: observation(`samen ${wanted}`), request: { method: "POST", url: "Observation" } }];
    const answer = await ask("POST", "", { resourceType: "Bundle", type: "transaction", entry }, { prefer: `return=${wanted}` });
    expect(answer.headers.get("preference-applied")).toBe(`return=${wanted}`);
    const [only] = answer.body.entry ?? [];
    expect([only?.resource?.resourceType, only?.response?.outcome?.resourceType]).toEqual([resource, outcome]);
    expect(only?.response).toMatchObject({ status: "201 Created", etag: 'W/"1"', lastModified: demo.now.toISOString() });
  });

  test("a transaction keeps to the conditions of each entry, and says at which it stopped", async () => {
    const { path, number, id } = await storeObservation(demo, "huisarts");
    const changed = observation(number, { id, status: "amended" });
    for (const [request, resource] of [
      [{ method: "PUT", url: path, ifMatch: 'W/"1"', ifNoneMatch: "*" }, changed],
      [{ method: "PATCH", url: path, ifMatch: 'W/"1"', ifNoneMatch: 'W/"1"' }, replaceStatus("amended")],
      [{ method: "DELETE", url: path, ifNoneMatch: "*" }, undefined],
      [{ method: "DELETE", url: path, ifMatch: 'W/"7", W/"8"' }, undefined],
      [{ method: "PUT", url: path, ifMatch: 'W/"7", W/"8"' }, changed],
    ] as const) {
      const answer = await bundle("transaction", { resource: observation(`eerst ${JSON.stringify(request)}`), request: { method: "POST", url: "Observation" } }, { request, ...(resource !== undefined && { resource }) });
      expect(answer.status).toBe(412);
      expect((await ask("GET", `Observation?${condition(`eerst ${JSON.stringify(request)}`)}&_summary=count`)).body.total).toBe(0);
    }
    const listed = await bundle("transaction", { resource: changed, request: { method: "PUT", url: path, ifMatch: 'W/"7", W/"1"' } });
    expect(listed.body.entry?.[0]?.response).toMatchObject({ status: "200 OK", etag: 'W/"2"' });
    const gone = await bundle("transaction", { request: { method: "DELETE", url: path, ifMatch: "*" } });
    expect(gone.body.entry?.[0]?.response).toEqual({ status: "204 No Content", etag: 'W/"3"', lastModified: demo.now.toISOString() });
  });

  describe("a read in a transaction", () => {
    const transaction = (who: string, ...entry: readonly object[]): Promise<Answer> => demo.ask(who, "POST", "", { resourceType: "Bundle", type: "transaction", entry });
    const created = (number: string): object => ({ resource: observation(number), request: { method: "POST", url: "Observation" } });
    const read = (url: string, method = "GET"): object => ({ request: { method, url } });

    test("sees what was written, and all of it is done", async () => {
      const { path, number, id } = await storeObservation(demo, "huisarts");
      const answer = await transaction("huisarts", read(path), read(path, "HEAD"), { resource: observation(number, { id, status: "amended" }), request: { method: "PUT", url: path, ifMatch: 'W/"1"' } });
      expect(answer.body.entry?.map(({ response }) => response?.status.slice(0, 3))).toEqual(["200", "200", "200"]);
      expect(answer.body.entry?.[0]?.resource).toMatchObject({ status: "amended", meta: { versionId: "2" } });
      expect(answer.body.entry?.[1]).toEqual({ response: { status: "200", etag: 'W/"2"', lastModified: demo.now.toISOString() } });
    });

    test.each([
      ["of nothing", "Observation/onbekend", 404],
      ["of a type that isn't there", "Account/x", 404],
      ["by a parameter that isn't known", "Observation?schoenmaat=43", 400],
      ["of one that is gone", "weg", 410],
      ["of one that it deletes itself", "zelf", 410],
    ])("%s takes everything with it: nothing is written", async (_, url, status) => {
      const { path } = await storeObservation(demo, "huisarts");
      if (url === "weg") await ask("DELETE", path);
      const number = `niets ${url}`;
      const more = url === "zelf" ? [read(path, "DELETE")] : [];
      const answer = await transaction("huisarts", created(number), read(url === "weg" || url === "zelf" ? path : url), ...more);
      expect(answer).toMatchObject({ status, body: { resourceType: "OperationOutcome" } });
      expect((await ask("GET", `Observation?${condition(number)}&_summary=count`)).body.total).toBe(0);
      expect((await ask("GET", path)).status).toBe(url === "weg" ? 410 : 200);
    });

    test("stranger: of what may not be seen is refused in the same words as of nothing", async () => {
      const [there, not] = [await transaction("huisarts-elders", read(mainPatient)), await transaction("huisarts-elders", read("Patient/onbekend"))];
      expect([there.status, there.text]).toEqual([404, not.text]);
    });
  });

  test.each([
    ["DELETE", 'Observation/x?a=b'],
    ["PUT", "Observation/x?a=b"],
    ["PATCH", "Observation/x?a=b"],
    ["POST", "Observation?a=b"],
    ["POST", "?a=b"],
  ])("%s %s is refused: a parameter that isn't known would be lost", async (method, path) => {
    expect((await ask(method, path, method === "DELETE" ? undefined : observation("x", { id: "x" }), against("1"))).status).toBe(400);
  });

  test("history: _since and _at both hold, what isn't known is refused, and a page that is too large is made smaller and said", async () => {
    const start = night.getTime() + 600_000;
    demo.now = new Date(start);
    const { path } = await storeObservation(demo, "huisarts");
    for (const [version, status] of [["1", "amended"], ["2", "corrected"]] as const) {
      demo.now = new Date(start + Number(version) * 60_000);
      expect((await ask("PATCH", path, replaceStatus(status), against(version))).status).toBe(200);
    }
    const versions = async (query: string): Promise<readonly (string | undefined)[]> => (await ask("GET", `${path}/_history?${query}`)).body.entry?.map(({ resource }) => resource?.meta?.versionId) ?? [];
    const at = (minutes: number): string => encodeURIComponent(new Date(start + minutes * 60_000).toISOString());
    expect(await versions(`_since=${at(1)}`)).toEqual(["3", "2"]);
    expect(await versions(`_at=${at(1)}`)).toEqual(["2"]);
    expect(await versions(`_since=${at(1)}&_at=${at(1)}`)).toEqual(["2"]);
    expect(await versions(`_since=${at(2)}&_at=${at(1)}`)).toEqual([]);
    for (const query of ["_sort=_lastUpdated", "_list=x", "status=final", "_since=gisteren", "_count=0"]) expect((await ask("GET", `${path}/_history?${query}`)).status).toBe(400);
    const large = await ask("GET", `${path}/_history?_count=99999`);
    expect([large.status, large.headers.get("warning")]).toEqual([200, expect.stringContaining("_count is")]);
  });
});
