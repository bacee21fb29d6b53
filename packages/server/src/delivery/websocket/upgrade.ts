import { STATUS_CODES, type IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { socketPath } from "./binding-token.ts";

/** Why a request to become a websocket is refused, as a status; `undefined` when it isn't. It is asked at one place only, and by no page of another site: who
 *  listens is known by a token in a message, never by what a browser sends along by itself.
 *  @param url where websockets come, `wss://host/...` */
export function admit({ method, url: target, headers }: Pick<IncomingMessage, "method" | "url" | "headers">, url: string): 403 | 404 | undefined {
  if (method !== "GET" || target?.replace("%24", "$") !== `/fhir${socketPath}`) return 404;
  const { origin } = headers;
  return origin === undefined || URL.parse(origin)?.origin === URL.parse(url.replace(/^ws/, "http"))?.origin ? undefined : 403;
}

/** Answers a request that becomes no websocket, and lets it go. */
export function turnAway(socket: Duplex, status: 403 | 404 | 503): void {
  socket.on("error", () => socket.destroy());
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`, () => socket.destroy());
}
