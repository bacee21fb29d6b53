import { DatabaseSync } from "node:sqlite";
import { parentPort, workerData } from "node:worker_threads";

/** Entry of the thread of `Checkpointer`: copies the log into the database when told to, until the log can start anew.
 *  A pass copies what was there when it began, so while another thread writes a second and shorter one is needed to reach the end. */
const mostPasses = 6;

/** How long cleaning waits for others, in milliseconds. Copying waits for nobody. */
const busyTimeout = 2_000;

const db = new DatabaseSync((workerData as { file: string }).file, { timeout: busyTimeout });
db.exec("PRAGMA temp_store = MEMORY");
const pass = db.prepare("PRAGMA wal_checkpoint(PASSIVE)");

function copy(): void {
  for (let passes = 0; passes < mostPasses; passes++) {
    const { log, checkpointed } = pass.get() as { log: number; checkpointed: number };
    if (log === checkpointed) return;
  }
}

/** SQLITE_BUSY: somebody else writes. */
const busy = 5;

/** Largest database that is written anew by itself, in bytes: a second or three in which nobody else writes. A larger one is for a quiet hour
 *  (docs/operations.md). */
const mostRewritten = 256 * 1024 * 1024;

/** Leaves nothing of what was deleted: `secure_delete` overwrote it where it stood, but a page that was split earlier may keep a copy in its unused part,
 *  which only writing the database anew clears. Then all of the log is copied and cut to nothing. False when somebody was in the way. */
function clean(): boolean {
  try {
    if (bytes() <= mostRewritten) db.exec("VACUUM");
  } catch (error) {
    if ((error as { readonly errcode?: number }).errcode === busy) return false;
    // no room for a second copy: what stood in its place is overwritten all the same
  }
  return db.prepare("PRAGMA wal_checkpoint(TRUNCATE)").get()?.["busy"] === 0;
}

function bytes(): number {
  return Number(db.prepare("PRAGMA page_count").get()?.["page_count"]) * Number(db.prepare("PRAGMA page_size").get()?.["page_size"]);
}

parentPort?.on("message", (order: "copy" | "clean" | "close") => {
  if (order === "close") {
    db.close();
    parentPort?.close();
    return;
  }
  if (order === "clean") {
    parentPort?.postMessage(clean() ? "cleaned" : "busy", []);
    return;
  }
  copy();
  parentPort?.postMessage("copied", []);
});
