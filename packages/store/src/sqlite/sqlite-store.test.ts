import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import { storeConformance } from "../conformance.ts";
import { openSqliteStore } from "./open-sqlite-store.ts";

// Hundreds of small databases: in memory where the machine can, since their fsyncs prove nothing here (`durability.test.ts` does).
const folder = mkdtempSync(join(existsSync("/dev/shm") ? "/dev/shm" : tmpdir(), "wijkverband-store-"));
let files = 0;

afterAll(() => rmSync(folder, { recursive: true }));

storeConformance("SQLite", (options) => openSqliteStore({ ...options, file: join(folder, `${files++}.db`) }));
