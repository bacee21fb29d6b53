import { activeRegistration, anyHasCode, isAvailability, isHuisartsTeam, isPhase, lastRegistration, ownCode, practiceOf, readCover, startOf, type Surroundings } from "@wijkverband/care";
import { questionOf, type ResourceTypeName } from "@wijkverband/fhir";
import type { Store, Stored } from "@wijkverband/store";
import type { CareTeam, HealthcareService, Organization, OrganizationAffiliation, Patient, Practitioner, PractitionerRole, Resource } from "hl7-fhir-r4-types";

/** What the directory says of one practice: its people, hours, posts and who covers it. */
interface PracticeDirectory {
  readonly practice: Organization | undefined;
  readonly practiceHours: HealthcareService | undefined;
  readonly roles: readonly PractitionerRole[];
  readonly practitioners: readonly Practitioner[];
  readonly affiliations: readonly OrganizationAffiliation[];
  readonly organizations: readonly Organization[];
  readonly services: readonly HealthcareService[];
}

/** Practices of the directory as they are read, by reference: who asks for several patients at once reads each practice once. */
export type DirectoryCache = Map<string, Promise<PracticeDirectory>>;

/** Reads all that decides who answers for a patient: `record` is what `store.record` gave, or of it the registrations, the availabilities with the phases, and the Patient.
 *  @param practices what this call read of the directory before */
export async function readSurroundings(store: Store, record: readonly Pick<Stored, "resource">[], at: Date, practices: DirectoryCache = new Map()): Promise<Surroundings> {
  const resources = record.map((stored) => stored.resource());
  const teams = resources.filter(isHuisartsTeam);
  const team = activeRegistration(teams, at);
  const last = lastRegistration(teams, at);
  const reference = (last && practiceOf(last)) ?? "";
  const patient = resources.find((resource): resource is Patient => resource.resourceType === "Patient");
  const own = { gpAvailability: resources.filter(isAvailability), phases: resources.filter(isPhase), ...(patient && { patient }), ...(team ? { team } : nextRegistration(teams, at)) };
  if (reference === "") return { ...own, roles: [], practitioners: [], affiliations: [], organizations: [], services: [] };
  let reading = practices.get(reference);
  if (reading === undefined) practices.set(reference, (reading = readPractice(store, reference, at)));
  const { practice, practiceHours, ...directory } = await reading;
  const people = await readMembers(store, team, directory);
  return { ...own, ...directory, ...people, ...(practice && { practice }), ...(practiceHours && { practiceHours }) };
}

/** When an unregistered patient is registered next: for a look at the past that is known. */
function nextRegistration(teams: readonly CareTeam[], at: Date): Pick<Surroundings, "registeredFrom"> {
  const starts = teams.flatMap(({ status, period }) => (period?.start !== undefined && (status === "active" || status === "inactive") && startOf(period.start) > at.getTime() ? [period.start] : []));
  const [registeredFrom] = starts.toSorted((one, other) => startOf(one) - startOf(other));
  return registeredFrom === undefined ? {} : { registeredFrom };
}

async function readPractice(store: Store, reference: string, at: Date): Promise<PracticeDirectory> {
  const practiceId = idOf(reference);
  const [services, practiceRoles, affiliations] = await Promise.all([
    find<HealthcareService>(store, "HealthcareService", "organization", practiceId, at),
    find<PractitionerRole>(store, "PractitionerRole", "organization", practiceId, at),
    find<OrganizationAffiliation>(store, "OrganizationAffiliation", "participating-organization", practiceId, at),
  ]);
  const others = [...new Set(affiliations.flatMap(({ organization }) => organization?.reference ?? []))];
  // who stands in for a huisarts is known at the practice; his number may stand in the role he has of his own
  const standIns = practiceRoles.flatMap((role) => readCover(role)?.by ?? []);
  const read = await store.readMany([...new Set([reference, ...others, ...standIns])]);
  const known = [...read.values()].map((stored) => stored.resource());
  const roles = uniqueById([...practiceRoles, ...known.filter((resource) => resource.resourceType === "PractitionerRole")]);
  const otherServices = await Promise.all(others.map((each) => find<HealthcareService>(store, "HealthcareService", "organization", idOf(each), at)));
  const organizations = known.filter((resource): resource is Organization => resource.resourceType === "Organization");
  return {
    practice: organizations.find(({ id }) => id === practiceId),
    practiceHours: services.find(isPracticeHours),
    roles,
    practitioners: await practitionersOf(store, roles),
    affiliations,
    organizations: organizations.filter(({ id }) => id !== practiceId),
    services: otherServices.flat(),
  };
}

/** Who is named in the registration and works elsewhere. */
async function readMembers(store: Store, team: CareTeam | undefined, { roles, practitioners }: Pick<PracticeDirectory, "roles" | "practitioners">): Promise<Partial<Pick<PracticeDirectory, "roles" | "practitioners">>> {
  const known = new Set(roles.map(({ id }) => `PractitionerRole/${id}`));
  const members = (team?.participant ?? []).flatMap(({ member }) => member?.reference ?? []).filter((each) => each.startsWith("PractitionerRole/") && !known.has(each));
  if (members.length === 0) return {};
  const others = [...(await store.readMany([...new Set(members)])).values()].map((stored) => stored.resource() as PractitionerRole);
  return { roles: uniqueById([...roles, ...others]), practitioners: uniqueById([...practitioners, ...(await practitionersOf(store, others))]) };
}

async function practitionersOf(store: Store, roles: readonly PractitionerRole[]): Promise<readonly Practitioner[]> {
  const read = await store.readMany([...new Set(roles.flatMap(({ practitioner }) => practitioner?.reference ?? []))]);
  return [...read.values()].map((stored) => stored.resource() as Practitioner);
}

function isPracticeHours({ active, type }: HealthcareService): boolean {
  return active !== false && anyHasCode(type, ownCode("dienst", "praktijkuren"));
}

function idOf(reference: string): string {
  return reference.slice(reference.indexOf("/") + 1);
}

function uniqueById<R extends Resource>(resources: readonly R[]): readonly R[] {
  return [...new Map(resources.map((resource) => [resource.id, resource])).values()];
}

/** Directory resources that refer to an organisation; a practice has few enough for one page. */
async function find<R extends Resource>(store: Store, type: ResourceTypeName, parameter: string, organization: string, at: Date): Promise<readonly R[]> {
  const query = questionOf(type, [{ kind: "reference", parameter, values: [{ type: "Organization", id: organization }] }], 200);
  const { matches } = await store.search({ query, visible: "server", at });
  return matches.map((stored) => stored.resource() as R);
}
