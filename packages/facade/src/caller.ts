import { bsnKey, isCoverRole, isInForce, plain, roleKeyOf } from "@wijkverband/care";
import { Anomaly, codeSystemUrl, organizationTypeOf, profileUrl, questionOf, system, type Clause, type TokenValue } from "@wijkverband/fhir";
import type { Principal } from "@wijkverband/identity";
import { isOnPatientSide, isRole, policy, type Caller, type PatientSide } from "@wijkverband/policy";
import type { Store, Stored } from "@wijkverband/store";
import type { Organization, PractitionerRole } from "hl7-fhir-r4-types";
import type { House } from "./house.ts";

/** Principals are kept by the verifier while their token lives, so this forgets when they do. */
const known = new WeakMap<Principal, Caller>();

/** Who a verified token speaks for, in references of our directory. A person and a role are demanded (`person`);
 *  an organisation that the directory doesn't know makes a caller without organisation, to whom almost no row applies.
 *  @throws {Anomaly} `forbidden` (person) when the token names no person or a role that isn't ours. */
export async function resolveCaller({ store, bases }: Pick<House, "store" | "bases">, principal: Principal, at: Date): Promise<Caller> {
  const cached = known.get(principal);
  if (cached !== undefined) return cached;
  const { person, organization } = principal;
  if (person === undefined || !isRole(person.role)) {
    throw new Anomaly("forbidden", "a call on patient data names a person and a known role", { rule: "person" });
  }
  if (isOnPatientSide(person.role)) return callerOfPatient(person.role, person.fhirUser);
  const found = organization && (await findByIdentifier(store, "Organization", { system: organization.system, code: organization.identifier }, at));
  const reference = found && `Organization/${found.id}`;
  const self = await findPerson(store, person, reference, at);
  const supervisor = self === undefined ? undefined : await supervisorOf(store, self);
  const caller: Caller = {
    role: person.role,
    ...(reference !== undefined && { organization: reference }),
    ...typedBy(found?.resource() as Organization | undefined),
    ...(self !== undefined && { person: self }),
    ...(supervisor !== undefined && { supervisor }),
    bases,
  };
  // a supervisor can be taken away at any moment, so who needs one is looked up each time
  if ((organization === undefined || found !== undefined) && !worksUnderSomebody(caller)) known.set(principal, caller);
  return caller;
}

/** Somebody who works at an organisation in a role, by the directory alone: for what is done in his name while no token of his is at hand. `undefined` when the
 *  directory doesn't say so (any more). @param person `PractitionerRole/<id>` @param organization `Organization/<id>` */
export async function callerInRole({ store, bases }: Pick<House, "store" | "bases">, { role, person, organization }: { readonly role: string; readonly person: string; readonly organization: string }, at: Date): Promise<Caller | undefined> {
  if (!isRole(role) || isOnPatientSide(role) || !person.startsWith("PractitionerRole/")) return undefined;
  const found = await store.readMany([person, organization]);
  const own = found.get(person)?.resource() as PractitionerRole | undefined;
  const employer = found.get(organization)?.resource() as Organization | undefined;
  if (own === undefined || employer === undefined || !worksAt(own, organization, at) || roleKeyOf(own) !== role) return undefined;
  const supervisor = await supervisorOf(store, person);
  return { role, organization, ...typedBy(employer), person, ...(supervisor !== undefined && { supervisor }), bases };
}

/** Tells whether a role is one at this organisation now. */
export function worksAt({ active, period, organization }: PractitionerRole, employer: string, at: Date): boolean {
  return active !== false && isInForce(period, at) && plain(organization?.reference) === employer;
}

/** What kind of organisation it is, by the directory: what a token says of its own organisation opens no door that a patient opened for a kind. */
export function typedBy(organization: Organization | undefined): Pick<Caller, "organizationType"> {
  const type = organizationTypeOf(organization);
  return type === undefined ? {} : { organizationType: type };
}

function worksUnderSomebody({ role }: Caller): boolean {
  return policy.some(({ roles, when }) => when === "registered-practice-supervised" && roles.includes(role));
}

