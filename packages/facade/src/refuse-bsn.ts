import { Anomaly, isBsn, urlNamesBsn } from "@wijkverband/fhir";

/** Without any of these a URL holds no BSN: nine digits, a token of some system, or something encoded or escaped that may be either. */
const suspect = /\d{9}|[|%\\]/;

/** A BSN in a URL is refused before anything is looked up or logged (`no-bsn`). */
export function refuseBsnInUrl(url: string | undefined, expression?: string): void {
  if (url === undefined || typeof url !== "string" || !suspect.test(url) || !urlNamesBsn(url)) return;
  throw bsnRefusal("a URL", expression);
}

/** Headers end in logs as easily as URLs do. */
export function refuseBsnInHeaders(headers: Readonly<Record<string, string | readonly string[] | undefined>>): void {
  for (const name in headers) {
    if (name === "authorization" || name === "dpop" || name === "content-length") continue;
    const value = String(headers[name]);
    if (/\d{9}/.test(value) && value.match(/(?<![0-9A-Za-z])\d{9}(?![0-9A-Za-z])/g)?.some(isBsn)) throw bsnRefusal("a header");
  }
}

function bsnRefusal(where: string, expression?: string): Anomaly {
  const text = `a BSN doesn't belong in ${where}; send it in a body, with POST`;
  return new Anomaly("incorrect", text, { rule: "no-bsn", issues: [{ text, rule: "no-bsn", ...(expression !== undefined && { expression }) }] });
}
