import { expect, test } from "vitest";
import { roleOf, uziRoles } from "./uzi-roles.ts";

test.each([
  ["01.015", "Z3", "huisarts"],
  ["01.015", undefined, "huisarts"],
  ["01.015", "N6", "post-huisarts"],
  ["01.047", "R5", "specialist-ouderengeneeskunde"],
  ["17.075", "J8", "apotheker"],
  ["83.000", "J8", "apothekersassistent"],
  ["81.000", "Z3", "physician-assistant"],
  ["30.069", "T2", "verpleegkundig-specialist"],
  ["30.000", "T2", "wijkverpleegkundige"],
  ["86.000", "T2", "verzorgende"],
])("%s at an organisation of type %s is %s", (code, at, role) => {
  expect(roleOf(code, at, uziRoles)).toBe(role);
});

test.each(["01.000", "30.000", "99.000", "huisarts", "zcc-triagist"])("%s has no role of ours in a practice, and can't be taken for one", (code) => {
  expect(roleOf(code, "Z3", uziRoles)).toBe(`unmapped:${code}`);
});

test("no row stands behind one that always decides before it", () => {
  for (const [place, row] of uziRoles.entries()) {
    expect(uziRoles.slice(0, place).some((earlier) => earlier.code === row.code && (earlier.at === undefined || earlier.at === row.at))).toBe(false);
  }
});
