import { mainBsn, mainPatient } from "@wijkverband/server";
import type { Bundle, Resource } from "hl7-fhir-r4-types";
import { describe, expect, test } from "vitest";
import { byBsn, faults, valueOf } from "../harness.ts";
import { storedCounts } from "../stored.ts";
import { useDemo } from "../use-demo.ts";

describe("a document that a HIS made in its own way", () => {
  const demo = useDemo();

  const his = (operation: string, ...parameter: Parameters<typeof byBsn>[1][]) => demo.ask("his-systeem", "POST", `Patient/${operation}`, byBsn(mainBsn, ...parameter));
  const draft = async () => valueOf((await his("$assemble-handover")).body, "draft") as Bundle;
  const resources = () => storedCounts(demo)["resource"] ?? 0;
  /** Bundle, Composition, ServiceRequest and DocumentReference. */
  const ofPublication = 4;

  test("the document that the post has, published again, is a new publication of the same content", async () => {
    const before = resources();
    const document = valueOf((await his("$palliative-handover")).body, "handover") as Bundle;
    expect(await his("$publish-handover", { name: "document", resource: document })).toMatchObject({ status: 200 });
    expect(resources()).toBe(before + ofPublication);
  });

  test("numbered by URN, with people by their national numbers and content by its source's, it is stored once however often it is published", async () => {
    const document = numberedByHis(await draft());
    expect(await his("$publish-handover", { name: "document", resource: document })).toMatchObject({ status: 200 });
    const between = resources();
    expect(await his("$publish-handover", { name: "document", resource: document })).toMatchObject({ status: 200 });
    expect(resources()).toBe(between + ofPublication);
    const night = await his("$palliative-handover");
    const sealed = valueOf(night.body, "handover") as Bundle;
    expect(JSON.stringify(sealed)).not.toContain("urn:uuid:2222");
    expect(sealed.entry?.filter(({ resource }) => resource?.resourceType === "Patient").map(({ fullUrl }) => fullUrl)).toEqual([`${demo.url}/fhir/${mainPatient}`]);
  });

  test("a draft that comes back as it was changes nothing; one limit changed changes that limit, and none of its links is lost", async () => {
    const document = await draft();
    const versions = () => storedCounts(demo)["versions"] ?? 0;
    const before = versions();
    expect(await his("$publish-handover", { name: "document", resource: document })).toMatchObject({ status: 200 });
    // four new resources, and the former request and reference closed
    expect(versions()).toBe(before + ofPublication + 2);

    const stored = (await demo.ask("huisarts", "GET", "Consent/willem-wilsverklaring")).body;
    const entry = (document.entry ?? []).map((each) => (each.resource?.id === "willem-wilsverklaring" ? { ...each, resource: { ...each.resource, dateTime: "2026-11-23" } as Resource } : each));
    expect(await his("$publish-handover", { name: "document", resource: { ...document, entry } })).toMatchObject({ status: 200 });
    const { meta, ...changed } = (await demo.ask("huisarts", "GET", "Consent/willem-wilsverklaring")).body;
    const { meta: _former, ...same } = stored;
    expect(meta?.versionId).toBe("2");
    expect(changed).toEqual({ ...same, dateTime: "2026-11-23" });
    expect(valueOf((await his("$palliative-handover")).body, "status")).toBe("current");
  });

  test("a reference that the HIS changed is changed in what is stored", async () => {
    const document = await draft();
    const other = document.entry?.find(({ resource }) => resource?.resourceType === "PractitionerRole" && resource.id !== "eva-fictief-huisarts")?.resource?.id;
    expect(other).toBeDefined();
    const entry = (document.entry ?? []).map((each) => (each.resource?.id === "willem-bereikbaarheid-huisarts" ? { ...each, resource: { ...each.resource, author: { reference: `PractitionerRole/${other}` } } as Resource } : each));
    expect(await his("$publish-handover", { name: "document", resource: { ...document, entry } })).toMatchObject({ status: 200 });
    expect((await demo.ask("huisarts", "GET", "Basic/willem-bereikbaarheid-huisarts")).body).toMatchObject({ meta: { versionId: "2" }, author: { reference: `PractitionerRole/${other}` } });
  });

  test("one-patient: the right id with the BSN of somebody else is somebody else", async () => {
    const document = await draft();
    const place = (document.entry ?? []).findIndex(({ resource }) => resource?.resourceType === "Patient");
    const entry = (document.entry ?? []).map((each, index) => (index === place ? { ...each, resource: { ...each.resource, identifier: [{ system: "http://fhir.nl/fhir/NamingSystem/bsn", value: "111222333" }] } as Resource } : each));
    const before = storedCounts(demo);
    const answer = await his("$publish-handover", { name: "document", resource: { ...document, entry } });
    expect(answer.status).toBe(422);
    expect(faults(answer.body)).toEqual([expect.objectContaining({ rule: "one-patient", expression: `Bundle.entry[${place}].resource` })]);
    expect(storedCounts(demo)["resource"]).toBe(before["resource"]);
  });

  test("one-patient: entries of two patients are refused, each by its place, and nothing is stored", async () => {
    const document = await draft();
    const stranger: Resource = { resourceType: "Patient", name: [{ family: "Ander" }], identifier: [{ system: "http://fhir.nl/fhir/NamingSystem/bsn", value: "999990019" }] };
    const before = storedCounts(demo);
    const answer = await his("$publish-handover", { name: "document", resource: { ...document, entry: [...(document.entry ?? []), { fullUrl: "urn:uuid:33333333-3333-4333-8333-333333333333", resource: stranger }] } });
    expect(answer.status).toBe(422);
    expect(faults(answer.body)).toEqual([expect.objectContaining({ rule: "one-patient", expression: `Bundle.entry[${document.entry?.length}].resource` })]);

    const other = (document.entry ?? []).findIndex(({ resource }) => resource?.resourceType === "Condition");
    const entry = (document.entry ?? []).map((each, index) => (index === other ? { ...each, resource: { ...each.resource, subject: { reference: "Patient/patient-0001" } } as Resource } : each));
    const mixed = await his("$publish-handover", { name: "document", resource: { ...document, entry } });
    expect(mixed.status).toBe(422);
    expect(faults(mixed.body)).toContainEqual(expect.objectContaining({ rule: "one-patient", expression: `Bundle.entry[${other}].resource.subject` }));
    expect(storedCounts(demo)).toEqual(before);
  });

  test("reference: a professional whom nobody knows can't come along in a document", async () => {
    const document = await draft();
    const resource: Resource = { resourceType: "Practitioner", name: [{ family: "Onbekend" }] };
    const answer = await his("$publish-handover", { name: "document", resource: { ...document, entry: [...(document.entry ?? []), { fullUrl: "urn:uuid:44444444-4444-4444-8444-444444444444", resource }] } });
    expect(answer.status).toBe(422);
    expect(faults(answer.body)).toEqual([expect.objectContaining({ rule: "reference", expression: `Bundle.entry[${document.entry?.length}].resource` })]);
  });
});

/** As a system sends it that never saw our ids. */
function numberedByHis(draft: Bundle): Bundle {
  const urns = new Map((draft.entry ?? []).map(({ resource }, place) => [`${resource?.resourceType}/${resource?.id}`, `urn:uuid:22222222-2222-4222-8222-${String(place).padStart(12, "0")}`]));
  const rewritten = JSON.parse(JSON.stringify(draft, (key, value: unknown) => (key === "reference" && typeof value === "string" ? (urns.get(value) ?? value) : value))) as Bundle;
  const entry = (rewritten.entry ?? []).map(({ resource }) => {
    const { id, meta: _meta, ...sent } = resource as Resource & { id: string };
    const own = `${sent.resourceType}/${id}`;
    const numbered = "identifier" in sent || sent.resourceType === "Composition" ? sent : { ...sent, identifier: [{ system: "https://his.voorbeeld.example/nummer", value: own }] };
    return { fullUrl: urns.get(own) ?? "", resource: numbered as Resource };
  });
  return { ...rewritten, entry };
}
