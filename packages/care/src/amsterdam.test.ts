import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays, day, hour, localDate, minute, offsetText, toInstant, toLocal, weekdayOf } from "./amsterdam.ts";

const local = (text: string): number => Date.parse(`${text}Z`);
const instant = (text: string): number => Date.parse(text);

describe("the clock in Amsterdam", () => {
  test("is one hour ahead of UTC in winter and two in summer", () => {
    expect(toLocal(instant("2026-01-15T12:00:00Z"))).toBe(local("2026-01-15T13:00:00"));
    expect(toLocal(instant("2026-07-15T12:00:00Z"))).toBe(local("2026-07-15T14:00:00"));
  });

  test("jumps from 02:00 to 03:00 in March; a time in between means the jump", () => {
    const jump = instant("2027-03-28T01:00:00Z");
    expect(toLocal(jump - 1)).toBe(local("2027-03-28T01:59:59.999"));
    expect(toLocal(jump)).toBe(local("2027-03-28T03:00:00"));
    expect(toInstant(local("2027-03-28T02:30:00"), "first")).toBe(jump);
    expect(toInstant(local("2027-03-28T02:30:00"), "last")).toBe(jump);
  });

  test("shows 02:30 twice in October; a start takes the first and an end the last", () => {
    const twice = local("2027-10-31T02:30:00");
    expect(toInstant(twice, "first")).toBe(instant("2027-10-31T00:30:00Z"));
    expect(toInstant(twice, "last")).toBe(instant("2027-10-31T01:30:00Z"));
  });

  test("knows date and weekday at the turn of the year", () => {
    const midnight = instant("2026-12-31T23:00:00Z");
    expect(localDate(midnight)).toBe("2027-01-01");
    expect(localDate(midnight - 1)).toBe("2026-12-31");
    expect(weekdayOf(toLocal(midnight))).toBe("fri");
    expect(addDays("2026-12-31", 1)).toBe("2027-01-01");
  });

  test("reads back every local time that exists", () => {
    fc.assert(
      fc.property(fc.integer({ min: instant("2020-01-01T00:00:00Z"), max: instant("2035-01-01T00:00:00Z") }), (at) => {
        const shown = toLocal(at);
        expect([toInstant(shown, "first"), toInstant(shown, "last")]).toContain(at);
        expect(instant(offsetText(at))).toBe(Math.floor(at / 1000) * 1000);
      }),
    );
  });

  test("agrees with Intl hour by hour around both changes", () => {
    const digits = new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Amsterdam", dateStyle: "short", timeStyle: "medium" });
    for (const night of ["2026-03-29", "2026-10-25", "2027-03-28", "2027-10-31"]) {
      for (let at = instant(`${night}T00:00:00Z`) - 6 * hour; at < instant(`${night}T00:00:00Z`) + day; at += 30 * minute) {
        expect(new Date(toLocal(at)).toISOString().slice(0, 19).replace("T", " ")).toBe(digits.format(at));
      }
    }
  });
});
