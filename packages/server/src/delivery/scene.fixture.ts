import type { House } from "@wijkverband/facade";
import type { Change, Store } from "@wijkverband/store";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Writable } from "node:stream";
import { pino } from "pino";
import { expect } from "vitest";
import { openStore } from "../runtime.ts";
import { isPrivateAddress } from "./addresses.ts";
import { smallHouse } from "./delivery-house.fixture.ts";
import { startDelivery, type Delivery, type DeliveryOptions } from "./delivery.ts";
import type { Hook } from "./hooks.ts";
import type { Receiver } from "./receiver.fixture.ts";

export const publicUrl = "http://localhost:8080";
export const minute: number = 60_000;
export const hour: number = 60 * minute;

/** A store on a file, senders around it, and a clock that stands still. */
export class Scene implements AsyncDisposable {
  readonly dataDir: string = mkdtempSync(join(tmpdir(), "wijkverband-delivery-"));
  readonly stores: Store[] = [];
  readonly deliveries: Delivery[] = [];
  now: Date = new Date("2026-11-24T02:00:00Z");
  log = "";
  searchParameters!: House["searchParameters"];

  static async open(changes: readonly Change[]): Promise<Scene> {
    const scene = new Scene();
    const store = await scene.open();
    await store.transact({ changes, audit: () => [], at: scene.now });
    return scene;
  }

  /** As another process would. */
  async open(): Promise<Store> {
    const { store, searchParameters } = await openStore({ dataDir: this.dataDir, publicUrl });
    this.searchParameters = searchParameters;
    this.stores.push(store);
    return store;
  }

  get store(): Store {
    return this.stores[0]!;
  }

  /** Puts as many events into the outbox, for one recipient such as `Organization/post`. */
  async tell(count: number, recipient: string): Promise<void> {
    for (let n = 0; n < count; n++) {
      await this.store.transact({ changes: [], audit: () => [], events: () => [{ topic: "task-made", focus: "Task/t", recipient }], at: this.now });
    }
  }

  deliver({ store = this.store, endpoints, ...options }: Partial<DeliveryOptions> & { readonly store?: Store; readonly endpoints?: Partial<House["endpoints"]> } = {}): Delivery {
    const lines = new Writable({
      write: (piece: Buffer, _encoding, done) => {
        this.log += piece.toString();
        done();
      },
    });
    const { codec, ...house } = smallHouse({
      store,
      searchParameters: this.searchParameters,
      baseUrl: `${publicUrl}/fhir`,
      clock: () => this.now,
      log: pino({ level: "warn" }, lines),
      endpoints: { hosts: [], here: true, refusesAddress: isPrivateAddress, ...endpoints },
    });
    const delivery = startDelivery(house, { hooks: [], codec, private: false, interval: 5, ...options });
    this.deliveries.push(delivery);
    return delivery;
  }

  /** Sends from three processes, one after the other, each killed while it sends; the clock then stands where their turns are over. */
  async killSenders(receiver: Receiver, hooks: readonly Hook[] = []): Promise<void> {
    for (let round = 0; round < 3; round++) {
      const child = spawn(process.execPath, ["--input-type=module", "-e", this.#program(round, hooks)], { stdio: ["ignore", "ignore", "inherit"] });
      const exited = once(child, "exit");
      const before = receiver.received.length;
      await came(receiver, before + 8 + round);
      child.kill("SIGKILL");
      await exited;
    }
    this.later(3 * minute);
  }

  later(milliseconds: number): void {
    this.now = new Date(this.now.getTime() + milliseconds);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.deliveries.map((delivery) => delivery.stop()));
    await Promise.all(this.stores.map((store) => store[Symbol.asyncDispose]()));
    rmSync(this.dataDir, { recursive: true });
  }

  #program(round: number, hooks: readonly Hook[]): string {
    return `
      import { pino } from "pino";
      import { openStore } from ${JSON.stringify(new URL("../runtime.ts", import.meta.url).href)};
      import { startDelivery } from ${JSON.stringify(new URL("delivery.ts", import.meta.url).href)};
      import { smallHouse } from ${JSON.stringify(new URL("delivery-house.fixture.ts", import.meta.url).href)};
      const { store, searchParameters } = await openStore(${JSON.stringify({ dataDir: this.dataDir, publicUrl })});
      const { codec, ...house } = smallHouse({ store, searchParameters, baseUrl: "", clock: () => new Date(${this.now.getTime() + round * minute}), log: pino({ level: "silent" }) });
      const hooks = ${JSON.stringify(hooks)}.map((hook) => ({ ...hook, url: new URL(hook.url) }));
      startDelivery(house, { codec, hooks, private: false, interval: 5 });
      setInterval(() => {}, 1000);`;
  }
}

export const numbers = ({ received }: Receiver): readonly number[] => received.map(({ number }) => number);
export const upTo = (last: number): readonly number[] => Array.from({ length: last }, (_, at) => 1 + at);

/** Waits until as many came in, and a little longer for one too many. */
export async function arrived(receiver: Receiver, count: number): Promise<void> {
  await came(receiver, count);
  await new Promise((resolve) => setTimeout(resolve, 60));
}

/** Looks often: a sender is killed before it has sent everything. */
async function came(receiver: Receiver, count: number): Promise<void> {
  await expect.poll(() => receiver.received.length, { timeout: 20_000, interval: 1 }).toBeGreaterThanOrEqual(count);
}
