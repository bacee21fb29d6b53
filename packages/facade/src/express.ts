import { Anomaly, createXmlCodec, parseSentJson, stringifyJson, type XmlCodec } from "@wijkverband/fhir";
import { dpopAlgorithms, type Principal, type Verify } from "@wijkverband/identity";
import express, { type Express, type NextFunction, type Request, type Response, type Router } from "express";
import { allowHeaders, patchFormats } from "./allow.ts";
import { unhurried } from "./breath.ts";
import { packWhenAsked } from "./compressed.ts";
import type { Ask } from "./exchange.ts";
import { handle, isAudited } from "./handle.ts";
import type { House } from "./house.ts";
import { createMetadata } from "./metadata.ts";
import type { Metrics } from "./metrics.ts";
import { bodyFormat, readMediaType, wantedFormat, wantedLanguage, withoutForm, type Negotiated } from "./negotiation.ts";
import type { Operation } from "./operation.ts";
import { operations } from "./operations/index.ts";
import { asAnomaly, endingOf, outcomeOf } from "./outcome.ts";
import { readPrefer } from "./prefer.ts";
import { refuseBsnInHeaders, refuseBsnInUrl } from "./refuse-bsn.ts";
import { headerOf, pathOf, queryOf, requestIdOf } from "./request-parts.ts";
import { readText } from "./request-text.ts";
import { send } from "./send.ts";
import { auditEvents } from "./audit/audit-event.ts";
import { readTraceId } from "./audit/trace-id.ts";
import { createThrottle } from "./throttle.ts";
import { startTrail } from "./trail.ts";

const usualLimit = 5 * 1024 * 1024;
/** Both kinds of token that are taken. Source: RFC 6750 §3, RFC 9449 §7.1. */
const challenge = `Bearer, DPoP algs="${dpopAlgorithms.join(" ")}"`;
/** A search in a form is one that doesn't fit a URL, or doesn't belong there; most that is compared with is 2,000 values. */
const formLimit = 256 * 1024;

/** The FHIR endpoint as an Express router: HTTP in, HTTP out; all that is decided is decided in `handle`. */
export function fhirRouter(house: House, verify: Verify, metrics: Metrics): Router {
  const router = express.Router({ caseSensitive: true, strict: true });
  const codec = createXmlCodec(house.validator);
  const throttle = createThrottle(house);
  const metadata = createMetadata(house);

  router.use(packWhenAsked());

  router.use((request, response, next) => {
    response.locals["requestId"] = requestIdOf(request);
    metrics.observe(request, response);
    refuseBsnInUrl(request.originalUrl);
    refuseBsnInHeaders(request.headers);
    next();
  });

  router.get("/metadata", (request, response) => {
    const query = queryOf(request);
    negotiate(request, response, query, false);
    send(response, metadata(query, request.get("if-none-match")), codec);
  });

  // what a path takes says nothing of what is there, so it is no secret
  router.options("/{*path}", (request, response) => {
    const path = pathOf(request);
    const headers = allowHeaders(path);
    if (headers === undefined) throw new Anomaly("not-found", "unknown path");
    negotiate(request, response, queryOf(request), false);
    send(response, path === "" ? { ...metadata([], undefined), headers } : { status: 204, headers }, codec);
  });

  router.all("/metadata", () => {
    throw new Anomaly("not-allowed", "the capability statement is read, and nothing else");
  });

  router.use(async (request, response) => {
    const principal = await verify(request.headers.authorization, proofOf(request));
    response.locals["principal"] = principal;
    await throttle.admit(principal, response);
    const ask = await readAsk(request, response, principal, codec);
    send(response, await handle(house, ask), codec);
  });

  router.use(async (thrown: unknown, request: Request, response: Response, next: NextFunction) => {
    if (response.headersSent) {
      next(thrown);
      return;
    }
    const refused = asAnomaly(fromRouter(thrown));
    if (isAudited(refused)) return sendRefusal(house, response, refused, codec);
    try {
      const anomaly = await throttle.failed(refused, request, response);
      // the throttle enters its own
      if (anomaly.category === "too-many") return sendRefusal(house, response, anomaly, codec);
      await auditRefusal(house, request, response, anomaly);
      sendRefusal(house, response, anomaly, codec);
    } catch (unaudited) {
      sendRefusal(house, response, asAnomaly(unaudited), codec);
    }
  });
  return router;
}

/** What the router throws, in our words. */
function fromRouter(thrown: unknown): unknown {
  const isMalformed = !(thrown instanceof Anomaly) && typeof thrown === "object" && thrown !== null && "status" in thrown && thrown.status === 400;
  return isMalformed ? new Anomaly("incorrect", "the request can't be read") : thrown;
}

