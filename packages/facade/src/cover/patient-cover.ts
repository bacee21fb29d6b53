import { coverFault, coverFaults, endOf, isSameCover, plain, vasteHuisarts, withCover, withoutCover } from "@wijkverband/care";
import { Anomaly, localReference, type Issue } from "@wijkverband/fhir";
import { decide } from "@wijkverband/policy";
import type { Stored } from "@wijkverband/store";
import type { CareTeam, Organization, PractitionerRole } from "hl7-fhir-r4-types";
import { answerStored } from "../answers.ts";
import { ownChange } from "../break-glass/own-change.ts";
import { commit } from "../commit.ts";
import type { Context } from "../context.ts";
import type { Answer } from "../exchange.ts";
import { factsOf, notThere } from "../guard.ts";
import { basedOn, coverRefused, endAsked, notFound, standIn, type CoverInput } from "./input.ts";

/** Somebody stands in for this patient, or stops doing so: a participant of the registration. */
export async function coverPatient(context: Context, patient: Stored, input: CoverInput): Promise<Answer> {
  const { house } = context;
  const stored = await house.store.holderOf(`registration:${patient.id}`);
  const clock = house.clock();
  const now: Context = { ...context, at: clock > context.at ? clock : context.at };
  // who might ask when this began may not any more, when the patient moved or his own cover ended meanwhile
  const decision = decide(now.caller, "$cover", await factsOf(house.store, now.caller, ["$cover"], patient, now.at));
  if (stored === undefined || !decision.allow) throw notThere();
  return input.cover === undefined ? arrange(now, stored, input, decision.basis === "owner") : end(now, stored, input);
}

/** @param own asked by the practice of registration, not by who covers for it */
async function arrange(context: Context, stored: Stored, input: CoverInput, own: boolean): Promise<Answer> {
  const { house, at } = context;
  const team = stored.resource() as CareTeam;
  if (input.covered !== undefined) throw coverRefused([coverFault("covered", "on a patient, who stands in does so for this patient; for a huisarts, ask it of the practice")]);
  const { stored: basis, resource: by } = await standIn(context, input);
  const known = await house.store.readMany([plain(vasteHuisarts(team, at)?.member?.reference) ?? ""]);
  const [gp] = [...known.values()].map((each) => each.resource() as PractitionerRole);
  const includesAnw = input["includes-anw"];
  const wish = { by, period: input.period, includesAnw };
  const faults = [...coverFaults({ of: "patient", ...(gp && { own: gp }) }, wish, at), ...(own ? [] : await prolongingFaults(context, by))];
  if (faults.length > 0 || by.resourceType !== "PractitionerRole") throw coverRefused(faults);
  const reference = `${basis.type}/${basis.id}`;
  if (team.participant?.some((each) => isSameCover(each, { by: reference, period: input.period, includesAnw }, at)) === true) return answerStored(stored);
  const next = withCover(team, by, { period: { start: at.toISOString(), ...input.period }, includesAnw });
  return keep(context, stored, next, reference, [basis]);
}

/** A locum may say who stands in after him, and never goes on himself by that: how long he reads this record is the practice's to say. */
async function prolongingFaults({ house, caller }: Context, by: PractitionerRole | Organization): Promise<readonly Issue[]> {
  if (caller.person === undefined || by.resourceType !== "PractitionerRole") return [];
  const self = (await house.store.readMany([caller.person])).get(caller.person)?.resource() as PractitionerRole | undefined;
  const practitioner = plain(self?.practitioner?.reference);
  const same = `PractitionerRole/${by.id}` === caller.person || (practitioner !== undefined && plain(by.practitioner?.reference) === practitioner);
  return same ? [coverFault("by", "who stands in doesn't prolong his own cover: the practice does")] : [];
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
