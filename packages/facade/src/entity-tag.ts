import { Anomaly } from "@wijkverband/fhir";

/** What `If-Match` or `If-None-Match` names: whatever is there (`*`), or tags, without quotes and marks of weakness. */
type Named = "*" | readonly string[];

// a bare number is no tag, but what a client that forgot the quotes means is plain
const oneTag = String.raw`(?:(?:W\/)?"[\x21\x23-\x7e]*"|\d{1,9})`;
const listOfTags = new RegExp(String.raw`^\s*${oneTag}(?:\s*,\s*${oneTag})*\s*$`);

/** Reads a list of entity tags (RFC 9110 §13.1). Versions are compared as they are, whether they are called weak or not (R4 http.html#concurrency).
 *  @returns `undefined` for what is no such list */
function readTags(header: string): Named | undefined {
  if (header.trim() === "*") return "*";
  if (!listOfTags.test(header)) return undefined;
  return header.match(new RegExp(oneTag, "g"))?.map(bare) ?? [];
}

function bare(tag: string): string {
  return tag.replace(/^W\//, "").replaceAll('"', "");
}

/** Tells whether an `If-None-Match` names this tag. One that can't be read names nothing: then there is an answer. */
export function isNamedBy(ifNoneMatch: string | undefined, tag: string): boolean {
  const named = ifNoneMatch === undefined ? undefined : readTags(ifNoneMatch);
  return named === "*" || (named?.includes(bare(tag)) ?? false);
}

/** The version that an `If-Match` names: of several that which is current, else the first; `*` for whatever is there; `undefined` without the header.
 *  @throws {Anomaly} `incorrect` for what is no list of tags. */
export function versionIn(ifMatch: string | undefined, current?: string): string | undefined {
  if (ifMatch === undefined) return undefined;
  const named = readTags(ifMatch);
  if (named === undefined) throw new Anomaly("incorrect", 'If-Match takes the version that you know, as W/"3"');
  return named === "*" ? "*" : (named.find((version) => version === current) ?? named[0] ?? "");
}
