import type { Stored, Unit } from "@wijkverband/store";
import type { Context } from "./context.ts";
import { auditEvents } from "./audit/audit-event.ts";
import { handoverNews } from "./handover-news.ts";
import { eventsFor, type Announcement } from "./outbox/announce.ts";
import { fanOut, type FanOutHouse } from "./subscription/fan-out.ts";
import { enterWritten, success } from "./trail.ts";

/** What is written, and what others are told of it in the same transaction. */
export interface Commit extends Pick<Unit, "changes" | "expect" | "found"> {
  readonly tell?: readonly Announcement[];
}

/** Writes a unit with the audit events of this interaction (`audit`) and the notifications it causes in the same transaction. */
export async function commit({ house, at, trail }: Pick<Context, "at" | "trail"> & { readonly house: FanOutHouse }, { tell = [], ...unit }: Commit): Promise<readonly Stored[]> {
  const told = [...tell, ...(await handoverNews(house.store, at, unit.changes))];
  const own = told.length === 0 ? [] : await eventsFor(house.store, at, unit.changes, told);
  const events = own.length === 0 ? undefined : [...own, ...(await fanOut(house, at, unit.changes, own))];
  const stored = await house.store.transact({
    ...unit,
    at,
    audit: (written) => {
      for (const each of written) enterWritten(trail, each);
      return auditEvents(trail, success, at);
    },
    ...(events !== undefined && { events: () => events }),
  });
  trail.kept = true;
  return stored;
}
