import type { HealthcareService } from "hl7-fhir-r4-types";
import { describe, expect, test } from "vitest";
import { confirmedYears, confirmHolidays, holidaysOf, seedHolidays, type HolidayChanges } from "./holidays.ts";

const post = (...dates: readonly string[]): HealthcareService => ({
  resourceType: "HealthcareService",
  notAvailable: dates.map((date) => ({ description: "feestdag", during: { start: date, end: date } })),
});
const seed = seedHolidays(2027).map(({ date }) => date);
const dates = (service: HealthcareService, year = 2027): readonly string[] => holidaysOf(service, year).map(({ date }) => date);

function confirmed(service: HealthcareService, changes: Partial<HolidayChanges> = {}, year = 2027): HealthcareService {
  const result = confirmHolidays(service, year, { add: [], remove: [], ...changes });
  if (result.outcome === "refused") throw new Error(result.text);
  return result.post;
}

describe("the holidays of a post", () => {
  test("are seeded with the public holidays, and no school holidays", () => {
    expect(seed).toContain("2027-04-27");
    expect(seed).toContain("2027-12-26");
    expect(seed).not.toContain("2027-03-26");
    expect(seed).not.toContain("2027-05-05");
    expect(seed).not.toContain("2027-12-31");
  });

  test("are its list and what it may have forgotten, in order, until somebody confirms", () => {
    expect(dates(post("2027-03-26", "2027-01-01"))).toEqual(["2027-01-01", "2027-03-26", ...seed.slice(1)]);
  });

  test("are just its list once somebody confirmed", () => {
    const service = confirmed(post("2027-03-26"), { remove: ["2027-12-26"], add: [{ date: "2027-05-05", name: "Bevrijdingsdag" }] });
    expect(dates(service)).toEqual([...seed, "2027-03-26", "2027-05-05"].filter((date) => date !== "2027-12-26").toSorted());
    expect(confirmedYears(service)).toEqual([2027]);
    expect(dates(confirmed(service, { remove: [...dates(service)] }))).toEqual([]);
  });

  test("confirmed again are the same, and another year isn't touched", () => {
    const once = confirmed(post("2026-12-31"));
    expect(confirmed(once)).toEqual(once);
    expect(dates(once, 2026)).toContain("2026-12-31");
    expect(confirmedYears(confirmed(once, {}, 2026))).toEqual([2026, 2027]);
  });

  test("get another name by adding them again, and keep half a day as it is", () => {
    const half = { ...post(), notAvailable: [{ description: "Oudjaar", during: { start: "2027-12-31T15:00:00+01:00", end: "2027-12-31T17:00:00+01:00" } }] };
    const service = confirmed(half, { add: [{ date: "2027-04-27", name: "Dag van de koning" }] });
    expect(service.notAvailable).toContainEqual(half.notAvailable[0]);
    expect(holidaysOf(service, 2027).at(-1)).toEqual({ date: "2027-12-31", name: "Oudjaar (2027-12-31T15:00:00+01:00 - 2027-12-31T17:00:00+01:00)" });
    expect(holidaysOf(service, 2027).filter(({ date }) => date === "2027-04-27")).toEqual([{ date: "2027-04-27", name: "Dag van de koning" }]);
  });

  test.each([
    ["a date of another year", { add: [{ date: "2026-05-05", name: "Bevrijdingsdag" }] }, "2026-05-05 is no date of 2027"],
    ["a date that isn't one", { add: [{ date: "2027-02-30", name: "Schrikkel" }] }, "2027-02-30 is no date of 2027"],
    ["removing what isn't on the list", { remove: ["2027-05-05"] }, "2027-05-05 isn't on the list of 2027"],
  ])("refuse %s", (_what, changes: Partial<HolidayChanges>, text) => {
    expect(confirmHolidays(post(), 2027, { add: [], remove: [], ...changes })).toEqual({ outcome: "refused", text });
  });
});
