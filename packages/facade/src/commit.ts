import type { Stored, Unit } from "@wijkverband/store";
import type { Context } from "./context.ts";
import { auditEvents } from "./audit/audit-event.ts";
import { enterWritten, success } from "./trail.ts";

/** Writes a unit with the audit events of this interaction in the same transaction (`audit`). */
export async function commit({ house, at, trail }: Pick<Context, "house" | "at" | "trail">, unit: Pick<Unit, "changes" | "expect" | "found">): Promise<readonly Stored[]> {
  const stored = await house.store.transact({
    ...unit,
    at,
    audit: (written) => {
      for (const each of written) enterWritten(trail, each);
      return auditEvents(trail, success, at);
    },
  });
  trail.kept = true;
  return stored;
}
