/** The part of oidc-provider 9 that we use; the package brings no types. */
declare module "oidc-provider" {
  import type { IncomingMessage, ServerResponse } from "node:http";
  import type { JWK, JWTPayload } from "jose";

  export interface OIDCClient {
    readonly clientId: string;
  }

  /** Koa's context with the provider's part in `oidc`, which is there once a route of the provider matched. */
  export interface Context {
    status: number;
    body: unknown;
    readonly oidc: {
      readonly client?: OIDCClient;
      readonly params?: { readonly scope?: string; readonly grant_type?: string };
    };
  }

  export interface ResourceServer {
    readonly scope: string;
    readonly audience: string;
    readonly accessTokenTTL: number;
    readonly accessTokenFormat: "jwt";
    readonly jwt: { readonly sign: { readonly alg: string; readonly kid: string } };
  }

  export interface Adapter {
    upsert(id: string, payload: object, expiresIn?: number): Promise<void>;
    find(id: string): Promise<object | undefined>;
    findByUid(uid: string): Promise<object | undefined>;
    findByUserCode(userCode: string): Promise<object | undefined>;
    consume(id: string): Promise<void>;
    destroy(id: string): Promise<void>;
    revokeByGrantId(grantId: string): Promise<void>;
  }

  interface Switch {
    readonly enabled: boolean;
  }

  export interface Configuration {
    readonly adapter: (model: string) => Adapter;
    readonly jwks: { readonly keys: readonly JWK[] };
    readonly routes: Readonly<Record<string, string>>;
    readonly scopes: readonly string[];
    readonly responseTypes: readonly string[];
    readonly clientAuthMethods: readonly string[];
    readonly clientDefaults: Readonly<Record<string, unknown>>;
    readonly enabledJWA: Readonly<Record<string, readonly string[]>>;
    /** Seconds. */
    readonly clockTolerance: number;
    readonly ttl: { readonly ClientCredentials: number };
    readonly clientBasedCORS: (context: Context, origin: string, client: OIDCClient) => boolean;
    readonly renderError: (context: Context, out: object, error: Error) => void;
    readonly extraTokenClaims: (context: Context, token: object) => Promise<object | undefined> | object | undefined;
    readonly assertJwtClientAuthClaimsAndHeader: (context: Context, claims: JWTPayload, header: object, client: OIDCClient) => Promise<void> | void;
    readonly fetch?: typeof globalThis.fetch;
    readonly features: {
      readonly clientCredentials: Switch;
      readonly devInteractions: Switch;
      readonly dPoP: Switch;
      readonly pushedAuthorizationRequests: Switch;
      readonly rpInitiatedLogout: Switch;
      readonly userinfo: Switch;
      readonly resourceIndicators: Switch & {
        readonly defaultResource: (context: Context) => string;
        readonly getResourceServerInfo: (context: Context, resource: string, client: OIDCClient) => ResourceServer;
      };
    };
  }

  export class Provider {
    /** Whether `X-Forwarded-Host` and `X-Forwarded-Proto` count. */
    proxy: boolean;
    constructor(issuer: string, configuration: Configuration);
    use(middleware: (context: Context, next: () => Promise<void>) => Promise<void>): this;
    on(event: "grant.error" | "server_error", listener: (context: Context, error: Error) => void): this;
    on(event: "error", listener: (error: unknown) => void): this;
    callback(): (request: IncomingMessage, response: ServerResponse) => Promise<void>;
  }

  class OIDCProviderError extends Error {
    readonly error: string;
    readonly statusCode: number;
  }

  export const errors: {
    readonly OIDCProviderError: typeof OIDCProviderError;
    readonly InvalidClientAuth: new (detail: string) => OIDCProviderError;
    readonly InvalidScope: new (description: string) => OIDCProviderError;
    readonly InvalidTarget: new (description: string) => OIDCProviderError;
    readonly AccessDenied: new (description: string) => OIDCProviderError;
  };
}
