import { questionOf } from "@wijkverband/fhir";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { expect, test } from "vitest";
import { verifyAudit } from "../audit/verify-store.ts";
import { audited, auditKey, sampleOptions } from "../conformance/sample.ts";
import { openSqliteStore } from "./open-sqlite-store.ts";

const writer = new URL("durability-writer.ts", import.meta.url).pathname;

test("a process killed in the middle of writing loses no unit and no event it acknowledged and leaves no half one", async () => {
  const folder = mkdtempSync(join(tmpdir(), "wijkverband-kill-"));
  const file = join(folder, "store.db");
  try {
    const acknowledged: string[] = [];
    for (let round = 0; round < 4; round++) acknowledged.push(...(await writeUntilKilled(file, round)));
    expect(acknowledged.length).toBeGreaterThan(8);

    await using store = openSqliteStore({ ...sampleOptions, file });
    const events = new Set(await audited(store));
    for (const unit of acknowledged) {
      expect(await store.read("Task", `${unit}-a`)).toMatchObject({ versionId: "1" });
      expect(events).toContain(`Task/${unit}-a/_history/1`);
    }
    for (const about of events) {
      const unit = about.slice("Task/".length, about.indexOf("/_history") - 2);
      const halves = await store.readMany([`Task/${unit}-a`, `Task/${unit}-b`]);
      expect([unit, halves.size]).toEqual([unit, 2]);
      expect([events.has(`Task/${unit}-a/_history/1`), events.has(`Task/${unit}-b/_history/1`)]).toEqual([true, true]);
    }
    // every unit, acknowledged or not, tells of itself once, under a number of its own
    const told = await store.eventsOf("Organization/post", { count: 100_000 });
    expect(told.map(({ number }) => number)).toEqual(told.map((_, at) => at + 1));
    expect(new Set(told.map(({ focus }) => focus))).toEqual(new Set([...events].filter((each) => each.endsWith("-a/_history/1")).map((each) => each.replace("/_history/1", ""))));
    expect(told.length).toBe(events.size / 2);
    const { matches, total } = await store.search({ query: { ...questionOf("Task", [], 1), total: true }, visible: "server", at: new Date() });
    expect([matches.length, total]).toEqual([1, events.size]);
    expect(await verifyAudit(store, auditKey)).toEqual([]);
  } finally {
    rmSync(folder, { recursive: true });
  }
}, 60_000);

test("two processes that make and fill one file side by side lose nothing of each other, and each has its own chain", async () => {
  const folder = mkdtempSync(join(tmpdir(), "wijkverband-pair-"));
  const file = join(folder, "store.db");
  try {
    const acknowledged = (await Promise.all([writeUntilKilled(file, 2), writeUntilKilled(file, 3)])).flat();
    expect(new Set(acknowledged.map((unit) => unit[0]))).toEqual(new Set(["2", "3"]));
    await using store = openSqliteStore({ ...sampleOptions, file });
    const found = await store.readMany(acknowledged.flatMap((unit) => [`Task/${unit}-a`, `Task/${unit}-b`]));
    expect(found.size).toBe(acknowledged.length * 2);
    const told = await store.eventsOf("Organization/post", { count: 100_000 });
    expect(told.map(({ number }) => number)).toEqual(told.map((_, at) => at + 1));
    const focuses = new Set(told.map(({ focus }) => focus));
    for (const unit of acknowledged) expect(focuses).toContain(`Task/${unit}-a`);
    expect((await store.auditHeads()).length).toBe(2);
    expect(await verifyAudit(store, auditKey)).toEqual([]);
  } finally {
    rmSync(folder, { recursive: true });
  }
}, 60_000);

test("a process that wrote much ends by itself once its store is closed", async () => {
  const folder = mkdtempSync(join(tmpdir(), "wijkverband-end-"));
  try {
    const program = `
      import { openSqliteStore } from ${JSON.stringify(new URL("open-sqlite-store.ts", import.meta.url).href)};
      import { event, sampleOptions } from ${JSON.stringify(new URL("../conformance/sample.ts", import.meta.url).href)};
      const store = openSqliteStore({ ...sampleOptions, file: ${JSON.stringify(join(folder, "store.db"))} });
      for (let n = 0; n < 20; n++) await Promise.all(Array.from({ length: 500 }, () => store.append([event("read")])));
      await store[Symbol.asyncDispose]();
      console.log("closed");`;
    const child = spawn(process.execPath, ["--input-type=module", "-e", program], { stdio: ["ignore", "pipe", "inherit"] });
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    const [line, [code]] = await Promise.all([lines.next(), once(child, "exit")]);
    expect([line.value, code]).toEqual(["closed", 0]);
  } finally {
    rmSync(folder, { recursive: true });
  }
}, 30_000);

/** Units that the child said were durable, until it was killed. */
async function writeUntilKilled(file: string, round: number): Promise<readonly string[]> {
  const child = spawn(process.execPath, [writer, file, String(round)], { stdio: ["ignore", "pipe", "inherit"] });
  const exited = once(child, "exit");
  const acknowledged: string[] = [];
  const limit = 3 + round * 17;
  for await (const line of createInterface({ input: child.stdout })) {
    acknowledged.push(line);
    if (acknowledged.length === limit) child.kill("SIGKILL");
  }
  await exited;
  return acknowledged;
}
