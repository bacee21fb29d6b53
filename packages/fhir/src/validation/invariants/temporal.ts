const temporalPattern = /^\d{4}(?:-\d{2}(?:-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2})?)?)?)?$/;

/** Tells whether a text is a FHIR date, dateTime or instant. */
export function isTemporal(text: string): boolean {
  return temporalPattern.test(text);
}

/** The instants a date or dateTime may stand for, in epoch milliseconds, `end` exclusive. A value without zone is taken as UTC. */
export function rangeOf(text: string): { readonly start: number; readonly end: number } {
  const start = Date.parse(text);
  if (text.length > 10) return { start, end: start + (/T\d{2}:\d{2}(?!:)/.test(text) ? 60_000 : text.includes(".") ? 1 : 1_000) };
  const date = new Date(start);
  if (text.length === 4) date.setUTCFullYear(date.getUTCFullYear() + 1);
  else if (text.length === 7) date.setUTCMonth(date.getUTCMonth() + 1);
  else date.setUTCDate(date.getUTCDate() + 1);
  return { start, end: date.getTime() };
}

/** Order of two dates: negative, 0 or positive; `undefined` when their precision leaves it open (`2020` against `2020-05-01`). */
export function compareTemporal(left: string, right: string): number | undefined {
  const a = rangeOf(left);
  const b = rangeOf(right);
  if (left.length > 10 && right.length > 10) return a.start - b.start;
  if (a.end <= b.start) return -1;
  if (b.end <= a.start) return 1;
  return a.start === b.start && a.end === b.end ? 0 : undefined;
}

/** A date or dateTime some calendar units later (`amount` may be negative), as precise as it was; `undefined` for an unknown unit, a day that
 *  doesn't exist (`2026-13-45`) and one beyond what a calendar holds. */
export function addToTemporal(text: string, amount: number, unit: string): string | undefined {
  const field = unit.replace(/s$/, "");
  const date = new Date(text);
  const day = date.getUTCDate();
  if (field === "year" || field === "month") {
    date.setUTCDate(1);
    date.setUTCMonth(date.getUTCMonth() + (field === "year" ? 12 : 1) * amount);
    const lastDay = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
    date.setUTCDate(Math.min(day, lastDay));
  } else {
    const milliseconds = { week: 604_800_000, day: 86_400_000, hour: 3_600_000, minute: 60_000, second: 1_000 }[field];
    if (milliseconds === undefined) return undefined;
    date.setTime(date.getTime() + amount * milliseconds);
  }
  if (Number.isNaN(date.getTime())) return undefined;
  return text.length > 10 ? date.toISOString() : date.toISOString().slice(0, text.length);
}
