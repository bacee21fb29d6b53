import { mainBsn, mainPatient } from "@wijkverband/server";
import type { BundleEntry, OperationOutcome } from "hl7-fhir-r4-types";
import { decodeJwt, importJWK, SignJWT } from "jose";
import { describe, expect, test } from "vitest";
import { faults, type Answer } from "../harness.ts";
import { against, condition, fhirPath, foundUnder, observation, operation, replaceStatus, storeObservation } from "../observations.ts";
import { auditOf, storedCounts } from "../stored.ts";
import { useDemo } from "../use-demo.ts";

const subject = { reference: mainPatient };
const ascending = (one: number, other: number): number => one - other;
const statusesOf = (answers: readonly Answer[]): readonly number[] => answers.map(({ status }) => status).toSorted(ascending);

describe("conditions", () => {
  const demo = useDemo();
  const bundle = (who: string, type: string, ...entry: readonly object[]): Promise<Answer> => demo.ask(who, "POST", "", { resourceType: "Bundle", type, entry });

  describe("a conditional create", () => {
    const create = (who: string, number: string, change: object = {}) => demo.ask(who, "POST", "Observation", observation(number, change), { "if-none-exist": condition(number) });

    test("stores what isn't there, answers what is, and refuses to choose", async () => {
      const first = await create("huisarts", "een");
      const again = await create("huisarts", "een", { status: "amended" });
      expect([first.status, again.status]).toEqual([201, 200]);
      expect(again.body).toMatchObject({ id: first.body.id, status: "final", meta: { versionId: "1" } });
      expect(again.headers.get("location")).toBe(first.headers.get("location"));
      for (const _ of [1, 2]) await demo.ask("huisarts", "POST", "Observation", observation("twee"));
      const several = await create("huisarts", "twee");
      expect(several.status).toBe(412);
      expect(several.body.issue?.[0]?.code).toBe("multiple-matches");
    });

    test("has its condition in a header; one in the URL is refused, and makes nothing twice", async () => {
      expect((await create("huisarts", "in-de-url")).status).toBe(201);
      const answer = await demo.ask("huisarts", "POST", `Observation?${condition("in-de-url")}`, observation("in-de-url"));
      expect(answer).toMatchObject({ status: 400, body: { issue: [{ diagnostics: expect.stringContaining("If-None-Exist") as string }] } });
      expect(await foundUnder(demo, "huisarts", "in-de-url")).toHaveLength(1);
    });

    test("takes the whole URL of the search for its parameters, as HAPI's client sends it, and of no other search", async () => {
      const made = await create("huisarts", "geheel");
      const send = (start: string): Promise<Answer> => demo.ask("huisarts", "POST", "Observation", observation("geheel"), { "if-none-exist": `${start}_format=json&${condition("geheel")}` });
      for (const start of ["", "Observation?", `${demo.url}/fhir/Observation?`]) expect(await send(start)).toMatchObject({ status: 200, body: { id: made.body.id } });
      for (const start of ["Condition?", "https://elders.example/fhir/Observation?"]) expect((await send(start)).status).toBe(400);
    });

    test("that races another makes one resource, and each is answered as if it had come in turn", async () => {
      const answers = await Promise.all(Array.from({ length: 8 }, () => create("huisarts", "race")));
      expect(statusesOf(answers)).toEqual([200, 200, 200, 200, 200, 200, 200, 201]);
      expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
      expect(await foundUnder(demo, "huisarts", "race")).toHaveLength(1);
      expect((await create("huisarts", "race")).status).toBe(200);
    });

    test("stranger: matches only what the caller may see", async () => {
      const hidden = await demo.ask("huisarts", "POST", "Observation", observation("verborgen"));
      expect(hidden.status).toBe(201);
      expect(await foundUnder(demo, "huisarts", "verborgen")).toHaveLength(1);
      expect(await foundUnder(demo, "verzorgende", "verborgen")).toEqual([]);
      const answer = await create("verzorgende", "verborgen");
      expect(answer.status).toBe(201);
      expect(answer.body.id).not.toBe(hidden.body.id);
    });
  });

  describe("a conditional update", () => {
    const put = (who: string, number: string, change: object = {}, headers = {}) => demo.ask(who, "PUT", `Observation?${condition(number)}`, observation(number, change), headers);

    test("creates what isn't there, updates the one that is against its version, and refuses to choose", async () => {
      const created = await put("huisarts", "drie");
      expect(created.status).toBe(201);
      const unnamed = await put("huisarts", "drie", { status: "amended" });
      expect(unnamed.status).toBe(400);
      expect(faults(unnamed.body)).toEqual([expect.objectContaining({ rule: "if-match-required" })]);
      expect((await put("huisarts", "drie", { status: "amended" }, against("7"))).status).toBe(412);
      expect((await put("huisarts", "drie", { status: "amended", id: "anders" }, against("1"))).status).toBe(400);
      const updated = await put("huisarts", "drie", { status: "amended" }, against("1"));
      expect(updated).toMatchObject({ status: 200, body: { id: created.body.id, status: "amended", meta: { versionId: "2" } } });
      for (const _ of [1, 2]) await demo.ask("huisarts", "POST", "Observation", observation("vier"));
      expect((await put("huisarts", "vier", {}, against("1"))).status).toBe(412);
    });

    test("takes no id and no version for what isn't there", async () => {
      expect((await put("huisarts", "vijf", { id: "zelfgekozen" })).status).toBe(404);
      expect((await put("huisarts", "vijf", {}, against("1"))).status).toBe(412);
      expect((await demo.ask("huisarts", "PUT", "Patient?family=Onbekend", { resourceType: "Patient", name: [{ family: "Onbekend" }], birthDate: "1950-01-01" })).status).toBe(404);
      expect(await foundUnder(demo, "huisarts", "vijf")).toEqual([]);
    });

    test("that races another makes one resource", async () => {
      const answers = await Promise.all(Array.from({ length: 5 }, () => put("huisarts", "put-race")));
      expect(statusesOf(answers)).toEqual([201, 400, 400, 400, 400]);
      expect(await foundUnder(demo, "huisarts", "put-race")).toHaveLength(1);
    });

    test("own-part: goes no further than an update by id", async () => {
      const { number } = await storeObservation(demo, "wijkverpleegkundige");
      expect((await put("huisarts", number, {}, against("1"))).status).toBe(403);
    });
  });

  test("a conditional delete takes the one match, and none of several", async () => {
    const { path, number } = await storeObservation(demo, "huisarts");
    expect((await demo.ask("huisarts", "DELETE", `Observation?${condition(number)}`)).status).toBe(204);
    expect((await demo.ask("huisarts", "GET", path)).status).toBe(410);
    expect((await demo.ask("huisarts", "DELETE", `Observation?${condition(number)}`)).status).toBe(404);
    for (const _ of [1, 2]) await demo.ask("huisarts", "POST", "Observation", observation("zes"));
    expect((await demo.ask("huisarts", "DELETE", `Observation?${condition("zes")}`)).status).toBe(412);
    expect(await foundUnder(demo, "huisarts", "zes")).toHaveLength(2);
  });

  test("parallel updates of one version: one is stored, the others hear it, and no version is lost or skipped", async () => {
    const { id, path, number } = await storeObservation(demo, "huisarts");
    const answers = await Promise.all(["preliminary", "amended", "corrected", "cancelled"].map((status) => demo.ask("huisarts", "PUT", path, observation(number, { id, status }), against("1"))));
    expect(statusesOf(answers)).toEqual([200, 412, 412, 412]);
    const history = await demo.ask("huisarts", "GET", `${path}/_history`);
    expect(history.body.entry?.map(({ resource }) => resource?.meta?.versionId)).toEqual(["2", "1"]);
  });

  describe("a transaction", () => {
    const entry = (method: string, url: string, resource?: object, more: object = {}): object => ({ ...(resource !== undefined && { resource }), request: { method, url, ...more } });
    const statuses = (answer: Answer): readonly (string | undefined)[] | undefined => answer.body.entry?.map(({ response }) => response?.status?.slice(0, 3));
    const outcomeIn = (each: BundleEntry | undefined): OperationOutcome | undefined => each?.response?.outcome;

    test("deletes, creates, updates, patches and reads, each in its turn, answered in the order it was asked", async () => {
      const [gone, updated, patched] = [await storeObservation(demo, "huisarts"), await storeObservation(demo, "huisarts"), await storeObservation(demo, "huisarts")];
      const answer = await bundle(
        "huisarts",
        "transaction",
        entry("GET", `Observation?${condition("nieuw")}`),
        entry("PATCH", patched.path, replaceStatus("amended"), { ifMatch: 'W/"1"' }),
        entry("PUT", `Observation?${condition(updated.number)}`, observation(updated.number, { status: "corrected" }), { ifMatch: 'W/"1"' }),
        entry("POST", "Observation", observation("nieuw"), { ifNoneExist: condition("nieuw") }),
        entry("DELETE", `Observation?${condition(gone.number)}`),
        entry("GET", `${gone.path}/_history`),
      );
      expect(answer.status).toBe(200);
      expect(statuses(answer)).toEqual(["200", "200", "200", "201", "204", "200"]);
      expect(answer.body.entry?.[0]?.resource).toMatchObject({ resourceType: "Bundle", entry: [{ resource: { identifier: [{ value: "nieuw" }] } }] });
      expect((await demo.ask("huisarts", "GET", patched.path)).body).toMatchObject({ status: "amended" });
      expect((await demo.ask("huisarts", "GET", updated.path)).body).toMatchObject({ status: "corrected" });
    });

    test("says of each entry what was left out, and stores nothing for a patch that changes nothing", async () => {
      const { path } = await storeObservation(demo, "huisarts");
      const answer = await bundle("huisarts", "transaction", entry("POST", "Observation", { ...observation("geleend"), meta: { source: "https://elders.example" } }), entry("PATCH", path, replaceStatus("final"), { ifMatch: 'W/"1"' }));
      expect(statuses(answer)).toEqual(["201", "200"]);
      expect(outcomeIn(answer.body.entry?.[0])?.issue).toEqual([expect.objectContaining({ severity: "information", expression: ["Bundle.entry[0].resource.meta.source"] })]);
      expect(answer.body.entry?.[1]?.response).toMatchObject({ etag: 'W/"1"' });
    });

    test("one thing written twice on a condition is refused, not dropped", async () => {
      const before = storedCounts(demo);
      const twice = await bundle("huisarts", "transaction", ...[1, 2].map(() => entry("PUT", `Observation?${condition("dubbel")}`, observation("dubbel"))));
      expect(twice.status).toBe(400);
      expect(faults(twice.body)).toEqual([expect.objectContaining({ expression: "Bundle.entry[1].request.url" })]);
      const alike = await bundle("huisarts", "transaction", entry("PUT", `Observation?${condition("dubbel")}`, observation("dubbel")), entry("POST", "Observation", observation("dubbel"), { ifNoneExist: `${condition("dubbel")}&status=final` }));
      expect(alike.status).toBe(412);
      expect(storedCounts(demo)).toEqual(before);
      const { path, number, id } = await storeObservation(demo, "huisarts");
      const both = await bundle("huisarts", "transaction", entry("PUT", path, observation(number, { id }), { ifMatch: 'W/"1"' }), entry("PATCH", `Observation?${condition(number)}`, replaceStatus("amended"), { ifMatch: 'W/"1"' }));
      expect(both.status).toBe(400);
      expect((await demo.ask("huisarts", "GET", path)).body.meta?.versionId).toBe("1");
    });

    test("that races another on one condition makes one resource", async () => {
      const answers = await Promise.all(Array.from({ length: 4 }, () => bundle("huisarts", "transaction", entry("POST", "Observation", observation("bundel-race"), { ifNoneExist: condition("bundel-race") }))));
      expect(answers.map((answer) => Number(statuses(answer)?.[0])).toSorted(ascending)).toEqual([200, 200, 200, 201]);
      expect(await foundUnder(demo, "huisarts", "bundel-race")).toHaveLength(1);
    });

    test("low-effort: the same set sent twice at once makes nothing double", async () => {
      const set = [observation("set-1"), observation("set-2")].map((resource) => entry("POST", "Observation", resource));
      const answers = await Promise.all(Array.from({ length: 4 }, () => bundle("huisarts", "transaction", ...set)));
      expect(answers.map((answer) => statuses(answer)?.join()).toSorted((one = "", other = "") => one.localeCompare(other))).toEqual(["200,200", "200,200", "200,200", "201,201"]);
      expect(await foundUnder(demo, "huisarts", "set-1")).toHaveLength(1);
      expect(await foundUnder(demo, "huisarts", "set-2")).toHaveLength(1);
    });

    test("refers by search, in its body by BSN too, to what the caller may see", async () => {
      const byBsn = { reference: `Patient?identifier=http://fhir.nl/fhir/NamingSystem/bsn|${mainBsn}` };
      const answer = await bundle("huisarts", "transaction", entry("POST", "Observation", observation("verwezen", { subject: byBsn })));
      expect(statuses(answer)).toEqual(["201"]);
      expect(await foundUnder(demo, "huisarts", "verwezen")).toMatchObject([{ subject }]);
      expect(answer.text).not.toContain(mainBsn);
      const refused = async (who: string, reference: string, status: number, rule?: string): Promise<string> => {
        const refusal = await bundle(who, "transaction", entry("POST", "Observation", observation("nergens", { subject: { reference } })));
        expect(refusal.status).toBe(status);
        expect(faults(refusal.body)).toContainEqual(expect.objectContaining(rule === undefined ? {} : { rule, expression: "Bundle.entry[0].resource.subject" }));
        expect(refusal.text).not.toContain(mainBsn);
        return refusal.text;
      };
      const hidden = await refused("huisarts-elders", byBsn.reference, 422, "reference");
      expect(await refused("huisarts-elders", "Patient?identifier=http://fhir.nl/fhir/NamingSystem/bsn|999990019", 422, "reference")).toBe(hidden);
      await refused("huisarts", "Patient?gender=male", 412);
      await refused("huisarts", "Patient?schoenmaat=43", 400);
      expect(await foundUnder(demo, "huisarts", "nergens")).toEqual([]);
    });

    test("a patch that doesn't apply takes everything with it, and says where it stands", async () => {
      const { path } = await storeObservation(demo, "huisarts");
      const before = storedCounts(demo);
      const answer = await bundle("huisarts", "transaction", entry("POST", "Observation", observation("mee")), entry("PATCH", path, fhirPath(operation("replace", "Observation.method", { name: "value", valueString: "x" })), { ifMatch: 'W/"1"' }));
      expect(answer.status).toBe(422);
      expect(faults(answer.body)).toEqual([expect.objectContaining({ expression: "Bundle.entry[1].resource.parameter[0]" })]);
      expect(storedCounts(demo)).toEqual(before);
    });
  });

  test("a batch patches and creates on conditions, each entry by itself", async () => {
    const { path } = await storeObservation(demo, "huisarts");
    const data = Buffer.from(JSON.stringify([{ op: "replace", path: "/status", value: "amended" }])).toString("base64");
    const answer = await bundle(
      "huisarts",
      "batch",
      { resource: { resourceType: "Binary", contentType: "application/json-patch+json", data }, request: { method: "PATCH", url: path, ifMatch: 'W/"1"' } },
      { resource: { ...observation("batch"), meta: { source: "https://elders.example" } }, request: { method: "POST", url: "Observation", ifNoneExist: condition("batch") } },
      { resource: observation("batch"), request: { method: "POST", url: "Observation", ifNoneExist: condition("batch") } },
    );
    expect(answer.body.entry?.map(({ response }) => response?.status)).toEqual(["200", "201", "200"]);
    expect(answer.body.entry?.[1]?.response?.outcome).toMatchObject({ issue: [{ severity: "information" }] });
    expect(await foundUnder(demo, "huisarts", "batch")).toHaveLength(1);
  });

  test("no-row-no-access: a condition asks no more than the scopes of the token reach", async () => {
    const claims = decodeJwt(await demo.token("huisarts"));
    const key = await importJWK(demo.runtime.keys.token, "ES384");
    const asks = async (scope: string, method: string, path: string, headers: Readonly<Record<string, string>> = {}): Promise<number> => {
      const token = await new SignJWT({ ...claims, scope }).setProtectedHeader({ alg: "ES384", typ: "at+jwt", kid: demo.runtime.keys.token.kid ?? "" }).sign(key);
      return (await demo.ask(undefined, method, path, observation("bereik"), { authorization: `Bearer ${token}`, ...headers })).status;
    };
    const unless = { "if-none-exist": condition("bereik") };
    expect(await asks("system/Observation.c", "POST", "Observation", unless)).toBe(403);
    expect(await asks("system/Observation.us", "POST", "Observation", unless)).toBe(403);
    expect(await asks("system/Observation.u", "PUT", `Observation?${condition("bereik")}`)).toBe(403);
    expect(await asks("system/Observation.us", "PUT", `Observation?${condition("bereik")}`)).toBe(403);
    expect(await foundUnder(demo, "huisarts", "bereik")).toEqual([]);
    expect(await asks("system/Observation.cus", "PUT", `Observation?${condition("bereik")}`)).toBe(201);
    expect(await asks("system/Observation.cs", "POST", "Observation", { "if-none-exist": "patient:Patient.gender=male" })).toBe(403);
  });

  test("audit: a condition stands in the log by the names of its parameters, never by its values", async () => {
    const answer = await demo.ask("huisarts", "PUT", `Observation?${condition("gelogd")}`, observation("gelogd"));
    const [event] = auditOf(demo, answer.headers);
    expect(JSON.stringify(event?.entity)).toContain(Buffer.from("identifier").toString("base64"));
    expect(JSON.stringify(event)).not.toContain("gelogd");
    expect(JSON.stringify(event)).not.toContain(Buffer.from("gelogd").toString("base64").slice(0, 6));
  });

  test("metadata says what is there", async () => {
    const { rest } = (await demo.ask(undefined, "GET", "metadata")).body as unknown as { rest: readonly [{ resource: readonly Record<string, unknown>[] }] };
    const of = (type: string) => rest[0].resource.find((resource) => resource["type"] === type);
    expect(of("Observation")).toMatchObject({ conditionalCreate: true, conditionalUpdate: true, conditionalDelete: "single", interaction: expect.arrayContaining([{ code: "patch" }]) });
    expect(of("Patient")).toMatchObject({ conditionalCreate: false, conditionalUpdate: true, conditionalDelete: "not-supported" });
    expect(of("Bundle")).toMatchObject({ conditionalCreate: false, conditionalUpdate: false, conditionalDelete: "not-supported", interaction: expect.not.arrayContaining([{ code: "patch" }]) });
  });
});
