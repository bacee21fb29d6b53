import { createHmac } from "node:crypto";
import { request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import { privateAddress, publicLookup } from "./addresses.ts";
import type { Hook } from "./hooks.ts";

/** How sending went. `failure` names neither the patient nor what was answered. */
export type Sent = { readonly outcome: "delivered" } | { readonly outcome: "failed"; readonly failure: string };

/** Header with the HMAC-SHA-256 (hex) of the body, by the secret of the hook. */
const signatureHeader = "Wijkverband-Signature";

export interface SendOptions {
  /** How long the whole exchange may take. */
  readonly milliseconds: number;
  /** Whether names may lead into own networks. */
  readonly private: boolean;
}

/** Posts a notification. Any status of 2xx means that it arrived; a redirect doesn't, for it would lead somewhere that nobody looked at. What is answered isn't read. */
export async function sendNotification({ url, secret, here }: Hook, body: string, options: SendOptions): Promise<Sent> {
  const bytes = Buffer.from(body);
  const headers = {
    "content-type": "application/fhir+json",
    "content-length": bytes.length,
    ...(secret !== undefined && { [signatureHeader]: `sha256=${createHmac("sha256", secret).update(bytes).digest("hex")}` }),
  };
  return new Promise((resolve) => {
    const open = url.protocol === "https:" ? requestHttps : requestHttp;
    const lookup = here || options.private ? {} : { lookup: publicLookup };
    const outgoing = open(url, { method: "POST", headers, agent: false, signal: AbortSignal.timeout(options.milliseconds), ...lookup }, (response) => {
      const { statusCode = 0 } = response;
      response.destroy();
      resolve(statusCode >= 200 && statusCode < 300 ? { outcome: "delivered" } : { outcome: "failed", failure: `status ${statusCode}` });
    });
    outgoing.on("error", (fault: NodeJS.ErrnoException) => resolve({ outcome: "failed", failure: reasonOf(fault) }));
    outgoing.end(bytes);
  });
}

function reasonOf({ name, code }: NodeJS.ErrnoException): string {
  if (name === "AbortError" || name === "TimeoutError") return "no answer in time";
  if (code === privateAddress) return "the name leads into an own network";
  return `no connection${code === undefined ? "" : ` (${code})`}`;
}
