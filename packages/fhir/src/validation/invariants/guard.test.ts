import { parseFhirPath } from "@medplum/core";
import { describe, expect, test } from "vitest";

import { guardOf } from "./guard.ts";

describe("an invariant is only evaluated where it can fail", () => {
  test.each<[string, readonly string[] | undefined]>([
    ["emptyReason.empty() or entry.empty()", ["emptyReason"]],
    ["contained.contained.empty()", ["contained"]],
    ["code.exists() implies system.exists()", ["code"]],
    ["code.exists().not() or system.exists()", ["code"]],
    ["activity.detail.reasonCode.all(text.exists())", ["activity"]],
    ["component.where(code = 'x').value.exists() implies note.exists()", ["component"]],
    ["(a.exists() and b.exists()) implies c.exists()", ["a"]],
    ["(a.exists() or b.exists()) implies c.exists()", ["a", "b"]],
    ["a.empty() and b.empty()", ["a", "b"]],
    ["extension('urn:x').exists() implies value.exists()", ["extension"]],
    ["entry.first().resource.isDistinct()", ["entry"]],
    ["value.empty() or component.code.empty()", ["component"]],
    ["value.empty() or note.exists()", undefined],
    ["value.exists()", undefined],
    ["status = 'final' implies text.exists()", undefined],
    ["$this.empty() or %resource.x.empty()", undefined],
    ["empty()", undefined],
    ["name.count() > 1 or name.empty()", ["name"]],
    ["a.empty() and b.exists()", undefined],
    ["a.empty() xor b.empty()", undefined],
    ["a.iif(b.exists(), c, d).empty()", undefined],
  ])("%s needs %j", (expression, guard) => {
    expect(guardOf(parseFhirPath(expression).child, (name) => name === "value")).toEqual(guard);
  });
});
