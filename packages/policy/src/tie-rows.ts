import type { CareTeam, Communication, Organization, OrganizationAffiliation, Patient, PractitionerRole, RelatedPerson, Resource, ServiceRequest, Task } from "hl7-fhir-r4-types";
import { codeSystemUrl, profileUrl } from "@wijkverband/fhir";
import type { TieKind, TieRow } from "./condition.ts";
import { consentRows } from "./consent-rows.ts";
import { marksOf } from "./marks.ts";
import { indicationRows, planRows } from "./plan-rows.ts";
import { bare, during, hasCode, idOf, yearsAfter } from "./tie-period.ts";

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
    case "Organization":
      return organizationRows(resource);
    case "PractitionerRole":
      return coverRows(resource);
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
    case "Task":
      return [...grantRows(resource), ...waitingRows(resource)];
    case "Communication":
      return noticeRows(resource);
    case "CarePlan":
      return planRows(resource);
    case "MedicationRequest":
    case "MedicationStatement":
      return indicationRows(resource);
    default:
      return [];
  }
}

function careTeamRows(team: CareTeam): readonly TieRow[] {
  const patient = idOf(team.subject?.reference, "Patient");
  if (patient === undefined) return [];
  const source = `CareTeam/${team.id}`;
  if (team.status !== "active") return formerRows(team, patient, source);
  if (hasCode(team.category, "team", "huisartsteam")) {
    const practice = bare(team.managingOrganization?.[0]?.reference);
    const registered: TieRow[] = practice === undefined ? [] : [{ kind: "registered", holder: practice, patient, source, ...during(team.period) }];
    const locums = (team.participant ?? []).flatMap((participant): TieRow[] => {
      const holder = bare(participant.member?.reference);
      const named = hasCode(participant.role, "teamrol", "waarnemer") && holder !== undefined && participant.period?.end !== undefined;
      return named ? [{ kind: "waarneming", holder, patient, source, ...during(participant.period) }] : [];
    });
    return [...registered, ...locums];
  }
  if (!hasCode(team.category, "team", "wijkteam")) return [];
  return (team.participant ?? []).flatMap((participant): TieRow[] => {
    const member = bare(participant.member?.reference);
    const kinds = hasCode(participant.role, "teamrol", "coordinator") ? (["member", "coordinator"] as const) : (["member"] as const);
    return member === undefined ? [] : functionsOf(participant).flatMap((as) => kinds.map((kind): TieRow => ({ kind, holder: `${member}#${as}`, patient, source, ...during(participant.period) })));
  });
}

/** A practice reads its own history of somebody who left, until the date in the registration that ended. */
function formerRows(team: CareTeam, patient: string, source: string): readonly TieRow[] {
  const holder = bare(team.managingOrganization?.[0]?.reference);
  const until = team.extension?.find(({ url }) => url === profileUrl("record-until"))?.valueDateTime;
  const left = hasCode(team.category, "team", "huisartsteam") && team.status === "inactive" && holder !== undefined && until !== undefined;
  return left ? [{ kind: "formerly-registered", holder, patient, source, ...during({ end: until }) }] : [];
}

/** As what a member takes part: codes of our code system `rol`. Without one the member has no function and reads nothing. */
function functionsOf({ role }: NonNullable<CareTeam["participant"]>[number]): readonly string[] {
  const codings = (role ?? []).flatMap(({ coding }) => coding ?? []);
  return [...new Set(codings.filter(({ system, code }) => system === codeSystemUrl("rol") && code !== undefined).map(({ code }) => code ?? ""))];
}

/** An organisation is itself: what it may do for itself is asked of its own resource. */
function organizationRows({ id }: Organization): readonly TieRow[] {
  const itself = `Organization/${id}`;
  return id === undefined ? [] : [{ kind: "organization-self", holder: itself, about: itself, source: itself }];
}

/** Who stands in for a huisarts is a locum at that practice, for as long as the cover lasts; cover without an end doesn't begin. */
function coverRows(role: PractitionerRole): readonly TieRow[] {
  const cover = role.extension?.find(({ url }) => url === profileUrl("cover"));
  const holder = bare(cover?.extension?.find(({ url }) => url === "by")?.valueReference?.reference);
  const about = bare(role.organization?.reference);
  if (role.active === false || holder === undefined || about === undefined || role.period?.end === undefined) return [];
  return [{ kind: "stands-in", holder, about, source: `PractitionerRole/${role.id}`, ...during(role.period) }];
}

const affiliationKinds: readonly (readonly [code: string, kind: TieKind])[] = [
  ["anw-post", "anw-post"],
  ["waarneming", "covers"],
  ["zcc", "front-door"],
];

function affiliationRows(affiliation: OrganizationAffiliation): readonly TieRow[] {
  const holder = bare(affiliation.organization?.reference);
  const about = bare(affiliation.participatingOrganization?.reference);
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
  const addressed = (request.performer ?? []).flatMap(({ reference }): TieRow[] => {
    const holder = bare(reference);
    return holder === undefined ? [] : [{ kind: "addressed", holder, patient, source, ...valid }];
  });
  const entries = [source, ...(request.supportingInfo ?? []).flatMap(({ reference }) => bare(reference) ?? [])];
  return [...addressed, ...entries.map((about): TieRow => ({ kind: "entry", holder: published, about, patient, source }))];
}

