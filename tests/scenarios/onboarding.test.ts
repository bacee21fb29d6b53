import { listen, openRuntime, readConfig } from "@wijkverband/server";
import { requestToken, supportedScopes, type ClientRegistration } from "@wijkverband/identity";
import { generateKeyPairSync } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { JWK } from "jose";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runCli } from "../cli.ts";
import { startDemo, type Demo } from "../harness.ts";
import { auditEventsOf, storedCounts } from "../stored.ts";

const example = join(import.meta.dirname, "../../docs/onboarding-form.json");

let demo: Demo;
let folder: string;
beforeAll(async () => {
  demo = await startDemo();
  folder = mkdtempSync(join(tmpdir(), "wijkverband-form-"));
});
afterAll(async () => {
  await demo[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

/** Runs the command on the demo's folder, while the demo serves it. */
const run = (file: string, ...more: readonly string[]) => runCli(["onboard", file, ...more], { DATA_DIR: demo.dataDir, PUBLIC_URL: demo.url });

/** What a form says instead, by path (`people.1.role`); `undefined` takes it out. */
type Changes = Readonly<Record<string, unknown>>;

/** The example with changes. */
function formWith(changes: Changes): string {
  const form = JSON.parse(readFileSync(example, "utf8")) as object;
  for (const [path, value] of Object.entries(changes)) {
    const names = path.split(".");
    const last = names.pop() ?? "";
    const holder = names.reduce<object>((within, name) => Reflect.get(within, name) as object, form);
    if (value === undefined) Reflect.deleteProperty(holder, last);
    else Reflect.set(holder, last, value);
  }
  const file = join(folder, "form.json");
  writeFileSync(file, JSON.stringify(form));
  return file;
}

describe("a new organisation comes into a network that is served", () => {
  test("by one form and one command; the same form again changes nothing", async () => {
    const before = storedCounts(demo);
    const checked = await run(example, "--check");
    expect(checked).toMatchObject({ code: 0, error: "" });
    expect(checked.out).toContain("to be made Organization/");
    expect(storedCounts(demo)).toEqual(before);
    expect(existsSync(join(demo.dataDir, "clients.json"))).toBe(false);

    const events = auditEventsOf(demo).length;
    const made = await run(example);
    expect(made).toMatchObject({ code: 0, error: "" });
    const lines = made.out.trimEnd().split("\n");
    expect(lines.filter((line) => line.startsWith("made"))).toHaveLength(8);
    expect(lines.at(-1)).toBe("a server that runs takes the client when it starts again");
    expect(auditEventsOf(demo)).toHaveLength(events + 1);

    const again = await run(example);
    expect(again.out.trimEnd().split("\n").map((line) => line.split(" ")[0])).toEqual(Array.from({ length: 8 }, () => "same"));
    expect(auditEventsOf(demo)).toHaveLength(events + 1);
  });

  test("and stands in the directory at once, with people, hours and membership", async () => {
    const found = (await demo.ask("huisarts", "GET", "Organization?identifier=http://fhir.nl/fhir/NamingSystem/ura|90002001")).body.entry?.[0]?.resource;
    expect(found).toMatchObject({ name: "Thuiszorg De Nieuwe Proef", identifier: [{ value: "90002001" }, { value: "90002002" }] });
    const own = `Organization/${found?.id}`;
    const of = async (query: string): Promise<readonly unknown[]> => ((await demo.ask("huisarts", "GET", query)).body.entry ?? []).map(({ resource }) => resource);
    expect(await of(`PractitionerRole?organization=${own}`)).toHaveLength(2);
    expect(await of(`HealthcareService?organization=${own}`)).toMatchObject([{ availableTime: [{ availableStartTime: "07:00:00" }, { allDay: true }] }]);
    expect(await of(`OrganizationAffiliation?participating-organization=${own}`)).toMatchObject([{ organization: { reference: "Organization/wijkverband-voorbeeldstad" }, code: [{ coding: [{ code: "lid" }] }] }]);
    expect(await of("Practitioner?identifier=http://fhir.nl/fhir/NamingSystem/uzi-nr-pers|900000201")).toMatchObject([{ name: [{ text: "Nora van Verzinsel", family: "van Verzinsel" }] }]);
  });

  test("a changed form changes what it says, and takes nothing away", async () => {
    const changed = await run(formWith({ "organization.phone": "+31 20 000 0999", people: [{ given: "Nora", prefix: "van", family: "Verzinsel", role: "wijkverpleegkundige", uzi: "900000201", phone: "+31 20 000 0902" }] }));
    expect(changed).toMatchObject({ code: 0 });
    expect(changed.out.split("\n").filter((line) => line.startsWith("changed")).map((line) => line.split(/ +/)[1]?.split("/")[0])).toEqual(["Organization", "client"]);
    expect((await demo.ask("huisarts", "GET", "PractitionerRole?role=verzorgende&organization.identifier=90002001")).body.entry).toHaveLength(1);
  });
});

describe("what isn't right names its field, and nothing is made", () => {
  const wrong: readonly (readonly [what: string, changes: Changes, line: string])[] = [
    ["a field that isn't there", { organisation: {} }, "organisation: isn't a field of the form"],
    ["no name", { "organization.name": undefined }, "organization.name: is missing"],
    ["no number", { "organization.ura": undefined, "organization.kvk": undefined }, "organization: has ura or kvk or agb"],
    ["a URA of seven digits", { "organization.ura": "1234567" }, "organization.ura: is eight digits"],
    ["a role that isn't one", { "people.1.role": "bakker" }, "people[1].role: is one of huisarts"],
    ["a BSN for a person", { "people.1.number": "999911120" }, "people[1].number: can be a BSN"],
    ["an aios under nobody", { "people.1.role": "aios" }, "people[1].supervisor: aios works under a huisarts"],
    ["a supervisor whom nobody knows", { "people.1.role": "aios", "people.1.supervisor": "900009999" }, "people[1].supervisor: no huisarts of this organisation"],
    ["hours without an end", { "hours.0.times.0.until": undefined }, "hours[0].times[0]: has allDay or until"],
    ["a network that nobody knows", { "affiliations.0.by": { kvk: "11111111" } }, "affiliations[0].by: no organisation has this number"],
    ["numbers of two organisations", { "organization.kvk": "90000802" }, "organization: these numbers are of two organisations"],
    ["a private key", { "client.jwks.keys.0.d": "AAAA" }, "client: client systeem-thuiszorg-de-nieuwe-proef has a key that is private"],
    ["a scope that isn't one", { "client.scopes": ["system/*.read"] }, "client: client systeem-thuiszorg-de-nieuwe-proef is given system/*.read"],
  ];

  test.each(wrong)("%s", async (_what, changes, line) => {
    const before = storedCounts(demo);
    const clients = readFileSync(join(demo.dataDir, "clients.json"), "utf8");
    const refused = await run(formWith(changes));
    expect(refused.code).toBe(1);
    expect(refused.error).toContain(line);
    expect(storedCounts(demo)).toEqual(before);
    expect(readFileSync(join(demo.dataDir, "clients.json"), "utf8")).toBe(clients);
  });

  test("a client of another organisation stays that one's", async () => {
    const taken = await run(formWith({ "organization.ura": "90002003", "organization.kvk": "90002004" }));
    expect(taken).toMatchObject({ code: 1, error: expect.stringContaining("client.id: is the system of another organisation") });
  });

  test("the audit trail is whole afterwards", async () => {
    expect(await runCli(["audit", "verify"], { DATA_DIR: demo.dataDir })).toMatchObject({ code: 0 });
  });
});

test("an empty installation comes to life: network, practice and its system, and the huisarts registers a patient", async () => {
  const dataDir = mkdtempSync(join(tmpdir(), "wijkverband-new-"));
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-384" });
  const key = { ...privateKey.export({ format: "jwk" }), kid: "praktijk", alg: "ES384" } as JWK;
  writeFileSync(join(folder, "jwks.json"), JSON.stringify({ keys: [{ ...publicKey.export({ format: "jwk" }), kid: "praktijk", alg: "ES384", use: "sig" }] }));
  const forms = [
    { organization: { name: "Wijkverband Nieuwstad", type: "wijkverband", kvk: "90003001" } },
    { organization: { name: "Spoedpost Nieuwstad", type: "N6", ura: "90003002" }, hours: [{ service: "anw", times: [{ days: ["sat", "sun"], allDay: true }] }] },
    {
      organization: { name: "Huisartsenpraktijk Nieuwstad", type: "Z3", ura: "90003003", agb: "01903003", phone: "+31 20 000 0903" },
      people: [
        { given: "Hanna", family: "Fictief", role: "huisarts", uzi: "900000301", agb: "01993301" },
        { given: "Aart", family: "Fictief", role: "anios", uzi: "900000302", supervisor: "900000301" },
      ],
      affiliations: [{ kind: "lid", by: { kvk: "90003001" }, from: "2026-11-01" }, { kind: "anw-post", by: { ura: "90003002" }, from: "2026-11-01" }],
      client: { id: "his-nieuwstad", jwksFile: "jwks.json" },
    },
  ];
  for (const form of forms) {
    writeFileSync(join(folder, "new.json"), JSON.stringify(form));
    expect(await runCli(["onboard", join(folder, "new.json")], { DATA_DIR: dataDir })).toMatchObject({ code: 0, error: "" });
  }
  const registrations = JSON.parse(readFileSync(join(dataDir, "clients.json"), "utf8")) as readonly ClientRegistration[];
  const config = readConfig({ PORT: "0", DATA_DIR: dataDir, LOG_LEVEL: "silent", ACCEPTED_ACR: "any" }, "serve");
  const running = await listen(config, (publicUrl) => openRuntime({ ...config, publicUrl }, () => registrations));
  try {
    const listed = registrations.flatMap(({ persons }) => (persons === "any-of-organisation" ? [] : persons));
    const [person] = listed;
    const { accessToken } = await requestToken({ clientId: "his-nieuwstad", tokenEndpoint: `${running.url}/oauth/token`, key, scope: supportedScopes, purpose: "TREAT", person: { id: person?.id ?? "", name: "Hanna Fictief", role: "huisarts", ...(person?.fhirUser !== undefined && { fhirUser: person.fhirUser }) } });
    expect(listed.map(({ id, roles }) => [id, roles])).toEqual([["900000301", ["huisarts"]], ["900000302", ["anios"]]]);
    const patient = { resourceType: "Patient", identifier: [{ system: "http://fhir.nl/fhir/NamingSystem/bsn", value: "999990019" }], name: [{ text: "Truus Nieuw", family: "Nieuw" }], birthDate: "1940-01-01" };
    const registered = await fetch(`${running.url}/fhir/Patient`, { method: "POST", headers: { authorization: `Bearer ${accessToken}`, "content-type": "application/fhir+json" }, body: JSON.stringify(patient) });
    expect(registered.status).toBe(202);
  } finally {
    await running.close();
    rmSync(dataDir, { recursive: true, force: true });
  }
});

test("docs/onboarding.md says every field that the example fills in", () => {
  const page = readFileSync(join(import.meta.dirname, "../../docs/onboarding.md"), "utf8");
  const form = JSON.parse(readFileSync(example, "utf8")) as Record<string, unknown>;
  const named = (value: unknown): readonly string[] => {
    if (Array.isArray(value)) return value.flatMap(named);
    if (typeof value !== "object" || value === null) return [];
    return Object.entries(value).flatMap(([name, each]) => (name === "jwks" ? [name] : [name, ...named(each)]));
  };
  for (const name of new Set(named(form))) expect(page).toMatch(new RegExp(String.raw`\b${name}\b`));
});
