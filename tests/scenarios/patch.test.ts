import { mainBsn, mainPatient } from "@wijkverband/server";
import { describe, expect, test } from "vitest";
import { faults, type Answer } from "../harness.ts";
import { against, fhirPath, observation, operation, patch, replaceStatus, storeObservation } from "../observations.ts";
import { auditOf, storedCounts } from "../stored.ts";
import { useDemo } from "../use-demo.ts";

const domains = "https://wijkverband.example/fhir/CodeSystem/domein";
const directive = "Consent/willem-limiet-reanimatie";
const version = (answer: Answer): string | undefined => answer.body.meta?.versionId;

describe("patches", () => {
  const demo = useDemo();

  describe("a patch", () => {
    test("is told in JSON Patch and in FHIRPath Patch, and keeps decimals as they were sent", async () => {
      const body = JSON.stringify(observation("decimaal")).replace("70.5", "70.50");
      const { id } = (await demo.ask("huisarts", "POST", "Observation", body)).body;
      const first = await patch(demo, "huisarts", `Observation/${id}`, [{ op: "test", path: "/status", value: "final" }, { op: "replace", path: "/status", value: "amended" }]);
      expect(first).toMatchObject({ status: 200, body: { status: "amended", meta: { versionId: "2" } } });
      const second = await patch(demo, "huisarts", `Observation/${id}`, fhirPath(operation("replace", "Observation.value.unit", { name: "value", valueString: "kilo" }), operation("add", "Observation", { name: "name", valueString: "note" }, { name: "value", valueAnnotation: { text: "thuis gewogen" } })), "2");
      expect(second).toMatchObject({ status: 200, body: { status: "amended", note: [{ text: "thuis gewogen" }], valueQuantity: { unit: "kilo" }, meta: { versionId: "3" } } });
      expect(second.text).toContain('"value":70.50');
      expect(second.headers.get("etag")).toBe('W/"3"');
    });

    test("that changes nothing stores nothing, and answers what is current", async () => {
      const { path } = await storeObservation(demo, "huisarts");
      const before = storedCounts(demo);
      for (const body of [replaceStatus("final"), [], [{ op: "replace", path: "/meta/source", value: "https://elders.example" }], fhirPath(operation("delete", "Observation.component"))]) {
        const answer = await patch(demo, "huisarts", path, body);
        expect(answer).toMatchObject({ status: 200, body: { meta: { versionId: "1" } } });
        expect(auditOf(demo, answer.headers)).toContainEqual(expect.objectContaining({ outcome: "0", action: "U" }));
      }
      expect(storedCounts(demo)).toEqual(before);
    });

    test("that doesn't apply names the operation, and nothing of it is stored", async () => {
      const { path } = await storeObservation(demo, "huisarts");
      const before = storedCounts(demo);
      const json = await patch(demo, "huisarts", path, [{ op: "replace", path: "/status", value: "amended" }, { op: "remove", path: "/method" }]);
      expect(json.status).toBe(422);
      expect(faults(json.body)[0]?.text).toContain("operation 1:");
      const parameters = await patch(demo, "huisarts", path, fhirPath(operation("delete", "Observation.note"), operation("delete", "Observation.note"), operation("replace", "Observation.method", { name: "value", valueString: "x" })));
      expect(parameters.status).toBe(422);
      expect(faults(parameters.body)).toContainEqual(expect.objectContaining({ expression: "Parameters.parameter[2]", text: expect.stringContaining("operation 2:") }));
      expect((await patch(demo, "huisarts", path, [{ op: "replace", path: "/status", value: "onzin" }])).body.issue?.[0]?.expression).toEqual(["Observation.status"]);
      expect(storedCounts(demo)).toEqual(before);
    });

    test("does nothing that an update can't: the id, the type, the patient, the BSN and the domain stay", async () => {
      const { path } = await storeObservation(demo, "huisarts");
      const before = storedCounts(demo);
      const refused = async (body: object, status: number, rule?: string): Promise<void> => {
        const answer = await patch(demo, "huisarts", path, body);
        expect(answer.status).toBe(status);
        expect(faults(answer.body)).toContainEqual(expect.objectContaining(rule === undefined ? {} : { rule }));
      };
      await refused([{ op: "replace", path: "/id", value: "anders" }], 422);
      await refused(fhirPath(operation("replace", "Observation.id", { name: "value", valueId: "anders" })), 422);
      await refused([{ op: "replace", path: "/resourceType", value: "Condition" }], 422);
      await refused([{ op: "replace", path: "", value: { resourceType: "Patient" } }], 422);
      await refused([{ op: "replace", path: "/subject/reference", value: "Patient/patient-0001" }], 422, "one-patient");
      await refused(fhirPath(operation("replace", "Observation.subject", { name: "value", valueReference: { reference: "Patient/patient-0001" } })), 422, "one-patient");
      await refused(fhirPath(operation("replace", `Observation.meta.security.where(system = '${domains}').code`, { name: "value", valueCode: "verpleegkundig" })), 403, "no-row-no-access");
      const patient = await demo.ask("huisarts", "GET", mainPatient);
      const bsn = fhirPath(operation("replace", "Patient.identifier.where(system = 'http://fhir.nl/fhir/NamingSystem/bsn').value", { name: "value", valueString: "999900006" }));
      const answer = await patch(demo, "huisarts", mainPatient, bsn, version(patient));
      expect(answer.status).toBe(422);
      expect(faults(answer.body)).toContainEqual(expect.objectContaining({ rule: "dossier-owner" }));
      expect(answer.text).not.toContain(mainBsn);
      expect(storedCounts(demo)).toEqual(before);
    });

    test("own-part, dossier-owner: a nurse patches nothing of the doctor's, a doctor nothing of the nurses'", async () => {
      const nurses = await storeObservation(demo, "wijkverpleegkundige");
      for (const [who, path, body, rule] of [
        ["huisarts", nurses.path, replaceStatus("amended"), "own-part"],
        ["huisarts", `Observation?_id=${nurses.id}`, replaceStatus("amended"), "own-part"],
        ["wijkverpleegkundige", directive, [{ op: "replace", path: "/status", value: "inactive" }], "dossier-owner"],
      ] as const) {
        const answer = await patch(demo, who, path, body);
        expect(answer.status).toBe(403);
        expect(faults(answer.body)).toEqual([expect.objectContaining({ rule })]);
      }
      expect((await patch(demo, "wijkverpleegkundige", nurses.path, replaceStatus("amended"))).status).toBe(200);
    });

    test("immutable: what operations and the log keep can't be patched by anybody", async () => {
      for (const type of ["Bundle", "Composition", "DocumentReference", "ServiceRequest", "Provenance", "CareTeam", "AuditEvent"]) {
        expect((await patch(demo, "huisarts", `${type}/x`, [{ op: "remove", path: "/status" }])).status).toBe(405);
        expect((await demo.ask("huisarts", "PUT", `${type}?_id=x`, { resourceType: type }, against("1"))).status).toBe(405);
        expect((await demo.ask("huisarts", "DELETE", `${type}?_id=x`)).status).toBe(405);
      }
    });

    test("stranger: hidden and absent are answered with the same bytes, whatever is sent", async () => {
      const { id, path, number } = await storeObservation(demo, "huisarts");
      for (const body of [replaceStatus("amended"), [{ op: "onzin" }], fhirPath(operation("delete", "Observation..x"))]) {
        const hidden = await patch(demo, "huisarts-elders", path, body);
        const absent = await patch(demo, "huisarts-elders", "Observation/onbekend", body);
        expect(hidden.status).toBe(404);
        expect(hidden.text).toBe(absent.text);
      }
      for (const [method, body] of [["PATCH", replaceStatus("amended")], ["PUT", observation(number, { id })], ["DELETE", undefined]] as const) {
        const hidden = await demo.ask("huisarts-elders", method, `Observation?_id=${id}`, body, against("1"));
        const absent = await demo.ask("huisarts-elders", method, "Observation?_id=onbekend", body, against("1"));
        expect(hidden.status).toBe(404);
        expect(hidden.text).toBe(absent.text);
      }
      expect((await demo.ask("huisarts", "GET", path)).body.meta?.versionId).toBe("1");
    });
  });

  describe("what is the server's to say", () => {
    const forged = { meta: { versionId: "9", lastUpdated: "2001-01-01T00:00:00Z", source: "https://elders.example" } };

    test("dossier-owner: an owner that a client sends is left out, and that is said", async () => {
      const sent = { ...observation("vals"), ...forged };
      const created = await demo.ask("huisarts", "POST", "Observation", sent);
      expect(created).toMatchObject({ status: 201, body: { meta: { versionId: "1" } } });
      expect(created.body.meta?.source).toContain("PractitionerRole/eva-fictief-huisarts");
      expect(created.headers.get("warning")).toBe(`299 - "the server's to say, left out: Observation.meta.versionId, Observation.meta.lastUpdated, Observation.meta.source"`);
      const outcome = await demo.ask("huisarts", "PUT", `Observation/${created.body.id}`, { ...sent, id: created.body.id }, { ...against("1"), prefer: "return=OperationOutcome" });
      expect(outcome).toMatchObject({ status: 200, body: { resourceType: "OperationOutcome" } });
      expect(outcome.headers.get("etag")).toBe('W/"2"');
      expect(outcome.body.issue?.map(({ severity, expression }) => [severity, expression])).toEqual(["versionId", "lastUpdated", "source"].map((name) => ["information", [`Observation.meta.${name}`]]));
    });

    test("what is sent back as it came needs no warning", async () => {
      const { path } = await storeObservation(demo, "huisarts");
      const current = (await demo.ask("huisarts", "GET", path)).body;
      const answer = await demo.ask("huisarts", "PUT", path, current, { ...against("1"), prefer: "return=OperationOutcome" });
      expect(answer.headers.get("warning")).toBeNull();
      expect(answer.body).toMatchObject({ resourceType: "OperationOutcome", issue: [{ severity: "information" }] });
    });

    test("dossier-owner: whose patient somebody is, no client says, in a registration, an update or a patch", async () => {
      const elsewhere = [{ reference: "Organization/praktijk-elders" }];
      const current = await demo.ask("huisarts", "GET", mainPatient);
      const updated = await demo.ask("huisarts", "PUT", mainPatient, { ...current.body, generalPractitioner: elsewhere, managingOrganization: elsewhere[0] }, against(version(current) ?? ""));
      expect(updated.status).toBe(200);
      expect(updated.headers.get("warning")).toContain("Patient.generalPractitioner, Patient.managingOrganization");
      expect(updated.text).not.toContain("praktijk-elders");
      const patched = await patch(demo, "huisarts", mainPatient, [{ op: "replace", path: "/generalPractitioner", value: elsewhere }], version(updated));
      expect(patched.status).toBe(200);
      expect(patched.headers.get("warning")).toContain("Patient.generalPractitioner");
      expect(patched.text).not.toContain("praktijk-elders");
      const register = (value: string) => demo.ask("huisarts", "POST", "Patient", { resourceType: "Patient", identifier: [{ system: "http://fhir.nl/fhir/NamingSystem/bsn", value }], name: [{ text: "Z" }], birthDate: "1950-01-01", generalPractitioner: elsewhere });
      const [known, unknown] = [await register(mainBsn), await register("999990019")];
      expect([known.status, unknown.status]).toEqual([202, 202]);
      expect(known.headers.get("warning")).toBe(`299 - "the server's to say, left out: Patient.generalPractitioner"`);
      expect(unknown.headers.get("warning")).toBe(known.headers.get("warning"));
    });

    test("no-row-no-access: a forged domain label is refused, in a create and in an update", async () => {
      const label = (code: string) => ({ meta: { security: [{ system: domains, code }] } });
      const created = await demo.ask("wijkverpleegkundige", "POST", "Observation", observation("label", label("medisch")));
      expect(created.status).toBe(403);
      const { path, id, number } = await storeObservation(demo, "wijkverpleegkundige");
      const updated = await demo.ask("wijkverpleegkundige", "PUT", path, observation(number, { id, ...label("medisch") }), against("1"));
      expect(updated.status).toBe(403);
      expect(faults(updated.body)).toContainEqual(expect.objectContaining({ rule: "no-row-no-access", expression: "Observation.meta.security" }));
      expect((await demo.ask("huisarts-elders", "PUT", path, observation(number, { id, ...label("medisch") }), against("1"))).status).toBe(404);
    });
  });
});
