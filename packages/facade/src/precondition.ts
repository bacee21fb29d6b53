import { Anomaly } from "@wijkverband/fhir";

/** The version that an `If-Match` names, or `undefined` without the header. @throws {Anomaly} `incorrect` when it isn't one of our ETags. */
export function versionOf(ifMatch: string | undefined): string | undefined {
  if (ifMatch === undefined) return undefined;
  const version = /^(?:W\/)?"?(\d{1,9})"?$/.exec(ifMatch.trim())?.[1];
  if (version === undefined) throw new Anomaly("incorrect", 'If-Match takes one version, as W/"3"');
  return version;
}

/** As `versionOf`, for what several people share: without `If-Match` nothing is overwritten (`if-match-required`). */
export function requireVersion(ifMatch: string | undefined): string {
  const version = versionOf(ifMatch);
  if (version === undefined) throw new Anomaly("incorrect", "an update names the version it was based on, in If-Match", { rule: "if-match-required" });
  return version;
}
