import { codeSystemUrl } from "@wijkverband/fhir";
import { mainPatient } from "@wijkverband/server";
import type { Bundle, Communication, Resource } from "hl7-fhir-r4-types";
import { beforeAll, describe, expect, test } from "vitest";
import { faults, valueOf, type Answer, type Body, type Demo } from "../harness.ts";
import { useDemo } from "../use-demo.ts";

const label = { system: codeSystemUrl("inzage"), code: "afgeschermd" };
const entriesOf = (answer: Answer): readonly Resource[] => (answer.body.entry ?? []).flatMap(({ resource }) => resource ?? []);
const idsOf = (answer: Answer): readonly (string | undefined)[] => entriesOf(answer).map(({ id }) => id);

function statement(sender: string, more: Partial<Communication> = {}): Communication {
  return {
    resourceType: "Communication",
    status: "completed",
    category: [{ coding: [{ system: codeSystemUrl("bericht"), code: "verklaring-patient" }] }],
    subject: { reference: mainPatient },
    sender: { reference: sender },
    sent: "2026-11-24T02:00:00Z",
    payload: [{ contentString: "Ik ben in 1998 gestopt met roken." }],
    ...more,
  };
}

/** A resource with the label, or without it. */
function labelled(body: Body, withheld: boolean): object {
  const security = (body.meta?.security ?? []).filter(({ system }) => system !== label.system);
  return { ...body, meta: { ...body.meta, security: withheld ? [...security, label] : security } };
}

/** What a test rests on must have worked. */
async function worked(asked: Promise<Answer>): Promise<Answer> {
  const answer = await asked;
  if (answer.status >= 300) throw new Error(`${answer.status} ${answer.text}`);
  return answer;
}

async function setLabel(demo: Demo, person: string, path: string, withheld: boolean): Promise<Answer> {
  const { body } = await demo.ask("huisarts", "GET", path);
  return demo.ask(person, "PUT", path, labelled(body, withheld), { "if-match": `W/"${body.meta?.versionId}"` });
}

describe("who-reads-parts: the patient reads all of the own record but what is withheld", () => {
  const demo = useDemo();

  test.each(["patient", "mantelzorger"])("%s reads content, consents, teams and the handover, and who looked", async (person) => {
    for (const [path, least] of [["Condition?patient=willem-voorbeeld", 3], ["Consent?patient=willem-voorbeeld", 8], ["MedicationStatement?patient=willem-voorbeeld", 3], ["CareTeam?patient=willem-voorbeeld", 2], ["ServiceRequest?patient=willem-voorbeeld", 1]] as const) {
      expect(idsOf(await demo.ask(person, "GET", path)).length).toBeGreaterThanOrEqual(least);
    }
    expect((await demo.ask(person, "GET", "Consent/toestemming-willem-voorbeeld")).status).toBe(200);
    expect(idsOf(await demo.ask(person, "GET", `${mainPatient}/$everything`))).toEqual(expect.arrayContaining(["willem-voorbeeld", "willem-diagnose", "riet-voorbeeld"]));
    expect((await demo.ask(person, "GET", `${mainPatient}/$access-log`)).body.parameter?.length).toBeGreaterThan(0);
    expect((await demo.ask(person, "GET", "Patient/patient-0001")).status).toBe(404);
  });

  describe("a note that the huisarts withheld", () => {
    const path = "Condition/willem-benauwdheid";
    beforeAll(async () => {
      await worked(demo.ask("post-huisarts", "GET", path));
      await worked(setLabel(demo, "huisarts", path, true));
    });

    test.each(["huisarts", "tweede-huisarts", "poh", "doktersassistent", "waarnemer"])("is read by %s", async (person) => {
      expect((await demo.ask(person, "GET", path)).status).toBe(200);
      expect(idsOf(await demo.ask(person, "GET", "Condition?patient=willem-voorbeeld"))).toContain("willem-benauwdheid");
    });

    test.each(["patient", "mantelzorger", "wijkverpleegkundige", "apotheker", "post-huisarts", "triagist", "specialist-ouderengeneeskunde", "sociaal-werker"])("does not exist for %s: not by id, version, history, count, include or chain", async (person) => {
      for (const each of [path, `${path}/_history`, `${path}/_history/1`]) expect([each, (await demo.ask(person, "GET", each)).status]).toEqual([each, 404]);
      const counted = await demo.ask(person, "GET", "Condition?patient=willem-voorbeeld&_total=accurate");
      expect(idsOf(counted)).not.toContain("willem-benauwdheid");
      expect(counted.body.total).toBe(idsOf(counted).length);
      expect(idsOf(await demo.ask(person, "GET", "Patient?_id=willem-voorbeeld&_revinclude=Condition:patient"))).not.toContain("willem-benauwdheid");
      expect(idsOf(await demo.ask(person, "GET", "Condition?_id=willem-benauwdheid&patient.family=Voorbeeld"))).toEqual([]);
    });

    test("is in no draft, and what the post had of it has ended; nothing new of it is told", async () => {
      const draft = await demo.ask("huisarts", "GET", `${mainPatient}/$assemble-handover`);
      expect(draft.text).not.toContain("willem-benauwdheid");
      const published = await demo.ask("huisarts", "POST", `${mainPatient}/$publish-handover`, { resourceType: "Parameters" });
      expect(published.status).toBe(200);
      expect((await demo.ask("post-huisarts", "GET", `${mainPatient}/$palliative-handover`)).text).not.toContain("willem-benauwdheid");
    });

    test("can't come into a handover by a document of a HIS, as an entry, under our own id, or with the label on it", async () => {
      const document = valueOf((await demo.ask("huisarts", "GET", `${mainPatient}/$assemble-handover`)).body, "draft") as Bundle;
      const hidden = (await demo.ask("huisarts", "GET", path)).body as unknown as Resource;
      const publish = (entry: NonNullable<Bundle["entry"]>[number]) =>
        demo.ask("huisarts", "POST", `${mainPatient}/$publish-handover`, { resourceType: "Parameters", parameter: [{ name: "document", resource: { ...document, entry: [...(document.entry ?? []), entry] } }] });
      const place = document.entry?.length;
      const { meta: _meta, ...bare } = hidden;
      for (const entry of [{ fullUrl: `${demo.url}/fhir/${path}`, resource: hidden }, { fullUrl: `${demo.url}/fhir/${path}`, resource: bare }, { fullUrl: "urn:uuid:7f1f5c0e-3d6c-4f3e-9f3b-0f6f2f5f9a01", resource: { ...bare, id: "andere", meta: { security: [label] } } as Resource }]) {
        const answer = await publish(entry);
        expect([answer.status, faults(answer.body)]).toMatchObject([422, [{ rule: "who-reads-parts", expression: `Bundle.entry[${place}].resource` }]]);
      }
    });

    test("stays withheld whoever else tries; the huisarts takes the label off again", async () => {
      for (const person of ["patient", "mantelzorger", "wijkverpleegkundige", "post-huisarts"]) expect((await setLabel(demo, person, path, false)).status).toBe(404);
      expect((await setLabel(demo, "huisarts", path, false)).status).toBe(200);
      expect((await demo.ask("patient", "GET", path)).status).toBe(200);
    });
  });

  test("nobody labels what isn't theirs to write: of others 403, of the own part the nurse may, and then only she and the practice read it", async () => {
    for (const person of ["patient", "wijkverpleegkundige"]) expect([403, 404]).toContain((await setLabel(demo, person, "Condition/willem-diagnose", true)).status);
    const made = await demo.ask("wijkverpleegkundige", "POST", "Observation", { resourceType: "Observation", status: "final", code: { text: "zorg thuis" }, subject: { reference: mainPatient }, valueString: "Mevrouw is zelf uitgeput." });
    expect(made.status).toBe(201);
    const path = `Observation/${made.body.id}`;
    expect((await demo.ask("patient", "GET", path)).status).toBe(200);
    expect((await demo.ask("wijkverpleegkundige", "PUT", path, labelled(made.body, true), { "if-match": 'W/"1"' })).status).toBe(200);
    const statuses = await Promise.all(["wijkverpleegkundige", "verzorgende", "huisarts", "patient", "specialist-ouderengeneeskunde"].map(async (person) => (await demo.ask(person, "GET", path)).status));
    expect(statuses).toEqual([200, 200, 200, 404, 404]);
  });
});

