import { Anomaly } from "@wijkverband/fhir";
import { describe, expect, test } from "vitest";
import { pageLinkOf, readHistoryQuery } from "./history-query.ts";

/** What a refusal says. */
function faultsOf(parameters: readonly (readonly [string, string])[]): readonly string[] {
  try {
    readHistoryQuery(parameters, 200);
    return [];
  } catch (thrown) {
    return thrown instanceof Anomaly && thrown.category === "incorrect" ? thrown.issues.map(({ text }) => text) : [];
  }
}

describe("what a history asks for", () => {
  test("nothing asked: a page of the usual size, no total", () => {
    expect(readHistoryQuery([], 200)).toEqual({ count: 100, total: false });
    expect(readHistoryQuery([], 20)).toEqual({ count: 20, total: false });
  });

  test("_since is the first instant of what it says, and a plus that nobody encoded is one", () => {
    for (const value of ["2026-11-24T03:00:00+01:00", "2026-11-24T03:00:00 01:00", "2026-11-24T02:00:00Z", "2026-11-24T03:00"]) {
      expect(readHistoryQuery([["_since", value]], 200).since?.toISOString()).toBe("2026-11-24T02:00:00.000Z");
    }
  });

  test("_at is as long as what it says, in Dutch days", () => {
    expect(readHistoryQuery([["_at", "2026-11-24"]], 200).during).toEqual({ start: new Date("2026-11-23T23:00:00Z"), end: new Date("2026-11-24T23:00:00Z") });
    expect(readHistoryQuery([["_at", "2026-11-24T02:00:00.123Z"]], 200).during).toEqual({ start: new Date("2026-11-24T02:00:00.123Z"), end: new Date("2026-11-24T02:00:00.124Z") });
  });

  test("_count is cut down to the largest page, and that is said", () => {
    expect(readHistoryQuery([["_count", "7"]], 200)).toEqual({ count: 7, total: false });
    expect(readHistoryQuery([["_count", "201"]], 200)).toMatchObject({ count: 200, note: "_count is 200 at most here; that was taken" });
  });

  test("every fault is named, none by its value", () => {
    const said = faultsOf([["_since", "999911120"], ["subject", "999911120"], ["999911120", "x"], ["_count", "0"], ["_total", "accurate"], ["_total", "none"]]);
    expect(said).toHaveLength(5);
    expect(said.join()).not.toContain("999911120");
  });

  test("a page link stands by itself", () => {
    expect(pageLinkOf([["_count", "3"]])).toBeUndefined();
    expect(pageLinkOf([["_cursor", "abc"]])).toBe("abc");
    expect(() => pageLinkOf([["_cursor", "abc"], ["_count", "3"]])).toThrow(expect.objectContaining({ category: "incorrect" }));
  });
});
