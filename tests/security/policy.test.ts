import { mainPatient, people } from "@wijkverband/server";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startDemo, type Demo } from "../harness.ts";

/** What there is of the main patient, one thing of each kind that the table of DESIGN §5 tells apart. */
type Thing = "patient" | "contact" | "registration" | "team" | "limit" | "sharing" | "allergy" | "diagnosis" | "medicine" | "note" | "door" | "publication" | "document" | "nursing" | "pharmacy" | "social";

const things: readonly Thing[] = ["patient", "contact", "registration", "team", "limit", "sharing", "allergy", "diagnosis", "medicine", "note", "door", "publication", "document", "nursing", "pharmacy", "social"];
const handover: readonly Thing[] = ["patient", "contact", "limit", "allergy", "diagnosis", "medicine", "publication", "document"];
const teams: readonly Thing[] = ["registration", "team"];

/** Who reads what, written from DESIGN §5 and not from the table in the code. `note` is medical and in no handover; `door` is the key safe. */
const reads: Readonly<Record<string, readonly Thing[]>> = {
  "his-systeem": things,
  huisarts: things,
  "tweede-huisarts": things,
  waarnemer: things,
  poh: things,
  "poh-ggz": things,
  doktersassistent: things,
  "verpleegkundig-specialist": things,
  "physician-assistant": things,
  aios: things,
  anios: things,
  patient: things,
  mantelzorger: things,
  "post-huisarts": handover,
  triagist: handover,
  "specialist-ouderengeneeskunde": [...handover, ...teams, "nursing", "pharmacy", "social"],
  wijkverpleegkundige: [...handover, ...teams, "nursing", "pharmacy", "social"],
  verzorgende: [...handover, ...teams, "nursing", "pharmacy", "social"],
  apotheker: [...handover, ...teams, "pharmacy"],
  "sociaal-werker": [...teams, "patient", "social"],
  "zcc-triagist": [],
  "post-huisarts-elders": [],
  "huisarts-elders": [],
  "wijkverpleegkundige-elders": [],
  "rho-analist": [],
};

/** In which domains somebody may add: a medical note, a nursing plan, a dispense, a social goal. */
const practice: readonly string[] = ["his-systeem", "huisarts", "tweede-huisarts", "waarnemer", "poh", "poh-ggz", "doktersassistent", "verpleegkundig-specialist", "physician-assistant", "aios", "anios"];
const deciders: readonly string[] = ["his-systeem", "huisarts", "tweede-huisarts", "waarnemer"];
const nurses: readonly string[] = ["wijkverpleegkundige", "verzorgende"];

const subject = { reference: mainPatient };
const note = { resourceType: "Observation", status: "final", code: { text: "klacht" }, subject, valueString: "moe" };
const nursingPlan = { resourceType: "CarePlan", status: "active", intent: "plan", category: [{ coding: [{ system: "http://snomed.info/sct", code: "243114000" }] }], subject, activity: [{ detail: { status: "in-progress", description: "hulp bij wassen", performer: [{ reference: "Organization/thuiszorg-proeftuin" }] } }] };
const dispense = { resourceType: "MedicationDispense", status: "completed", medicationCodeableConcept: { text: "macrogol" }, subject };
const socialGoal = { resourceType: "Goal", lifecycleStatus: "active", description: { text: "budget op orde" }, subject };

