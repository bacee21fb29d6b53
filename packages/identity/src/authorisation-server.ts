import type { IncomingMessage, ServerResponse } from "node:http";
import { decodeJwt, type JSONWebKeySet, type JWK, type JWTPayload } from "jose";
import { type Context, errors, type OIDCClient, Provider } from "oidc-provider";
import { Anomaly } from "@wijkverband/fhir";
import { createAdapter } from "./adapter.ts";
import { ownClaims, readPrincipal } from "./claim-map.ts";
import { describeIssuer, describeSmart, endpointsOf } from "./discovery.ts";
import { dpopAlgorithms } from "./dpop.ts";
import { publicPart } from "./keys.ts";
import type { Principal } from "./principal.ts";
import { assertionAlgorithms, type ClientRegistration, indexRegistrations } from "./registration.ts";
import type { ReplayStore } from "./replay-store.ts";
import { representAs, type RepresentationClaims } from "./representation.ts";
import { createRouter } from "./router.ts";
import { isCoveredScope, isKnownScope } from "./scopes.ts";
import type { TrustedIssuer } from "./verify.ts";

/** One request at the token endpoint, for the audit. Holds no assertion and no token. */
export interface TokenEvent {
  /** A registered client, proven or only claimed; absent when no registered one was named. */
  readonly client?: string;
  readonly granted: boolean;
  /** OAuth error code. */
  readonly error?: string;
  /** Why, where it was our rule that refused; a constant. */
  readonly reason?: string;
  readonly principal?: Principal;
}

export interface AuthorisationServerConfig {
  /** URL under which the handler answers, e.g. `https://fhir.wijk.example/oauth`. */
  readonly issuer: string;
  /** The FHIR base URL, which tokens are for. */
  readonly audience: string;
  readonly registrations: readonly ClientRegistration[];
  /** Private ES384 keys; the first signs, the others are still published while their tokens live. */
  readonly keys: readonly JWK[];
  readonly replay: ReplayStore;
  /** How long a token lives, in seconds. SMART Backend Services advises 300 at most. */
  readonly tokenSeconds?: number;
  /** Called, and waited for, before a token endpoint answer leaves. When it rejects, the answer is 503 and no token is given. */
  readonly onToken?: (event: TokenEvent) => void | Promise<void>;
  /** Told what went wrong inside, for the log. */
  readonly onFault?: (fault: unknown) => void;
  /** Tells whether a `fhirUser` belongs to the organisation (a PractitionerRole of it) or may be represented by it (a patient
   *  in its portal). Asked for persons that the registration doesn't list; without it such a fhirUser is refused. */
  readonly ownsFhirUser?: (fhirUser: string, organization: NonNullable<Principal["organization"]>) => Promise<boolean>;
}

export interface AuthorisationServer {
  /** Node callback for the paths under the issuer. Mount it before any body parser. */
  readonly handler: (request: IncomingMessage, response: ServerResponse) => void;
  readonly issuer: string;
  readonly tokenEndpoint: string;
  /** Public keys. */
  jwks(): JSONWebKeySet;
  /** Content of `[FHIR base]/.well-known/smart-configuration`. */
  smartConfiguration(): object;
  /** What `createVerifier` needs to accept our tokens. */
  trusted(): TrustedIssuer;
}

/** Seconds that a client's clock may differ from ours. */
const clockTolerance = 30;
/** The longest life of an assertion, in seconds. Source: SMART App Launch 2.2, "Client Authentication: Asymmetric". */
const longestAssertion = 300;

/** An OAuth 2 authorisation server for SMART Backend Services: client_credentials with private_key_jwt and nothing else.
 *  A token request refused by its assertion is 401 `invalid_client` with one text; one whose person, role, purpose or
 *  organisation isn't the client's to name is 400 `access_denied` with the reason, as is an `invalid_scope`.
 *  @throws {Anomaly} `fault` for keys or registrations that can't be used. */
