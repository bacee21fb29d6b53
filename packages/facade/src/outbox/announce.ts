import { plain } from "@wijkverband/care";
import { topics, type Topic } from "@wijkverband/fhir";
import { isTieInForce, tieRows, type TieRow } from "@wijkverband/policy";
import type { Change, OutboxEvent, Store } from "@wijkverband/store";
import type { PractitionerRole, Resource, Task } from "hl7-fhir-r4-types";
import { recipientsOf, tiesOfKind } from "./recipients.ts";

/** What an operation wants others to be told of. It names the topic; who is told follows from the list of topics. */
export interface Announcement {
  readonly topic: Topic;
  /** Logical id; absent for what is about the directory, of which only `to` is told. */
  readonly patient?: string;
  /** `Type/id` of what it is about; who was told may read that, if the policy lets him. */
  readonly focus: string;
  /** `Type/id` of organisations or people who are told too, beside those of the list. */
  readonly to?: readonly string[];
}

/** The events of announcements, for the unit that writes `changes`. Who is told had the tie before, or has it through these changes: whoever leaves hears it as
 *  well as whoever comes. People stand for the organisation they work for; a patient or carer has no organisation, and is told nothing here. */
export async function eventsFor(store: Store, at: Date, changes: readonly Change[], announcements: readonly Announcement[]): Promise<readonly OutboxEvent[]> {
  const written = new Map(changes.flatMap((change) => (change.op === "delete" ? [] : [[`${change.resource.resourceType}/${change.resource.id}`, change.resource as Resource] as const])));
  const after = [...written.values()].flatMap((resource) => tieRows(resource));
  const events: OutboxEvent[] = [];
  for (const { topic, patient, focus, to = [] } of announcements) {
    const ties = patient === undefined ? [] : [...(await tiesBefore(store, patient, topic)), ...after.filter((tie) => tie.patient === patient)].filter((tie) => isTieInForce(tie, at));
    const task = await taskOf(store, focus, written);
    const named = recipientsOf({ topic, focus, ties, owner: plain(task?.owner?.reference), requester: plain(task?.requester?.reference) });
    for (const recipient of await organizationsOf(store, [...named, ...to])) events.push({ topic, ...(patient !== undefined && { patient }), focus, recipient });
  }
  return events;
}

async function tiesBefore(store: Store, patient: string, topic: Topic): Promise<readonly TieRow[]> {
  const kinds = topics[topic].to.map((kind) => tiesOfKind[kind]).filter((kind) => kind !== undefined);
  return (await Promise.all(kinds.map((kind) => store.tiesOf(patient, kind)))).flat();
}

async function taskOf(store: Store, focus: string, written: ReadonlyMap<string, Resource>): Promise<Task | undefined> {
  if (!focus.startsWith("Task/")) return undefined;
  return (written.get(focus) ?? (await store.readMany([focus])).get(focus)?.resource()) as Task | undefined;
}

async function organizationsOf(store: Store, named: readonly string[]): Promise<ReadonlySet<string>> {
  const roles = await store.readMany(named.filter((each) => each.startsWith("PractitionerRole/")));
  const organization = (each: string): string | undefined => (each.startsWith("Organization/") ? each : plain((roles.get(each)?.resource() as PractitionerRole | undefined)?.organization?.reference));
  return new Set(named.map(organization).filter((each) => each?.startsWith("Organization/") === true).map(String));
}
