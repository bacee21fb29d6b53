import { Anomaly, readBundleEntry } from "@wijkverband/fhir";
import type { Bundle, BundleEntry } from "hl7-fhir-r4-types";
import { readBody } from "../body.ts";
import { answerText, bundleText, type TextEntry } from "../bundle-text.ts";
import type { Context, Interaction } from "../context.ts";
import type { Answer, Ask } from "../exchange.ts";
import { asAnomaly, outcomeOf } from "../outcome.ts";
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
  kinds: ["directory", "care", "server"],
  async run(context) {
    const sent = readBody(context.ask.body, "Bundle") as Bundle;
    const entries: readonly BundleEntry[] = Array.isArray(sent.entry) ? sent.entry : [];
    if (entries.length > mostEntries) throw new Anomaly("too-large", `a bundle has at most ${mostEntries} entries`);
    for (const [index, entry] of entries.entries()) refuseBsnInUrl(entry?.request?.url, `Bundle.entry[${index}].request.url`);
    if (sent.type === "transaction") return runTransaction(context, sent);
    if (sent.type === "batch") return runBatch(context, entries);
    throw new Anomaly("incorrect", "a bundle sent here is a batch or a transaction", { issues: [{ text: "a bundle sent here is a batch or a transaction", expression: "Bundle.type" }] });
  },
};

async function runBatch({ house, ask, again }: Context, entries: readonly BundleEntry[]): Promise<Answer> {
  const answers: TextEntry[] = [];
  for (const [index, entry] of entries.entries()) {
    try {
      answers.push(asEntry(await again(askOf(ask, entry, index, house.baseUrl))));
    } catch (thrown) {
      const { status, outcome } = outcomeOf(asAnomaly(thrown), ask.requestId);
      answers.push({ response: { status: String(status), outcome } });
    }
  }
  return answerText(bundleText({ type: "batch-response", entries: answers }));
}

function askOf(ask: Ask, entry: BundleEntry, index: number, baseUrl: string): Ask {
  const request = readBundleEntry(entry, index, baseUrl);
  const url = (entry.request?.url ?? "").replace(`${baseUrl}/`, "").replace(/^\//, "");
  const [path = "", query = ""] = url.split("?");
  const { body: _body, form: _form, ifMatch: _ifMatch, ifNoneMatch: _ifNoneMatch, ...rest } = ask;
  return {
    ...rest,
    method: request.method,
    path,
    query: [...new URLSearchParams(query)],
    wants: "fhir",
    ...(request.resource !== undefined && { body: request.resource }),
    ...(request.ifMatch !== undefined && { ifMatch: request.ifMatch }),
    ...(request.ifNoneMatch !== undefined && { ifNoneMatch: request.ifNoneMatch }),
  };
}

function asEntry({ status, json, headers }: Answer): TextEntry {
  const response = {
    status: String(status),
    ...(headers?.["Location"] !== undefined && { location: headers["Location"] }),
    ...(headers?.["ETag"] !== undefined && { etag: headers["ETag"] }),
  };
  return { ...(json !== undefined && { resource: json }), response };
}
