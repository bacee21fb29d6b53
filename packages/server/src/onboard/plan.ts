import { codeSystemUrl, profileUrl, system } from "@wijkverband/fhir";
import type { House } from "@wijkverband/facade";
import type { Stored } from "@wijkverband/store";
import type { CodeableConcept, Coding, HealthcareService, HumanName, Identifier, Organization, OrganizationAffiliation, Practitioner, PractitionerRole, Resource } from "hl7-fhir-r4-types";
import { createFinder, organizationNumbers, pointingAt, type Finder } from "./find.ts";
import { formFault, numbersOf, type Form, type FormAffiliation, type FormHours, type FormPerson } from "./form.ts";

/** One resource that a form asks for. */
export interface Wanted<R extends Resource = Resource> {
  /** Where the form says so: `people[2]`. */
  readonly field: string;
  readonly resource: R & { readonly id: string };
  /** What the directory has of it. */
  readonly former?: Stored;
}

export interface OnboardPlan {
  /** `Organization/<id>` */
  readonly organization: string;
  readonly wanted: readonly Wanted[];
  /** `PractitionerRole/<id>` of each person, in the order of the form. */
  readonly roles: readonly string[];
  readonly finder: Finder;
}

/** What a form comes to in a directory, found back by number.
 *  @throws {Anomaly} `incorrect` naming the field of the form, when a number is of two organisations or people, or of nobody */
export async function planOnboarding({ store, newId, valueSets, clock }: Pick<House, "store" | "newId" | "valueSets" | "clock">, form: Form): Promise<OnboardPlan> {
  const finder = createFinder(store, clock());
  const found = await one(finder.byNumber("Organization", organizationNumbers(form.organization)), "organization", "these numbers are of two organisations");
  const organization = organizationOf(form, found, newId, valueSets);
  const own = `Organization/${organization.resource.id}`;
  const people = await peopleOf(form, finder, own, newId);
  const hours = await Promise.all((form.hours ?? []).map((each, place) => hoursOf(each, `hours[${place}]`, finder, own, newId)));
  const ties = await Promise.all((form.affiliations ?? []).map((each, place) => affiliationOf(each, `affiliations[${place}]`, finder, own, newId)));
  return { organization: own, wanted: [organization, ...people.persons, ...people.roles, ...hours, ...ties], roles: people.roles.map(({ resource }) => `PractitionerRole/${resource.id}`), finder };
}

function organizationOf({ organization }: Form, former: Stored | undefined, newId: () => string, valueSets: House["valueSets"]): Wanted<Organization> {
  const { name, type, phone } = organization;
  const kept = former?.resource() as Organization | undefined;
  const isOf = (set: string): boolean => valueSets.get(`https://wijkverband.example/fhir/ValueSet/${set}`)?.some(({ code }) => code === type) ?? false;
  const network = isOf("netwerk");
  const coding: Coding = { system: network ? codeSystemUrl("netwerk") : isOf("organisatie-soort") ? codeSystemUrl("organisatie-soort") : system.organizationType, code: type };
  return {
    field: "organization",
    ...(former !== undefined && { former }),
    resource: {
      ...kept,
      resourceType: "Organization",
      id: former?.id ?? newId(),
      meta: { ...kept?.meta, profile: [profileUrl(network ? "wijk-network" : "wijk-organization")] },
      identifier: withNumbers(kept?.identifier, organizationNumbers(organization)),
      active: true,
      type: [{ coding: [coding] }],
      name,
      ...(phone !== undefined && { telecom: [{ system: "phone", value: phone, use: "work" }] }),
    },
  };
}

interface People {
  /** Each human being once. */
  readonly persons: readonly Wanted<Practitioner>[];
  /** In the order of the form. */
  readonly roles: readonly Wanted<PractitionerRole>[];
}

