import { createXmlCodec } from "@wijkverband/fhir";
import { mainPatient } from "@wijkverband/server";
import type { CapabilityStatement, QuestionnaireResponse } from "hl7-fhir-r4-types";
import { describe, expect, test } from "vitest";
import { faults, type Answer, type Body } from "../harness.ts";
import { useDemo } from "../use-demo.ts";

const now = "https://api.iknl.nl/docs/pzp/r4";
const before = "https://fhir.iknl.nl/fhir";
const form = "Questionnaire/ACP-zib2020";

/** Method 2 of PZP (facts §1.3): the form as it was filled in. Method 1 is in search.test.ts. */
describe("PZP by its second method", () => {
  const demo = useDemo();
  const ids = ({ entry = [] }: Body): readonly string[] => entry.map(({ resource }) => resource?.id ?? "").toSorted();
  const ask = (who: string, questionnaire: string, subject = "subject=Patient/willem-voorbeeld"): Promise<Answer> => demo.ask(who, "GET", `QuestionnaireResponse?${subject}&questionnaire=${encodeURIComponent(questionnaire)}`);
  const filledIn = (questionnaire: string): QuestionnaireResponse => ({
    resourceType: "QuestionnaireResponse",
    questionnaire,
    status: "completed",
    subject: { reference: mainPatient },
    authored: "2026-11-23T10:00:00+01:00",
    item: [{ linkId: "83", item: [{ linkId: "1409", item: [{ linkId: "1386", answer: [{ valueCoding: { system: "urn:oid:2.16.840.1.113883.2.4.3.11.60.40.4.25.1", code: "2" } }] }] }] }],
  });

  test("the form is found under the address it has and the one it had, with its version and without", async () => {
    const sent = await demo.ask("his-systeem", "POST", "QuestionnaireResponse", filledIn(`${before}/${form}|beta3-20250828`));
    expect(sent.status).toBe(201);
    const found = ids((await ask("huisarts", `${now}/${form}`)).body);
    expect(found).toHaveLength(2);
    expect(ids((await ask("huisarts", `${before}/${form}`)).body)).toEqual(found);
    expect(ids((await ask("huisarts", `${now}/${form}|beta3-20250828`)).body)).toEqual([sent.body.id]);
    expect(ids((await ask("huisarts", `${now}/${form}`, "patient=willem-voorbeeld")).body)).toEqual(found);
    expect(ids((await ask("huisarts", `${now}/Questionnaire/iets-anders`)).body)).toEqual([]);
  });

  test("a profile of PZP is searched under both its addresses, also where its name changed", async () => {
    const goals = async (profile: string): Promise<readonly string[]> => ids((await demo.ask("huisarts", "GET", `Goal?patient=willem-voorbeeld&_profile=${encodeURIComponent(profile)}`)).body);
    const sent = await demo.ask("his-systeem", "POST", "Goal", { ...(await demo.ask("huisarts", "GET", "Goal/willem-beleidsdoel")).body, id: undefined, meta: { profile: [`${before}/StructureDefinition/ACP-Medical-Policy-Goal`] } });
    expect(sent.status).toBe(201);
    expect(await goals(`${now}/StructureDefinition/ACP-MedicalPolicyGoal`)).toEqual(["willem-beleidsdoel", sent.body.id ?? ""].toSorted());
    expect(await goals(`${before}/StructureDefinition/ACP-Medical-Policy-Goal`)).toEqual(["willem-beleidsdoel", sent.body.id ?? ""].toSorted());
  });

  test("narrowed: a form is medical; who may not read that finds none, also by its id", async () => {
    for (const who of ["huisarts-elders", "sociaal-werker", "post-huisarts-elders", "zcc-triagist"]) {
      expect((await ask(who, `${now}/${form}`)).body.entry ?? []).toEqual([]);
      expect((await demo.ask(who, "GET", "QuestionnaireResponse/willem-acp-formulier")).status).toBe(404);
    }
    expect(ids((await ask("patient", `${now}/${form}`)).body)).toContain("willem-acp-formulier");
  });

  test("a form about nobody, or that isn't one, is refused by its place", async () => {
    const { subject: _, ...nobody } = filledIn(`${now}/${form}`);
    expect(faults((await demo.ask("his-systeem", "POST", "QuestionnaireResponse", nobody)).body)).toContainEqual(expect.objectContaining({ expression: "QuestionnaireResponse.subject", rule: "one-patient" }));
    const wrong = await demo.ask("his-systeem", "POST", "QuestionnaireResponse", { ...filledIn(`${now}/${form}`), item: [{ text: "zonder nummer" }] });
    expect(wrong.status).toBe(422);
    expect(faults(wrong.body).map(({ expression }) => expression)).toContainEqual(expect.stringContaining("QuestionnaireResponse.item"));
  });

  test("all of it goes as XML too, and /metadata says that PZP is provided, by which profiles", async () => {
    const codec = createXmlCodec(demo.runtime.house.validator);
    const xml = await demo.ask("huisarts", "GET", `QuestionnaireResponse?subject=${mainPatient}`, undefined, { accept: "application/fhir+xml" });
    expect(codec.xmlToResource(xml.text)).toMatchObject({ resourceType: "Bundle", type: "searchset" });
    const metadata = (await demo.ask(undefined, "GET", "metadata")).body as unknown as CapabilityStatement;
    expect(metadata.instantiates).toContain(`${now}/CapabilityStatement/ACP-CapabilityStatementProvider`);
    const consent = metadata.rest?.[0]?.resource?.find(({ type }) => type === "Consent");
    for (const base of [now, before]) expect(consent?.supportedProfile).toContain(`${base}/StructureDefinition/ACP-TreatmentDirective`);
  });
});
