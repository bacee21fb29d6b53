import { mayTell } from "@wijkverband/facade";
import { mainPatient, organizations, people } from "@wijkverband/server";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { startDemo, type Demo } from "../harness.ts";
import { objectionTo } from "../objection.ts";

const patient = mainPatient.slice("Patient/".length);
const post = "Organization/spoedpost-modelregio";
const entry = (recipient: string, focus: string) => ({ recipient, focus, patient, topic: "task-changed", number: 1, recorded: "2026-11-24T02:00:00.000Z", attempts: 0 }) as const;

describe("a notification tells nobody what the policy doesn't", () => {
  let demo: Demo;
  let up = false;
  const bodies: string[] = [];
  const server = createServer((request, response) => {
    void text(request).then((body) => bodies.push(body)).then(() => response.writeHead(up ? 200 : 503).end());
  });
  beforeEach(async () => {
    up = false;
    bodies.length = 0;
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    demo = await startDemo({ files: { "hooks.json": JSON.stringify([{ organization: "00000102", url }]) } });
  });
  afterEach(async () => {
    await demo[Symbol.asyncDispose]();
    server.closeAllConnections();
    server.close();
    await once(server, "close");
  });

  test("an organisation is told of a resource exactly if somebody who works there reads it now", async () => {
    const record = await demo.runtime.house.store.record(patient);
    const differing: string[] = [];
    let told = 0;
    for (const { type, id } of record.filter((_, at) => at % 2 === 0 || at < 20)) {
      for (const { key } of organizations) {
        const staff = people.filter(({ organization, role }) => organization === key && role !== "patient" && role !== "mantelzorger");
        const answers = await Promise.all(staff.map(async (person) => (await demo.ask(person.key, "GET", `${type}/${id}`)).status));
        const tells = await mayTell(demo.runtime.house, entry(`Organization/${key}`, `${type}/${id}`), demo.now);
        if (tells) told += 1;
        // of who has no account in the demo the directory may know colleagues
        if (staff.length > 0 && tells !== answers.includes(200)) differing.push(`${key} ${type}/${id} ${answers.join()} ${tells}`);
      }
    }
    expect(differing).toEqual([]);
    expect(told).toBeGreaterThan(record.length / 2);
  }, 60_000);

  test("an event that isn't about the patient of its focus, of something that is gone, or for nobody is told without focus", async () => {
    const { house } = demo.runtime;
    const tells = (recipient: string, focus: string, more: object = {}) => mayTell(house, { ...entry(recipient, focus), ...more }, demo.now);
    const practice = "Organization/praktijk-voorbeeldstraat";
    expect(await tells(practice, mainPatient)).toBe(true);
    expect(await tells(practice, mainPatient, { patient: "somebody-else" })).toBe(false);
    expect(await tells(practice, "Goal/nowhere")).toBe(false);
    expect(await tells(practice, "AuditEvent/1")).toBe(false);
    expect(await tells("Organization/nowhere", mainPatient)).toBe(false);
  });

  test("somebody whose role ended lets his organisation know nothing", async () => {
    const social = "Organization/sociaal-team-voorbeeldstad";
    const { house } = demo.runtime;
    expect(await mayTell(house, entry(social, mainPatient), demo.now)).toBe(true);
    const role = await house.store.read("PractitionerRole", "sanne-bedacht-sociaal-werker");
    await house.store.transact({ changes: [{ op: "update", resource: { ...role.resource(), id: role.id, active: false } as never, labels: role.labels }], audit: () => [], at: demo.now });
    expect(await mayTell(house, entry(social, mainPatient), demo.now)).toBe(false);
  });

  test("what waited while the patient objected goes out without what it is about", async () => {
    // the handover that the demo starts with
    await expect.poll(() => bodies.length, { timeout: 10_000 }).toBeGreaterThan(0);
    expect(bodies[0]).toContain('"focus"');
    expect((await demo.ask("huisarts", "POST", "Consent", objectionTo(post))).status).toBe(201);
    const tried = bodies.length;
    up = true;
    demo.now = new Date(demo.now.getTime() + 3_600_000);
    await expect.poll(() => bodies.length, { timeout: 10_000 }).toBe(tried + 1);
    expect(bodies[tried]).toContain("SubscriptionTopic/handover-published");
    expect(bodies[tried]).not.toContain('"focus"');
    expect(bodies[tried]).not.toContain("ServiceRequest");
  });
});
