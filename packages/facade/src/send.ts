import type { Issue, XmlCodec } from "@wijkverband/fhir";
import type { Response } from "express";
import { wouldPack } from "./compressed.ts";
import type { Answer } from "./exchange.ts";
import { wantedFormat, type Negotiated } from "./negotiation.ts";
import { prettyJson, prettyXml } from "./pretty.ts";
import { queryOf } from "./request-parts.ts";

/** Sent with every FHIR answer: nothing here is ever cached, framed or run. */
const guarded: Readonly<Record<string, string>> = {
  "Cache-Control": "no-store",
  "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "no-referrer",
  Vary: "Accept, Accept-Encoding",
};

/** Sends an answer in one go, its length known unless it goes packed. */
export function send(response: Response, answer: Answer, codec: XmlCodec): void {
  const { status, headers, contentSecurityPolicy, notes } = answer;
  const body = bodyOf(response, answer, codec);
  const bytes = typeof body?.text === "string" ? Buffer.from(body.text) : body?.text;
  const isUnsaid = response.req.method === "HEAD" && bytes !== undefined && body !== undefined && wouldPack(response.locals, bytes, body.type);
  response.writeHead(status, {
    "X-Request-Id": response.locals["requestId"] as string,
    ...guarded,
    ...headers,
    ...(notes !== undefined && { Warning: warningOf(notes) }),
    ...(contentSecurityPolicy !== undefined && { "Content-Security-Policy": contentSecurityPolicy }),
    ...(bytes !== undefined && body !== undefined && { "Content-Type": body.type, ...(!isUnsaid && { "Content-Length": bytes.length }) }),
  });
  response.end(bytes);
}

interface Body {
  readonly text: string | Buffer;
  readonly type: string;
}

function bodyOf(response: Response, { html, pdf, json }: Answer, codec: XmlCodec): Body | undefined {
  if (html !== undefined) return { text: html, type: "text/html; charset=utf-8" };
  if (pdf !== undefined) return { text: pdf, type: "application/pdf" };
  if (json === undefined) return undefined;
  const { xml, mediaType, pretty } = formOf(response);
  const type = `${mediaType}; charset=utf-8`;
  if (!xml) return { text: pretty ? prettyJson(json.toString()) : json, type };
  const text = codec.resourceToXml(json.toString());
  return { text: pretty ? prettyXml(text) : text, type };
}

type Form = Pick<Negotiated, "xml" | "mediaType" | "pretty">;

/** How this is to be sent, as was made out before; who was refused before we came to that is asked now. */
function formOf(response: Response): Form {
  const negotiated = response.locals["form"] as Form | undefined;
  if (negotiated !== undefined) return negotiated;
  try {
    return wantedFormat(response.req, queryOf(response.req), false);
  } catch {
    return { xml: false, mediaType: "application/fhir+json", pretty: false };
  }
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
