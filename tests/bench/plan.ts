import type { Bundle, CarePlan, Resource } from "hl7-fhir-r4-types";
import { planFor, sharedGoal, taskOf } from "../people/plan.ts";
import { makeCondition } from "./condition.ts";

/** A transaction that starts a plan in which so many goals, problems and tasks hang, alike in number. */
export function makePlan(patient: string, size: number): Bundle {
  const subject = `Patient/${patient}`;
  const urn = (n: number): string => `urn:uuid:00000000-0000-4000-8000-${String(n).padStart(12, "0")}`;
  const practice = "Organization/praktijk-voorbeeldstraat";
  const kinds: readonly ((n: number) => Resource)[] = [(n) => sharedGoal(subject, `Doel ${n}: thuis blijven wonen, met hulp waar dat nodig is.`), () => makeCondition(patient), () => taskOf(subject, urn(0), { requester: practice, owner: practice })];
  const content = Array.from({ length: size }, (_, n) => ({ fullUrl: urn(n + 1), resource: kinds[n % kinds.length]?.(n) ?? makeCondition(patient) }));
  const ofType = (type: string): { reference: string }[] => content.filter(({ resource }) => resource.resourceType === type).map(({ fullUrl }) => ({ reference: fullUrl }));
  const plan: CarePlan = { ...planFor(subject), goal: ofType("Goal"), addresses: ofType("Condition"), activity: ofType("Task").map((reference) => ({ reference })) };
  return { resourceType: "Bundle", type: "transaction", entry: [{ fullUrl: urn(0), resource: plan }, ...content].map((entry) => ({ ...entry, request: { method: "POST" as const, url: entry.resource.resourceType } })) };
}
