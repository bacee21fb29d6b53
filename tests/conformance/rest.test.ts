import { storedTypes } from "@wijkverband/fhir";
import { mainPatient } from "@wijkverband/server";
import type { CapabilityStatement, CapabilityStatementRestResource, Resource } from "hl7-fhir-r4-types";
import { beforeAll, describe, expect, test } from "vitest";
import type { Answer } from "../harness.ts";
import { useDemo } from "../use-demo.ts";

type Announced = CapabilityStatementRestResource;

/** Who is asked for an example of a type, in turn. */
const people = ["huisarts", "patient", "wijkverpleegkundige", "apotheker", "post-huisarts", "sociaal-werker", "rho-analist"] as const;

/** The methods by which each interaction is asked, on a type and on an instance. */
const methodsOf: Readonly<Record<string, { readonly type?: string; readonly instance?: string }>> = {
  "search-type": { type: "GET" },
  create: { type: "POST" },
  read: { instance: "GET" },
  update: { instance: "PUT" },
  patch: { instance: "PATCH" },
  delete: { instance: "DELETE" },
};

describe("every interaction that /metadata announces is there, and none that it doesn't", () => {
  const demo = useDemo();
  const announced = new Map<string, Announced>();

  beforeAll(async () => {
    const statement = (await demo.ask(undefined, "GET", "metadata")).body as unknown as CapabilityStatement;
    for (const resource of statement.rest?.[0]?.resource ?? []) announced.set(resource.type, resource);
  });

  test("it announces each stored type", () => {
    expect([...announced.keys()].toSorted()).toEqual(storedTypes.map(({ type }) => type).toSorted());
  });

  describe.each(storedTypes.map(({ type, kind }) => [type, kind] as const))("%s", (type, kind) => {
    const here = (): Announced => announced.get(type) ?? { type };
    const offers = (code: string): boolean => here().interaction?.some((each) => each.code === code) ?? false;
    // the log is asked of one patient
    const search = kind === "log" ? `patient=${mainPatient}&_count=1` : "_count=1";
    let example: { readonly who: string; readonly resource: Resource } | undefined;

    beforeAll(async () => {
      for (const who of people) {
        const { body } = await demo.ask(who, "GET", `${type}?${search}`);
        const resource = body.entry?.find((each) => each.search?.mode === "match")?.resource;
        if (resource === undefined) continue;
        example = { who, resource };
        break;
      }
    });

    const ask = (method: string, path: string, body?: object, headers: Readonly<Record<string, string>> = {}): Promise<Answer> => demo.ask(example?.who ?? "huisarts", method, path, body, headers);
    const demandRefusal = ({ status, body }: Answer, ...statuses: readonly number[]): void => {
      expect(statuses).toContain(status);
      expect(body).toMatchObject({ resourceType: "OperationOutcome", issue: expect.arrayContaining([expect.objectContaining({ severity: "error", code: expect.any(String) })]) });
    };

    test("OPTIONS says on type and instance just what is announced", async () => {
      const conditional = (code: string): boolean => offers(code) && code !== "read" && code !== "create";
      for (const level of ["type", "instance"] as const) {
        const codes = Object.entries(methodsOf).filter(([code, methods]) => offers(code) && (methods[level] !== undefined || (level === "type" && conditional(code))));
        const methods = codes.map(([, each]) => each[level] ?? each.instance ?? "");
        const all = new Set([...methods, ...(methods.includes("GET") ? ["HEAD"] : []), "OPTIONS"]);
        const answer = await demo.ask(undefined, "OPTIONS", level === "type" ? type : `${type}/x`);
        expect(new Set(answer.headers.get("allow")?.split(", "))).toEqual(all);
      }
    });

    test("search-type, by GET, HEAD and POST, in JSON and XML", async () => {
      expect(offers("search-type")).toBe(true);
      const form = { "content-type": "application/x-www-form-urlencoded" };
      for (const answer of [await ask("GET", `${type}?${search}`), await demo.ask(example?.who ?? "huisarts", "POST", `${type}/_search`, search, form)]) {
        expect(answer).toMatchObject({ status: 200, body: { resourceType: "Bundle", type: "searchset" } });
      }
      expect(await ask("HEAD", `${type}?${search}`)).toMatchObject({ status: 200, text: "" });
      expect((await ask("GET", `${type}?${search}&_format=xml`)).text).toContain('<type value="searchset"/>');
      demandRefusal(await ask("GET", `${type}?${search}&schoenmaat=43`), 400);
    });

    test("read, with its headers, conditions and parts", async () => {
      expect(offers("read")).toBe(true);
      demandRefusal(await ask("GET", `${type}/onbekend`), 404);
      if (example === undefined) return;
      const path = `${type}/${example.resource.id}`;
      const read = await ask("GET", path);
      expect(read).toMatchObject({ status: 200, body: { resourceType: type, id: example.resource.id } });
      expect(await ask("HEAD", path)).toMatchObject({ status: 200, text: "" });
      for (const query of ["_summary=true", "_summary=data", "_elements=id"]) {
        const part = await ask("GET", `${path}?${query}`);
        expect(part).toMatchObject({ status: 200, body: { resourceType: type, id: example.resource.id, meta: { tag: expect.arrayContaining([expect.objectContaining({ code: "SUBSETTED" })]) } } });
      }
      if (here().versioning === "no-version") return;
      const version = read.body.meta?.versionId ?? "";
      expect([read.headers.get("etag"), read.headers.get("last-modified")]).toEqual([`W/"${version}"`, new Date(read.body.meta?.lastUpdated ?? "").toUTCString()]);
      expect(here().conditionalRead).toBe("full-support");
      expect(await ask("GET", path, undefined, { "if-none-match": `W/"${version}"` })).toMatchObject({ status: 304, text: "" });
      expect((await ask("GET", path, undefined, { "if-modified-since": new Date(demo.now.getTime() + 1_000).toUTCString() })).status).toBe(304);
    });

    test("vread and history, or none of both", async () => {
      const versioned = kind !== "log";
      expect([offers("vread"), offers("history-instance"), offers("history-type"), here().readHistory]).toEqual([versioned, versioned, versioned, versioned]);
      const id = example?.resource.id ?? "onbekend";
      if (!versioned) return demandRefusal(await ask("GET", `${type}/${id}/_history`), 404);
      expect(await demo.ask("huisarts", "GET", `${type}/_history?_count=1`)).toMatchObject({ status: 200, body: { type: "history" } });
      demandRefusal(await demo.ask("huisarts", "POST", `${type}/_history`, {}), 405);
      if (example === undefined) return demandRefusal(await ask("GET", `${type}/${id}/_history`), 404);
      const version = example.resource.meta?.versionId ?? "";
      expect(await ask("GET", `${type}/${id}/_history`)).toMatchObject({ status: 200, body: { type: "history", total: Number(version) } });
      expect(await ask("GET", `${type}/${id}/_history/${version}`)).toMatchObject({ status: 200, body: { id, meta: { versionId: version } } });
      demandRefusal(await ask("GET", `${type}/${id}/_history/9999`), 404);
    });

    test("create, with or without a condition, or 405", async () => {
      const sent = (): Promise<Answer> => demo.ask("huisarts", "POST", type, { resourceType: type, onbekend: true });
      const alone = await sent();
      if (!offers("create")) return demandRefusal(alone, 405);
      expect([400, 422]).toContain(alone.status);
      demandRefusal(await demo.ask("huisarts", "POST", type, { resourceType: type === "Basic" ? "Flag" : "Basic" }), 400);
      const conditional = await demo.ask("huisarts", "POST", type, { resourceType: type, onbekend: true }, { "if-none-exist": "_id=onbekend" });
      demandRefusal(conditional, here().conditionalCreate === true ? 422 : 400);
    });

    test("update of what is there, and never of what isn't", async () => {
      const put = (id: string, headers: Readonly<Record<string, string>> = { "if-match": 'W/"1"' }): Promise<Answer> => demo.ask("huisarts", "PUT", `${type}/${id}`, { resourceType: type, id }, headers);
      const conditional = await demo.ask("huisarts", "PUT", `${type}?_id=onbekend`, { resourceType: type, id: "onbekend" });
      expect([here().updateCreate, here().conditionalUpdate]).toEqual([false, offers("update")]);
      if (!offers("update")) return [await put("onbekend"), conditional].forEach((answer) => demandRefusal(answer, 405));
      [await put("onbekend"), conditional].forEach((answer) => demandRefusal(answer, 404));
      if (example?.who !== "huisarts") return;
      const { id = "" } = example.resource;
      demandRefusal(await put(id, { "if-match": 'W/"9999"' }), 412, 403);
      demandRefusal(await put(id, {}), 400, 403);
    });

    test("patch of what is there, and never of what isn't", async () => {
      const body = { resourceType: "Parameters", parameter: [] };
      const answers = [await demo.ask("huisarts", "PATCH", `${type}/onbekend`, body, { "if-match": 'W/"1"' }), await demo.ask("huisarts", "PATCH", `${type}?_id=onbekend`, body)];
      expect(answers.map(({ status }) => status)).toEqual(offers("patch") ? [404, 404] : [405, 405]);
    });

    test("delete of one, by id or on a condition, or 405", async () => {
      const answers = [await demo.ask("huisarts", "DELETE", `${type}/onbekend`), await demo.ask("huisarts", "DELETE", `${type}?_id=onbekend`)];
      answers.forEach((answer) => demandRefusal(answer, offers("delete") ? 404 : 405));
      expect(here().conditionalDelete).toBe(offers("delete") ? "single" : "not-supported");
    });
  });

  test("what the whole system takes: a batch, a transaction and a history, and no search", async () => {
    const { body } = await demo.ask(undefined, "GET", "metadata");
    const codes = (body as unknown as CapabilityStatement).rest?.[0]?.interaction?.map(({ code }) => code);
    expect(codes?.toSorted()).toEqual(["batch", "history-system", "transaction"]);
    for (const type of ["batch", "transaction"]) expect(await demo.ask("huisarts", "POST", "", { resourceType: "Bundle", type })).toMatchObject({ status: 200, body: { type: `${type}-response` } });
    expect(await demo.ask("huisarts", "GET", "_history?_count=1")).toMatchObject({ status: 200, body: { type: "history" } });
    for (const [method, path, status] of [["GET", `?_type=Observation&_id=x`, 405], ["GET", "", 405], ["POST", "_search", 404], ["GET", `${mainPatient}/Observation`, 404]] as const) {
      expect([path, (await demo.ask("huisarts", method, path)).status]).toEqual([path, status]);
    }
  });
});
