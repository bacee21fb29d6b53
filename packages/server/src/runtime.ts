import { Anomaly, createIndexer, createSearchParameters, createValidator, createXmlCodec, indexVersion, loadDefinitions, mergeDefinitions, pzpAddresses, readPackages, type Definitions, type SearchParameterDefinition } from "@wijkverband/fhir";
import { uniqueKeys } from "@wijkverband/care";
import { auditEvents, createSealer, faultName, publishTopics, startTrail, type House } from "@wijkverband/facade";
import { createAuthorisationServer, createProofVerifier, createVerifier, endpointsOf, loadOrCreate, type AuthorisationServer, type ClientRegistration, type KeySet, type TrustedIssuer, type Verify } from "@wijkverband/identity";
import { marksOf, tieRows } from "@wijkverband/policy";
import { openSqliteStore, type Store } from "@wijkverband/store";
import type { Organization, PractitionerRole } from "hl7-fhir-r4-types";
import { importJWK, type CryptoKey } from "jose";
import { createSecretKey, hkdfSync, randomUUID } from "node:crypto";
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pino, type Logger } from "pino";
import { startWitness } from "./audit-witness.ts";
import type { Config } from "./config.ts";
import { createHttpConsentService } from "./consent-service/http-consent-service.ts";
import { isPrivateAddress } from "./delivery/addresses.ts";
import { startDelivery, type Delivery } from "./delivery/delivery.ts";
import { startEscalation } from "./escalation.ts";
import { readHooks } from "./delivery/hooks.ts";
import { createBindingTokens } from "./delivery/websocket/binding-token.ts";
import { openSockets, type Sockets } from "./delivery/websocket/sockets.ts";
import { createLimits } from "./limits.ts";
import { createReplayStore } from "./replay-store.ts";

/** What `npm run compile` made: definitions, search parameters, value sets. */
const generated = join(import.meta.dirname, "../../../profiles/generated");

export interface Runtime extends AsyncDisposable {
  readonly house: House;
  readonly keys: KeySet;
  readonly authorisation: AuthorisationServer;
  readonly verify: Verify;
  readonly delivery: Delivery;
  readonly sockets: Sockets;
  readonly log: Logger;
}

export const softwareVersion: string = (JSON.parse(readFileSync(join(import.meta.dirname, "../package.json"), "utf8")) as { version: string }).version;

/** Opens the store of a data folder. Used by the server and by commands that look at a database (`audit verify`). */
export async function openStore(config: Pick<Config, "dataDir" | "publicUrl">, clients: readonly string[] = []): Promise<{ readonly store: Store; readonly keys: KeySet; readonly searchParameters: House["searchParameters"] }> {
  mkdirSync(config.dataDir, { recursive: true, mode: 0o700 });
  const keys = await loadOrCreate(join(config.dataDir, "keys"), clients);
  const searchParameters = createSearchParameters(readGenerated<readonly SearchParameterDefinition[]>("search-parameters.json"));
  const store = openSqliteStore({
    file: join(config.dataDir, "wijkverband.sqlite"),
    index: createIndexer(searchParameters, `${config.publicUrl}/fhir`),
    indexedBy: indexVersion(searchParameters),
    ties: tieRows,
    marks: marksOf,
    uniques: uniqueKeys,
    auditKey: auditKeyOf(keys),
  });
  return { store, keys, searchParameters };
}

/** Checks resources against the profiles that `npm run compile` made, and those of the packages that are named. Ours come last: nobody redefines them.
 *  @throws {Anomaly} `fault` for a package that can't be used; who named it counts on it */
export function openValidator(packages: readonly string[] = [], log?: Logger): House["validator"] {
  return createValidator(openDefinitions(packages, log));
}

