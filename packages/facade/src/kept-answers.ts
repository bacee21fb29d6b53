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

/** What is kept of a patient: one thing, or several that are told apart by their variant. */
export interface KeptQuestion<T> {
  readonly variant?: string;
  readonly make: () => Promise<{ readonly value: T; readonly until: number }>;
}

/** Keeps what is costly to make and asked often, of a patient each. Nothing outdated can come out: each time the store is asked whether
 *  anything of the patient or the directory changed since, by any process, and a value ends at its own clock boundary. */
export function createKeptAnswers<T>(
  store: Pick<Store, "stamp">,
  { size }: { readonly size: (value: T) => number },
): { get(patient: Pick<Stored, "id">, at: Date, question: KeptQuestion<T>): Promise<T>; forget(patient: string): void } {
  const entries = new Map<string, Entry<T>>();
  let bytes = 0;

  function drop(key: string): void {
    bytes -= entries.get(key)?.size ?? 0;
    entries.delete(key);
  }

  return {
    /** Drops what is kept of a patient whose record was erased. */
    forget(patient) {
      for (const key of entries.keys()) if (key.startsWith(`${patient}\n`)) drop(key);
    },
    async get({ id }, at, { variant = "", make }) {
      const now = at.getTime();
      const stamp = await store.stamp(id);
      const key = `${id}\n${variant}`;
      const entry = entries.get(key);
      if (entry !== undefined && entry.stamp === stamp && entry.from <= now && now < entry.until) {
        entries.delete(key);
        entries.set(key, entry);
        return entry.value;
      }
      const { value, until } = await make();
      drop(key);
      const made: Entry<T> = { value, stamp, from: now, until, size: size(value) };
      entries.set(key, made);
      bytes += made.size;
      for (const oldest of entries.keys()) {
        if (bytes <= mostBytes) break;
        drop(oldest);
      }
      return value;
    },
  };
}
