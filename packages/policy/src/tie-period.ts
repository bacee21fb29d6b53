import { codeSystemUrl, instantRange } from "@wijkverband/fhir";
import type { Period } from "hl7-fhir-r4-types";

/** A FHIR period as instants. A date without time starts or ends with that whole day in Europe/Amsterdam. */
export function during(period: Period | undefined): { from?: string; until?: string } {
  const from = period?.start === undefined ? undefined : instantRange(period.start)?.start;
  const until = period?.end === undefined ? undefined : endOf(period.end);
  return { ...(from !== undefined && { from: new Date(from).toISOString() }), ...(until !== undefined && { until: new Date(until).toISOString() }) };
}

/** A period whose end is an instant lasts until then; one whose end is a date lasts through that day. */
function endOf(text: string): number | undefined {
  return text.includes("T") ? Date.parse(text) : instantRange(text)?.end;
}

/** The instant at which somebody born on a date turns so many years old; of a year or month alone its beginning. */
export function yearsAfter(birthDate: string | undefined, years: number): string | undefined {
  const year = Number(birthDate?.slice(0, 4));
  if (birthDate === undefined || !Number.isInteger(year)) return undefined;
  const start = instantRange(`${String(year + years).padStart(4, "0")}${birthDate.slice(4)}`)?.start ?? instantRange(`${String(year + years).padStart(4, "0")}-03-01`)?.start;
  return start === undefined ? undefined : new Date(start).toISOString();
}

/** Tells whether one of the concepts carries a code of a code system of ours. */
export function hasCode(concepts: readonly { coding?: { system?: string; code?: string }[] }[] | undefined, system: string, code: string): boolean {
  const url = codeSystemUrl(system);
  return concepts?.some(({ coding }) => coding?.some((each) => each.system === url && each.code === code)) ?? false;
}

/** `Type/id` of a literal reference, without its version: a tie is to the thing, whichever version somebody had before him. */
export function bare(reference: string | undefined): string | undefined {
  return /^[A-Z][A-Za-z]+\/[A-Za-z0-9\-.]{1,64}(?=$|\/_history\/)/.exec(reference ?? "")?.[0];
}

/** The logical id of a reference to one type. */
export function idOf(reference: string | undefined, type: string): string | undefined {
  const own = bare(reference);
  return own?.startsWith(`${type}/`) === true ? own.slice(type.length + 1) : undefined;
}
