import { existsSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import { Checkpointer } from "./checkpointer.ts";

test("a log that grew is copied into the database beside the connection that writes, and starts anew", async () => {
  const folder = mkdtempSync(join(tmpdir(), "wijkverband-checkpoint-"));
  const file = join(folder, "store.db");
  const checkpointer = new Checkpointer(file);
  try {
    using db = new DatabaseSync(file);
    db.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF; PRAGMA wal_autocheckpoint = 0; CREATE TABLE t (text TEXT)");
    const insert = db.prepare("INSERT INTO t VALUES (?)");
    const fill = (rows: number): void => {
      for (let n = 0; n < rows; n++) insert.run("x".repeat(4_000));
    };
    fill(500);
    const [before, log] = [statSync(file).size, statSync(`${file}-wal`).size];
    checkpointer.grew(100);
    await setTimeout(200);
    expect(statSync(file).size).toBe(before);
    checkpointer.grew(10_000);
    for (let tries = 0; tries < 200 && statSync(file).size < 500 * 4_096; tries++) await setTimeout(20);
    expect(statSync(file).size).toBeGreaterThanOrEqual(500 * 4_096);
    await setTimeout(200);
    fill(300);
    expect(statSync(`${file}-wal`).size).toBe(log);
    expect(db.prepare("SELECT count(*) AS n FROM t").get()?.["n"]).toBe(800);
  } finally {
    await checkpointer.close();
    rmSync(folder, { recursive: true });
  }
  expect(existsSync(folder)).toBe(false);
});