/** From this age a patient reads the own record; until the other one parents do (BW 7:447, 7:450, 7:465; `life-events`). */
const readsOwnFrom = 12;
const parentsReadUntil = 16;

function patientRows(patient: Patient): readonly TieRow[] {
  if (patient.id === undefined) return [];
  const about = { patient: patient.id, source: `Patient/${patient.id}` };
  // powers of attorney and parental authority end with the life of who gave them
  if (patient.deceasedBoolean === true || patient.deceasedDateTime !== undefined) return [{ kind: "deceased", holder: "*", ...about }];
  const from = yearsAfter(patient.birthDate, readsOwnFrom);
  const until = yearsAfter(patient.birthDate, parentsReadUntil);
  return [
    { kind: "self", holder: `Patient/${patient.id}`, ...about, ...(from !== undefined && { from }) },
    ...(until === undefined ? [] : [{ kind: "minor" as const, holder: "*", ...about, until }]),
    ...(isIncapable(patient) ? [{ kind: "incapable" as const, holder: "*", ...about }] : []),
  ];
}

/** PZP's extension on capacity for medical decisions, under both its canonicals (facts §1.5). */
function isIncapable({ extension }: Patient): boolean {
  const capacity = extension?.find(({ url }) => url?.endsWith("/StructureDefinition/ext-LegallyCapable-MedicalTreatmentDecisions"));
  return capacity?.extension?.some(({ url, valueBoolean }) => url === "legallyCapable" && valueBoolean === false) ?? false;
}

const vektis = "urn:oid:2.16.840.1.113883.2.4.3.11.22.472";
const v3Role = "http://terminology.hl7.org/CodeSystem/v3-RoleCode";

/** Who stands in for a patient, by what is recorded of them (facts §3): in writing, curator or mentor always; who is named *legal representative, now or in future*
 *  only once the patient is recorded as incapable; father, mother and guardian for a child. A bewindvoerder is about money and reads nothing. */
const standsIn: readonly (readonly [system: string, code: string, kind: "mandated" | "representative" | "parent"])[] = [
  ["http://snomed.info/sct", "310141000146103", "mandated"],
  [vektis, "03", "mandated"],
  [vektis, "15", "mandated"],
  [vektis, "24", "representative"],
  [vektis, "11", "parent"],
  [v3Role, "FTH", "parent"],
  [v3Role, "MTH", "parent"],
  [v3Role, "ADOPTF", "parent"],
  [v3Role, "ADOPTM", "parent"],
];

function relatedPersonRows(person: RelatedPerson): readonly TieRow[] {
  const patient = idOf(person.patient?.reference, "Patient");
  if (patient === undefined || person.active === false) return [];
  const codings = (person.relationship ?? []).flatMap(({ coding }) => coding ?? []);
  const kinds = new Set(standsIn.filter(([system, code]) => codings.some((coding) => coding.system === system && coding.code === code)).map(([, , kind]) => kind));
  const source = `RelatedPerson/${person.id}`;
  return [...kinds].map((kind): TieRow => ({ kind, holder: source, patient, source, ...during(person.period) }));
}

/** A grant of emergency access: in force while the Task is in progress and its period lasts (`break-glass`). Only an operation of ours writes such a Task. */
function grantRows(task: Task): readonly TieRow[] {
  const patient = idOf(task.for?.reference, "Patient");
  const holder = bare(task.requester?.reference);
  if (marksOf(task).kind !== "break-glass" || patient === undefined || holder === undefined) return [];
  const source = `Task/${task.id}`;
  const { from, until } = during(task.restriction?.period);
  const grantee: TieRow = { kind: "grantee", holder, patient, about: source, source };
  // without an end it would last for ever, so then it doesn't begin
  if (task.status !== "in-progress" || until === undefined) return [grantee];
  const vital = hasCode(task.reasonCode === undefined ? [] : [task.reasonCode], "noodreden", "vitaal-belang");
  return [grantee, { kind: vital ? "vital-grant" : "grant", holder, patient, source, until, ...(from !== undefined && { from }) }];
}

const waiting: readonly (string | undefined)[] = ["proposal", "plan-proposal", "invitation", "team-task", "transfer", "transfer-contest", "transfer-request", "contact-task"];

/** What waits for an organisation or a person is theirs to see, and to answer, whatever else they may see of the patient: an invitation goes before any access. */
function waitingRows(task: Task): readonly TieRow[] {
  const patient = idOf(task.for?.reference, "Patient");
  const holder = bare(task.owner?.reference);
  const source = `Task/${task.id}`;
  return patient === undefined || holder === undefined || !waiting.includes(marksOf(task).kind) ? [] : [{ kind: "task-owner", holder, patient, about: source, source }];
}

/** A message of the server is read by the organisations it went to. */
function noticeRows(message: Communication): readonly TieRow[] {
  const patient = idOf(message.subject?.reference, "Patient");
  if (marksOf(message).kind !== "notice" || patient === undefined) return [];
  const source = `Communication/${message.id}`;
  return (message.recipient ?? []).flatMap(({ reference }): TieRow[] => {
    const holder = bare(reference);
    return holder === undefined ? [] : [{ kind: "recipient", holder, patient, about: source, source }];
  });
}
