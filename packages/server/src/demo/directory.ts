import { codeSystemUrl, profileUrl, system } from "@wijkverband/fhir";
import { isOnPatientSide } from "@wijkverband/policy";
import type { Coding, HealthcareService, HealthcareServiceNotAvailable, Organization, OrganizationAffiliation, Practitioner, PractitionerRole, Resource } from "hl7-fhir-r4-types";
import { seedHolidays } from "@wijkverband/care";
import { colleagues, organizations, people, type DemoOrganization, type DemoPerson } from "./region.ts";

export type Identified<R extends Resource = Resource> = R & { id: string };

/** The demo's organisations, people, hours and ties. Ids are the keys, or those of the examples in profiles/. */
export function directoryResources(at: Date): readonly { readonly resource: Identified; readonly author: string }[] {
  const year = at.getUTCFullYear();
  return [
    ...organizations.map((each) => ({ resource: organization(each), author: orgRef(each.key) })),
    ...professionals().flatMap((person) => [practitioner(person), practitionerRole(person)].map((resource) => ({ resource, author: orgRef(person.organization) }))),
    ...organizations.filter(({ type }) => type === "Z3").map((each) => ({ resource: practiceHours(each), author: orgRef(each.key) })),
    ...organizations.filter(({ type }) => type === "N6").map((each) => ({ resource: anwHours(each, [year, year + 1]), author: orgRef(each.key) })),
    ...affiliations().map((resource) => ({ resource, author: resource.organization?.reference ?? "" })),
  ];
}

export function orgRef(key: string): string {
  return `Organization/${key}`;
}

/** `PractitionerRole/<id>` of somebody in the demo. */
export function roleRef(person: DemoPerson): string {
  return `PractitionerRole/${person.ids?.[1] ?? `role-${person.key}`}`;
}

function personRef(person: DemoPerson): string {
  return `Practitioner/${person.ids?.[0] ?? `person-${person.key}`}`;
}

/** Everybody with a role in care, once: the HIS speaks for the huisarts and is no person of its own. */
function professionals(): readonly DemoPerson[] {
  return [...people, ...colleagues].filter(({ key, role }) => key !== "his-systeem" && !isOnPatientSide(role));
}

const networkTypes: readonly string[] = ["rho", "wijkverband"];
const ownTypes: readonly string[] = ["sociaal-team", "portaal"];

function typeCoding(type: string): Coding {
  if (networkTypes.includes(type)) return { system: codeSystemUrl("netwerk"), code: type };
  return ownTypes.includes(type) ? { system: codeSystemUrl("organisatie-soort"), code: type } : { system: system.organizationType, code: type };
}

function organization(each: DemoOrganization): Identified<Organization> {
  return {
    resourceType: "Organization",
    id: each.key,
    meta: { profile: [profileUrl(networkTypes.includes(each.type) ? "wijk-network" : "wijk-organization")] },
    identifier: [{ system: each.system, value: each.identifier }, ...(each.agb === undefined ? [] : [{ system: system.agb, value: each.agb }])],
    active: true,
    type: [{ coding: [typeCoding(each.type)] }],
    name: each.name,
    ...(each.phone !== undefined && { telecom: [{ system: "phone", value: each.phone, use: "work" }] }),
  };
}

function practitioner(person: DemoPerson): Identified<Practitioner> {
  return {
    resourceType: "Practitioner",
    id: personRef(person).slice("Practitioner/".length),
    meta: { profile: [profileUrl("wijk-practitioner")] },
    identifier: [{ system: system.uzi, value: person.id }, ...(person.agb === undefined ? [] : [{ system: system.agb, value: person.agb }])],
    name: [{ use: "official", text: person.name, family: person.name.split(" ").slice(1).join(" ") }],
  };
}

function practitionerRole(person: DemoPerson): Identified<PractitionerRole> {
  const employer = organizations.find(({ key }) => key === person.organization);
  return {
    resourceType: "PractitionerRole",
    id: roleRef(person).slice("PractitionerRole/".length),
    meta: { profile: [profileUrl("wijk-practitioner-role")] },
    active: true,
    ...supervisedBy(person),
    practitioner: { reference: personRef(person), display: person.name },
    organization: { reference: orgRef(person.organization), ...(employer !== undefined && { display: employer.name }) },
    code: [{ coding: [{ system: codeSystemUrl("rol"), code: person.role }] }],
    ...(employer?.phone !== undefined && { telecom: [{ system: "phone" as const, value: employer.phone, use: "work" as const }] }),
  };
}