async function peopleOf({ people = [], organization }: Form, finder: Finder, own: string, newId: () => string): Promise<People> {
  const [number] = organizationNumbers(organization);
  const within = `https://wijkverband.example/fhir/NamingSystem/medewerker-${number?.value}`;
  const sought = await Promise.all(people.map(async (person, place) => ({ person, numbers: numbersOf(person, within), former: await one(finder.byNumber("Practitioner", numbersOf(person, within)), `people[${place}]`, "these numbers are of two people") })));
  // who stands in the form with two roles is one person
  const persons: Wanted<Practitioner>[] = [];
  for (const [place, { person, numbers, former }] of sought.entries()) {
    const same = sought.slice(0, place).findIndex((other) => other.numbers.some((known) => numbers.some((each) => known.system === each.system && known.value === each.value)));
    persons.push(persons[same] ?? practitionerOf(person, `people[${place}]`, numbers, former, newId));
  }
  const made: Wanted<PractitionerRole>[] = [];
  for (const [place, of] of persons.entries()) {
    const person = people[place]!;
    const roles = of.former === undefined ? [] : await finder.where("PractitionerRole", [pointingAt("practitioner", `Practitioner/${of.resource.id}`), pointingAt("organization", own)]);
    const former = roles.find((stored) => hasRole(stored.resource() as PractitionerRole, person.role));
    made.push(roleOf(person, `people[${place}]`, of.resource, own, former, newId));
  }
  for (const [place, { person }] of sought.entries()) {
    if (person.supervisor === undefined) continue;
    const reference = await supervisorOf(person.supervisor, `people[${place}].supervisor`, sought, made, finder, own);
    const role = made[place]!;
    const others = (role.resource.extension ?? []).filter(({ url }) => url !== profileUrl("supervisor"));
    made[place] = { ...role, resource: { ...role.resource, extension: [...others, { url: profileUrl("supervisor"), valueReference: { reference } }] } };
  }
  return { persons: [...new Set(persons)], roles: made };
}

function practitionerOf(person: FormPerson, field: string, numbers: readonly Identifier[], former: Stored | undefined, newId: () => string): Wanted<Practitioner> {
  const kept = former?.resource() as Practitioner | undefined;
  return {
    field,
    ...(former !== undefined && { former }),
    resource: { ...kept, resourceType: "Practitioner", id: former?.id ?? newId(), meta: { ...kept?.meta, profile: [profileUrl("wijk-practitioner")] }, identifier: withNumbers(kept?.identifier, numbers), name: [nameOf(person)] },
  };
}

/** A prefix is part of the family name, told apart as Dutch systems do. */
function nameOf({ given, prefix, family }: FormPerson): HumanName {
  const whole = [prefix, family].filter((each) => each !== undefined).join(" ");
  return { use: "official", text: [given, whole].filter((each) => each !== undefined).join(" "), family: whole, ...(given !== undefined && { given: [given] }) };
}

function roleOf(person: FormPerson, field: string, practitioner: Practitioner & { readonly id: string }, own: string, former: Stored | undefined, newId: () => string): Wanted<PractitionerRole> {
  const kept = former?.resource() as PractitionerRole | undefined;
  const display = practitioner.name?.[0]?.text;
  return {
    field,
    ...(former !== undefined && { former }),
    resource: {
      ...kept,
      resourceType: "PractitionerRole",
      id: former?.id ?? newId(),
      meta: { ...kept?.meta, profile: [profileUrl("wijk-practitioner-role")] },
      active: true,
      practitioner: { reference: `Practitioner/${practitioner.id}`, ...(display !== undefined && { display }) },
      organization: { reference: own },
      code: [concept("rol", person.role)],
      ...(person.phone !== undefined && { telecom: [{ system: "phone", value: person.phone, use: "work" }] }),
    },
  };
}

async function supervisorOf(number: string, field: string, sought: readonly { readonly person: FormPerson; readonly numbers: readonly Identifier[] }[], made: readonly Wanted<PractitionerRole>[], finder: Finder, own: string): Promise<string> {
  const inForm = sought.findIndex(({ person, numbers }) => person.role === "huisarts" && numbers.some(({ value }) => value === number));
  if (inForm >= 0) return `PractitionerRole/${made[inForm]?.resource.id}`;
  const people = await finder.where("Practitioner", [{ kind: "token", parameter: "identifier", values: [system.uzi, system.agb, system.big].map((of) => ({ system: of, code: number })) }]);
  for (const { id } of people) {
    const roles = await finder.where("PractitionerRole", [pointingAt("practitioner", `Practitioner/${id}`), pointingAt("organization", own)]);
    const huisarts = roles.find((stored) => hasRole(stored.resource() as PractitionerRole, "huisarts"));
    if (huisarts !== undefined) return `PractitionerRole/${huisarts.id}`;
  }
  throw formFault([`${field}: no huisarts of this organisation has this number`]);
}

