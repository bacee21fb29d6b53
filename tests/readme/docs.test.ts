import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { operations, typeOperations } from "@wijkverband/facade";
import { erasedTopic, topics } from "@wijkverband/fhir";
import { settings } from "@wijkverband/server";
import { expect, test } from "vitest";
import { readWalk } from "./blocks.ts";

const root = join(import.meta.dirname, "../..");
const read = (file: string): string => readFileSync(join(root, file), "utf8");
/** An operation on several types stands in the list once for each. */
const codes: readonly string[] = [...new Set([...operations, ...typeOperations].map(({ code }) => code))];
const pages = ["README.md", "CHANGELOG.md", ...globSync(["docs/*.md", "docker/*.md", "profiles/*.md", "{packages/*,profiles}/decisions/*.md"], { cwd: root })];

test.each(pages)("%s links to what is there", (page) => {
  const links = [...read(page).matchAll(/\]\(([^)]+)\)/g)].map(([, target = ""]) => target).filter((target) => !/^https?:/.test(target));
  const broken = links.filter((link) => {
    const [path = "", anchor] = link.split("#");
    const file = path === "" ? page : join(dirname(page), path);
    return !existsSync(join(root, file)) || (anchor !== undefined && !anchorsOf(read(file)).has(anchor));
  });
  expect(broken).toEqual([]);
});

test("the README lists every decision", () => {
  const decisions = pages.filter((page) => page.includes("/decisions/"));
  expect(decisions.length).toBeGreaterThan(10);
  for (const decision of decisions) expect(read("README.md")).toContain(`(${decision})`);
});

test("docs/settings.md lists every setting, and no other", () => {
  const listed = [...read("docs/settings.md").matchAll(/^\| `([A-Z_]+)` \|/gm)].map(([, name]) => name);
  expect(listed).toEqual(settings.map(({ name }) => name));
});

test("docs/notifications.md says of every topic when it is sent, and of no other", () => {
  const rows = [...read("docs/notifications.md").matchAll(/^\| (`[^|]+`) \|/gm)].flatMap(([, cell = ""]) => cell.split(", ").map((name) => name.replaceAll("`", "")));
  expect(rows).toEqual([...Object.keys(topics), erasedTopic]);
});

test("docs/operations.md has a section for every operation, and no other", () => {
  const sections = [...read("docs/operations.md").matchAll(/^## (\$\S+)$/gm)].map(([, name]) => name);
  expect(new Set(sections)).toEqual(new Set(codes));
  expect(sections).toHaveLength(codes.length);
});

test.each(codes)("docs/operations.md shows a call of %s that is answered, and one that is refused", (code) => {
  const section = read("docs/operations.md").split(/^## /m).find((each) => each.startsWith(`${code}\n`)) ?? "";
  const calls = readWalk(section).filter(({ commands }) => commands.includes(`\\${code}`));
  expect(calls.filter(({ prints }) => prints === undefined).length).toBeGreaterThan(0);
  expect(calls.filter(({ prints }) => /^4\d\d$/.test(prints?.[0] ?? "")).length).toBeGreaterThan(0);
});

/** Anchors of headings, as GitHub makes them. */
function anchorsOf(markdown: string): ReadonlySet<string> {
  return new Set([...markdown.matchAll(/^#+ (.+)$/gm)].map(([, heading = ""]) => heading.toLowerCase().replaceAll(/[^\w\- ]/g, "").replaceAll(" ", "-")));
}
