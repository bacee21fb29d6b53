import { parseJson } from "@wijkverband/fhir";
import { auditIdOf, type ChainedEvent } from "@wijkverband/store";
import type { AuditEvent } from "hl7-fhir-r4-types";

/** An event as it is served: the text that was chained, with its place in the chain as its id. The chained text itself has none, so that it can be checked as it stands. */
export function servedText(event: ChainedEvent): string {
  const id = auditIdOf(event);
  const head = '{"resourceType":"AuditEvent",';
  return id !== undefined && event.json.startsWith(head) ? `${head}"id":${JSON.stringify(id)},${event.json.slice(head.length)}` : event.json;
}

export function servedEvent(event: ChainedEvent): AuditEvent {
  return parseJson(servedText(event)) as AuditEvent;
}

/** Logical id of the patient that an event is about. */
export function patientOf(event: AuditEvent): string | undefined {
  const reference = event.entity?.find(({ type, role }) => type?.code === "1" && role?.code === "1")?.what?.reference;
  return reference?.startsWith("Patient/") === true ? reference.slice("Patient/".length) : undefined;
}
