import { mainBsn, mainPatient } from "@wijkverband/server";
import type { Bundle, BundleEntry, Composition, Parameters, Resource, Task } from "hl7-fhir-r4-types";
import { beforeAll, describe, expect, test } from "vitest";
import { contactDocument, elsewhere, named, night, report, waiting, type ContactOptions } from "../contact.ts";
import { byBsn, faults, type Answer } from "../harness.ts";
import { auditEventsOf, storedCounts } from "../stored.ts";
import { useDemo } from "../use-demo.ts";

const demo = useDemo();

const given = (values: Readonly<Record<string, object>>): Parameters => ({ resourceType: "Parameters", parameter: Object.entries(values).map(([name, value]) => ({ name, ...value })) });
/** Changes the resource at a place of the document. */
const at = (place: number, change: object): ContactOptions => ({ spoil: (document) => ({ ...document, entry: (document.entry ?? []).map((entry, index): BundleEntry => (index === place ? { ...entry, resource: { ...entry.resource, ...change } as Resource } : entry)) }) });
const plus = (resource: object): ContactOptions => ({ spoil: (document) => ({ ...document, entry: [...(document.entry ?? []), { fullUrl: "urn:uuid:00000000-0000-4000-8000-000000000099", resource: resource as Resource }] }) });
const urgencyless = (document: Bundle): Bundle => ({ ...document, entry: (document.entry ?? []).map((entry, index) => (index === 0 ? { ...entry, resource: { ...(entry.resource as Composition), extension: [] } } : entry)) });

