import { emergencyReasons, reviewDecisions } from "@wijkverband/care";
import { mainBsn, mainPatient } from "@wijkverband/server";
import type { Communication, Parameters, Task } from "hl7-fhir-r4-types";
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { byBsn, faults, valueOf, type Answer } from "../harness.ts";
import { auditOf } from "../stored.ts";
import { useDemo } from "../use-demo.ts";

const noodreden = "https://wijkverband.example/fhir/CodeSystem/noodreden";
const because = (code: string, text = "ernstig benauwd, de familie belt"): NonNullable<Parameters["parameter"]>[number] => ({ name: "reason", valueCodeableConcept: { coding: [{ system: noodreden, code }], text } });
const judged = (decision: string, reason = "de patiënt was niet in gevaar"): Parameters => ({ resourceType: "Parameters", parameter: [{ name: "decision", valueCode: decision }, { name: "reason", valueString: reason }] });
const nothing: Parameters = { resourceType: "Parameters" };
const grantOf = (answer: Answer): string => (valueOf(answer.body, "grant") as { reference: string }).reference;

/** What was found, as resources of one type. */
function found<R>(answer: Answer): readonly R[] {
  return (answer.body.entry ?? []).map(({ resource }) => resource as R);
}

describe("break-glass: a doctor of another region comes in at night, and the own huisarts looks at it in the morning", () => {
  const demo = useDemo();
  let came: Answer;
  let grant = "";
  let review: Task & { id?: string };

  const later = (minutes: number): void => {
    demo.now = new Date(demo.now.getTime() + minutes * 60_000);
  };
  const comesIn = (who: string, code = "spoed"): Promise<Answer> => demo.ask(who, "POST", "Patient/$break-glass", byBsn(mainBsn, because(code)));
  const night = (who: string): Promise<Answer> => demo.ask(who, "POST", "Patient/$palliative-handover", byBsn(mainBsn));
  const reviews = async (): Promise<readonly Task[]> => found<Task>(await demo.ask("huisarts", "GET", "Task?code=noodtoegang-beoordelen&_sort=-authored-on&requester=PractitionerRole/role-post-huisarts-elders"));

  test("before, the patient doesn't exist for the doctor; after, there is a grant until half past three", async () => {
    expect((await night("post-huisarts-elders")).status).toBe(404);
    came = await comesIn("post-huisarts-elders");
    expect(came.status).toBe(200);
    grant = grantOf(came);
    expect(valueOf(came.body, "until")).toBe("2026-11-24T02:30:00.000Z");
    expect((await demo.ask("post-huisarts-elders", "GET", grant)).body).toMatchObject({ status: "in-progress", for: { reference: mainPatient }, requester: { reference: "PractitionerRole/role-post-huisarts-elders" } });
  });

  test("the handover, limits, problems, medication, allergies and contacts can be read, each read on the ground of the grant", async () => {
    const answer = await night("post-huisarts-elders");
    expect(valueOf(answer.body, "status")).toBe("current");
    for (const path of [mainPatient, "RelatedPerson/riet-voorbeeld", "Consent/willem-limiet-reanimatie", "AllergyIntolerance/willem-allergie", "Condition/willem-diagnose", "MedicationStatement/willem-medicatie-morfine"]) {
      const read = await demo.ask("post-huisarts-elders", "GET", path);
      expect({ path, status: read.status }).toEqual({ path, status: 200 });
      const [event] = auditOf(demo, read.headers);
      expect(event?.agent[0]?.policy).toContain("https://wijkverband.example/basis#break-glass");
      expect(event?.entity?.map(({ what }) => what?.reference)).toContain(grant);
      expect(event?.purposeOfEvent?.[0]?.coding?.[0]?.code).toBe("BTG");
      expect(event?.agent[0]?.purposeOfUse?.[0]?.coding?.[0]?.code).toBe("TREAT");
    }
    const search = await demo.ask("post-huisarts-elders", "GET", "MedicationStatement?patient=willem-voorbeeld");
    expect(search.body.entry?.length).toBeGreaterThan(0);
    expect(auditOf(demo, search.headers)[0]?.entity?.map(({ what }) => what?.reference)).toContain(grant);
  });

  test("audit: that it began stands in the log with the code for it, the reason, and all that was written", async () => {
    const [event] = auditOf(demo, came.headers);
    expect(event?.subtype?.map(({ code }) => code)).toEqual(["operation", "break-glass", "110127"]);
    expect(event?.type.code).toBe("110113");
    expect(event?.purposeOfEvent?.flatMap(({ coding }) => coding ?? []).map(({ code }) => code)).toEqual(["BTG", "spoed"]);
    const written = (event?.entity ?? []).map(({ what }) => (what?.reference ?? "").split("/")[0] ?? "").filter((type) => type !== "");
    expect(written.toSorted((one, other) => one.localeCompare(other))).toEqual(["Communication", "Patient", "Task", "Task"]);
  });

  test("the practice gets a review and a notice in plain Dutch, which the patient reads too", async () => {
    review = (await reviews())[0] ?? review;
    expect(review).toMatchObject({ status: "requested", priority: "routine", focus: { reference: grant }, for: { reference: mainPatient }, owner: { reference: "Organization/praktijk-voorbeeldstraat" }, restriction: { period: { end: "2026-12-01" } } });
    expect(review.input?.[0]?.valueInteger).toBe(1);
    for (const who of ["huisarts", "poh", "patient", "mantelzorger"]) {
      const [notice] = found<Communication>(await demo.ask(who, "GET", "Communication?category=melding&patient=willem-voorbeeld"));
      expect(notice).toMatchObject({ recipient: [{ reference: "Organization/praktijk-voorbeeldstraat" }], about: [{ reference: grant }, { reference: `Task/${review.id}` }] });
      expect(notice?.payload?.[0]?.contentString).toMatch(/^E\. Nacht \(.+, Huisartsenspoedpost Elders\) gebruikte noodtoegang tot dit dossier op 24-11-2026 om 03:00 uur\..*Reden: spoed\. Uitleg: ernstig benauwd, de familie belt\./);
      expect((await demo.ask(who, "GET", `Task/${review.id}`)).status).toBe(200);
    }
  });

  test("asked again while it lasts, the same grant is answered: no longer, and nothing more is written", async () => {
    later(10);
    const again = await comesIn("post-huisarts-elders", "geen-overdracht");
    expect(again.text).toBe(came.text);
    expect(await reviews()).toHaveLength(1);
    expect(auditOf(demo, again.headers)[0]?.subtype?.map(({ code }) => code)).toEqual(["operation", "break-glass"]);
  });

  test("asked twice at one moment, one grant is made", async () => {
    const answers = await Promise.all([1, 2, 3, 4].map(() => comesIn("huisarts-elders")));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect(new Set(answers.map(grantOf)).size).toBe(1);
  });

  test("the holder says that it is over: at once a stranger again; said twice it stays so", async () => {
    const ended = await demo.ask("post-huisarts-elders", "POST", `${grant}/$end-break-glass`, nothing);
    expect(ended.body).toMatchObject({ status: "completed", executionPeriod: { end: "2026-11-24T02:10:00.000Z" } });
    expect(auditOf(demo, ended.headers)[0]?.subtype?.map(({ code }) => code)).toEqual(["operation", "end-break-glass", "110138"]);
    expect((await night("post-huisarts-elders")).status).toBe(404);
    const again = await demo.ask("post-huisarts-elders", "POST", `${grant}/$end-break-glass`, nothing);
    expect(again.text).toBe(ended.text);
    expect(auditOf(demo, again.headers)[0]?.subtype?.map(({ code }) => code)).toEqual(["operation", "end-break-glass"]);
  });

  test("the own huisarts finds that it was needed; the organisation of who came in is told, and so is the patient; it is decided once", async () => {
    const path = `Task/${review.id}/$review-break-glass`;
    const decided = await demo.ask("huisarts", "POST", path, judged("justified", "goed dat er gekeken is"));
    expect(decided.body).toMatchObject({ status: "completed", businessStatus: { coding: [{ code: "justified" }] }, statusReason: { text: "goed dat er gekeken is" } });
    for (const who of ["post-huisarts-elders", "patient"]) {
      const notices = found<Communication>(await demo.ask(who, "GET", "Communication?category=melding&recipient=Organization/spoedpost-elders"));
      expect(notices.map(({ payload }) => payload?.[0]?.contentString)).toEqual([expect.stringMatching(/Oordeel: de noodtoegang was nodig\. Uitleg: goed dat er gekeken is\.$/)]);
    }
    const second = await demo.ask("tweede-huisarts", "POST", path, judged("not-justified"));
    expect(second.status).toBe(409);
    expect(faults(second.body)[0]?.rule).toBe("break-glass");
  });

  test("found not needed while it runs, it ends at once", async () => {
    const again = await comesIn("post-huisarts-elders");
    expect((await night("post-huisarts-elders")).status).toBe(200);
    const open = (await reviews()).find(({ status }) => status === "requested");
    const decided = await demo.ask("waarnemer", "POST", `Task/${open?.id}/$review-break-glass`, judged("not-justified"));
    expect(decided.status).toBe(200);
    expect(auditOf(demo, decided.headers)[0]?.subtype?.map(({ code }) => code)).toEqual(["operation", "review-break-glass", "110138"]);
    expect((await night("post-huisarts-elders")).status).toBe(404);
    expect((await demo.ask("post-huisarts-elders", "GET", grantOf(again))).body).toMatchObject({ status: "cancelled" });
    const [told] = found<Communication>(await demo.ask("post-huisarts-elders", "GET", "Communication?category=melding&_sort=-sent")).filter(({ about }) => about?.[0]?.reference === grantOf(again));
    expect(told?.payload?.[0]?.contentString).toMatch(/niet nodig\..*De toegang is meteen gestopt\.$/);
  });

  test("the own huisarts stops a grant without judging it yet", async () => {
    const third = grantOf(await comesIn("post-huisarts-elders"));
    const stopped = await demo.ask("tweede-huisarts", "POST", `${third}/$end-break-glass`, nothing);
    expect(stopped.body).toMatchObject({ status: "cancelled" });
    expect((await night("post-huisarts-elders")).status).toBe(404);
  });

  test("that one person does it again and again shows: the review counts, and the practice searches by who came in", async () => {
    later(60 * 24 * 30);
    await comesIn("post-huisarts-elders");
    const all = await reviews();
    expect(new Set(all.map(({ input }) => input?.[0]?.valueInteger))).toEqual(new Set([4, 3, 2, 1]));
    later(60 * 24 * 89);
    await comesIn("post-huisarts-elders");
    expect((await reviews())[0]?.input?.[0]?.valueInteger).toBe(2);
  });

  test("who can read it all anyway may ask too; nobody judges the own use", async () => {
    const own = await comesIn("huisarts");
    expect(own.status).toBe(200);
    const [asked] = found<Task>(await demo.ask("huisarts", "GET", "Task?code=noodtoegang-beoordelen&requester=PractitionerRole/eva-fictief-huisarts"));
    const self = await demo.ask("huisarts", "POST", `Task/${asked?.id}/$review-break-glass`, judged("justified"));
    expect(self.status).toBe(403);
    expect(faults(self.body)[0]?.rule).toBe("break-glass");
    expect((await demo.ask("tweede-huisarts", "POST", `Task/${asked?.id}/$review-break-glass`, judged("justified"))).status).toBe(200);
    expect((await night("huisarts")).status).toBe(200);
  });
});

test("break-glass: reasons and decisions are those of the code systems, in the same words", () => {
  const { codeSystems } = JSON.parse(readFileSync(new URL("../../profiles/generated/terminology.json", import.meta.url), "utf8")) as { codeSystems: { id: string; concepts: { code: string; nl: string }[] }[] };
  const words = (id: string): unknown => Object.fromEntries(codeSystems.find((list) => list.id === id)?.concepts.map(({ code, nl }) => [code, nl]) ?? []);
  expect(words("noodreden")).toEqual(emergencyReasons);
  expect(words("oordeel")).toEqual(reviewDecisions);
});
