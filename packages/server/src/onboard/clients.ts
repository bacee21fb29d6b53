import { Anomaly } from "@wijkverband/fhir";
import { indexRegistrations, supportedScopes, type ClientRegistration, type RegisteredPerson } from "@wijkverband/identity";
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { organizationNumbers } from "./find.ts";
import { formFault, type Form, type FormPerson } from "./form.ts";

/** The clients of a server with the one of a form, ready to be put in place. */
export interface ClientList {
  readonly outcome: "made" | "changed" | "same";
  /** Puts it where the server reads it. */
  keep(): void;
  /** Leaves everything as it was. */
  drop(): void;
}

/** The registration that a form asks for: the system speaks for this organisation and for the people in the form, each in the own roles.
 *  @param roles `PractitionerRole/<id>` of the people, in the order of the form
 *  @param folder where the form lies
 *  @throws {Anomaly} `incorrect` naming the field */
export function prepareClient(dataDir: string, form: Form, roles: readonly string[], folder: string): ClientList | undefined {
  const { client, organization, people = [] } = form;
  if (client === undefined) return undefined;
  const [number] = organizationNumbers(organization);
  if (number === undefined) throw formFault(["organization: has ura, kvk or agb"]);
  const persons = personsOf(people, roles);
  const jwks = client.jwks ?? { file: resolve(folder, client.jwksFile ?? "") };
  const registration: ClientRegistration = {
    clientId: client.id,
    jwks,
    organization: { name: organization.name, system: number.system, identifier: number.value, type: organization.type },
    persons,
    roles: [...new Set(people.map(({ role }) => role))],
    scopes: client.scopes ?? supportedScopes,
    ...(client.acrs !== undefined && { acrs: client.acrs }),
  };
  try {
    indexRegistrations([registration]);
  } catch (thrown) {
    if (thrown instanceof Anomaly) throw formFault([`client: ${thrown.message}`]);
    throw thrown;
  }
  const path = join(dataDir, "clients.json");
  const kept = readClients(path);
  const former = kept.find(({ clientId }) => clientId === client.id);
  if (former !== undefined && (former.organization.system !== number.system || former.organization.identifier !== number.value)) throw formFault(["client.id: is the system of another organisation"]);
  if (isDeepStrictEqual(JSON.parse(JSON.stringify(former ?? null)), JSON.parse(JSON.stringify(registration)))) return { outcome: "same", keep: nothing, drop: nothing };
  const next = `${path}.next`;
  writeFileSync(next, `${JSON.stringify([...kept.filter((each) => each !== former), registration], undefined, 2)}\n`, { mode: 0o600 });
  return { outcome: former === undefined ? "made" : "changed", keep: () => renameSync(next, path), drop: () => rmSync(next, { force: true }) };
}

/** Who has several roles here is one person, told apart by the directory. */
function personsOf(people: readonly FormPerson[], roles: readonly string[]): readonly RegisteredPerson[] {
  const idOf = ({ uzi, agb, big, number }: FormPerson): string => uzi ?? agb ?? big ?? number ?? "";
  return [...new Set(people.map(idOf))].map((id) => {
    const places = people.flatMap((person, place) => (idOf(person) === id ? [place] : []));
    const [fhirUser] = places.map((place) => roles[place]);
    return { id, roles: places.flatMap((place) => people[place]?.role ?? []), ...(places.length === 1 && fhirUser !== undefined && { fhirUser }) };
  });
}

function nothing(): void {
  // it stands there already
}

function readClients(path: string): readonly ClientRegistration[] {
  if (!existsSync(path)) return [];
  try {
    return JSON.parse(readFileSync(path, "utf8")) as readonly ClientRegistration[];
  } catch {
    throw new Anomaly("fault", `${path} isn't JSON`);
  }
}
