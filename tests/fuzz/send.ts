import { Agent, request } from "node:http";
import { brotliDecompressSync, gunzipSync, inflateSync } from "node:zlib";

/** A request as it goes over the wire. */
export interface Sent {
  readonly who: string | undefined;
  readonly method: string;
  /** Below the server's root, as it stands in the request line. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** Leave the length out, and send the body in pieces. */
  readonly chunked?: boolean;
}

export interface Got {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly text: string;
  /** Epoch milliseconds. */
  readonly from: number;
  readonly to: number;
}

/** Why there was no answer: `hang`, or the code of the socket's fault. */
export class NoAnswer extends Error {}

/** As `fetch` would have done. */
function unpack(bytes: Buffer, encoding: string | undefined): Buffer {
  if (bytes.length === 0) return bytes;
  if (encoding === "gzip") return gunzipSync(bytes);
  if (encoding === "br") return brotliDecompressSync(bytes);
  return encoding === "deflate" ? inflateSync(bytes) : bytes;
}

const agent = new Agent({ keepAlive: true, maxSockets: 64 });

/** Sends a request as it is, with nothing put right. @param patience milliseconds after which it counts as a hang
 *  @throws {NoAnswer} @throws {TypeError} for what Node's client itself refuses to send */
export async function send(url: string, { method, path, headers, body, chunked }: Sent, patience: number, token: string | undefined): Promise<Got> {
  const { hostname, port } = new URL(url);
  const from = performance.timeOrigin + performance.now();
  const bytes = typeof body === "string" ? Buffer.from(body) : body;
  return await new Promise((resolve, reject) => {
    const sending = request({
      agent,
      hostname,
      port,
      method,
      path,
      insecureHTTPParser: true,
      headers: { ...(token !== undefined && { authorization: `Bearer ${token}` }), ...(bytes !== undefined && chunked !== true && { "content-length": bytes.length }), ...headers },
    });
    const timer = setTimeout(() => sending.destroy(new NoAnswer("hang")), patience);
    const fail = (fault: NodeJS.ErrnoException): void => {
      clearTimeout(timer);
      reject(fault instanceof NoAnswer ? fault : new NoAnswer(fault.code ?? fault.message));
    };
    sending.once("error", fail);
    sending.once("response", (response) => {
      const pieces: Buffer[] = [];
      response.on("data", (piece: Buffer) => pieces.push(piece));
      response.once("error", fail);
      response.once("end", () => {
        clearTimeout(timer);
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text: unpack(Buffer.concat(pieces), response.headers["content-encoding"]).toString(), from, to: performance.timeOrigin + performance.now() });
      });
    });
    if (headers["expect"] !== undefined) sending.flushHeaders();
    if (chunked === true && bytes !== undefined) for (let at = 0; at < bytes.length; at += 1000) sending.write(bytes.subarray(at, at + 1000));
    else if (bytes !== undefined) sending.write(bytes);
    sending.end();
  });
}
