import type { ChainedEvent } from "../store.ts";

/** Most characters of a FHIR id. */
const longest = 64;

/** The id by which an audit event is asked for: its place in its chain. It isn't part of the text that was chained.
 *  @returns `undefined` for a chain whose name makes no FHIR id. */
export function auditIdOf({ chain, sequence }: Pick<ChainedEvent, "chain" | "sequence">): string | undefined {
  const id = `${chain}-${sequence}`;
  return id.length <= longest && /^[A-Za-z0-9\-.]+$/.test(id) ? id : undefined;
}

/** The place that an id names, or `undefined` for what can't be one. */
export function auditPlaceOf(id: string): Pick<ChainedEvent, "chain" | "sequence"> | undefined {
  const [, chain, sequence] = /^(.+)-([1-9]\d{0,14})$/.exec(id) ?? [];
  return chain === undefined ? undefined : { chain, sequence: Number(sequence) };
}