/** A patient or carer speaks for nobody else: the portal that vouches for the person gives no ties. */
function callerOfPatient(role: PatientSide, fhirUser: string | undefined): Caller {
  const fits = fhirUser?.startsWith(role === "patient" ? "Patient/" : "RelatedPerson/") ?? false;
  return { role, ...(fits && fhirUser !== undefined && { person: fhirUser }) };
}

async function findPerson(store: Store, person: NonNullable<Principal["person"]>, organization: string | undefined, at: Date): Promise<string | undefined> {
  const named = person.fhirUser;
  if (organization === undefined) return undefined;
  if (named?.startsWith("PractitionerRole/")) {
    const role = (await store.readMany([named])).get(named)?.resource() as PractitionerRole | undefined;
    return role?.organization?.reference === organization && role.active !== false ? named : undefined;
  }
  // a number may stand twice in the directory; the one that counts has a role at this very organisation
  const numbers = [system.uzi, system.agb].map((each) => ({ system: each, code: person.id }));
  for (const practitioner of await allByIdentifier(store, "Practitioner", numbers, 20, at)) {
    const role = await roleAt(store, practitioner.id, organization, at);
    if (role !== undefined && (role.resource() as PractitionerRole).active !== false) return `PractitionerRole/${role.id}`;
  }
  return undefined;
}

/** The huisarts of the same organisation whom the directory names as supervisor of a role (`supervised`). */
async function supervisorOf(store: Store, self: string): Promise<string | undefined> {
  const own = (await store.readMany([self])).get(self)?.resource() as PractitionerRole | undefined;
  const named = own?.extension?.find(({ url }) => url === supervisorUrl)?.valueReference?.reference;
  const supervisor = named === undefined ? undefined : ((await store.readMany([named])).get(named)?.resource() as PractitionerRole | undefined);
  const isHuisarts = supervisor?.code?.some(({ coding }) => coding?.some(({ system, code }) => system === codeSystemUrl("rol") && code === "huisarts")) ?? false;
  const together = supervisor?.organization?.reference !== undefined && supervisor.organization.reference === own?.organization?.reference;
  return isHuisarts && together && supervisor.active !== false ? named : undefined;
}

/** Extension of PractitionerRole: under whom somebody works. */
const supervisorUrl = profileUrl("supervisor");

/** The role of his own that a practitioner has at an organisation, if the directory knows one. For whom he stands in there is no role of his own. */
export async function roleAt(store: Store, practitioner: string, organization: string, at: Date): Promise<Stored | undefined> {
  const where: readonly Clause[] = [
    { kind: "reference", parameter: "practitioner", values: [{ type: "Practitioner", id: practitioner }] },
    { kind: "reference", parameter: "organization", values: [{ type: "Organization", id: organization.slice("Organization/".length) }] },
  ];
  const { matches } = await store.search({ query: questionOf("PractitionerRole", where, mostRoles), visible: "server", at });
  return matches.find((stored) => !isCoverRole(stored.resource() as PractitionerRole));
}

/** Most roles of one practitioner at one organisation that are looked at: his own is among the first, before those of his covers. */
const mostRoles = 200;

/** The one resource of a type that carries an identifier. Our own question: whoever asks decides what to do with the answer. */
export async function findByIdentifier(store: Store, type: "Organization" | "Practitioner" | "Patient", token: TokenValue, at: Date): Promise<Stored | undefined> {
  if (type === "Patient" && token.system === system.bsn) return store.holderOf(bsnKey(token.code ?? ""));
  return (await allByIdentifier(store, type, [token], 1, at))[0];
}

async function allByIdentifier(store: Store, type: "Organization" | "Practitioner" | "Patient", values: readonly TokenValue[], count: number, at: Date): Promise<readonly Stored[]> {
  const query = questionOf(type, [{ kind: "token" as const, parameter: "identifier", values }], count);
  return (await store.search({ query, visible: "server", at })).matches;
}