/** Who learns, or acts under an agreement, does so under the vaste huisarts of the practice (`supervised`). */
function supervisedBy({ role }: DemoPerson): Pick<PractitionerRole, "extension"> {
  const huisarts = people.find(({ key }) => key === "huisarts");
  const supervised = ["aios", "anios", "physician-assistant", "verpleegkundig-specialist"].includes(role);
  return supervised && huisarts !== undefined ? { extension: [{ url: profileUrl("supervisor"), valueReference: { reference: roleRef(huisarts) } }] } : {};
}

const weekdays: NonNullable<HealthcareService["availableTime"]> = [{ daysOfWeek: ["mon", "tue", "wed", "thu", "fri"], availableStartTime: "08:00:00", availableEndTime: "17:00:00" }];

function practiceHours(each: DemoOrganization): Identified<HealthcareService> {
  return {
    resourceType: "HealthcareService",
    id: `hours-${each.key}`,
    meta: { profile: [profileUrl("wijk-healthcare-service")] },
    active: true,
    providedBy: { reference: orgRef(each.key) },
    type: [{ coding: [{ system: codeSystemUrl("dienst"), code: "praktijkuren" }] }],
    availableTime: weekdays,
  };
}

/** A post is there evenings, nights and weekends, and all day on the holidays of its list. */
function anwHours(each: DemoOrganization, years: readonly number[]): Identified<HealthcareService> {
  const holidays: HealthcareServiceNotAvailable[] = years.flatMap((year) => [...seedHolidays(year)]).map(({ date, name }) => ({ description: name, during: { start: date, end: date } }));
  return {
    resourceType: "HealthcareService",
    id: `hours-${each.key}`,
    meta: { profile: [profileUrl("wijk-healthcare-service")] },
    active: true,
    providedBy: { reference: orgRef(each.key) },
    type: [{ coding: [{ system: codeSystemUrl("dienst"), code: "anw" }] }],
    availableTime: [
      { daysOfWeek: ["mon", "tue", "wed", "thu", "fri"], availableStartTime: "17:00:00", availableEndTime: "08:00:00" },
      { daysOfWeek: ["sat", "sun"], allDay: true },
    ],
    notAvailable: holidays,
  };
}

/** [holder, kind, about]: who is what to whom. */
const ties: readonly (readonly [string, string, string])[] = [
  ["spoedpost-modelregio", "anw-post", "praktijk-voorbeeldstraat"],
  ["spoedpost-modelregio", "anw-post", "praktijk-modellaan"],
  ["spoedpost-elders", "anw-post", "praktijk-elders"],
  ["zcc-modelregio", "zcc", "praktijk-voorbeeldstraat"],
  ["zcc-modelregio", "zcc", "praktijk-modellaan"],
  ["rho-modelregio", "lid", "praktijk-voorbeeldstraat"],
  ["rho-modelregio", "lid", "praktijk-modellaan"],
  ["wijkverband-voorbeeldstad", "lid", "praktijk-voorbeeldstraat"],
  ["wijkverband-voorbeeldstad", "lid", "thuiszorg-proeftuin"],
  ["wijkverband-voorbeeldstad", "lid", "apotheek-voorbeeldplein"],
  ["wijkverband-voorbeeldstad", "lid", "sociaal-team-voorbeeldstad"],
];

function affiliations(): readonly Identified<OrganizationAffiliation>[] {
  return ties.map(([holder, code, about]) => ({
    resourceType: "OrganizationAffiliation",
    id: `tie-${holder}-${about}`,
    meta: { profile: [profileUrl("wijk-organization-affiliation")] },
    active: true,
    period: { start: "2026-01-01" },
    organization: { reference: orgRef(holder) },
    participatingOrganization: { reference: orgRef(about) },
    code: [{ coding: [{ system: codeSystemUrl("verbinding"), code }] }],
  }));
}
