import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Instance } from "./instances.ts";

/** A message of the official validator. `id` is its own name of the message, empty where it has none; `details` is what led to it, in its words. */
export interface Message {
  readonly severity: "fatal" | "error" | "warning" | "information";
  readonly location: string;
  readonly id: string;
  readonly text: string;
  readonly details: readonly string[];
}

/** Builds the Java side; online only where Maven's cache lacks something. @throws {Error} when it doesn't build. */
export function buildOfficial(home: string): void {
  const build = ["-q", "-B", "-f", join(home, "pom.xml"), "process-classes"];
  try {
    execFileSync("mvn", ["-o", ...build], { stdio: "ignore" });
  } catch {
    execFileSync("mvn", build, { stdio: ["ignore", 2, 2] });
  }
}

/** What the official validator says of each instance, by name. `definitions` are folders and packages (`.tgz`); `work` a folder for what goes between. */
export function askOfficial(home: string, work: string, definitions: readonly string[], instances: readonly Instance[]): ReadonlyMap<string, readonly Message[]> {
  const folder = join(work, "instances");
  mkdirSync(folder, { recursive: true });
  const rows = instances.map(({ name, resource, profiles }, place) => {
    const file = join(folder, `${place}.json`);
    writeFileSync(file, JSON.stringify(resource));
    return { name, file, profiles };
  });
  const manifest = join(work, "manifest.json");
  const report = join(work, "official.json");
  writeFileSync(manifest, JSON.stringify({ definitions, instances: rows }));
  const classpath = `${join(home, "target/classes")}:${readFileSync(join(home, "target/classpath"), "utf8").trim()}`;
  execFileSync("java", ["-Xmx3g", "-XX:+UseParallelGC", "-cp", classpath, "nl.wijkverband.conformance.Main", manifest, report], { stdio: ["ignore", "ignore", "inherit"] });
  const verdicts = JSON.parse(readFileSync(report, "utf8")) as readonly { readonly name: string; readonly messages: readonly Message[] }[];
  return new Map(verdicts.map(({ name, messages }) => [name, messages]));
}
