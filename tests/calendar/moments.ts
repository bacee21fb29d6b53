import type { Random } from "../oracle/random.ts";
import { dateOf, dayOf, daysOf, midnight, readingAt, startAt, textOf } from "./clock.ts";
import { publicHolidays } from "./public-holidays.ts";

/** The moments of a calendar: few, so that periods nest, touch, and start or end together. */
export interface Moments {
  /** The day around which it all happens, days since 1970. */
  readonly around: number;
  /** A minute out of the few. */
  minute(): number;
  /** As FHIR has it: mostly with a time and offset, else the date. */
  text(): string;
  /** `HH:mm:ss`, often in the hours of the two nights. */
  time(): string;
  /** Start and end, either of which may lack; seldom the wrong way round. */
  period(needsEnd?: boolean): { start?: string; end?: string };
}

const times = ["00:00", "02:00", "02:15", "02:30", "02:45", "03:00", "07:30", "08:00", "09:15", "12:00", "12:30", "13:00", "17:00", "17:30", "18:00", "22:00", "23:59"];

/** Last Sunday of March or October. */
function nightOfChange(year: number, month: 2 | 9): number {
  const last = daysOf(`${year}-${month === 2 ? "03" : "10"}-31`);
  return last - new Date(last * 86_400_000).getUTCDay();
}

function drawDay(random: Random): number {
  const year = random.whole(2025, 2029);
  if (random.chance(0.4)) return nightOfChange(year, random.pick([2, 9] as const)) + random.whole(-1, 1);
  if (random.chance(0.35)) return daysOf(random.pick([...publicHolidays(year), `${year}-12-31`, `${year}-05-05`])) + random.whole(-1, 1);
  return daysOf(`${year}-01-01`) + random.whole(0, 364);
}

export function drawMoments(random: Random): Moments {
  const around = drawDay(random);
  const time = (): string => `${random.pick(times)}:00`;
  const drawMinute = (): number => {
    const [hours = "0", minutes = "0"] = time().split(":");
    return startAt(midnight(around + random.whole(-2, 3)) + Number(hours) * 60 + Number(minutes)) + (random.chance(0.1) ? random.whole(-90, 90) : 0);
  };
  const few = Array.from({ length: random.whole(3, 7) }, drawMinute);
  const minute = (): number => random.pick(few);
  const write = (at: number): string => (random.chance(0.3) ? dateOf(dayOf(readingAt(at))) : random.chance(0.2) ? `${new Date(at * 60_000).toISOString().slice(0, 19)}Z` : textOf(at));
  return {
    around,
    minute,
    time,
    text: () => write(minute()),
    period: (needsEnd = false) => {
      const [one, other] = [minute(), minute()];
      const [start, end] = random.chance(0.97) ? [Math.min(one, other), Math.max(one, other)] : [one, other];
      return { ...(random.chance(0.85) && { start: write(start) }), ...((needsEnd || random.chance(0.8)) && { end: write(end) }) };
    },
  };
}
