import { day, hour } from "@wijkverband/care";
import type { Language, Texts } from "./texts/texts.ts";

const zone = "Europe/Amsterdam";

/** Formats FHIR dates and instants for a reader, in Europe/Amsterdam and 24 hours, and tells ages against one fixed instant. */
export interface Calendar {
  /** "14 november 2026", "november 2026", "2026", or with the time when there is one; what can't be read stays as written. */
  date(value: string | undefined): string;
  /** "di 24 november 2026 om 03:00". */
  moment(value: string | undefined): string;
  /** "3 weken geleden"; empty for a date that can't be read. */
  ago(value: string | undefined): string;
  /** Whole years on the day of the page; `undefined` when the birth date is not complete. */
  age(birthDate: string | undefined, on?: string): number | undefined;
  /** Whether `value` lies before the instant of the page. */
  isPast(value: string | undefined): boolean;
}

type Formats = Readonly<Record<"full" | "month" | "zoned" | "clock", Intl.DateTimeFormat>>;

/** Made once: a formatter costs more than a page of dates. */
const formats: Readonly<Record<Language, Formats>> = { nl: formatsIn("nl-NL"), en: formatsIn("en-GB") };
const iso = new Intl.DateTimeFormat("sv-SE", { timeZone: zone, dateStyle: "short" });

function formatsIn(locale: string): Formats {
  const format = (options: Intl.DateTimeFormatOptions, timeZone: string): Intl.DateTimeFormat => new Intl.DateTimeFormat(locale, { ...options, timeZone, hourCycle: "h23" });
  return {
    full: format({ day: "numeric", month: "long", year: "numeric" }, "UTC"),
    month: format({ month: "long", year: "numeric" }, "UTC"),
    zoned: format({ weekday: "short", day: "numeric", month: "long", year: "numeric" }, zone),
    clock: format({ hour: "2-digit", minute: "2-digit" }, zone),
  };
}

/** @param at ISO instant of the page: the only clock there is. */
export function calendarAt(at: string, texts: Texts): Calendar {
  const { full, month, zoned, clock } = formats[texts.language];

  const today = iso.format(new Date(at));

  function moment(value: string | undefined): string {
    const instant = readInstant(value);
    return instant === undefined ? date(value) : `${zoned.format(instant)} ${texts.atTime} ${clock.format(instant)}`;
  }

  function date(value: string | undefined): string {
    if (value === undefined) return "";
    if (/^\d{4}$/.test(value)) return value;
    if (readInstant(value) !== undefined) return moment(value);
    const plain = new Date(`${value.length === 7 ? `${value}-01` : value}T00:00:00Z`);
    if (!/^\d{4}-\d{2}(-\d{2})?$/.test(value) || Number.isNaN(plain.getTime())) return value;
    return value.length === 7 ? month.format(plain) : full.format(plain);
  }

  function ago(value: string | undefined): string {
    if (value === undefined || Number.isNaN(Date.parse(value))) return "";
    const instant = readInstant(value);
    if (/^\d{4}(-\d{2})?$/.test(value)) return texts.ago.months(countMonths(value, today));
    const days = Math.round((Date.parse(today) - Date.parse(instant === undefined ? value : iso.format(instant))) / day);
    if (days < 0) return texts.ago.future;
    if (days === 0 && instant !== undefined) return texts.ago.hours(Math.max(0, Math.floor((Date.parse(at) - instant.getTime()) / hour)));
    if (days < 14) return texts.ago.days(days);
    if (days < 70) return texts.ago.weeks(Math.floor(days / 7));
    return texts.ago.months(Math.floor(days / 30.44));
  }

  function age(birthDate: string | undefined, on: string = today): number | undefined {
    if (birthDate === undefined || !/^\d{4}-\d{2}-\d{2}$/.test(birthDate)) return undefined;
    const until = on.slice(0, 10);
    const years = Number(until.slice(0, 4)) - Number(birthDate.slice(0, 4));
    return until.slice(5) < birthDate.slice(5) ? years - 1 : years;
  }

  /** A day is past when it is over in Amsterdam; an instant when it is before that of the page. */
  function isPast(value: string | undefined): boolean {
    if (value === undefined) return false;
    const instant = readInstant(value);
    return instant === undefined ? value < today.slice(0, value.length) : instant.getTime() < Date.parse(at);
  }

  return { date, moment, ago, age, isPast };
}

/** The instant of a date with a time; `undefined` for a bare date, which has no zone and must not shift a day. */
function readInstant(value: string | undefined): Date | undefined {
  if (value === undefined || !/^\d{4}-\d{2}-\d{2}T/.test(value)) return undefined;
  const instant = new Date(value);
  return Number.isNaN(instant.getTime()) ? undefined : instant;
}

function countMonths(from: string, to: string): number {
  const months = (value: string): number => Number(value.slice(0, 4)) * 12 + Number(value.slice(5, 7) || "1");
  return months(to) - months(from.length === 4 ? `${from}-${to.slice(5, 7)}` : from);
}
