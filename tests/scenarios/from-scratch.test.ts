import { storyBsn, writeStory } from "@wijkverband/server";
import type { Bundle, Composition, Consent, MedicationStatement, Patient, Resource, ServiceRequest } from "hl7-fhir-r4-types";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { byBsn, faults, valueOf, type Body } from "../harness.ts";
import { storedCounts } from "../stored.ts";
import { useDemo } from "../use-demo.ts";

const missingOf = (body: Body) => (body.parameter ?? []).filter(({ name }) => name === "missing").map(({ part }) => part?.find(({ name }) => name === "expression")?.valueString);

describe("a handover from nothing: Truus Verhaal, whom no practice registered yet", () => {
  const demo = useDemo();
  let patient: string;
  beforeAll(() => {
    writeStory(join(demo.dataDir, "story"), demo.now);
  });

  const story = (file: string): Bundle => JSON.parse(readFileSync(join(demo.dataDir, "story", file), "utf8")) as Bundle;
  const his = (operation: string, ...parameter: Parameters<typeof byBsn>[1][]) => demo.ask("his-systeem", "POST", `Patient/${operation}`, byBsn(storyBsn, ...parameter));
  const night = async () => (await demo.ask("post-huisarts", "POST", "Patient/$palliative-handover", byBsn(storyBsn))).body;
  const search = async (path: string): Promise<readonly (Resource | undefined)[]> => ((await demo.ask("huisarts", "GET", path)).body.entry ?? []).map(({ resource }) => resource);
  const publications = async () => (await search(`ServiceRequest?patient=${patient}`)) as ServiceRequest[];

  test("one-practice: the first transaction registers her at the practice that sent it", async () => {
    const answer = await demo.ask("his-systeem", "POST", "", story("1-acp-set.json"), { prefer: "return=representation" });
    expect(answer).toMatchObject({ status: 200 });
    const stored = answer.body.entry?.map(({ resource }) => resource).find((resource): resource is Patient => resource?.resourceType === "Patient");
    patient = `Patient/${stored?.id}`;
    expect(stored?.generalPractitioner).toEqual([{ reference: "Organization/praktijk-voorbeeldstraat" }, { reference: "PractitionerRole/eva-fictief-huisarts" }]);
    expect(await search(`CareTeam?patient=${patient}`)).toMatchObject([{ status: "active", managingOrganization: [{ reference: "Organization/praktijk-voorbeeldstraat" }] }]);
  });

  test("one-practice: another practice that sends her too gets no second registration, and learns nothing of the first", async () => {
    const before = storedCounts(demo);
    const answer = await demo.ask("huisarts-elders", "POST", "", { ...story("1-acp-set.json"), entry: story("1-acp-set.json").entry?.filter(({ resource }) => resource?.resourceType === "Patient") });
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.status).toBeLessThan(500);
    expect(answer.text).not.toContain(patient.slice("Patient/".length));
    expect(answer.text).not.toContain("voorbeeldstraat");
    expect(storedCounts(demo)).toEqual(before);
  });

  test("low-effort: assembling lists what is missing, and publishing refuses with just that list", async () => {
    const assembled = await his("$assemble-handover");
    expect(assembled.status).toBe(200);
    const missing = missingOf(assembled.body);
    expect(missing).toHaveLength(7);
    const before = storedCounts(demo);
    const published = await his("$publish-handover");
    expect(published.status).toBe(422);
    expect(faults(published.body).map(({ expression }) => expression)).toEqual(missing);
    expect(faults(published.body).every(({ rule }) => rule === "minimum")).toBe(true);
    expect(storedCounts(demo)).toEqual(before);
  });

  test("what was missing is added, and the post gets it at once", async () => {
    expect(await demo.ask("his-systeem", "POST", "", story("2-what-was-missing.json"))).toMatchObject({ status: 200 });
    expect(missingOf((await his("$assemble-handover")).body)).toEqual([]);
    expect((await demo.ask("post-huisarts", "POST", "Patient/$palliative-handover", byBsn(storyBsn))).status).toBe(404);
    expect(await his("$publish-handover")).toMatchObject({ status: 200 });
    expect(valueOf(await night(), "status")).toBe("current");
  });

  test("both files sent again change nothing", async () => {
    const before = storedCounts(demo);
    for (const file of ["1-acp-set.json", "2-what-was-missing.json"]) expect(await demo.ask("his-systeem", "POST", "", story(file))).toMatchObject({ status: 200 });
    expect(storedCounts(demo)).toEqual(before);
    expect(valueOf(await night(), "status")).toBe("current");
  });

  test("one-current: a document that the HIS edited is unpacked, and closes the one before without touching its Bundle", async () => {
    const [former] = await publications();
    const formerBundle = former?.supportingInfo?.[0]?.reference ?? "";
    const formerText = (await demo.ask("huisarts", "GET", formerBundle)).text;
    const draft = valueOf((await his("$assemble-handover")).body, "draft") as Bundle;
    const { document, morphine, directive } = edited(draft, patient);
    demo.now = new Date(demo.now.getTime() + 60_000);
    const published = await his("$publish-handover", { name: "document", resource: document });
    expect(published).toMatchObject({ status: 200 });

    const medication = (await search(`MedicationStatement?patient=${patient}`)) as MedicationStatement[];
    expect(medication.map(({ medicationCodeableConcept }) => medicationCodeableConcept?.text)).toContain(morphine);
    expect((await demo.ask("huisarts", "GET", `Consent/${directive}`)).body).toMatchObject({ meta: { versionId: "2" }, provision: { type: "permit" } });
    const answer = await night();
    expect(valueOf(answer, "status")).toBe("current");
    expect(JSON.stringify(valueOf(answer, "handover"))).toContain(morphine);
    expect(JSON.stringify(valueOf(answer, "handover"))).not.toContain("urn:uuid:11111111");

    const requests = await publications();
    expect(requests.map(({ status }) => status).toSorted()).toEqual(["active", "completed"]);
    expect(requests.find(({ id }) => id === former?.id)?.status).toBe("completed");
    expect(((await search(`DocumentReference?patient=${patient}`)) as readonly { status: string }[]).map(({ status }) => status).toSorted()).toEqual(["current", "superseded"]);
    expect((await demo.ask("huisarts", "GET", formerBundle)).text).toBe(formerText);
  });

  test("one-current: of publications at the same moment one stays active", async () => {
    const answers = await Promise.all(Array.from({ length: 6 }, () => his("$publish-handover")));
    const statuses = answers.map(({ status }) => status);
    expect(statuses).toContain(200);
    expect(statuses.every((status) => status === 200 || status === 409 || status === 412)).toBe(true);
    const requests = await publications();
    expect(requests.filter(({ status }) => status === "active")).toHaveLength(1);
    expect(requests).toHaveLength(2 + statuses.filter((status) => status === 200).length);
    expect(((await search(`DocumentReference?patient=${patient}`)) as readonly { status: string }[]).filter(({ status }) => status === "current")).toHaveLength(1);
  });

  test("honest-status: a directive that changes while publishing is never sealed in its old version unsaid", async () => {
    const [directive] = (await search(`Consent?patient=${patient}&scope=treatment`)) as (Consent & { id: string })[];
    for (let round = 0; round < 10; round++) {
      const current = (await demo.ask("huisarts", "GET", `Consent/${directive?.id}`)).body as unknown as Consent;
      const type = current.provision?.type === "permit" ? "deny" : "permit";
      const [published, update] = await Promise.all([
        his("$publish-handover"),
        demo.ask("tweede-huisarts", "PUT", `Consent/${directive?.id}`, { ...current, provision: { ...current.provision, type } }, { "if-match": `W/"${current.meta?.versionId}"` }),
      ]);
      expect([200, 409, 412]).toContain(published.status);
      expect(update.status).toBe(200);
      const answer = await night();
      const sealed = (valueOf(answer, "handover") as Bundle).entry?.map(({ resource }) => resource).find((resource) => resource?.resourceType === "Consent" && resource.id === directive?.id) as Consent;
      expect(valueOf(answer, "status")).toBe(sealed.provision?.type === type ? "current" : "changed");
    }
  });
});

