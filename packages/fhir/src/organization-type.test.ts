import type { Organization } from "hl7-fhir-r4-types";
import { expect, test } from "vitest";
import { codeSystemUrl, system } from "./identifier.ts";
import { isPost, isPostType, isPractice, isPracticeType, nationalTypeOf, organizationTypeOf } from "./organization-type.ts";

const national = { system: system.organizationType, code: "Z3" };
const ours = { system: codeSystemUrl("organisatie-soort"), code: "vrijwilligers" };
const typed = (...coding: { system: string; code: string }[]): Organization => ({ resourceType: "Organization", type: coding.map((each) => ({ coding: [each] })) });

test("somebody can be registered with a GP practice, a GP institution and a dispensing GP practice, and with no post or home care", () => {
  expect(["Z3", "H1", "K3", "N6", "T2", undefined].filter(isPracticeType)).toEqual(["Z3", "H1", "K3"]);
  expect(["Z3", "H1", "K3", "N6", "T2", undefined].filter(isPostType)).toEqual(["N6"]);
  const post = typed({ ...national, code: "N6" });
  expect([typed(national), post, typed(ours), undefined].map((each) => [isPractice(each), isPost(each)])).toEqual([[true, false], [false, true], [false, false], [false, false]]);
});

test("the national type goes before ours, wherever it stands", () => {
  expect([typed(ours, national), typed(national, ours), typed(ours), typed(), undefined].map(organizationTypeOf)).toEqual(["Z3", "Z3", "vrijwilligers", undefined, undefined]);
  expect([typed(ours, national), typed(ours)].map(nationalTypeOf)).toEqual(["Z3", undefined]);
});
