import type { RuleKey } from "@wijkverband/fhir";
import { profileUrl, system } from "@wijkverband/fhir";
import type { Consent, Extension, Resource } from "hl7-fhir-r4-types";
import { anyHasCode, consentCategory, consentScope, hasCode } from "./coding.ts";
import type { Conflict, Decision, Limit } from "./handover/answer.ts";
import { isOver, startOf } from "./period.ts";
import { referenceTo } from "./reference.ts";
import type { Treatment } from "./treatment.ts";
import { icdDeactivation, treatmentOf } from "./treatment.ts";

/** Carries the text of *anders*. It overrides `provision.type`: ignoring it can turn a clinical instruction around. */
export const specificationOther = "http://nictiz.nl/fhir/StructureDefinition/ext-TreatmentDirective2.SpecificationOther";
/** Says that the treatment was explicitly not discussed, or that the wish is unknown. */
export const directiveDiscussion: string = profileUrl("directive-discussion");

export type LimitReading =
  | { readonly outcome: "read"; readonly limit: Limit }
  | {
      readonly outcome: "refused";
      readonly rule: Extract<RuleKey, "limits-clear" | "unknown-modifier">;
      readonly reference: string;
      readonly text: string;
      /** FHIRPath from the Consent. */
      readonly expression: string;
    };

/** Tells whether a resource is a treatment directive, active or not. */
export function isDirective(resource: Resource): resource is Consent {
  return (
    resource.resourceType === "Consent" &&
    hasCode(resource.scope, { system: consentScope, code: "treatment" }) &&
    anyHasCode(resource.category, { system: system.snomed, code: "129125009" })
  );
}

/** Tells whether a resource is a written directive of the patient. */
export function isAdvanceDirective(resource: Resource): resource is Consent {
  return (
    resource.resourceType === "Consent" &&
    (hasCode(resource.scope, { system: consentScope, code: "adr" }) || anyHasCode(resource.category, { system: consentCategory, code: "acd" }))
  );
}

/** Tells whether a directive of either kind counts now: active, and its period not over. */
export function isActiveDirective(consent: Consent, at: Date): boolean {
  return consent.status === "active" && !isOver(consent.provision?.period, at);
}

/** Paths of modifier extensions, anywhere in a value, that `isKnown` doesn't accept. */
export function unknownModifiers(value: unknown, path: string, isKnown: (url: string | undefined, path: string) => boolean): string[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => unknownModifiers(item, `${path}[${index}]`, isKnown));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, child]: [string, unknown]) => {
    const below = `${path}.${key}`;
    if (key !== "modifierExtension" || !Array.isArray(child)) return unknownModifiers(child, below, isKnown);
    return (child as Extension[]).flatMap(({ url }, index) => (isKnown(url, path) ? [] : [`${below}[${index}]`]));
  });
}

/** National texts that say no more than the extension does (PZP has no clean place for them, facts §1.5). */
const spokenDiscussion: Readonly<Record<string, Decision>> = { "niet besproken": "not-discussed", onbekend: "unknown" };

/** Reads a treatment directive. Both a type and *anders*, neither, no treatment or two of them, or nested provisions: refused as not clear;
 *  a modifier that isn't understood anywhere in it: refused. Status and period are not looked at. Source: zib TreatmentDirective2, facts §2.3. */
