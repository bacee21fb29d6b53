import { codeSystemUrl } from "@wijkverband/fhir";
import type { CareTeam } from "hl7-fhir-r4-types";
import { expect, test } from "vitest";
import { reviewingPractice } from "./reviewing-practice.ts";

const at = new Date("2026-11-24T02:00:00Z");
const team = (practice: string, status: "active" | "inactive", start: string, category = "huisartsteam"): CareTeam => ({
  resourceType: "CareTeam",
  status,
  category: [{ coding: [{ system: codeSystemUrl("team"), code: category }] }],
  period: { start },
  managingOrganization: [{ reference: `Organization/${practice}` }],
});

test("the practice of registration looks at it; without one the last practice is told; nobody's patient has none", () => {
  const [old, last, wijk] = [team("old", "inactive", "2011-01-01"), team("last", "inactive", "2020-01-01"), team("wijk", "active", "2026-01-01", "wijkteam")];
  expect(reviewingPractice([last, team("now", "active", "2015-01-01"), wijk], at)).toEqual({ practice: "Organization/now", registered: true });
  expect(reviewingPractice([old, last, wijk], at)).toEqual({ practice: "Organization/last", registered: false });
  expect(reviewingPractice([wijk], at)).toBeUndefined();
});
