import { dateOf, daysOf } from "./clock.ts";

/** The Dutch public holidays of a year, worked out: New Year, Easter and what hangs on it, the King's day (a day earlier on a Sunday), Christmas. */
export function publicHolidays(year: number): readonly string[] {
  const easter = easterOf(year);
  const king = new Date(Date.UTC(year, 3, 27)).getUTCDay() === 0 ? 26 : 27;
  return [`${year}-01-01`, `${year}-04-${king}`, ...[0, 1, 39, 49, 50].map((later) => dateOf(easter + later)), `${year}-12-25`, `${year}-12-26`];
}

/** Easter Sunday, by the anonymous Gregorian computus. */
function easterOf(year: number): number {
  const century = Math.floor(year / 100);
  const golden = year % 19;
  const epact = (19 * golden + century - Math.floor(century / 4) - Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3) + 15) % 30;
  const sunday = (32 + 2 * (century % 4) + 2 * Math.floor((year % 100) / 4) - epact - (year % 4)) % 7;
  const shift = Math.floor((golden + 11 * epact + 22 * sunday) / 451);
  const sum = epact + sunday - 7 * shift + 114;
  return daysOf(`${year}-${String(Math.floor(sum / 31)).padStart(2, "0")}-${String((sum % 31) + 1).padStart(2, "0")}`);
}