describe("no-row-no-access: each person of the demo, each thing of the main patient", () => {
  let demo: Demo;
  const at: Partial<Record<Thing, string>> = {};
  beforeAll(async () => {
    demo = await startDemo();
    const create = async (who: string, resource: { resourceType: string }): Promise<string> => {
      const { body, text } = await demo.ask(who, "POST", resource.resourceType, resource);
      if (body.id === undefined) throw new Error(text);
      return `${resource.resourceType}/${body.id}`;
    };
    const [request] = await demo.runtime.house.store.record(mainPatient.slice("Patient/".length)).then((record) => record.filter(({ type }) => type === "ServiceRequest"));
    const published = request?.resource() as { supportingInfo: { reference: string }[] };
    Object.assign(at, {
      patient: mainPatient,
      contact: "RelatedPerson/riet-voorbeeld",
      registration: "CareTeam/huisartsteam-willem-voorbeeld",
      team: "CareTeam/wijkteam-willem-voorbeeld",
      limit: "Consent/willem-limiet-reanimatie",
      sharing: "Consent/toestemming-willem-voorbeeld",
      allergy: "AllergyIntolerance/willem-allergie",
      diagnosis: "Condition/willem-diagnose",
      medicine: "MedicationStatement/willem-medicatie-morfine",
      door: "Flag/willem-toegang-woning",
      publication: `ServiceRequest/${request?.id}`,
      document: published.supportingInfo[0]?.reference,
      note: await create("huisarts", note),
      nursing: await create("wijkverpleegkundige", nursingPlan),
      pharmacy: await create("apotheker", dispense),
      social: await create("sociaal-werker", socialGoal),
    } satisfies Record<Thing, string | undefined>);
  });
  afterAll(async () => {
    await demo[Symbol.asyncDispose]();
  });

  test("the table below names everybody", () => {
    expect(Object.keys(reads).toSorted()).toEqual(people.map(({ key }) => key).toSorted());
  });

  test.each(Object.entries(reads))("%s reads just what the table says, one by one, by version, and by search", async (who, expected) => {
    const read: Thing[] = [];
    const found: Thing[] = [];
    for (const thing of things) {
      const path = at[thing] ?? "";
      const [type, id] = path.split("/");
      const answer = await demo.ask(who, "GET", path);
      expect([200, 404]).toContain(answer.status);
      if (answer.status === 200) read.push(thing);
      const search = await demo.ask(who, "GET", `${type}?_id=${id}&_total=accurate`);
      expect(search.body.total).toBe(search.body.entry?.length ?? 0);
      if (search.body.entry?.length === 1) found.push(thing);
      expect((await demo.ask(who, "GET", `${path}/_history/1`)).status).toBe(answer.status);
      expect((await demo.ask(who, "GET", `${path}/_history`)).status).toBe(answer.status);
    }
    const wanted = things.filter((thing) => expected.includes(thing));
    expect(read).toEqual(wanted);
    expect(found).toEqual(wanted);
  });

  /** What a write by somebody who sees the patient, and by somebody who doesn't, is refused with. */
  const refused = (who: string): number => (reads[who]?.includes("patient") === true ? 403 : 422);

  test.each(Object.keys(reads))("%s adds just what is the own part", async (who) => {
    const wanted = { note: [...practice, ...nurses], nursingPlan: [...practice, ...nurses], dispense: [...practice, "apotheker", ...nurses], socialGoal: [...practice, ...nurses, "sociaal-werker"] };
    const labels: Readonly<Record<string, string>> = { ...Object.fromEntries(practice.map((each) => [each, "medisch"])), ...Object.fromEntries(nurses.map((each) => [each, "verpleegkundig"])), apotheker: "farmaceutisch", "sociaal-werker": "sociaal" };
    for (const [name, resource] of Object.entries({ note, nursingPlan, dispense, socialGoal })) {
      const answer = await demo.ask(who, "POST", resource.resourceType, resource);
      const allowed = wanted[name as keyof typeof wanted].includes(who) || (who === "sociaal-werker" && name !== "dispense");
      expect({ name, status: answer.status }).toEqual({ name, status: allowed ? 201 : refused(who) });
      expect(answer.body.meta?.security?.map(({ code }) => code)).toEqual(allowed ? [labels[who]] : undefined);
    }
  });

  /** Somebody who may write is told that the version is another; whoever may not is told so, or that there is nothing. */
  const outcome = (who: string, thing: Thing, allowed: readonly string[]): number => (allowed.includes(who) ? 412 : reads[who]?.includes(thing) === true ? 403 : 404);

  test.each(Object.keys(reads))("%s changes and deletes just what is the own part", async (who) => {
    const changes: Readonly<Partial<Record<Thing, readonly string[]>>> = { patient: practice, contact: practice, limit: practice, sharing: practice, note: practice, diagnosis: practice, door: practice, nursing: nurses, pharmacy: ["apotheker"], social: ["sociaal-werker"] };
    const deletes: Readonly<Partial<Record<Thing, readonly string[]>>> = { limit: deciders, note: deciders, diagnosis: deciders, nursing: nurses, pharmacy: ["apotheker"], social: ["sociaal-werker"] };
    for (const [thing, allowed] of Object.entries(changes) as [Thing, readonly string[]][]) {
      const path = at[thing] ?? "";
      const [resourceType, id] = path.split("/");
      const answer = await demo.ask(who, "PUT", path, { resourceType, id }, { "if-match": 'W/"99"' });
      expect({ thing, update: answer.status }).toEqual({ thing, update: outcome(who, thing, allowed) });
    }
    // no row lets anybody delete a patient or a contact, so nobody is told whether they are there
    for (const thing of ["patient", "contact"] as const) expect((await demo.ask(who, "DELETE", at[thing] ?? "")).status).toBe(405);
    for (const [thing, allowed] of Object.entries(deletes) as [Thing, readonly string[]][]) {
      const answer = await demo.ask(who, "DELETE", at[thing] ?? "", undefined, { "if-match": 'W/"99"' });
      expect({ thing, delete: answer.status }).toEqual({ thing, delete: outcome(who, thing, allowed) });
    }
  });

  const operations: Readonly<Record<string, readonly string[]>> = {
    "$assemble-handover": [...practice, "specialist-ouderengeneeskunde"],
    "$palliative-handover": [...practice, "post-huisarts", "triagist", "wijkverpleegkundige", "verzorgende", "apotheker", "specialist-ouderengeneeskunde", "patient", "mantelzorger"],
    "$responsible-gp": [...practice, "post-huisarts", "triagist", "wijkverpleegkundige", "verzorgende", "apotheker", "specialist-ouderengeneeskunde", "patient", "mantelzorger", "zcc-triagist"],
    "$publish-handover": deciders,
  };

  test.each(Object.keys(reads))("%s asks just the operations of the table", async (who) => {
    for (const [operation, allowed] of Object.entries(operations)) {
      // an addressee that is no post: a publication goes no further than being allowed
      const nowhere = { name: "addressee", valueReference: { reference: "Organization/thuiszorg-proeftuin" } };
      const parameters = { resourceType: "Parameters", ...(operation === "$publish-handover" && { parameter: [nowhere] }) };
      const answer = await demo.ask(who, "POST", `${mainPatient}/${operation}`, parameters);
      const success = operation === "$publish-handover" ? 422 : 200;
      expect({ operation, status: answer.status }).toEqual({ operation, status: allowed.includes(who) ? success : reads[who]?.includes("patient") === true ? 403 : 404 });
    }
  });

  test("home-access: the door is shown live to whoever visits, and to nobody else", async () => {
    const shown: string[] = [];
    for (const who of operations["$palliative-handover"] ?? []) {
      const answer = await demo.ask(who, "GET", `${mainPatient}/$palliative-handover`);
      if (answer.body.parameter?.some(({ name }) => name === "home-access") === true) shown.push(who);
      expect(JSON.stringify(answer.body.parameter?.find(({ name }) => name === "handover"))).not.toContain("toegang");
    }
    expect(shown.toSorted()).toEqual([...practice, "post-huisarts", "wijkverpleegkundige", "verzorgende", "patient", "mantelzorger"].toSorted());
  });
});
