/** Reads the trace id out of a `traceparent` header, for the log: `version-traceid-parentid-flags`, of which neither id may be all zeroes.
 *  Anything else is passed over, as W3C Trace Context §3.2.2 asks. */
export function readTraceId(traceparent: string | undefined): { readonly traceId?: string } {
  const [, version, traceId, parentId, rest] = /^([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}(-.*)?$/.exec(traceparent ?? "") ?? [];
  if (traceId === undefined || version === "ff" || /^0+$/.test(traceId) || /^0+$/.test(parentId ?? "")) return {};
  // only versions to come may carry more
  return rest !== undefined && version === "00" ? {} : { traceId };
}
