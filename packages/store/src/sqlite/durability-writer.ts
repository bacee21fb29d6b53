import { writeSync } from "node:fs";
import { create, sampleOptions, unitOf } from "../conformance/sample.ts";
import { openSqliteStore } from "./open-sqlite-store.ts";

/** A process to be killed: eight callers write units of two resources and an event without end, and each says on standard output what was acknowledged.
 *  `node durability-writer.ts <file> <round>`. */
const [file = "", round = ""] = process.argv.slice(2);
const store = openSqliteStore({ ...sampleOptions, file });

async function writeForEver(caller: number): Promise<never> {
  for (let n = 0; ; n++) {
    const unit = `${round}-${caller}-${n}`;
    const index = [{ kind: "token", parameter: "status", code: unit }] as const;
    const events = () => [{ topic: "task-made", focus: `Task/${unit}-a`, recipient: "Organization/post" }] as const;
    await store.transact(unitOf([create("Task", `${unit}-a`, { index }), create("Task", `${unit}-b`, { index })], { events }));
    writeSync(1, `${unit}\n`);
  }
}

await Promise.all(Array.from({ length: 8 }, (_, caller) => writeForEver(caller)));
