import { createServer, type IncomingMessage, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createApp } from "./app.ts";
import type { Config } from "./config.ts";
import type { Runtime } from "./runtime.ts";

export interface Running {
  readonly url: string;
  /** Lets requests under way finish, refuses new ones, closes. */
  close(): Promise<void>;
}

/** Longest a request under way is waited for at shutdown, in milliseconds. */
const patience = 10_000;

/** Starts listening. The port is known before the app is made when it is 0. */
export async function listen(config: Config, open: (publicUrl: string) => Promise<Runtime>): Promise<Running & { readonly runtime: Runtime }> {
  let answer: RequestListener = notYet;
  // an upgrade to anything but a websocket (some HTTP clients offer HTTP/2 with each first request) is passed over, as RFC 9110 §7.8 allows
  const shouldUpgradeCallback = ({ headers }: IncomingMessage): boolean => headers.upgrade?.toLowerCase() === "websocket";
  const server = createServer({ requestTimeout: 60_000, headersTimeout: 20_000, maxHeaderSize: 16_384, shouldUpgradeCallback }, (request, response) => answer(request, response));
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(config.port, config.host, resolve);
  });
  const { port } = server.address() as AddressInfo;
  const publicUrl = config.port === 0 ? `http://localhost:${port}` : config.publicUrl;
  const runtime = await open(publicUrl);
  const app = createApp(runtime.house, runtime.authorisation, runtime.verify, { publicUrl, outbox: () => runtime.delivery.counts() });
  answer = app.express;
  runtime.sockets.attach(server);
  return {
    url: publicUrl,
    runtime,
    async close() {
      app.drain();
      // what is being sent ends beside what is being answered
      await Promise.all([closed(server), runtime.delivery.stop(), runtime.sockets.close()]);
      await runtime[Symbol.asyncDispose]();
    },
  };
}

/** While the store is opened (and the demo seeded), nobody is kept waiting for an answer that can't come yet. */
const notYet: RequestListener = (_request, response) => void response.writeHead(503, { "Retry-After": "1" }).end();

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => server.closeAllConnections(), patience);
    server.close(() => {
      clearTimeout(timer);
      resolve();
    });
    server.closeIdleConnections();
  });
}