describe("return: what isn't taken, and why", () => {
  // oxfmt-ignore
  const refused: readonly (readonly [title: string, options: ContactOptions, status: number, rule: string, expression: RegExp])[] = [
    ["no urgency",                        { spoil: urgencyless },                                                       422, "return",      /entry\[0\]\.resource\.extension/],
    ["an urgency that isn't one",         { urgency: "U6" },                                                            422, "return",      /entry\[0\]\.resource\.extension/],
    ["a BSN that can't be one",           { bsn: "123456789" },                                                         422, "elfproef",    /identifier/],
    ["a patient with such a BSN",         at(1, { identifier: [{ system: "http://fhir.nl/fhir/NamingSystem/bsn", value: "123456789" }] }), 422, "elfproef", /entry\[1\]\.resource/],
    ["another patient in the document",   at(1, { identifier: [{ system: "http://fhir.nl/fhir/NamingSystem/bsn", value: "111222333" }] }), 422, "one-patient", /entry\[1\]\.resource/],
    ["two patients",                      plus({ resourceType: "Patient", name: [{ text: "Nog iemand" }], birthDate: "1950-01-01" }), 422, "one-patient", /document/],
    ["an author of another post",         { from: { ...night, author: elsewhere.author } },                             422, "return",      /entry\[0\]\.resource\.author/],
    ["an author who isn't there",         { from: { ...night, author: "PractitionerRole/niemand" } },                   422, "return",      /entry\[0\]\.resource\.author/],
    ["the name of another post",          { from: { ...night, post: elsewhere.post } },                                 422, "return",      /entry\[0\]\.resource\.custodian/],
    ["a conclusion without ICPC",         at(3, { code: { text: "Benauwdheid" } }),                                     422, "return",      /document/],
    ["a conclusion as problem of the record", at(3, { category: [] }),                                                  422, "return",      /document/],
    ["medication that goes on",           at(4, { status: "active" }),                                                  422, "return",      /document/],
    ["a privacy consent",                 plus({ resourceType: "Consent", status: "active", scope: { coding: [{ system: "http://terminology.hl7.org/CodeSystem/consentscope", code: "patient-privacy" }] }, category: [{ text: "x" }], patient: { reference: mainPatient }, policyRule: { coding: [{ system: "http://terminology.hl7.org/CodeSystem/v3-ActCode", code: "OPTIN" }] } }), 422, "return", /document/],
    ["a limit that says two things",      { wishes: [{ code: "89666000", type: "deny", text: "toch wel" }] },           422, "limits-clear", /entry\[5\]/],
    ["two limits on one treatment",       { wishes: [{ code: "89666000", type: "deny" }, { code: "89666000", type: "permit" }] }, 422, "return", /document/],
    ["something that is no contact",      plus({ resourceType: "Goal", lifecycleStatus: "active", description: { text: "x" }, subject: { reference: mainPatient } }), 422, "return", /entry\[5\]\.resource/],
    ["a task in the document",            plus({ resourceType: "Task", status: "requested", intent: "order" }),         422, "return",      /entry\[5\]\.resource/],
    ["a link to what is in the record",   at(3, { evidence: [{ detail: [{ reference: "Observation/willem-fase" }] }] }), 422, "reference",  /entry\[3\]\.resource\.evidence\[0\]\.detail\[0\]/],
    ["the same link to nothing",          at(3, { evidence: [{ detail: [{ reference: "Observation/bestaat-niet" }] }] }), 422, "reference", /entry\[3\]\.resource\.evidence\[0\]\.detail\[0\]/],
    ["a link elsewhere",                  at(3, { evidence: [{ detail: [{ reference: "https://elders.example/fhir/Observation/1" }] }] }), 422, "reference", /entry\[3\]/],
    ["to replace what is no report of it", { replaces: "Composition/willem-overdracht" },                               422, "immutable",   /relatesTo\[0\]/],
    ["to replace nothing",                { replaces: "Composition/bestaat-niet" },                                     422, "immutable",   /relatesTo\[0\]/],
    ["no number",                         { spoil: ({ identifier: _number, ...document }) => document },                422, "profile",     /identifier/],
    ["another kind of Bundle",            { spoil: (document) => ({ ...document, type: "collection" }) },               422, "profile",     /type/],
    ["a document that isn't written as FHIR", { spoil: (document) => ({ ...document, entry: "x" }) as unknown as Bundle }, 422, "profile",  /entry/],
  ];

  test.each(refused)("%s", async (_title, options, status, rule, expression) => {
    const before = storedCounts(demo);
    const answer = await report(demo, "post-huisarts", options);
    expect(answer.status).toBe(status);
    expect(faults(answer.body).filter((each) => each.rule === rule && expression.test(each.expression ?? ""))).not.toEqual([]);
    expect(storedCounts(demo)).toEqual(before);
  });

  test("what is there and what isn't can't be told apart by a link or a replacement", async () => {
    const words = async (options: ContactOptions): Promise<string> => (await report(demo, "post-huisarts-elders", { from: elsewhere, ...options })).text.replaceAll(/"[0-9a-f-]{36}"/g, "id");
    for (const [there, missing] of [["Observation/willem-fase", "Observation/bestaat-niet"], ["Consent/willem-limiet-reanimatie", "Consent/bestaat-niet"], ["Task/nergens", "Task/ook-niet"]]) {
      const link = (reference: string | undefined): ContactOptions => at(3, { evidence: [{ detail: [{ reference }] }] });
      expect(await words(link(there))).toBe(await words(link(missing)));
    }
  });

  test("no document, and a BSN that nobody here has", async () => {
    expect((await demo.ask("post-huisarts", "POST", "Patient/$report-contact", byBsn(mainBsn))).status).toBe(422);
    expect((await report(demo, "post-huisarts", { bsn: "999999990" })).status).toBe(404);
    expect((await demo.ask("post-huisarts", "POST", "Patient/bestaat-niet/$report-contact", given({ document: { resource: contactDocument() } }))).status).toBe(404);
    expect((await demo.ask("post-huisarts", "GET", "Patient/willem-voorbeeld/$report-contact")).status).toBe(405);
  });

  test.each(["huisarts", "waarnemer", "wijkverpleegkundige", "zcc-triagist", "patient", "rho-analist"])("%s is no post: the same 403 for everybody, whoever it is about", async (who) => {
    const [known, unknown] = [await report(demo, who), await report(demo, who, { bsn: "999999990" })];
    expect(known.status).toBe(403);
    expect(faults(known.body).map(({ rule }) => rule)).toEqual(["return"]);
    expect(known.text.replaceAll(/"[0-9a-f-]{36}"/g, "id")).toBe(unknown.text.replaceAll(/"[0-9a-f-]{36}"/g, "id"));
  });
});

