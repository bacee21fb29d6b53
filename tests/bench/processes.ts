import { fork, spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { join } from "node:path";
import type { BareRoute } from "./bare.ts";
import type { Job, Measured } from "./load.ts";

const cli = join(import.meta.dirname, "../../packages/server/src/cli.ts");

/** A child process and how it is ended. */
export interface Child extends AsyncDisposable {
  readonly pid: number;
  /** Whether it has ended, of itself or not. */
  readonly ended?: () => boolean;
}

export interface Server extends Child {
  readonly port: number;
}

/** A port that was free a moment ago. Our server keeps one over restarts: its address stands in its tokens. */
export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address() as AddressInfo;
  probe.close();
  return port;
}

function settingsOf(port: number, dataDir: string): NodeJS.ProcessEnv {
  return { PATH: process.env["PATH"], HOME: process.env["HOME"], PORT: String(port), DATA_DIR: dataDir, DEMO_PATIENTS: "2000", LOG_LEVEL: "warn", ACCEPTED_ACR: "any" };
}

/** Runs a command of ours to its end and answers what it printed. */
export async function runCommand(words: readonly string[], port: number, dataDir: string): Promise<string> {
  const child = spawn(process.execPath, [cli, ...words], { env: settingsOf(port, dataDir), stdio: ["ignore", "pipe", "inherit"] });
  let printed = "";
  child.stdout.on("data", (chunk: Buffer) => (printed += chunk.toString()));
  const [code] = (await once(child, "close")) as [number | null];
  if (code !== 0) throw new Error(`wijkverband ${words.join(" ")} ended with ${code}`);
  return printed.trim();
}

/** Starts our server as anybody starts it. `flags` go to Node (`--cpu-prof`). Answers at once: whether it is ready is the caller's to ask. */
export function startServer(command: "demo" | "serve", port: number, dataDir: string, flags: readonly string[] = []): Server {
  const child = spawn(process.execPath, [...flags, cli, command], { env: settingsOf(port, dataDir), stdio: ["ignore", "ignore", "pipe"] });
  // what a server without clients.json says is no news here
  child.stderr.on("data", (chunk: Buffer) => chunk.includes("clients.json") || process.stderr.write(chunk));
  return { port, pid: child.pid ?? 0, ended: () => child.exitCode !== null || child.signalCode !== null, [Symbol.asyncDispose]: () => end(child) };
}

/** Bare Express in its own process. */
export async function startBare(routes: readonly BareRoute[]): Promise<Server> {
  const child = fork(join(import.meta.dirname, "bare.ts"));
  child.send(routes);
  const [port] = (await once(child, "message")) as [number];
  return { port, pid: child.pid ?? 0, [Symbol.asyncDispose]: () => end(child) };
}

/** The load generator in its own process. */
export function startLoad(): Child & { measure(job: Job): Promise<Measured> } {
  const child = fork(join(import.meta.dirname, "load.ts"));
  return {
    pid: child.pid ?? 0,
    measure: (job) =>
      new Promise((resolve, reject) => {
        const stopped = (): void => reject(new Error("the load generator stopped"));
        child.once("exit", stopped);
        child.once("message", (measured: Measured) => {
          child.off("exit", stopped);
          resolve(measured);
        });
        child.send(job);
      }),
    [Symbol.asyncDispose]: () => end(child),
  };
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, "exit");
  child.kill("SIGTERM");
  await exit;
}

/** CPU seconds that a process used so far, where the system tells (Linux), else `NaN`. On a busy machine this is steadier than the clock. */
export function cpuSeconds(pid: number): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
    return (Number(fields[11]) + Number(fields[12])) / 100;
  } catch {
    return Number.NaN;
  }
}
