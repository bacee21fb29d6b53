import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { AuditEvent } from "hl7-fhir-r4-types";
import { afterAll, expect, test, vi } from "vitest";
import { event, sampleOptions } from "../conformance/sample.ts";
import { openSqliteStore } from "./open-sqlite-store.ts";

const folder = mkdtempSync(join(tmpdir(), "wijkverband-list-"));
afterAll(() => rmSync(folder, { recursive: true }));

function about(patient: string): AuditEvent {
  return { ...event("Goal/g"), entity: [{ what: { reference: `Patient/${patient}` }, type: { code: "1" }, role: { code: "1" } }] };
}

const listed = (file: string): unknown => {
  using database = new DatabaseSync(file, { readOnly: true });
  return database.prepare("SELECT count(*) AS n FROM audit_patient").get()?.["n"];
};

test("writing lists nothing, reading a log lists all of every patient, in several batches and over chains", async () => {
  const file = join(folder, "read.sqlite");
  for (const chain of ["one", "two"]) {
    await using store = openSqliteStore({ ...sampleOptions, file, chain });
    await store.append(Array.from({ length: 1_200 }, (_, n) => about(`p${n % 7}`)));
    expect(listed(file)).toBe(chain === "one" ? 0 : 1_200);
    expect((await store.auditOf({ patient: "p3", count: 2_000 })).events).toHaveLength((chain === "one" ? 1 : 2) * 171);
    expect(listed(file)).toBe(chain === "one" ? 1_200 : 2_400);
  }
});

test("when ten thousand wait they are listed without anybody asking, and closing in the middle loses none", async () => {
  const file = join(folder, "wait.sqlite");
  {
    await using store = openSqliteStore({ ...sampleOptions, file, chain: "one" });
    for (let n = 0; n < 10; n++) await store.append(Array.from({ length: 1_000 }, () => about("p")));
    await vi.waitFor(() => expect(listed(file)).toBeGreaterThan(0), { interval: 1 });
  }
  await using store = openSqliteStore({ ...sampleOptions, file, chain: "two" });
  expect((await store.auditOf({ patient: "p", count: 20_000 })).events).toHaveLength(10_000);
});
