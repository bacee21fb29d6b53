import { Anomaly } from "@wijkverband/fhir";
import { defaultBases, isRegionalBasis, regionalBases, type RegionalBasis } from "@wijkverband/policy";
import { existsSync } from "node:fs";
import { isAbsolute, resolve } from "node:path";

/** How a server is run. Every setting is read here, once, and nowhere else. */
export interface Config {
  readonly port: number;
  /** Where it listens; 0.0.0.0 in a container, the loopback in a demo. */
  readonly host: string;
  /** How others reach it, without trailing slash: `https://fhir.wijk.example`. */
  readonly publicUrl: string;
  readonly dataDir: string;
  readonly logLevel: string;
  /** Seconds that an access token lives. */
  readonly tokenSeconds: number;
  /** Authentication levels (`acr`) of which a person must have one (`person`); absent: any, as in the demo. */
  readonly acceptedAcr?: readonly string[];
  /** Bases on which another organisation than the owner may come in (`basis`); what the region's privacy officer signed. */
  readonly bases: readonly RegionalBasis[];
  /** The outside consent service that is asked where nothing is known here; absent: none. */
  readonly consentService?: { readonly url: string; readonly milliseconds: number };
  /** What else `hooks.json` may name than https addresses elsewhere, and this machine. */
  readonly hooks: { readonly http: boolean; readonly private: boolean };
  /** Hosts that Subscriptions may have notifications sent to; `here`: this very machine too. */
  readonly endpoints: { readonly hosts: readonly string[] | "any"; readonly here: boolean };
  /** Most requests of one client in a second, and most authentications that fail from one address in a minute; 0: no limit. */
  readonly limits: { readonly requests: number; readonly failures: number };
  /** In days: how long a former practice may contest a move, and how long it may read its own history. */
  readonly transfer: { readonly contestDays: number; readonly recordDays: number };
  /** FHIR packages (folders or `.tgz`), absolute, whose profiles are validated when a resource claims them. */
  readonly packages: readonly string[];
  /** Patients in the demo's region. */
  readonly demoPatients: number;
}

/** Every environment variable there is; `docs/settings.md` and `--help` are made from this list. */
export const settings: readonly { readonly name: string; readonly fallback: string; readonly what: string }[] = [
  { name: "PORT", fallback: "8080", what: "port to listen on" },
  { name: "HOST", fallback: "127.0.0.1", what: "address to listen on" },
  { name: "PUBLIC_URL", fallback: "http://localhost:<PORT>", what: "how others reach the server, without trailing slash" },
  { name: "DATA_DIR", fallback: ".data/<demo or server>", what: "folder of database and keys" },
  { name: "LOG_LEVEL", fallback: "info", what: "trace, debug, info, warn, error or silent" },
  { name: "TOKEN_SECONDS", fallback: "300 (demo: 3600)", what: "how long an access token lives" },
  { name: "ACCEPTED_ACR", fallback: "none for serve: it must be set; the demo takes any", what: "levels of authentication that a person may have, separated by commas, or any" },
  { name: "BASES", fallback: "consent,addressed (demo: also practice-cover and break-glass)", what: "on which bases other organisations come in, separated by commas: consent, addressed, practice-cover, break-glass, membership, regional-post" },
  { name: "CONSENT_SERVICE_URL", fallback: "none is asked", what: "where the connector to an outside consent service (Mitz) takes questions; https, or http on this machine" },
  { name: "CONSENT_SERVICE_MILLISECONDS", fallback: "1500", what: "how long it may take to answer; later is no consent" },
  { name: "SUBSCRIPTION_ENDPOINTS", fallback: "none (demo: localhost)", what: "hosts that Subscriptions of channel rest-hook may send to, separated by commas: fhir.example.nl, *.example.nl, localhost for this machine, or any; without it only websockets" },
  { name: "ALLOW_HTTP_HOOKS", fallback: "no", what: "yes: hooks.json may name http addresses on other machines" },
  { name: "ALLOW_PRIVATE_HOOKS", fallback: "no", what: "yes: hooks.json and Subscriptions may name addresses within an own network" },
  { name: "RATE_LIMIT", fallback: "2000 (demo: 0)", what: "most requests of one client in a second, 0 for no limit; more gets 429" },
  { name: "FAILED_AUTHENTICATIONS", fallback: "100 (demo: 0)", what: "most authentications that may fail from one address in a minute, 0 for no limit; more gets 429" },
  { name: "CONTEST_DAYS", fallback: "14", what: "days in which a former practice may contest that a patient moved" },
  { name: "FORMER_PRACTICE_DAYS", fallback: "365", what: "days in which a former practice may read its own history of somebody who moved" },
  { name: "FHIR_PACKAGES", fallback: "none: claims of foreign profiles are not checked", what: "FHIR packages whose profiles are validated when claimed: folders or .tgz files, separated by commas" },
  { name: "DEMO_PATIENTS", fallback: "2000", what: "patients in the demo's region" },
];

/** What a program is up to: it runs the demo, serves, or only looks at what a server keeps. */
type Mode = "demo" | "serve" | "look";

