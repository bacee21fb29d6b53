import { DatabaseSync } from "node:sqlite";
import { parentPort, workerData } from "node:worker_threads";

/** Entry of the thread of `Checkpointer`: copies the log into the database when told to, until the log can start anew.
 *  A pass copies what was there when it began, so while another thread writes a second and shorter one is needed to reach the end. */
const mostPasses = 6;

const db = new DatabaseSync((workerData as { file: string }).file);
const pass = db.prepare("PRAGMA wal_checkpoint(PASSIVE)");

function copy(): void {
  for (let passes = 0; passes < mostPasses; passes++) {
    const { log, checkpointed } = pass.get() as { log: number; checkpointed: number };
    if (log === checkpointed) return;
  }
}

parentPort?.on("message", (order: "copy" | "close") => {
  if (order === "close") {
    db.close();
    parentPort?.close();
    return;
  }
  copy();
  parentPort?.postMessage("done", []);
});
