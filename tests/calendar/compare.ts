import { lookAhead, responsibleGp, type ResponsibleGp } from "@wijkverband/care";
import { drawCalendar } from "./draw.ts";
import { createOracle, say, type Oracle } from "./oracle.ts";

/** Where the server and the oracle don't agree. */
export interface Difference {
  readonly calendar: number;
  readonly at: string;
  readonly what: "winner" | "fallback" | "until";
  readonly expected: string;
  readonly found: string;
}

/** How often each rule answered, and how many minutes the oracle went through. */
export interface Tally {
  readonly rules: Map<string, number>;
  instants: number;
  minutes: number;
}

export function newTally(): Tally {
  return { rules: new Map(), instants: 0, minutes: 0 };
}

/** Draws a calendar, asks both at each of its instants, and compares who answers, who is next, who leads, and until when.
 *  The oracle looks for the change a day ahead, of one calendar in ten five days; of an answer that holds longer it is known that nothing changes so far. */
export function compareCalendar(calendar: number, tally: Tally): readonly Difference[] {
  const most = (calendar % 10 === 0 ? 5 : 1) * 1440;
  const { around, instants } = drawCalendar(calendar);
  const oracle = createOracle(around);
  const known = new Map<number, string>();
  const winnerAt = (minute: number): string => {
    let winner = known.get(minute);
    if (winner === undefined) known.set(minute, (winner = winnerOf(oracle, minute)));
    return winner;
  };
  return instants.flatMap((at) => {
    const found = responsibleGp(around, new Date(at));
    const differences: Difference[] = [];
    const compare = (what: Difference["what"], expected: string, said: string): void => {
      if (expected !== said) differences.push({ calendar, at: new Date(at).toISOString(), what, expected, found: said });
    };
    const minute = Math.floor(at / 60_000);
    const [winner, fallback] = firstTwo(oracle, minute);
    compare("winner", `${winner} + ${oracle.leadAt(minute)}`, `${written(found)} + ${writtenLead(found)}`);
    compare("fallback", fallback ?? "-", found.fallback === undefined ? "-" : written(found.fallback));
    const change = firstChange(winnerAt, minute, most);
    const until = found.until === undefined ? at + lookAhead : Date.parse(found.until);
    if (change !== undefined) compare("until", new Date(change * 60_000).toISOString(), new Date(until).toISOString());
    else if (until < (minute + most) * 60_000) compare("until", `later than ${new Date((minute + most) * 60_000).toISOString()}`, new Date(until).toISOString());
    tally.instants += 1;
    tally.minutes += change === undefined ? most : change - minute;
    tally.rules.set(found.rule, (tally.rules.get(found.rule) ?? 0) + 1);
    return differences;
  });
}

function winnerOf(oracle: Oracle, minute: number): string {
  return `${oracle.answersAt(minute).next().value} + ${oracle.leadAt(minute)}`;
}

/** The first minute after this one at which anything in the answer is different. */
function firstChange(winnerAt: (minute: number) => string, minute: number, most: number): number | undefined {
  const present = winnerAt(minute);
  for (let later = minute + 1; later <= minute + most; later++) if (winnerAt(later) !== present) return later;
  return undefined;
}

/** Who answers, and the first that isn't the same and no gap. */
function firstTwo(oracle: Oracle, minute: number): readonly [string, string | undefined] {
  const [first = "", ...others] = oracle.answersAt(minute);
  return [first, others.find((each) => each !== first && !each.startsWith("gap"))];
}

const gaps: readonly (readonly [text: string, marks: string])[] = [["bij geen praktijk", "nowhere"], ["De volgende inschrijving", "next"], ["niet van kracht", "not in force"], ["Geen huisartsenspoedpost", "no post"], ["Geen dienstdoende", "nobody"]];

function written({ rule, person, role, practice, phone, secondPhone, unrostered, presence, text }: Omit<ResponsibleGp, "fallback">): string {
  const marks = [unrostered === true ? "unrostered" : undefined, presence, gaps.find(([start]) => text?.includes(start))?.[1]].filter((mark) => mark !== undefined).join(" ");
  return say(rule, { person: person?.reference, role, practice: practice?.reference, phones: [phone?.value ?? "-", secondPhone?.value ?? "-"], ...(marks !== "" && { marks }) });
}

function writtenLead({ hoofdbehandelaar: lead }: ResponsibleGp): string {
  return lead === undefined ? "-" : say("lead", { person: lead.reference, role: lead.role, phones: [lead.phone?.value ?? "-"] });
}