describe("return: reporting gives no right to read", () => {
  const stranger = "post-huisarts-elders";
  let sent: Answer;
  let work: Task;
  beforeAll(async () => {
    sent = await report(demo, stranger, { number: "vreemd", from: elsewhere, wishes: [{ code: "89666000", type: "permit" }, { code: "116762002", type: "deny" }] });
    work = (await waiting(demo)).find(({ requester }) => requester?.reference === elsewhere.author) as Task;
  });

  test("a post that nothing was addressed to still sees neither patient nor handover, before and after", async () => {
    expect((await demo.ask(stranger, "GET", mainPatient)).status).toBe(404);
    expect((await demo.ask(stranger, "POST", "Patient/$palliative-handover", byBsn(mainBsn))).status).toBe(404);
    expect((await demo.ask(stranger, "POST", "Patient/$responsible-gp", byBsn(mainBsn))).status).toBe(404);
  });

  test("it reads its own report and receipt, and of all that came of it nothing else", async () => {
    expect((await demo.ask(stranger, "GET", named(sent, "report"))).status).toBe(200);
    expect((await demo.ask(stranger, "GET", named(sent, "task"))).status).toBe(200);
    const proposals = (work.output ?? []).flatMap(({ valueReference }) => valueReference?.reference ?? []);
    expect(proposals).toHaveLength(2);
    const record = await demo.runtime.house.store.record(mainPatient.slice("Patient/".length));
    const own = [named(sent, "report"), named(sent, "task")];
    expect(record.map(({ type, id }) => `${type}/${id}`)).toEqual(expect.arrayContaining([...own, ...proposals, `Task/${work.id}`]));
    const open: string[] = [];
    for (const { type, id } of record) if ((await demo.ask(stranger, "GET", `${type}/${id}`)).status !== 404) open.push(`${type}/${id}`);
    expect(open.toSorted()).toEqual(own.toSorted());
    const found = await demo.ask(stranger, "GET", `Task?patient=${mainPatient}`);
    expect((found.body.entry ?? []).map(({ resource }) => `Task/${resource?.id}`)).toEqual([named(sent, "task")]);
  });

  test("what it reads says nothing of the practice, the record or what holds", async () => {
    const texts = [sent.text, (await demo.ask(stranger, "GET", named(sent, "report"))).text, (await demo.ask(stranger, "GET", named(sent, "task"))).text].join("\n");
    expect(texts).not.toMatch(/praktijk|eva-fictief|Eva|willem-limiet|999911120|proposal|voorstel/);
  });

  test("the answer is the same whoever it is about and whatever is known of him", async () => {
    const patients = (await demo.ask("huisarts", "GET", "Patient?_count=50")).body.entry ?? [];
    const bsns = patients.flatMap(({ resource }) => (resource?.resourceType === "Patient" ? (resource.identifier ?? []).filter(({ system }) => system?.endsWith("/bsn")).map(({ value }) => value ?? "") : []));
    expect(bsns.length).toBeGreaterThan(3);
    const shape = ({ status, text, headers }: Answer): string => `${status} ${text} ${headers.get("location")}`.replaceAll(/[g-pa-f]{32}/g, "id");
    const shapes = new Set<string>();
    for (const [place, bsn] of bsns.entries()) shapes.add(shape(await report(demo, stranger, { bsn, number: `gelijk-${place}`, from: elsewhere, wishes: [{ code: "89666000", type: "permit" }] })));
    shapes.add(shape(await report(demo, stranger, { number: "zonder-wens", from: elsewhere })));
    expect([...shapes]).toHaveLength(1);
  });

  test("another post neither reads nor replaces it", async () => {
    expect((await demo.ask("post-huisarts", "GET", named(sent, "report"))).status).toBe(404);
    expect((await demo.ask("post-huisarts", "GET", named(sent, "task"))).status).toBe(404);
    const replacing = await report(demo, "post-huisarts", { number: "kaping", replaces: named(sent, "report") });
    const nothing = await report(demo, "post-huisarts", { number: "kaping", replaces: "Composition/bestaat-niet" });
    expect(replacing.status).toBe(422);
    expect(replacing.text.replaceAll(/"[0-9a-f-]{36}"/g, "id")).toBe(nothing.text.replaceAll(/"[0-9a-f-]{36}"/g, "id"));
  });

  test("a triagist of the post reports too, and the patient reads it all", async () => {
    expect((await report(demo, "triagist", { number: "triage" })).status).toBe(201);
    expect((await demo.ask("patient", "GET", named(sent, "report"))).status).toBe(200);
    expect((await demo.ask("wijkverpleegkundige", "GET", named(sent, "report"))).status).toBe(200);
    for (const who of ["apotheker", "sociaal-werker", "huisarts-elders"]) expect((await demo.ask(who, "GET", named(sent, "report"))).status).toBe(404);
  });
});

