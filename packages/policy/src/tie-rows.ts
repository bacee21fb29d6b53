import type { CareTeam, Consent, ConsentProvision, OrganizationAffiliation, Patient, Period, RelatedPerson, Resource, ServiceRequest } from "hl7-fhir-r4-types";
import { codeSystemUrl, instantRange } from "@wijkverband/fhir";
import type { TieKind, TieRow } from "./condition.ts";

/** How long after its review date an active publication stays retrievable for whom it was addressed to, in days.
 *  It is shown as stale then (`honest-status`): outdated knowledge beats none at night, but not for ever. See decisions/0003. */
export const addressedAfterReviewDays = 90;

/** Stands for whoever may read the active publication: `entry` rows hold for all of them, and narrow by what they are about. */
export const published = "published";

const day = 86_400_000;

/** Projects a resource to its tie rows: the facts on which `ties` decide. Pure; replaced as a whole when the resource changes.
 *  Only resources that the server or the owner writes make ties, so nobody can tie himself to a patient. */
export function tieRows(resource: Resource): readonly TieRow[] {
  switch (resource.resourceType) {
    case "CareTeam":
      return careTeamRows(resource);
    case "OrganizationAffiliation":
      return affiliationRows(resource);
    case "ServiceRequest":
      return publicationRows(resource);
    case "Consent":
      return consentRows(resource);
    case "Patient":
      return patientRows(resource);
    case "RelatedPerson":
      return relatedPersonRows(resource);
    default:
      return [];
  }
}

function careTeamRows(team: CareTeam): readonly TieRow[] {
  const patient = idOf(team.subject?.reference, "Patient");
  if (team.status !== "active" || patient === undefined) return [];
  const source = `CareTeam/${team.id}`;
  if (hasCode(team.category, "team", "huisartsteam")) {
    const practice = team.managingOrganization?.[0]?.reference;
    const registered: TieRow[] = practice === undefined ? [] : [{ kind: "registered", holder: practice, patient, source, ...during(team.period) }];
    const locums = (team.participant ?? []).flatMap((participant): TieRow[] =>
      hasCode(participant.role, "teamrol", "waarnemer") && participant.member?.reference !== undefined && participant.period?.end !== undefined
        ? [{ kind: "waarneming", holder: participant.member.reference, patient, source, ...during(participant.period) }]
        : [],
    );
    return [...registered, ...locums];
  }
  if (!hasCode(team.category, "team", "wijkteam")) return [];
  return (team.participant ?? []).flatMap((participant): TieRow[] =>
    participant.member?.reference === undefined ? [] : [{ kind: "member", holder: participant.member.reference, patient, source, ...during(participant.period) }],
  );
}

const affiliationKinds: readonly (readonly [code: string, kind: TieKind])[] = [
  ["anw-post", "anw-post"],
  ["waarneming", "covers"],
  ["zcc", "front-door"],
];

function affiliationRows(affiliation: OrganizationAffiliation): readonly TieRow[] {
  const holder = affiliation.organization?.reference;
  const about = affiliation.participatingOrganization?.reference;
  if (affiliation.active === false || holder === undefined || about === undefined) return [];
  return affiliationKinds.flatMap(([code, kind]): TieRow[] =>
    hasCode(affiliation.code, "verbinding", code) ? [{ kind, holder, about, source: `OrganizationAffiliation/${affiliation.id}`, ...during(affiliation.period) }] : [],
  );
}

/** SNOMED CT *transfer of care*: the category of a published handover. */
const transferOfCare = "308292007";

/** An active publication ties its addressees to the patient, and everything it carries to whoever may read it. */
function publicationRows(request: ServiceRequest): readonly TieRow[] {
  const patient = idOf(request.subject?.reference, "Patient");
  const handover = request.category?.some(({ coding }) => coding?.some(({ system, code }) => system === "http://snomed.info/sct" && code === transferOfCare));
  if (request.status !== "active" || patient === undefined || handover !== true) return [];
  const source = `ServiceRequest/${request.id}`;
  const { from, until } = during(request.occurrencePeriod);
  const valid = {
    ...(from !== undefined && { from }),
    ...(until !== undefined && { until: new Date(Date.parse(until) + addressedAfterReviewDays * day).toISOString() }),
  };
  const addressed = (request.performer ?? []).flatMap((performer): TieRow[] =>
    performer.reference === undefined ? [] : [{ kind: "addressed", holder: performer.reference, patient, source, ...valid }],
  );
  const entries = [source, ...(request.supportingInfo ?? []).flatMap(({ reference }) => reference ?? [])];
  return [...addressed, ...entries.map((about): TieRow => ({ kind: "entry", holder: published, about, patient, source }))];
}

