import { operationOutcome, readBundleEntry } from "@wijkverband/fhir";
import type { BundleEntry } from "hl7-fhir-r4-types";
import type { TextEntry } from "./bundle-text.ts";
import type { Answer, Ask } from "./exchange.ts";
import { asAnomaly, outcomeOf } from "./outcome.ts";

/** An entry of a bundle as a request of its own, by the same caller. */
export function askOf(ask: Ask, entry: BundleEntry, index: number, baseUrl: string): Ask {
  const request = readBundleEntry(entry, index, baseUrl);
  const url = (entry.request?.url ?? "").replace(`${baseUrl}/`, "").replace(/^\//, "");
  const [path = "", query = ""] = url.split("?");
  const { body: _body, form: _form, ifMatch: _ifMatch, ifNoneMatch: _ifNoneMatch, ifNoneExist: _ifNoneExist, ...rest } = ask;
  return {
    ...rest,
    method: request.method === "HEAD" ? "GET" : request.method,
    path,
    query: [...new URLSearchParams(query)],
    wants: "fhir",
    ...(request.resource !== undefined && { body: request.resource }),
    ...(request.ifMatch !== undefined && { ifMatch: request.ifMatch }),
    ...(request.ifNoneMatch !== undefined && { ifNoneMatch: request.ifNoneMatch }),
    ...(request.ifNoneExist !== undefined && { ifNoneExist: request.ifNoneExist }),
  };
}

/** Asks, and answers as an entry; a refusal too, and so what is too heavy to go along (it was done, and isn't shown). */
export async function entryOf(asking: () => Promise<Answer>, requestId: string, fits: (entry: TextEntry) => void): Promise<TextEntry> {
  try {
    const entry = asEntry(await asking());
    fits(entry);
    return entry;
  } catch (thrown) {
    const { status, outcome } = outcomeOf(asAnomaly(thrown), requestId);
    return { response: { status: String(status), outcome } };
  }
}

function asEntry({ status, json, headers, notes }: Answer): TextEntry {
  const response = {
    status: String(status),
    ...(headers?.["Location"] !== undefined && { location: headers["Location"] }),
    ...(headers?.["ETag"] !== undefined && { etag: headers["ETag"] }),
    ...(notes !== undefined && { outcome: operationOutcome(notes) }),
  };
  return { ...(json !== undefined && { resource: json }), response };
}