function openDefinitions(packages: readonly string[], log: Logger | undefined): Definitions {
  const own = loadDefinitions(generated);
  if (packages.length === 0) return own;
  try {
    const { withoutSnapshot, ...foreign } = readPackages(packages);
    const counts = { packages: packages.length, definitions: foreign.structures.length, valueSets: Object.keys(foreign.valueSets).length };
    if (withoutSnapshot.length > 0) log?.warn({ ...counts, withoutSnapshot: withoutSnapshot.length, first: withoutSnapshot[0] }, "FHIR_PACKAGES: definitions without snapshot are not checked");
    else log?.info(counts, "FHIR_PACKAGES");
    return mergeDefinitions(foreign, own);
  } catch (cause) {
    throw new Anomaly("fault", `FHIR_PACKAGES: ${cause instanceof Error ? cause.message : "a package can't be read"}`, { cause });
  }
}

export interface RuntimeOptions {
  /** Client keys to keep, for the sandbox. */
  readonly clients?: readonly string[];
  readonly clock?: () => Date;
  /** Others whose tokens are taken, beside our own authorisation server. */
  readonly issuers?: readonly TrustedIssuer[];
}

/** Makes the house, with everything real in it. `registrations` are the clients of the authorisation server. */
export async function openRuntime(config: Config, registrationsOf: (keys: KeySet) => readonly ClientRegistration[], options: RuntimeOptions = {}): Promise<Runtime> {
  const hooks = readHooks(config.dataDir, config.hooks);
  const log = pino({ level: config.logLevel, redact: ["req.headers.authorization"] });
  const { store, keys, searchParameters } = await openStore(config, options.clients);
  const clock = options.clock ?? (() => new Date());
  const baseUrl = `${config.publicUrl}/fhir`;
  const endpoints = endpointsOf(`${config.publicUrl}/oauth`);
  // tokens live by the real clock, whatever the house thinks the time is
  const replay = createReplayStore(join(config.dataDir, "replay.sqlite"), Date.now);
  const definitions = openDefinitions(config.packages, log);
  const house: House = {
    store,
    validator: createValidator(definitions),
    searchParameters,
    supportedProfiles: readGenerated<House["supportedProfiles"]>("supported-profiles.json"),
    valueSets: readValueSets(definitions),
    baseUrl,
    tokenEndpoint: endpoints.token,
    clock,
    newId: randomUUID,
    sealer: await sealerOf(keys),
    cursorKey: createSecretKey(derive(keys, "page cursors")),
    headerKey: createSecretKey(derive(keys, "subscription headers")),
    endpoints: { ...config.endpoints, refusesAddress: (address) => !config.hooks.private && isPrivateAddress(address) },
    bindings: createBindingTokens(createSecretKey(derive(keys, "websocket bindings")), baseUrl, replay),
    log,
    ...(config.acceptedAcr !== undefined && { acceptedAcr: config.acceptedAcr }),
    bases: config.bases,
    ...(config.consentService !== undefined && {
      consentService: createHttpConsentService({ ...config.consentService, onFailure: (reason) => log.warn({ reason }, "no answer from the consent service") }),
    }),
    transfer: config.transfer,
    ...limitsOf(config),
    pageLimit: 200,
    softwareVersion,
  };
  const registrations = registrationsOf(keys);
  const authorisation = createAuthorisationServer({
    issuer: endpoints.issuer,
    audience: baseUrl,
    registrations,
    keys: [keys.token],
    replay,
    tokenSeconds: config.tokenSeconds,
    ownsFhirUser: (fhirUser, organization) => worksAt(store, fhirUser, organization),
    onFault: (fault) => log.error({ fault: faultName(fault) }, "authorisation server"),
    onToken: async (event) => {
      const trail = startTrail({ interaction: "operation", operation: "$token", action: "E", requestId: randomUUID(), site: baseUrl, ...(event.principal !== undefined && { principal: event.principal }) });
      const refusal = { outcome: "4", status: event.error === "invalid_client" ? 401 : 400 } as const;
      await store.append(auditEvents({ ...trail, ...(event.client !== undefined && { client: event.client }) }, event.granted ? { outcome: "0", status: 200 } : refusal, clock()));
    },
  });
  await publishTopics(house);
  const witness = await startWitness(store, config.dataDir, clock, (fault) => log.error({ fault: faultName(fault) }, "audit heads could not be witnessed"));
  const verify = createVerifier({
    issuers: [authorisation.trusted(), ...(options.issuers ?? [])],
    proof: createProofVerifier({ publicBase: config.publicUrl, replay }),
  });
  const codec = createXmlCodec(house.validator);
  const sockets = openSockets(house, codec);
  const delivery = startDelivery(house, { hooks, private: config.hooks.private, sockets, codec, ...(options.issuers === undefined && { knows: (subscriber) => isRegistered(registrations, subscriber) }) });
  const escalation = startEscalation(house);
  return {
    house,
    keys,
    authorisation,
    verify,
    delivery,
    sockets,
    log,
    async [Symbol.asyncDispose]() {
      await escalation.stop();
      await Promise.all([delivery.stop(), sockets.close()]);
      await witness.stop();
      await store[Symbol.asyncDispose]();
      replay.close();
    },
  };
}

