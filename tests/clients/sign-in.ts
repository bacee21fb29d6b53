import { fhirUserOf, people } from "@wijkverband/server";
import { importJWK, type CryptoKey } from "jose";
import * as oauth from "oauth4webapi";
import type { Demo } from "../harness.ts";

/** The demo speaks HTTP, which the library takes for this machine only when told so. */
export const onThisMachine = { [oauth.allowInsecureRequests]: true } as const;

/** The software of a person's organisation, with what proves that it is it, and for whom it asks. */
export interface System {
  readonly client: oauth.Client;
  readonly proof: oauth.ClientAuth;
}

/** What a vendor has after registering: a client id and a key. */
export async function systemOf(demo: Demo, who: string): Promise<System> {
  const person = people.find(({ key }) => key === who);
  if (person === undefined) throw new Error(`nobody is called ${who}`);
  const clientId = `systeem-${person.organization}`;
  const jwk = demo.runtime.keys.clients[clientId];
  if (jwk === undefined) throw new Error(`${clientId} has no key`);
  const key = (await importJWK(jwk, "ES384")) as CryptoKey;
  const { id, name, role } = person;
  const proof = oauth.PrivateKeyJwt({ key, kid: jwk.kid ?? "" }, {
    [oauth.modifyAssertion]: (_header, claims) => Object.assign(claims, { person: { id, name, role, fhirUser: fhirUserOf(person) }, purpose: "TREAT" }),
  });
  return { client: { client_id: clientId }, proof };
}

/** The authorisation server as the FHIR base names it. */
export async function discover(demo: Demo): Promise<oauth.AuthorizationServer> {
  const response = await fetch(`${demo.url}/fhir/.well-known/smart-configuration`);
  return oauth.processDiscoveryResponse(new URL(`${demo.url}/oauth`), response);
}

/** Asks for a token as SMART Backend Services has it. @param dpop binds it to a key */
export async function requestToken(server: oauth.AuthorizationServer, { client, proof }: System, scope: string, dpop?: oauth.DPoPHandle): Promise<oauth.TokenEndpointResponse> {
  const response = await oauth.clientCredentialsGrantRequest(server, client, proof, { scope }, { ...onThisMachine, ...(dpop !== undefined && { DPoP: dpop }) });
  return oauth.processClientCredentialsResponse(server, client, response);
}

/** A bearer token for a person, from configuration to token by somebody else's code. @param tokenUrl where the client itself found that tokens are given */
export async function signIn(demo: Demo, who: string, tokenUrl?: string): Promise<string> {
  const server = await discover(demo);
  const { access_token: token } = await requestToken({ ...server, ...(tokenUrl !== undefined && { token_endpoint: tokenUrl }) }, await systemOf(demo, who), (server.scopes_supported ?? []).join(" "));
  return token;
}
