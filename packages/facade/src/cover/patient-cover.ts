import { coverFault, coverFaults, endOf, isSameCover, plain, practiceOf, vasteHuisarts, withCover, withoutCover } from "@wijkverband/care";
import { Anomaly, localReference, type Issue } from "@wijkverband/fhir";
import { decide, type TieRow } from "@wijkverband/policy";
import type { Stored } from "@wijkverband/store";
import type { CareTeam, Organization, Period, PractitionerRole } from "hl7-fhir-r4-types";
import { answerStored } from "../answers.ts";
import { ownChange } from "../break-glass/own-change.ts";
import { commit } from "../commit.ts";
import { atThisMoment, type Context } from "../context.ts";
import type { Answer } from "../exchange.ts";
import { factsOf, notThere } from "../guard.ts";
import { basedOn, coverRefused, endAsked, notFound, standIn, type CoverInput } from "./input.ts";

/** Somebody stands in for this patient, or stops doing so: a participant of the registration. */
export async function coverPatient(context: Context, patient: Stored, input: CoverInput): Promise<Answer> {
  const { house } = context;
  const stored = await house.store.holderOf(`registration:${patient.id}`);
  const now = atThisMoment(context);
  // who might ask when this began may not any more, when the patient moved or his own cover ended meanwhile
  const facts = await factsOf(house.store, now.caller, ["$cover"], patient, now.at);
  const decision = decide(now.caller, "$cover", facts);
  if (stored === undefined || !decision.allow) throw notThere();
  if (input.cover !== undefined) return end(now, stored, input);
  return arrange(now, stored, input, decision.basis === "owner" ? undefined : coverEnds(facts.ties, practiceOf(stored.resource() as CareTeam)));
}

/** Until when somebody stands in for a patient of this practice himself, by the ties that let him in: epoch milliseconds. */
function coverEnds(ties: readonly TieRow[], practice: string | undefined): number {
  const own = ties.filter(({ kind, about }) => kind === "waarneming" || ((kind === "stands-in" || kind === "covers") && about === practice));
  return Math.max(...own.map(({ until }) => (until === undefined ? Infinity : Date.parse(until))));
}

/** @param until until when the caller covers; absent when the practice of registration asks */
async function arrange(context: Context, stored: Stored, input: CoverInput, until: number | undefined): Promise<Answer> {
  const { house, at } = context;
  const team = stored.resource() as CareTeam;
  if (input.covered !== undefined) throw coverRefused([coverFault("covered", "on a patient, who stands in does so for this patient; for a huisarts, ask it of the practice")]);
  const { stored: basis, resource: by } = await standIn(context, input);
  const known = await house.store.readMany([plain(vasteHuisarts(team, at)?.member?.reference) ?? ""]);
  const [gp] = [...known.values()].map((each) => each.resource() as PractitionerRole);
  const includesAnw = input["includes-anw"];
  const wish = { by, period: input.period, includesAnw };
  const faults = [...coverFaults({ of: "patient", ...(gp && { own: gp }) }, wish, at), ...(until === undefined ? [] : await lentFaults(context, { by, period: input.period, until, practice: practiceOf(team) }))];
  if (faults.length > 0 || by.resourceType !== "PractitionerRole") throw coverRefused(faults);
  const reference = `${basis.type}/${basis.id}`;
  if (team.participant?.some((each) => isSameCover(each, { by: reference, period: input.period, includesAnw }, at)) === true) return answerStored(stored);
  const next = withCover(team, by, { period: { start: at.toISOString(), ...input.period }, includesAnw });
  return keep(context, stored, next, reference, [basis]);
}

/** What somebody who covers arranges. */
interface Lent {
  readonly by: PractitionerRole | Organization;
  readonly period: Period | undefined;
  /** Until when he covers himself: epoch milliseconds. */
  readonly until: number;
  /** `Organization/<id>` of registration. */
  readonly practice: string | undefined;
}

/** A locum may say who stands in after him, and lets nobody in by that for longer than he is in: not himself, nor one of elsewhere, for two locums would let each
 *  other in for ever. Who works for the practice reads this record anyhow. How long others do is the practice's to say. */
async function lentFaults({ house, caller }: Context, { by, period, until, practice }: Lent): Promise<readonly Issue[]> {
  if (by.resourceType !== "PractitionerRole") return [];
  const self = (await house.store.readMany([caller.person ?? ""])).get(caller.person ?? "")?.resource() as PractitionerRole | undefined;
  const practitioner = plain(self?.practitioner?.reference);
  const same = `PractitionerRole/${by.id}` === caller.person || (practitioner !== undefined && plain(by.practitioner?.reference) === practitioner);
  if (same) return [coverFault("by", "who stands in doesn't prolong his own cover: the practice does")];
  const lets = period?.end !== undefined && endOf(period.end) > until && plain(by.organization?.reference) !== practice;
  return lets ? [coverFault("period", "after his own cover, who stands in names somebody of the practice itself; for others, the practice does", "end")] : [];
}

async function end(context: Context, stored: Stored, input: CoverInput): Promise<Answer> {
  const { house, at } = context;
  const reference = localReference(input.cover?.reference, house.baseUrl);
  if (reference?.startsWith("PractitionerRole/") !== true) throw notFound("cover");
  const ended = withoutCover(stored.resource() as CareTeam, reference, endAsked(input, at, endOf));
  if (ended.outcome === "refused") throw coverRefused(ended.issues.map((issue) => (issue.rule === "reference" ? { ...issue, text: "this reference points at nothing that is there for you" } : issue)));
  return ended.outcome === "unchanged" ? answerStored(stored) : keep(context, stored, ended.resource, reference, []);
}

/** @param by who stands in, or did: told of it too */
async function keep(context: Context, former: Stored, team: CareTeam, by: string, basis: readonly Stored[]): Promise<Answer> {
  const { patient } = former.labels;
  if (patient === undefined) throw new Anomaly("fault", "a registration is about a patient");
  const [stored] = await commit(context, {
    changes: [ownChange(context, { ...team, id: former.id }, former.labels, former)],
    expect: [former, ...basis].map(basedOn),
    tell: [{ topic: "assignment-changed", patient, focus: `CareTeam/${former.id}`, to: [by] }],
  });
  if (stored === undefined) throw new Anomaly("fault", "the cover wasn't stored");
  return answerStored(stored);
}
