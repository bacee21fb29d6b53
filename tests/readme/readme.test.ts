import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { patternOf, readWalk } from "./blocks.ts";

const root = join(import.meta.dirname, "../..");
const read = (file: string): string => readFileSync(join(root, file), "utf8");
const story = readWalk(read("README.md"));
/** Go on where the README ends, one after the other; a refusal fails, but where one is shown. */
const further = ["docs/operations.md", "docs/subscriptions.md", "docs/care-plan.md", "docs/inbox.md", "docs/xml.md", "docs/rest.md", "docs/clients.md", "docs/pzp.md"].flatMap((page) => readWalk(read(page)).map((walk) => ({ ...walk, page })));
const missing = ["bash", "curl"].filter((tool) => spawnSync(tool, ["--version"]).error !== undefined);
if (missing.length > 0) console.error(`SKIPPED: the README's walk, because ${missing.join(" and ")} is not on this machine`);

const failing = 'curl() { command curl --fail "$@"; }';
const answering = 'curl() { command curl "$@"; }';

/** Stands between the output of two blocks. */
const between = "---8<---";

describe.skipIf(missing.length > 0)("whoever pastes the README's commands into a shell sees what the README shows", () => {
  const dataDir = mkdtempSync(join(tmpdir(), "wijkverband-readme-"));
  let server: ChildProcess;
  let printed: readonly string[];
  let first: string;

  beforeAll(async () => {
    server = spawn(process.execPath, ["packages/server/src/cli.ts", "demo"], { cwd: root, env: { ...process.env, PORT: "0", DATA_DIR: dataDir, DEMO_PATIENTS: "10" }, stdio: ["ignore", "pipe", "inherit"] });
    const said = await untilReady(server);
    // the command that the demo itself prints comes first, as the walk ends by withdrawing that handover
    first = spawnSync("bash", ["-c", /^  curl (?:.*\\\n)+.*$/m.exec(said)?.[0] ?? ""], { cwd: root, encoding: "utf8" }).stdout;
    const url = /^ready (\S+)\/fhir$/m.exec(said)?.[1] ?? "";
    const here = (commands: string): string => commands.replaceAll("http://localhost:8080", url).replaceAll(".data/demo", dataDir);
    const script = ["set -euo pipefail", ...story.map(({ commands }) => here(commands)), ...further.map(({ commands, prints }) => `${prints === undefined ? failing : answering}\n${here(commands)}`)].join(`\necho '${between}'\n`);
    const { stdout, stderr, status } = spawnSync("bash", [], { cwd: root, input: script, encoding: "utf8", env: { ...process.env, DATA_DIR: dataDir } });
    printed = stdout.split(`${between}\n`).slice(1);
    if (status !== 0) throw new Error(`a command failed:\n${stdout.slice(-2000)}\n${stderr}`);
  }, 120_000);

  afterAll(async () => {
    const left = new Promise((resolve) => server.once("exit", resolve));
    server.kill("SIGTERM");
    await left;
    rmSync(dataDir, { recursive: true, force: true });
  });

  test.each(story.map((block, place) => [block.line, block, place] as const))("the block at line %i", (_line, { prints }, place) => {
    expect(printed[place]).toMatch(patternOf(prints ?? []));
  });

  test("the demo itself prints a command that gives the current handover", () => {
    expect(first).toMatch(/^\{"resourceType":"Parameters","parameter":\[\{"name":"status","valueCode":"current"\}/);
  });

  test.each(further.map((block, place) => [block.page, block.line, block, place] as const))("the block of %s at line %i", (_page, _line, { prints }, place) => {
    expect(printed[story.length + place]).toMatch(prints === undefined ? /^\{"resourceType":"/ : patternOf(prints));
  });
});

test("the README shows what each of its blocks prints", () => {
  expect(story.length).toBeGreaterThan(8);
  expect(story.filter(({ prints }) => prints === undefined)).toEqual([]);
});

/** Waits until the demo has said all that it says at its start. */
function untilReady(child: ChildProcess): Promise<string> {
  let text = "";
  return new Promise((resolve, reject) => {
    child.stdout?.on("data", (chunk: Buffer) => {
      text += chunk.toString("utf8");
      if (/^ready [^]*rho-analist/m.test(text)) resolve(text);
    });
    child.once("exit", () => reject(new Error(`the demo ended before it was ready: ${text}`)));
  });
}
