import type { Bundle, BundleEntry, Condition, Encounter, Parameters, Patient, Resource } from "hl7-fhir-r4-types";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseRequestUrl } from "./bundle-entry.ts";
import { resolveBundle, type ResolvedBundle } from "./bundle.ts";
import { refusal } from "./refusal.fixture.ts";

const baseUrl = "https://wijk.example/fhir";
const patient: Patient = { resourceType: "Patient", name: [{ family: "Hartman" }] };

function condition(subject: string, id?: string): Condition {
  return { resourceType: "Condition", subject: { reference: subject }, ...(id !== undefined && { id }) };
}

function post(resource: Resource, fullUrl?: string): BundleEntry {
  return { resource, request: { method: "POST", url: resource.resourceType }, ...(fullUrl !== undefined && { fullUrl }) };
}

function resolve(...entry: readonly BundleEntry[]): ResolvedBundle {
  return resolveBundle({ resourceType: "Bundle", type: "transaction", entry: [...entry] }, ({ index }) => `new-${index}`, { baseUrl });
}

function subjects(resolved: ResolvedBundle): readonly (string | undefined)[] {
  return resolved.entries.flatMap(({ resource }) => (resource?.resourceType === "Condition" ? [resource.subject.reference] : []));
}

describe("references between entries", () => {
  test.each([
    ["a URN", "urn:uuid:p", "urn:uuid:c", "urn:uuid:p"],
    ["an absolute URL of the sender", "https://his.example/Patient/7", "urn:uuid:c", "https://his.example/Patient/7"],
    ["a relative one, next to the sender's own URL", "https://his.example/Patient/7", "https://his.example/Condition/1", "Patient/7"],
    ["a URL under our base", `${baseUrl}/Patient/7`, "urn:uuid:c", `${baseUrl}/Patient/7`],
    ["a relative one, to a URL under our base", `${baseUrl}/Patient/7`, "urn:uuid:c", "Patient/7"],
    ["a version of a new resource", "https://his.example/Patient/7", "urn:uuid:c", "https://his.example/Patient/7/_history/1"],
  ])("%s", (_, patientUrl, conditionUrl, reference) => {
    expect(subjects(resolve(post(patient, patientUrl), post(condition(reference), conditionUrl)))).toEqual(["Patient/new-0"]);
  });

  test("the id that the client gave a new resource serves when nothing else matches", () => {
    expect(subjects(resolve(post({ ...patient, id: "7" }), post(condition("Patient/7"))))).toEqual(["Patient/new-0"]);
  });

  test("but not when two resources were given it, or one keeps it", () => {
    expect(subjects(resolve(post({ ...patient, id: "7" }), post({ ...patient, id: "7" }), post(condition("Patient/7"))))).toEqual(["Patient/7"]);
    const kept: BundleEntry = { resource: { ...patient, id: "7" }, request: { method: "PUT", url: "Patient/7" } };
    expect(subjects(resolve(post({ ...patient, id: "7" }), kept, post(condition("Patient/7"))))).toEqual(["Patient/7"]);
  });

  test.each([
    ["Patient/elsewhere", "Patient/elsewhere"],
    [`${baseUrl}/Patient/here/_history/2`, "Patient/here/_history/2"],
    ["https://other.example/fhir/Patient/1", "https://other.example/fhir/Patient/1"],
    ["#contained", "#contained"],
  ])("%s leads out of the transaction and names what it named", (reference, expected) => {
    expect(subjects(resolve(post(condition(reference))))).toEqual([expected]);
  });

  test("an old version of a resource that is updated stays that version", () => {
    const update: BundleEntry = { fullUrl: `${baseUrl}/Patient/7`, resource: { ...patient, id: "7" }, request: { method: "PUT", url: "Patient/7" } };
    expect(subjects(resolve(update, post(condition("Patient/7/_history/1"))))).toEqual(["Patient/7/_history/1"]);
  });

  test("a reference by search is told to whoever runs the transaction", () => {
    expect(resolve(post(condition("Patient?identifier=x|1"))).conditionalReferences).toEqual([{ index: 0, reference: "Patient?identifier=x|1", expression: "Bundle.entry[0].resource.subject" }]);
  });

  test("a URN that names no entry is refused, with its place", () => {
    const anomaly = refusal(() => resolve(post(patient, "urn:uuid:p"), post(condition("urn:uuid:q"))));
    expect(anomaly).toMatchObject({ category: "rule", rule: "reference", issues: [{ expression: "Bundle.entry[1].resource.subject" }] });
  });

  test("links in attachments and narrative follow too", () => {
    const document: Bundle = { resourceType: "Bundle", type: "document", identifier: { system: "urn:ietf:rfc:3986", value: "urn:uuid:d" } };
    const { entries } = resolve(
      post(document, "urn:uuid:d"),
      post({ resourceType: "DocumentReference", status: "current", text: { status: "generated", div: '<div><a href="urn:uuid:d">x</a></div>' }, content: [{ attachment: { url: "urn:uuid:d" } }] }),
    );
    expect(entries[1]?.resource).toMatchObject({ text: { div: '<div><a href="Bundle/new-0">x</a></div>' }, content: [{ attachment: { url: "Bundle/new-0" } }] });
    expect(entries[0]?.resource).toMatchObject({ identifier: { value: "urn:uuid:d" } });
  });

  test("a document inside the transaction is left as it is", () => {
    const document: Bundle = { resourceType: "Bundle", type: "document", entry: [{ fullUrl: "urn:uuid:inner", resource: condition("urn:uuid:p") }, { resource: condition("urn:uuid:nowhere") }] };
    const { entries } = resolve(post(patient, "urn:uuid:p"), post(document));
    expect(entries[1]?.resource).toEqual({ ...document, id: "new-1" });
  });

  test("however entries refer to each other, every URN ends as an id that was given", () => {
    const edges = fc.array(fc.nat({ max: 7 }), { minLength: 8, maxLength: 8 });
    fc.assert(
      fc.property(edges, (to) => {
        const resolved = resolve(...to.map((target, index) => post(condition(`urn:uuid:${target}`), `urn:uuid:${index}`)));
        expect(subjects(resolved)).toEqual(to.map((target) => `Condition/new-${target}`));
      }),
    );
  });
});

