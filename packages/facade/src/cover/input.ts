import { localReference, type Issue } from "@wijkverband/fhir";
import { Anomaly } from "@wijkverband/fhir";
import { coverFault } from "@wijkverband/care";
import type { Stored } from "@wijkverband/store";
import type { Organization, Period, PractitionerRole, Reference } from "hl7-fhir-r4-types";
import type { Context } from "../context.ts";
import { may } from "../guard.ts";

/** What `$cover` takes, on a patient and on an organisation alike. */
export const coverInput = {
  covered: { type: "Reference", target: "PractitionerRole" },
  by: { type: "Reference", target: ["PractitionerRole", "Organization"] },
  period: { type: "Period" },
  "includes-anw": { type: "boolean" },
  cover: { type: "Reference", target: ["PractitionerRole", "OrganizationAffiliation"] },
} as const;

export interface CoverInput {
  readonly covered?: Reference;
  readonly by?: Reference;
  readonly period?: Period;
  readonly "includes-anw"?: boolean;
  readonly cover?: Reference;
}

/** Refuses cover with every fault at its parameter; 422. */
export function coverRefused(issues: readonly Issue[]): Anomaly {
  return new Anomaly("rule", "cover can't be arranged like this", { issues });
}

/** Arranging and ending are told apart by `cover`. @throws {Anomaly} `rule` for what belongs to the other, or to neither */
export function demandOneOfBoth(input: CoverInput): void {
  const { cover, by, covered, period } = input;
  if (cover === undefined && by === undefined) throw coverRefused([{ text: "by is missing: who stands in", expression: "Parameters.parameter.where(name='by')", code: "required" }]);
  if (cover === undefined) return;
  const foreign = [...(by === undefined ? [] : ["by"]), ...(covered === undefined ? [] : ["covered"]), ...(input["includes-anw"] === undefined ? [] : ["includes-anw"])];
  const issues = foreign.map((name) => coverFault(name, "cover that is there is ended, not changed: end it and arrange new cover"));
  if (period?.start !== undefined) issues.push(coverFault("period", "cover that is there is ended; when it began stays", "start"));
  if (issues.length > 0) throw coverRefused(issues);
}

/** The instant at which cover is to end: now, or later. @throws {Anomaly} `rule` for one that is past: access can't be taken back from who had it */
export function endAsked({ period }: CoverInput, at: Date, endOf: (value: string) => number): Date {
  if (period?.end === undefined) return at;
  const end = new Date(endOf(period.end));
  if (end < at) throw coverRefused([coverFault("period", "cover ends now (leave period out) or later", "end")]);
  return end;
}

/** Somebody in the directory whom the caller sees. @throws {Anomaly} `rule` (reference), the same for what isn't there and for what he may not see */
export async function inDirectory({ house, caller, at }: Context, name: "by" | "covered" | "cover", given: Reference): Promise<Stored> {
  const reference = localReference(given.reference, house.baseUrl) ?? "";
  const stored = (await house.store.readMany([reference])).get(reference);
  if (stored === undefined || !(await may(house.store, caller, "read", stored, at))) throw notFound(name);
  return stored;
}

/** A reference that leads nowhere. */
export function notFound(name: "by" | "covered" | "cover"): Anomaly {
  return coverRefused([{ text: "this reference points at nothing that is there for you", expression: `Parameters.parameter.where(name='${name}')`, rule: "reference" }]);
}

/** Who stands in, as the directory has it. */
export async function standIn(context: Context, { by }: CoverInput): Promise<{ readonly stored: Stored; readonly resource: PractitionerRole | Organization }> {
  const stored = await inDirectory(context, "by", by ?? {});
  return { stored, resource: stored.resource() as PractitionerRole | Organization };
}

/** The version that a decision rests on. */
export function basedOn({ type, id, versionId }: Stored): { readonly type: Stored["type"]; readonly id: string; readonly versionId: string } {
  return { type, id, versionId };
}
