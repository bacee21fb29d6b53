import { day } from "./amsterdam.ts";
import type { ResponsibleGp } from "./handover/answer.ts";
import type { Lead } from "./hoofdbehandelaar.ts";
import { hoofdbehandelaars } from "./hoofdbehandelaar.ts";
import type { Answer, Option } from "./responsible-answer.ts";
import { responsibleOptions } from "./responsible-options.ts";
import type { Schedule } from "./schedule.ts";
import type { Surroundings } from "./surroundings.ts";

/** How far ahead `until` is sought. An answer that holds longer has no `until`; asking again within a year finds the change. */
export const lookAhead: number = 366 * day;

/** Who answers for the patient at an instant, by the six rules of `responsible-gp`, and until when. `until` is the first instant at which
 *  anything in the answer differs but its evidence or fallback. The fallback is the next rule or person that holds at the same instant;
 *  a gap is never given as fallback. Pure: same question, same answer. */
export function responsibleGp(around: Surroundings, at: Date): ResponsibleGp {
  const options = responsibleOptions(around);
  const leads = hoofdbehandelaars(around);
  const now = at.getTime();
  const present = momentAt(options, leads, now);
  const answer = present.option.answer();
  const hoofdbehandelaar = present.lead?.hoofdbehandelaar;
  const fallback = nextAnswer(options, present.place, now, answer);
  const until = firstChange(options, leads, present, now);
  return {
    ...answer,
    ...(until !== undefined && { until: new Date(until).toISOString() }),
    ...(fallback && { fallback }),
    ...(hoofdbehandelaar && { hoofdbehandelaar }),
  };
}

/** Who answers and who leads at one instant. */
interface Moment {
  readonly option: Option;
  /** Among the options. */
  readonly place: number;
  readonly lead: Lead | undefined;
  /** Up to here nothing that went before can come in force. */
  readonly next: number;
}

function momentAt(options: readonly Option[], leads: readonly Lead[], at: number): Moment {
  const place = options.findIndex(({ schedule }) => schedule.covers(at));
  const led = leads.findIndex(({ schedule }) => schedule.covers(at));
  return {
    option: options[place]!,
    place,
    lead: leads[led],
    next: Math.min(firstEdge(options, place, at), firstEdge(leads, led, at)),
  };
}

/** When the first in force, or any that goes before it, may change; with none in force (-1) any may. */
function firstEdge(list: readonly { readonly schedule: Schedule }[], place: number, at: number): number {
  const last = place < 0 ? list.length : place + 1;
  let edge = Infinity;
  for (let index = 0; index < last; index++) edge = Math.min(edge, list[index]!.schedule.next(at));
  return edge;
}

function nextAnswer(options: readonly Option[], place: number, now: number, answer: Answer): Answer | undefined {
  for (const { rule, schedule, answer: next } of options.slice(place + 1)) {
    if (rule === "gap" || !schedule.covers(now)) continue;
    const found = next();
    if (essence(found) !== essence(answer)) return found;
  }
  return undefined;
}

function firstChange(options: readonly Option[], leads: readonly Lead[], present: Moment, now: number): number | undefined {
  for (let moment = present, at = present.next; at <= now + lookAhead; at = moment.next) {
    moment = momentAt(options, leads, at);
    if (moment.place !== present.place && essence(moment.option.answer()) !== essence(present.option.answer())) return at;
    if (moment.lead !== present.lead && JSON.stringify(moment.lead?.hoofdbehandelaar) !== JSON.stringify(present.lead?.hoofdbehandelaar)) return at;
  }
  return undefined;
}

/** An answer as text, without what it rests on. */
function essence({ evidence: _evidence, ...answer }: Answer): string {
  return JSON.stringify(answer);
}
