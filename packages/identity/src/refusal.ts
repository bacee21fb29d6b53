import { Anomaly } from "@wijkverband/fhir";

/** What every caller hears whose token doesn't hold, whatever is wrong with it. */
export const unauthenticatedText = "A valid access token is required.";

/** The one refusal of this package. `reason` is for the log alone (in `cause`); it must be a constant or an error code,
 *  never a part of a token: claims name people. */
export function refusal(reason: string): Anomaly {
  return new Anomaly("unauthenticated", unauthenticatedText, { cause: reason });
}

/** Code and message of a library's error without what hangs on it: jose attaches the claims of the refused token. */
export function reasonOf(error: unknown): string {
  if (error instanceof Anomaly) return typeof error.cause === "string" ? error.cause : error.message;
  if (!(error instanceof Error)) return "unknown error";
  return "code" in error && typeof error.code === "string" ? error.code : error.name;
}
