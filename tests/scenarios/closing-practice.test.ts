import { demoRegistrations, openDemo, openRuntime, readConfig, type Runtime } from "@wijkverband/server";
import type { CareTeam, Communication } from "hl7-fhir-r4-types";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { runCli } from "../cli.ts";

const cli = join(import.meta.dirname, "../../packages/server/src/cli.ts");
const closing = "Organization/praktijk-voorbeeldstraat";
const next = "Organization/praktijk-elders";
const patients = 120;
const dataDir = mkdtempSync(join(tmpdir(), "wijkverband-closing-"));
const env = { DATA_DIR: dataDir, DEMO_PATIENTS: String(patients) };
const move = ["move-practice", "00000101", "90001101", "--demo"];

beforeAll(async () => {
  const config = readConfig({ ...env, PORT: "0", LOG_LEVEL: "silent" }, "demo");
  await (await openDemo(config, () => {}))[Symbol.asyncDispose]();
}, 60_000);
afterAll(() => {
  rmSync(dataDir, { recursive: true, force: true });
});

/** Looks at what is kept, with no server running. */
async function looking<T>(look: (runtime: Runtime) => Promise<T>): Promise<T> {
  await using runtime = await openRuntime(readConfig({ ...env, LOG_LEVEL: "silent" }, "demo"), (keys) => demoRegistrations(keys));
  return await look(runtime);
}

/** Each registration that there is or was, by patient. */
async function registrations({ house }: Runtime): Promise<ReadonlyMap<string, readonly CareTeam[]>> {
  const { entries } = await house.store.changes({ type: "CareTeam", current: true, count: 5000, visible: "server", at: new Date() });
  const teams = entries.map((stored) => stored.resource() as CareTeam).filter(({ managingOrganization }) => managingOrganization !== undefined);
  return Map.groupBy(teams, ({ subject }) => subject?.reference ?? "");
}

const practicesOf = (teams: readonly CareTeam[], status: string): readonly (string | undefined)[] => teams.filter((team) => team.status === status).map(({ managingOrganization }) => managingOrganization?.[0]?.reference);

test("a practice that closes is counted first, and nobody moves by that", async () => {
  const counted = await runCli([...move, "--dry-run"], env);
  const here = await looking(async (runtime) => [...(await registrations(runtime)).values()].filter((teams) => practicesOf(teams, "active").includes(closing)).length);
  expect(counted).toMatchObject({ code: 0, out: `${here} patient(s) would move from ${closing} to ${next}\n` });
  expect(here).toBeGreaterThan(60);
});

test("one-practice: killed half way and started again, everybody has moved once and nobody is forgotten", async () => {
  const before = await looking(registrations);
  const leaving = [...before].filter(([, teams]) => practicesOf(teams, "active").includes(closing)).map(([patient]) => patient);
  const child = spawn(process.execPath, [cli, ...move], { env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "inherit"] });
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    if (text.includes("25 of")) child.kill("SIGKILL");
  });
  await once(child, "exit");
  expect(child.signalCode).toBe("SIGKILL");
  const half = await looking(registrations);
  const moved = leaving.filter((patient) => practicesOf(half.get(patient) ?? [], "active").includes(next));
  expect(moved.length).toBeGreaterThanOrEqual(25);
  expect(moved.length).toBeLessThan(leaving.length);
  for (const patient of leaving) expect(practicesOf(half.get(patient) ?? [], "active")).toHaveLength(1);

  const rest = await runCli(move, env);
  expect([rest.code, rest.error]).toEqual([0, ""]);
  expect(rest.out).toContain(`${leaving.length - moved.length} patient(s) moved from ${closing} to ${next}; 0 left`);
  const after = await looking(registrations);
  for (const patient of leaving) {
    expect([patient, practicesOf(after.get(patient) ?? [], "active"), practicesOf(after.get(patient) ?? [], "inactive")]).toEqual([patient, [next], [closing]]);
  }
  for (const [patient, teams] of [...after].filter(([each]) => !leaving.includes(each))) expect(teams).toEqual(before.get(patient));
  expect((await runCli(move, env)).out).toContain(`0 patient(s) moved from ${closing}`);
}, 60_000);

test("each of them reads it in plain words, the log says what did it, and still verifies", async () => {
  await looking(async ({ house }) => {
    const record = await house.store.record("willem-voorbeeld");
    const told = record.flatMap((stored) => (stored.type === "Communication" ? [stored.resource() as Communication] : [])).flatMap(({ payload }) => payload?.map(({ contentString }) => contentString ?? "") ?? []);
    expect(told.join(" ")).toMatch(/^Huisartsenpraktijk Voorbeeldstraat stopt\. U staat sinds \d+-\d+-\d{4} om \d\d:\d\d uur ingeschreven bij Huisartsenpraktijk Elders\./);
    const { events } = await house.store.auditOf({ patient: "willem-voorbeeld", count: 20 });
    expect(events.filter(({ json }) => json.includes("wijkverband move-practice") && json.includes("transfer-registration"))).toHaveLength(1);
  });
  expect((await runCli(["audit", "verify", "--demo"], env)).out).toMatch(/^intact/);
});

test.each([
  ["a practice that isn't there", ["move-practice", "00000101", "12345678", "--demo"], "the directory knows no organisation"],
  ["what is no practice", ["move-practice", "00000101", "00000103", "--demo"], "is no GP practice of the directory"],
  ["what is no practice, rehearsed", ["move-practice", "00000101", "00000103", "--demo", "--dry-run"], "is no GP practice of the directory"],
  ["a day that is still to come", [...move, "--date", "2999-01-01"], "lies in the future"],
])("nobody moves to %s", async (_what, args, said) => {
  expect(await runCli(args, env)).toMatchObject({ code: 1, error: expect.stringContaining(said) as unknown });
});
