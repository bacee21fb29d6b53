import type { Random } from "./random.ts";
import type { Asker, Kept, World } from "./world.ts";
import type { View } from "./view.ts";

/** What is asked, in terms of HTTP. */
export interface Request {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly path: string;
  readonly query: readonly (readonly [string, string])[];
  readonly form?: readonly (readonly [string, string])[];
  readonly body?: unknown;
  readonly ifMatch?: string;
  readonly ifNoneMatch?: string;
  readonly ifNoneExist?: string;
}

/** What came back. */
export interface Seen {
  readonly status: number;
  readonly text: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Where questions are asked. */
export interface Bench {
  readonly view: View;
  ask(asker: Asker, request: Request): Promise<Seen>;
  /** The same at another instant; the clock is put back after it. */
  askAt(at: Date, asker: Asker, request: Request): Promise<Seen>;
}

/** A question, and how to tell a right answer from a wrong one. */
export interface Question {
  readonly form: string;
  readonly request: Request;
  /** What is wrong about an answer; `undefined`: it is what the oracle says too. May ask on (pages). */
  judge(seen: Seen, bench: Bench): Promise<string | undefined> | string | undefined;
}

/** What a question is drawn from. */
export interface Draw {
  readonly random: Random;
  readonly world: World;
  readonly view: View;
}

export function get(path: string, query: Request["query"] = []): Request {
  return { method: "GET", path, query };
}

/** Something of the region; mostly of a patient's record, and then mostly something that the caller sees. */
export function pickKept({ random, world, view }: Draw): Kept {
  if (random.chance(0.2)) return random.pick(world.kept);
  const record = world.byPatient.get(random.pick(world.patients)) ?? [];
  const seen = random.chance(0.5) ? record.filter(({ ref }) => view.sees(ref)) : [];
  return random.pick(seen.length > 0 ? seen : record);
}

/** A status that differs. */
export function statusFault(seen: Seen, expected: number | readonly number[]): string | undefined {
  return [expected].flat().includes(seen.status) ? undefined : `status ${seen.status}, the oracle says ${[expected].flat().join(" or ")}: ${seen.text.slice(0, 300)}`;
}

/** Two sets that should be the same. */
export function setFault(what: string, got: Iterable<string>, wanted: Iterable<string>): string | undefined {
  const had = new Set(got);
  const should = new Set(wanted);
  const more = [...had].filter((each) => !should.has(each)).toSorted();
  const less = [...should].filter((each) => !had.has(each)).toSorted();
  if (more.length === 0 && less.length === 0) return undefined;
  return [`${what} differ`, ...(more.length > 0 ? [`shown but not allowed: ${more.slice(0, 12).join(" ")}`] : []), ...(less.length > 0 ? [`allowed but not shown: ${less.slice(0, 12).join(" ")}`] : [])].join("; ");
}
