import type { AuditEvent } from "hl7-fhir-r4-types";
import { expect, test } from "vitest";
import { auditIdOf } from "../audit/audit-id.ts";
import type { AuditQuery, Store } from "../store.ts";
import { create, event, openSample, unitOf } from "./sample.ts";
import type { MakeStore } from "./sample.ts";

const minute = (n: number): Date => new Date(Date.UTC(2026, 10, 22, 12, n));

/** An event about a patient, n minutes past noon, recognisable by its reference. */
function about(patient: string | undefined, n: number, more: Partial<AuditEvent> = {}): AuditEvent {
  const base = event(`Goal/${n}`);
  const subject = { what: { reference: `Patient/${patient}` }, type: { system: "x", code: "1" }, role: { system: "x", code: "1" } };
  return { ...base, recorded: minute(n).toISOString(), entity: [...(patient === undefined ? [] : [subject]), ...(base.entity ?? [])], ...more };
}

async function minutesOf(store: Store, query: AuditQuery): Promise<readonly number[]> {
  const { events } = await store.auditOf(query);
  return events.map(({ json }) => new Date((JSON.parse(json) as AuditEvent).recorded ?? "").getUTCMinutes());
}

export function logReading(make: MakeStore): void {
  test("the log of a patient is about that patient alone, newest first, also of what was written", async () => {
    await using store = await openSample(make);
    await store.append([about("p", 3), about("q", 4), about(undefined, 5)]);
    await store.transact(unitOf([create("Goal", "g")], { audit: () => [about("p", 6), about("q", 7)] }));
    await store.append([about("p", 1), about("p", 9)]);
    expect(await minutesOf(store, { patient: "p", count: 10 })).toEqual([9, 6, 3, 1]);
    expect(await minutesOf(store, { patient: "q", count: 10 })).toEqual([7, 4]);
    expect(await store.auditOf({ patient: "nobody", count: 10 })).toEqual({ events: [] });
  });

  test("pages of a log follow each other without gap or double, whatever is logged meanwhile", async () => {
    await using store = await openSample(make);
    // three events at each instant, so that pages end between equals
    await store.append(Array.from({ length: 12 }, (_, n) => about("p", Math.floor(n / 3), { outcomeDesc: String(n) })));
    const seen: (string | undefined)[] = [];
    let after: string | undefined;
    do {
      const page = await store.auditOf({ patient: "p", count: 5, ...(after !== undefined && { after }) });
      seen.push(...page.events.map(({ json }) => (JSON.parse(json) as AuditEvent).outcomeDesc));
      await store.append([about("p", 30, { outcomeDesc: "later" })]);
      after = page.next;
    } while (after !== undefined);
    expect(seen).toEqual(["11", "10", "9", "8", "7", "6", "5", "4", "3", "2", "1", "0"]);
  });

  test.each<readonly [string, Partial<AuditQuery>, readonly number[]]>([
    ["from an instant, itself included", { from: minute(2) }, [3, 2]],
    ["until an instant, itself excluded", { until: minute(2) }, [1, 0]],
    ["by action", { action: "C" }, [2]],
    ["by outcome", { outcome: "4" }, [1]],
    ["by any subtype", { subtype: "second" }, [3]],
    ["by all of it", { action: "R", outcome: "0", from: minute(1), until: minute(4), subtype: "first" }, [3]],
  ])("a log is asked for %s", async (_title, query, minutes) => {
    await using store = await openSample(make);
    const read: Partial<AuditEvent> = { action: "R", outcome: "0" };
    await store.append([about("p", 0, read), about("p", 1, { action: "R", outcome: "4" }), about("p", 2, { action: "C", outcome: "0" }), about("p", 3, { ...read, subtype: [{ code: "first" }, { code: "second" }] })]);
    expect(await minutesOf(store, { patient: "p", count: 10, ...query })).toEqual(minutes);
  });

  test("one event is found by its place in its chain, and what names no place finds nothing", async () => {
    await using store = await openSample(make, { chain: "first-process" });
    await store.append([about("p", 1), about("q", 2)]);
    const [found] = (await store.auditOf({ patient: "q", count: 1 })).events;
    expect(found).toMatchObject({ chain: "first-process", sequence: 2 });
    expect(auditIdOf(found!)).toBe("first-process-2");
    expect(await store.auditEvent("first-process-2")).toEqual(found);
    for (const id of ["first-process-3", "first-process-02", "first-process-0", "first-process-", "first-process", "-2", "other-2", ""]) expect({ id, found: await store.auditEvent(id) }).toEqual({ id, found: undefined });
  });

  test("a position that no page ended with is refused", async () => {
    await using store = await openSample(make);
    for (const after of ["", "x", "1", "1.2", "1.2.3.4", "1.1.-2", "1e3.1.1"]) await expect(store.auditOf({ patient: "p", count: 1, after })).rejects.toMatchObject({ category: "incorrect" });
  });
}
