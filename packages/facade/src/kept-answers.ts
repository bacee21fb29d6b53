import type { Store, Stored } from "@wijkverband/store";

interface Entry<T> {
  readonly value: T;
  readonly stamp: string;
  /** Epoch milliseconds in which the value holds: from when it was made, until a clock boundary. */
  readonly from: number;
  readonly until: number;
  readonly size: number;
}

/** Most bytes of kept answers; the one that was asked longest ago goes first. */
const mostBytes = 128 * 1024 * 1024;

/** Keeps what is costly to make and asked often, a patient each. Nothing outdated can come out: each time the store is asked whether
 *  anything of the patient or the directory changed since, by any process, and a value ends at its own clock boundary. */
export function createKeptAnswers<T>(
  store: Pick<Store, "stamp">,
  { make, size }: { readonly make: (patient: Stored, at: Date) => Promise<{ readonly value: T; readonly until: number }>; readonly size: (value: T) => number },
): { get(patient: Stored, at: Date): Promise<T>; forget(patient: string): void } {
  const entries = new Map<string, Entry<T>>();
  let bytes = 0;

  function forget(key: string): void {
    bytes -= entries.get(key)?.size ?? 0;
    entries.delete(key);
  }

  return {
    /** Drops what is kept of a patient whose record was erased. */
    forget(patient) {
      forget(patient);
      entries.delete(patient);
    },
    async get(patient, at) {
      const now = at.getTime();
      const stamp = await store.stamp(patient.id);
      const entry = entries.get(patient.id);
      if (entry !== undefined && entry.stamp === stamp && entry.from <= now && now < entry.until) {
        entries.delete(patient.id);
        entries.set(patient.id, entry);
        return entry.value;
      }
      const { value, until } = await make(patient, at);
      forget(patient.id);
      const made: Entry<T> = { value, stamp, from: now, until, size: size(value) };
      entries.set(patient.id, made);
      bytes += made.size;
      for (const key of entries.keys()) {
        if (bytes <= mostBytes) break;
        forget(key);
      }
      return value;
    },
  };
}
