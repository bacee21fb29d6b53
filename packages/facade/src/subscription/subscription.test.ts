import type { Subscription } from "hl7-fhir-r4-types";
import { describe, expect, test } from "vitest";
import { hasEnded, isListening, readSubscription, splitHeader } from "./subscription.ts";

const whole = { resourceType: "Subscription", id: "s", status: "active", reason: "x", criteria: "https://wijk.example/topic", channel: { type: "rest-hook", endpoint: "https://post.example/in", header: ["X-Naam: waarde"], payload: "application/fhir+xml; charset=utf-8" } } as const satisfies Subscription;

describe("a Subscription in our own words", () => {
  test("says where it goes, with what, and to whom it belongs", () => {
    expect(readSubscription({ ...whole, channel: { ...whole.channel, header: [...whole.channel.header] } }, "Organization/o")).toEqual({
      id: "s",
      organization: "Organization/o",
      topic: "https://wijk.example/topic",
      filters: [],
      status: "active",
      subscriber: { client: "", role: "" },
      channel: { type: "rest-hook", endpoint: new URL("https://post.example/in"), headers: [["X-Naam", "waarde"]], content: "id-only", mimeType: "application/fhir+xml" },
    });
  });

  test("can be read when something of it went wrong, so that one row stops nobody else's write", () => {
    const { channel: _, criteria: __, ...broken } = whole;
    const view = readSubscription(broken as unknown as Subscription, "");
    expect(view.channel).toEqual({ type: "websocket", headers: [], content: "id-only", mimeType: "application/fhir+json" });
    expect(readSubscription({ ...whole, channel: { type: "rest-hook", endpoint: "geen adres" } }, "").channel.endpoint).toBeUndefined();
  });

  test("listens until its end, and not when it is off", () => {
    const end = new Date("2026-11-24T02:00:00Z");
    expect(isListening({ status: "requested", end }, new Date(end.getTime() - 1))).toBe(true);
    expect(isListening({ status: "active", end }, end)).toBe(false);
    expect(isListening({ status: "off" }, end)).toBe(false);
    expect(hasEnded({}, end)).toBe(false);
  });

  test("has headers by name and value, or by their name alone", () => {
    expect([splitHeader("Authorization: Bearer a:b"), splitHeader("Authorization")]).toEqual([["Authorization", "Bearer a:b"], ["Authorization", ""]]);
  });
});
