import { profileUrl } from "@wijkverband/fhir";
import type { HealthcareService } from "hl7-fhir-r4-types";
import { describe, expect, test } from "vitest";
import { isAnw } from "./anw.ts";

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

  const post = (dates: readonly string[], confirmed: readonly number[] = []): HealthcareService => ({
    resourceType: "HealthcareService",
    extension: confirmed.map((valueInteger) => ({ url: profileUrl("holidays-confirmed"), valueInteger })),
    notAvailable: dates.map((date) => ({ description: "feestdag", during: { start: date, end: date } })),
  });

  test("a post that lists Goede Vrijdag has ANW on it; as long as nobody confirmed the year the public holidays count too", () => {
    expect(isAnw(at("2027-03-26T12:00:00+01:00"), post(["2027-03-26"]))).toBe(true);
    expect(isAnw(at("2027-03-29T12:00:00+02:00"), post(["2027-03-26"]))).toBe(true);
  });

  test("in a year that a post confirmed its own list counts, and nothing else", () => {
    const confirmed = post(["2027-03-26"], [2027]);
    expect(isAnw(at("2027-03-26T12:00:00+01:00"), confirmed)).toBe(true);
    expect(isAnw(at("2027-03-29T12:00:00+02:00"), confirmed)).toBe(false);
    expect(isAnw(at("2026-12-25T12:00:00+01:00"), confirmed)).toBe(true);
    expect(isAnw(at("2028-01-01T12:00:00+01:00"), post([], [2027]))).toBe(true);
  });

  const hours = (...availableTime: NonNullable<HealthcareService["availableTime"]>): HealthcareService => ({ resourceType: "HealthcareService", availableTime });

  test("a post that gives its own hours has those, and its holidays", () => {
    const late = hours({ availableStartTime: "18:00:00", availableEndTime: "07:00:00" }, { daysOfWeek: ["sat", "sun"], allDay: true });
    expect(isAnw(at("2026-11-24T17:30:00+01:00"), late)).toBe(false);
    expect(isAnw(at("2026-11-24T18:00:00+01:00"), late)).toBe(true);
    expect(isAnw(at("2026-11-25T07:00:00+01:00"), late)).toBe(false);
    expect(isAnw(at("2026-12-25T12:00:00+01:00"), late)).toBe(true);
  });

  test("after a whole day the post stays until eight in the morning, so that nobody calls in vain on Monday at three", () => {
    const weekend = hours({ daysOfWeek: ["mon", "tue", "wed", "thu", "fri"], availableStartTime: "17:00:00", availableEndTime: "08:00:00" }, { daysOfWeek: ["sat", "sun"], allDay: true });
    expect(isAnw(at("2026-11-23T03:00:00+01:00"), weekend)).toBe(true);
    expect(isAnw(at("2026-11-23T08:00:00+01:00"), weekend)).toBe(false);
    expect(isAnw(at("2026-11-21T00:00:00+01:00"), weekend)).toBe(true);
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
