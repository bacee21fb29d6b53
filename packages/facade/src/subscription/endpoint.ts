import { isIP } from "node:net";

/** Where notifications may go, as the installation says. */
export interface EndpointRules {
  /** Names of hosts, `fhir.example.nl` or `*.example.nl` (which isn't `example.nl` itself); `any`: every host. */
  readonly hosts: readonly string[] | "any";
  /** Also this very machine, over http too. */
  readonly here: boolean;
  /** Tells whether an IP address that is written out may not be reached. */
  refusesAddress(address: string): boolean;
}

const thisMachine: readonly string[] = ["localhost", "127.0.0.1", "[::1]"];

/** Tells whether a URL leads to this very machine. */
export function isHere(url: URL): boolean {
  return thisMachine.includes(url.hostname);
}

/** Why nothing may be sent to a URL, in words; `undefined` when it may. A name that leads to an address within an own network shows only when it is looked up, at
 *  the moment of sending. */
export function endpointFault(url: URL, rules: EndpointRules): string | undefined {
  if (url.protocol !== "https:" && url.protocol !== "http:") return "an endpoint is an https address";
  if (url.username !== "" || url.password !== "" || url.hash !== "") return "an endpoint has no name, password or fragment; a secret goes into a header";
  if (isHere(url)) return rules.here ? undefined : "an endpoint on this machine isn't possible here";
  if (url.protocol !== "https:") return "an endpoint is an https address";
  if (url.port !== "" && Number(url.port) < 1024) return "an endpoint has port 443, or one from 1024 on";
  const literal = url.hostname.replace(/^\[(.*)\]$/, "$1");
  if (isIP(literal) !== 0 && rules.refusesAddress(literal)) return "this address lies in an own network";
  return isListed(url.hostname, rules.hosts) ? undefined : "this host isn't among those that this server sends to; ask whoever runs it";
}

function isListed(hostname: string, hosts: EndpointRules["hosts"]): boolean {
  // a name that ends in a point is the same name
  const name = hostname.replace(/\.$/, "");
  return hosts === "any" || hosts.some((host) => (host.startsWith("*.") ? name.endsWith(host.slice(1)) && name.length > host.length - 1 : name === host));
}
