import { expect, test } from "vitest";
import { mentionsBsn } from "./identifier.ts";

test.each(["999911120", "BSN 999911120.", "9999.11.120", "999 911 120", "999-911-120", "(999911120)", "999-91-1120", "x999911120y"])("no-bsn: %s may be a BSN", (text) => {
  expect(mentionsBsn(text)).toBe(true);
});

test.each(["999911121", "bel 020 000 0101", "op 24-11-2026", "1234567890", "4.000 patiënten"])("no-bsn: %s is none", (text) => {
  expect(mentionsBsn(text)).toBe(false);
});
