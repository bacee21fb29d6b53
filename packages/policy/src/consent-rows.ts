import { codeSystemUrl } from "@wijkverband/fhir";
import type { Consent, ConsentProvision, Group } from "hl7-fhir-r4-types";
import type { TieRow } from "./condition.ts";
import { domainPrefix, everyone, kindPrefix } from "./consent.ts";
import { marksOf } from "./marks.ts";
import { during, idOf } from "./tie-period.ts";

/** Only a privacy consent gives or takes access; a treatment directive never does, whatever its `provision.type`. */
export function consentRows(consent: Consent): readonly TieRow[] {
  const patient = idOf(consent.patient?.reference, "Patient");
  if (consent.status !== "active" || patient === undefined || marksOf(consent).kind !== "privacy-consent" || !isPrivacy(consent)) return [];
  return (consent.provision?.provision ?? []).flatMap((provision): TieRow[] => {
    const permits = provision.type === "permit";
    if (!permits && provision.type !== "deny") return [];
    // what we can't weigh must not open a door, and must not be taken for less than it says
    if (permits && narrowsOtherwise(provision)) return [];
    const kind = permits ? "consent" : "objection";
    const abouts = permits || !narrowsOtherwise(provision) ? aboutsOf(provision) : [undefined];
    const period = during(provision.period ?? consent.provision?.period);
    return holdersOf(provision, consent).flatMap((holder) =>
      abouts.map((about): TieRow => ({ kind, holder, patient, source: `Consent/${consent.id}`, ...period, ...(about !== undefined && { about }) })),
    );
  });
}

function isPrivacy({ scope }: Consent): boolean {
  return scope?.coding?.some(({ system, code }) => system === "http://terminology.hl7.org/CodeSystem/consentscope" && code === "patient-privacy") ?? false;
}

/** Limits of a rule that the policy does not weigh. */
function narrowsOtherwise({ action, purpose, class: classes, code, dataPeriod, provision }: ConsentProvision): boolean {
  return [action, purpose, classes, code, provision].some((list) => list !== undefined && list.length > 0) || dataPeriod !== undefined;
}

/** What a rule is about: single resources, domains, or (`undefined`) all. */
function aboutsOf({ data, securityLabel }: ConsentProvision): readonly (string | undefined)[] {
  const single = (data ?? []).flatMap(({ reference }) => reference?.reference ?? []);
  const domains = (securityLabel ?? []).filter(({ system }) => system === codeSystemUrl("domein")).map(({ code }) => `${domainPrefix}${code}`);
  const foreign = (securityLabel ?? []).some(({ system }) => system !== codeSystemUrl("domein"));
  const abouts = [...single, ...domains];
  return abouts.length > 0 && !foreign ? abouts : [...abouts, undefined].slice(-1);
}

const kindSystems: readonly string[] = ["http://nictiz.nl/fhir/NamingSystem/organization-type", codeSystemUrl("organisatie-soort")];

/** Named organisations, or a kind of organisation: a contained Group with the kind as characteristic, or coded in the actor's role. A deny without actor concerns everyone. */
function holdersOf(provision: ConsentProvision, { contained }: Consent): readonly string[] {
  const actors = provision.actor ?? [];
  if (actors.length === 0) return provision.type === "deny" ? [everyone] : [];
  return actors.flatMap((actor) => {
    const reference = actor.reference?.reference;
    if (reference?.startsWith("Organization/")) return [reference];
    const group = reference?.startsWith("#") ? contained?.find((each): each is Group => each.resourceType === "Group" && `#${each.id}` === reference) : undefined;
    const kinds = [...(actor.role?.coding ?? []), ...characteristicsOf(group)].filter(({ system }) => system !== undefined && kindSystems.includes(system)).map(({ code }) => `${kindPrefix}${code}`);
    // an objection against somebody we can't make out is one against everyone
    return kinds.length > 0 || provision.type === "permit" ? kinds : [everyone];
  });
}

function characteristicsOf(group: Group | undefined): readonly { system?: string; code?: string }[] {
  return (group?.characteristic ?? []).filter(({ exclude }) => exclude !== true).flatMap(({ valueCodeableConcept }) => valueCodeableConcept?.coding ?? []);
}