describe("keep-and-erase: the patient adds a statement", () => {
  const demo = useDemo();

  test.each([["patient", mainPatient], ["mantelzorger", "RelatedPerson/riet-voorbeeld"]] as const)("%s adds one, the huisarts reads it, and nobody changes it", async (person, sender) => {
    const made = await demo.ask(person, "POST", "Communication", statement(sender));
    expect(made.status).toBe(201);
    const path = `Communication/${made.body.id}`;
    expect((await demo.ask("huisarts", "GET", path)).body).toMatchObject({ payload: [{ contentString: "Ik ben in 1998 gestopt met roken." }], sender: { reference: sender } });
    for (const by of ["huisarts", "poh", person]) {
      const changed = await demo.ask(by, "PUT", path, { ...made.body, payload: [{ contentString: "anders" }] }, { "if-match": 'W/"1"' });
      expect([by, changed.status]).toEqual([by, 403]);
    }
    for (const by of ["huisarts", "waarnemer", person]) expect([by, (await demo.ask(by, "DELETE", path)).status]).toEqual([by, 403]);
    expect((await demo.ask("huisarts", "GET", path)).body.meta?.versionId).toBe("1");
  });

  test("in another's name it is 422 with its place; any other message of the patient is 403; without words it is 422", async () => {
    const other = await demo.ask("mantelzorger", "POST", "Communication", statement(mainPatient));
    expect([other.status, faults(other.body)]).toMatchObject([422, [{ expression: "Communication.sender", rule: "person" }]]);
    expect((await demo.ask("patient", "POST", "Communication", statement(mainPatient, { category: [{ text: "zomaar" }] }))).status).toBe(403);
    expect((await demo.ask("patient", "POST", "Communication", statement(mainPatient, { category: [{ coding: [{ system: codeSystemUrl("bericht"), code: "melding" }] }] }))).status).toBe(403);
    const { payload: _payload, ...empty } = statement(mainPatient);
    expect((await demo.ask("patient", "POST", "Communication", empty)).status).toBe(422);
    expect((await demo.ask("patient", "POST", "Communication", { ...statement(mainPatient), meta: { security: [label] } })).status).toBe(403);
  });

  test("the practice writes down what was said at the desk, as the patient's word", async () => {
    const made = await demo.ask("doktersassistent", "POST", "Communication", statement(mainPatient));
    expect(made.status).toBe(201);
    expect((await demo.ask("patient", "GET", `Communication/${made.body.id}`)).status).toBe(200);
    expect((await demo.ask("huisarts", "DELETE", `Communication/${made.body.id}`)).status).toBe(403);
  });

  test("no other message becomes a statement afterwards", async () => {
    const made = await demo.ask("huisarts", "POST", "Communication", statement(mainPatient, { category: [{ text: "gesprek" }] }));
    expect(made.status).toBe(201);
    const changed = await demo.ask("huisarts", "PUT", `Communication/${made.body.id}`, { ...statement(mainPatient), id: made.body.id }, { "if-match": 'W/"1"' });
    expect(changed.status).toBe(403);
  });
});
