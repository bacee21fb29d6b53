import { Anomaly } from "@wijkverband/fhir";
import type { Principal } from "@wijkverband/identity";
import type { Request, Response } from "express";
import { auditEvents } from "./audit/audit-event.ts";
import { faultName } from "./fault-name.ts";
import type { House } from "./house.ts";
import { endingOf } from "./outcome.ts";
import { startTrail, type Trail } from "./trail.ts";

/** Refuses who asks too much with 429, and tells the audit of it once a minute, so that a flood drowns neither the server nor its log. */
export interface Throttle {
  /** Counts a request of a client. @throws {Anomaly} `too-many` */
  admit(this: void, principal: Principal, response: Response): Promise<void>;
  /** Counts an authentication that failed. Who has a valid token is never refused for what others at his address do.
   *  @returns the refusal it gets: its own, or `too-many` from an address where too much fails */
  failed(this: void, anomaly: Anomaly, request: Request, response: Response): Promise<Anomaly>;
  /** Seconds that an address, from which too many authentications failed, has to wait at the token endpoint; the refusal is entered in the audit. */
  barred(this: void, request: Request): Promise<number | undefined>;
  /** By what such an address is counted. */
  networkOf(this: void, request: Request): string;
}

/** Milliseconds that one event of the audit speaks for. */
const minute = 60_000;

export function createThrottle(house: Pick<House, "limits" | "store" | "clock" | "baseUrl" | "newId" | "log">): Throttle {
  const { limits } = house;
  const floods = new Map<string, number>();

  /** The first refusal of a minute is entered at once; the others of that minute as one event with their number, when it is over. */
  async function enter(who: string, trail: Partial<Trail>): Promise<void> {
    const known = floods.get(who);
    if (known !== undefined) {
      floods.set(who, known + 1);
      return;
    }
    floods.set(who, 0);
    await append(trail, 1);
    setTimeout(() => {
      const more = floods.get(who) ?? 0;
      floods.delete(who);
      if (more > 0) append(trail, more).catch((fault: unknown) => house.log.error({ fault: faultName(fault) }, "a flood could not be audited"));
    }, minute).unref();
  }

  async function append(trail: Partial<Trail>, times: number): Promise<void> {
    const started = startTrail({ action: "E", requestId: house.newId(), site: house.baseUrl, ...trail });
    await house.store.append(auditEvents(started, { ...endingOf(tooMany()), times }, house.clock()));
  }

  async function refuse(wait: number, who: string, trail: Partial<Trail>, response: Response): Promise<Anomaly> {
    response.locals["retryAfter"] = wait;
    await enter(who, trail);
    return tooMany();
  }

  return {
    async admit(principal, response) {
      const wait = await limits?.request(principal.client);
      if (wait !== undefined) throw await refuse(wait, `client ${principal.client}`, { principal }, response);
    },
    async failed(anomaly, request, response) {
      if (limits === undefined || anomaly.category !== "unauthenticated") return anomaly;
      const address = addressOf(request);
      const wait = await limits.failure(networkOf(address));
      return wait === undefined ? anomaly : await refuse(wait, `address ${networkOf(address)}`, { address }, response);
    },
    async barred(request) {
      const address = addressOf(request);
      const wait = await limits?.barred(networkOf(address));
      if (wait !== undefined) await enter(`address ${networkOf(address)}`, { address, interaction: "operation", operation: "$token" });
      return wait;
    },
    networkOf: (request) => networkOf(addressOf(request)),
  };
}

/** What has been entered in the audit, or will be. */
function tooMany(): Anomaly {
  return new Anomaly("too-many", "that is more than this server takes from one client; wait as long as Retry-After says");
}

/** Where a request comes from. Behind a proxy within the own network it is what the proxy says (`trust proxy`); for counting only, the audit has the connection. */
function addressOf(request: Request): string {
  return request.ip ?? "";
}

/** What one subscriber has: an IPv4 address, or the first 64 bits of one of IPv6. */
export function networkOf(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, "");
  if (!plain.includes(":")) return plain;
  const [head = ""] = plain.split("::");
  const groups = head === "" ? [] : head.split(":");
  return `${[...groups, "0", "0", "0", "0"].slice(0, 4).join(":").toLowerCase()}::/64`;
}
