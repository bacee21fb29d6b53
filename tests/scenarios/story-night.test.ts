import { mainBsn, mainPatient } from "@wijkverband/server";
import type { Bundle, Communication, Consent, Parameters, Resource, Task } from "hl7-fhir-r4-types";
import { describe, expect, test } from "vitest";
import { named, report, waiting } from "../contact.ts";
import { byBsn, valueOf, type Answer } from "../harness.ts";
import { decide } from "../proposals.ts";
import { useDemo } from "../use-demo.ts";

const post = "post-huisarts";
const hospital = "32485007";

describe("the night and the morning after", () => {
  const demo = useDemo();
  let sent: Answer;
  let work: Task;

  const asked = async (who: string): Promise<Answer> => demo.ask(who, "POST", "Patient/$palliative-handover", byBsn(mainBsn));
  const page = async (): Promise<string> => (await demo.ask(post, "POST", "Patient/$palliative-handover", byBsn(mainBsn), { accept: "text/html" })).text;
  const says = async (...words: readonly string[]): Promise<readonly string[]> => {
    const text = await page();
    return words.filter((each) => !text.includes(each));
  };
  const limit = async (): Promise<Consent> => {
    const { body } = await demo.ask("huisarts", "GET", `Consent?patient=${mainPatient}&category=http://snomed.info/sct|129125009`);
    const limits = (body.entry ?? []).flatMap(({ resource }) => (resource?.resourceType === "Consent" ? [resource] : []));
    const found = limits.find(({ provision }) => provision?.code?.[0]?.coding?.[0]?.code === hospital);
    if (found === undefined) throw new Error("no limit on hospital");
    return found;
  };
  const given = (values: Readonly<Record<string, object>>): Parameters => ({ resourceType: "Parameters", parameter: Object.entries(values).map(([name, value]) => ({ name, ...value })) });

  test("03:00: the post reads the handover, goes there, and reports; the patient's wish is a proposal, not a limit", async () => {
    expect(valueOf((await asked(post)).body, "status")).toBe("current");
    const before = await limit();
    sent = await report(demo, post, { wishes: [{ code: hospital, type: "deny" }] });
    expect(sent.status).toBe(201);
    expect(sent.headers.get("location")).toContain(named(sent, "task"));
    expect((await limit()).meta?.versionId).toBe(before.meta?.versionId);
    [work] = (await waiting(demo)) as [Task];
    expect(work).toMatchObject({ status: "requested", priority: "asap", description: "U2. Erg benauwd en bang.", restriction: { period: { end: "2026-11-24T11:00:00.000Z" } } });
  });

  test("the same night: whoever is called next sees that the post was there, and what it did", async () => {
    const { body } = await asked(post);
    expect(valueOf(body, "status")).toBe("changed");
    const differences = (body.parameter ?? []).filter(({ name }) => name === "difference");
    expect(differences).toHaveLength(1);
    const parts = JSON.stringify(differences[0]);
    for (const words of ["added", "gesprekken", "Contact met de spoedpost", "Urgentie U2", "Erg benauwd en bang.", "Morfine gegeven."]) expect(parts).toContain(words);
    expect(await says("Morfine gegeven.")).toEqual([]);
  });

  test("08:30: the assistant sorts it; the post sees nothing of that", async () => {
    demo.now = new Date("2026-11-24T07:30:00Z");
    const sorted = await demo.ask("doktersassistent", "POST", `Task/${work.id}/$sort-contact`, given({ priority: { valueCode: "stat" }, "for-person": { valueReference: { reference: "PractitionerRole/eva-fictief-huisarts" } }, note: { valueString: "Riet belde ook al." } }));
    expect(sorted.status).toBe(200);
    const [first] = await waiting(demo, "doktersassistent");
    expect(first).toMatchObject({ id: work.id, priority: "stat", note: [{ text: "Riet belde ook al." }] });
    expect(JSON.stringify(first?.input)).toContain("PractitionerRole/eva-fictief-huisarts");
    const seen = await demo.ask(post, "GET", named(sent, "task"));
    expect(seen.status).toBe(200);
    expect(seen.body).toMatchObject({ status: "requested" });
    expect(seen.text).not.toMatch(/praktijk|eva|Riet|owner|note/i);
  });

  test("09:00: the huisarts accepts the proposal, with two signatures: the post's and her own", async () => {
    demo.now = new Date("2026-11-24T08:00:00Z");
    const proposal = work.output?.find(({ valueReference }) => valueReference !== undefined)?.valueReference?.reference ?? "";
    const open = await demo.ask("huisarts", "GET", proposal);
    expect(open.body).toMatchObject({ status: "requested", requester: { reference: "PractitionerRole/role-post-huisarts" }, reasonCode: { text: "Uit een waarneembericht van de spoedpost. Ziekenhuisopname: Niet opnemen in het ziekenhuis." } });
    const accepted = await decide(demo, "huisarts", open, "accept");
    expect(accepted.status).toBe(200);
    const now = await limit();
    expect(now.provision?.type).toBe("deny");
    expect(now.modifierExtension).toBeUndefined();
    const { body } = await demo.ask("huisarts", "GET", `Provenance?target=Consent/${now.id}`);
    const agents = JSON.stringify(body.entry);
    expect(agents).toContain("PractitionerRole/role-post-huisarts");
    expect(agents).toContain("PractitionerRole/eva-fictief-huisarts");
  });

  test("return: and acknowledges the report; the post sees that it was read, and not by whom", async () => {
    const read = await demo.ask("huisarts", "POST", `Task/${work.id}/$acknowledge-contact`, given({ note: { valueString: "Vandaag langs." }, action: { valueString: "visite om 11 uur" } }));
    expect(read.status).toBe(200);
    const task = read.body as unknown as Task;
    expect(task).toMatchObject({ status: "completed", executionPeriod: { end: "2026-11-24T08:00:00.000Z" } });
    expect(JSON.stringify(task.output)).toContain("PractitionerRole/eva-fictief-huisarts");
    expect(JSON.stringify(task.output)).toContain("visite om 11 uur");
    expect(await waiting(demo)).toEqual([]);
    const seen = await demo.ask(post, "GET", named(sent, "task"));
    expect(seen.body).toMatchObject({ status: "completed" });
    expect(seen.text).not.toMatch(/eva|langs|visite|output|praktijk/i);
  });

  test("the huisarts sees who got the handover, and when; the post doesn't see who else did, and the practice was told once", async () => {
    const seen = (answer: Answer): readonly object[] => (answer.body.parameter ?? []).filter(({ name }) => name === "retrieved").map(({ part }) => Object.fromEntries((part ?? []).map((each) => [each.name, each.valueString ?? each.valueCode ?? each.valueInstant])));
    const got = seen(await asked("huisarts"));
    expect(got.length).toBeGreaterThan(1);
    expect(new Set(got.map((each) => JSON.stringify({ ...each, at: "" })))).toEqual(new Set([JSON.stringify({ organization: "Huisartsenspoedpost Modelregio", role: "post-huisarts", at: "" })]));
    expect(got.at(-1)).toMatchObject({ at: "2026-11-24T02:00:00.000Z" });
    expect(seen(await asked(post))).toEqual([]);
    expect(seen(await asked("patient"))).toEqual([]);
    expect(seen(await asked("huisarts"))).toHaveLength(got.length + 1);
    const events = await demo.runtime.house.store.eventsOf("Organization/praktijk-voorbeeldstraat", { count: 100 });
    expect(events.filter(({ topic }) => topic === "handover-retrieved")).toHaveLength(1);
    expect(events.filter(({ topic }) => topic === "contact-reported")).toHaveLength(1);
  });

  test("she publishes again, and the next night the contact is on the page as part of the handover", async () => {
    const drafted = await demo.ask("huisarts", "POST", `${mainPatient}/$assemble-handover`);
    const draft = valueOf(drafted.body, "draft") as Bundle;
    expect(draft.entry?.map(({ resource }) => `${resource?.resourceType}/${resource?.id}`)).toContain(named(sent, "report"));
    const published = await demo.ask("huisarts", "POST", `${mainPatient}/$publish-handover`);
    expect(published.text).toContain("active");
    expect(published.status).toBe(200);
    demo.now = new Date("2026-11-25T02:00:00Z");
    const { body } = await asked(post);
    expect(valueOf(body, "status")).toBe("current");
    expect(await says("Laatste contacten met de spoedpost", "Morfine gegeven.", "Urgentie U2")).toEqual([]);
  });

  test("a HIS that sends the draft back with its own words keeps the contact in it", async () => {
    const draft = valueOf((await demo.ask("huisarts", "POST", `${mainPatient}/$assemble-handover`)).body, "draft") as Bundle;
    const published = await demo.ask("huisarts", "POST", `${mainPatient}/$publish-handover`, { resourceType: "Parameters", parameter: [{ name: "document", resource: draft }] });
    expect(published.status).toBe(200);
    expect(valueOf((await asked(post)).body, "status")).toBe("current");
    const changed = JSON.parse(JSON.stringify(draft).replaceAll("Morfine gegeven.", "Niets gegeven.")) as Bundle;
    const refused = await demo.ask("huisarts", "POST", `${mainPatient}/$publish-handover`, { resourceType: "Parameters", parameter: [{ name: "document", resource: changed }] });
    expect(refused.status).toBe(422);
    expect(refused.text).toContain("immutable");
  });

  test("a correction is a new report that replaces it; the old one stays as it was", async () => {
    const better = await report(demo, post, { number: "2", plan: "Morfine en midazolam gegeven.", replaces: named(sent, "report") });
    expect(better.status).toBe(201);
    expect((await demo.ask("huisarts", "GET", named(sent, "report"))).text).toContain("Morfine gegeven.");
    const { body } = await asked(post);
    expect(valueOf(body, "status")).toBe("changed");
    const differences = (body.parameter ?? []).filter(({ name }) => name === "difference").map((difference) => JSON.stringify(difference));
    expect(differences.some((each) => each.includes("added") && each.includes("midazolam"))).toBe(true);
    expect(differences.some((each) => each.includes("ended") && each.includes("Morfine gegeven."))).toBe(true);
  });

  test("unread four hours after the practice opened it rises, and the practice and the patient are told, once", async () => {
    const [task] = (await waiting(demo)) as [Task];
    expect(task.restriction?.period?.end).toBe("2026-11-25T11:00:00.000Z");
    const { house } = demo.runtime;
    const { escalateContacts } = await import("@wijkverband/facade");
    demo.now = new Date("2026-11-25T10:59:59Z");
    expect(await escalateContacts(house)).toBe(0);
    demo.now = new Date("2026-11-25T11:00:00Z");
    expect(await Promise.all([escalateContacts(house), escalateContacts(house)]).then((counts) => counts.reduce((one, other) => one + other))).toBe(1);
    expect(await escalateContacts(house)).toBe(0);
    const [late] = (await waiting(demo)) as [Task];
    expect(late).toMatchObject({ id: task.id, priority: "stat", businessStatus: { coding: [{ code: "te-laat" }] } });
    const notices = async (who: string): Promise<readonly Communication[]> => {
      const { body } = await demo.ask(who, "GET", `Communication?category=melding&subject=${mainPatient}`);
      return (body.entry ?? []).flatMap(({ resource }): Resource[] => (resource === undefined ? [] : [resource])).filter((resource): resource is Communication => resource.resourceType === "Communication");
    };
    for (const who of ["huisarts", "patient"]) expect((await notices(who)).map(({ payload }) => payload?.[0]?.contentString)).toEqual([expect.stringContaining("nog niet gelezen")]);
    expect(await notices(post)).toEqual([]);
  });
});
