import { Anomaly, createXmlCodec, parseSentJson, stringifyJson, type Issue, type XmlCodec } from "@wijkverband/fhir";
import type { Principal, Verify } from "@wijkverband/identity";
import express, { type Express, type NextFunction, type Request, type Response, type Router } from "express";
import { randomUUID } from "node:crypto";
import { capabilityStatement } from "./capability.ts";
import type { Answer, Ask } from "./exchange.ts";
import { handle, isAudited } from "./handle.ts";
import type { House } from "./house.ts";
import type { Metrics } from "./metrics.ts";
import { bodyFormat, wantedFormat, wantedLanguage, type Negotiated } from "./negotiation.ts";
import type { Operation } from "./operation.ts";
import { operations } from "./operations/index.ts";
import { asAnomaly, endingOf, outcomeOf } from "./outcome.ts";
import { unhurried } from "./breath.ts";
import { refuseBsnInHeaders, refuseBsnInUrl } from "./refuse-bsn.ts";
import { readText } from "./request-text.ts";
import { allowedMethods } from "./route.ts";
import { auditEvents } from "./audit/audit-event.ts";
import { readTraceId } from "./audit/trace-id.ts";
import { startTrail } from "./trail.ts";

const fhirJson = "application/fhir+json; charset=utf-8";
const fhirXml = "application/fhir+xml; charset=utf-8";
const usualLimit = 5 * 1024 * 1024;
/** A search in a form is one that doesn't fit a URL, or doesn't belong there; most that is compared with is 2,000 values. */
const formLimit = 256 * 1024;

/** Sent with every FHIR answer: nothing here is ever cached, framed or run. */
const guarded: Readonly<Record<string, string>> = {
  "Cache-Control": "no-store",
  "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "no-referrer",
  Vary: "Accept",
};