describe("immutable: a contact report stays as it came in", () => {
  let sent: Answer;
  beforeAll(async () => {
    sent = await report(demo, "post-huisarts", { number: "vast" });
  });

  test("the same document again is the same task, and writes nothing, also when it comes twice at once", async () => {
    const before = storedCounts(demo);
    const again = await report(demo, "post-huisarts", { number: "vast" });
    expect(again.status).toBe(200);
    expect(again.text).toBe(sent.text);
    expect(storedCounts(demo)).toEqual(before);
    const both = await Promise.all([1, 2].map(() => report(demo, "post-huisarts", { number: "tegelijk" })));
    expect(both.map(({ status }) => status).toSorted((one, other) => one - other)).toEqual([200, 201]);
    expect(both[0]?.text).toBe(both[1]?.text);
  });

  test("other content under the same number is refused, not left out in silence", async () => {
    const answer = await report(demo, "post-huisarts", { number: "vast", plan: "Toch iets anders gegeven." });
    expect(answer.status).toBe(422);
    expect(faults(answer.body).map(({ rule }) => rule)).toEqual(["immutable"]);
  });

  test("nobody updates, patches or deletes the report or its document, and nobody makes one by himself", async () => {
    const read = await demo.ask("huisarts", "GET", named(sent, "report"));
    const work = (await waiting(demo)).find(({ focus }) => focus?.reference === named(sent, "report"));
    const document = work?.input?.find(({ valueReference }) => valueReference !== undefined)?.valueReference?.reference ?? "";
    expect((await demo.ask("huisarts", "GET", document)).status).toBe(200);
    for (const who of ["huisarts", "post-huisarts"]) {
      for (const [method, body] of [["PUT", read.body], ["DELETE", undefined]] as const) {
        expect((await demo.ask(who, method, named(sent, "report"), body, { "if-match": 'W/"1"' })).status).toBe(405);
        expect((await demo.ask(who, method, document, method === "PUT" ? { resourceType: "Bundle", type: "document" } : undefined, { "if-match": 'W/"1"' })).status).toBe(405);
      }
    }
    const { id: _id, meta: _meta, ...copy } = read.body as unknown as Composition;
    expect((await demo.ask("huisarts", "POST", "Composition", copy)).status).toBe(403);
    expect((await demo.ask("post-huisarts", "POST", "Composition", copy)).status).toBe(422);
    const change = { resourceType: "Bundle", type: "transaction", entry: [{ resource: { ...read.body, title: "Anders" }, request: { method: "PUT", url: named(sent, "report"), ifMatch: 'W/"1"' } }] };
    expect((await demo.ask("huisarts", "POST", "", change)).status).toBeGreaterThanOrEqual(403);
    expect((await demo.ask("huisarts", "GET", named(sent, "report"))).text).toBe(read.text);
  });

  test("its seal verifies", async () => {
    const { verifySeal } = await import("@wijkverband/facade");
    const work = (await waiting(demo)).find(({ focus }) => focus?.reference === named(sent, "report"));
    const document = work?.input?.find(({ valueReference }) => valueReference !== undefined)?.valueReference?.reference ?? "";
    const bundle = (await demo.ask("huisarts", "GET", document)).body as unknown as Bundle;
    expect((await verifySeal(bundle, demo.runtime.house.sealer.jwks)).outcome).toBe("intact");
  });
});

