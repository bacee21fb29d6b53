import type { Bundle, Extension, MeasureReport } from "hl7-fhir-r4-types";
import { profileUrl } from "@wijkverband/fhir";
import type { Answer } from "./harness.ts";

/** One report of `$continuity-signals`, as a test reads it. */
export interface Report {
  readonly key: string;
  readonly state: string | undefined;
  /** How many of how many; a reason where there is none. */
  readonly count: number | string | undefined;
  readonly of: number | string | undefined;
  readonly explanation: string | undefined;
  readonly resource: MeasureReport;
}

/** The reports of an answer, by the key of their signal. @throws {Error} when there is no answer. */
export function reportsIn(answer: Answer): ReadonlyMap<string, Report> {
  if (answer.status !== 200) throw new Error(`${answer.status} ${answer.text}`);
  const bundle = JSON.parse(answer.text) as Bundle;
  return new Map((bundle.entry ?? []).map(({ resource }): [string, Report] => [keyOf(resource as MeasureReport), read(resource as MeasureReport)]));
}

function keyOf({ measure }: MeasureReport): string {
  return /\/Measure\/([^|]+)\|/.exec(measure)?.[1] ?? "";
}

function read(resource: MeasureReport): Report {
  const population = (wanted: string): number | string | undefined => {
    const found = resource.group?.[0]?.population?.find(({ code }) => code?.coding?.[0]?.code === wanted);
    return found?.count ?? found?.extension?.[0]?.valueCode;
  };
  return { key: keyOf(resource), state: extensionOf(resource, "signal-state")?.valueCode, count: population("numerator"), of: population("denominator"), explanation: partOf(resource, "explained-by", "text"), resource };
}

/** A part of an extension with parts. */
export function partOf(resource: MeasureReport, extension: string, part: string): string | undefined {
  return extensionOf(resource, extension)?.extension?.find(({ url }) => url === part)?.valueString;
}

function extensionOf({ extension }: MeasureReport, id: string): Extension | undefined {
  return extension?.find(({ url }) => url === profileUrl(id));
}
