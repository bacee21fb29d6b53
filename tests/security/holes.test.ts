import { mainBsn, mainPatient } from "@wijkverband/server";
import type { Consent, PractitionerRole, Resource } from "hl7-fhir-r4-types";
import { decodeJwt, importJWK, SignJWT } from "jose";
import { describe, expect, test } from "vitest";
import type { Answer } from "../harness.ts";
import { useDemo } from "../use-demo.ts";

const codeSystem = (name: string): string => `https://wijkverband.example/fhir/CodeSystem/${name}`;
const subject = { reference: mainPatient };
const withheld = { security: [{ system: codeSystem("inzage"), code: "afgeschermd" }] };
const note = (more: object = {}) => ({ resourceType: "Observation", status: "final", code: { text: "klacht" }, subject, valueString: "moe", ...more });
const log = { resourceType: "Parameters" };

describe("holes that an attacker found, each closed", () => {
  const demo = useDemo();

  /** A token of somebody of the demo, with another person in it. */
  async function tokenOf(who: string, person: object): Promise<Readonly<Record<string, string>>> {
    const claims = decodeJwt(await demo.token(who));
    const key = await importJWK(demo.runtime.keys.token, "ES384");
    const named = { ...(claims["person"] as object), ...person };
    const token = await new SignJWT({ ...claims, person: named, jti: JSON.stringify(named) }).setProtectedHeader({ alg: "ES384", typ: "at+jwt", kid: demo.runtime.keys.token.kid ?? "" }).sign(key);
    return { authorization: `Bearer ${token}` };
  }

  /** A resource of the demo as a new one. */
  async function copyOf(path: string): Promise<Readonly<Record<string, unknown>>> {
    const { id: _id, meta, ...resource } = (await demo.ask("huisarts", "GET", path)).body;
    return { ...resource, meta: { profile: meta?.profile } };
  }

  /** What the owner of the directory writes, behind the API. */
  async function seed(resource: Resource & { readonly id: string }, author: string, op: "create" | "update" = "create"): Promise<void> {
    await demo.runtime.house.store.transact({ changes: [{ op, resource, labels: { author } }], at: demo.now, audit: () => [] });
  }

  /** The newest line of the main patient's log. */
  async function lastEvent(): Promise<string> {
    const { events } = await demo.runtime.house.store.auditOf({ patient: mainPatient.slice("Patient/".length), count: 1 });
    return JSON.stringify(events);
  }

  test("no-row-no-access: what was withheld from the patient stays so in former versions, after the label was taken off a cleaned note", async () => {
    const made = await demo.ask("huisarts", "POST", "Observation", note({ meta: withheld, valueString: "buurman drinkt" }));
    const at = `Observation/${made.body.id}`;
    const cleaned = await demo.ask("huisarts", "PUT", at, { ...note(), id: made.body.id }, { "if-match": 'W/"1"' });
    expect(cleaned.status).toBe(200);
    expect((await demo.ask("patient", "GET", at)).status).toBe(200);
    expect((await demo.ask("patient", "GET", `${at}/_history/2`)).status).toBe(200);
    expect((await demo.ask("patient", "GET", `${at}/_history/1`)).status).toBe(404);
    for (const path of [`${at}/_history`, "Observation/_history", "_history"]) {
      const seen = await demo.ask("patient", "GET", path);
      expect(seen.status).toBe(200);
      expect(seen.text).toContain(`${at}"`);
      expect(seen.text).not.toContain("buurman");
      expect((await demo.ask("huisarts", "GET", path)).text).toContain("buurman");
    }
    expect((await demo.ask("huisarts", "GET", `${at}/_history/1`)).text).toContain("buurman");
  });

  test("who-reads-parts: a pharmacist's or nurse's own medicine doesn't let the pharmacist read a problem on, after the practice took the reason away", async () => {
    const made = await demo.ask("huisarts", "POST", "Condition", { ...(await copyOf("Condition/willem-diagnose")), code: { text: "somberheid" } });
    const at = `Condition/${made.body.id}`;
    const medicine = { ...(await copyOf("MedicationStatement/willem-medicatie-morfine")), reasonReference: [{ reference: at }] };
    expect((await demo.ask("apotheker", "GET", at)).status).toBe(404);
    expect((await demo.ask("apotheker", "POST", "MedicationStatement", medicine)).status).toBe(422);
    const reason = await demo.ask("huisarts", "POST", "MedicationStatement", medicine);
    expect((await demo.ask("apotheker", "GET", at)).status).toBe(200);
    expect((await demo.ask("apotheker", "POST", "MedicationStatement", medicine)).status).toBe(201);
    expect((await demo.ask("huisarts", "DELETE", `MedicationStatement/${reason.body.id}`)).status).toBe(204);
    expect((await demo.ask("apotheker", "GET", at)).status).toBe(404);
    expect((await demo.ask("apotheker", "GET", "Condition?patient=willem-voorbeeld")).text).not.toContain("somberheid");
  });

  test("own-part: one organisation with several professions keeps their parts apart, and its social workers read no nursing", async () => {
    const nursing = await demo.ask("wijkverpleegkundige", "POST", "Observation", note({ valueString: "wond" }));
    const at = `Observation/${nursing.body.id}`;
    for (const role of ["sociaal-werker", "apotheker", "apothekersassistent"]) {
      const colleague = await tokenOf("wijkverpleegkundige", { id: `collega-${role}`, name: "Collega", role, fhirUser: undefined });
      expect((await demo.ask(undefined, "GET", at, undefined, colleague)).status).toBe(404);
      expect((await demo.ask(undefined, "GET", "Observation?patient=willem-voorbeeld", undefined, colleague)).text).not.toContain("wond");
      expect((await demo.ask(undefined, "DELETE", at, undefined, colleague)).status).toBe(404);
    }
    const physician = await tokenOf("wijkverpleegkundige", { id: "collega-arts", name: "Collega", role: "specialist-ouderengeneeskunde", fhirUser: undefined });
    expect((await demo.ask(undefined, "DELETE", at, undefined, physician)).status).toBeOneOf([403, 404]);
    const carer = await tokenOf("wijkverpleegkundige", { id: "collega-verzorgende", name: "Collega", role: "verzorgende", fhirUser: undefined });
    expect((await demo.ask(undefined, "DELETE", at, undefined, carer)).status).toBe(204);
  });

  test("one-patient: what is written together can't point from one record into another", async () => {
    const problem = { ...(await copyOf("Condition/willem-diagnose")), subject: { reference: "Patient/patient-0001" }, recorder: undefined, code: { text: "van een ander" } };
    const medicine = { ...(await copyOf("MedicationStatement/willem-medicatie-morfine")), reasonReference: [{ reference: "urn:uuid:11111111-1111-4111-8111-111111111111" }] };
    const together = (of: object) => ({
      resourceType: "Bundle",
      type: "transaction",
      entry: [
        { fullUrl: "urn:uuid:11111111-1111-4111-8111-111111111111", resource: of, request: { method: "POST", url: "Condition" } },
        { resource: medicine, request: { method: "POST", url: "MedicationStatement" } },
      ],
    });
    const crossed = await demo.ask("huisarts", "POST", "", together(problem));
    expect(crossed.status).toBe(422);
    expect(crossed.text).toContain("Bundle.entry[1].resource.reasonReference[0]");
    expect((await demo.ask("huisarts", "POST", "", together({ ...problem, subject }))).status).toBe(200);
  });

  test("stranger: the directory, which everybody reads, names no patient", async () => {
    const role = (await demo.ask("huisarts", "GET", "PractitionerRole/eva-fictief-huisarts")).body;
    const named = { ...role, extension: [{ url: "https://x.example/wie", valueReference: subject }] };
    const refused = await demo.ask("huisarts", "PUT", "PractitionerRole/eva-fictief-huisarts", named, { "if-match": `W/"${role.meta?.versionId}"` });
    expect(refused.status).toBe(422);
    expect((await demo.ask("huisarts-elders", "GET", "PractitionerRole/eva-fictief-huisarts")).text).not.toContain("willem");
  });

  test("audit: what a transaction finds rather than writes was read, and stands in the log by its version", async () => {
    const made = await demo.ask("huisarts", "POST", "Observation", note({ identifier: [{ system: "https://x.example/nummer", value: "n-1" }], valueString: "gevonden" }));
    const transaction = { resourceType: "Bundle", type: "transaction", entry: [{ resource: note(), request: { method: "POST", url: "Observation", ifNoneExist: "identifier=https://x.example/nummer|n-1" } }] };
    const found = await demo.ask("poh", "POST", "", transaction, { prefer: "return=representation" });
    expect(found.text).toContain("gevonden");
    expect(await lastEvent()).toContain(`Observation/${made.body.id}/_history/1`);
  });

  test("no-bsn: a portal that knows people by their BSN brings none into the log", async () => {
    for (const person of [{ id: mainBsn }, { name: `Willem ${mainBsn}` }]) {
      expect((await demo.ask(undefined, "GET", mainPatient, undefined, await tokenOf("patient", person))).status).toBe(200);
      const event = await lastEvent();
      expect(event).toContain("IRCP");
      expect(event).not.toContain(mainBsn);
    }
  });

  test("dossier-owner: only a GP practice registers patients, so that no home care or post comes to own a record and keeps the practice out", async () => {
    const patient = { resourceType: "Patient", name: [{ family: "Ongeregistreerd" }], birthDate: "1950-01-01", gender: "male", identifier: [{ system: "http://fhir.nl/fhir/NamingSystem/bsn", value: "999990019" }] };
    for (const [who, role] of [["wijkverpleegkundige-elders", "verpleegkundig-specialist"], ["post-huisarts-elders", "huisarts"], ["sociaal-werker", "praktijkmanager"]] as const) {
      const elsewhere = await tokenOf(who, { id: `elders-${role}`, name: "Elders", role, fhirUser: undefined });
      expect((await demo.ask(undefined, "POST", "Patient", patient, elsewhere)).status).toBe(403);
      expect((await demo.ask(undefined, "POST", "", { resourceType: "Bundle", type: "transaction", entry: [{ resource: patient, request: { method: "POST", url: "Patient" } }] }, elsewhere)).status).toBe(403);
      expect((await demo.ask(undefined, "GET", "Patient?family=Ongeregistreerd", undefined, elsewhere)).body.entry).toBeUndefined();
    }
    expect((await demo.ask("huisarts-elders", "POST", "Patient", patient)).status).toBe(202);
    expect((await demo.ask("huisarts-elders", "GET", "Patient?family=Ongeregistreerd")).body.entry).toHaveLength(1);
  });

  test("audit: who tries out whether somebody has a BSN, by an update or a transaction, stands in the log of who has it", async () => {
    const passant = { resourceType: "Patient", name: [{ family: "Passant" }], birthDate: "1950-01-01", gender: "male" };
    const numbered = { ...passant, identifier: [{ system: "http://fhir.nl/fhir/NamingSystem/bsn", value: mainBsn }] };
    expect((await demo.ask("huisarts-elders", "POST", "Patient", passant)).status).toBe(202);
    const found = (await demo.ask("huisarts-elders", "GET", "Patient?family=Passant")).body.entry?.[0]?.resource;
    const tries = [
      () => demo.ask("huisarts-elders", "PUT", `Patient/${found?.id}`, { ...numbered, id: found?.id }, { "if-match": 'W/"1"' }),
      () => demo.ask("huisarts-elders", "POST", "", { resourceType: "Bundle", type: "transaction", entry: [{ resource: numbered, request: { method: "POST", url: "Patient" } }] }),
    ];
    for (const attempt of tries) {
      expect((await demo.ask("huisarts", "GET", mainPatient)).status).toBe(200);
      expect(await lastEvent()).toContain("Eva Fictief");
      expect((await attempt()).status).toBe(409);
      expect(await lastEvent()).toContain("E. Huisarts");
    }
  });

  test("audit: nobody hides from the patient's log by a token that names the patient's own place", async () => {
    const hidden = await tokenOf("huisarts", { id: "niet-in-de-gids", name: "Sluiper", fhirUser: mainPatient });
    expect((await demo.ask(undefined, "GET", mainPatient, undefined, hidden)).status).toBe(200);
    expect((await demo.ask("patient", "POST", `${mainPatient}/$access-log`, log)).text).toContain("Sluiper");
  });

  test("no-row-no-access: nobody shuts the patient out of the own log, or the post out of the handover, by withholding who the patient is or what he said", async () => {
    for (const at of [mainPatient, "Consent/toestemming-willem-voorbeeld"]) {
      const { body } = await demo.ask("huisarts", "GET", at);
      const marked = { ...body, meta: { ...body.meta, security: [...(body.meta?.security ?? []), ...withheld.security] } };
      expect((await demo.ask("doktersassistent", "PUT", at, marked, { "if-match": `W/"${body.meta?.versionId}"` })).status).toBe(422);
      const patch = [{ op: "add", path: "/meta/security", value: withheld.security }];
      expect((await demo.ask("huisarts", "PATCH", at, JSON.stringify(patch), { "if-match": `W/"${body.meta?.versionId}"`, "content-type": "application/json-patch+json" })).status).toBe(422);
      expect((await demo.ask("patient", "GET", at)).status).toBe(200);
    }
    expect((await demo.ask("patient", "POST", `${mainPatient}/$access-log`, log)).status).toBe(200);
  });

  test("basis: an objection that holds at no time isn't taken for one", async () => {
    const { body } = await demo.ask("huisarts", "GET", "Consent/toestemming-willem-voorbeeld");
    const { id: _id, meta: _meta, provision, ...consent } = body as unknown as Consent;
    const rules = provision?.provision?.map((rule) => ({ ...rule, period: { start: "2027-01-01" } }));
    const ended = { ...consent, provision: { ...provision, period: { end: "2026-12-31" }, provision: rules } };
    expect((await demo.ask("huisarts", "POST", "Consent", ended)).status).toBe(422);
    expect((await demo.ask("huisarts", "POST", "Consent", { ...ended, provision: { ...ended.provision, period: { end: "2027-01-01" } } })).status).toBe(201);
  });

  describe("break-glass: nobody judges the own use", () => {
    const reason = { resourceType: "Parameters", parameter: [{ name: "reason", valueCodeableConcept: { coding: [{ system: codeSystem("noodreden"), code: "spoed" }], text: "benauwd, kan niet wachten" } }] };
    const judgement = { resourceType: "Parameters", parameter: [{ name: "decision", valueCode: "justified" }, { name: "reason", valueString: "was nodig" }] };
    const atPost = "Organization/spoedpost-elders";

    /** Comes in as a doctor of the post, and answers with the review. */
    async function comeIn(id: string, practitioner: string): Promise<string> {
      const role: PractitionerRole & { id: string } = { resourceType: "PractitionerRole", id, active: true, practitioner: { reference: practitioner }, organization: { reference: atPost } };
      await seed(role, atPost);
      const headers = await tokenOf("post-huisarts-elders", { id, name: "Eva Fictief", fhirUser: `PractitionerRole/${id}` });
      const came: Answer = await demo.ask(undefined, "POST", `${mainPatient}/$break-glass`, reason, headers);
      expect(came.status).toBe(200);
      const tasks = (await demo.ask("huisarts", "GET", `Task?patient=willem-voorbeeld&code=noodtoegang-beoordelen&requester=PractitionerRole/${id}`)).body.entry ?? [];
      return `Task/${tasks[0]?.resource?.id}`;
    }

    test("break-glass: also not as huisarts of the practice what was done as doctor of the post", async () => {
      const review = await comeIn("eva-op-de-post", "Practitioner/eva-fictief");
      expect((await demo.ask("huisarts", "POST", `${review}/$review-break-glass`, judgement)).status).toBe(403);
      expect((await demo.ask("tweede-huisarts", "POST", `${review}/$review-break-glass`, judgement)).status).toBe(200);
    });

    test("break-glass: also not where the post keeps the same doctor under an entry of its own", async () => {
      const { identifier } = (await demo.ask("huisarts", "GET", "Practitioner/eva-fictief")).body as unknown as { identifier: [] };
      await seed({ resourceType: "Practitioner", id: "eva-bij-de-post", identifier }, atPost);
      const review = await comeIn("eva-bij-de-post-rol", "Practitioner/eva-bij-de-post");
      expect((await demo.ask("huisarts", "POST", `${review}/$review-break-glass`, judgement)).status).toBe(403);
      const unknown = await tokenOf("huisarts", { id: "niet-in-de-gids", name: "Onbekend", fhirUser: undefined });
      expect((await demo.ask(undefined, "POST", `${review}/$review-break-glass`, judgement, unknown)).status).toBe(403);
      expect((await demo.ask("tweede-huisarts", "POST", `${review}/$review-break-glass`, judgement)).status).toBe(200);
    });
  });

  test("person: a locum whose role in the directory ended reads no more, whatever the token still says", async () => {
    const { body } = await demo.ask("huisarts", "GET", "PractitionerRole/wil-proefneming-waarnemer");
    expect((await demo.ask("waarnemer", "GET", mainPatient)).status).toBe(200);
    await seed({ ...body, active: false } as unknown as Resource & { id: string }, "Organization/praktijk-modellaan", "update");
    expect((await demo.ask(undefined, "GET", mainPatient, undefined, await tokenOf("waarnemer", { name: "Wil" }))).status).toBe(404);
  });
});
