import { Anomaly, cursorParameter, defaultCount, sentInstantRange, withoutBsn, type InstantRange, type Issue } from "@wijkverband/fhir";
import { shapingParameters } from "../shaped.ts";

/** What a history asks for, by R4 http.html#history. */
export interface HistoryQuery {
  readonly since?: Date;
  /** Versions that were current at some time in it. */
  readonly during?: { readonly start: Date; readonly end: Date };
  readonly count: number;
  readonly total: boolean;
  /** What was done otherwise than asked. */
  readonly note?: string;
}

/** Reads the parameters of a history: `_since`, `_at`, `_count`, and `_total` as a search has it. What it asks for of each resource is read by `readShape`.
 *  @param most largest page; a larger `_count` is cut down to it
 *  @throws {Anomaly} `incorrect`, an issue for each that is unknown, given twice or malformed. Issues name parameters, never values. */
export function readHistoryQuery(parameters: readonly (readonly [string, string])[], most: number): HistoryQuery {
  const faults: Issue[] = [];
  const seen = new Set<string>();
  let query: HistoryQuery = { count: Math.min(defaultCount, most), total: false };
  for (const [name, value] of parameters.filter(([each]) => !shapingParameters.includes(each))) {
    const read = readers.get(name);
    const found = seen.has(name) ? "is given more than once" : read === undefined ? "is not known of a history" : read(value, most);
    seen.add(name);
    const shown = withoutBsn(name).slice(0, 80);
    if (typeof found === "string") faults.push({ text: `parameter ${shown} ${found}`, code: read === undefined ? "not-supported" : "invalid", expression: `http.${shown}` });
    else query = { ...query, ...found };
  }
  if (faults.length > 0) throw new Anomaly("incorrect", "the history was not understood", { issues: faults });
  return query;
}

/** What a parameter adds to the query, or what is wrong with it. */
type Reader = (value: string, most: number) => Partial<HistoryQuery> | string;

const readers: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ["_since", (value) => withRange(value, ({ start }) => ({ since: new Date(start) }))],
  ["_at", (value) => withRange(value, ({ start, end }) => ({ during: { start: new Date(start), end: new Date(end) } }))],
  ["_count", (value, most) => {
    if (!/^[1-9]\d{0,8}$/.test(value)) return "takes a whole number from 1";
    return { count: Math.min(Number(value), most), ...(Number(value) > most && { note: `_count is ${most} at most here; that was taken` }) };
  }],
  ["_total", (value) => (value === "accurate" || value === "none" ? { total: value === "accurate" } : "takes none or accurate")],
]);

function withRange(value: string, use: (range: InstantRange) => Partial<HistoryQuery>): Partial<HistoryQuery> | string {
  const range = sentInstantRange(value);
  return range === undefined ? "takes a date, a date with time, or an instant" : use(range);
}

/** The page link among the parameters, which stands by itself: what was asked is in it.
 *  @throws {Anomaly} `incorrect` when something stands beside it. */
export function pageLinkOf(parameters: readonly (readonly [string, string])[]): string | undefined {
  const token = parameters.find(([name]) => name === cursorParameter)?.[1];
  if (token !== undefined && parameters.length > 1) throw new Anomaly("incorrect", `${cursorParameter} stands by itself; what was asked is in it`);
  return token;
}
