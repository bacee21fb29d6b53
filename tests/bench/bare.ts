import express from "express";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** What bare Express answers on a path. */
export interface BareRoute {
  readonly method: "GET" | "POST" | "PUT";
  readonly path: string;
  /** Express as it comes: `send`, with the ETag it computes by default. Otherwise all of that is off and bytes go straight out. */
  readonly asItComes?: boolean;
  /** `response.json` of this, in place of bodies: what is usually meant by bare Express. */
  readonly hello?: Readonly<Record<string, string>>;
  readonly status: number;
  readonly type: string;
  /** Bodies as text, sent in turn, so that the mean size is that of the real server. */
  readonly bodies: readonly string[];
}

/** The yardstick, as a process of its own: Express that does nothing but send bytes that lie ready. It reads no body, checks nothing, keeps nothing. */
process.on("message", (routes: readonly BareRoute[]) => {
  const app = express();
  if (!routes.some(({ asItComes, hello }) => asItComes === true || hello !== undefined)) {
    app.disable("x-powered-by");
    app.set("etag", false);
  }
  for (const { method, path, asItComes, hello, status, type, bodies } of routes) {
    const buffers = bodies.map((body) => Buffer.from(body));
    let turn = 0;
    app[method === "GET" ? "get" : method === "POST" ? "post" : "put"](path, (_request, response) => {
      if (hello !== undefined) return void response.json(hello);
      turn = (turn + 1) % buffers.length;
      if (asItComes === true) return void response.status(status).type(type).send(buffers[turn]);
      response.status(status).setHeader("Content-Type", type);
      response.end(buffers[turn]);
    });
  }
  const server = createServer(app);
  server.listen(0, "127.0.0.1", () => process.send?.((server.address() as AddressInfo).port));
});