export function readLimit(consent: Consent): LimitReading {
  const reference = referenceTo(consent);
  const refused = (text: string, expression: string, rule: "limits-clear" | "unknown-modifier" = "limits-clear"): LimitReading => ({
    outcome: "refused",
    rule,
    reference,
    text,
    expression,
  });

  const [unknown] = unknownModifiers(consent, "Consent", (url, path) => path === "Consent" && url === specificationOther);
  if (unknown !== undefined) return refused("the directive carries a modifier that is not understood", unknown, "unknown-modifier");

  const { provision } = consent;
  const treatment = treatmentOf(provision?.code?.[0]);
  if (!treatment || provision?.code?.length !== 1) return refused("a directive is about exactly one treatment", "Consent.provision.code");
  if (provision.provision && provision.provision.length > 0) return refused("a directive has no exceptions inside it", "Consent.provision.provision");
  if (consent.extension?.some(({ url }) => url === specificationOther)) {
    return refused("the text of 'anders' stands in extension, where it is lost; it belongs in modifierExtension", "Consent.extension");
  }

  const others = (consent.modifierExtension ?? []).map(({ valueString }) => valueString?.trim() ?? "");
  if (others.length > 1 || others[0] === "") return refused("'anders' carries one text", "Consent.modifierExtension");
  const [text] = others;
  const discussion = consent.extension?.find(({ url }) => url === directiveDiscussion)?.valueCode;
  if (provision.type !== undefined && (text !== undefined || discussion !== undefined)) {
    return refused("a directive is permit, deny or 'anders', never two of them", "Consent.provision.type");
  }
  const decision = provision.type ?? discussed(discussion) ?? (text === undefined ? undefined : (spokenDiscussion[text.toLowerCase().replace(/\.$/, "")] ?? "anders"));
  if (decision === undefined) return refused("a directive says permit, deny or 'anders' with text", "Consent.provision.type");

  const author = consent.performer?.[0]?.display ?? consent.performer?.[0]?.reference;
  return {
    outcome: "read",
    limit: {
      reference,
      treatment: asLimitTreatment(treatment),
      decision,
      ...(text !== undefined && { text }),
      ...(consent.dateTime !== undefined && { date: consent.dateTime }),
      ...(author !== undefined && { author }),
    },
  };
}

function discussed(code: string | undefined): Decision | undefined {
  return code === "not-discussed" || code === "unknown" ? code : undefined;
}

function asLimitTreatment({ system: url, code, text }: Treatment): Limit["treatment"] {
  return { ...(url !== undefined && { system: url }), code, text };
}

/** The limits that count now, and the directives that can't be read. Inactive and ended directives are in neither. */
export function limitsOf(
  resources: readonly Resource[],
  at: Date,
): { readonly limits: readonly Limit[]; readonly refused: readonly Extract<LimitReading, { outcome: "refused" }>[] } {
  const readings = resources.filter(isDirective).filter((consent) => isActiveDirective(consent, at)).map(readLimit);
  return {
    limits: readings.flatMap((reading) => (reading.outcome === "read" ? [reading.limit] : [])),
    refused: readings.filter((reading) => reading.outcome === "refused"),
  };
}

/** What makes two limits be about the same treatment. *OTH* and codeless treatments compare by their words. */
export function treatmentKey({ treatment }: Limit): string {
  const known = treatment.code !== "OTH" && treatment.code !== "";
  return known ? `${treatment.code === icdDeactivation ? "" : (treatment.system ?? "")}|${treatment.code}` : `text|${treatment.text.toLowerCase().replaceAll(/\s+/g, " ").trim()}`;
}

const decides: Readonly<Record<Decision, boolean>> = { permit: true, deny: true, anders: true, "not-discussed": false, unknown: false };

function stance({ decision, text }: Limit): string {
  return decision === "anders" ? `anders:${text?.toLowerCase().replaceAll(/\s+/g, " ")}` : decision;
}

/** Tells whether two limits about one treatment say the same. */
export function sameStance(one: Limit, other: Limit): boolean {
  return stance(one) === stance(other);
}

/** Newest first; undated last. */
export function newestFirst(one: Limit, other: Limit): number {
  const time = ({ date }: Limit): number => (date === undefined ? -Infinity : startOf(date));
  return time(one) === time(other) ? one.reference.localeCompare(other.reference) : time(one) < time(other) ? 1 : -1;
}

/** Limits that contradict each other: for one treatment, decisions that differ. Two different conditions (*anders*) contradict too, since no
 *  machine can tell which holds. *Not discussed* and *unknown* decide nothing and contradict nothing. Give it limits that count now (`limitsOf`). */
export function conflictsOf(limits: readonly Limit[]): readonly Conflict[] {
  const decided = limits.filter(({ decision }) => decides[decision]);
  return [...Map.groupBy(decided, treatmentKey).values()]
    .filter((group) => new Set(group.map(stance)).size > 1)
    .map((group) => ({ treatment: group[0]!.treatment, limits: group.toSorted(newestFirst) }));
}
