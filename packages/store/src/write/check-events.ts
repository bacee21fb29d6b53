import { Anomaly } from "@wijkverband/fhir";
import type { OutboxEvent } from "../outbox.ts";

const recipients = /^(Organization|Subscription)\/[A-Za-z0-9.-]{1,64}$/;
const resource = /^[A-Z][A-Za-z]+\/[A-Za-z0-9.-]{1,64}$/;

/** Nothing but references goes in, so that no content gets out. @throws {Anomaly} `fault`; the whole unit fails then. */
export function checkEvents(events: readonly OutboxEvent[]): readonly OutboxEvent[] {
  for (const { recipient, focus } of events) {
    if (!recipients.test(recipient) || !resource.test(focus)) throw new Anomaly("fault", "an event names an organisation or a Subscription, and a resource");
  }
  return events;
}
