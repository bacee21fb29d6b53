import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const root = join(import.meta.dirname, "../..");
const page = readFileSync(join(root, "docs/traps.md"), "utf8");
const titles = [...readFileSync(join(root, "tests/security/traps.test.ts"), "utf8").matchAll(/test\("((?:trap|defect) [^:]+):/g)].map((found) => found[1] ?? "");

test("docs/traps.md names a test for each trap and defect, and each test stands there", () => {
  const rows = page.split("\n").filter((line) => /^\| \d+ \|/.test(line)).map((line) => line.split(" | ").at(-1)?.replace(/ \|$/, "") ?? "");
  expect(rows).toHaveLength(21 + 10);
  const named = rows.flatMap((cell) => cell.split("; "));
  for (const name of named.filter((each) => /^(trap|defect) /.test(each))) expect(titles).toContain(name);
  for (const title of titles) expect(named).toContain(title);
  expect(named.filter((each) => each.startsWith("tests/") && !existsSync(join(root, each)))).toEqual([]);
});
