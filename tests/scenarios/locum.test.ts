import { mainBsn, mainPatient } from "@wijkverband/server";
import type { Bundle, Composition, ServiceRequest } from "hl7-fhir-r4-types";
import { describe, expect, test } from "vitest";
import { byBsn, valueOf } from "../harness.ts";
import { auditOf } from "../stored.ts";
import { useDemo } from "../use-demo.ts";

const reason = { resourceType: "Parameters", parameter: [{ name: "reason", valueString: "op verzoek van de patiënt" }] };
const nothing = { resourceType: "Parameters" };

describe("gp-decides: the locum of another practice, while he stands in", () => {
  const demo = useDemo();

  const publications = async (): Promise<readonly ServiceRequest[]> => (((await demo.ask("huisarts", "GET", "ServiceRequest?patient=willem-voorbeeld")).body.entry ?? []).map(({ resource }) => resource) as ServiceRequest[]);

  test("changes a limit, publishes, and stands in the document as who attested, with the patient's own practice as custodian", async () => {
    const { body } = await demo.ask("waarnemer", "GET", "Consent/willem-limiet-ziekenhuis");
    expect((await demo.ask("waarnemer", "PUT", "Consent/willem-limiet-ziekenhuis", { ...body, dateTime: "2026-11-24" }, { "if-match": 'W/"1"' })).status).toBe(200);
    const published = await demo.ask("waarnemer", "POST", `${mainPatient}/$publish-handover`, nothing);
    expect(published).toMatchObject({ status: 200 });
    expect(published.body).toMatchObject({ requester: { reference: "PractitionerRole/wil-proefneming-waarnemer" }, performer: [{ reference: "Organization/spoedpost-modelregio" }] });
    expect(auditOf(demo, published.headers)[0]?.agent[0]?.policy).toEqual(["https://wijkverband.example/policy#handover-publish-cover", "https://wijkverband.example/basis#waarneming"]);
    const night = (await demo.ask("post-huisarts", "POST", "Patient/$palliative-handover", byBsn(mainBsn))).body;
    const composition = (valueOf(night, "handover") as Bundle).entry?.[0]?.resource as Composition;
    expect(composition.attester).toMatchObject([{ mode: "legal", party: { reference: "PractitionerRole/wil-proefneming-waarnemer" } }]);
    expect(composition.custodian?.reference).toBe("Organization/praktijk-voorbeeldstraat");
  });

  test("dossier-owner: what he wrote stays the dossier's: the own huisarts changes it, his own practice doesn't see it", async () => {
    const note = { resourceType: "Observation", status: "final", code: { text: "visite" }, subject: { reference: mainPatient }, valueString: "rustig" };
    const stored = await demo.ask("waarnemer", "POST", "Observation", note);
    expect(stored.status).toBe(201);
    const path = `Observation/${stored.body.id}`;
    expect((await demo.ask("huisarts", "PUT", path, { ...stored.body, valueString: "onrustig" }, { "if-match": 'W/"1"' })).status).toBe(200);
    expect((await demo.ask("post-huisarts-elders", "GET", path)).status).toBe(404);
    expect((await demo.ask("huisarts", "DELETE", path)).status).toBe(204);
  });

  test("attested: a document that names another huisarts than who publishes is refused", async () => {
    const draft = valueOf((await demo.ask("huisarts", "POST", "Patient/$assemble-handover", byBsn(mainBsn))).body, "draft");
    const answer = await demo.ask("waarnemer", "POST", `${mainPatient}/$publish-handover`, { resourceType: "Parameters", parameter: [{ name: "document", resource: draft }] });
    expect(answer.status).toBe(422);
    expect(answer.body.issue).toEqual([expect.objectContaining({ details: expect.objectContaining({ coding: [expect.objectContaining({ code: "attested" })] }) as object, expression: ["Bundle.entry[0].resource.attester"] })]);
  });

  test("one-current: publishing and withdrawing at the same moment leaves one active publication, or none, and never a half one", async () => {
    for (let round = 0; round < 4; round++) {
      const answers = await Promise.all([
        demo.ask("huisarts", "POST", `${mainPatient}/$publish-handover`, nothing),
        demo.ask("waarnemer", "POST", `${mainPatient}/$withdraw-handover`, reason),
        demo.ask("tweede-huisarts", "POST", `${mainPatient}/$publish-handover`, nothing),
        demo.ask("huisarts", "POST", `${mainPatient}/$withdraw-handover`, reason),
      ]);
      expect(answers.filter(({ status }) => ![200, 409, 412].includes(status))).toEqual([]);
      const active = (await publications()).filter(({ status }) => status === "active");
      expect(active.length).toBeLessThanOrEqual(1);
      const references = (await demo.ask("huisarts", "GET", "DocumentReference?patient=willem-voorbeeld&status=current")).body.entry ?? [];
      expect(references).toHaveLength(active.length);
      expect((await demo.ask("post-huisarts", "POST", "Patient/$palliative-handover", byBsn(mainBsn))).status).toBe(active.length === 1 ? 200 : 404);
    }
  });
});
