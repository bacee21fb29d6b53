#!/usr/bin/env node
// Writes the documentation as pages for a browser: `npm run docs`, or `npm run docs -- <folder>`.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { makeSite } from "./site.ts";
import { readSources } from "./sources.ts";

const root = join(import.meta.dirname, "../../..");
const folder = resolve(process.argv[2] ?? ".data/docs");
const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { version: string };
const pages = makeSite(readSources(root), { baseUrl: "https://wijk.example/fhir", softwareVersion: version, at: new Date() });
for (const { path, text } of pages) {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}
process.stdout.write(`${pages.length} pages in ${folder}; open ${join(folder, "index.html")}\n`);
