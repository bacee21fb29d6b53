import type { Bundle, Parameters, Subscription } from "hl7-fhir-r4-types";
import { expect } from "vitest";
import type { Answer, Demo } from "./harness.ts";

const backport = "http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition";

export interface Wish {
  readonly topic: string;
  readonly filters?: readonly string[];
  readonly content?: string;
  readonly channel?: object;
  readonly more?: Partial<Subscription>;
}

/** A Subscription as a stranger's client would send it, over a websocket unless `channel` says otherwise. */
export function subscription({ topic, filters = [], content = "id-only", channel, more }: Wish): Subscription {
  return {
    resourceType: "Subscription",
    status: "requested",
    reason: "Bijhouden in het eigen systeem",
    criteria: topic.includes("/") ? topic : `https://wijkverband.example/fhir/SubscriptionTopic/${topic}`,
    ...(filters.length > 0 && { _criteria: { extension: filters.map((valueString) => ({ url: `${backport}/backport-filter-criteria`, valueString })) } }),
    channel: { type: "websocket", payload: "application/fhir+json", _payload: { extension: [{ url: `${backport}/backport-payload-content`, valueCode: content }] }, ...channel },
    ...more,
  } as Subscription;
}

/** Subscribes in the name of a person, and waits until it works. @returns its id */
export async function subscribed(demo: Demo, who: string, wish: Wish): Promise<string> {
  const made = await demo.ask(who, "POST", "Subscription", subscription(wish));
  if (made.status !== 201) throw new Error(`no Subscription: ${made.status} ${made.text}`);
  await expect.poll(async () => (await demo.ask(who, "GET", `Subscription/${made.body.id}`)).body.status, { timeout: 10_000 }).toBe("active");
  return made.body.id ?? "";
}

export interface Event {
  readonly number: number;
  readonly focus: string | undefined;
}

/** What `$events` answers. */
export async function eventsOf(demo: Demo, who: string, id: string, query = ""): Promise<{ readonly answer: Answer; readonly total: number; readonly events: readonly Event[]; readonly resources: readonly string[] }> {
  const answer = await demo.ask(who, "GET", `Subscription/${id}/$events${query}`);
  const [first, ...others] = (answer.body as unknown as Bundle).entry ?? [];
  const parameter = (first?.resource as Parameters | undefined)?.parameter ?? [];
  const events = parameter.filter(({ name }) => name === "notification-event").map(({ part = [] }) => ({
    number: Number(part.find(({ name }) => name === "event-number")?.valueString),
    focus: part.find(({ name }) => name === "focus")?.valueReference?.reference?.replace(`${demo.url}/fhir/`, ""),
  }));
  return { answer, total: Number(parameter.find(({ name }) => name === "events-since-subscription-start")?.valueString), events, resources: others.map(({ resource }) => `${resource?.resourceType}/${resource?.id}`) };
}
