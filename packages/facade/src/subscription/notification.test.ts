import { parseJson, stringifyJson } from "@wijkverband/fhir";
import type { Bundle, Parameters } from "hl7-fhir-r4-types";
import { expect, test } from "vitest";
import { notificationStatus, notificationText, type Notification } from "./notification.ts";

const notification: Notification = {
  kind: "event-notification",
  baseUrl: "https://fhir.wijk.example/fhir",
  id: "5f0c1a6e-8d2b-4a2e-9d2f-0f6a0c2f4b11",
  at: new Date("2026-11-24T02:00:00.120Z"),
  subscription: "s1",
  topic: "https://wijkverband.example/fhir/SubscriptionTopic/task-made",
  status: "active",
  eventsSinceStart: 13,
};
const timestamp = "2026-11-24T02:00:00.000Z";
const read = (more: Partial<Notification>): Bundle => JSON.parse(notificationText({ ...notification, ...more })) as Bundle;
const parametersOf = (more: Partial<Notification>): unknown => (read(more).entry?.[0]?.resource as Parameters | undefined)?.parameter;

test("a notification is a history Bundle that begins with its status, as the guide's profiles want it", () => {
  expect(read({ events: [{ number: 12, timestamp, focus: { reference: "Task/t" } }] })).toEqual({
    resourceType: "Bundle",
    meta: { profile: ["http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition/backport-subscription-notification-r4"] },
    type: "history",
    timestamp: "2026-11-24T02:00:00.120Z",
    entry: [
      {
        fullUrl: "urn:uuid:5f0c1a6e-8d2b-4a2e-9d2f-0f6a0c2f4b11",
        request: { method: "GET", url: "https://fhir.wijk.example/fhir/Subscription/s1/$status" },
        response: { status: "200" },
        resource: {
          resourceType: "Parameters",
          id: "5f0c1a6e-8d2b-4a2e-9d2f-0f6a0c2f4b11",
          meta: { profile: ["http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition/backport-subscription-status-r4"] },
          parameter: [
            { name: "subscription", valueReference: { reference: "https://fhir.wijk.example/fhir/Subscription/s1" } },
            { name: "topic", valueCanonical: "https://wijkverband.example/fhir/SubscriptionTopic/task-made" },
            { name: "status", valueCode: "active" },
            { name: "type", valueCode: "event-notification" },
            { name: "events-since-subscription-start", valueString: "13" },
            {
              name: "notification-event",
              part: [
                { name: "event-number", valueString: "12" },
                { name: "timestamp", valueInstant: timestamp },
                { name: "focus", valueReference: { reference: "https://fhir.wijk.example/fhir/Task/t" } },
              ],
            },
          ],
        },
      },
    ],
  });
});

test("a full resource follows as the very text that is kept, once, however many events are about it", () => {
  const json = '{"resourceType":"Observation","id":"o","valueQuantity":{"value":1.50}}';
  const focus = { reference: "Observation/o", json };
  const text = notificationText({ ...notification, events: [{ number: 12, timestamp, focus }, { number: 13, timestamp, focus }] });
  expect(text.split(json)).toHaveLength(2);
  expect(stringifyJson(parseJson(text))).toBe(text);
  const { entry } = JSON.parse(text) as Bundle;
  expect(entry?.slice(1)).toMatchObject([{ fullUrl: "https://fhir.wijk.example/fhir/Observation/o", request: { method: "GET", url: "Observation/o" }, response: { status: "200" }, resource: { resourceType: "Observation" } }]);
});

test("what may not be told has its number and nothing else; an empty notification names no topic either", () => {
  const { topic: _topic, ...silent } = notification;
  const { entry } = JSON.parse(notificationText({ ...silent, events: [{ number: 13, timestamp }] })) as Bundle;
  const names = (entry?.[0]?.resource as Parameters | undefined)?.parameter?.map(({ name }) => name);
  expect(names).toEqual(["subscription", "status", "type", "events-since-subscription-start", "notification-event"]);
  expect(JSON.stringify(entry)).not.toContain("focus");
});

test("a handshake and a heartbeat say how far it is, and bring no event", () => {
  for (const kind of ["handshake", "heartbeat"] as const) {
    expect(parametersOf({ kind })).toContainEqual({ name: "type", valueCode: kind });
    expect(JSON.stringify(parametersOf({ kind }))).not.toContain("notification-event");
  }
});

test("an error stands in the status", () => {
  const error = { coding: [{ system: "http://terminology.hl7.org/CodeSystem/subscription-error", code: "no-response" }] };
  expect(notificationStatus({ ...notification, kind: "query-status", status: "error", error }).parameter?.at(-1)).toEqual({ name: "error", valueCodeableConcept: error });
});

test("what has no Subscription names whose hook it is, and claims no profile", () => {
  const subscription = { identifier: { system: "http://fhir.nl/fhir/NamingSystem/ura", value: "00000102" } };
  expect(parametersOf({ subscription })).toContainEqual({ name: "subscription", valueReference: subscription });
  const { meta, entry } = read({ subscription });
  expect([meta, entry?.[0]?.resource?.meta, entry?.[0]?.request?.url]).toEqual([undefined, undefined, "https://fhir.wijk.example/fhir/Subscription/$status"]);
});