/** Only a privacy consent gives or takes access; a treatment directive never does, whatever its `provision.type`. */
function consentRows(consent: Consent): readonly TieRow[] {
  const patient = idOf(consent.patient?.reference, "Patient");
  const privacy = consent.scope?.coding?.some(({ system, code }) => system === "http://terminology.hl7.org/CodeSystem/consentscope" && code === "patient-privacy");
  if (consent.status !== "active" || patient === undefined || privacy !== true) return [];
  return (consent.provision?.provision ?? []).flatMap((provision): TieRow[] => {
    const kind = provision.type === "deny" ? "objection" : "consent";
    if (provision.type === undefined) return [];
    return holdersOfProvision(provision).map((holder) => ({
      kind,
      holder,
      patient,
      source: `Consent/${consent.id}`,
      ...during(provision.period ?? consent.provision?.period),
    }));
  });
}

const kindSystems: readonly string[] = ["http://nictiz.nl/fhir/NamingSystem/organization-type", codeSystemUrl("organisatie-soort")];

/** Named organisations, or a kind of organisation (`kind:N6`) coded in the actor's role; a deny without actor concerns everyone. */
function holdersOfProvision(provision: ConsentProvision): readonly string[] {
  const actors = provision.actor ?? [];
  if (actors.length === 0) return provision.type === "deny" ? ["*"] : [];
  return actors.flatMap((actor) => {
    if (actor.reference?.reference?.startsWith("Organization/")) return [actor.reference.reference];
    const kind = actor.role?.coding?.find(({ system }) => system !== undefined && kindSystems.includes(system))?.code;
    return kind === undefined ? [] : [`kind:${kind}`];
  });
}

function patientRows(patient: Patient): readonly TieRow[] {
  return patient.id === undefined ? [] : [{ kind: "self", holder: `Patient/${patient.id}`, patient: patient.id, source: `Patient/${patient.id}` }];
}

/** Legal representative (24) and who is authorised in writing (SCT 310141000146103) stand in for the patient. Facts §1.2, §2.1. */
const representing: readonly (readonly [string, string])[] = [
  ["urn:oid:2.16.840.1.113883.2.4.3.11.22.472", "24"],
  ["http://snomed.info/sct", "310141000146103"],
];

function relatedPersonRows(person: RelatedPerson): readonly TieRow[] {
  const patient = idOf(person.patient?.reference, "Patient");
  const mandated = person.relationship?.some(({ coding }) => coding?.some(({ system, code }) => representing.some(([s, c]) => s === system && c === code)));
  if (patient === undefined || person.active === false || mandated !== true) return [];
  return [{ kind: "mandated", holder: `RelatedPerson/${person.id}`, patient, source: `RelatedPerson/${person.id}`, ...during(person.period) }];
}

function hasCode(concepts: readonly { coding?: { system?: string; code?: string }[] }[] | undefined, system: string, code: string): boolean {
  const url = codeSystemUrl(system);
  return concepts?.some(({ coding }) => coding?.some((each) => each.system === url && each.code === code)) ?? false;
}

function idOf(reference: string | undefined, type: string): string | undefined {
  const match = reference?.match(/^([A-Za-z]+)\/([A-Za-z0-9\-.]{1,64})$/);
  return match?.[1] === type ? match[2] : undefined;
}

/** A FHIR period as instants. A date without time starts or ends with that whole day in Europe/Amsterdam. */
function during(period: Period | undefined): { from?: string; until?: string } {
  const from = period?.start === undefined ? undefined : instantRange(period.start)?.start;
  const until = period?.end === undefined ? undefined : endOf(period.end);
  return { ...(from !== undefined && { from: new Date(from).toISOString() }), ...(until !== undefined && { until: new Date(until).toISOString() }) };
}

/** A period whose end is an instant lasts until then; one whose end is a date lasts through that day. */
function endOf(text: string): number | undefined {
  return text.includes("T") ? Date.parse(text) : instantRange(text)?.end;
}
