import compression from "compression";
import type { RequestHandler } from "express";

/** Smaller answers go as they are: packing would cost more than it saves. In bytes, as `compression` has it. */
const smallest = 1024;

/** Packs answers as gzip or Brotli for who asks for it (`Accept-Encoding`); others pay nothing, as the post at night doesn't.
 *  Packing and secrets: that the length of an answer tells what stands in it (BREACH) takes somebody who makes another's client ask, with words of his own
 *  in the answer beside a secret. Here a client must add its token to each request itself, no page of elsewhere may ask (no CORS, no cookies), and no answer
 *  over FHIR holds a secret or repeats what isn't the caller's to read. Pages that stand on a cookie aren't packed, because they don't come this way. */
export function packWhenAsked(): RequestHandler {
  const pack = compression({ threshold: smallest });
  return (request, response, next) => {
    if (!takesPacked(request.headers["accept-encoding"])) return next();
    response.locals["packs"] = true;
    pack(request, response, next);
  };
}

/** Whether the answer to a HEAD would have gone packed as the answer to a GET: then its length isn't known, and none is said (RFC 9110 §8.6). */
export function wouldPack(locals: Readonly<Record<string, unknown>>, bytes: Uint8Array, contentType: string): boolean {
  return locals["packs"] === true && bytes.length >= smallest && contentType !== "application/pdf";
}

function takesPacked(accepted: string | undefined): boolean {
  return accepted !== undefined && /\b(?:gzip|br|deflate)\b|\*/i.test(accepted);
}
