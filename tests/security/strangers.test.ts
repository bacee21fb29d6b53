import { storedTypes } from "@wijkverband/fhir";
import { mainBsn, mainPatient, storyBsn } from "@wijkverband/server";
import { beforeAll, describe, expect, test } from "vitest";
import { byBsn, type Answer } from "../harness.ts";
import { useDemo } from "../use-demo.ts";

const strangers = ["huisarts-elders", "post-huisarts-elders", "wijkverpleegkundige-elders", "rho-analist"] as const;

/** What a caller can tell an answer by; the request id and the hour say nothing of anybody. */
function seen({ status, headers, text }: Answer): object {
  return { status, headers: Object.fromEntries([...headers].filter(([name]) => name !== "x-request-id" && name !== "date")), text };
}

const demo = useDemo();

describe.each(strangers)("stranger: to %s the main patient doesn't exist", (who) => {
  /** Of each type a resource of the patient's record. */
  let record: readonly { readonly type: string; readonly id: string; readonly versionId: string }[];
  beforeAll(async () => {
    const stored = await demo.runtime.house.store.record(mainPatient.slice("Patient/".length));
    record = [...new Map(stored.map(({ type, id, versionId }) => [type, { type, id, versionId }])).values()];
  });

  /** Asks the same of what is there and of what isn't. The unknown id is as long, so that only the answer can differ. */
  async function expectSame(method: string, path: (id: string) => string, id: string, body?: (id: string) => object, headers?: Readonly<Record<string, string>>): Promise<Answer> {
    const unknown = "onbekend".padEnd(id.length, "x").slice(0, id.length);
    const [there, notThere] = [await demo.ask(who, method, path(id), body?.(id), headers), await demo.ask(who, method, path(unknown), body?.(unknown), headers)];
    expect(seen(there)).toEqual(seen(notThere));
    return there;
  }

  test("reading, its versions and its history", async () => {
    expect(record.length).toBeGreaterThan(15);
    for (const { type, id, versionId } of record) {
      expect((await expectSame("GET", (each) => `${type}/${each}`, id)).status).toBe(404);
      expect((await expectSame("GET", (each) => `${type}/${each}/_history`, id)).status).toBe(404);
      expect((await expectSame("GET", (each) => `${type}/${each}/_history/${versionId}`, id)).status).toBe(404);
      await expectSame("HEAD", (each) => `${type}/${each}`, id);
    }
  });

  test("writing by id, with and without If-Match, and deleting", async () => {
    for (const { type, id, versionId } of record) {
      const body = (each: string) => ({ resourceType: type, id: each });
      await expectSame("PUT", (each) => `${type}/${each}`, id, body, { "if-match": `W/"${versionId}"` });
      await expectSame("PUT", (each) => `${type}/${each}`, id, body, { "if-match": 'W/"9"' });
      await expectSame("PUT", (each) => `${type}/${each}`, id, body);
      await expectSame("DELETE", (each) => `${type}/${each}`, id);
    }
    expect((await demo.ask("huisarts", "GET", mainPatient)).status).toBe(200);
  });

  test("in XML too: reading, writing, searching and asking, by id and by number", async () => {
    const xml = { accept: "application/fhir+xml", "content-type": "application/fhir+xml" };
    const ns = 'xmlns="http://hl7.org/fhir"';
    const unknown = "onbekend".padEnd(mainPatient.length - "Patient/".length, "x");
    const ids = [mainPatient.slice("Patient/".length), unknown];
    const numbers = [mainBsn, "999990007"];
    const parameters = (bsn: string): string => `<Parameters ${ns}><parameter><name value="identifier"/><valueIdentifier><system value="http://fhir.nl/fhir/NamingSystem/bsn"/><value value="${bsn}"/></valueIdentifier></parameter></Parameters>`;
    const asks: readonly (readonly [method: string, paths: readonly string[], bodies?: readonly string[]])[] = [
      ["GET", ids.map((id) => `Patient/${id}`)],
      ["PUT", ids.map((id) => `Patient/${id}`), ids.map((id) => `<Patient ${ns}><id value="${id}"/><gender value="male"/></Patient>`)],
      ["POST", ["Observation", "Observation"], ids.map((id) => `<Observation ${ns}><status value="final"/><code><text value="x"/></code><subject><reference value="Patient/${id}"/></subject></Observation>`)],
      ["GET", ids.map((id) => `Patient/${id}/$responsible-gp`)],
      ["GET", ids.map((id) => `Patient/${id}/$gp-timeline`)],
      ...["$palliative-handover", "$responsible-gp", "$assemble-handover", "$cover", "$dossier-package", "$access-log"].map((code) => ["POST", numbers.map(() => `Patient/${code}`), numbers.map(parameters)] as const),
    ];
    for (const [method, paths, bodies] of asks) {
      const [there, notThere] = await Promise.all(paths.map((path, index) => demo.ask(who, method, path, bodies?.[index], xml)));
      expect(there!.status, `${method} ${paths[0]}`).toBeGreaterThanOrEqual(400);
      expect(there!.headers.get("content-type")).toBe("application/fhir+xml; charset=utf-8");
      expect(seen(there!)).toEqual(seen(notThere!));
    }
    const found = await demo.ask(who, "GET", `Patient?_id=${ids[0]}`, undefined, xml);
    expect([found.status, found.text.includes("<total") || found.text.includes("<entry>")]).toEqual([200, false]);
  });

  test("patching, and every way to write on a condition", async () => {
    const replace = { resourceType: "Parameters", parameter: [{ name: "operation", part: [{ name: "type", valueCode: "delete" }, { name: "path", valueString: "status" }] }] };
    const transaction = (resource: object | undefined, request: object): object => ({ resourceType: "Bundle", type: "transaction", entry: [{ ...(resource !== undefined && { resource }), request }] });
    for (const { type, id, versionId } of record) {
      const known = { "if-match": `W/"${versionId}"` };
      const wherever = (each: string): string => `${type}?_id=${each}`;
      for (const headers of [known, {}]) {
        await expectSame("PATCH", (each) => `${type}/${each}`, id, () => replace, headers);
        await expectSame("PATCH", wherever, id, () => replace, headers);
        await expectSame("PUT", wherever, id, (each) => ({ resourceType: type, id: each }), headers);
        await expectSame("PUT", wherever, id, () => ({ resourceType: type }), headers);
        await expectSame("DELETE", wherever, id, undefined, headers);
      }
      await expectSame("POST", () => "", id, (each) => transaction({ resourceType: type }, { method: "POST", url: type, ifNoneExist: `_id=${each}` }));
      await expectSame("POST", () => "", id, (each) => transaction(replace, { method: "PATCH", url: wherever(each), ifMatch: known["if-match"] }));
      await expectSame("POST", () => "", id, (each) => transaction({ resourceType: type }, { method: "PUT", url: wherever(each), ifMatch: known["if-match"] }));
      await expectSame("POST", () => "", id, (each) => transaction(undefined, { method: "DELETE", url: wherever(each) }));
      await expectSame("POST", () => "", id, (each) => transaction({ resourceType: "Observation", status: "final", code: { text: "x" }, subject: { reference: mainPatient }, hasMember: [{ reference: wherever(each) }] }, { method: "POST", url: "Observation" }));
    }
    expect((await demo.ask("huisarts", "GET", mainPatient)).status).toBe(200);
  });

  test("every operation, on an id and by BSN", async () => {
    const reason = { name: "reason", valueString: "zomaar" };
    const gp = { name: "gp", valueReference: { reference: "PractitionerRole/eva-fictief-huisarts" } };
    for (const [operation, more] of [["$palliative-handover", []], ["$responsible-gp", []], ["$assemble-handover", []], ["$publish-handover", []], ["$withdraw-handover", [reason]], ["$assign-gp", [gp]]] as const) {
      const parameters = { resourceType: "Parameters", ...(more.length > 0 && { parameter: more }) };
      const id = mainPatient.slice("Patient/".length);
      expect((await expectSame("POST", (each) => `Patient/${each}/${operation}`, id, () => parameters)).status).toBe(404);
      await expectSame("GET", (each) => `Patient/${each}/${operation}`, id);
      const [there, notThere] = [await demo.ask(who, "POST", `Patient/${operation}`, byBsn(mainBsn, ...more)), await demo.ask(who, "POST", `Patient/${operation}`, byBsn(storyBsn, ...more))];
      expect(there.status).toBe(404);
      expect(seen(there)).toEqual(seen(notThere));
    }
  });

  test("the night page tells no more than the answer in JSON", async () => {
    const html = { accept: "text/html" };
    expect((await expectSame("GET", (each) => `Patient/${each}/$palliative-handover`, mainPatient.slice("Patient/".length), undefined, html)).status).toBe(404);
  });

  const aboutPatients = storedTypes.filter(({ kind }) => kind !== "directory" && kind !== "log");
  const byPatient = aboutPatients.filter(({ patient }) => patient !== "self" && patient.some((path) => path === "subject" || path === "patient"));

  test("searching: 200 and empty", async () => {
    for (const { type } of aboutPatients) {
      const answer = await demo.ask(who, "GET", `${type}?_count=50`);
      expect(answer.status).toBe(200);
      // what one may be notified of is about nobody, and everybody's to read
      expect((answer.body.entry ?? []).filter(({ resource }) => !resource?.id?.startsWith("topic-"))).toEqual([]);
    }
    for (const { type } of byPatient) {
      const there = await demo.ask(who, "GET", `${type}?patient=willem-voorbeeld`);
      const notThere = await demo.ask(who, "GET", `${type}?patient=onbekend-xxxxxxx`);
      expect(there.body.entry).toBeUndefined();
      expect({ ...there.body, link: undefined }).toEqual({ ...notThere.body, link: undefined });
      expect(there.headers.get("content-length")).toBe(notThere.headers.get("content-length"));
    }
  });

  test("searching by BSN, by _id, by chain, by include and with a total", async () => {
    const form = { "content-type": "application/x-www-form-urlencoded" };
    const bsn = async (value: string) => demo.ask(who, "POST", "Patient/_search", new URLSearchParams({ identifier: `http://fhir.nl/fhir/NamingSystem/bsn|${value}` }).toString(), form);
    const there = await bsn(mainBsn);
    expect(there.status).toBe(200);
    expect(there.body.entry).toBeUndefined();
    expect(seen(there)).toEqual(seen(await bsn(storyBsn)));
    for (const path of [
      "Patient?_id=willem-voorbeeld",
      "Consent?_id=willem-limiet-reanimatie",
      "Consent?patient:Patient.family=Voorbeeld",
      "PractitionerRole?_id=eva-fictief-huisarts&_revinclude=ServiceRequest:requester",
      "Encounter?reason-reference:Procedure.code=713603004",
      "Patient?_id=willem-voorbeeld&_revinclude=*",
      "PractitionerRole?_id=eva-fictief-huisarts&_revinclude:iterate=*&_include:iterate=*",
      "Consent?category:not-in=https://wijkverband.example/fhir/ValueSet/icd-product",
      "Observation?code:text=a&_sort=value-quantity,-code",
      "Observation?combo-code-value-concept:missing=true",
    ]) {
      const answer = await demo.ask(who, "GET", `${path}&_total=accurate`);
      expect([200, 400]).toContain(answer.status);
      expect(answer.text.replace(encodeURIComponent("willem"), "")).not.toMatch(/"id":"willem/);
      expect(answer.body.total ?? 0).toBe(answer.body.entry?.filter(({ search }) => search?.mode === "match").length ?? 0);
    }
  });

  test("batches: each entry as if asked by itself", async () => {
    const batch = (id: string) => ({ resourceType: "Bundle", type: "batch", entry: [{ request: { method: "GET", url: `Patient/${id}` } }, { request: { method: "GET", url: `Consent?patient=${id}` } }, { request: { method: "GET", url: `Patient/${id}/$responsible-gp` } }] });
    const there = await demo.ask(who, "POST", "", batch("willem-voorbeeld"));
    expect(there.status).toBe(200);
    expect(there.body.entry?.map(({ response }) => response?.status)).toEqual(["404", "200", "404"]);
    const notThere = await demo.ask(who, "POST", "", batch("onbekend-xxxxxxx"));
    expect(there.text).toBe(notThere.text.replaceAll("onbekend-xxxxxxx", "willem-voorbeeld"));
  });

  test("writing about the patient", async () => {
    const observation = (id: string) => ({ resourceType: "Observation", status: "final", code: { text: "iets" }, subject: { reference: `Patient/${id}` } });
    expect((await expectSame("POST", () => "Observation", mainPatient.slice("Patient/".length), observation)).status).toBeGreaterThanOrEqual(400);
    await expectSame("POST", () => "", mainPatient.slice("Patient/".length), (id) => ({ resourceType: "Bundle", type: "transaction", entry: [{ resource: observation(id), request: { method: "POST", url: "Observation" } }] }));
  });
});

describe("stranger: registering a patient tells nobody whether he is known", () => {
  const patient = (bsn: string) => ({ resourceType: "Patient", identifier: [{ system: "http://fhir.nl/fhir/NamingSystem/bsn", value: bsn }], name: [{ text: "Een Naam", family: "Naam" }], birthDate: "1950-01-01" });
  const withoutChance = (answer: Answer): object => {
    const { id = "", meta: _meta, ...task } = answer.body;
    const headers = [...answer.headers].filter(([name]) => name !== "x-request-id" && name !== "date").map(([name, value]) => [name, value.replace(id, "<id>")] as const);
    return { status: answer.status, headers: Object.fromEntries(headers), task };
  };

  test.each(["huisarts", "huisarts-elders"])("%s gets the same 202 and Task for a known BSN, one registered elsewhere and a new one", async (who) => {
    const known = await demo.ask(who, "POST", "Patient", patient(mainBsn));
    const fresh = await demo.ask(who, "POST", "Patient", patient(who === "huisarts" ? storyBsn : "999990007"));
    expect(known.status).toBe(202);
    expect(known.body.resourceType).toBe("Task");
    expect(withoutChance(known)).toEqual(withoutChance(fresh));
    expect((await demo.ask(who, "GET", `Task/${known.body.id}`)).status).toBe(200);
    expect((await demo.ask(who, "GET", `Task/${fresh.body.id}`)).status).toBe(200);
  });

  test.each([["huisarts", "role-poh"], ["huisarts", "eva-fictief-huisarts"], ["huisarts-elders", "role-huisarts-elders"], ["huisarts-elders", "niemand"]])("so it is for %s with $assign-gp, naming %s", async (who, role) => {
    const register = (bsn: string) => demo.ask(who, "POST", "Patient/$assign-gp", { resourceType: "Parameters", parameter: [{ name: "patient", resource: patient(bsn) }, { name: "gp", valueReference: { reference: `PractitionerRole/${role}` } }, { name: "kind", valueCode: "passant" }] });
    const known = await register(mainBsn);
    const fresh = await register(who === "huisarts" ? "999990019" : "999990020");
    const elsewhere = await register("999990007");
    expect(known.status).toBe(/huisarts/.test(role) ? 202 : 422);
    expect(withoutChance(known)).toEqual(withoutChance(fresh));
    expect(withoutChance(elsewhere)).toEqual(withoutChance(fresh));
  });

  test("the practice that has the patient finds the attempt in its log", async () => {
    const log = await demo.ask("patient", "GET", `${mainPatient}/$access-log`);
    expect(log.status).toBe(200);
    expect(log.text).toContain("Huisartsenpraktijk Elders");
    expect(log.text).toContain("vroeg een inschrijving of wees een vaste huisarts aan");
  });

  test("the known patient stayed who and where he was", async () => {
    expect((await demo.ask("huisarts", "GET", mainPatient)).body).toMatchObject({ name: [{ family: expect.not.stringMatching(/^Naam$/) as string }], meta: { versionId: "1" } });
    expect((await demo.ask("huisarts-elders", "GET", mainPatient)).status).toBe(404);
  });
});
