import { settings } from "../config.ts";

/** The environment variables, for `--help`. */
export function describeSettings(): string {
  const width = Math.max(...settings.map(({ name }) => name.length));
  return `\nEnvironment:\n${settings.map(({ name, what, fallback }) => `  ${name.padEnd(width)}  ${what} (${fallback})`).join("\n")}\n`;
}
