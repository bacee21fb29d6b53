import { Anomaly } from "@wijkverband/fhir";
import express, { type Request, type Response } from "express";

const decoder = new TextDecoder("utf-8", { fatal: true });
const inflaters = new Map<number, ReturnType<typeof express.raw>>();

/** The body of a request as text.
 *  @param limit most bytes, counted after decompression.
 *  @throws {Anomaly} `too-large`, `unsupported-media` (a content encoding we don't know), `incorrect` when it is cut short or isn't UTF-8. */
export async function readText(request: Request, response: Response, limit: number): Promise<string> {
  const encoding = request.headers["content-encoding"];
  const bytes = encoding === undefined || encoding === "identity" ? await readPlain(request, limit) : await inflate(request, response, limit);
  try {
    return decoder.decode(bytes);
  } catch {
    throw new Anomaly("incorrect", "the body isn't UTF-8");
  }
}

/** Most bodies are small and come in one piece: for these a parser's machinery costs more than the reading. */
function readPlain(request: Request, limit: number): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const settle = (end: () => void): void => {
      request.off("data", onData).off("end", onEnd).off("error", onCut).off("close", onCut);
      end();
    };
    const onData = (chunk: Buffer): void => {
      size += chunk.length;
      chunks.push(chunk);
      if (size > limit) {
        request.pause();
        settle(() => reject(tooLarge(limit)));
      }
    };
    const onEnd = (): void => settle(() => resolve(chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks)));
    const onCut = (): void => settle(() => reject(new Anomaly("incorrect", "the request can't be read")));
    if (Number(request.headers["content-length"]) > limit) return reject(tooLarge(limit));
    if (request.destroyed) return onCut();
    request.on("data", onData).on("end", onEnd).on("error", onCut).on("close", onCut);
  });
}

async function inflate(request: Request, response: Response, limit: number): Promise<Uint8Array> {
  let inflater = inflaters.get(limit);
  if (inflater === undefined) inflaters.set(limit, (inflater = express.raw({ type: () => true, limit })));
  const read = inflater;
  await new Promise<void>((resolve, reject) => read(request, response, (fault?: unknown) => (fault === undefined ? resolve() : reject(inOurWords(fault, limit)))));
  const { body } = request as { body?: unknown };
  return Buffer.isBuffer(body) ? body : Buffer.alloc(0);
}

function inOurWords(fault: unknown, limit: number): Error {
  const status = typeof fault === "object" && fault !== null && "status" in fault ? fault.status : undefined;
  if (status === 413) return tooLarge(limit);
  if (status === 415) return new Anomaly("unsupported-media", "this content encoding isn't supported");
  if (status === 400) return new Anomaly("incorrect", "the request can't be read");
  return fault instanceof Error ? fault : new Error("unreadable body");
}

function tooLarge(limit: number): Anomaly {
  return new Anomaly("too-large", `the body is larger than the ${limit / 1024} kB that go here`);
}
