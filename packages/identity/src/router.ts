import type { IncomingMessage, ServerResponse } from "node:http";
import type { Endpoints } from "./discovery.ts";

type Callback = (request: IncomingMessage, response: ServerResponse) => void | Promise<void>;

/** Lets through the token endpoint and the given documents; everything else that a library might answer isn't there. */
export function createRouter({ issuer }: Endpoints, token: Callback, documents: Readonly<Record<string, object>>): (request: IncomingMessage, response: ServerResponse) => void {
  const url = new URL(issuer);
  const mount = url.pathname.replace(/\/$/, "");
  return (request, response) => {
    const path = pathBelow(mount, request.url ?? "/");
    const document = Object.hasOwn(documents, path) ? documents[path] : undefined;
    if (path === "/token") {
      if (request.method !== "POST") return refuse(response, 405, "POST");
      addressPublicly(request, url, mount);
      void token(request, response);
    } else if (document === undefined) refuse(response, 404);
    else if (request.method === "GET" || request.method === "HEAD") answer(response, 200, document, { "cache-control": "public, max-age=300" });
    else refuse(response, 405, "GET, HEAD");
  };
}

/** Works mounted (Express took the issuer's path off) and alone. */
function pathBelow(mount: string, url: string): string {
  const end = url.search(/[?#]/);
  const path = end === -1 ? url : url.slice(0, end);
  return mount !== "" && path.startsWith(`${mount}/`) ? path.slice(mount.length) : path;
}

/** The request as it was made at the issuer. The library builds the URLs that audiences and proofs are compared with from these;
 *  `Host` and its kin are the caller's to write, and behind a TLS proxy they are wrong. */
function addressPublicly(request: IncomingMessage & { originalUrl?: string }, issuer: URL, mount: string): void {
  request.headers.host = issuer.host;
  request.headers["x-forwarded-host"] = issuer.host;
  request.headers["x-forwarded-proto"] = issuer.protocol.slice(0, -1);
  request.url = "/token";
  request.originalUrl = `${mount}/token`;
}

function refuse(response: ServerResponse, status: 404 | 405, allow?: string): void {
  answer(response, status, { error: status === 404 ? "not_found" : "method_not_allowed" }, { "cache-control": "no-store", ...(allow && { allow }) });
}

function answer(response: ServerResponse, status: number, body: object, headers: Readonly<Record<string, string>>): void {
  response.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(body));
}
