import { Anomaly } from "@wijkverband/fhir";
import { requestToken, supportedScopes, type KeySet } from "@wijkverband/identity";
import { isOnPatientSide } from "@wijkverband/policy";
import { clientOf, fhirUserOf } from "./clients.ts";
import { people, personOf } from "./region.ts";

/** Asks the demo's own token endpoint for a token, just as a vendor's system would.
 *  @throws {Anomaly} `incorrect` for an unknown person; what `requestToken` throws. */
export async function demoToken(key: string, keys: Pick<KeySet, "clients">, baseUrl: string): Promise<string> {
  const person = personOf(key);
  if (person === undefined) throw new Anomaly("incorrect", `nobody in the demo is called ${key}; there are: ${people.map((each) => each.key).join(", ")}`);
  const clientId = clientOf(person.organization);
  const clientKey = keys.clients[clientId];
  if (clientKey === undefined) throw new Anomaly("fault", "the demo's keys are missing; start the demo first");
  const { accessToken } = await requestToken({
    clientId,
    tokenEndpoint: `${baseUrl}/oauth/token`,
    key: clientKey,
    scope: supportedScopes,
    purpose: isOnPatientSide(person.role) ? "PATRQT" : "TREAT",
    person: { id: person.id, name: person.name, role: person.role, fhirUser: fhirUserOf(person) },
  });
  return accessToken;
}
