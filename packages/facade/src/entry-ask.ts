import { operationOutcome, readBundleEntry } from "@wijkverband/fhir";
import type { BundleEntry } from "hl7-fhir-r4-types";
import type { TextEntry } from "./bundle-text.ts";
import type { Context } from "./context.ts";
import type { Answer, Ask } from "./exchange.ts";
import { withoutForm } from "./negotiation.ts";
import { asAnomaly, outcomeOf } from "./outcome.ts";

/** Asks an entry of a bundle as a request of its own, by the same caller. Of a HEAD nothing but the headers comes back. */
export async function askEntry({ ask, again, house }: Pick<Context, "ask" | "again" | "house">, entry: BundleEntry, index: number): Promise<Answer> {
  const { json, ...head } = await again(askOf(ask, entry, index, house.baseUrl));
  return entry.request?.method === "HEAD" || json === undefined ? head : { ...head, json };
}

function askOf(ask: Ask, entry: BundleEntry, index: number, baseUrl: string): Ask {
  const request = readBundleEntry(entry, index, baseUrl);
  const url = (entry.request?.url ?? "").replace(`${baseUrl}/`, "").replace(/^\//, "");
  const [path = "", query = ""] = url.split("?");
  const { body: _body, form: _form, ifMatch: _ifMatch, ifNoneMatch: _ifNoneMatch, ifModifiedSince: _ifModifiedSince, ifUnmodifiedSince: _ifUnmodifiedSince, ifNoneExist: _ifNoneExist, ...rest } = ask;
  return {
    ...rest,
    method: request.method === "HEAD" ? "GET" : request.method,
    path,
    // the form of an answer is that of the whole bundle
    query: withoutForm([...new URLSearchParams(query)]),
    wants: "fhir",
    ...(request.resource !== undefined && { body: request.resource }),
    ...(request.ifMatch !== undefined && { ifMatch: request.ifMatch }),
    ...(request.ifNoneMatch !== undefined && { ifNoneMatch: request.ifNoneMatch }),
    ...(request.ifModifiedSince !== undefined && { ifModifiedSince: request.ifModifiedSince }),
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

function asEntry({ status, json, headers, lastModified, notes }: Answer): TextEntry {
  const response = {
    status: String(status),
    ...(headers?.["Location"] !== undefined && { location: headers["Location"] }),
    ...(headers?.["ETag"] !== undefined && { etag: headers["ETag"] }),
    ...(lastModified !== undefined && { lastModified }),
    ...(notes !== undefined && { outcome: operationOutcome(notes) }),
  };
  return { ...(json !== undefined && { resource: json }), response };
}
