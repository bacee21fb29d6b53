import type { ResourceTypeName } from "@wijkverband/fhir";
import type { Random } from "../random.ts";
import type { Json, Kept } from "../world.ts";
import { own } from "./codes.ts";

/** The instant around which everything in a region happens: 03:00 on a Tuesday night in Amsterdam. */
export const night: number = Date.parse("2026-11-24T02:00:00Z");
const hour = 3_600_000;

/** A region while it is being drawn. */
export interface Draft {
  readonly random: Random;
  readonly kept: Kept[];
  /** Edges of periods, in epoch milliseconds. */
  readonly edges: Set<number>;
  /** Keeps a resource, with the labels that the server keeps beside it. */
  keep(type: ResourceTypeName, id: string, content: Json, labels?: { readonly patient?: string; readonly domain?: string; readonly author?: string; readonly withheld?: boolean }): string;
}

export function createDraft(random: Random): Draft {
  const kept: Kept[] = [];
  return {
    random,
    kept,
    edges: new Set(),
    keep(type, id, content, { withheld, ...labels } = {}) {
      const security = [
        ...(labels.domain === undefined ? [] : [{ system: own("domein"), code: labels.domain }]),
        ...(withheld === true ? [{ system: own("inzage"), code: "afgeschermd" }] : []),
      ];
      const version: Json = { resourceType: type, id, ...(security.length > 0 && { meta: { security } }), ...content };
      kept.push({ type, id, ref: `${type}/${id}`, versions: [version], deleted: false, ...labels });
      return `${type}/${id}`;
    },
  };
}

/** A period that may hold at night, be over, be yet to come, or be open at either side; its edges are remembered. */
export function drawPeriod({ random, edges }: Draft, { start = false, end = false }: { readonly start?: boolean; readonly end?: boolean } = {}): { start?: string; end?: string } {
  const shift = random.pick([-60 * 24, -30, -3, -1, 1, 3, 30, 60 * 24]);
  const from = night + random.pick([-1, -1, -1, 1]) * Math.abs(shift) * hour;
  const until = from + random.pick([1, 6, 48, 24 * 90, 24 * 400]) * hour;
  const hasStart = start || random.chance(0.8);
  const hasEnd = end || random.chance(0.5);
  return { ...(hasStart && { start: drawMoment(random, edges, from, false) }), ...(hasEnd && { end: drawMoment(random, edges, until, true) }) };
}

/** An instant or a day; a day ends when the next one begins. */
function drawMoment(random: Random, edges: Set<number>, moment: number, end: boolean): string {
  if (random.chance(0.6)) {
    edges.add(moment);
    return new Date(moment).toISOString();
  }
  const day = new Date(moment).toISOString().slice(0, 10);
  // midnight in Amsterdam is 22:00 or 23:00 the day before, in UTC
  for (const offset of [-1, -2]) edges.add(Date.parse(`${day}T00:00:00Z`) + offset * hour + (end ? 24 * hour : 0));
  return day;
}
