import type { Basic, CodeableConcept, ContactPoint, Extension, HealthcareServiceAvailableTime, Period } from "hl7-fhir-r4-types";
import { dayOf, daysOf, endAt, midnight, readingAt, startAt, weekdays } from "./clock.ts";

/** How the oracle reads FHIR: by docs/hours.md, with nothing of `packages`. Minutes are since 1970. */

const base = "https://wijkverband.example/fhir";

export function has(concepts: CodeableConcept | readonly CodeableConcept[] | undefined, codeSystem: string, code: string): boolean {
  const list: readonly CodeableConcept[] = concepts === undefined ? [] : "coding" in concepts ? [concepts] : (concepts as readonly CodeableConcept[]);
  return list.some(({ coding }) => coding?.some((each) => each.system === `${base}/CodeSystem/${codeSystem}` && each.code === code) ?? false);
}

export function extensionsOf(holder: { readonly extension?: readonly Extension[] }, id: string): readonly Extension[] {
  return (holder.extension ?? []).filter(({ url }) => url === `${base}/StructureDefinition/${id}`);
}

export function partOf(holder: Extension | undefined, url: string): Extension | undefined {
  return holder?.extension?.find((each) => each.url === url);
}

/** The minute at which a date or dateTime begins, and the one at which it is over. */
export function edgesOf(text: string): readonly [start: number, end: number] {
  if (text.length === 10) return [startAt(midnight(daysOf(text))), startAt(midnight(daysOf(text) + 1))];
  const minute = Date.parse(text) / 60_000;
  return [minute, minute];
}

/** First and last of a period; without a bound, for ever. */
export function boundsOf(period: Period | undefined): readonly [start: number, end: number] {
  if (period === undefined) return [-Infinity, Infinity];
  let known = bounds.get(period);
  if (known === undefined) bounds.set(period, (known = readBounds(period)));
  return known;
}

/** What was read of a period or of numbers, since the same ones are asked for every minute. */
const bounds = new WeakMap<Period, readonly [number, number]>();
const ringing = new WeakMap<readonly ContactPoint[], readonly string[]>();

function readBounds(period: Period): readonly [number, number] {
  return [period.start === undefined ? -Infinity : edgesOf(period.start)[0], period.end === undefined ? Infinity : edgesOf(period.end)[1]];
}

/** Tells of a minute whether something holds then. */
export type Holds = (minute: number) => boolean;

export function within(period: Period | undefined): Holds {
  const [start, end] = boundsOf(period);
  return (minute) => start <= minute && minute < end;
}

export function someOf(list: readonly Holds[]): Holds {
  return (minute) => list.some((holds) => holds(minute));
}

function minutesOfDay(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
}

/** Hours of every week: those of today, and those of yesterday that last past midnight. */
export function onHours(days: readonly string[] | undefined, start: string, end: string): Holds {
  const from = minutesOfDay(start);
  const to = minutesOfDay(end) + (minutesOfDay(end) <= from ? 1440 : 0);
  const isOn = weekdays.map((weekday) => days === undefined || days.length === 0 || days.includes(weekday));
  const holdsFrom = (day: number, minute: number): boolean => isOn[day % 7]! && startAt(midnight(day) + from) <= minute && minute < endAt(midnight(day) + to);
  return (minute) => {
    const today = dayOf(readingAt(minute));
    return holdsFrom(today, minute) || holdsFrom(today - 1, minute);
  };
}

export function onAvailableTime({ daysOfWeek, allDay, availableStartTime, availableEndTime }: HealthcareServiceAvailableTime): Holds {
  return allDay === true ? onHours(daysOfWeek, "00:00", "24:00") : onHours(daysOfWeek, availableStartTime ?? "00:00", availableEndTime ?? "24:00");
}

/** On which hours an offer holds; none named: all. */
export function onOfferedTimes(basic: Basic): Holds {
  const times = extensionsOf(basic, "available-time").map((time) =>
    onHours((time.extension ?? []).flatMap(({ url, valueCode }) => (url === "daysOfWeek" && valueCode !== undefined ? [valueCode] : [])), partOf(time, "start")?.valueTime ?? "00:00", partOf(time, "end")?.valueTime ?? "24:00"),
  );
  return times.length === 0 ? () => true : someOf(times);
}

/** The numbers that ring, the one to try first at the front. */
export function numbersOf(telecom: readonly ContactPoint[] | undefined): readonly string[] {
  if (telecom === undefined) return [];
  let known = ringing.get(telecom);
  if (known === undefined) ringing.set(telecom, (known = readNumbers(telecom)));
  return known;
}

function readNumbers(telecom: readonly ContactPoint[]): readonly string[] {
  const points = telecom.filter((point) => point.value !== undefined && point.use !== "old" && (point.system ?? "phone") === "phone");
  const ranked = points.map((point, place) => ({ value: point.value ?? "", rank: point.rank ?? Infinity, place }));
  return ranked.sort((one, other) => (one.rank === other.rank ? one.place - other.place : one.rank < other.rank ? -1 : 1)).map(({ value }) => value);
}

/** Whether one cover goes before another of its kind: started later, else ends sooner, else first in the alphabet. */
export function goesBefore(one: { readonly period: Period | undefined; readonly reference: string }, other: { readonly period: Period | undefined; readonly reference: string }): boolean {
  const [[start, end], [otherStart, otherEnd]] = [boundsOf(one.period), boundsOf(other.period)];
  if (start !== otherStart) return start > otherStart;
  if (end !== otherEnd) return end < otherEnd;
  return one.reference < other.reference;
}
