import { publicPart, supportedScopes, type ClientRegistration, type KeySet, type RegisteredPerson } from "@wijkverband/identity";
import { roleRef } from "./directory.ts";
import { mainCarer, mainPatient, organizationOf, organizations, people, type DemoPerson } from "./region.ts";

/** Client ids of the demo: one system an organisation. */
export const demoClients: readonly string[] = organizations.map(({ key }) => clientOf(key));

export function clientOf(organization: string): string {
  return `systeem-${organization}`;
}

/** What each system of the demo may say: for its own organisation, its own people, in their own roles. */
export function demoRegistrations(keys: KeySet): readonly ClientRegistration[] {
  return organizations.flatMap(({ key }): readonly ClientRegistration[] => {
    const persons = people.filter(({ organization }) => organization === key);
    const clientKey = keys.clients[clientOf(key)];
    if (persons.length === 0 || clientKey === undefined) return [];
    const { name, system, identifier, type } = organizationOf(key);
    return [
      {
        clientId: clientOf(key),
        jwks: { keys: [publicPart(clientKey)] },
        organization: { name, system, identifier, type },
        persons: [...new Map(persons.map((person) => [person.id, registered(person)])).values()],
        roles: [...new Set(persons.map(({ role }) => role))],
        scopes: supportedScopes,
      },
    ];
  });
}

/** Where a person of the demo stands in the directory, or as patient or carer of the main patient. */
export function fhirUserOf(person: DemoPerson): string {
  if (person.role === "patient") return mainPatient;
  if (person.role === "mantelzorger") return mainCarer;
  return roleRef(person);
}

function registered(person: DemoPerson): RegisteredPerson {
  return { id: person.id, roles: [person.role], fhirUser: fhirUserOf(person) };
}
