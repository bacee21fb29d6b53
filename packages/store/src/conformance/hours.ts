import { expect, test } from "vitest";
import { verifyAudit } from "../audit/verify-store.ts";
import { verifyHours } from "../audit/verify-hours.ts";
import type { HourHead } from "../store.ts";
import { auditKey, event, openSample } from "./sample.ts";
import type { MakeStore } from "./sample.ts";

const clock = (time: string): Date => new Date(`2026-11-22T${time}:00.000Z`);

export function hours(make: MakeStore): void {
  test("where all chains stand is sealed once in an hour of the clock, each head naming the one before", async () => {
    await using store = await openSample(make, { chain: "one" });
    expect(await store.sealHour(clock("11:10"))).toBeUndefined();
    await store.append([event("a"), event("b")]);
    const first = await store.sealHour(clock("11:20"));
    expect(first).toMatchObject({ number: 1, at: "2026-11-22T11:20:00.000Z", previous: "0".repeat(64), moved: [{ chain: "one", sequence: 2 }] });
    await store.append([event("c")]);
    expect(await store.sealHour(clock("11:59"))).toBeUndefined();
    const second = await store.sealHour(clock("12:00"));
    expect(second).toMatchObject({ number: 2, previous: first?.seal, moved: [{ chain: "one", sequence: 3 }] });
    // nothing happened: the head says just that
    const third = await store.sealHour(clock("15:30"));
    expect(third).toMatchObject({ number: 3, previous: second?.seal, moved: [] });
    expect(await store.sealHour(clock("14:00"))).toBeUndefined();
    expect(await store.auditHours()).toEqual([first, second, third]);
    expect(await verifyAudit(store, auditKey, [], [first!, second!, third!])).toEqual([]);
  });

  test("hourly heads asked for at the same time give one", async () => {
    await using store = await openSample(make);
    await store.append([event("a")]);
    const sealed = await Promise.all([1, 2, 3].map(() => store.sealHour(clock("11:00"))));
    expect(sealed.filter((head) => head !== undefined)).toHaveLength(1);
    expect(await store.auditHours()).toHaveLength(1);
  });

  test("an hourly head that was changed, taken out or cut off is named", async () => {
    await using store = await openSample(make, { chain: "one" });
    for (const time of ["10:00", "11:00", "12:00"]) {
      await store.append([event(time)]);
      await store.sealHour(clock(time));
    }
    const [first, second, third] = (await store.auditHours()) as [HourHead, HourHead, HourHead];
    const found = (heads: readonly HourHead[], witnessed: readonly HourHead[] = []) => verifyHours(heads, auditKey, witnessed).findings.map(({ what, sequence }) => `${what} ${sequence}`);
    expect(found([first, second, third], [first, second, third])).toEqual([]);
    expect(found([{ ...first, at: clock("09:00").toISOString() }, second, third])).toEqual(["hour-forged 1"]);
    expect(found([{ ...first, moved: [] }, second, third])).toEqual(["hour-forged 1"]);
    expect(found([first, third])).toEqual(["hour-removed 2"]);
    expect(found([first, second], [third])).toEqual(["hour-removed 3"]);
    expect(verifyHours([first], new Uint8Array(32).fill(1)).findings).toEqual([{ chain: "hours", sequence: 1, what: "hour-forged" }]);
  });
}
