import type { HealthcareService } from "hl7-fhir-r4-types";
import { describe, expect, test } from "vitest";
import { isAnw, seedHolidays } from "./anw.ts";

const at = (text: string): Date => new Date(text);

describe("ANW", () => {
  test.each([
    ["Tuesday at 07:59", "2026-11-24T07:59:59+01:00", true],
    ["Tuesday at 08:00", "2026-11-24T08:00:00+01:00", false],
    ["Tuesday at 16:59", "2026-11-24T16:59:59+01:00", false],
    ["Tuesday at 17:00", "2026-11-24T17:00:00+01:00", true],
    ["Monday at 03:00", "2026-11-23T03:00:00+01:00", true],
    ["Saturday at noon", "2026-11-28T12:00:00+01:00", true],
    ["Sunday at noon", "2026-11-29T12:00:00+01:00", true],
    ["Christmas on a Friday at noon", "2026-12-25T12:00:00+01:00", true],
    ["Goede Vrijdag at noon", "2027-03-26T12:00:00+01:00", false],
    ["Tweede paasdag at noon", "2027-03-29T12:00:00+02:00", true],
    ["Bevrijdingsdag on a Wednesday at noon", "2027-05-05T12:00:00+02:00", false],
    ["the first Monday of summer time at 07:59", "2026-03-30T07:59:00+02:00", true],
    ["the first Monday of winter time at 08:00", "2026-10-26T08:00:00+01:00", false],
  ])("%s", (_when, instant, expected) => {
    expect(isAnw(at(instant))).toBe(expected);
  });

  const post = (...dates: readonly string[]): HealthcareService => ({
    resourceType: "HealthcareService",
    notAvailable: dates.map((date) => ({ description: "feestdag", during: { start: date, end: date } })),
  });

  test("a post that lists Goede Vrijdag has ANW on it, and only what it lists in that year", () => {
    expect(isAnw(at("2027-03-26T12:00:00+01:00"), post("2027-03-26"))).toBe(true);
    expect(isAnw(at("2027-03-29T12:00:00+02:00"), post("2027-03-26"))).toBe(false);
  });

  test("a year that a post has not listed yet falls back on the public holidays", () => {
    expect(isAnw(at("2026-12-25T12:00:00+01:00"), post("2027-03-26"))).toBe(true);
  });

  test("half a day listed is half a day of ANW", () => {
    const service: HealthcareService = {
      resourceType: "HealthcareService",
      notAvailable: [{ description: "Oudjaar", during: { start: "2026-12-31T15:00:00+01:00", end: "2026-12-31T17:00:00+01:00" } }],
    };
    expect(isAnw(at("2026-12-31T14:59:00+01:00"), service)).toBe(false);
    expect(isAnw(at("2026-12-31T15:00:00+01:00"), service)).toBe(true);
  });
});

test("the seed holds the public holidays and no school holidays", () => {
  const dates = seedHolidays(2027).map(({ date }) => date);
  expect(dates).toContain("2027-04-27");
  expect(dates).toContain("2027-12-26");
  expect(dates).not.toContain("2027-03-26");
  expect(dates).not.toContain("2027-05-05");
  expect(dates).not.toContain("2027-12-31");
});
