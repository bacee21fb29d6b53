import type { Config } from "./config.ts";
import { bareApp, createMetrics, createThrottle, fhirRouter, openApi, startPage, type House, type OutboxNumbers } from "@wijkverband/facade";
import { describeIssuer, endpointsOf, type AuthorisationServer, type Verify } from "@wijkverband/identity";
import type { Express, RequestHandler, Response } from "express";
import helmet from "helmet";
import { randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";

export interface App {
  readonly express: Express;
  /** From now on new requests get 503: the process is leaving. */
  drain(): void;
}

/** Puts the trust zones side by side: health and metrics for this machine, tokens, the FHIR endpoint, and a public page. */
export function createApp(house: House, authorisation: AuthorisationServer, verify: Verify, config: Pick<Config, "publicUrl"> & { readonly outbox?: OutboxNumbers }): App {
  const app = bareApp();
  const metrics = createMetrics(config.outbox);
  let draining = false;

  app.get("/healthz", (_request, response) => {
    response.type("text/plain").send("ok\n");
  });
  app.get("/readyz", (_request, response) => {
    response.status(draining ? 503 : 200).type("text/plain").send(draining ? "draining\n" : "ready\n");
  });
  app.get("/metrics", onThisMachine, async (_request, response) => {
    response.type(metrics.registry.contentType).send(await metrics.registry.metrics());
  });
  app.use((_request, response, next) => {
    if (!draining) return next();
    response.setHeader("Retry-After", "5");
    response.status(503).type("application/fhir+json").send('{"resourceType":"OperationOutcome","issue":[{"severity":"error","code":"transient","diagnostics":"the server is shutting down"}]}');
  });

  app.use("/fhir/.well-known/smart-configuration", json(() => authorisation.smartConfiguration()));
  app.use("/fhir", fhirRouter(house, verify, metrics));
  app.use("/.well-known/smart-configuration", json(() => authorisation.smartConfiguration()));
  // the path of the issuer comes last. Source: RFC 8414 §3.1
  app.use(`/.well-known/oauth-authorization-server${new URL(authorisation.issuer).pathname}`, json(() => describeIssuer(endpointsOf(authorisation.issuer))));
  app.use("/.well-known/jwks.json", json(() => house.sealer.jwks));
  app.use("/oauth", countFailures(house), authorisation.handler);
  app.use("/openapi.json", json(() => openApi(house, config.publicUrl)));

  app.use((_request, response, next) => {
    response.locals["nonce"] = randomBytes(16).toString("base64");
    next();
  });
  app.use(helmet({ contentSecurityPolicy: { useDefaults: false, directives: pagePolicy } }));
  app.get("/", (_request, response) => {
    response.type("html").send(startPage(house.baseUrl, response.locals["nonce"] as string));
  });
  app.use((_request, response) => {
    response.status(404).type("text/plain").send("not found\n");
  });
  return {
    express: app,
    drain() {
      draining = true;
    },
  };
}

/** Where too many authentications fail, no more are looked at for a while. Source of the form: RFC 6749 §5.2. */
function countFailures(house: House): RequestHandler {
  const throttle = createThrottle(house);
  return async (request, response, next) => {
    const wait = await throttle.barred(request);
    if (wait === undefined) {
      response.once("finish", () => {
        if (response.statusCode === 401 || response.statusCode === 400) void house.limits?.failure(throttle.networkOf(request));
      });
      return next();
    }
    response.setHeader("Retry-After", String(wait));
    response.setHeader("Cache-Control", "no-store");
    response.status(429).json({ error: "temporarily_unavailable", error_description: "too many requests failed from here" });
  };
}

/** A page here runs nothing, and loads nothing but its own styles. */
const pagePolicy = {
  defaultSrc: ["'none'"],
  styleSrc: [(_request: IncomingMessage, response: ServerResponse) => `'nonce-${String((response as Response).locals["nonce"])}'`],
  frameAncestors: ["'none'"],
  baseUri: ["'none'"],
  formAction: ["'none'"],
};

function json(content: () => object): RequestHandler {
  return (request, response) => {
    if (request.method !== "GET" && request.method !== "HEAD") {
      response.setHeader("Allow", "GET");
      response.status(405).end();
      return;
    }
    response.setHeader("Cache-Control", "no-cache");
    response.json(content());
  };
}

/** Numbers about the server are for who runs it. What a proxy on this machine brings along comes from elsewhere. */
const onThisMachine: RequestHandler = (request, response, next) => {
  const address = request.socket.remoteAddress ?? "";
  const isForwarded = ["forwarded", "x-forwarded-for", "x-forwarded-host", "via"].some((name) => request.headers[name] !== undefined);
  if (!isForwarded && (address === "127.0.0.1" || address === "::1" || address === "::ffff:127.0.0.1")) return next();
  response.status(404).type("text/plain").send("not found\n");
};
