import type { Principal } from "@wijkverband/identity";
import { createMemoryStore } from "@wijkverband/store";
import type { Response } from "express";
import type { AuditEvent } from "hl7-fhir-r4-types";
import { pino } from "pino";
import { afterEach, expect, test, vi } from "vitest";
import { createThrottle, networkOf } from "./throttle.ts";

afterEach(() => void vi.useRealTimers());

test("a flood stands in the audit as one event at once, and one with the number of the others when the minute is over", async () => {
  vi.useFakeTimers();
  await using store = createMemoryStore({ index: () => [], ties: () => [], uniques: () => [], auditKey: new Uint8Array(32) });
  const said = async (): Promise<readonly (string | undefined)[]> => {
    const told: (string | undefined)[] = [];
    for await (const { json } of store.auditChain()) told.push((JSON.parse(json) as AuditEvent).outcomeDesc);
    return told;
  };
  const { admit } = createThrottle({
    store,
    limits: { request: async () => 7, failure: async () => undefined, barred: async () => undefined },
    clock: () => new Date("2026-11-24T02:00:00Z"),
    baseUrl: "http://localhost/fhir",
    newId: () => "11111111-1111-4111-8111-111111111111",
    log: pino({ level: "silent" }),
  });
  const principal: Principal = { client: "a", scopes: [], purpose: "TREAT", tokenId: "t", expires: 0 };
  const response = { locals: {} as Record<string, unknown> };
  const ask = (): Promise<void> => admit(principal, response as Response);

  for (let times = 0; times < 100; times += 1) await expect(ask()).rejects.toMatchObject({ category: "too-many" });
  expect(response.locals["retryAfter"]).toBe(7);
  expect(await said()).toEqual(["429 1x"]);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(await said()).toEqual(["429 1x", "429 99x"]);
  await vi.advanceTimersByTimeAsync(600_000);
  expect(await said()).toHaveLength(2);
  await expect(ask()).rejects.toMatchObject({ category: "too-many" });
  expect(await said()).toEqual(["429 1x", "429 99x", "429 1x"]);
});

test.each([
  ["192.0.2.7", "192.0.2.7"],
  ["::ffff:192.0.2.7", "192.0.2.7"],
  ["2001:DB8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
  ["2001:db8:1:2::6", "2001:db8:1:2::/64"],
  ["2001:db8::6", "2001:db8:0:0::/64"],
  ["::1", "0:0:0:0::/64"],
  ["", ""],
])("%s is counted as %s", (address, network) => {
  expect(networkOf(address)).toBe(network);
});
