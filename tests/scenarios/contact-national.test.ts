import { mainBsn, mainPatient } from "@wijkverband/server";
import type { Bundle, Consent, Encounter, Patient, Task } from "hl7-fhir-r4-types";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { createValidator, loadDefinitions, mergeDefinitions, readPackages } from "@wijkverband/fhir";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { generated, nlData } from "../conformance/profile-set.ts";
import { contactDocument, named, waiting } from "../contact.ts";
import { byBsn, startDemo, valueOf, type Answer, type Demo } from "../harness.ts";
import { asTransaction, hasHartman, readHartman } from "../people/hartman.ts";
import { decide } from "../proposals.ts";

const packages = join(nlData, "packages");
const isThere = hasHartman && existsSync(packages);
const national = (name: string): string => `http://nictiz.nl/fhir/StructureDefinition/${name}`;

describe.skipIf(!isThere)(`a contact report about Hendrik Hartman, in national profiles${isThere ? "" : " (skipped: not on this machine; set WIJKVERBAND_NL_DATA)"}`, () => {
  const hartman = isThere ? readHartman() : [];
  const cpr = hartman.find((resource): resource is Consent & { id: string } => resource.resourceType === "Consent" && resource.provision?.code?.[0]?.coding?.[0]?.code === "89666000");
  let demo: Demo;
  let sent: Answer;
  let work: Task;

  /** The report with the patient and the limit as the national example writes them: what he wanted, he wants no more. */
  function nationalDocument(): Bundle {
    const patient = hartman.find((resource): resource is Patient & { id: string } => resource.resourceType === "Patient");
    const made = contactDocument({ number: "hartman", wishes: [{ code: "89666000", type: "deny" }] });
    const entry = (made.entry ?? []).map((each) => {
      const { resource } = each;
      if (resource?.resourceType === "Patient") {
        // a report is whole by itself: what the national example points at in its record stays behind
        const { generalPractitioner: _gp, contact: _contact, id: _id, ...rest } = patient ?? ({} as Patient & { id: string });
        return { ...each, resource: { ...rest, meta: { profile: [national("nl-core-Patient")] } } };
      }
      if (resource?.resourceType === "Encounter") return { ...each, resource: { ...resource, meta: { profile: [national("nl-core-Encounter")] } } satisfies Encounter };
      if (resource?.resourceType === "Condition") return { ...each, resource: { ...resource, meta: { profile: [national("nl-core-Problem")] } } };
      if (resource?.resourceType !== "Consent" || cpr === undefined) return each;
      const { modifierExtension: _other, extension: _encounter, sourceReference: _source, id: _id, ...wish } = cpr;
      return { ...each, resource: { ...wish, meta: { profile: [national("nl-core-TreatmentDirective2")] }, patient: resource.patient ?? {}, dateTime: "2026-11-24", provision: { type: "deny", code: cpr.provision?.code ?? [] } } satisfies Consent };
    });
    return { ...made, entry };
  }

  beforeAll(async () => {
    demo = await startDemo();
    const stored = await demo.ask("his-systeem", "POST", "", asTransaction(hartman, "urn"));
    sent = stored.status === 200 ? await demo.ask("post-huisarts", "POST", "Patient/$report-contact", byBsn(mainBsn, { name: "document", resource: nationalDocument() })) : stored;
    [work] = (await waiting(demo)) as [Task];
  });
  afterAll(async () => {
    await demo[Symbol.asyncDispose]();
  });

  test("each part of it that names a national profile meets it", () => {
    const validator = createValidator(mergeDefinitions(readPackages(readdirSync(packages).filter((name) => name.endsWith(".tgz")).map((name) => join(packages, name))), loadDefinitions(generated)));
    const claimed = (nationalDocument().entry ?? []).flatMap(({ resource }) => (resource?.meta?.profile?.some((profile) => profile.includes("nictiz.nl")) === true ? [resource] : []));
    expect(claimed.map(({ resourceType }) => resourceType)).toEqual(expect.arrayContaining(["Patient", "Encounter", "Condition", "Consent"]));
    for (const resource of claimed) {
      const asked = (resource.meta?.profile ?? []).filter((profile) => profile.includes("nictiz.nl"));
      expect(validator.validate(resource, { profiles: asked }).filter(({ severity }) => severity === "error").map(({ expression, text }) => `${resource.resourceType} ${expression}: ${text}`)).toEqual([]);
    }
  });

  test("it comes in for the patient whom the HIS sent, and lands in the inbox", () => {
    expect(sent.text).toContain("Task/");
    expect(sent.status).toBe(201);
    expect(work.for?.reference).toBe(mainPatient);
  });

  test("what he would change is a proposal on the newest of the two limits that the record now holds", async () => {
    const proposals = (work.output ?? []).flatMap(({ valueReference }) => valueReference?.reference ?? []);
    expect(proposals.length).toBeLessThanOrEqual(1);
    const held = async (): Promise<readonly Consent[]> => {
      const { body } = await demo.ask("huisarts", "GET", `Consent?patient=${mainPatient}&category=http://snomed.info/sct|129125009&_count=50`);
      return (body.entry ?? []).flatMap(({ resource }) => (resource?.resourceType === "Consent" && resource.provision?.code?.[0]?.coding?.[0]?.code === "89666000" ? [resource] : []));
    };
    const before = await held();
    const newest = before.toSorted((one, other) => (other.dateTime ?? "").localeCompare(one.dateTime ?? ""))[0];
    const expected = newest?.provision?.type === "deny" ? 0 : 1;
    expect(proposals).toHaveLength(expected);
    const answers = await Promise.all(proposals.map(async (proposal) => decide(demo, "huisarts", await demo.ask("huisarts", "GET", proposal), "accept")));
    expect(answers.map(({ status }) => status)).toEqual(proposals.map(() => 200));
    expect((await held()).find(({ id }) => id === newest?.id)?.provision?.type).toBe("deny");
  });

  test("the next draft of the handover tells it", async () => {
    const draft = valueOf((await demo.ask("huisarts", "POST", `${mainPatient}/$assemble-handover`)).body, "draft") as Bundle;
    expect(draft.entry?.map(({ resource }) => `${resource?.resourceType}/${resource?.id}`)).toContain(named(sent, "report"));
  });
});
