import { describe, expect, test } from "vitest";

import { primitive } from "./primitives.ts";

describe("primitive values", () => {
  test.each<[string, readonly unknown[], readonly unknown[]]>([
    ["boolean", [true, false], ["true", 1, null]],
    ["integer", [0, -1, 2_147_483_647], [1.5, "1", 2_147_483_648]],
    ["positiveInt", [1], [0, -1]],
    ["unsignedInt", [0], [-1]],
    ["decimal", [1.5, 0], ["1.5", Number.NaN]],
    ["string", ["x", " x ", "x".repeat(1_048_576)], ["", " ", 1, null, {}, "x".repeat(1_048_577)]],
    ["code", ["a", "a b"], ["", " a", "a ", "a  b", 1]],
    ["id", ["a-1.B", "x".repeat(64)], ["a_b", "", "x".repeat(65)]],
    ["uri", ["urn:x", "http://a.example/é"], ["", "a b", "a\u00a0b", "a\n"]],
    ["oid", ["urn:oid:2.16.840.1"], ["2.16.840.1", "urn:oid:3.1", "urn:oid:1.02"]],
    ["uuid", ["urn:uuid:6c0b2a0e-0f0b-4c43-9d33-9b6d6dbe7a11"], ["6c0b2a0e-0f0b-4c43-9d33-9b6d6dbe7a11", "urn:uuid:6C0B2A0E-0F0B-4C43-9D33-9B6D6DBE7A11"]],
    ["date", ["2026", "2026-11", "2026-11-22", "2024-02-29", "2000-02-29"], ["0000", "2026-13", "2026-02-29", "1900-02-29", "2026-04-31", "2026-11-22T10:00:00Z", "22-11-2026", ""]],
    ["dateTime", ["2026", "2026-11-22", "2026-11-22T10:00:00Z", "2026-11-22T10:00:00.123+01:00"], ["2026-11-22T10:00Z", "2026-11-22T10:00:00", "2026-11-22T25:00:00Z", "2026-11-31T10:00:00Z", "2026-11-22T10:00:00+15:00"]],
    ["instant", ["2026-11-22T10:00:00Z", "2026-12-31T23:59:60Z"], ["2026-11-22", "2026-02-30T10:00:00Z"]],
    ["time", ["03:00:00", "23:59:59.5"], ["3:00:00", "03:00", "24:00:00"]],
    ["base64Binary", ["aGk=", "aGkh", "aG\nkh"], ["", "a", "aGk", "a=Gk", "====", "aG*h"]],
  ])("%s", (type, good, bad) => {
    const { accepts } = primitive(type)!;
    expect(good.filter((value) => !accepts(value))).toEqual([]);
    expect(bad.filter((value) => accepts(value))).toEqual([]);
  });

  test("what is no primitive is not taken for one", () => {
    expect(primitive("HumanName")).toBeUndefined();
    expect(primitive("constructor")).toBeUndefined();
  });
});
