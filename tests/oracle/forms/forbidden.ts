import { get, statusFault, type Draw, type Question, type Request } from "../question.ts";
import { forbids, readsSignals, type Forbidden } from "../rights/may-do.ts";
import type { Kept } from "../world.ts";
import { subject } from "./operations.ts";

const codes: readonly (readonly [code: Forbidden, on: "Patient" | "Organization" | "Task"])[] = [
  ["$assign-gp", "Patient"],
  ["$transfer-registration", "Patient"],
  ["$cover", "Patient"],
  ["$cover", "Organization"],
  ["$report-contact", "Patient"],
  ["$explain-signal", "Organization"],
  ["$sort-contact", "Task"],
  ["$acknowledge-contact", "Task"],
  ["$decide", "Task"],
];

/** An operation that changes something, asked by somebody who may not: refused as what he sees is, or as what isn't there. Whoever may isn't asked: the region stands still. */
export function drawForbidden(draw: Draw): Question | undefined {
  const { random, world, view } = draw;
  const [code, on] = random.pick(codes);
  const target = on === "Patient" ? subject(draw) : drawTarget(draw, on);
  if (target === undefined || !forbids(world, view.asker, code, target, view.at)) return undefined;
  const request = (id: string): Request => ({ method: "POST", path: `${target.type}/${id}/${code}`, query: [], body: { resourceType: "Parameters" } });
  const expected = view.sees(target.ref) ? 403 : 404;
  return {
    form: `${code}, forbidden`,
    request: request(target.id),
    async judge(seen, bench) {
      const status = statusFault(seen, expected);
      if (status === undefined) return seen.text.includes("merk:") ? "a refusal tells what it refuses" : undefined;
      // what is wrong with the question itself may be said first, if it is said of everything
      const nothing = await bench.ask(view.asker, request("onbekend".padEnd(target.id.length, "x")));
      const same = seen.status >= 400 && seen.status < 500 && seen.status === nothing.status && seen.text.replaceAll(target.id, "X") === nothing.text.replaceAll("onbekend".padEnd(target.id.length, "x"), "X");
      return same ? undefined : status;
    },
  };
}

function drawTarget({ random, world }: Draw, type: "Organization" | "Task"): Kept | undefined {
  const all = world.kept.filter((kept) => kept.type === type && !kept.deleted);
  return all.length === 0 ? undefined : random.pick(all);
}

/** `Organization/$continuity-signals`: a practice of its own, the regional organisation of itself, and nobody else's patient in it. */
export function drawSignals({ random, world, view }: Draw): Question {
  const places = world.kept.filter(({ type }) => type === "Organization");
  const own = places.find(({ ref }) => ref === view.asker.organization);
  const place = own !== undefined && random.chance(0.7) ? own : random.pick(places);
  const allowed = readsSignals(view.asker, place);
  return {
    form: "$continuity-signals",
    request: get(`${place.ref}/$continuity-signals`),
    judge(seen) {
      const status = statusFault(seen, allowed ? [200, 422] : 403);
      if (status !== undefined || seen.status !== 200) return status;
      return /Patient\//.test(seen.text) ? "names a patient" : undefined;
    },
  };
}
