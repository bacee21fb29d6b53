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
    const abouts = narrowsOtherwise(provision) ? undefined : aboutsOf(provision);
    // what we can't weigh must not open a door, and must not be taken for less than it says
    if (permits && abouts === undefined) return [];
    const kind = permits ? "consent" : "objection";
    const period = overlap(during(consent.provision?.period), during(provision.period));
    return holdersOf(provision, consent).flatMap((holder) =>
      (abouts ?? [undefined]).map((about): TieRow => ({ kind, holder, patient, source: `Consent/${consent.id}`, ...period, ...(about !== undefined && { about }) })),
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

/** What a rule is about: single resources, domains, or all (one `undefined`). Nothing at all where it says so in words that we can't weigh:
 *  a resource that isn't referred to by its place here, a label of others, or resources within domains. */
function aboutsOf({ data = [], securityLabel = [] }: ConsentProvision): readonly (string | undefined)[] | undefined {
  if (data.length > 0 && securityLabel.length > 0) return undefined;
  const single = data.map(({ meaning, reference }) => (meaning === "instance" && /^[A-Z][A-Za-z]+\/[A-Za-z0-9\-.]{1,64}$/.test(reference?.reference ?? "") ? reference?.reference : undefined));
  const domains = securityLabel.map(({ system, code }) => (system === codeSystemUrl("domein") && code !== undefined ? `${domainPrefix}${code}` : undefined));
  const abouts = [...single, ...domains];
  if (abouts.length === 0) return [undefined];
  return abouts.includes(undefined) ? undefined : abouts;
}

/** A rule counts while both its own period and that of the whole consent last. */
function overlap(whole: ReturnType<typeof during>, own: ReturnType<typeof during>): ReturnType<typeof during> {
  const from = [whole.from, own.from].filter((each) => each !== undefined).toSorted().at(-1);
  const until = [whole.until, own.until].filter((each) => each !== undefined).toSorted()[0];
  return { ...(from !== undefined && { from }), ...(until !== undefined && { until }) };
}

const kindSystems: readonly string[] = ["http://nictiz.nl/fhir/NamingSystem/organization-type", codeSystemUrl("organisatie-soort")];

/** Named organisations, or a kind of organisation: that of a contained Group, or coded in the actor's role. A deny without actor concerns everyone. */
function holdersOf(provision: ConsentProvision, { contained = [] }: Consent): readonly string[] {
  const actors = provision.actor ?? [];
  if (actors.length === 0) return provision.type === "deny" ? [everyone] : [];
  return actors.flatMap(({ role, reference }) => {
    const organization = idOf(reference?.reference, "Organization");
    if (organization !== undefined) return [`Organization/${organization}`];
    const group = contained.find((each): each is Group => each.resourceType === "Group" && `#${each.id}` === reference?.reference);
    // whoever a reference names counts, not the kind beside it
    const codings = reference?.reference === undefined ? (role?.coding ?? []) : codingsOf(group);
    const kinds = codings.flatMap(({ system, code }) => (code !== undefined && kindSystems.includes(system ?? "") ? [`${kindPrefix}${code}`] : []));
    // an objection against somebody we can't make out is one against everyone
    return kinds.length > 0 || provision.type === "permit" ? kinds : [everyone];
  });
}

/** A described Group says with one characteristic which organisations it means; several would have to hold together, and that we don't weigh. */
function codingsOf(group: Group | undefined): readonly { system?: string; code?: string }[] {
  const [only, ...others] = group?.characteristic ?? [];
  return group?.actual === false && only?.exclude === false && others.length === 0 ? (only.valueCodeableConcept?.coding ?? []) : [];
}
