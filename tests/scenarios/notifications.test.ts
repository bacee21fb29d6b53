import { mainBsn, mainPatient } from "@wijkverband/server";
import type { Bundle, Parameters, Patient, ServiceRequest } from "hl7-fhir-r4-types";
import { createHmac } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runCli } from "../cli.ts";
import { byBsn, startDemo, type Answer, type Demo } from "../harness.ts";

const organizations = { post: "00000102", nursing: "00000103", practice: "00000101", elsewhere: "90001201" } as const;
type Name = keyof typeof organizations;
const secret = "a-secret-of-the-demo";

interface Told {
  readonly number: number;
  readonly topic: string;
  readonly focus: string | undefined;
  readonly body: string;
}

describe("notifications: who is told what, by number and reference alone", () => {
  let demo: Demo;
  let base = "";
  const told: Record<Name, Told[]> = { post: [], nursing: [], practice: [], elsewhere: [] };
  const down = new Set<string>();
  const hear = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await text(request);
    const name = (request.url ?? "").slice(1) as Name;
    const signed = request.headers["wijkverband-signature"] === `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`;
    if (!down.has(name) && signed) told[name].push(read(body));
    response.writeHead(!signed ? 401 : down.has(name) ? 503 : 202).end();
  };
  const server = createServer((request, response) => void hear(request, response));

  function read(body: string): Told {
    const parameter = (JSON.parse(body) as Bundle<Parameters>).entry?.[0]?.resource?.parameter ?? [];
    const part = parameter.find(({ name }) => name === "notification-event")?.part ?? [];
    const topic = parameter.find(({ name }) => name === "topic")?.valueCanonical ?? "";
    const focus = part.find(({ name }) => name === "focus")?.valueReference?.reference;
    return { number: Number(part.find(({ name }) => name === "event-number")?.valueString), topic: topic.slice(topic.lastIndexOf("/") + 1), focus: focus?.replace(`${base}/fhir/`, ""), body };
  }

  beforeAll(async () => {
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    const hooks = (Object.keys(organizations) as Name[]).map((name) => ({ organization: organizations[name], url: `http://127.0.0.1:${port}/${name}`, secret }));
    demo = await startDemo({ files: { "hooks.json": JSON.stringify(hooks) } });
    base = demo.url;
  });
  afterAll(async () => {
    await demo[Symbol.asyncDispose]();
    server.closeAllConnections();
    server.close();
  });

  /** Waits for the next notification of somebody. */
  async function next(name: Name, count: number): Promise<Told | undefined> {
    await expect.poll(() => told[name].length, { timeout: 10_000, message: `${name} is told ${count}` }).toBe(count);
    return told[name][count - 1];
  }

  const publish = (): Promise<Answer> => demo.ask("huisarts", "POST", `${mainPatient}/$publish-handover`, { resourceType: "Parameters", parameter: [] });
  let published = "";

  test("what happened before a hook was read is told first", async () => {
    for (const name of ["post", "nursing", "practice"] as const) expect(await next(name, 1)).toMatchObject({ number: 1, topic: "handover-published" });
  });

  test("a handover that is published: the post, the members and the practice hear it, and can read what it is about; another post hears nothing", async () => {
    const answer = await publish();
    expect(answer.status).toBe(200);
    published = `ServiceRequest/${answer.body.id}`;
    expect(await next("post", 2)).toMatchObject({ number: 2, topic: "handover-published", focus: published });
    expect(await next("nursing", 2)).toMatchObject({ number: 2, topic: "handover-published" });
    expect(await next("practice", 2)).toMatchObject({ number: 2, topic: "handover-published", focus: published });
    expect((await demo.ask("post-huisarts", "GET", published)).status).toBe(200);
    expect(told.elsewhere).toEqual([]);
  });

  test("the notification says no name, no number of a person and no content", async () => {
    const { body = "" } = told.post[1] ?? {};
    const patient = (await demo.ask("huisarts", "GET", mainPatient)).body as unknown as Patient;
    const request = (await demo.ask("huisarts", "GET", published)).body as unknown as ServiceRequest;
    for (const secretText of [mainBsn, patient.name?.[0]?.family, patient.id, patient.birthDate, request.code?.text, "display", "Organization/"]) expect(body).not.toContain(secretText);
  });

  test("a focus is told to an organisation exactly if the policy lets somebody of it read that now", async () => {
    const reads = async (who: string): Promise<boolean> => (await demo.ask(who, "GET", published)).status === 200;
    expect(told.post[1]?.focus !== undefined).toBe(await reads("post-huisarts"));
    expect(told.nursing[1]?.focus !== undefined).toBe((await reads("wijkverpleegkundige")) || (await reads("verzorgende")));
  });

  test("a handover that is withdrawn: the post hears that, though not of which, since it may know no more", async () => {
    const answer = await demo.ask("huisarts", "POST", `${mainPatient}/$withdraw-handover`, { resourceType: "Parameters", parameter: [{ name: "reason", valueString: "de situatie is veranderd" }] });
    expect(answer.status).toBe(200);
    expect((await demo.ask("post-huisarts", "GET", published)).status).toBe(404);
    expect(await next("post", 3)).toMatchObject({ number: 3, topic: "handover-withdrawn", focus: undefined });
    expect(await next("practice", 3)).toMatchObject({ number: 3, topic: "handover-withdrawn", focus: published });
  });

  test("what is refused is told to nobody", async () => {
    // what was sent in the meantime is no less there: only what is numbered counts
    const numbered = async (): Promise<readonly number[]> =>
      Promise.all(["praktijk-voorbeeldstraat", "spoedpost-modelregio", "thuiszorg-proeftuin", "sociaal-team-voorbeeldstad"].map(async (key) => (await demo.runtime.house.store.eventsOf(`Organization/${key}`, { count: 200 })).length));
    const before = await numbered();
    expect((await demo.ask("huisarts", "POST", `${mainPatient}/$withdraw-handover`, { resourceType: "Parameters", parameter: [{ name: "reason", valueString: "nog eens" }] })).status).toBe(409);
    expect((await demo.ask("poh", "POST", `${mainPatient}/$publish-handover`, { resourceType: "Parameters", parameter: [] })).status).toBe(403);
    expect(await numbered()).toEqual(before);
    expect(Math.max(...before)).toBeGreaterThan(0);
  });

  test("break-glass: the own practice hears of it with the review to do; who came in hears the verdict", async () => {
    const reason = { name: "reason", valueCodeableConcept: { coding: [{ system: "https://wijkverband.example/fhir/CodeSystem/noodreden", code: "spoed" }], text: "ernstig benauwd" } };
    expect((await demo.ask("post-huisarts-elders", "POST", "Patient/$break-glass", byBsn(mainBsn, reason))).status).toBe(200);
    const review = await next("practice", 4);
    expect(review).toMatchObject({ number: 4, topic: "break-glass-used", focus: expect.stringMatching(/^Task\//) as string });
    expect((await demo.ask("huisarts", "GET", review?.focus ?? "")).body).toMatchObject({ status: "requested", owner: { reference: "Organization/praktijk-voorbeeldstraat" } });
    // the same again within the half hour changes nothing, so it is no news
    expect((await demo.ask("post-huisarts-elders", "POST", "Patient/$break-glass", byBsn(mainBsn, reason))).status).toBe(200);
    const verdict = await demo.ask("huisarts", "POST", `${review?.focus}/$review-break-glass`, { resourceType: "Parameters", parameter: [{ name: "decision", valueCode: "justified" }, { name: "reason", valueString: "dit was nodig" }] });
    expect(verdict.status).toBe(200);
    const heard = await next("elsewhere", 1);
    expect(heard).toMatchObject({ number: 1, topic: "break-glass-reviewed", focus: expect.stringMatching(/^Communication\//) as string });
    expect((await demo.ask("post-huisarts-elders", "GET", heard?.focus ?? "")).status).toBe(200);
    expect(told.practice).toHaveLength(4);
  });

  test("life-events: members hear of a death, each by the message that is its own, though the team ended in the same moment", async () => {
    const patient = (await demo.ask("huisarts", "GET", mainPatient)).body as unknown as Patient;
    const etag = `W/"${patient.meta?.versionId}"`;
    down.add("nursing");
    expect((await demo.ask("huisarts", "PUT", mainPatient, { ...patient, deceasedDateTime: "2026-11-24" }, { "if-match": etag })).status).toBe(200);
    // the practice recorded it, so it needs no telling; the receiver of the nurses is down
    await expect.poll(async () => (await demo.runtime.house.store.pendingEvents("Organization/thuiszorg-proeftuin", 9)).map(({ failure }) => failure), { timeout: 10_000 }).toEqual(["status 503"]);
    expect(told.practice).toHaveLength(4);
  });

  test("a receiver that is back catches up, without a gap", async () => {
    const numbers = await (await fetch(`${demo.url}/metrics`)).text();
    expect(numbers).toContain("wijkverband_outbox_pending 1");
    expect(numbers).toContain("wijkverband_outbox_dead 0");
    const listed = await runCli(["outbox", "list", "--demo"], { DATA_DIR: demo.dataDir });
    expect(listed.out).toMatch(/Organization\/apotheek-voorbeeldplein: \d waiting, 0 given up \(no hook\)/);
    expect(listed.out).toMatch(/Organization\/thuiszorg-proeftuin: 1 waiting, 0 given up\n {2}next 4 {2}patient-died {2}since .*, status 503/);
    down.clear();
    demo.now = new Date(demo.now.getTime() + 3_600_000);
    const heard = await next("nursing", 4);
    expect(told.nursing.map(({ number, topic }) => [number, topic])).toEqual([[1, "handover-published"], [2, "handover-published"], [3, "handover-withdrawn"], [4, "patient-died"]]);
    expect((await demo.ask("wijkverpleegkundige", "GET", heard?.focus ?? "")).body).toMatchObject({ resourceType: "Communication", recipient: [{ reference: "Organization/thuiszorg-proeftuin" }] });
    await expect.poll(async () => (await fetch(`${demo.url}/metrics`)).text()).toContain("wijkverband_outbox_pending 0");
  });

  test("who lost what it was told has it sent once more by whoever runs the server", async () => {
    const replayed = await runCli(["outbox", "replay", organizations.nursing, "--from", "3", "--demo"], { DATA_DIR: demo.dataDir });
    expect([replayed.code, replayed.out]).toEqual([0, "2 notification(s) to Organization/thuiszorg-proeftuin go out once more\n"]);
    await next("nursing", 6);
    expect(told.nursing.slice(4).map(({ number }) => number)).toEqual([3, 4]);
    expect((await runCli(["outbox", "replay", "12345678", "--demo"], { DATA_DIR: demo.dataDir })).code).toBe(1);
    expect((await runCli(["outbox", "replay", organizations.nursing, "--from", "0", "--demo"], { DATA_DIR: demo.dataDir })).error).toContain("a whole number from 1");
  });
});