async function hoursOf(hours: FormHours, field: string, finder: Finder, own: string, newId: () => string): Promise<Wanted<HealthcareService>> {
  const services = await finder.where("HealthcareService", [pointingAt("organization", own)]);
  const former = services.find((stored) => (stored.resource() as HealthcareService).type?.some(({ coding }) => coding?.some(({ system: of, code }) => of === codeSystemUrl("dienst") && code === hours.service)));
  const kept = former?.resource() as HealthcareService | undefined;
  return {
    field,
    ...(former !== undefined && { former }),
    resource: {
      ...kept,
      resourceType: "HealthcareService",
      id: former?.id ?? newId(),
      meta: { ...kept?.meta, profile: [profileUrl("wijk-healthcare-service")] },
      active: true,
      providedBy: { reference: own },
      type: [concept("dienst", hours.service)],
      ...(hours.phone !== undefined && { telecom: [{ system: "phone", value: hours.phone, use: "work" }] }),
      availableTime: hours.times.map(({ days, from, until, allDay }) => ({ daysOfWeek: days as NonNullable<NonNullable<HealthcareService["availableTime"]>[number]["daysOfWeek"]>, ...(allDay === true ? { allDay } : { availableStartTime: `${from}:00`, availableEndTime: `${until}:00` }) })),
      ...(hours.closed !== undefined && { notAvailable: hours.closed.map(({ from, until, why }) => ({ description: why ?? "gesloten", during: { start: from, end: until } })) }),
    },
  };
}

async function affiliationOf({ kind, by, for: about, from, until, includesAnw }: FormAffiliation, field: string, finder: Finder, own: string, newId: () => string): Promise<Wanted<OrganizationAffiliation>> {
  const side = by === undefined ? "for" : "by";
  const other = await one(finder.byNumber("Organization", organizationNumbers(by ?? about ?? {})), `${field}.${side}`, "these numbers are of two organisations");
  if (other === undefined) throw formFault([`${field}.${side}: no organisation has this number; onboard that one first`]);
  const [holder, tied] = side === "by" ? [`Organization/${other.id}`, own] : [own, `Organization/${other.id}`];
  const among = await finder.where("OrganizationAffiliation", [pointingAt("primary-organization", holder), pointingAt("participating-organization", tied)]);
  const former = among.find((stored) => (stored.resource() as OrganizationAffiliation).code?.some(({ coding }) => coding?.some(({ system: of, code }) => of === codeSystemUrl("verbinding") && code === kind)));
  const kept = former?.resource() as OrganizationAffiliation | undefined;
  const extension = includesAnw === undefined ? undefined : [{ url: profileUrl("includes-anw"), valueBoolean: includesAnw }];
  return {
    field,
    ...(former !== undefined && { former }),
    resource: {
      ...kept,
      resourceType: "OrganizationAffiliation",
      id: former?.id ?? newId(),
      meta: { ...kept?.meta, profile: [profileUrl("wijk-organization-affiliation")] },
      ...(extension !== undefined && { extension }),
      active: true,
      period: { start: from, ...(until !== undefined && { end: until }) },
      organization: { reference: holder },
      participatingOrganization: { reference: tied },
      code: [concept("verbinding", kind)],
    },
  };
}

/** Numbers are added, never taken away. */
function withNumbers(kept: readonly Identifier[] = [], numbers: readonly Identifier[]): Identifier[] {
  return [...kept, ...numbers.filter(({ system: of, value }) => !kept.some((each) => each.system === of && each.value === value))];
}

function hasRole({ code }: PractitionerRole, role: string): boolean {
  return code?.some(({ coding }) => coding?.some((each) => each.system === codeSystemUrl("rol") && each.code === role)) ?? false;
}

function concept(codeSystem: string, code: string): CodeableConcept {
  return { coding: [{ system: codeSystemUrl(codeSystem), code }] };
}

async function one(found: Promise<readonly Stored[]>, field: string, text: string): Promise<Stored | undefined> {
  const [first, second] = await found;
  if (second !== undefined) throw formFault([`${field}: ${text}`]);
  return first;
}
