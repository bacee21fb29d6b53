import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, describe, expect, test } from "vitest";
import { readPackages } from "./read-package.ts";

const folder = mkdtempSync(join(tmpdir(), "packages-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const definition = (id: string, more: object = {}): string =>
  JSON.stringify({ resourceType: "StructureDefinition", url: `https://x.example/${id}`, type: "Goal", kind: "resource", derivation: "constraint", snapshot: { element: [{ id: "Goal", path: "Goal", min: 0, max: "*" }] }, ...more });

interface Entry {
  readonly name: string;
  readonly text: string;
  readonly prefix?: string;
  /** Of ustar: a file unless told otherwise; `x` a pax header, `5` a folder. */
  readonly kind?: string;
}

function tar(entries: readonly Entry[]): Buffer {
  const blocks = entries.flatMap(({ name, text, prefix = "", kind = "0" }) => {
    const header = Buffer.alloc(512);
    header.write(name, 0, 100, "latin1");
    header.write(`${Buffer.byteLength(text).toString(8).padStart(11, "0")} `, 124, "latin1");
    header.write(kind, 156, "latin1");
    header.write("ustar", 257, "latin1");
    header.write(prefix, 345, "latin1");
    const body = Buffer.alloc(Math.ceil(Buffer.byteLength(text) / 512) * 512);
    body.write(text);
    return [header, body];
  });
  return Buffer.concat([...blocks, Buffer.alloc(1024)]);
}

function archive(name: string, entries: readonly Entry[]): string {
  const path = join(folder, name);
  writeFileSync(path, gzipSync(tar(entries)));
  return path;
}

const urlsOf = (path: string): readonly string[] => readPackages([path]).structures.map(({ url }) => url);

describe("a package is read", () => {
  test("from an archive: what lies in package/, and nothing beside it", () => {
    const path = archive("a.tgz", [
      { name: "package/", text: "", kind: "5" },
      { name: "package/package.json", text: JSON.stringify({ name: "a", fhirVersions: ["4.0.1"] }) },
      { name: "package/.index.json", text: "{}" },
      { name: "package/StructureDefinition-a.json", text: definition("a") },
      { name: "package/example/StructureDefinition-b.json", text: definition("b") },
      { name: "package/readme.md", text: "no JSON" },
    ]);
    expect(urlsOf(path)).toEqual(["https://x.example/a"]);
  });

  test("with names that are too long for a header, in both ways of writing them", () => {
    const long = `StructureDefinition-${"a".repeat(100)}.json`;
    const record = `path=package/${long}\n`;
    const length = record.length + 1 + String(record.length + 4).length;
    const path = archive("long.tgz", [
      { name: "PaxHeader", text: `${length} ${record}`, kind: "x" },
      { name: "package/StructureDefinition-a", text: definition("pax") },
      { name: "StructureDefinition-b.json", prefix: "package", text: definition("ustar") },
    ]);
    expect(urlsOf(path)).toEqual(["https://x.example/pax", "https://x.example/ustar"]);
  });

  test("from a folder, with package/ in it or not", () => {
    const path = join(folder, "unpacked");
    mkdirSync(join(path, "package"), { recursive: true });
    writeFileSync(join(path, "package/StructureDefinition-a.json"), definition("a"));
    expect([urlsOf(path), urlsOf(join(path, "package"))]).toEqual([["https://x.example/a"], ["https://x.example/a"]]);
  });

  test("and says which definitions have no snapshot, for nothing can be held to them", () => {
    const path = archive("bare.tgz", [{ name: "package/a.json", text: definition("a", { snapshot: undefined }) }, { name: "package/b.json", text: definition("b") }]);
    const { withoutSnapshot, structures } = readPackages([path]);
    expect([withoutSnapshot, structures.map(({ url, foreign }) => [url, foreign])]).toEqual([["https://x.example/a"], [["https://x.example/b", true]]]);
  });
});

describe("a package that can't be used is refused, with its name", () => {
  test.each<[string, readonly Entry[], string]>([
    ["r5.tgz", [{ name: "package/package.json", text: '{"fhirVersions":["5.0.0"]}' }, { name: "package/a.json", text: definition("a") }], "is a package for FHIR 5.0.0, not for R4"],
    ["broken.tgz", [{ name: "package/a.json", text: "{" }], "a.json is no JSON"],
    ["empty.tgz", [{ name: "package/package.json", text: "{}" }], "holds no FHIR resources"],
  ])("%s", (name, entries, said) => {
    expect(() => readPackages([archive(name, entries)])).toThrow(said);
  });

  test("an archive that stops halfway", () => {
    const path = join(folder, "half.tgz");
    writeFileSync(path, gzipSync(tar([{ name: "package/a.json", text: definition("a") }]).subarray(0, 700)));
    expect(() => readPackages([path])).toThrow("is no whole tar archive");
  });

  test("an archive that leads back to where it came from, which would be read for ever", () => {
    const bytes = tar([{ name: "package/a.json", text: definition("a") }]);
    bytes.write("-0000001000 ", 124, "latin1");
    const path = join(folder, "back.tgz");
    writeFileSync(path, gzipSync(bytes));
    expect(() => readPackages([path])).toThrow("is no whole tar archive");
  });

  test("a file that holds nothing is passed over", () => {
    const path = archive("null.tgz", [{ name: "package/a.json", text: "null" }, { name: "package/b.json", text: definition("b") }]);
    expect(urlsOf(path)).toEqual(["https://x.example/b"]);
  });

  test("what is no archive at all", () => {
    const path = join(folder, "text.tgz");
    writeFileSync(path, "not gzipped");
    expect(() => readPackages([path])).toThrow("incorrect header check");
  });
});