async function readAsk(request: Request, response: Response, principal: Principal, codec: XmlCodec): Promise<Ask> {
  const query = queryOf(request);
  const named = operationNamedBy(request);
  const hasPdf = named?.pages?.includes("pdf") ?? false;
  const asked = negotiate(request, response, query, hasPdf);
  const { form, ...sent } = await readBodyOf(request, response, codec, named?.bodyLimit);
  const wants = form === undefined ? asked : negotiate(request, response, [...query, ...form], hasPdf);
  const { return: prefer, handling } = readPrefer(request.get("prefer"));
  return {
    method: request.method === "HEAD" ? "GET" : request.method,
    path: pathOf(request),
    query: withoutForm(query),
    ...sent,
    ...(form !== undefined && { form: withoutForm(form) }),
    ...headerOf(request, "if-match", "ifMatch"),
    ...headerOf(request, "if-none-match", "ifNoneMatch"),
    ...headerOf(request, "if-modified-since", "ifModifiedSince"),
    ...headerOf(request, "if-unmodified-since", "ifUnmodifiedSince"),
    ...headerOf(request, "if-none-exist", "ifNoneExist"),
    lenient: handling === "lenient",
    ...(prefer !== undefined && { prefer }),
    wants,
    language: wantedLanguage(request),
    principal,
    requestId: response.locals["requestId"] as string,
    ...readTraceId(request.get("traceparent")),
    ...(request.socket.remoteAddress !== undefined && { address: request.socket.remoteAddress }),
  };
}

/** What goes back, remembered beside the answer: a refusal further on goes back in the same form. */
function negotiate(request: Request, response: Response, query: Ask["query"], hasPdf: boolean): Negotiated["wants"] {
  const negotiated = wantedFormat(request, query, hasPdf);
  response.locals["form"] = negotiated;
  return negotiated.wants;
}

/** The operation that the path ends with, if it is one of ours. */
function operationNamedBy({ path }: Request): Operation | undefined {
  const named = path.slice(path.lastIndexOf("/") + 1);
  return named.startsWith("$") ? operations.find(({ code }) => code === named) : undefined;
}

async function readBodyOf(request: Request, response: Response, codec: XmlCodec, limit = usualLimit): Promise<Pick<Ask, "body" | "form" | "jsonPatch">> {
  if (request.method !== "POST" && request.method !== "PUT" && request.method !== "PATCH") return {};
  const contentType = request.get("content-type");
  const format = bodyFormat(contentType);
  const { type } = readMediaType(contentType ?? "");
  const isSearch = request.path.endsWith("/_search");
  const isForm = isSearch && type === "application/x-www-form-urlencoded";
  const text = await readText(request, response, isForm ? formLimit : limit);
  if (isForm || (isSearch && text === "")) return { form: [...new URLSearchParams(text)] };
  if (text === "") return {};
  if (type === "application/json-patch+json" && request.method === "PATCH") return { body: parseSentJson(text), jsonPatch: true };
  if (format === undefined) throw new Anomaly("unsupported-media", request.method === "PATCH" ? `a patch is one of ${patchFormats}` : "send application/fhir+json or application/fhir+xml");
  return { body: format === "xml" ? await unhurried(codec.xmlToResourceInSteps(text)) : parseSentJson(text) };
}

function sendRefusal(house: House, response: Response, anomaly: Anomaly, codec: XmlCodec): void {
  const requestId = response.locals["requestId"] as string;
  const { status, outcome } = outcomeOf(anomaly, requestId);
  const line = { requestId, status, category: anomaly.category, rule: anomaly.rule };
  if (status >= 500) house.log.error({ ...line, cause: describe(anomaly.cause) }, "fault");
  else house.log.info(line, "refused");
  const headers = { ...(status === 429 && { "Retry-After": String(response.locals["retryAfter"] ?? 1) }), ...(status === 401 && { "WWW-Authenticate": challenge }), ...(status === 405 && allowHeaders(pathOf(response.req))), ...(status === 415 && response.req.method === "PATCH" && { "Accept-Patch": patchFormats }) };
  send(response, { status, headers, json: stringifyJson(outcome) }, codec);
}

/** A stack without message: messages may quote what was sent. */
function describe(cause: unknown): string | undefined {
  if (!(cause instanceof Error)) return cause === undefined ? undefined : typeof cause;
  return `${cause.name}: ${cause.stack?.split("\n").slice(1, 6).join(" | ") ?? ""}`;
}

async function auditRefusal(house: House, request: Request, response: Response, anomaly: Anomaly): Promise<void> {
  const principal = response.locals["principal"] as Principal | undefined;
  const trail = startTrail({
    action: "E",
    requestId: response.locals["requestId"] as string,
    site: house.baseUrl,
    ...readTraceId(request.get("traceparent")),
    ...(principal !== undefined && { principal }),
    ...(request.socket.remoteAddress !== undefined && { address: request.socket.remoteAddress }),
  });
  await house.store.append(auditEvents(trail, endingOf(anomaly), house.clock()));
}

function proofOf(request: Request): { method: string; path: string; proof?: string } {
  const proof = request.get("dpop");
  return { method: request.method, path: request.baseUrl + request.path, ...(proof !== undefined && { proof }) };
}

/** An Express app that trusts nothing by default. */
export function bareApp(): Express {
  const app = express();
  app.disable("x-powered-by");
  app.set("etag", false);
  app.set("query parser", false);
  // believed of proxies in the own network only, and used only to count what fails (throttle.ts)
  app.set("trust proxy", ["loopback", "linklocal", "uniquelocal"]);
  return app;
}
