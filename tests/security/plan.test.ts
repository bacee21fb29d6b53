import { codeSystemUrl } from "@wijkverband/fhir";
import { mainPatient, people } from "@wijkverband/server";
import type { AuditEvent, Bundle, CarePlan, Resource } from "hl7-fhir-r4-types";
import { hash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { makeCondition } from "../bench/condition.ts";
import { faults, startDemo, type Answer, type Demo } from "../harness.ts";
import { named, objection } from "../objection.ts";
import { intervention, planFor, sharedGoal, taskOf } from "../people/plan.ts";

const main = mainPatient.slice("Patient/".length);
const day = 86_400_000;
const label = (code: string) => ({ meta: { security: [{ system: codeSystemUrl("domein"), code }] } });
const entriesOf = (answer: Answer): readonly Resource[] => ((answer.body as unknown as Bundle).entry ?? []).flatMap(({ resource }) => resource ?? []);
const referencesOf = (answer: Answer): readonly string[] => entriesOf(answer).map(({ resourceType, id }) => `${resourceType}/${id}`);
const planOf = (answer: Answer): CarePlan => entriesOf(answer)[0] as CarePlan;

describe("the plan tells each reader what is theirs, and nobody anything else", () => {
  let demo: Demo;
  let plan = "";
  const made: Record<"medical" | "withheld" | "nursing" | "social" | "shared" | "task", string> = { medical: "", withheld: "", nursing: "", social: "", shared: "", task: "" };
  const view = (who: string): Promise<Answer> => demo.ask(who, "GET", `${plan}/$plan-view`);

  beforeAll(async () => {
    demo = await startDemo();
    const write = async (who: string, resource: Resource): Promise<string> => {
      const answer = await demo.ask(who, "POST", resource.resourceType, resource);
      if (answer.status !== 201) throw new Error(answer.text);
      return `${resource.resourceType}/${answer.body.id}`;
    };
    made.medical = await write("huisarts", makeCondition(main));
    const afgeschermd = { system: codeSystemUrl("inzage"), code: "afgeschermd" };
    made.withheld = await write("huisarts", { ...makeCondition(main), meta: { security: [afgeschermd] } });
    made.shared = await write("huisarts", sharedGoal(mainPatient, "Thuis blijven wonen."));
    made.social = await write("sociaal-werker", { resourceType: "Goal", ...label("sociaal"), lifecycleStatus: "active", description: { text: "Een vrijwilliger voor Riet." }, subject: { reference: mainPatient } });
    plan = await write("huisarts", { ...planFor(mainPatient), addresses: [made.medical, made.withheld].map((reference) => ({ reference })), goal: [{ reference: made.shared }] });
    const asked = await demo.ask("huisarts", "GET", plan);
    const hung = await demo.ask("huisarts", "PUT", plan, { ...(asked.body as unknown as CarePlan), goal: [made.shared, made.social].map((reference) => ({ reference })) }, { "if-match": asked.headers.get("etag") ?? "" });
    if (hung.status !== 200) throw new Error(hung.text);
    made.nursing = await write("wijkverpleegkundige", { ...intervention(mainPatient, "Wassen en aankleden."), partOf: [{ reference: plan }] });
    made.task = await write("wijkverpleegkundige", taskOf(mainPatient, plan, { requester: "Organization/thuiszorg-proeftuin", owner: "Organization/apotheek-voorbeeldplein" }));
  });
  afterAll(() => demo[Symbol.asyncDispose]());

  test("who-reads-parts: for every person of the demo, what is in the view is just what that person can read of it", async () => {
    const whole = referencesOf(await view("huisarts"));
    expect(whole).toEqual(expect.arrayContaining([plan, ...Object.values(made)]));
    let readers = 0;
    for (const { key } of people) {
      const answer = await view(key);
      const sees = (await demo.ask(key, "GET", plan)).status === 200;
      expect([key, answer.status]).toEqual([key, sees ? 200 : answer.status === 403 ? 403 : 404]);
      if (!sees) continue;
      readers += 1;
      const readable: string[] = [];
      for (const reference of whole) if ((await demo.ask(key, "GET", reference)).status === 200) readable.push(reference);
      // who doesn't see the team isn't told who is in it, though the directory is everybody's
      const shown = readable.some((reference) => reference.startsWith("CareTeam/")) ? readable : readable.filter((reference) => !/^(?:Organization|Practitioner|PractitionerRole|RelatedPerson)\//.test(reference));
      expect([key, referencesOf(answer).toSorted()]).toEqual([key, shown.toSorted()]);
    }
    expect(readers).toBeGreaterThan(8);
  });

  test("a sociaal-werker sees the plan, the shared goals and the own ones; of other domains no reference, title or number", async () => {
    const answer = await view("sociaal-werker");
    expect(answer.status).toBe(200);
    expect(referencesOf(answer)).toEqual(expect.arrayContaining([plan, made.shared, made.social]));
    for (const hidden of [made.medical, made.withheld, made.nursing, made.task]) expect(answer.text).not.toContain(hidden);
    for (const word of ["Wassen", "Benauwdheid", "medicijnrol"]) expect(answer.text).not.toContain(word);
    expect(planOf(answer)).not.toHaveProperty("addresses");
    expect(planOf(answer).meta?.tag).toEqual([expect.objectContaining({ code: "SUBSETTED" })]);
    // a part isn't written back as the whole
    const part = await demo.ask("huisarts", "PUT", plan, planOf(answer), { "if-match": `W/"${planOf(answer).meta?.versionId}"` });
    expect([part.status, faults(part.body)[0]?.rule]).toEqual([422, "one-plan"]);
  });

  test("a shared goal, which a sociaal-werker reads, doesn't name the problem that it addresses", async () => {
    const goal = await demo.ask("huisarts", "POST", "Goal", { ...sharedGoal(mainPatient, "Minder benauwd op de trap."), addresses: [{ reference: made.medical, display: "COPD" }] });
    expect([goal.status, goal.headers.get("warning")]).toEqual([201, expect.stringContaining("Goal.addresses[0].display")]);
    const seen = await demo.ask("sociaal-werker", "GET", `Goal/${goal.body.id}`);
    expect(seen.status).toBe(200);
    expect(seen.text).not.toContain("COPD");
  });

  test("what is withheld is for the practice alone, in the plan as anywhere; who sees all gets the plan as it is kept", async () => {
    const nurse = await view("wijkverpleegkundige");
    expect(planOf(nurse).addresses).toEqual([{ reference: made.medical }]);
    expect(nurse.text).not.toContain(made.withheld);
    expect(planOf(await view("huisarts"))).toEqual((await demo.ask("huisarts", "GET", plan)).body);
  });

  test("stranger: the view of a plan is refused to strangers just as that of no plan", async () => {
    for (const who of ["huisarts-elders", "wijkverpleegkundige-elders", "post-huisarts-elders"]) {
      const [there, nothing] = [await view(who), await demo.ask(who, "GET", "CarePlan/bestaat-niet/$plan-view")];
      expect([who, there.status, there.body.issue?.[0]?.diagnostics]).toEqual([who, 404, nothing.body.issue?.[0]?.diagnostics]);
      expect(there.text.replaceAll(/[0-9a-f-]{36}/g, "")).toBe(nothing.text.replaceAll(/[0-9a-f-]{36}/g, ""));
    }
    expect((await demo.ask("huisarts", "GET", `${made.nursing}/$plan-view`)).status).toBe(403);
  });

  test("stranger: whoever starts a plan for a patient of others learns neither of the patient nor of a team", async () => {
    for (const who of ["huisarts-elders", "wijkverpleegkundige-elders"]) {
      const answers = await Promise.all([mainPatient, "Patient/patient-0009", "Patient/bestaat-niet"].map((patient) => demo.ask(who, "POST", "CarePlan", planFor(patient))));
      expect(new Set(answers.map(({ status, text }) => `${status} ${text.replaceAll(/[0-9a-f-]{36}/g, "")}`)).size).toBe(1);
      expect([answers[0]?.status, faults(answers[0]?.body ?? {})]).toEqual([422, [expect.objectContaining({ rule: "reference", expression: "CarePlan.subject" })]]);
      const withTeam = await Promise.all(["CareTeam/wijkteam-willem-voorbeeld", "CareTeam/bestaat-niet"].map((reference) => demo.ask(who, "POST", "CarePlan", { ...planFor(mainPatient), careTeam: [{ reference }] })));
      expect(new Set(withTeam.map(({ status, text }) => `${status} ${text.replaceAll(/[0-9a-f-]{36}/g, "")}`)).size).toBe(1);
    }
  });

  test.each(["verzorgende", "apotheker", "sociaal-werker", "specialist-ouderengeneeskunde", "poh", "doktersassistent", "aios", "post-huisarts", "triagist", "patient", "mantelzorger"])("a %s doesn't start a plan", async (who) => {
    const refused = await demo.ask(who, "POST", "CarePlan", planFor(mainPatient));
    expect([refused.status, faults(refused.body)[0]?.rule]).toEqual([403, "no-row-no-access"]);
  });

  test("audit: the first time an event names all that was read; the same list again is named by its digest, with the domains", async () => {
    const of = async (): Promise<readonly AuditEvent[]> => {
      const { events } = await demo.runtime.house.store.auditOf({ patient: main, subtype: "plan-view", outcome: "0", count: 50 });
      return events.map(({ json }) => JSON.parse(json) as AuditEvent).filter(({ agent }) => agent.some(({ who }) => who?.reference === "PractitionerRole/bas-verzonnen-huisarts"));
    };
    const answer = await view("tweede-huisarts");
    expect((await view("tweede-huisarts")).text).toBe(answer.text);
    const events = await of();
    const [first, second] = [events.at(-1), events[0]];
    expect(events.length).toBeGreaterThan(1);
    const versions = entriesOf(answer).map(({ resourceType, id, meta }) => `${resourceType}/${id}/_history/${meta?.versionId}`);
    const namedIn = (event: AuditEvent | undefined): readonly string[] => (event?.entity ?? []).flatMap(({ role, what }) => (role?.code === "4" && what?.reference !== undefined ? [what.reference] : []));
    expect(namedIn(first)).toEqual(versions);
    expect(namedIn(second)).toEqual([versions[0]]);
    const digest = { identifier: { value: `sha256:${hash("sha256", versions.join("\n"), "hex")}` } };
    expect(first?.entity).toContainEqual(expect.objectContaining({ what: digest }));
    const cited = second?.entity?.find(({ what }) => what?.identifier?.value === digest.identifier.value);
    expect(cited?.securityLabel?.map(({ code }) => code)).toEqual(["gedeeld", "medisch", "sociaal", "verpleegkundig"]);
    // an hour later it is named in full again
    demo.now = new Date(demo.now.getTime() + 3_600_000);
    await view("tweede-huisarts");
    expect(namedIn((await of())[0])).toEqual(versions);
  });

  test("basis: an objection to one domain that begins tomorrow takes that domain out of the view tomorrow, though nothing is written then", async () => {
    expect(referencesOf(await view("wijkverpleegkundige"))).toContain(made.social);
    const from = new Date(demo.now.getTime() + day).toISOString();
    const consent = objection({ period: { start: from }, actor: [named("Organization/thuiszorg-proeftuin")], securityLabel: [{ system: codeSystemUrl("domein"), code: "sociaal" }] });
    const written = await demo.ask("huisarts", "POST", "Consent", consent);
    expect(written.status).toBe(201);
    const today = demo.now;
    demo.now = new Date(Date.parse(from) - 60_000);
    expect(referencesOf(await view("wijkverpleegkundige"))).toContain(made.social);
    demo.now = new Date(Date.parse(from));
    const closed = await view("wijkverpleegkundige");
    expect(closed.status).toBe(200);
    expect(closed.text).not.toContain(made.social);
    demo.now = today;
  });

  test("basis: whose consent is withdrawn sees nothing of it on the next request", async () => {
    expect((await view("sociaal-werker")).status).toBe(200);
    const found = await demo.ask("huisarts", "GET", `Consent/toestemming-${main}`);
    const ended = await demo.ask("huisarts", "PUT", `Consent/${found.body.id}`, { ...(found.body as object), status: "inactive" }, { "if-match": found.headers.get("etag") ?? "" });
    expect(ended.status).toBe(200);
    for (const who of ["sociaal-werker", "wijkverpleegkundige", "apotheker"]) expect([who, (await view(who)).status]).toEqual([who, 404]);
    expect((await view("huisarts")).status).toBe(200);
  });
});