describe("the order", () => {
  test("is deletes, creates, updates and patches, reads; each as they came", () => {
    const patch: Parameters = { resourceType: "Parameters" };
    const { entries } = resolve(
      { request: { method: "GET", url: "Patient/a" } },
      { resource: patch, request: { method: "PATCH", url: "Patient/b", ifMatch: 'W/"1"' } },
      post(patient),
      { resource: { ...patient, id: "c" }, request: { method: "PUT", url: "Patient/c" } },
      { request: { method: "DELETE", url: "Patient/d" } },
      { request: { method: "GET", url: "Condition?patient=a" } },
    );
    expect(entries.map(({ index, interaction, id }) => [index, interaction, id])).toEqual([
      [4, "delete", "d"],
      [2, "create", "new-2"],
      [1, "patch", "b"],
      [3, "update", "c"],
      [0, "read", "a"],
      [5, "search", undefined],
    ]);
    expect(entries[2]).toMatchObject({ ifMatch: 'W/"1"' });
  });

  test("a new resource gets its id, whatever the client called it; so does one that is updated by a search", () => {
    const { entries } = resolve(post({ ...patient, id: "mine" }), { resource: patient, request: { method: "PUT", url: "Patient?identifier=x" } });
    expect(entries.map(({ id, resource }) => [id, resource?.id])).toEqual([
      ["new-0", "new-0"],
      ["new-1", "new-1"],
    ]);
  });
});

