import { execFile } from "node:child_process";
import { join } from "node:path";

const cli = join(import.meta.dirname, "../packages/server/src/cli.ts");

/** Runs the command line program in a process of its own. */
export async function runCli(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<{ readonly code: number; readonly out: string; readonly error: string }> {
  return await new Promise((resolve) => {
    execFile(process.execPath, [cli, ...args], { env: { ...process.env, ...env } }, (fault, out, error) => {
      resolve({ code: typeof fault?.code === "number" ? fault.code : fault === null ? 0 : -1, out, error });
    });
  });
}