describe("return: who sorts and who reads it", () => {
  let task: string;
  beforeAll(async () => {
    const sent = await report(demo, "post-huisarts", { number: "sorteren" });
    task = `Task/${(await waiting(demo)).find(({ focus }) => focus?.reference === named(sent, "report"))?.id}`;
  });

  test("strangers see nothing, colleagues who may not are told the rule", async () => {
    for (const who of ["huisarts-elders", "post-huisarts", "post-huisarts-elders", "wijkverpleegkundige", "sociaal-werker"]) {
      for (const operation of ["$sort-contact", "$acknowledge-contact"]) expect([who, operation, (await demo.ask(who, "POST", `${task}/${operation}`, given({ note: { valueString: "x" } }))).status]).toEqual([who, operation, 404]);
    }
    for (const who of ["doktersassistent", "poh", "physician-assistant"]) {
      const answer = await demo.ask(who, "POST", `${task}/$acknowledge-contact`, given({}));
      expect([who, answer.status]).toEqual([who, 403]);
      expect(faults(answer.body).map(({ rule }) => rule)).toEqual(["return"]);
    }
    expect((await demo.ask("patient", "POST", `${task}/$acknowledge-contact`, given({}))).status).toBe(403);
  });

  test("a plain update changes nothing of it", async () => {
    const { body } = await demo.ask("huisarts", "GET", task);
    for (const who of ["huisarts", "doktersassistent"]) expect((await demo.ask(who, "PUT", task, { ...body, status: "completed" }, { "if-match": 'W/"1"' })).status).toBe(403);
  });

  test("sorting takes a priority, a colleague or a note, and nothing else", async () => {
    const sort = async (values: Readonly<Record<string, object>>): Promise<Answer> => demo.ask("poh", "POST", `${task}/$sort-contact`, given(values));
    expect((await sort({})).status).toBe(422);
    expect((await sort({ priority: { valueCode: "haast" } })).status).toBe(422);
    expect((await sort({ "for-person": { valueReference: { reference: night.author } } })).status).toBe(422);
    expect((await sort({ "for-person": { valueReference: { reference: "Organization/praktijk-voorbeeldstraat" } } })).status).toBe(400);
    expect((await sort({ note: { valueString: "belt terug" } })).status).toBe(200);
  });

  test("of two huisartsen who read it at once one did; later nobody does, or sorts it", async () => {
    const read = await Promise.all(["huisarts", "tweede-huisarts"].map((who) => demo.ask(who, "POST", `${task}/$acknowledge-contact`, given({ note: { valueString: who } }))));
    expect(read.map(({ status }) => status).filter((status) => status === 200)).toHaveLength(1);
    expect(read.map(({ status }) => status).find((status) => status !== 200)).toBeGreaterThanOrEqual(409);
    expect((await demo.ask("huisarts", "POST", `${task}/$acknowledge-contact`, given({}))).status).toBe(409);
    expect((await demo.ask("poh", "POST", `${task}/$sort-contact`, given({ priority: { valueCode: "stat" } }))).status).toBe(409);
  });

  test("a Task that is no contact report is neither sorted nor read, nor is the receipt of the post", async () => {
    const sent = await report(demo, "post-huisarts", { number: "bewijs" });
    expect((await demo.ask("huisarts", "POST", `${named(sent, "task")}/$acknowledge-contact`, given({}))).status).toBe(422);
    expect((await demo.ask("doktersassistent", "POST", `${named(sent, "task")}/$sort-contact`, given({ note: { valueString: "x" } }))).status).toBe(403);
  });
});

