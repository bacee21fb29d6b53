import { request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import { privateAddress, publicLookup } from "./addresses.ts";

/** How sending went. `failure` names neither the patient nor what was answered; `expected`: nobody needs to look at it. */
export type Sent = { readonly outcome: "delivered" } | { readonly outcome: "failed"; readonly failure: string; readonly expected?: true };

/** A notification on its way to an address. */
export interface Sending {
  readonly url: URL;
  /** It is on this very machine, because whoever runs the server wrote so. */
  readonly here: boolean;
  readonly bytes: Buffer;
  readonly headers: Readonly<Record<string, string>>;
  /** How long the whole exchange may take. */
  readonly milliseconds: number;
  /** Whether names may lead into own networks. */
  readonly private: boolean;
  /** Ends it before its time. */
  readonly signal?: AbortSignal;
}

/** Posts a notification. Any status of 2xx means that it arrived; a redirect doesn't, for it would lead somewhere that nobody looked at. What is answered isn't read. */
export async function sendNotification({ url, here, bytes, headers, milliseconds, signal, ...rules }: Sending): Promise<Sent> {
  const limit = AbortSignal.timeout(milliseconds);
  return new Promise((resolve) => {
    const failed = (fault: NodeJS.ErrnoException): void => resolve({ outcome: "failed", failure: signal?.aborted === true ? "the server stopped" : reasonOf(fault) });
    try {
      const open = url.protocol === "https:" ? requestHttps : requestHttp;
      const lookup = here || rules.private ? {} : { lookup: publicLookup };
      const options = { method: "POST", headers: { ...headers, "content-length": bytes.length }, agent: false, signal: signal === undefined ? limit : AbortSignal.any([limit, signal]), ...lookup } as const;
      const outgoing = open(url, options, (response) => {
        const { statusCode = 0 } = response;
        response.destroy();
        resolve(statusCode >= 200 && statusCode < 300 ? { outcome: "delivered" } : { outcome: "failed", failure: `status ${statusCode}` });
      });
      outgoing.on("error", failed);
      outgoing.end(bytes);
    } catch (fault) {
      // a header that can't be sent as it is
      failed(fault as NodeJS.ErrnoException);
    }
  });
}

function reasonOf({ name, code }: NodeJS.ErrnoException): string {
  if (name === "AbortError" || name === "TimeoutError") return "no answer in time";
  if (code === privateAddress) return "the name leads into an own network";
  return `no connection${code === undefined ? "" : ` (${code})`}`;
}
