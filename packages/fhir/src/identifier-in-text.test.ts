import { expect, test } from "vitest";
import { mentionsBsn, withoutTypedBsn } from "./identifier.ts";

test.each(["999911120", "BSN 999911120.", "9999.11.120", "999 911 120", "999-911-120", "(999911120)", "in 2004 999911120", "999-91-1120", "x999911120y"])("no-bsn: %s may be a BSN", (text) => {
  expect(mentionsBsn(text)).toBe(true);
});

test.each(["999911121", "bel 020 000 0101", "bel +31 999911120", "bel 0031 999-911-120", "op 24-11-2026", "1234567890", "4.000 patiënten"])("no-bsn: %s is none", (text) => {
  expect(mentionsBsn(text)).toBe(false);
});

test("no-bsn: what travels has none, in groups neither, and keeps its other numbers", () => {
  expect(withoutTypedBsn("BSN 9999.11.120 of 999911120, bel 020 000 0101 of +31 999 911 120")).toBe("BSN [bsn] of [bsn], bel 020 000 0101 of +31 999 911 120");
});