/** Tells whether a client may still speak in a role: what it subscribed to goes no further than its registration. */
function isRegistered(registrations: readonly ClientRegistration[], { client, role }: { readonly client: string; readonly role: string }): boolean {
  return registrations.some(({ clientId, roles }) => clientId === client && roles.includes(role));
}

/** Tells whether a PractitionerRole is one of an organisation. Patients and carers are never a client's to name unless its registration lists them. */
async function worksAt(store: Store, fhirUser: string, { system, identifier }: { readonly system: string; readonly identifier: string }): Promise<boolean> {
  if (!fhirUser.startsWith("PractitionerRole/")) return false;
  const role = (await store.readMany([fhirUser])).get(fhirUser)?.resource() as PractitionerRole | undefined;
  const reference = role?.organization?.reference;
  const employer = reference === undefined ? undefined : ((await store.readMany([reference])).get(reference)?.resource() as Organization | undefined);
  return employer?.identifier?.some((each) => each.system === system && each.value === identifier) ?? false;
}

/** The key that seals the heads of the audit chains. */
export function auditKeyOf({ audit }: KeySet): Uint8Array {
  if (audit.k === undefined) throw new Anomaly("fault", "the audit key is no symmetric key");
  return Buffer.from(audit.k, "base64url");
}

function limitsOf({ limits }: Config): Pick<House, "limits"> {
  const counted = createLimits(limits);
  return counted === undefined ? {} : { limits: counted };
}

/** One secret on disk, several uses that can't be turned into each other. */
function derive({ audit }: KeySet, use: string): Buffer {
  return Buffer.from(hkdfSync("sha256", Buffer.from(audit.k ?? "", "base64url"), "wijkverband", use, 32));
}

async function sealerOf({ seal }: KeySet): Promise<House["sealer"]> {
  const { d: _secret, ...publicJwk } = seal;
  const privateKey = await importJWK(seal, "ES256");
  return createSealer({ privateKey: privateKey as CryptoKey, publicJwk, device: "Device/wijkverband" });
}

/** PZP's own addresses of value sets that we hold too (search pattern 6 of its specification names them). */
const alsoKnownAs: Readonly<Record<string, readonly string[]>> = {
  "icd-product": pzpAddresses("https://fhir.iknl.nl/fhir/ValueSet/ACP-MedicalDeviceProductType-ICD"),
};

/** Value sets by their canonical, expanded: ours, and where definitions are given those that their bindings name, as far as all their codes are known. */
export function readValueSets(definitions?: Definitions): House["valueSets"] {
  const bound = Object.entries(definitions?.valueSets ?? {}).flatMap(([url, bySystem]) => {
    const systems = Object.entries(bySystem);
    const codes = systems.flatMap(([system, members]) => (Array.isArray(members) ? (members as readonly string[]).map((code) => ({ system, code })) : []));
    return systems.every(([, members]) => Array.isArray(members)) ? [[url, codes] as const] : [];
  });
  const { valueSets } = readGenerated<{ valueSets: readonly { id: string; url: string; concepts: readonly { system: string; code: string }[] }[] }>("terminology.json");
  return new Map([...bound, ...valueSets.flatMap(({ id, url, concepts }) => [url, ...(alsoKnownAs[id] ?? [])].map((name) => [name, concepts] as const))]);
}

function readGenerated<T>(file: string): T {
  return JSON.parse(readFileSync(join(generated, file), "utf8")) as T;
}
