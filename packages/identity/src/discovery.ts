import { dpopAlgorithms } from "./dpop.ts";
import { assertionAlgorithms } from "./registration.ts";
import { supportedScopes } from "./scopes.ts";

/** Where an authorisation server with this issuer answers. */
export interface Endpoints {
  readonly issuer: string;
  readonly token: string;
  readonly jwks: string;
}

/** The endpoints under an issuer, with or without a path of its own. */
export function endpointsOf(issuer: string): Endpoints {
  const base = issuer.endsWith("/") ? issuer.slice(0, -1) : issuer;
  return { issuer, token: `${base}/token`, jwks: `${base}/jwks` };
}

function describeServer({ issuer, token, jwks }: Endpoints): Readonly<Record<string, unknown>> {
  return {
    issuer,
    token_endpoint: token,
    jwks_uri: jwks,
    grant_types_supported: ["client_credentials"],
    token_endpoint_auth_methods_supported: ["private_key_jwt"],
    token_endpoint_auth_signing_alg_values_supported: assertionAlgorithms,
    dpop_signing_alg_values_supported: dpopAlgorithms,
    scopes_supported: supportedScopes,
  };
}

/** Authorisation server metadata (RFC 8414). Only what is there is named: no authorisation endpoint, so no response types. */
export function describeIssuer(endpoints: Endpoints): object {
  return { ...describeServer(endpoints), response_types_supported: [] };
}

/** `[base]/.well-known/smart-configuration` for backend services (SMART App Launch 2.2, "Conformance").
 *  The PKCE methods are a required element there, though nothing here uses them. */
export function describeSmart(endpoints: Endpoints): object {
  return {
    ...describeServer(endpoints),
    code_challenge_methods_supported: ["S256"],
    capabilities: ["client-confidential-asymmetric", "permission-v2"],
  };
}
