import { codeSystemUrl } from "@wijkverband/fhir";
import * as fc from "fast-check";
import type { HealthcareService } from "hl7-fhir-r4-types";
import { describe, expect, test } from "vitest";
import { hour } from "../amsterdam.ts";
import type { Surroundings } from "../surroundings.ts";
import { openingHours, readBy } from "./next-opening.ts";

const hours: HealthcareService = {
  resourceType: "HealthcareService",
  availableTime: [{ daysOfWeek: ["mon", "tue", "wed", "thu"], availableStartTime: "08:00:00", availableEndTime: "17:00:00" }],
  notAvailable: [{ description: "nascholing", during: { start: "2026-11-24", end: "2026-11-24" } }],
};
const around = (practiceHours?: HealthcareService, services: readonly HealthcareService[] = []): Surroundings => ({
  practice: { resourceType: "Organization", id: "p" },
  ...(practiceHours && { practiceHours }),
  gpAvailability: [],
  roles: [],
  practitioners: [],
  affiliations: [{ resourceType: "OrganizationAffiliation", code: [{ coding: [{ system: codeSystemUrl("verbinding"), code: "anw-post" }] }], organization: { reference: "Organization/s" }, participatingOrganization: { reference: "Organization/p" } }],
  organizations: [],
  services,
});
const due = (at: string, of = around(hours)): string => readBy(of, new Date(at)).toISOString();

describe("four hours after the practice opens again", () => {
  test("counts from the next opening at night, from now when it is open", () => {
    expect(due("2026-11-25T02:00:00Z")).toBe("2026-11-25T11:00:00.000Z");
    expect(due("2026-11-25T09:30:00Z")).toBe("2026-11-25T13:30:00.000Z");
    expect(due("2026-11-25T16:00:00Z")).toBe("2026-11-26T11:00:00.000Z");
  });

  test("passes days off, closures, weekends and holidays by", () => {
    expect(due("2026-11-24T02:00:00Z")).toBe("2026-11-25T11:00:00.000Z");
    expect(due("2026-11-27T02:00:00Z")).toBe("2026-11-30T11:00:00.000Z");
    // Christmas on Friday and Saturday, and the practice is closed on Fridays anyway
    expect(due("2026-12-24T20:00:00Z")).toBe("2026-12-28T11:00:00.000Z");
  });

  test("goes by the clock on both nights on which it changes", () => {
    expect(due("2026-10-25T00:30:00Z")).toBe("2026-10-26T11:00:00.000Z");
    expect(due("2027-03-28T00:30:00Z")).toBe("2027-03-30T10:00:00.000Z");
  });

  test("goes by the holidays that the post lists", () => {
    const post: HealthcareService = { resourceType: "HealthcareService", providedBy: { reference: "Organization/s" }, type: [{ coding: [{ system: codeSystemUrl("dienst"), code: "anw" }] }], notAvailable: [{ description: "eigen feest", during: { start: "2026-12-01", end: "2026-12-01" } }] };
    expect(due("2026-12-01T02:00:00Z", around(hours, [post]))).toBe("2026-12-02T11:00:00.000Z");
  });

  test("without hours a practice is open whenever it isn't evening, night or weekend", () => {
    expect(due("2026-11-27T20:00:00Z", around())).toBe("2026-11-30T11:00:00.000Z");
  });

  test("a practice that never opens gets a day all the same", () => {
    const closed: HealthcareService = { resourceType: "HealthcareService", availableTime: [{ daysOfWeek: ["sun"], availableStartTime: "08:00:00", availableEndTime: "17:00:00" }] };
    expect(due("2026-11-24T02:00:00Z", around(closed))).toBe("2027-01-23T06:00:00.000Z");
  });

  test("whatever the instant, the practice is open four hours before, and was closed until then or it is from now", () => {
    const open = openingHours(around(hours));
    fc.assert(
      fc.property(fc.integer({ min: Date.parse("2026-01-01"), max: Date.parse("2030-12-31") }), (instant) => {
        const opened = readBy(around(hours), new Date(instant)).getTime() - 4 * hour;
        expect(open.covers(opened)).toBe(true);
        expect(opened >= instant && (opened === instant || !open.covers(opened - 1))).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});
