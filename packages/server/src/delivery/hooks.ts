import { isHere } from "@wijkverband/facade";
import { Anomaly, system } from "@wijkverband/fhir";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { isIP } from "node:net";
import { isPrivateAddress } from "./addresses.ts";

/** Where notifications for one organisation go. */
export interface Hook {
  /** By which the directory knows the organisation. */
  readonly organization: { readonly system: string; readonly code: string };
  readonly url: URL;
  /** Signs what is sent. */
  readonly secret?: string;
  /** It is on this very machine, because whoever runs the server wrote so. */
  readonly here: boolean;
}

export interface HookRules {
  /** Also in the clear to elsewhere. */
  readonly http: boolean;
  /** Also to addresses within own networks. */
  readonly private: boolean;
}

const file = "hooks.json";
const leastSecret = 16;

/** Reads `hooks.json` of a data folder: `[{ "organization": "<URA>", "url": "https://...", "secret": "..." }]`. Without the file nobody is notified.
 *  @throws {Anomaly} `fault` naming the entry that can't be used; never its secret. */
export function readHooks(dataDir: string, rules: HookRules): readonly Hook[] {
  const path = join(dataDir, file);
  if (!existsSync(path)) return [];
  const hooks = parseHooks(readFileSync(path, "utf8"), rules);
  const names = hooks.map(({ organization: { system: of, code } }) => `${of}|${code}`);
  const twice = names.findIndex((name, at) => names.indexOf(name) < at);
  if (twice >= 0) throw unusable(twice, "an organisation has one hook");
  return hooks;
}

function parseHooks(text: string, rules: HookRules): readonly Hook[] {
  let list: unknown;
  try {
    list = JSON.parse(text);
  } catch {
    throw new Anomaly("fault", `${file} isn't JSON`);
  }
  if (!Array.isArray(list)) throw new Anomaly("fault", `${file} is a list`);
  return list.map((entry: unknown, at) => readHook(entry, at, rules));
}

function readHook(entry: unknown, at: number, rules: HookRules): Hook {
  const { organization, url, secret } = (typeof entry === "object" && entry !== null ? entry : {}) as Readonly<Record<string, unknown>>;
  if (typeof organization !== "string" || organization === "") throw unusable(at, "organization is a URA, or system|value");
  if (secret !== undefined && (typeof secret !== "string" || secret.length < leastSecret)) throw unusable(at, `a secret is a text of at least ${leastSecret} characters`);
  return { organization: organizationToken(organization), ...readAddress(url, at, rules), ...(secret !== undefined && { secret }) };
}

/** A URA, or `system|value` for who has none. */
export function organizationToken(text: string): Hook["organization"] {
  const bar = text.indexOf("|");
  return bar < 0 ? { system: system.ura, code: text } : { system: text.slice(0, bar), code: text.slice(bar + 1) };
}

function readAddress(text: unknown, at: number, rules: HookRules): Pick<Hook, "url" | "here"> {
  const url = typeof text === "string" ? URL.parse(text) : null;
  if (url === null || (url.protocol !== "https:" && url.protocol !== "http:") || url.username !== "" || url.password !== "" || url.hash !== "") {
    throw unusable(at, "url is an https address without name, password and fragment");
  }
  const here = isHere(url);
  if (url.protocol === "http:" && !here && !rules.http) throw unusable(at, "in the clear it goes no further than this machine (ALLOW_HTTP_HOOKS)");
  const literal = url.hostname.replace(/^\[(.*)\]$/, "$1");
  if (!here && !rules.private && isIP(literal) !== 0 && isPrivateAddress(literal)) throw unusable(at, "this address lies in an own network (ALLOW_PRIVATE_HOOKS)");
  return { url, here };
}

function unusable(at: number, text: string): Anomaly {
  return new Anomaly("fault", `${file}, entry ${at + 1}: ${text}`);
}
