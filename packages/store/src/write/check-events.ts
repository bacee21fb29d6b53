import { Anomaly } from "@wijkverband/fhir";
import type { OutboxEvent } from "../outbox.ts";

const organization = /^Organization\/[A-Za-z0-9.-]{1,64}$/;
const resource = /^[A-Z][A-Za-z]+\/[A-Za-z0-9.-]{1,64}$/;

/** Nothing but references goes in, so that no content gets out. @throws {Anomaly} `fault`; the whole unit fails then. */
export function checkEvents(events: readonly OutboxEvent[]): readonly OutboxEvent[] {
  for (const { recipient, focus } of events) {
    if (!organization.test(recipient) || !resource.test(focus)) throw new Anomaly("fault", "an event names an organisation and a resource");
  }
  return events;
}
