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
interface KeptQuestion<T> {
  readonly variant?: string;
  readonly make: () => Promise<Made<T>>;
}

/** Something new, and until when it holds (epoch milliseconds) as long as nothing is written. */
export interface Made<T> {
  readonly value: T;
  readonly until: number;
}

/** What is kept, if it still holds, and the stamp under which something new is kept: read before that is made. */
interface Looked<T> {
  readonly kept: T | undefined;
  readonly stamp: string;
}

export interface KeptAnswers<T> {
  get(patient: Pick<Stored, "id">, at: Date, question: KeptQuestion<T>): Promise<T>;
  /** For whoever makes several at once: what is kept of one, */
  find(patient: Pick<Stored, "id">, at: Date): Promise<Looked<T>>;
  /** and what is kept from now on. */
  put(patient: Pick<Stored, "id">, at: Date, stamp: string, made: Made<T>): void;
  /** Drops what is kept of a patient whose record was erased. */
  forget(patient: string): void;
}

/** Keeps what is costly to make and asked often, of a patient each. Nothing outdated can come out: each time the store is asked whether
 *  anything of the patient or the directory changed since, by any process, and a value ends at its own clock boundary. */
export function createKeptAnswers<T>(store: Pick<Store, "stamp">, { size }: { readonly size: (value: T) => number }): KeptAnswers<T> {
  const entries = new Map<string, Entry<T>>();
  let bytes = 0;

  function drop(key: string): void {
    bytes -= entries.get(key)?.size ?? 0;
    entries.delete(key);
  }

  async function look(id: string, key: string, at: Date): Promise<Looked<T>> {
    const now = at.getTime();
    const stamp = await store.stamp(id);
    const entry = entries.get(key);
    if (entry === undefined || entry.stamp !== stamp || now < entry.from || entry.until <= now) return { kept: undefined, stamp };
    entries.delete(key);
    entries.set(key, entry);
    return { kept: entry.value, stamp };
  }

  function enter(key: string, at: Date, stamp: string, { value, until }: Made<T>): void {
    drop(key);
    const made: Entry<T> = { value, stamp, from: at.getTime(), until, size: size(value) };
    entries.set(key, made);
    bytes += made.size;
    for (const oldest of entries.keys()) {
      if (bytes <= mostBytes) break;
      drop(oldest);
    }
  }

  return {
    forget(patient) {
      for (const key of entries.keys()) if (key.startsWith(`${patient}\n`)) drop(key);
    },
    find: ({ id }, at) => look(id, `${id}\n`, at),
    put: ({ id }, at, stamp, made) => enter(`${id}\n`, at, stamp, made),
    async get({ id }, at, { variant = "", make }) {
      const key = `${id}\n${variant}`;
      const { kept, stamp } = await look(id, key, at);
      if (kept !== undefined) return kept;
      const made = await make();
      enter(key, at, stamp, made);
      return made.value;
    },
  };
}
