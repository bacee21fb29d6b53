import { mainBsn, mainPatient } from "@wijkverband/server";
import { hashEvent } from "@wijkverband/store";
import type { AuditEvent } from "hl7-fhir-r4-types";
import { beforeAll, describe, expect, test } from "vitest";
import { faults, type Answer } from "../harness.ts";
import { auditOf } from "../stored.ts";
import { useDemo } from "../use-demo.ts";

const form = { "content-type": "application/x-www-form-urlencoded" };
const log = "AuditEvent?patient=willem-voorbeeld";
const eventsIn = ({ body }: Answer): readonly AuditEvent[] => (body.entry ?? []).map(({ resource }) => resource as AuditEvent);

describe("audit: the log can be read by the patient and the own practice, and written by nobody", () => {
  const demo = useDemo();
  beforeAll(async () => {
    await demo.ask("post-huisarts", "GET", `${mainPatient}/$palliative-handover`);
    await demo.ask("post-huisarts-elders", "GET", mainPatient);
    await demo.ask("huisarts", "GET", "Consent/willem-limiet-reanimatie");
  });

  /** The id of the newest event about the patient. */
  const newest = async (): Promise<string> => eventsIn(await demo.ask("patient", "GET", `${log}&_count=1`))[0]?.id ?? "";

  test.each(["patient", "mantelzorger", "huisarts", "poh", "doktersassistent"])("%s reads the log of the patient, newest first, refusals included", async (who) => {
    const answer = await demo.ask(who, "GET", log);
    expect(answer.status).toBe(200);
    const events = eventsIn(answer);
    const times = events.map(({ recorded }) => recorded ?? "");
    expect(times).toEqual(times.toSorted().toReversed());
    expect(events.some(({ agent, outcome }) => outcome === "4" && agent.some(({ name }) => name === "E. Nacht"))).toBe(true);
    for (const { entity } of events) expect(entity?.some(({ what, role }) => role?.code === "1" && what?.reference === mainPatient)).toBe(true);
    expect((await demo.ask(who, "GET", `AuditEvent/${events[0]?.id}`)).body).toEqual({ ...events[0] });
  });

  test.each(["post-huisarts", "post-huisarts-elders", "huisarts-elders", "wijkverpleegkundige", "apotheker", "waarnemer", "zcc-triagist", "rho-analist"])(
    "stranger: for %s the log is empty, and each event isn't there, as for a patient who isn't",
    async (who) => {
      const id = await newest();
      const [there, notThere] = [await demo.ask(who, "GET", log), await demo.ask(who, "GET", "AuditEvent?patient=onbekend-xxxxxxxx")];
      expect(there.status).toBe(200);
      expect({ ...there.body, link: undefined }).toEqual({ ...notThere.body, link: undefined });
      expect(there.body.entry).toBeUndefined();
      const [event, noEvent] = [await demo.ask(who, "GET", `AuditEvent/${id}`), await demo.ask(who, "GET", `AuditEvent/${id.replace(/^\w{4}/, "0000")}`)];
      expect([event.status, noEvent.status]).toEqual([404, 404]);
      expect(faults(event.body)).toEqual(faults(noEvent.body));
    },
  );

  test("an event that is about no patient is nobody's to read", async () => {
    const answer = await demo.ask("huisarts", "GET", "Onzin/1");
    const [event] = auditOf(demo, answer.headers);
    expect(event?.entity?.some(({ role }) => role?.code === "1")).toBe(false);
    const [place] = await chained((json) => json.includes(answer.headers.get("x-request-id") ?? "-"));
    expect((await demo.ask("huisarts", "GET", `AuditEvent/${place?.chain}-${place?.sequence}`)).status).toBe(404);
  });

  async function chained(wanted: (json: string) => boolean): Promise<readonly { chain: string; sequence: number; previous: string; hash: string; json: string }[]> {
    const found = [];
    for await (const event of demo.runtime.house.store.auditChain()) if (wanted(event.json)) found.push(event);
    return found;
  }

  test("what is served is what was chained, with its place as id", async () => {
    const { text, body } = await demo.ask("patient", "GET", `AuditEvent/${await newest()}`);
    const [event] = await chained((json) => text.endsWith(json.slice('{"resourceType":"AuditEvent",'.length)));
    expect(body.id).toBe(`${event?.chain}-${event?.sequence}`);
    expect(hashEvent(event?.previous ?? "", text.replace(`"id":"${body.id}",`, ""))).toBe(event?.hash);
  });

  test("reading the log is logged: by search, by id, and when it is refused", async () => {
    for (const [who, path, expected] of [
      ["patient", log, { subtype: [{ code: "search-type" }], outcome: "0" }],
      ["patient", `AuditEvent/${await newest()}`, { subtype: [{ code: "read" }], outcome: "0" }],
      ["apotheker", `AuditEvent/${await newest()}`, { subtype: [{ code: "read" }], outcome: "4", outcomeDesc: "404 stranger" }],
      ["apotheker", log, { type: { code: "110113" }, subtype: [{ code: "search-type" }], outcome: "4", outcomeDesc: "404 stranger" }],
    ] as const) {
      const events = auditOf(demo, (await demo.ask(who, "GET", path)).headers);
      expect(events).toHaveLength(1);
      expect(events[0]).toMatchObject(expected);
      expect(events[0]?.entity?.some(({ what, role }) => role?.code === "1" && what?.reference === mainPatient)).toBe(true);
    }
  });

  const event = { resourceType: "AuditEvent", recorded: "2026-11-24T02:00:00Z", type: { code: "rest" }, agent: [{ requestor: true }], source: { observer: { display: "ik" } } };
  const patch = { resourceType: "Parameters", parameter: [{ name: "operation", part: [{ name: "type", valueCode: "delete" }, { name: "path", valueString: "AuditEvent.outcome" }] }] };
  const bodyOf = (method: string, url: string): object => (method === "PATCH" ? patch : { ...event, ...(method === "PUT" && url.includes("/") && { id: url.split("/")[1] }) });
  const bundle = (type: string, method: string, url: string) => ({ resourceType: "Bundle", type, entry: [{ ...(method !== "DELETE" && { resource: bodyOf(method, url) }), request: { method, url, ifMatch: 'W/"1"' } }] });

  describe.each(["patient", "huisarts", "his-systeem", "doktersassistent", "post-huisarts-elders", "rho-analist"])("%s", (who) => {
    test.each<readonly [method: string, where: string]>([["POST", ""], ["PUT", "/x"], ["PATCH", "/x"], ["DELETE", "/x"], ["PUT", "?date=2026"], ["PATCH", "?date=2026"], ["DELETE", "?date=2026"]])("can't %s AuditEvent%s: 405", async (method, where) => {
      const path = `AuditEvent${where === "/x" ? `/${await newest()}` : where}`;
      const alone = await demo.ask(who, method, path, method === "DELETE" ? undefined : bodyOf(method, path), { "if-match": 'W/"1"' });
      expect({ status: alone.status, type: alone.body.resourceType }).toEqual({ status: 405, type: "OperationOutcome" });
      expect(alone.headers.get("allow")).not.toMatch(new RegExp(method === "POST" ? "PUT|PATCH|DELETE" : method));
      const batch = await demo.ask(who, "POST", "", bundle("batch", method, path));
      expect(batch.body.entry?.[0]?.response).toMatchObject({ status: expect.stringMatching(/^405/) as string, outcome: { resourceType: "OperationOutcome" } });
      const transaction = await demo.ask(who, "POST", "", bundle("transaction", method, path));
      expect({ status: transaction.status, type: transaction.body.resourceType }).toEqual({ status: 405, type: "OperationOutcome" });
    });
  });

  test.each([
    ["without a patient", "AuditEvent"],
    ["by time alone", "AuditEvent?date=2026-11-24"],
    ["of two patients", `${log},patient-1`],
    ["of a patient twice", `${log}&patient=patient-1`],
    ["of something else", "AuditEvent?patient=Group/x"],
    ["by an agent", `${log}&agent=PractitionerRole/x`],
    ["by a parameter that isn't", `${log}&onzin=1`],
    ["by a chain", "AuditEvent?patient.identifier=x"],
    ["with includes", `${log}&_include=AuditEvent:patient`],
    ["in another order", `${log}&_sort=date`],
    ["counted", `${log}&_total=accurate`],
    ["as a number only", `${log}&_summary=count`],
    ["by a system", `${log}&outcome=http://example.org|0`],
    ["by a date near", `${log}&date=ap2026-11-24`],
    ["by an id", `${log}&_id=x`],
    ["with a made-up cursor", "AuditEvent?_cursor=abc"],
  ])("the log isn't searched %s: 400", async (_title, path) => {
    const answer = await demo.ask("huisarts", "GET", path);
    expect(answer.status).toBe(400);
    expect(answer.body.resourceType).toBe("OperationOutcome");
  });

  test("without a patient the refusal says what is needed, and lenient handling changes nothing", async () => {
    const answer = await demo.ask("huisarts", "GET", "AuditEvent", undefined, { prefer: "handling=lenient" });
    expect(answer.status).toBe(400);
    expect(answer.text).toContain("search parameter patient: the log is read of one patient: patient=<id> is needed");
  });

  test.each<readonly [string, string, (event: AuditEvent) => boolean]>([
    ["outcome", "outcome=4", ({ outcome }) => outcome === "4"],
    ["action", "action=R", ({ action }) => action === "R"],
    ["subtype", "subtype=palliative-handover", ({ subtype }) => subtype?.some(({ code }) => code === "palliative-handover") === true],
    ["a day", "date=2026-11-24", ({ recorded }) => recorded.startsWith("2026-11-24")],
    ["a period", "date=ge2026-11-24T02:30:00Z&date=lt2026-11-24T03:30:00Z", ({ recorded }) => recorded === "2026-11-24T03:00:00.000Z"],
  ])("the log is searched by %s", async (_title, query, wanted) => {
    demo.now = new Date("2026-11-24T03:00:00Z");
    await demo.ask("huisarts", "GET", mainPatient);
    demo.now = new Date("2026-11-25T12:00:00Z");
    const all = eventsIn(await demo.ask("huisarts", "GET", `${log}&_count=200`));
    const found = eventsIn(await demo.ask("huisarts", "GET", `${log}&${query}&_count=200`));
    expect(found.length).toBeGreaterThan(0);
    expect(found.length).toBeLessThan(all.length);
    expect(found.every(wanted)).toBe(true);
    expect(found.map(({ id }) => id)).toEqual(expect.arrayContaining(all.filter(wanted).map(({ id }) => id)));
  });

  test("a period without events is empty", async () => {
    expect((await demo.ask("patient", "GET", `${log}&date=lt2000`)).body.entry).toBeUndefined();
  });

  test("POST _search asks the same, and pages follow each other for the same caller only", async () => {
    const first = await demo.ask("patient", "POST", "AuditEvent/_search", "patient=Patient%2Fwillem-voorbeeld&_count=2&_sort=-date", form);
    expect(first.status).toBe(200);
    const next = first.body.link?.find(({ relation }) => relation === "next")?.url ?? "";
    const path = next.slice(`${demo.url}/fhir/`.length);
    const ids = [...eventsIn(first), ...eventsIn(await demo.ask("patient", "GET", path))].map(({ id }) => id);
    expect(new Set(ids).size).toBe(4);
    expect((await demo.ask("huisarts", "GET", path)).status).toBe(400);
    expect((await demo.ask("huisarts", "POST", "AuditEvent/_search", { patient: "willem-voorbeeld" })).status).toBe(415);
  });

  test("a BSN isn't a patient's id, in a form either", async () => {
    const answer = await demo.ask("huisarts", "POST", "AuditEvent/_search", `patient=${mainBsn}`, form);
    expect(answer.text).not.toContain(mainBsn);
    for (const left of auditOf(demo, answer.headers)) expect(JSON.stringify(left)).not.toContain(mainBsn);
  });

  test("what the server says of the log is what it does", async () => {
    const metadata = (await (await fetch(`${demo.url}/fhir/metadata`)).json()) as { rest: { resource: { type: string; interaction: { code: string }[]; searchParam: { name: string }[]; versioning: string }[] }[] };
    const said = metadata.rest[0]?.resource.find(({ type }) => type === "AuditEvent");
    expect(said).toMatchObject({ versioning: "no-version" });
    expect(said?.interaction.map(({ code }) => code).toSorted()).toEqual(["read", "search-type"]);
    expect(said?.searchParam.map(({ name }) => name)).toEqual(["action", "date", "outcome", "patient", "subtype"]);
  });
});
