import { fork } from "node:child_process";
import { createWriteStream, mkdirSync } from "node:fs";
import { join } from "node:path";
import type { LoopProbe, Stall } from "./loop-probe.ts";

export interface Command {
  readonly number: number;
  readonly ask: "token" | "loop" | "memory" | "audit";
  readonly person?: string;
}

export interface Report {
  readonly number: number;
  readonly ready?: string;
  readonly token?: string;
  readonly loop?: { readonly longest: number; readonly stalls: readonly Stall[]; readonly delays: ReturnType<LoopProbe["delays"]>; readonly computed: number };
  readonly memory?: Memory;
  readonly audit?: { readonly findings: readonly string[]; readonly events: number };
}

/** In bytes, after garbage was collected. `heap` counts buffers too. */
interface Memory {
  readonly rss: number;
  readonly heap: number;
}

/** The server under test, in a process of its own. */
export interface Server extends AsyncDisposable {
  readonly url: string;
  /** Why the process ended, when it did. */
  readonly ended: string | undefined;
  token(person: string): Promise<string>;
  loop(): Promise<NonNullable<Report["loop"]>>;
  memory(): Promise<Memory>;
  audit(): Promise<NonNullable<Report["audit"]>>;
}

/** Where the server's own log of faults goes. */
export const logFile: string = join(import.meta.dirname, "../../.data/fuzz/server.log");

/** Starts it. @param settings environment variables as in docs/settings.md */
export async function startServer(settings: Readonly<Record<string, string>> = {}): Promise<Server> {
  mkdirSync(join(logFile, ".."), { recursive: true });
  const child = fork(join(import.meta.dirname, "server-process.ts"), { execArgv: ["--expose-gc"], silent: true, env: { ...process.env, FUZZ_SETTINGS: JSON.stringify(settings) } });
  const log = createWriteStream(logFile, { flags: "w" });
  child.stdout?.pipe(log, { end: false });
  child.stderr?.pipe(log, { end: false });
  const waiting = new Map<number, PromiseWithResolvers<Report>>();
  let number = 0;
  let ended: string | undefined;
  const ready = Promise.withResolvers<Report>();
  waiting.set(0, ready);
  child.on("message", (report: Report) => {
    waiting.get(report.number)?.resolve(report);
    waiting.delete(report.number);
  });
  const exit = new Promise<void>((resolve) => {
    child.once("exit", (code, signal) => {
      ended = signal ?? `code ${code}`;
      for (const { reject } of waiting.values()) reject(new Error(`the server's process ended: ${ended}; see ${logFile}`));
      resolve();
    });
  });
  const tell = async (command: Omit<Command, "number">): Promise<Report> => {
    const reply = Promise.withResolvers<Report>();
    waiting.set(++number, reply);
    child.send({ ...command, number });
    return await reply.promise;
  };
  const url = (await ready.promise).ready!;
  const tokens = new Map<string, Promise<string>>();
  return {
    url,
    get ended() {
      return ended;
    },
    token(person) {
      let token = tokens.get(person);
      if (token === undefined) tokens.set(person, (token = tell({ ask: "token", person }).then((report) => report.token!)));
      return token;
    },
    loop: async () => (await tell({ ask: "loop" })).loop!,
    memory: async () => (await tell({ ask: "memory" })).memory!,
    audit: async () => (await tell({ ask: "audit" })).audit!,
    async [Symbol.asyncDispose]() {
      if (ended === undefined) child.disconnect();
      await exit;
      log.end();
    },
  };
}