test("no-bsn: a BSN that somebody wrote in the words reaches no list, message, log or notification", async () => {
  const sent = await report(demo, "post-huisarts", { number: "bsn", complaint: `Belt over 111222333 en ${mainBsn}.` });
  expect(sent.status).toBe(201);
  const task = (await waiting(demo)).find(({ focus }) => focus?.reference === named(sent, "report"));
  expect(task?.description).not.toMatch(/\d{9}/);
  const events = await demo.runtime.house.store.eventsOf("Organization/praktijk-voorbeeldstraat", { count: 200 });
  expect(JSON.stringify(events)).not.toContain("111222333");
  expect(JSON.stringify(auditEventsOf(demo))).not.toMatch(/111222333|999911120/);
});

test("audit: the log names the patient, the row and that a post reported", async () => {
  const events = auditEventsOf(demo).filter((event) => JSON.stringify(event).includes('"report-contact"') && event.outcome === "0");
  expect(events.length).toBeGreaterThan(3);
  for (const event of events) {
    const text = JSON.stringify(event);
    expect(text).toContain("Patient/");
    expect(text).toContain("policy#contact-report");
  }
});

describe("no-bsn: words of an operation are kept and read by others, so none takes a BSN", () => {
  const said = `het gaat om ${mainBsn}`;
  const grouped = "zie 9999.11.120";
  let task: string;
  let proposal: string;
  beforeAll(async () => {
    const sent = await report(demo, "post-huisarts", { number: "woorden", wishes: [{ code: "89666000", type: "permit" }] });
    task = `Task/${(await waiting(demo)).find(({ focus }) => focus?.reference === named(sent, "report"))?.id}`;
    proposal = `${task}-1`;
  });

  // oxfmt-ignore
  const operations: readonly (readonly [operation: string, who: string, subject: () => string, words: string, others: Readonly<Record<string, object>>])[] = [
    ["$sort-contact",           "poh",       () => task,                                 "note", {}],
    ["$acknowledge-contact",    "huisarts",  () => task,                                 "note", {}],
    ["$acknowledge-contact",    "huisarts",  () => task,                                 "action", {}],
    ["$decide",                 "huisarts",  () => proposal,                             "reason", { decision: { valueCode: "reject" } }],
    ["$propose",                "poh",       () => "Consent/willem-limiet-reanimatie",   "reason", {}],
    ["$withdraw-handover",      "huisarts",  () => mainPatient,                          "reason", {}],
    ["$erase",                  "huisarts",  () => mainPatient,                          "explanation", { ground: { valueCode: "patient-request" } }],
    ["$explain-signal",         "huisarts",  () => "Organization/praktijk-voorbeeldstraat", "text", { signal: { valueCode: "gaps" } }],
  ];

  test.each(operations)("%s by %s", async (operation, who, subject, words, others) => {
    const before = storedCounts(demo);
    for (const valueString of [said, grouped]) {
      const answer = await demo.ask(who, "POST", `${subject()}/${operation}`, given({ ...others, [words]: { valueString } }));
      expect([answer.status, faults(answer.body)]).toEqual([422, [expect.objectContaining({ rule: "no-bsn", expression: `Parameters.parameter.where(name='${words}')` })]]);
      expect(answer.text).not.toMatch(/9999\.?11/);
    }
    expect(storedCounts(demo)).toEqual(before);
  });

  test("stranger: who may not know of the subject isn't told of his words either", async () => {
    for (const id of [task, "Task/bestaat-niet"]) {
      for (const note of [said, "belt terug"]) expect((await demo.ask("huisarts-elders", "POST", `${id}/$sort-contact`, given({ note: { valueString: note } }))).status).toBe(404);
    }
  });
});
