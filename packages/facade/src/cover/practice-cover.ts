import { anyHasCode, coverFaults, coverRole, endCover, endOf, isCoverOf, isCoverRole, isSameCover, ownCode, plain, practiceCover, type CoverSubject } from "@wijkverband/care";
import { Anomaly, questionOf, type Clause } from "@wijkverband/fhir";
import type { Stored } from "@wijkverband/store";
import type { Organization, OrganizationAffiliation, PractitionerRole } from "hl7-fhir-r4-types";
import { createHash } from "node:crypto";
import { answerStored } from "../answers.ts";
import { ownChange } from "../break-glass/own-change.ts";
import { commit } from "../commit.ts";
import { atThisMoment, type Context } from "../context.ts";
import type { Answer } from "../exchange.ts";
import { may, notThere } from "../guard.ts";
import { inLetters } from "../proposal/propose.ts";
import { basedOn, coverRefused, endAsked, inDirectory, notFound, standIn, type CoverInput } from "./input.ts";

type Cover = PractitionerRole | OrganizationAffiliation;

/** Somebody stands in for a huisarts of this practice, or another practice for all of it; or stops doing so. */
export async function coverPractice(context: Context, practice: Stored, input: CoverInput): Promise<Answer> {
  const { house } = context;
  const now = atThisMoment(context);
  if (!(await may(house.store, now.caller, "$cover", practice, now.at))) throw notThere();
  return input.cover === undefined ? arrange(now, practice, input) : end(now, practice, input);
}

async function arrange(context: Context, practice: Stored, input: CoverInput): Promise<Answer> {
  const { at } = context;
  const own = `Organization/${practice.id}`;
  const covered = input.covered === undefined ? undefined : await inDirectory(context, "covered", input.covered);
  const { stored: basis, resource: by } = await standIn(context, input);
  const includesAnw = input["includes-anw"];
  const subject: CoverSubject = covered === undefined ? { of: "practice", practice: own } : { of: "huisarts", practice: own, covered: covered.resource() as PractitionerRole };
  const faults = coverFaults(subject, { by, period: input.period, includesAnw }, at);
  if (faults.length > 0) throw coverRefused(faults);
  const matches = await existing(context, practice.id, by);
  const asked = { by: `${basis.type}/${basis.id}`, period: input.period, includesAnw };
  const same = matches.find((each) => {
    const cover = each.resource() as Cover;
    const fits = subject.of !== "huisarts" || (cover.resourceType === "PractitionerRole" && isCoverOf(cover, subject.covered));
    return fits && isSameCover(cover, asked, at);
  });
  if (same !== undefined) return answerStored(same);
  const id = await freeId(context, by, [own, covered?.id, asked]);
  const arranged = { id, period: { start: at.toISOString(), ...input.period }, includesAnw };
  const resource = by.resourceType === "Organization" ? practiceCover(own, by, arranged) : subject.of === "huisarts" ? coverRole(subject, by, arranged) : undefined;
  if (resource === undefined) throw new Anomaly("fault", "cover is of a practice or a huisarts");
  const [stored] = await commit(context, {
    changes: [ownChange(context, resource, { author: own })],
    expect: [...[practice, basis, ...(covered === undefined ? [] : [covered])].map(basedOn), { type: typeOf(by), id, versionId: null }],
    tell: [{ topic: "assignment-changed", focus: `${resource.resourceType}/${resource.id}`, to: [own, asked.by] }],
  });
  if (stored === undefined) throw new Anomaly("fault", "the cover wasn't stored");
  return answerStored(stored);
}

/** An id that two calls that arrange the same at once have in common, so that one of them finds what the other made; another one where that was used before. */
async function freeId({ house }: Context, by: PractitionerRole | Organization, said: readonly unknown[]): Promise<string> {
  const id = inLetters(createHash("sha256").update(JSON.stringify(said)).digest("hex").slice(0, 32));
  return (await house.store.readMany([`${typeOf(by)}/${id}`])).size === 0 ? id : house.newId();
}

function typeOf(by: PractitionerRole | Organization): "PractitionerRole" | "OrganizationAffiliation" {
  return by.resourceType === "Organization" ? "OrganizationAffiliation" : "PractitionerRole";
}

/** What this person or practice covers here already, in force or not. */
async function existing({ house, at }: Context, practice: string, by: PractitionerRole | Organization): Promise<readonly Stored[]> {
  const reference = (parameter: string, type: "Organization" | "Practitioner", id: string): Clause => ({ kind: "reference", parameter, values: [{ type, id }] });
  const where: readonly Clause[] =
    by.resourceType === "Organization"
      ? [reference("participating-organization", "Organization", practice), reference("primary-organization", "Organization", by.id ?? "")]
      : [reference("organization", "Organization", practice), reference("practitioner", "Practitioner", plain(by.practitioner?.reference)?.split("/")[1] ?? "")];
  const { matches } = await house.store.search({ query: questionOf(typeOf(by), where, 200), visible: "server", at });
  return matches.filter((each) => isCover(each.resource()));
}

function isCover(resource: unknown): resource is Cover {
  const { resourceType } = resource as Cover;
  if (resourceType === "PractitionerRole") return isCoverRole(resource as PractitionerRole);
  return resourceType === "OrganizationAffiliation" && anyHasCode((resource as OrganizationAffiliation).code, ownCode("verbinding", "waarneming"));
}

async function end(context: Context, practice: Stored, input: CoverInput): Promise<Answer> {
  const former = await inDirectory(context, "cover", input.cover ?? {});
  const cover = former.resource();
  const own = `Organization/${practice.id}`;
  if (!isCover(cover) || plain((cover.resourceType === "PractitionerRole" ? cover.organization : cover.participatingOrganization)?.reference) !== own) throw notFound("cover");
  const ended = endCover<Cover>(cover, endAsked(input, context.at, endOf));
  if (ended.outcome === "refused") throw coverRefused(ended.issues);
  if (ended.outcome === "unchanged") return answerStored(former);
  const [stored] = await commit(context, {
    changes: [ownChange(context, { ...ended.resource, id: former.id }, former.labels, former)],
    expect: [practice, former].map(basedOn),
    tell: [{ topic: "assignment-changed", focus: `${former.type}/${former.id}`, to: [own, standInOf(cover)] }],
  });
  if (stored === undefined) throw new Anomaly("fault", "the cover wasn't stored");
  return answerStored(stored);
}

function standInOf(cover: Cover): string {
  if (cover.resourceType === "OrganizationAffiliation") return plain(cover.organization?.reference) ?? "";
  const parts = cover.extension?.flatMap(({ extension }) => extension ?? []) ?? [];
  return plain(parts.find(({ url }) => url === "by")?.valueReference?.reference) ?? "";
}
