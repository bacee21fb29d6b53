import { Anomaly } from "@wijkverband/fhir";
import type { Stored } from "@wijkverband/store";
import type { Context } from "./context.ts";
import { isNamedBy, versionIn } from "./entity-tag.ts";
import type { Ask } from "./exchange.ts";
import { notThere, permit } from "./guard.ts";

/** The version that an `If-Match` asks for, to be compared with the current one; `undefined` when any will do.
 *  @param current of several that are named, the one that counts
 *  @throws {Anomaly} `incorrect` when it is no list of tags. */
export function versionOf(ifMatch: string | undefined, current?: string): string | undefined {
  const version = versionIn(ifMatch, current);
  // whatever is there: that is what is there
  return version === "*" ? current : version;
}

/** For what several people share: without a version in `If-Match` nothing is overwritten (`if-match-required`). */
function requireVersion(ifMatch: string | undefined, current: string): string {
  const version = versionIn(ifMatch, current);
  if (version === undefined || version === "*") throw new Anomaly("incorrect", "an update names the version it was based on, in If-Match", { rule: "if-match-required" });
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
  const ifMatch = requireVersion(sent, former.versionId);
  const text = `the current version is ${former.versionId}`;
  if (ifMatch !== former.versionId) throw new Anomaly("stale", text, { rule: "if-match-required", issues: [{ text, rule: "if-match-required", ...(expression !== undefined && { expression }) }] });
  return { former, ifMatch };
}

/** Holds back a write that was to happen only when this version isn't there (`If-None-Match`), or when nothing changed since (`If-Unmodified-Since`, which
 *  counts where no version is named). Source: RFC 9110 §13.1.
 *  @param expression FHIRPath of the request in a bundle
 *  @throws {Anomaly} `stale`. */
export function demandUntouched({ ifMatch, ifNoneMatch, ifUnmodifiedSince }: Pick<Ask, "ifMatch" | "ifNoneMatch" | "ifUnmodifiedSince">, former: Stored, expression?: string): void {
  const since = ifMatch === undefined && ifUnmodifiedSince !== undefined ? Date.parse(ifUnmodifiedSince) : Number.NaN;
  const isChanged = !Number.isNaN(since) && wholeSecond(former.lastUpdated) > since;
  if (isChanged || isNamedBy(ifNoneMatch, former.versionId)) throw new Anomaly("stale", "this was to happen only as long as nothing changed", { issues: [{ text: `the current version is ${former.versionId}`, ...(expression !== undefined && { expression }) }] });
}

/** The second in which it was, as HTTP dates have it. In milliseconds. */
export function wholeSecond(instant: string): number {
  return Math.floor(Date.parse(instant) / 1_000) * 1_000;
}
