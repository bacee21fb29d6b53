import { day } from "./amsterdam.ts";
import type { ResponsibleGp } from "./handover/answer.ts";
import type { Option } from "./responsible-options.ts";
import { responsibleOptions } from "./responsible-options.ts";
import type { Surroundings } from "./surroundings.ts";

/** How far ahead `until` is sought. An answer that holds longer has no `until`; asking again within two weeks finds the change. */
export const lookAhead: number = 14 * day;

/** Who answers for the patient at an instant, by the six rules of `responsible-gp`, and until when. `until` is the first instant at which
 *  person, role, practice, phone, rule or text differ; a change in evidence or fallback alone doesn't count. The fallback is the next rule or
 *  person that holds at the same instant; a gap is never given as fallback. Pure: same question, same answer. */
export function responsibleGp(around: Surroundings, at: Date): ResponsibleGp {
  const options = responsibleOptions(around);
  const now = at.getTime();
  const [first, ...others] = options.filter(({ schedule }) => schedule.covers(now));
  const next = others.find(({ answer }) => answer.rule !== "gap" && !sameAnswer(answer, first!.answer));
  const until = firstChange(options, first!.answer, now);
  return {
    ...first!.answer,
    ...(until !== undefined && { until: new Date(until).toISOString() }),
    ...(next && { fallback: next.answer }),
  };
}

/** Day by day: most answers change within one, and looking for edges is what costs. */
function firstChange(options: readonly Option[], present: Option["answer"], now: number): number | undefined {
  for (let from = now; from < now + lookAhead; from += day) {
    const edges = [...new Set(options.flatMap(({ schedule }) => schedule.edges(from, from + day)))].sort((one, other) => one - other);
    const change = edges.find((edge) => !sameAnswer(options.find(({ schedule }) => schedule.covers(edge))!.answer, present));
    if (change !== undefined) return change;
  }
  return undefined;
}

function sameAnswer({ evidence: _one, ...one }: Option["answer"], { evidence: _other, ...other }: Option["answer"]): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