/** The draft as a doctor finishes it in the own system: one medicine more, one limit turned. */
function edited(draft: Bundle, patient: string): { readonly document: Bundle; readonly morphine: string; readonly directive: string } {
  const morphine = "morfine 10 mg/ml injectievloeistof";
  const url = "urn:uuid:11111111-1111-4111-8111-111111111111";
  const added: MedicationStatement = {
    resourceType: "MedicationStatement",
    status: "active",
    category: { coding: [{ system: "urn:oid:2.16.840.1.113883.2.4.3.11.60.20.77.5.3", code: "6", display: "Medicatiegebruik" }] },
    medicationCodeableConcept: { text: morphine },
    subject: { reference: patient },
    dosage: [{ text: "zo nodig 2,5 mg subcutaan" }],
  };
  const isDeny = (resource: Resource | undefined): resource is Consent & { id: string } => resource?.resourceType === "Consent" && resource.provision?.type === "deny";
  const directive = draft.entry?.map(({ resource }) => resource).find(isDeny)?.id ?? "";
  const entry = (draft.entry ?? []).map((each) => {
    const { resource } = each;
    if (resource?.resourceType === "Composition") return { ...each, resource: withMedicine(resource, url) };
    return isDeny(resource) && resource.id === directive ? { ...each, resource: { ...resource, provision: { ...resource.provision, type: "permit" as const } } } : each;
  });
  return { document: { ...draft, entry: [...entry, { fullUrl: url, resource: added }] }, morphine, directive };
}

function withMedicine(composition: Composition, reference: string): Composition {
  return { ...composition, section: (composition.section ?? []).map((section) => (section.code?.coding?.some(({ code }) => code === "medicatie") ? { ...section, entry: [...(section.entry ?? []), { reference }] } : section)) };
}
