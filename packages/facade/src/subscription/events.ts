import { reachesInteraction } from "@wijkverband/identity";
import type { OutboxEntry, Stored } from "@wijkverband/store";
import { breaths } from "../breath.ts";
import type { Context } from "../context.ts";
import { may, note, permit } from "../guard.ts";
import { mayTell } from "../outbox/may-tell.ts";
import { readFocus } from "../outbox/read-focus.ts";
import type { NotifiedEvent } from "./notification.ts";
import type { PayloadContent, SubscriptionView } from "./subscription.ts";

/** Events of a Subscription as the caller may know them now. What goes along whole stands in the trail.
 *  @param content how much is asked for; a caller whom the directory doesn't know gets no whole resource, nor one of a type that the token doesn't reach */
export async function eventsFor(context: Context, view: Pick<SubscriptionView, "organization">, content: PayloadContent, entries: readonly OutboxEntry[]): Promise<readonly NotifiedEvent[]> {
  const { house, ask, caller, at, trail } = context;
  const known = new Map<string, Promise<Stored | undefined>>();
  const events: NotifiedEvent[] = [];
  const breathe = breaths();
  for (const entry of entries) {
    await breathe();
    const { number, recorded, focus } = entry;
    const key = `${focus} ${entry.patient}`;
    const look = known.get(key) ?? (content === "empty" || focus === undefined ? Promise.resolve(undefined) : tellable(context, { ...entry, recipient: view.organization }));
    known.set(key, look);
    const stored = await look;
    if (stored === undefined || focus === undefined) {
      events.push({ number, timestamp: recorded });
      continue;
    }
    const whole = content === "full-resource" && caller.person !== undefined && !stored.deleted && reachesInteraction(ask.principal.scopes, stored.type, "r");
    if (whole) {
      await permit(house.store, caller, "read", stored, at, trail);
      note(trail, stored);
    }
    events.push({ number, timestamp: recorded, focus: { reference: focus, ...(whole && { json: stored.json }) } });
  }
  return events;
}

/** What an event is about, where both the organisation and the caller may know it now. */
async function tellable({ house, caller, at }: Context, entry: OutboxEntry): Promise<Stored | undefined> {
  if (!(await mayTell(house, entry, at))) return undefined;
  const stored = await readFocus(house.store, entry.focus);
  return stored !== undefined && (await may(house.store, caller, "read", stored, at)) ? stored : undefined;
}