/** The FHIR endpoint as an Express router: HTTP in, HTTP out; all that is decided is decided in `handle`. */
export function fhirRouter(house: House, verify: Verify, metrics: Metrics): Router {
  const router = express.Router({ caseSensitive: true, strict: true });
  const codec = createXmlCodec(house.validator);

  router.use((request, response, next) => {
    response.locals["requestId"] = requestIdOf(request);
    metrics.observe(request, response);
    refuseBsnInUrl(request.originalUrl);
    refuseBsnInHeaders(request.headers);
    next();
  });

  router.get("/metadata", (request, response) => {
    negotiate(request, response, false);
    send(response, { status: 200, json: stringifyJson(capabilityStatement(house, house.clock())) }, codec);
  });

  router.use(async (request, response) => {
    const principal = await verify(request.headers.authorization, proofOf(request));
    response.locals["principal"] = principal;
    const ask = await readAsk(request, response, principal, codec);
    send(response, await handle(house, ask), codec);
  });

  router.use(async (thrown: unknown, request: Request, response: Response, next: NextFunction) => {
    if (response.headersSent) {
      next(thrown);
      return;
    }
    const anomaly = asAnomaly(fromRouter(thrown));
    if (isAudited(anomaly)) return sendRefusal(house, response, anomaly, codec);
    try {
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
  const wants = negotiate(request, response, named?.pages?.includes("pdf") ?? false);
  const sent = await readBodyOf(request, response, codec, named?.bodyLimit);
  const prefer = request.get("prefer");
  return {
    method: request.method === "HEAD" ? "GET" : request.method,
    path: pathOf(request),
    query: query.filter(([name]) => name !== "_format" && name !== "_pretty"),
    ...sent,
    ...headerOf(request, "if-match", "ifMatch"),
    ...headerOf(request, "if-none-match", "ifNoneMatch"),
    ...headerOf(request, "if-none-exist", "ifNoneExist"),
    lenient: prefer?.includes("handling=lenient") ?? false,
    ...returnOf(prefer),
    wants,
    language: wantedLanguage(request),
    principal,
    requestId: response.locals["requestId"] as string,
    ...readTraceId(request.get("traceparent")),
    ...(request.socket.remoteAddress !== undefined && { address: request.socket.remoteAddress }),
  };
}

/** What goes back, remembered beside the answer: a refusal further on goes back in the same form. */
function negotiate(request: Request, response: Response, hasPdf: boolean): Negotiated["wants"] {
  const { wants, xml } = wantedFormat(request, queryOf(request), hasPdf);
  response.locals["xml"] = xml;
  return wants;
}

/** Whether an answer goes as XML; who was refused before we came to that is asked now. */
function goesAsXml(response: Response): boolean {
  const negotiated = response.locals["xml"] as boolean | undefined;
  if (negotiated !== undefined) return negotiated;
  try {
    return wantedFormat(response.req, queryOf(response.req), false).xml;
  } catch {
    return false;
  }
}

/** The operation that the path ends with, if it is one of ours. */
function operationNamedBy({ path }: Request): Operation | undefined {
  return operations.find(({ code }) => path.endsWith(`/${code}`));
}

async function readBodyOf(request: Request, response: Response, codec: XmlCodec, limit = usualLimit): Promise<Pick<Ask, "body" | "form" | "jsonPatch">> {
  if (request.method !== "POST" && request.method !== "PUT" && request.method !== "PATCH") return {};
  const type = (request.get("content-type") ?? "").split(";")[0]?.trim().toLowerCase();
  const isForm = type === "application/x-www-form-urlencoded" && request.path.endsWith("/_search");
  const text = await readText(request, response, isForm ? formLimit : limit);
  if (isForm) return { form: [...new URLSearchParams(text)] };
  if (text === "") return {};
  if (type === "application/json-patch+json" && request.method === "PATCH") return { body: parseSentJson(text), jsonPatch: true };
  const format = bodyFormat(type);
  if (format === undefined) throw new Anomaly("unsupported-media", "send application/fhir+json or application/fhir+xml");
  return { body: format === "xml" ? await unhurried(codec.xmlToResourceInSteps(text)) : parseSentJson(text) };
}

/** Sends an answer in one go, its length known. */
function send(response: Response, { status, headers, html, pdf, contentSecurityPolicy, json, notes }: Answer, codec: XmlCodec): void {
  const xml = html === undefined && pdf === undefined && json !== undefined && goesAsXml(response) ? codec.resourceToXml(json.toString()) : undefined;
  const body = html ?? pdf ?? xml ?? json;
  const bytes = typeof body === "string" ? Buffer.from(body) : body;
  response.writeHead(status, {
    "X-Request-Id": response.locals["requestId"] as string,
    ...guarded,
    ...headers,
    ...(notes !== undefined && { Warning: warningOf(notes) }),
    ...(contentSecurityPolicy !== undefined && { "Content-Security-Policy": contentSecurityPolicy }),
    ...(bytes !== undefined && { "Content-Type": html !== undefined ? "text/html; charset=utf-8" : pdf !== undefined ? "application/pdf" : xml !== undefined ? fhirXml : fhirJson, "Content-Length": bytes.length }),
  });
  response.end(bytes);
}

/** What was left out, or is to be said of what was stored, in a header: for clients that don't ask for an OperationOutcome. Source: RFC 7234 §5.5, 299 miscellaneous. */
function warningOf(notes: readonly Issue[]): string {
  const warnings = notes.filter(({ severity }) => severity === "warning").map(({ text, rule }) => quoted(`${rule ?? "warning"}: ${text}`));
  const leftOut = notes.filter(({ severity }) => severity !== "warning").flatMap(({ expression }) => expression ?? []);
  return [...warnings, ...(leftOut.length > 0 ? [quoted(`the server's to say, left out: ${leftOut.join(", ")}`)] : [])].join(", ");
}

function quoted(text: string): string {
  return `299 - "${text.replaceAll(/[^\x20-\x7e]|["\\]/g, "?").slice(0, 2000)}"`;
}

function sendRefusal(house: House, response: Response, anomaly: Anomaly, codec: XmlCodec): void {
  const requestId = response.locals["requestId"] as string;
  const { status, outcome } = outcomeOf(anomaly, requestId);
  const line = { requestId, status, category: anomaly.category, rule: anomaly.rule };
  if (status >= 500) house.log.error({ ...line, cause: describe(anomaly.cause) }, "fault");
  else house.log.info(line, "refused");
  const headers = { ...(status === 401 && { "WWW-Authenticate": "Bearer" }), ...(status === 405 && { Allow: allowedMethods(pathOf(response.req)).join(", ") }) };
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

function requestIdOf(request: Request): string {
  const given = request.get("x-request-id");
  // a UUID and nothing else: what is echoed and logged can't be made to hold who somebody is
  return given !== undefined && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(given) ? given : randomUUID();
}

function queryOf(request: Request): readonly (readonly [string, string])[] {
  const at = request.originalUrl.indexOf("?");
  return at < 0 ? [] : [...new URLSearchParams(request.originalUrl.slice(at + 1))];
}

/** Below the base, without slashes at the ends. */
function pathOf(request: Request): string {
  try {
    return decodeURIComponent(request.path.replace(/^\/|\/$/g, ""));
  } catch {
    throw new Anomaly("incorrect", "the URL can't be read");
  }
}

function headerOf<Key extends string>(request: Request, name: string, key: Key): Partial<Record<Key, string>> {
  const value = request.get(name);
  return value === undefined ? {} : ({ [key]: value } as Record<Key, string>);
}

function returnOf(prefer: string | undefined): { prefer?: string } {
  const wanted = prefer === undefined ? undefined : /return=(minimal|representation|OperationOutcome)/.exec(prefer)?.[1];
  return wanted === undefined ? {} : { prefer: wanted };
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
  app.set("trust proxy", false);
  return app;
}