describe("what is refused, with its place", () => {
  const put = (url: string, resource: Resource = { ...patient, id: "1" }): BundleEntry => ({ resource, request: { method: "PUT", url } });
  const cases: readonly (readonly [string, BundleEntry, string])[] = [
    ["another server", put("https://other.example/fhir/Patient/1"), "request.url"],
    ["another server without scheme", put("//other.example/Patient/1"), "request.url"],
    ["a way up", put("Patient/../Consent/1"), "request.url"],
    ["a way up as id", put("Patient/.."), "request.url"],
    ["an encoded way up", put("Patient/%2e%2e/Consent"), "request.url"],
    ["a fragment", put("Patient/1#x"), "request.url"],
    ["an unknown method", { resource: patient, request: { method: "MERGE" as "PUT", url: "Patient/1" } }, "request.method"],
    ["no request", { resource: patient }, "request"],
    ["a create at an id", { resource: patient, request: { method: "POST", url: "Patient/1" } }, "request.url"],
    ["an update of a type", put("Patient"), "request.url"],
    ["a delete of a version", { request: { method: "DELETE", url: "Patient/1/_history/1" } }, "request.url"],
    ["another type than the URL", put("Consent/1"), "resource"],
    ["another id than the URL", put("Patient/2"), "resource.id"],
    ["no resource", { request: { method: "POST", url: "Patient" } }, "resource"],
    ["a patch that is none", { resource: patient, request: { method: "PATCH", url: "Patient/1" } }, "resource"],
    ["a relative fullUrl", { ...put("Patient/1"), fullUrl: "Patient/1" }, "fullUrl"],
    ["a condition that is no text", { resource: patient, request: { method: "POST", url: "Patient", ifNoneExist: 1 as unknown as string } }, "request.ifNoneExist"],
  ];
  test.each(cases)("%s", (_, entry, place) => {
    expect(refusal(() => resolve(post(patient), entry))).toMatchObject({ category: "incorrect", issues: [{ expression: `Bundle.entry[1].${place}` }] });
  });

  test("one fullUrl for two entries", () => {
    expect(refusal(() => resolve(post(patient, "urn:uuid:p"), post(patient, "urn:uuid:p"))).issues).toMatchObject([{ expression: "Bundle.entry[1].fullUrl" }]);
  });

  test("two entries that write one resource", () => {
    const twice = refusal(() => resolve(put("Patient/1"), { request: { method: "DELETE", url: `${baseUrl}/Patient/1` } }));
    expect(twice.issues).toMatchObject([{ expression: "Bundle.entry[1].request.url" }]);
  });

  test("two creates on the same condition", () => {
    const once: BundleEntry = { resource: patient, request: { method: "POST", url: "Patient", ifNoneExist: "identifier=x" } };
    expect(refusal(() => resolve(once, once)).issues).toMatchObject([{ expression: "Bundle.entry[1].request.ifNoneExist" }]);
  });

  test("a Bundle that is no transaction", () => {
    expect(refusal(() => resolveBundle({ resourceType: "Bundle", type: "batch" }, () => "x")).issues).toMatchObject([{ expression: "Bundle.type" }]);
  });

  test("every fault is told at once", () => {
    expect(refusal(() => resolve({}, put("Patient/2"), put("nowhere"))).issues).toHaveLength(3);
  });
});

test("a request URL is taken apart", () => {
  expect([
    parseRequestUrl("Patient/1/$palliative-handover?at=2026"),
    parseRequestUrl("/Consent?patient=1"),
    parseRequestUrl("Patient/1/_history/2"),
    parseRequestUrl("metadata"),
    parseRequestUrl("Patient/$match"),
  ]).toEqual([
    { type: "Patient", id: "1", operation: "$palliative-handover", query: "at=2026" },
    { type: "Consent", query: "patient=1" },
    { type: "Patient", id: "1", version: "2" },
    { special: "metadata" },
    { type: "Patient", operation: "$match" },
  ]);
});

test("the original is left alone", () => {
  const encounter: Encounter = { resourceType: "Encounter", status: "finished", class: {}, subject: { reference: "urn:uuid:p" } };
  const entry = [post(patient, "urn:uuid:p"), post(encounter)];
  const before = JSON.stringify(entry);
  resolve(...entry);
  expect(JSON.stringify(entry)).toBe(before);
});
