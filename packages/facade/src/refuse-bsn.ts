import { Anomaly, isBsn, urlNamesBsn } from "@wijkverband/fhir";

/** A BSN in a URL is refused before anything is looked up or logged (`no-bsn`). */
export function refuseBsnInUrl(url: string | undefined, expression?: string): void {
  if (url === undefined || typeof url !== "string" || !urlNamesBsn(url)) return;
  throw bsnRefusal("a URL", expression);
}

/** Headers end in logs as easily as URLs do. */
export function refuseBsnInHeaders(headers: Readonly<Record<string, string | readonly string[] | undefined>>): void {
  for (const [name, value] of Object.entries(headers)) {
    if (name === "authorization" || name === "dpop" || name === "content-length") continue;
    if (String(value).match(/(?<![0-9A-Za-z])\d{9}(?![0-9A-Za-z])/g)?.some(isBsn)) throw bsnRefusal("a header");
  }
}

function bsnRefusal(where: string, expression?: string): Anomaly {
  const text = `a BSN doesn't belong in ${where}; send it in a body, with POST`;
  return new Anomaly("incorrect", text, { rule: "no-bsn", issues: [{ text, rule: "no-bsn", ...(expression !== undefined && { expression }) }] });
}
