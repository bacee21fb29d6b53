import { mainPatient } from "@wijkverband/server";
import * as oauth from "oauth4webapi";
import { beforeAll, describe, expect, test } from "vitest";
import { useDemo } from "../use-demo.ts";
import { discover, onThisMachine, requestToken, systemOf, type System } from "./sign-in.ts";

const scope = "system/Patient.rs wijkverband-palliatief";

describe("oauth4webapi", () => {
  const demo = useDemo();
  let server: oauth.AuthorizationServer;
  let system: System;
  beforeAll(async () => {
    server = await discover(demo);
    system = await systemOf(demo, "huisarts");
  });
  const patient = (): URL => new URL(`${demo.url}/fhir/${mainPatient}`);
  const read = (token: string, options: object = {}, url = patient()): Promise<Response> => oauth.protectedResourceRequest(token, "GET", url, new Headers({ accept: "application/fhir+json" }), null, { ...onThisMachine, ...options });
  const thrownBy = (call: Promise<unknown>): Promise<unknown> => call.then(() => undefined, (error: unknown) => error);
  const newKeys = (): Promise<CryptoKeyPair> => oauth.generateKeyPair("ES256");

  describe("discovery", () => {
    test.each(["oauth2", "oidc"] as const)("by the issuer, as %s has it, says the same as the smart-configuration", async (algorithm) => {
      const issuer = new URL(`${demo.url}/oauth`);
      const found = await oauth.processDiscoveryResponse(issuer, await oauth.discoveryRequest(issuer, { algorithm, ...onThisMachine }));
      for (const key of ["issuer", "token_endpoint", "jwks_uri", "scopes_supported", "dpop_signing_alg_values_supported", "token_endpoint_auth_signing_alg_values_supported"] as const) expect(found[key]).toEqual(server[key]);
      expect(found.response_types_supported).toEqual([]);
    });

    test("names what SMART Backend Services need, and nothing that isn't there", () => {
      expect(server).toMatchObject({ grant_types_supported: ["client_credentials"], token_endpoint_auth_methods_supported: ["private_key_jwt"], capabilities: expect.arrayContaining(["client-confidential-asymmetric", "permission-v2"]) });
      expect(server.authorization_endpoint).toBeUndefined();
    });
  });

  describe("private_key_jwt", () => {
    test("gives a bearer token that reads what its scope reaches", async () => {
      const granted = await requestToken(server, system, scope);
      expect(granted).toMatchObject({ token_type: "bearer", scope, expires_in: expect.any(Number) });
      const answer = await read(granted.access_token);
      expect(answer.status).toBe(200);
      expect(await answer.json()).toMatchObject({ resourceType: "Patient", id: "willem-voorbeeld" });
      expect((await read(granted.access_token, {}, new URL(`${demo.url}/fhir/Consent/willem-limiet-icd`))).status).toBe(403);
    });

    test("an access token passes for what RFC 9068 says it is", async () => {
      const { access_token: token } = await requestToken(server, system, scope);
      const request = new Request(patient(), { headers: { authorization: `Bearer ${token}` } });
      const claims = await oauth.validateJwtAccessToken(server, request, `${demo.url}/fhir`, { ...onThisMachine, signingAlgorithms: ["ES384"] });
      expect(claims).toMatchObject({ client_id: system.client.client_id, sub: system.client.client_id, scope });
    });

    test("a refusal says which: a scope that isn't ours, a person who isn't theirs, a client that nobody knows", async () => {
      expect(await thrownBy(requestToken(server, system, "system/*.cruds"))).toMatchObject({ error: "invalid_scope", status: 400, error_description: expect.any(String) });
      const elsewhere = await systemOf(demo, "huisarts-elders");
      expect(await thrownBy(requestToken(server, { client: system.client, proof: elsewhere.proof }, scope))).toMatchObject({ error: "invalid_client", status: 401 });
      expect(await thrownBy(requestToken(server, { client: { client_id: "niemand" }, proof: system.proof }, scope))).toMatchObject({ error: "invalid_client", status: 401 });
    });

    test("a token that isn't one is challenged, as the library reads it", async () => {
      const thrown = await thrownBy(read("geen.token.hier"));
      expect(thrown).toBeInstanceOf(oauth.WWWAuthenticateChallengeError);
      expect(thrown).toMatchObject({ status: 401, cause: [{ scheme: "bearer" }, { scheme: "dpop", parameters: { algs: server.dpop_signing_alg_values_supported?.join(" ") } }] });
    });
  });

  describe("DPoP", () => {
    test("binds a token to a key, and each call proves it anew", async () => {
      const dpop = oauth.DPoP(system.client, await newKeys());
      const granted = await requestToken(server, system, scope, dpop);
      expect(granted.token_type).toBe("dpop");
      for (let call = 0; call < 3; call++) expect((await read(granted.access_token, { DPoP: dpop })).status).toBe(200);
      const searched = await oauth.protectedResourceRequest(granted.access_token, "POST", new URL(`${demo.url}/fhir/Patient/_search`), new Headers({ "content-type": "application/x-www-form-urlencoded" }), "_id=willem-voorbeeld", { ...onThisMachine, DPoP: dpop });
      expect(await searched.json()).toMatchObject({ resourceType: "Bundle", entry: [{ resource: { id: "willem-voorbeeld" } }] });
    });

    test("a bound token is nothing without its key, or with another", async () => {
      const granted = await requestToken(server, system, scope, oauth.DPoP(system.client, await newKeys()));
      expect(await thrownBy(read(granted.access_token))).toMatchObject({ status: 401 });
      expect(await thrownBy(read(granted.access_token, { DPoP: oauth.DPoP(system.client, await newKeys()) }))).toMatchObject({ status: 401 });
    });

    test("a proof works once, for its own method and address; also at the token endpoint", async () => {
      const dpop = oauth.DPoP(system.client, await newKeys());
      let seen: readonly [url: string, init: RequestInit] | undefined;
      const watch = { [oauth.customFetch]: (url: string, init: object) => fetch(...(seen = [url, init])) };
      const granted = await requestToken(server, system, scope, dpop);
      expect((await read(granted.access_token, { DPoP: dpop, ...watch })).status).toBe(200);
      const [url, init] = seen ?? ["", {}];
      expect((await fetch(url, init)).status).toBe(401);
      const fresh = async (): Promise<RequestInit> => {
        await read(granted.access_token, { DPoP: dpop, [oauth.customFetch]: (_: string, sent: object) => ((seen = ["", sent]), Promise.resolve(new Response())) });
        return seen?.[1] ?? {};
      };
      expect((await fetch(url.replace("willem-voorbeeld", "patient-0001"), await fresh())).status).toBe(401);
      expect((await fetch(url, { ...(await fresh()), method: "DELETE" })).status).toBe(401);
      expect((await fetch(url, await fresh())).status).toBe(200);

      const form = { scope, grant_type: "client_credentials" };
      const response = await oauth.clientCredentialsGrantRequest(server, system.client, system.proof, form, { ...onThisMachine, ...watch, DPoP: dpop });
      expect(response.status).toBe(200);
      const again = await fetch(...(seen ?? ["", {}]));
      expect(again.status).toBeGreaterThanOrEqual(400);
      expect(again.status).toBeLessThan(500);
    });

    test("a public client's proof of another kind of key is taken as the metadata says", async () => {
      for (const algorithm of ["ES256", "ES384", "PS256", "Ed25519"]) {
        const dpop = oauth.DPoP(system.client, await oauth.generateKeyPair(algorithm));
        const granted = await thrownBy(requestToken(server, system, scope, dpop));
        expect([algorithm, granted]).toEqual([algorithm, undefined]);
      }
    });
  });
});