/** Reads the settings. @throws {Anomaly} `fault` naming the variable that can't be used. */
export function readConfig(env: Readonly<Record<string, string | undefined>>, mode: Mode): Config {
  const port = whole(env, "PORT", 8080, 0, 65_535);
  const publicUrl = env["PUBLIC_URL"] ?? `http://localhost:${port}`;
  if (!/^https?:\/\/[^/?#\s]+(\/[^?#\s]*[^/?#\s])?$/.test(publicUrl)) throw new Anomaly("fault", "PUBLIC_URL is a URL without trailing slash");
  const dataDir = env["DATA_DIR"] ?? (mode === "demo" ? ".data/demo" : ".data/server");
  return {
    port,
    host: env["HOST"] ?? "127.0.0.1",
    publicUrl,
    dataDir: isAbsolute(dataDir) ? dataDir : resolve(dataDir),
    logLevel: oneOf(env, "LOG_LEVEL", ["trace", "debug", "info", "warn", "error", "silent"], mode === "demo" ? "warn" : "info"),
    tokenSeconds: whole(env, "TOKEN_SECONDS", mode === "demo" ? 3600 : 300, 10, 86_400),
    ...acceptedAcr(env, mode),
    bases: basesOf(env, mode),
    ...consentService(env),
    hooks: { http: isAllowed(env, "ALLOW_HTTP_HOOKS"), private: isAllowed(env, "ALLOW_PRIVATE_HOOKS") },
    endpoints: endpointsOf(env, mode),
    limits: { requests: whole(env, "RATE_LIMIT", mode === "demo" ? 0 : 2000, 0, 1_000_000), failures: whole(env, "FAILED_AUTHENTICATIONS", mode === "demo" ? 0 : 100, 0, 1_000_000) },
    transfer: { contestDays: whole(env, "CONTEST_DAYS", 14, 1, 365), recordDays: whole(env, "FORMER_PRACTICE_DAYS", 365, 1, 7300) },
    packages: packagesOf(env),
    demoPatients: whole(env, "DEMO_PATIENTS", 2000, 10, 9000),
  };
}

/** Who runs it says how sure a person must be of being that person; nobody should serve patient data without having thought of it. */
function acceptedAcr(env: Readonly<Record<string, string | undefined>>, mode: Mode): { acceptedAcr?: readonly string[] } {
  const text = env["ACCEPTED_ACR"];
  if (text === "any" || mode === "look" || (text === undefined && mode === "demo")) return {};
  const levels = (text ?? "").split(",").map((level) => level.trim()).filter((level) => level !== "");
  if (levels.length === 0) throw new Anomaly("fault", "ACCEPTED_ACR names the levels of authentication that are good enough, or any");
  return { acceptedAcr: levels };
}

/** What a region chooses is its privacy officer's to sign; the demo shows all that DESIGN knows by name. */
function basesOf(env: Readonly<Record<string, string | undefined>>, mode: Mode): readonly RegionalBasis[] {
  const text = env["BASES"];
  if (text === undefined) return mode === "demo" ? [...defaultBases, "practice-cover", "break-glass"] : defaultBases;
  const named = text.split(",").map((basis) => basis.trim()).filter((basis) => basis !== "");
  const bases = named.filter(isRegionalBasis);
  if (bases.length < named.length) throw new Anomaly("fault", `BASES takes ${regionalBases.join(", ")}`);
  return bases;
}

/** A BSN goes there, so in the clear it goes no further than this machine. */
function consentService(env: Readonly<Record<string, string | undefined>>): Pick<Config, "consentService"> {
  const milliseconds = whole(env, "CONSENT_SERVICE_MILLISECONDS", 1500, 100, 30_000);
  const text = env["CONSENT_SERVICE_URL"];
  if (text === undefined || text === "") return {};
  const url = URL.parse(text);
  const isOwn = url?.protocol === "http:" && ["localhost", "127.0.0.1", "[::1]"].includes(url.hostname);
  if (url === null || (url.protocol !== "https:" && !isOwn) || url.username !== "" || url.password !== "") {
    throw new Anomaly("fault", "CONSENT_SERVICE_URL is an https URL without name and password; http goes to this machine only");
  }
  return { consentService: { url: url.href, milliseconds } };
}

function packagesOf(env: Readonly<Record<string, string | undefined>>): readonly string[] {
  const named = (env["FHIR_PACKAGES"] ?? "").split(",").map((path) => path.trim()).filter((path) => path !== "");
  const missing = named.find((path) => !existsSync(path));
  if (missing !== undefined) throw new Anomaly("fault", `FHIR_PACKAGES names ${missing}, which isn't there`);
  return named.map((path) => resolve(path));
}

function endpointsOf(env: Readonly<Record<string, string | undefined>>, mode: Mode): Config["endpoints"] {
  const text = env["SUBSCRIPTION_ENDPOINTS"] ?? (mode === "demo" ? "localhost" : "");
  const named = text.split(",").map((host) => host.trim().toLowerCase()).filter((host) => host !== "");
  if (named.some((host) => host !== "localhost" && host !== "any" && !/^(?:\*\.)?(?:[a-z0-9-]+\.)+[a-z0-9-]+$/.test(host))) throw new Anomaly("fault", "SUBSCRIPTION_ENDPOINTS names hosts, like fhir.example.nl or *.example.nl, or any");
  return { hosts: named.includes("any") ? "any" : named.filter((host) => host !== "localhost"), here: named.includes("localhost") };
}

function whole(env: Readonly<Record<string, string | undefined>>, name: string, fallback: number, least: number, most: number): number {
  const text = env[name];
  if (text === undefined || text === "") return fallback;
  const value = Number(text);
  if (!Number.isInteger(value) || value < least || value > most) throw new Anomaly("fault", `${name} is a whole number from ${least} to ${most}`);
  return value;
}

function isAllowed(env: Readonly<Record<string, string | undefined>>, name: string): boolean {
  return oneOf(env, name, ["yes", "no"], "no") === "yes";
}

function oneOf(env: Readonly<Record<string, string | undefined>>, name: string, known: readonly string[], fallback: string): string {
  const value = env[name] ?? fallback;
  if (!known.includes(value)) throw new Anomaly("fault", `${name} is one of ${known.join(", ")}`);
  return value;
}
