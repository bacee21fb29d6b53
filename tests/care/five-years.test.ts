import * as fc from "fast-check";
import type { HealthcareService } from "hl7-fhir-r4-types";
import { describe, expect, test } from "vitest";
import type { ResponsibleGp, Surroundings } from "@wijkverband/care";
import { responsibleGp } from "@wijkverband/care";
import { profileUrl } from "@wijkverband/fhir";
import { anwDienst, basVerzonnen, evaFictief, wilProefneming } from "../people/wijk.ts";
import { rondWillem, zonder } from "./surroundings.ts";

const minute = 60_000;
const [first, last] = [Date.parse("2025-01-01T00:00:00+01:00"), Date.parse("2030-01-01T00:00:00+01:00")];

function essence({ evidence: _evidence, fallback: _fallback, until: _until, ...answer }: ResponsibleGp): string {
  return JSON.stringify(answer);
}

/** Eva is there by night too, every night of the five years, also at the hours that are skipped or come twice. */
function nightly(start: string, end: string): Surroundings["gpAvailability"] {
  return rondWillem().gpAvailability.map((basic) => ({
    ...basic,
    created: "2024-12-01",
    extension: [
      { url: profileUrl("availability-period"), valuePeriod: { start: "2025-01-01", end: "2029-12-31" } },
      { url: profileUrl("available-time"), extension: [{ url: "start", valueTime: start }, { url: "end", valueTime: end }] },
      { url: profileUrl("availability-telecom"), valueContactPoint: { system: "phone" as const, value: "+31 00 000 00 14" } },
    ],
  }));
}

const shortNights: HealthcareService = {
  ...anwDienst(),
  availableTime: [
    { daysOfWeek: ["mon", "tue", "wed", "thu", "fri"], availableStartTime: "18:00:00", availableEndTime: "02:30:00" },
    { daysOfWeek: ["sun"], availableStartTime: "02:30:00", availableEndTime: "23:00:00" },
  ],
};
const roster = [
  { ...evaFictief()[0], availableTime: [{ daysOfWeek: ["mon" as const, "wed" as const], availableStartTime: "08:00:00", availableEndTime: "12:30:00" }] },
  basVerzonnen(["thu", "fri"])[0],
  wilProefneming()[0],
];

const calendars: readonly (readonly [string, Surroundings])[] = [
  ["an ordinary practice", rondWillem()],
  ["a practice with a roster", rondWillem({ roles: roster })],
  ["a practice without hours", zonder("practiceHours")],
  ["nights until half past two", rondWillem({ gpAvailability: nightly("22:15:00", "02:30:00") })],
  ["nights from half past two", rondWillem({ gpAvailability: nightly("02:30:00", "07:00:00") })],
  ["a post with hours of its own", rondWillem({ services: [shortNights] })],
];

describe("for every instant of five years", () => {
  test.each(calendars)("%s has exactly one answer, and until is where it changes", (_which, around) => {
    const wrong: string[] = [];
    let changes = 0;
    let now = responsibleGp(around, new Date(first));
    for (let at = first; at < last && wrong.length === 0; changes++) {
      const until = Date.parse(now.until ?? "");
      const after = responsibleGp(around, new Date(until));
      if (!(until > at) || essence(responsibleGp(around, new Date(until - 1))) !== essence(now) || essence(after) === essence(now)) wrong.push(new Date(at).toISOString());
      now = after;
      at = until;
    }
    expect(wrong).toEqual([]);
    expect(changes).toBeGreaterThan(2000);
  }, 30_000);

  test("a random instant has the answer of the stretch in which it lies", () => {
    fc.assert(
      fc.property(fc.constantFrom(...calendars.map(([, around]) => around)), fc.integer({ min: first, max: last }), fc.double({ min: 0, max: 1, noNaN: true }), (around, at, share) => {
        const now = responsibleGp(around, new Date(at));
        const until = Date.parse(now.until ?? "");
        const between = responsibleGp(around, new Date(Math.floor(at + share * (until - 1 - at))));
        expect(essence(between)).toBe(essence(now));
        expect(between.until).toBe(now.until);
      }),
      { numRuns: 500 },
    );
  });
});

describe("minute by minute through the night in which the clock changes", () => {
  const nights = [2026, 2027].flatMap((year) => [lastSunday(year, 3), lastSunday(year, 10)]);
  test.each(nights)("%s", (night) => {
    const from = Date.parse(`${night}T00:00:00Z`) - 2 * 60 * minute;
    const wrong = calendars.flatMap(([which, around]) => {
      const answers = Array.from({ length: 6 * 60 }, (_, place) => responsibleGp(around, new Date(from + place * minute)));
      return answers.flatMap((now, place) => {
        const former = answers[place - 1];
        const at = new Date(from + place * minute).toISOString();
        return former === undefined || (essence(now) !== essence(former)) === (former.until === at) ? [] : [`${which}, ${at}`];
      });
    });
    expect(wrong).toEqual([]);
  });
});

function lastSunday(year: number, month: 3 | 10): string {
  const last = new Date(Date.UTC(year, month, 0));
  return new Date(last.getTime() - last.getUTCDay() * 86_400_000).toISOString().slice(0, 10);
}
