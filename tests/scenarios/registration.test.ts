import { mainBsn, mainPatient } from "@wijkverband/server";
import type { Patient } from "hl7-fhir-r4-types";
import { describe, expect, test } from "vitest";
import { byBsn, faults, type Answer } from "../harness.ts";
import { storedCounts } from "../stored.ts";
import { useDemo } from "../use-demo.ts";

const bsnSystem = "http://fhir.nl/fhir/NamingSystem/bsn";
const form = { "content-type": "application/x-www-form-urlencoded" };

/** BSNs of nobody in the demo. */
const [fresh, raced, racedToo, newer] = ["999990007", "999990032", "999990044", "999990056"] as const;

const patient = (bsn: string | undefined, family: string): object => ({ resourceType: "Patient", ...(bsn !== undefined && { identifier: [{ system: bsnSystem, value: bsn }] }), name: [{ use: "official", text: family, family }], birthDate: "1950-01-01", gender: "female" });
const transaction = (...resources: readonly object[]): object => ({
  resourceType: "Bundle",
  type: "transaction",
  entry: resources.map((resource, place) => ({ fullUrl: `urn:uuid:55555555-5555-4555-8555-${String(place).padStart(12, "0")}`, resource, request: { method: "POST", url: (resource as { resourceType: string }).resourceType } })),
});

describe("one-practice: registering", () => {
  const demo = useDemo();

  const find = async (who: string, bsn: string): Promise<readonly Patient[]> => ((await demo.ask(who, "POST", "Patient/_search", `identifier=${encodeURIComponent(`${bsnSystem}|${bsn}`)}`, form)).body.entry ?? []).map(({ resource }) => resource as Patient);
  const registrations = async (id: string | undefined): Promise<number> => (await demo.runtime.house.store.tiesOf(id ?? "", "registered")).length;

  test("a new patient is the practice's at once, with the calling huisarts as vaste huisarts", async () => {
    const answer = await demo.ask("huisarts-elders", "POST", "Patient", patient(fresh, "Nieuwkomer"));
    expect(answer.status).toBe(202);
    const [found] = await find("huisarts-elders", fresh);
    expect(found).toMatchObject({ name: [{ family: "Nieuwkomer" }], generalPractitioner: [{ reference: "Organization/praktijk-elders" }, { reference: "PractitionerRole/role-huisarts-elders" }] });
    expect(await registrations(found?.id)).toBe(1);
    expect(await find("huisarts", fresh)).toEqual([]);
    const responsible = await demo.ask("huisarts-elders", "POST", "Patient/$responsible-gp", byBsn(fresh));
    expect(responsible.status).toBe(200);
  });

  test("a patient without BSN, such as a newborn, is registered too", async () => {
    expect((await demo.ask("huisarts", "POST", "Patient", patient(undefined, "Pasgeboren"))).status).toBe(202);
    const found = (await demo.ask("huisarts", "GET", "Patient?family=Pasgeboren")).body.entry ?? [];
    expect(found).toHaveLength(1);
    expect(await registrations(found[0]?.resource?.id)).toBe(1);
  });

  test("of practices that register one BSN at the same moment one gets the patient, and all get the same answer", async () => {
    const answers = await Promise.all(["huisarts", "huisarts-elders", "tweede-huisarts", "huisarts-elders", "poh", "huisarts"].map((who) => demo.ask(who, "POST", "Patient", patient(raced, "Gewild"))));
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 202));
    const found = [...(await find("huisarts", raced)), ...(await find("huisarts-elders", raced))];
    expect(found).toHaveLength(1);
    expect(await registrations(found[0]?.id)).toBe(1);
  });

  test("of transactions that do, the others are refused whole", async () => {
    const note = { resourceType: "Observation", status: "final", code: { text: "iets" }, subject: { reference: "urn:uuid:55555555-5555-4555-8555-000000000000" } };
    const answers = await Promise.all(["huisarts", "huisarts-elders", "huisarts-elders"].map((who) => demo.ask(who, "POST", "", transaction(patient(racedToo, "Begeerd"), note))));
    const stored = [...(await find("huisarts", racedToo)), ...(await find("huisarts-elders", racedToo))];
    expect(stored).toHaveLength(1);
    expect(await registrations(stored[0]?.id)).toBe(1);
    expect(answers.some(({ status }) => status === 200)).toBe(true);
    expect(answers.filter(({ status }) => ![200, 409, 412].includes(status))).toEqual([]);
    const notes = await Promise.all(["huisarts", "huisarts-elders"].map(async (who) => (await demo.ask(who, "GET", `Observation?patient=${stored[0]?.id}`)).body.entry?.length ?? 0));
    expect(notes[0] === 0 || notes[1] === 0).toBe(true);
  });

  test("a transaction with one patient twice is refused", async () => {
    const before = storedCounts(demo);
    const answer = await demo.ask("huisarts", "POST", "", transaction(patient(newer, "Dubbel"), patient(newer, "Dubbel")));
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.status).toBeLessThan(500);
    const known = await demo.ask("huisarts", "POST", "", transaction(patient(mainBsn, "Voorbeeld"), patient(mainBsn, "Voorbeeld")));
    expect(known.status).toBe(400);
    expect(storedCounts(demo)).toEqual(before);
  });

  test("dossier-owner: a registered patient keeps his BSN, whoever writes", async () => {
    const { body, headers } = await demo.ask("huisarts", "GET", mainPatient);
    const current = body as unknown as Patient;
    const put = (identifier: Patient["identifier"]): Promise<Answer> => demo.ask("huisarts", "PUT", mainPatient, { ...current, identifier }, { "if-match": headers.get("etag") ?? "" });
    for (const identifier of [[{ system: bsnSystem, value: newer }], [{ system: "https://his.voorbeeld.example", value: "1" }], undefined]) {
      const answer = await put(identifier);
      expect(answer.status).toBe(422);
      expect(faults(answer.body)).toContainEqual(expect.objectContaining({ rule: "dossier-owner", expression: "Patient.identifier" }));
    }
    expect((await find("huisarts", mainBsn)).map(({ id }) => `Patient/${id}`)).toEqual([mainPatient]);
  });

  test("who may not register is told so, for a known and for an unknown BSN", async () => {
    for (const who of ["wijkverpleegkundige", "post-huisarts", "apotheker", "patient", "rho-analist", "zcc-triagist"]) {
      const [known, unknown] = [await demo.ask(who, "POST", "Patient", patient(mainBsn, "X")), await demo.ask(who, "POST", "Patient", patient(newer, "X"))];
      expect(known.status).toBe(403);
      expect(known.text).toBe(unknown.text);
      const [inTransaction, unknownToo] = [await demo.ask(who, "POST", "", transaction(patient("999990068", "X"))), await demo.ask(who, "POST", "", transaction(patient(newer, "X")))];
      expect(inTransaction.status).toBe(403);
      expect(inTransaction.text).toBe(unknownToo.text);
    }
  });
});
