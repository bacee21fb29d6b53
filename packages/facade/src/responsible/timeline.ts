import { day, endOf, isHuisartsTeam, joinSegments, segmentsOf, startOf, type Segment } from "@wijkverband/care";
import { Anomaly, parameter, partsParameter, stringifyJson } from "@wijkverband/fhir";
import type { Store, Stored } from "@wijkverband/store";
import type { ParametersParameter } from "hl7-fhir-r4-types";
import { readSurroundings, type DirectoryCache } from "../surroundings.ts";
import { answerParts } from "./parameters.ts";

/** Of which time somebody asks, as epoch milliseconds; half-open. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** What is shown when nobody says: enough to see who it was, and who it will be. */
const daysBack = 30;
const daysAhead = 14;

const mostYears = 2;

/** Nobody was registered before, and an instant in FHIR has a year of four digits. */
const firstYear = "1900";
const lastInstant = Date.UTC(10_000, 0) - 1;

/** Reads from when until when; a day counts as a whole.
 *  @throws {Anomaly} `rule` for an end before the begin, more than two years, or years outside 1900 to 9999 */
export function spanAsked({ from, to }: { readonly from?: string; readonly to?: string }, now: Date): Span {
  const begin = from === undefined ? Math.min(now.getTime(), to === undefined ? Infinity : endOf(to)) - daysBack * day : startOf(from);
  const end = to === undefined ? Math.max(now.getTime(), begin) + daysAhead * day : endOf(to);
  const last = new Date(begin);
  last.setUTCFullYear(last.getUTCFullYear() + mostYears);
  const refuse = (text: string, name = "to"): Anomaly => new Anomaly("rule", text, { issues: [{ text, expression: `Parameters.parameter.where(name='${name}')`, rule: "responsible-gp" }] });
  const isOutside = (text: string | undefined): boolean => text !== undefined && text < firstYear;
  if (isOutside(from) || isOutside(to) || end > lastInstant) throw refuse(`the years ${firstYear} to 9999 can be shown`, isOutside(from) || to === undefined ? "from" : "to");
  if (end <= begin) throw refuse("to lies before from");
  // a day more: both days named count, and the clock may change in between
  if (end > last.getTime() + day) throw refuse(`${mostYears} years at most are shown in one call`);
  return { from: begin, to: end };
}

/** How long others wait at most while years are worked out, in milliseconds. */
const turn = 8;

/** Who was, is and will be responsible, as Parameters in text. The registration of each moment counts, also one that ended; hours and posts of the past are those of
 *  today's directory, covers those of their period. */
export async function timelineText(store: Store, patient: Stored, span: Span): Promise<string> {
  const record = (await store.record(patient.id)).filter(({ type }) => decides.has(type));
  const segments: string[] = [];
  let since = performance.now();
  for await (const segment of stretches(store, record, span)) {
    segments.push(stringifyJson(segmentParameter(segment)));
    if (performance.now() - since < turn) continue;
    await new Promise(setImmediate);
    since = performance.now();
  }
  const bounds = [parameter("from", "instant", instant(span.from)), parameter("to", "instant", instant(span.to))].map((each) => stringifyJson(each));
  return `{"resourceType":"Parameters","parameter":[${[...bounds, ...segments].join(",")}]}`;
}

/** Types in which stands who answers for a patient. */
const decides: ReadonlySet<string> = new Set(["Patient", "CareTeam", "Basic", "Observation"]);

/** Segments over all registrations: neighbours that say the same are one, also where a registration began anew. */
async function* stretches(store: Store, record: readonly Stored[], { from, to }: Span): AsyncGenerator<Segment> {
  const directory: DirectoryCache = new Map();
  const bounds = [from, ...boundsOf(record).filter((bound) => from < bound && bound < to), to];
  let last: Segment | undefined;
  for (const [index, start] of bounds.slice(0, -1).entries()) {
    const around = await readSurroundings(store, record, new Date(start), directory);
    for (const segment of segmentsOf(around, start, bounds[index + 1] ?? to)) {
      const joined: Segment | undefined = last && joinSegments(last, segment);
      if (joined === undefined && last !== undefined) yield last;
      last = joined ?? segment;
    }
  }
  if (last !== undefined) yield last;
}

/** When registrations begin and end, in order. */
function boundsOf(record: readonly Stored[]): readonly number[] {
  const teams = record.map((stored) => stored.resource()).filter(isHuisartsTeam);
  const bounds = teams.flatMap(({ period }) => [...(period?.start === undefined ? [] : [startOf(period.start)]), ...(period?.end === undefined ? [] : [endOf(period.end)])]);
  return [...new Set(bounds)].toSorted((one, other) => one - other);
}

function segmentParameter({ start, end, ...answer }: Segment): ParametersParameter | undefined {
  return partsParameter("segment", [parameter("start", "instant", instant(start)), parameter("end", "instant", instant(end)), ...answerParts(answer)]);
}

function instant(at: number): string {
  return new Date(at).toISOString();
}
