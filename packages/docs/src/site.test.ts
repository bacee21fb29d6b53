import { operations, typeOperations } from "@wijkverband/facade";
import { createValidator, loadDefinitions, storedTypes } from "@wijkverband/fhir";
import { policy, type Role } from "@wijkverband/policy";
import type { CapabilityStatement } from "hl7-fhir-r4-types";
import { join, posix } from "node:path";
import { describe, expect, test } from "vitest";
import { makeSite } from "./site.ts";
import { readSources } from "./sources.ts";

const sources = readSources(join(import.meta.dirname, "../../.."));
const pages = makeSite(sources, { baseUrl: "https://wijk.example/fhir", softwareVersion: "0.0.0", at: new Date("2026-11-24T02:00:00Z") });
const byPath = new Map(pages.map((page) => [page.path, page.text]));

describe("the documentation", () => {
  test("has a page for each profile, with how to fill it, its snapshot, and every example that claims it", () => {
    for (const { id, url } of sources.profiles) {
      const text = byPath.get(`profiles/${id}.html`) ?? "";
      expect(text).toContain("How to fill it");
      expect(text).toContain("Snapshot");
      for (const example of sources.examples.filter(({ meta }) => meta?.profile?.includes(url))) expect(text).toContain(`${example.resourceType}/${example.id}`);
    }
  });

  test("shows with each profile on a resource an example, or says in which other it stands", () => {
    const without = sources.profiles.filter(({ type, url, id }) => type !== "Extension" && !sources.examples.some(({ meta }) => meta?.profile?.includes(url)) && !sources.spoiled.has(id));
    expect(without.map(({ id }) => id)).toEqual([]);
  });

  test("has a page for each operation, with a call to copy", () => {
    for (const { code } of [...operations, ...typeOperations]) expect(byPath.get(`operations/${code.slice(1)}.html`)).toContain("curl");
  });

  test("shows what our definitions write as code as code, not between backticks", () => {
    const outsideCode = (text: string): string => text.replaceAll(/<(pre|code)>.*?<\/\1>/gs, "");
    const marked = pages.filter(({ path, text }) => /^(profiles|operations|terminology|actors)/.test(path) && outsideCode(text).includes("`"));
    expect(marked.map(({ path }) => path)).toEqual([]);
  });

  test("lists every type and search parameter that /metadata announces", () => {
    const search = byPath.get("search.html") ?? "";
    for (const { type } of storedTypes) expect(search).toContain(`<h2 id="${type}">`);
    expect(search).toContain("<code>reason-reference</code>");
  });

  test("no-row-no-access: what it promises to a kind of system, the policy gives to somebody who works with it", () => {
    const may = (roles: readonly Role[], action: string, type: string): boolean => policy.some((row) => row.roles.some((role) => roles.includes(role)) && row.may.some((each) => each === action) && row.on.some((each) => each === type));
    const post = JSON.parse(byPath.get("actors/post.json") ?? "") as CapabilityStatement;
    const written = post.rest?.[0]?.resource?.filter(({ interaction = [] }) => interaction.some(({ code }) => code === "create")).map(({ type }) => type) ?? [];
    expect(written.toSorted()).toEqual(storedTypes.map(({ type }) => type).filter((type) => may(["post-huisarts", "triagist"], "create", type)).toSorted());
    expect(post.rest?.[0]?.resource?.find(({ type }) => type === "Patient")?.operation?.map(({ name }) => name)).toContain("palliative-handover");
    const his = JSON.parse(byPath.get("actors/his.json") ?? "") as CapabilityStatement;
    expect(his.rest?.[0]?.resource?.find(({ type }) => type === "Patient")?.operation?.map(({ name }) => name)).toEqual(expect.arrayContaining(["publish-handover", "assign-gp", "cover"]));
    expect(createValidator(loadDefinitions(join(import.meta.dirname, "../../../profiles/generated"))).validate(his).filter(({ severity = "error" }) => severity === "error")).toEqual([]);
  });

  test("leads nowhere that isn't there", () => {
    const broken = pages.flatMap(({ path, text }) =>
      [...text.matchAll(/<a href="([^"]*)"/g)].flatMap(([, href = ""]) => {
        if (/^https?:/.test(href)) return [];
        const [file = "", anchor] = href.split("#");
        const target = file === "" ? path : posix.normalize(posix.join(posix.dirname(path), file));
        const there = byPath.get(target);
        return there === undefined || (anchor !== undefined && !there.includes(`id="${anchor}"`)) ? [`${path}: ${href}`] : [];
      }),
    );
    expect(broken).toEqual([]);
  });

  test("runs nothing and loads nothing", () => {
    for (const { path, text } of pages) {
      if (path.endsWith(".json")) continue;
      expect(text).toContain("default-src 'none'");
      expect(text).not.toMatch(/<script|<img|<link|@import/i);
    }
  });
});