export function createAuthorisationServer(config: AuthorisationServerConfig): AuthorisationServer {
  const { issuer, audience, keys, replay, tokenSeconds = 300, onToken, onFault = () => {} } = config;
  const registrations = indexRegistrations(config.registrations);
  const endpoints = endpointsOf(issuer);
  const published: JSONWebKeySet = { keys: keys.map(publicPart) };
  const kid = keys[0]?.kid;
  if (kid === undefined || !keys.every((key) => key.alg === "ES384" && typeof key.d === "string")) throw new Anomaly("fault", "tokens are signed with ES384 keys that have a kid");

  const represented = new WeakMap<Context, RepresentationClaims>();
  const failures = new WeakMap<Context, { readonly error: string; readonly reason?: string }>();

  function registrationOf(client: OIDCClient): ClientRegistration {
    const registration = registrations.get(client.clientId);
    if (!registration) throw new errors.InvalidClientAuth("client not registered");
    return registration;
  }

  function deny(context: Context, reason: string): never {
    failures.set(context, { error: "access_denied", reason });
    throw new errors.AccessDenied(reason);
  }

  async function acceptAssertion(context: Context, claims: JWTPayload, client: OIDCClient): Promise<void> {
    const fault = findAssertionFault(claims, [issuer, endpoints.token]);
    if (fault !== undefined) {
      failures.set(context, { error: "invalid_client", reason: fault });
      throw new errors.InvalidClientAuth(fault);
    }
    const registration = registrationOf(client);
    const representation = representAs(claims, registration);
    if (representation.outcome === "refused") deny(context, representation.why);
    const fhirUser = representation.claims.person?.fhirUser;
    if (fhirUser !== undefined && representation.fhirUserUnlisted && !(await config.ownsFhirUser?.(fhirUser, registration.organization))) {
      deny(context, "the fhirUser isn't known as one of this organisation");
    }
    represented.set(context, representation.claims);
  }

  const provider = new Provider(issuer, {
    adapter: createAdapter(registrations, replay, onFault),
    jwks: { keys },
    routes: { token: "/token", jwks: "/jwks" },
    scopes: [],
    responseTypes: [],
    clientAuthMethods: ["private_key_jwt"],
    clientDefaults: { id_token_signed_response_alg: "ES384" },
    enabledJWA: { clientAuthSigningAlgValues: assertionAlgorithms, idTokenSigningAlgValues: ["ES384"], dPoPSigningAlgValues: dpopAlgorithms },
    clockTolerance,
    ttl: { ClientCredentials: tokenSeconds },
    clientBasedCORS: () => false,
    // An error is JSON whatever the caller accepts: nobody reads this endpoint in a browser.
    renderError: (context, out) => {
      context.body = out;
    },
    extraTokenClaims: (context) => ({ ...represented.get(context) }),
    assertJwtClientAuthClaimsAndHeader: async (context, claims, _header, client) => await acceptAssertion(context, claims, client),
    features: {
      clientCredentials: { enabled: true },
      devInteractions: { enabled: false },
      dPoP: { enabled: true },
      pushedAuthorizationRequests: { enabled: false },
      rpInitiatedLogout: { enabled: false },
      userinfo: { enabled: false },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => audience,
        getResourceServerInfo: (context, resource, client) => {
          if (resource !== audience) throw new errors.InvalidTarget("tokens are for the FHIR base only");
          const scope = checkScope(context.oidc.params?.scope, registrationOf(client).scopes);
          return { scope, audience, accessTokenTTL: tokenSeconds, accessTokenFormat: "jwt", jwt: { sign: { alg: "ES384", kid } } };
        },
      },
    },
  });
  // The router writes the forwarded headers itself, from the issuer.
  provider.proxy = true;
  provider.on("error", onFault);
  provider.on("server_error", (_context, error) => onFault(error));
  provider.on("grant.error", (context, error) => {
    if (!failures.has(context)) failures.set(context, { error: error instanceof errors.OIDCProviderError ? error.error : "server_error" });
  });
  provider.use(async (context, next) => {
    await next();
    try {
      await onToken?.(describeRequest(context, failures.get(context)));
    } catch (fault) {
      onFault(fault);
      context.status = 503;
      context.body = { error: "temporarily_unavailable" };
    }
  });

  return {
    issuer,
    tokenEndpoint: endpoints.token,
    handler: createRouter(endpoints, provider.callback(), { "/jwks": published, "/.well-known/openid-configuration": describeIssuer(endpoints), "/.well-known/oauth-authorization-server": describeIssuer(endpoints) }),
    jwks: () => published,
    smartConfiguration: () => describeSmart(endpoints),
    trusted: () => ({ issuer, jwks: published, audience, claims: ownClaims, algorithms: ["ES384"], typ: "at+jwt" }),
  };
}

/** What is wrong with the claims of an assertion whose signature holds, beyond what the library checks. One audience only: an
 *  assertion that another server may use too could have been taken from there. */
function findAssertionFault({ aud, exp, iat, jti }: JWTPayload, audiences: readonly string[]): string | undefined {
  const [named, ...more] = [aud].flat();
  if (named === undefined || more.length > 0 || !audiences.includes(named)) return "assertion audience";
  if (typeof jti !== "string" || jti === "" || jti.length > 256) return "assertion jti";
  const now = Date.now() / 1000;
  if (typeof exp !== "number" || exp > now + longestAssertion + clockTolerance) return "assertion lives too long";
  if (iat !== undefined && (typeof iat !== "number" || iat > now + clockTolerance || exp - iat > longestAssertion)) return "assertion lives too long";
  return undefined;
}

/** The scopes asked for, if each is known and within what the client was given; all or none, so that no client works by half.
 *  @throws an OAuth `invalid_scope` */
function checkScope(requested: string | undefined, granted: readonly string[]): string {
  const words = [...new Set((requested ?? "").split(" ").filter((word) => word !== ""))];
  if (words.length === 0) throw new errors.InvalidScope("scope is required");
  if (!words.every(isKnownScope)) throw new errors.InvalidScope("a requested scope isn't supported");
  if (!words.every((word) => isCoveredScope(granted, word))) throw new errors.InvalidScope("a requested scope isn't granted to this client");
  return words.join(" ");
}

function describeRequest(context: Context, failure: { readonly error: string; readonly reason?: string } | undefined): TokenEvent {
  const client = context.oidc?.client?.clientId;
  const named = client === undefined ? {} : { client };
  const { body } = context;
  const token = typeof body === "object" && body !== null && "access_token" in body ? body.access_token : undefined;
  if (context.status === 200 && typeof token === "string") return { ...named, granted: true, principal: readPrincipal(decodeJwt(token), ownClaims, "") };
  return { ...named, granted: false, error: "server_error", ...failure };
}
