import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, describe, expect, test } from "vitest";
import { create, event, openSample, unitOf, update, write } from "../conformance/sample.ts";
import { openSqliteStore } from "./open-sqlite-store.ts";

const folder = mkdtempSync(join(tmpdir(), "wijkverband-erased-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** How often a text stands in the files of a database, the log included. */
function occurrences(name: string, text: string): number {
  const files = readdirSync(folder).filter((file) => file.startsWith(name));
  return files.reduce((sum, file) => sum + readFileSync(join(folder, file)).toString("latin1").split(text).length - 1, 0);
}

/** Letters that come in no order, so that pages of an index are split in the middle. */
function scattered(n: number, round: number): string {
  return ((Math.imul(n + 1, 2_654_435_761) ^ Math.imul(round + 7, 40_503)) >>> 0).toString(36);
}

/** Words of one patient: short and long ones, in the text, the index, ties and keys. */
function traits(word: string, patient: string, n: number, round: number) {
  const note = `${word}-note-${round} `.repeat(1 + ((n * 37 + round * 101) % 400));
  return {
    note,
    index: [
      ...Array.from({ length: 8 }, (_, place) => ({ kind: "string", parameter: "name", value: `${scattered(n * 8 + place, round)}-${word}-${"x".repeat((n * 53 + place * 29) % 300)}` }) as const),
      { kind: "token", parameter: "code", code: `${word}-token-${n}` } as const,
    ],
    ties: [{ kind: "self", holder: `${word}-holder-${n}`, patient }] as const,
    uniques: [{ key: `${word}-key-${n}`, rule: "stranger" }] as const,
  };
}

describe("keep-and-erase: bytes of an erased record", () => {
  test("are nowhere in the files, also of versions that were replaced and pages that were split, while the others' are", async () => {
    await using store = await openSample((options) => openSqliteStore({ ...options, file: join(folder, "bytes.db") }));
    for (let n = 0; n < 150; n++) {
      await write(store, create("Goal", `a${n}`, traits("AKKERWINDE", "p", n, 0), { patient: "p" }), create("Goal", `b${n}`, traits("BOTERBLOEM", "q", n, 0), { patient: "q" }));
    }
    const focus = (n: number): string => `Goal/${n % 2 === 0 ? "AKKERWINDE" : "BOTERBLOEM"}-${n}`;
    for (let n = 0; n < 200; n++) await store.transact(unitOf([], { events: () => [{ topic: "plan-changed", focus: focus(n), recipient: `Organization/o${n % 3}`, patient: n % 2 === 0 ? "p" : "q" }] }));
    for (let round = 1; round < 4; round++) {
      for (let n = round; n < 150; n += 3) await write(store, update("Goal", `a${n}`, traits("AKKERWINDE", "p", n, round), { patient: "p" }), update("Goal", `b${n}`, traits("BOTERBLOEM", "q", n, round), { patient: "q" }));
    }
    expect(occurrences("bytes", "AKKERWINDE")).toBeGreaterThan(1000);
    expect(await store.erase({ patient: "p", audit: () => [event("erased")] })).toEqual({ Goal: 150 });
    expect(occurrences("bytes", "AKKERWINDE")).toBe(0);
    expect(occurrences("bytes", "BOTERBLOEM")).toBeGreaterThan(1000);
    using db = new DatabaseSync(join(folder, "bytes.db"));
    expect(db.prepare("PRAGMA integrity_check").get()).toEqual({ integrity_check: "ok" });
  });

  test("leave the log too once a reader who was in the way is done", async () => {
    await using store = await openSample((options) => openSqliteStore({ ...options, file: join(folder, "reader.db") }));
    await write(store, create("Goal", "a", { note: "AKKERWINDE" }, { patient: "p" }));
    const reader = new DatabaseSync(join(folder, "reader.db"));
    reader.exec("BEGIN");
    reader.prepare("SELECT count(*) FROM resource").get();
    await store.erase({ patient: "p", audit: () => [event("erased")] });
    expect(occurrences("reader", "AKKERWINDE")).toBeGreaterThan(0);
    reader.exec("COMMIT");
    reader.close();
    await expect.poll(() => occurrences("reader", "AKKERWINDE"), { timeout: 10_000 }).toBe(0);
  });
});
