import * as fc from "fast-check";
import type { Parameters } from "hl7-fhir-r4-types";
import { patchOf } from "./typed.fixture.ts";

/** A model of one plan under many hands, to hold against whatever keeps plans: the pure functions, or a server. */

/** All that the model looks at. Notes in the order in which they stand. */
export interface PlanContent {
  readonly title: string;
  readonly description: string;
  readonly notes: readonly string[];
}

/** A change of one element. Every text occurs once in a run, so that a change that is lost or doubled shows. */
type PlanChange =
  | { readonly on: "title" | "description"; readonly text: string }
  | { readonly on: "note"; readonly text: string }
  | { readonly on: "note"; readonly former: string; readonly text?: string };

/** What is tried, at once or as a promise. */
export interface PlanSystem<Id> {
  read(): Promise<PlanContent> | PlanContent;
  /** By the owner of the plan, on the version of now. */
  update(patch: Parameters): unknown;
  propose(patch: Parameters): Promise<Id> | Id;
  decide(id: Id, decision: "accept" | "reject" | "amend", patch?: Parameters): Promise<Answer> | Answer;
  withdraw(id: Id): Promise<Answer> | Answer;
}

/** `closed`: it was decided or withdrawn before. */
export type Answer = "done" | "conflict" | "closed";

interface Step {
  readonly kind: "update" | "propose" | "accept" | "reject" | "amend" | "withdraw";
  readonly on: "title" | "description" | "note" | "replace" | "remove";
  /** Which note, and which proposal. */
  readonly pick: number;
}

/** Some steps by several people, in any order. */
export const interleaving: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.record({
    kind: fc.constantFrom("update", "propose", "propose", "propose", "accept", "accept", "accept", "reject", "amend", "withdraw"),
    on: fc.constantFrom("title", "description", "note", "note", "replace", "remove"),
    pick: fc.nat(7),
  }),
  { minLength: 15, maxLength: 40 },
);

interface Proposal<Id> {
  readonly id: Id;
  readonly change: PlanChange;
  /** What the proposer saw. */
  readonly base: PlanContent;
  isOpen: boolean;
}

/** Does the steps one after another and compares after each. @throws {Error} at the first difference. */
export async function runInterleaving<Id>(steps: readonly Step[], system: PlanSystem<Id>): Promise<void> {
  let expected = await system.read();
  const successors = new Map<string, string>();
  const proposals: Proposal<Id>[] = [];
  const keep = (change: PlanChange): void => {
    if ("former" in change && change.text !== undefined) successors.set(change.former, change.text);
    expected = changed(expected, change);
  };
  for (const [number, { kind, on, pick }] of steps.entries()) {
    const change = changeOf(on, `${kind} ${number}`, expected, pick);
    const proposal = proposals[pick % Math.max(proposals.length, 1)];
    if (kind === "update") {
      await system.update(patchFor(change, expected));
      keep(change);
    } else if (kind === "propose") {
      proposals.push({ id: await system.propose(patchFor(change, expected)), change, base: expected, isOpen: true });
    } else if (proposal !== undefined) {
      const answer = kind === "withdraw" ? await system.withdraw(proposal.id) : await system.decide(proposal.id, kind, kind === "amend" ? patchFor(change, expected) : undefined);
      const allowed = !proposal.isOpen ? ["closed"] : kind === "accept" ? answersTo(proposal, expected, successors) : ["done"];
      if (!allowed.includes(answer)) throw new Error(`step ${number}, ${kind} of ${JSON.stringify(proposal.change)}: ${answer}, expected ${allowed.join(" or ")}`);
      if (answer === "done" && kind === "accept" && !isDone(proposal.change, expected)) keep(proposal.change);
      if (answer === "done" && kind === "amend") keep(change);
      if (answer === "done") proposal.isOpen = false;
    }
    compare(number, expected, await system.read());
    expected = await system.read();
  }
}

/** What accepting may answer, now that the plan is otherwise than the proposer saw it. */
function answersTo<Id>({ change, base }: Proposal<Id>, now: PlanContent, successors: ReadonlyMap<string, string>): readonly Answer[] {
  if (change.on !== "note") return now[change.on] === base[change.on] ? ["done"] : ["conflict"];
  if (!("former" in change) || now.notes.includes(change.former)) return ["done"];
  let successor: string | undefined = change.former;
  while (successor !== undefined && !now.notes.includes(successor)) successor = successors.get(successor);
  // it is gone: to take it away is no conflict, unless something came in its place
  return change.text === undefined && successor === undefined ? ["done", "conflict"] : ["conflict"];
}

function isDone(change: PlanChange, { notes }: PlanContent): boolean {
  return "former" in change && !notes.includes(change.former);
}

function changeOf(on: Step["on"], text: string, { notes }: PlanContent, pick: number): PlanChange {
  const former = notes[pick % Math.max(notes.length, 1)];
  if (on === "title" || on === "description") return { on, text };
  if (on === "note" || former === undefined) return { on: "note", text };
  return on === "replace" ? { on: "note", former, text } : { on: "note", former };
}

function changed(content: PlanContent, change: PlanChange): PlanContent {
  if (change.on !== "note") return { ...content, [change.on]: change.text };
  if (!("former" in change)) return { ...content, notes: [...content.notes, change.text] };
  return { ...content, notes: content.notes.flatMap((note) => (note !== change.former ? [note] : change.text === undefined ? [] : [change.text])) };
}

/** By place, as a client counts: what came before it since makes that another note. */
function patchFor(change: PlanChange, { notes }: PlanContent): Parameters {
  if (change.on !== "note") return patchOf(["replace", `CarePlan.${change.on}`, { valueString: change.text }]);
  if (!("former" in change)) return patchOf(["add", "CarePlan", { valueAnnotation: { text: change.text } }, "note"]);
  const path = `CarePlan.note[${notes.indexOf(change.former)}]`;
  return change.text === undefined ? patchOf(["delete", path]) : patchOf(["replace", `${path}.text`, { valueMarkdown: change.text }]);
}

/** The order of notes that were put in by several is not looked at: each must be there, once. */
function compare(step: number, expected: PlanContent, actual: PlanContent): void {
  const [wanted, got] = [expected, actual].map(({ title, description, notes }) => JSON.stringify([title, description, notes.toSorted()]));
  if (wanted !== got) throw new Error(`after step ${step}: ${got}, expected ${wanted}`);
}
