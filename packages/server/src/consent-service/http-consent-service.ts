import type { ConsentAnswer, ConsentQuestion, ConsentService } from "@wijkverband/facade";
import { system } from "@wijkverband/fhir";

export interface HttpConsentServiceOptions {
  /** Where the question goes, by POST: `https://...`. */
  readonly url: string;
  /** How long the whole exchange may take. */
  readonly milliseconds: number;
  /** Told when there was no usable answer; the reason names no patient and no organisation. */
  readonly onFailure: (reason: string) => void;
}

/** The event code that a closed question of Mitz carries. */
const event = "GGC002";

/** More than this is no answer. */
const mostBytes = 4096;

/** Asks a connector the closed question of Mitz, in JSON over HTTP. Mitz itself speaks SOAP with XACML behind a certified system; the connector
 *  translates and holds the certificates. Whatever isn't a plain permit or deny in time is `unknown`. See docs/consent-service.md. */
export function createHttpConsentService({ url, milliseconds, onFailure }: HttpConsentServiceOptions): ConsentService {
  return {
    async permits(question) {
      try {
        // the signal covers reading the answer too; a redirect would send the BSN to somebody else
        const response = await fetch(url, {
          method: "POST",
          headers: { "content-type": "application/json", accept: "application/json" },
          body: JSON.stringify(messageOf(question)),
          redirect: "error",
          signal: AbortSignal.timeout(milliseconds),
        });
        if (response.status !== 200) {
          await response.body?.cancel();
          onFailure(`status ${response.status}`);
          return "unknown";
        }
        const answer = readDecision(await readText(response));
        if (answer === "unknown") onFailure("not an answer");
        return answer;
      } catch (fault) {
        onFailure(fault instanceof Error && fault.name === "TimeoutError" ? "no answer in time" : "no connection");
        return "unknown";
      }
    },
  };
}

function messageOf({ bsn, requester, role, holder, purpose }: ConsentQuestion): object {
  return { patient: { system: system.bsn, value: bsn }, requester: { ...requester, role }, ...(holder && { holder }), purpose, event };
}

/** `{ "decision": "Permit" | "Deny" }`, as XACML spells it; anything else isn't an answer. */
function readDecision(text: string | undefined): ConsentAnswer {
  const decisions: Readonly<Record<string, ConsentAnswer>> = { Permit: "permit", Deny: "deny" };
  try {
    const { decision } = JSON.parse(text ?? "") as { decision?: unknown };
    return typeof decision === "string" && Object.hasOwn(decisions, decision) ? (decisions[decision] ?? "unknown") : "unknown";
  } catch {
    return "unknown";
  }
}

/** The body, or `undefined` when it is longer than an answer can be. */
async function readText(response: Response): Promise<string | undefined> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of response.body ?? []) {
    size += piece.length;
    if (size > mostBytes) return undefined;
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString("utf8");
}
