import { rules, type RuleKey } from "@wijkverband/fhir";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";

const root = join(import.meta.dirname, "../..");

/** Titles of tests and suites, and of rows of tables of tests, as they stand in the source. */
function titles(): readonly string[] {
  const folders = [join(root, "tests"), ...readdirSync(join(root, "packages")).map((name) => join(root, "packages", name, "src"))];
  const files = folders.flatMap((folder) => listFiles(folder)).filter((file) => file.endsWith(".test.ts") || file.includes("/conformance/"));
  const title = /(?:\b(?:test|describe|it)(?:\.\w+)*(?:\([^"'`]*\))?\(|\btitle: )(["'`])((?:\\.|(?!\1).)*)\1/g;
  return files.flatMap((file) => [...readFileSync(file, "utf8").matchAll(title)].map((found) => found[2] ?? ""));
}

function listFiles(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true }).flatMap((entry) => (entry.isFile() && entry.name.endsWith(".ts") ? [join(entry.parentPath, entry.name)] : []));
}

describe("each rule has a key, a sentence and a test that is named after it", () => {
  const named = titles();
  const isTested = (key: string): boolean => named.some((title) => new RegExp(`(?<![\\w-])${key}(?![\\w-])`).test(title));

  test("there are titles to look in", () => {
    expect(named.length).toBeGreaterThan(300);
  });

  test.each(Object.keys(rules) as RuleKey[])("%s", (key) => {
    expect(rules[key]).toMatch(/^[A-Z].*\.$/);
    expect(isTested(key)).toBe(true);
  });
});
