import { codeSystemUrl } from "@wijkverband/fhir";
import type { CareTeam, OrganizationAffiliation } from "hl7-fhir-r4-types";
import { expect, test } from "vitest";
import { day } from "../amsterdam.ts";
import { responsibleGp } from "../responsible-gp.ts";
import type { Surroundings } from "../surroundings.ts";
import { gapFinder } from "./gaps.ts";
import { hours, weekdays, worker } from "./practice.fixture.ts";
import { hoursOf } from "./span.ts";

const monday = Date.parse("2026-11-23T00:00:00+01:00");
const team: CareTeam = { resourceType: "CareTeam", status: "active", category: [{ coding: [{ system: codeSystemUrl("team"), code: "huisartsteam" }] }], managingOrganization: [{ reference: "Organization/praktijk" }] };
const post: OrganizationAffiliation = { resourceType: "OrganizationAffiliation", id: "post", organization: { reference: "Organization/post" }, participatingOrganization: { reference: "Organization/praktijk" }, code: [{ coding: [{ system: codeSystemUrl("verbinding"), code: "anw-post" }] }] };

function around(rest: Partial<Surroundings>): Surroundings {
  return { team, practice: { resourceType: "Organization", id: "praktijk" }, gpAvailability: [], roles: [], practitioners: [], affiliations: [], organizations: [], services: [], ...rest };
}

test("a gap is there at just those minutes of a week at which $responsible-gp says so", () => {
  const eva = worker("eva", "huisarts", [hours(["mon", "tue", "thu"], { until: "12:30:00" })]);
  const practice = around({ roles: [eva], affiliations: [post], practiceHours: { resourceType: "HealthcareService", availableTime: [{ daysOfWeek: [...weekdays], availableStartTime: "08:00:00", availableEndTime: "17:00:00" }] } });
  const gaps = Array.from({ length: 7 }, (_, at) => gapFinder(practice)(monday + at * day, monday + (at + 1) * day)).flat();
  const quarters = Array.from({ length: 7 * 24 * 4 }, (_, at) => monday + at * 15 * 60_000);
  const isGap = (at: number): boolean => gaps.some(({ start, end }) => start <= at && at < end);
  expect(quarters.filter((at) => isGap(at) !== (responsibleGp(practice, new Date(at)).rule === "gap"))).toEqual([]);
  expect(hoursOf(gaps)).toBe(3 * 4.5 + 2 * 9);
});

test("without a post every evening, night and weekend is one", () => {
  expect(hoursOf(gapFinder(around({}))(monday, monday + 7 * day))).toBe(7 * 24 - 45);
});
