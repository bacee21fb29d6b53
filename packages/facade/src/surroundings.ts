import { activeRegistration, isAvailability, isHuisartsTeam, isPhase, lastRegistration, practiceOf, readCover, type Surroundings } from "@wijkverband/care";
import { codeSystemUrl, type ResourceTypeName, type SearchQuery } from "@wijkverband/fhir";
import type { Store, Stored } from "@wijkverband/store";
import type { HealthcareService, Organization, OrganizationAffiliation, Patient, Practitioner, PractitionerRole, Resource } from "hl7-fhir-r4-types";

/** Reads all that decides who answers for a patient: `record` is what `store.record` gave. */
export async function readSurroundings(store: Store, record: readonly Stored[], at: Date): Promise<Surroundings> {
  const resources = record.map((stored) => stored.resource());
  const teams = resources.filter(isHuisartsTeam);
  const team = activeRegistration(teams, at);
  const last = lastRegistration(teams, at);
  const reference = (last && practiceOf(last)) ?? "";
  const patient = resources.find((resource): resource is Patient => resource.resourceType === "Patient");
  const own = { gpAvailability: resources.filter(isAvailability), phases: resources.filter(isPhase), ...(patient && { patient }) };
  if (reference === "") return { ...own, roles: [], practitioners: [], affiliations: [], organizations: [], services: [], ...(team && { team }) };

  const practiceId = idOf(reference);
  const [services, practiceRoles, affiliations] = await Promise.all([
    find<HealthcareService>(store, "HealthcareService", "organization", practiceId, at),
    find<PractitionerRole>(store, "PractitionerRole", "organization", practiceId, at),
    find<OrganizationAffiliation>(store, "OrganizationAffiliation", "participating-organization", practiceId, at),
  ]);
  const others = [...new Set(affiliations.flatMap(({ organization }) => organization?.reference ?? []))];
  const members = (team?.participant ?? []).flatMap(({ member }) => member?.reference ?? []).filter((each) => each.startsWith("PractitionerRole/"));
  // who stands in for a huisarts is known at the practice; his number may stand in the role he has of his own
  const standIns = practiceRoles.flatMap((role) => readCover(role)?.by ?? []);
  const read = await store.readMany([...new Set([reference, ...others, ...members, ...standIns])]);
  const known = [...read.values()].map((stored) => stored.resource());
  const roles = uniqueById([...practiceRoles, ...known.filter((resource) => resource.resourceType === "PractitionerRole")]);
  const practitioners = await store.readMany(roles.flatMap(({ practitioner }) => practitioner?.reference ?? []));
  const otherServices = await Promise.all(others.map((each) => find<HealthcareService>(store, "HealthcareService", "organization", idOf(each), at)));
  const organizations = known.filter((resource): resource is Organization => resource.resourceType === "Organization");
  const practice = organizations.find(({ id }) => id === practiceId);
  const practiceHours = services.find(isPracticeHours);
  return {
    ...(team && { team }),
    ...(practice && { practice }),
    ...(practiceHours && { practiceHours }),
    ...own,
    roles,
    practitioners: [...practitioners.values()].map((stored) => stored.resource() as Practitioner),
    affiliations,
    organizations: organizations.filter(({ id }) => id !== practiceId),
    services: otherServices.flat(),
  };
}

function isPracticeHours({ active, type }: HealthcareService): boolean {
  return active !== false && (type?.some(({ coding }) => coding?.some(({ system, code }) => system === codeSystemUrl("dienst") && code === "praktijkuren")) ?? false);
}

function idOf(reference: string): string {
  return reference.slice(reference.indexOf("/") + 1);
}

function uniqueById<R extends Resource>(resources: readonly R[]): readonly R[] {
  return [...new Map(resources.map((resource) => [resource.id, resource])).values()];
}

/** Directory resources that refer to an organisation; a practice has few enough for one page. */
async function find<R extends Resource>(store: Store, type: ResourceTypeName, parameter: string, organization: string, at: Date): Promise<readonly R[]> {
  const query: SearchQuery = {
    type,
    where: [{ kind: "reference", parameter, values: [{ type: "Organization", id: organization }] }],
    sort: [],
    count: 200,
    include: [],
    revinclude: [],
    total: false,
  };
  const { matches } = await store.search({ query, visible: "server", at });
  return matches.map((stored) => stored.resource() as R);
}
