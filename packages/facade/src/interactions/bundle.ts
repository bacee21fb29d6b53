import { Anomaly, inOrder } from "@wijkverband/fhir";
import type { Bundle, BundleEntry } from "hl7-fhir-r4-types";
import { breaths } from "../breath.ts";
import { readBody } from "../body.ts";
import { answerText, bundleText, createWeighing, type TextEntry } from "../bundle-text.ts";
import type { Context, Interaction } from "../context.ts";
import { askEntry, entryOf } from "../entry-ask.ts";
import type { Answer } from "../exchange.ts";
import { refuseBsnInUrl } from "../refuse-bsn.ts";
import { runTransaction } from "../transaction.ts";

/** Most entries of one batch or transaction. */
const mostEntries = 500;

/** `POST [base]`, R4 http.html#transaction: all or nothing, or each by itself. Each entry of a batch is asked of the same policy as a request of its own. */
export const bundle: Interaction = {
  code: "transaction",
  method: "POST",
  path: "",
  action: "E",
  takes: [],
  kinds: ["directory", "care", "server"],
  async run(context) {
    const sent = readBody(context.ask.body, "Bundle") as Bundle;
    const entries: readonly BundleEntry[] = Array.isArray(sent.entry) ? sent.entry : [];
    if (entries.length > mostEntries) throw new Anomaly("too-large", `a bundle has at most ${mostEntries} entries`);
    for (const [index, entry] of entries.entries()) {
      refuseBsnInUrl(entry?.request?.url, `Bundle.entry[${index}].request.url`);
      // a condition of a create is a header when it is sent by itself
      const condition: unknown = entry?.request?.ifNoneExist;
      if (typeof condition === "string") refuseBsnInUrl(`?${condition}`, `Bundle.entry[${index}].request.ifNoneExist`);
    }
    if (sent.type === "transaction") return runTransaction(context, sent);
    if (sent.type === "batch") return runBatch(context, entries);
    throw new Anomaly("incorrect", "a bundle sent here is a batch or a transaction", { issues: [{ text: "a bundle sent here is a batch or a transaction", expression: "Bundle.type" }] });
  },
};

/** Entries in the order of a transaction, answered in that in which they came: what reads sees what was written, whichever came first. */
async function runBatch(context: Context, entries: readonly BundleEntry[]): Promise<Answer> {
  const answers: TextEntry[] = entries.map(() => ({}));
  const fits = createWeighing();
  const breathe = breaths();
  for (const [index, entry] of inOrder([...entries.entries()], ([, each]) => each?.request?.method)) {
    await breathe();
    answers[index] = await entryOf(async () => askEntry(context, entry, index), context.ask.requestId, fits);
  }
  return answerText(bundleText({ type: "batch-response", entries: answers }));
}
