import { operations, typeOperations } from "@wijkverband/facade";
import { storedTypes } from "@wijkverband/fhir";
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

  test("lists every type and search parameter that /metadata announces", () => {
    const search = byPath.get("search.html") ?? "";
    for (const { type } of storedTypes) expect(search).toContain(`<h2 id="${type}">`);
    expect(search).toContain("<code>reason-reference</code>");
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
    for (const { text } of pages) {
      expect(text).toContain("default-src 'none'");
      expect(text).not.toMatch(/<script|<img|<link|@import/i);
    }
  });
});
