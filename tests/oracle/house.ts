import { bareApp, createMetrics, fhirRouter, handle, type Ask, type House } from "@wijkverband/facade";
import { Anomaly, type Category } from "@wijkverband/fhir";
import { openRuntime, openStore, readConfig } from "@wijkverband/server";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { randomUUID } from "node:crypto";
import type { Request, Seen } from "./question.ts";
import { storeRegion } from "./region/store-region.ts";
import type { Asker, World } from "./world.ts";

/** The real house around one region, with a clock that stands where it is put. */
interface RegionHouse extends AsyncDisposable {
  now: Date;
  ask(asker: Asker, request: Request): Promise<Seen>;
}

/** Opens houses for regions one after the other; what doesn't differ between them is made once. */
export interface Builder extends AsyncDisposable {
  /** @param http ask over a real port, with a token, rather than in this process. */
  build(world: World, http: boolean): Promise<RegionHouse>;
}

export async function createBuilder(): Promise<Builder> {
  const root = mkdtempSync(join(tmpdir(), "wijkverband-oracle-"));
  const config = readConfig({ PORT: "0", DATA_DIR: join(root, "base"), LOG_LEVEL: "silent", PUBLIC_URL: "http://oracle.example" }, "demo");
  const runtime = await openRuntime(config, () => []);
  let built = 0;
  return {
    async build(world, http) {
      const dataDir = join(root, `region-${built++}`);
      cpSync(join(config.dataDir, "keys"), join(dataDir, "keys"), { recursive: true });
      const { store } = await openStore({ ...config, dataDir });
      const time = { now: world.writtenAt };
      const house: House = { ...runtime.house, store, bases: world.bases, clock: () => time.now };
      await storeRegion(house, world);
      const door = http ? await openPort(house, world) : undefined;
      return {
        get now() {
          return time.now;
        },
        set now(instant: Date) {
          time.now = instant;
        },
        ask: door === undefined ? (asker, request) => askHere(house, asker, request) : door.ask,
        async [Symbol.asyncDispose]() {
          await door?.close();
          await store[Symbol.asyncDispose]();
          rmSync(dataDir, { recursive: true, force: true });
        },
      };
    },
    async [Symbol.asyncDispose]() {
      await runtime[Symbol.asyncDispose]();
      rmSync(root, { recursive: true, force: true });
    },
  };
}

/** DESIGN §6, *Errors*: what each cause is called in HTTP. */
const statuses: Readonly<Record<Category, number>> = {
  incorrect: 400, unauthenticated: 401, forbidden: 403, "not-found": 404, "not-allowed": 405, "not-acceptable": 406, conflict: 409, gone: 410, stale: 412,
  "too-large": 413, "unsupported-media": 415, rule: 422, "too-many": 429, unavailable: 503, "no-space": 507, fault: 500,
};

async function askHere(house: House, { principal }: Asker, { method, path, query, ...rest }: Request): Promise<Seen> {
  const ask: Ask = { method, path, query, ...rest, lenient: false, wants: "fhir", language: "nl", principal, requestId: randomUUID() };
  try {
    const { status, json, headers = {} } = await handle(house, ask);
    return { status, text: json === undefined ? "" : json.toString(), headers };
  } catch (thrown) {
    if (!(thrown instanceof Anomaly)) throw thrown;
    const status = statuses[thrown.category];
    // an in-process caller sees what the outcome would say; a stranger is told nothing
    const said = status === 404 || status === 410 || status >= 500 ? thrown.category : JSON.stringify(thrown.issues);
    const cause = status === 500 && thrown.cause instanceof Error ? (thrown.cause.stack ?? thrown.cause.message) : "";
    return { status, text: `${said}${cause}`, headers: {} };
  }
}

async function openPort(house: House, world: World): Promise<{ ask: RegionHouse["ask"]; close(): Promise<void> }> {
  const principals = new Map(world.askers.map((asker, place) => [`Bearer ${place}`, asker.principal]));
  const tokens = new Map(world.askers.map((asker, place) => [asker, `Bearer ${place}`]));
  const app = bareApp();
  const verify = async (authorization: string | undefined) => {
    const principal = principals.get(authorization ?? "");
    if (principal === undefined) throw new Anomaly("unauthenticated", "a token is needed");
    return principal;
  };
  app.use("/fhir", fhirRouter(house, verify, createMetrics()));
  const server = app.listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/fhir`;
  return {
    async ask(asker, { method, path, query, form, body, ifMatch, ifNoneMatch, ifNoneExist }) {
      const search = new URLSearchParams(query.map(([name, value]): [string, string] => [name, value])).toString();
      const response = await fetch(`${base}${path === "" ? "" : `/${path}`}${search && `?${search}`}`, {
        method,
        headers: {
          authorization: tokens.get(asker) ?? "",
          ...(body !== undefined && { "content-type": "application/fhir+json" }),
          ...(form !== undefined && { "content-type": "application/x-www-form-urlencoded" }),
          ...(ifMatch !== undefined && { "if-match": ifMatch }),
          ...(ifNoneMatch !== undefined && { "if-none-match": ifNoneMatch }),
          ...(ifNoneExist !== undefined && { "if-none-exist": ifNoneExist }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
        ...(form !== undefined && { body: new URLSearchParams(form.map(([name, value]): [string, string] => [name, value])).toString() }),
      });
      return { status: response.status, text: await response.text(), headers: Object.fromEntries(response.headers) };
    },
    close: () => new Promise((resolve, reject) => server.close((fault) => (fault === undefined ? resolve() : reject(fault)))),
  };
}
