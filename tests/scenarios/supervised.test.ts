import { mainPatient } from "@wijkverband/server";
import type { PractitionerRole } from "hl7-fhir-r4-types";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { faults, startDemo, type Answer, type Demo } from "../harness.ts";

const wish = { resourceType: "Observation", status: "final", code: { coding: [{ system: "http://snomed.info/sct", code: "153851000146100" }] }, method: { coding: [{ system: "http://snomed.info/sct", code: "370819000" }] }, subject: { reference: mainPatient }, effectiveDateTime: "2026-11-24", valueString: "thuis blijven" };
const extension = (role: string) => [{ url: "https://wijkverband.example/fhir/StructureDefinition/supervisor", valueReference: { reference: `PractitionerRole/${role}` } }];
const supervised = ["aios", "anios", "physician-assistant", "verpleegkundig-specialist"];

describe("who learns, or acts under an agreement, does so under a huisarts with a name", () => {
  let demo: Demo;
  beforeEach(async () => {
    demo = await startDemo();
  });
  afterEach(async () => {
    await demo[Symbol.asyncDispose]();
  });

  const roleOf = async (who: string): Promise<PractitionerRole> => (await demo.ask("huisarts", "GET", `PractitionerRole/role-${who}`)).body as unknown as PractitionerRole;
  const put = (by: string, role: PractitionerRole): Promise<Answer> => demo.ask(by, "PUT", `PractitionerRole/${role.id}`, role, { "if-match": `W/"${role.meta?.versionId}"` });
  /** Names another supervisor, or none. */
  const place = async (by: string, who: string, supervisor?: string): Promise<Answer> => {
    const { extension: _former, ...role } = await roleOf(who);
    return put(by, supervisor === undefined ? role : { ...role, extension: extension(supervisor) });
  };
  const write = (who: string): Promise<Answer> => demo.ask(who, "POST", "Observation", wish);

  test.each(supervised)("supervised: %s writes in the record while a huisarts of the practice is named, and reads only without", async (who) => {
    expect((await write(who)).status).toBe(201);
    expect((await place("huisarts", who)).status).toBe(200);
    const refused = await write(who);
    expect(refused.status).toBe(403);
    expect(faults(refused.body).map(({ rule }) => rule)).toEqual(["supervised"]);
    expect((await demo.ask(who, "GET", mainPatient)).status).toBe(200);
    expect((await place("huisarts", who, "bas-verzonnen-huisarts")).status).toBe(200);
    expect((await write(who)).status).toBe(201);
  });

  test("supervised: somebody who is no huisarts, or one of another practice, or gone, is no supervisor", async () => {
    for (const other of ["role-poh", "role-huisarts-elders", "role-aios"]) {
      expect((await place("huisarts", "aios", other)).status).toBe(200);
      expect(faults((await write("aios")).body).map(({ rule }) => rule)).toEqual(["supervised"]);
    }
    expect((await place("huisarts", "aios", "bas-verzonnen-huisarts")).status).toBe(200);
    const bas = (await demo.ask("huisarts", "GET", "PractitionerRole/bas-verzonnen-huisarts")).body as unknown as PractitionerRole;
    expect((await put("huisarts", { ...bas, active: false })).status).toBe(200);
    expect((await write("aios")).status).toBe(403);
  });

  test("supervised: a supervisor has one ANIOS at a time, and an ANIOS one supervisor", async () => {
    const second = (person: string, supervisor: string): object => ({
      resourceType: "PractitionerRole",
      active: true,
      extension: extension(supervisor),
      practitioner: { reference: `Practitioner/${person}` },
      organization: { reference: "Organization/praktijk-voorbeeldstraat" },
      code: [{ coding: [{ system: "https://wijkverband.example/fhir/CodeSystem/rol", code: "anios" }] }],
    });
    for (const [person, supervisor] of [["person-poh", "eva-fictief-huisarts"], ["person-anios", "bas-verzonnen-huisarts"]] as const) {
      const refused = await demo.ask("huisarts", "POST", "PractitionerRole", second(person, supervisor));
      expect(refused.status).toBe(422);
      expect(faults(refused.body)).toEqual([expect.objectContaining({ rule: "supervised", expression: "PractitionerRole.extension" })]);
    }
    expect((await demo.ask("huisarts", "POST", "PractitionerRole", second("person-poh", "bas-verzonnen-huisarts"))).status).toBe(201);
    expect((await place("huisarts", "anios", "bas-verzonnen-huisarts")).status).toBe(422);
    expect((await put("huisarts", { ...(await roleOf("anios")), active: false })).status).toBe(200);
    expect((await demo.ask("huisarts", "POST", "PractitionerRole", second("person-doktersassistent", "eva-fictief-huisarts"))).status).toBe(201);
  });

  test("supervised: of two who name the same supervisor at one moment one does, whether in one transaction or not", async () => {
    expect((await put("huisarts", { ...(await roleOf("anios")), active: false })).status).toBe(200);
    const another = (person: string): object => ({
      resourceType: "PractitionerRole",
      extension: extension("eva-fictief-huisarts"),
      practitioner: { reference: `Practitioner/${person}` },
      organization: { reference: "Organization/praktijk-voorbeeldstraat" },
      code: [{ coding: [{ system: "https://wijkverband.example/fhir/CodeSystem/rol", code: "anios" }] }],
    });
    // people without a role at the practice, whom a transaction doesn't recognise by it
    const people = ["person-huisarts-elders", "person-wijkverpleegkundige-elders", "person-post-huisarts-elders"];
    const transaction = { resourceType: "Bundle", type: "transaction", entry: people.slice(0, 2).map((person, index) => ({ fullUrl: `urn:uuid:77777777-7777-4777-8777-00000000000${index}`, resource: another(person), request: { method: "POST", url: "PractitionerRole" } })) };
    const refused = await demo.ask("huisarts", "POST", "", transaction);
    expect(refused.status).toBe(422);
    expect(faults(refused.body)).toEqual([expect.objectContaining({ rule: "supervised", expression: "Bundle.entry[1].resource.extension" })]);
    const answers = await Promise.all(people.map((person) => demo.ask("huisarts", "POST", "PractitionerRole", another(person))));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    for (const { status, body } of answers.filter((each) => each.status !== 201)) expect([[409, 422].includes(status), faults(body)[0]?.rule]).toEqual([true, "supervised"]);
  });

  test("supervised: nobody who is supervised, and no assistant, keeps the directory: the huisarts does", async () => {
    for (const who of [...supervised, "poh", "poh-ggz", "doktersassistent"]) {
      const role = await roleOf(who);
      const own = await put(who, supervised.includes(who) ? { ...role, extension: extension("bas-verzonnen-huisarts") } : { ...role, telecom: [{ system: "phone", value: "+31 00 000 00 99" }] });
      expect([who, own.status]).toEqual([who, 403]);
      const { id: _id, meta: _meta, ...another } = role;
      expect((await demo.ask(who, "POST", "PractitionerRole", another)).status).toBe(403);
      expect((await roleOf(who)).meta?.versionId).toBe("1");
    }
  });

  test("supervised: only a role that works under somebody has a supervisor", async () => {
    expect(faults((await place("huisarts", "poh", "eva-fictief-huisarts")).body).map(({ rule }) => rule)).toEqual(["profile"]);
  });
});
