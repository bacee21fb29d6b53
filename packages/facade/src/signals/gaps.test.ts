import { day, gapFinder, joined, type Span, type Surroundings } from "@wijkverband/care";
import { codeSystemUrl } from "@wijkverband/fhir";
import { createMemoryStore } from "@wijkverband/store";
import { array, assert, asyncProperty, constantFrom, integer, tuple } from "fast-check";
import type { CareTeam, PractitionerRole } from "hl7-fhir-r4-types";
import { expect, test } from "vitest";
import { findGaps } from "./gaps.ts";
import { paced } from "./pace.ts";
import type { Alike } from "./registrations.ts";

const monday = Date.parse("2026-11-23T00:00:00+01:00");
const week: Span = { start: monday, end: monday + 7 * day };
const practice = "Organization/praktijk";

function gp(id: string, days: NonNullable<PractitionerRole["availableTime"]>[number]["daysOfWeek"] & object, organization = practice): PractitionerRole {
  return { resourceType: "PractitionerRole", id, organization: { reference: organization }, code: [{ coding: [{ system: codeSystemUrl("rol"), code: "huisarts" }] }], ...(days.length > 0 && { availableTime: [{ daysOfWeek: days, availableStartTime: "09:00:00", availableEndTime: "15:00:00" }] }) };
}

const around: Surroundings = {
  practice: { resourceType: "Organization", id: "praktijk" },
  gpAvailability: [],
  roles: [gp("eva", ["mon", "tue"]), gp("bas", []), gp("gast", ["fri"], "Organization/elders")],
  practitioners: [],
  affiliations: [],
  organizations: [],
  services: [],
};

/** Places with who holds them from which day to which, in days from Monday. */
const places = array(tuple(constantFrom("vaste-huisarts", "vaste-tweede-huisarts", "waarnemer"), constantFrom("eva", "bas", "gast", "wil"), integer({ min: -3, max: 5 }), integer({ min: 0, max: 8 })), { maxLength: 4 });

function registration(list: readonly (readonly [string, string, number, number])[]): Alike {
  const team: CareTeam = {
    resourceType: "CareTeam",
    status: "active",
    category: [{ coding: [{ system: codeSystemUrl("team"), code: "huisartsteam" }] }],
    managingOrganization: [{ reference: practice }],
    participant: list.map(([place, role, from, days]) => ({
      role: [{ coding: [{ system: codeSystemUrl("teamrol"), code: place }] }],
      member: { reference: `PractitionerRole/${role}` },
      period: { start: new Date(monday + from * day).toISOString(), end: new Date(monday + (from + days) * day).toISOString() },
    })),
  };
  return { team, fixedLately: [], locumsLately: [], patients: 3, special: [] };
}

test("what is skipped because it tells nothing new is as if every registration had been looked at by itself", async () => {
  await using store = createMemoryStore({ index: () => [], ties: () => [], uniques: () => [], auditKey: new Uint8Array(32) });
  await assert(
    asyncProperty(array(places, { maxLength: 5 }), async (lists) => {
      const registrations = lists.map(registration);
      const one = registrations.flatMap(({ team }) => gapFinder({ ...around, team })(week.start, week.end));
      expect(await findGaps(store, around, registrations, week, new Date(monday), paced())).toEqual(joined(one));
    }),
  );
});
