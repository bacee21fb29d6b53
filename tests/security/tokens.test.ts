import { createClientAssertion, createClientKey, requestToken } from "@wijkverband/identity";
import { mainPatient } from "@wijkverband/server";
import { decodeJwt, importJWK, SignJWT, type JWK, type JWTPayload } from "jose";
import { beforeAll, describe, expect, test } from "vitest";
import { faults, type Answer } from "../harness.ts";
import { auditEventsOf, auditOf } from "../stored.ts";
import { useDemo } from "../use-demo.ts";

describe("tokens", () => {
  const demo = useDemo();
  let claims: JWTPayload;
  beforeAll(async () => {
    claims = decodeJwt(await demo.token("huisarts"));
  });

  const sign = async (payload: JWTPayload, key: JWK = demo.runtime.keys.token, typ = "at+jwt"): Promise<string> =>
    new SignJWT(payload).setProtectedHeader({ alg: "ES384", typ, kid: demo.runtime.keys.token.kid ?? "" }).sign(await importJWK(key, "ES384"));
  const readWith = (authorization: string, path = mainPatient): Promise<Answer> => demo.ask(undefined, "GET", path, undefined, { authorization });
  const withoutMark = (answer: Answer): object => ({ status: answer.status, text: answer.text });

  test("the token we vary works as it is", async () => {
    expect((await readWith(`Bearer ${await sign(claims)}`)).status).toBe(200);
  });

  test("no token, an expired one, one for another server, one by another issuer, one signed by another: 401, all alike, and audited", async () => {
    const another = await createClientKey();
    const now = Math.floor(Date.now() / 1000);
    const bad = [
      "Bearer",
      "Basic aHVpc2FydHM6aHVpc2FydHM=",
      "Bearer a.b.c",
      `Bearer ${await sign({ ...claims, exp: now - 3600, iat: now - 7200 })}`,
      `Bearer ${await sign({ ...claims, aud: "https://elders.example/fhir" })}`,
      `Bearer ${await sign({ ...claims, iss: "https://elders.example/oauth" })}`,
      `Bearer ${await sign(claims, another)}`,
      `Bearer ${await sign(claims, demo.runtime.keys.token, "JWT")}`,
      `Bearer ${Buffer.from('{"alg":"none","typ":"at+jwt"}').toString("base64url")}.${Buffer.from(JSON.stringify(claims)).toString("base64url")}.`,
      `DPoP ${await sign(claims)}`,
      `Bearer ${"x".repeat(12_000)}`,
    ];
    const nobody = await demo.ask(undefined, "GET", mainPatient);
    expect(nobody.status).toBe(401);
    expect(nobody.headers.get("www-authenticate")).toBe('Bearer, DPoP algs="ES256 ES384 PS256 EdDSA Ed25519"');
    for (const authorization of bad) {
      const answer = await readWith(authorization);
      expect(withoutMark(answer)).toEqual(withoutMark(nobody));
      expect(auditOf(demo, answer.headers)).toMatchObject([{ outcome: "4", outcomeDesc: expect.stringMatching(/^401/) as string }]);
    }
  });

  test("a valid token in the URL is no token", async () => {
    expect((await demo.ask(undefined, "GET", `${mainPatient}?access_token=${await sign(claims)}`)).status).toBe(401);
  });

  test("person: a token that names nobody, or a role that isn't ours, reads nothing", async () => {
    const { person: _person, ...system } = claims;
    for (const payload of [system, { ...claims, person: { ...(claims["person"] as object), role: "directeur" } }, { ...claims, person: { ...(claims["person"] as object), role: "__proto__" } }]) {
      const answer = await readWith(`Bearer ${await sign(payload)}`);
      expect([401, 403]).toContain(answer.status);
      expect(auditOf(demo, answer.headers)).toMatchObject([{ outcome: "4" }]);
    }
    expect(faults((await readWith(`Bearer ${await sign(system)}`)).body)).toEqual([expect.objectContaining({ rule: "person" })]);
  });

  test("no-row-no-access: what the scopes of a token don't reach is 403, before anything is looked up", async () => {
    const narrow = `Bearer ${await sign({ ...claims, scope: "system/Consent.r wijkverband-palliatief" })}`;
    expect((await readWith(narrow, "Consent/willem-limiet-reanimatie")).status).toBe(200);
    for (const path of ["Consent?patient=willem-voorbeeld", mainPatient, "Patient/onbekend", `${mainPatient}/$responsible-gp`]) {
      const answer = await readWith(narrow, path);
      expect(answer.status).toBe(403);
      expect(faults(answer.body)).toEqual([expect.objectContaining({ rule: "no-row-no-access" })]);
    }
    const write = { resourceType: "Bundle", type: "transaction", entry: [{ resource: { resourceType: "Observation", status: "final", code: { text: "iets" }, subject: { reference: mainPatient } }, request: { method: "POST", url: "Observation" } }] };
    const answer = await demo.ask(undefined, "POST", "", write, { authorization: narrow });
    expect(answer.status).toBe(403);
    const batch = await demo.ask(undefined, "POST", "", { resourceType: "Bundle", type: "batch", entry: [{ request: { method: "GET", url: mainPatient } }] }, { authorization: narrow });
    expect(batch.body.entry?.map(({ response }) => response?.status)).toEqual(["403"]);
  });

  test("an organisation that the directory doesn't know reads the directory and no patient", async () => {
    const payload = { ...claims, organization: { ...(claims["organization"] as object), identifier: "99999999" } };
    expect((await readWith(`Bearer ${await sign(payload)}`)).status).toBe(404);
    expect((await readWith(`Bearer ${await sign(payload)}`, "Organization/praktijk-voorbeeldstraat")).status).toBe(200);
  });

  describe("at the token endpoint", () => {
    const client = "systeem-praktijk-voorbeeldstraat";
    const person = { id: "900000001", name: "Eva Fictief", role: "huisarts", fhirUser: "PractitionerRole/eva-fictief-huisarts" };
    const endpoint = (): string => `${demo.url}/oauth/token`;
    const keyOf = (name: string): JWK => demo.runtime.keys.clients[name] ?? {};
    const redeem = (assertion: string): Promise<Response> =>
      fetch(endpoint(), {
        method: "POST",
        body: new URLSearchParams({ grant_type: "client_credentials", scope: "system/Patient.r", client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer", client_assertion: assertion }),
      });

    test("an assertion works once", async () => {
      const assertion = await createClientAssertion({ clientId: client, tokenEndpoint: endpoint(), key: keyOf(client), person, purpose: "TREAT" });
      expect((await redeem(assertion)).status).toBe(200);
      const before = auditEventsOf(demo).length;
      const again = await redeem(assertion);
      expect(again.status).toBe(401);
      expect(auditEventsOf(demo).slice(before)).toMatchObject([{ outcome: "4", outcomeDesc: "401", subtype: [{ code: "operation" }, { code: "token" }] }]);
    });

    test("an assertion signed by another client's key gives nothing", async () => {
      const assertion = await createClientAssertion({ clientId: client, tokenEndpoint: endpoint(), key: { ...keyOf("systeem-praktijk-elders"), kid: keyOf(client).kid ?? "" }, person, purpose: "TREAT" });
      expect((await redeem(assertion)).status).toBe(401);
    });

    test("a system speaks for its own people in their own roles only", async () => {
      const ask = (who: object) => requestToken({ clientId: client, tokenEndpoint: endpoint(), key: keyOf(client), scope: "system/Patient.r", purpose: "TREAT", person: { ...person, ...who } });
      await expect(ask({})).resolves.toMatchObject({ tokenType: "Bearer" });
      await expect(ask({ role: "post-huisarts" })).rejects.toMatchObject({ category: "forbidden" });
      await expect(ask({ fhirUser: "PractitionerRole/noor-verzonnen-wijkverpleegkundige" })).rejects.toMatchObject({ category: "forbidden" });
      await expect(ask({ id: "900000020", fhirUser: "PractitionerRole/role-huisarts-elders" })).rejects.toMatchObject({ category: "forbidden" });
      await expect(ask({ role: "patient", id: "portaal-1", fhirUser: mainPatient })).rejects.toMatchObject({ category: "forbidden" });
    });

    test("a scope that isn't ours gives nothing", async () => {
      for (const scope of ["system/*.cruds", "system/Patient.read", "patient/Patient.r", "user/Patient.r", "system/Claim.r", ""]) {
        await expect(requestToken({ clientId: client, tokenEndpoint: endpoint(), key: keyOf(client), scope, purpose: "TREAT", person })).rejects.toMatchObject({ category: "forbidden" });
      }
    });
  });
});
