import { reachesInteraction } from "@wijkverband/identity";
import { answerText } from "../bundle-text.ts";
import { readFor } from "../guard.ts";
import { inputFault } from "../input-fault.ts";
import { inputOf } from "../operation-input.ts";
import { eventsFor } from "../subscription/events.ts";
import { notificationText } from "../subscription/notification.ts";
import { contents, viewOf } from "../subscription/subscription.ts";
import type { TypeOperation } from "../type-operation.ts";

const input = { eventsSinceNumber: { type: "string" }, eventsUntilNumber: { type: "string" }, content: { type: "code" } } as const;

/** Most events in one answer. */
const most = 100;

/** `GET|POST [base]/Subscription/[id]/$events`, as the Subscriptions R5 Backport has it: what was told, or would have been, once more; both numbers are among them.
 *  The policy is asked at this instant, of the organisation and of the caller: what was told then and may not be known any more is a number. */
export const subscriptionEventsOperation: TypeOperation = {
  code: "$events",
  definition: "http://hl7.org/fhir/uv/subscriptions-backport/OperationDefinition/backport-subscription-events",
  title: "Events of a Subscription once more",
  affectsState: false,
  input,
  methods: (type, onInstance) => (type === "Subscription" && onInstance ? ["GET", "POST"] : []),
  reachedBy: (scopes) => reachesInteraction(scopes, "Subscription", "r"),
  async run(context, _type, id = "") {
    const { house, caller, ask, at, trail } = context;
    const stored = await readFor(house.store, caller, "Subscription", id, at, trail);
    const asked = inputOf(ask, input);
    const since = numberOf("eventsSinceNumber", asked.eventsSinceNumber) ?? 1;
    const until = numberOf("eventsUntilNumber", asked.eventsUntilNumber) ?? Number.MAX_SAFE_INTEGER;
    if (until < since) throw inputFault("eventsUntilNumber", "comes before eventsSinceNumber");
    const view = viewOf(stored);
    const content = asked.content === undefined ? view.channel.content : contents.find((each) => each === asked.content);
    if (content === undefined) throw inputFault("content", `is one of ${contents.join(", ")}`);
    const recipient = `Subscription/${id}`;
    const { last } = await house.store.turnOf(recipient);
    const entries = await house.store.eventsOf(recipient, { after: Math.max(since - 1, 0), count: most });
    const events = await eventsFor(context, view, content, entries.filter(({ number }) => number <= until));
    const { status, topic } = view;
    return answerText(notificationText({ kind: "query-event", baseUrl: house.baseUrl, id: house.newId(), at, subscription: id, topic, status, eventsSinceStart: last, events }));
  },
};

function numberOf(name: string, text: string | undefined): number | undefined {
  if (text !== undefined && !/^\d{1,12}$/.test(text)) throw inputFault(name, "is the number of an event");
  return text === undefined ? undefined : Number(text);
}
