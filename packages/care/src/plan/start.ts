import { profileUrl, system } from "@wijkverband/fhir";
import type { CarePlan, Resource } from "hl7-fhir-r4-types";
import { anyHasCode } from "../coding.ts";
import type { NamedReference } from "../reference.ts";

/** SNOMED CT 135411000146103: the one shared plan of a patient (DESIGN, words). */
const planCategory = { system: system.snomed, code: "135411000146103" };

/** Tells whether a resource is the shared plan of a patient, in force or not. */
export function isWijkPlan(resource: Resource): resource is CarePlan {
  return resource.resourceType === "CarePlan" && anyHasCode(resource.category, planCategory);
}

/** Tells whether a plan is the one of the patient now: it may stand still for a while. */
export function isPlanInForce({ status }: CarePlan): boolean {
  return status === "active" || status === "on-hold";
}

export interface NewPlanInput {
  readonly id: string;
  readonly title: string;
  /** `Patient/<id>` */
  readonly patient: string;
  /** `CareTeam/<id>` of the wijkteam. */
  readonly team: string;
  /** Who starts it. */
  readonly author: NamedReference;
  /** `Goal/<id>` and `Condition/<id>`. */
  readonly goals?: readonly string[];
  readonly addresses?: readonly string[];
  /** FHIR date of the next meeting about it. */
  readonly nextReview?: string;
  readonly at: Date;
}

/** The plan of a patient as it starts: active from now on. */
export function planOf({ id, title, patient, team, author, goals = [], addresses = [], nextReview, at }: NewPlanInput): CarePlan & { readonly id: string } {
  const time = at.toISOString();
  return {
    resourceType: "CarePlan",
    id,
    meta: { profile: [profileUrl("wijk-zorgplan")] },
    ...(nextReview !== undefined && { extension: [{ url: profileUrl("next-review"), valueDate: nextReview }] }),
    status: "active",
    intent: "plan",
    category: [{ coding: [planCategory] }],
    title,
    subject: { reference: patient },
    period: { start: time },
    created: time,
    author,
    careTeam: [{ reference: team }],
    ...(addresses.length > 0 && { addresses: addresses.map((reference) => ({ reference })) }),
    ...(goals.length > 0 && { goal: goals.map((reference) => ({ reference })) }),
  };
}
