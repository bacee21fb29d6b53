import { Anomaly } from "@wijkverband/fhir";
import type { Stored } from "@wijkverband/store";
import type { Context } from "./context.ts";
import { notThere, permit } from "./guard.ts";

/** The version that an `If-Match` names, or `undefined` without the header. @throws {Anomaly} `incorrect` when it isn't one of our ETags. */
export function versionOf(ifMatch: string | undefined): string | undefined {
  if (ifMatch === undefined) return undefined;
  const version = /^(?:W\/)?"?(\d{1,9})"?$/.exec(ifMatch.trim())?.[1];
  if (version === undefined) throw new Anomaly("incorrect", 'If-Match takes one version, as W/"3"');
  return version;
}

/** As `versionOf`, for what several people share: without `If-Match` nothing is overwritten (`if-match-required`). */
function requireVersion(ifMatch: string | undefined): string {
  const version = versionOf(ifMatch);
  if (version === undefined) throw new Anomaly("incorrect", "an update names the version it was based on, in If-Match", { rule: "if-match-required" });
  return version;
}

/** A version that is about to be replaced, and that the client named as the one it knows. */
export interface Base {
  readonly former: Stored;
  readonly ifMatch: string;
}

/** Lets the caller replace what is there, if he knows it as it is.
 *  @param expression FHIRPath of the `If-Match` in a bundle
 *  @throws {Anomaly} `not-found` or `forbidden` as the policy says, `gone`, `incorrect` without version, `stale` for another one. */
export async function demandBase({ house, caller, at, trail }: Context, former: Stored | undefined, sent: string | undefined, expression?: string): Promise<Base> {
  if (former === undefined) throw notThere();
  await permit(house.store, caller, "update", former, at, trail);
  if (former.deleted) throw new Anomaly("gone", "deleted");
  const ifMatch = requireVersion(sent);
  const text = `the current version is ${former.versionId}`;
  if (ifMatch !== former.versionId) throw new Anomaly("stale", text, { rule: "if-match-required", issues: [{ text, rule: "if-match-required", ...(expression !== undefined && { expression }) }] });
  return { former, ifMatch };
}
