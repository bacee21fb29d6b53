import type { Binding, BindingTokens } from "@wijkverband/facade";
import type { ReplayStore } from "@wijkverband/identity";
import { jwtVerify, SignJWT } from "jose";
import { randomUUID, type KeyObject } from "node:crypto";

/** How long a token may be used, in seconds. */
const lifetime = 300;

const audience = "websocket";

/** Below the base; where websockets come. */
export const socketPath = "/$subscriptions-ws";

/** Tokens that say by themselves what they stand for, so that any process takes them, and are remembered once used, so that none takes one twice.
 *  @param key 32 bytes
 *  @param baseUrl `https://host/fhir` */
export function createBindingTokens(key: KeyObject, baseUrl: string, replay: ReplayStore): BindingTokens {
  return {
    url: `${baseUrl.replace(/^http/, "ws")}${socketPath}`,
    async issue({ subscriber, subscriptions }, at) {
      const expires = new Date(Math.floor(at.getTime() / 1000 + lifetime) * 1000);
      const token = await new SignJWT({ subscriber, subscriptions }).setProtectedHeader({ alg: "HS256" }).setAudience(audience).setJti(randomUUID()).setExpirationTime(expires).sign(key);
      return { token, expires };
    },
    async take(token, at) {
      try {
        const { payload } = await jwtVerify<Binding>(token, key, { algorithms: ["HS256"], audience, currentDate: at, requiredClaims: ["jti", "exp"] });
        const { jti = "", exp = 0, subscriber, subscriptions } = payload;
        // it is forgotten by the real clock, whatever the house thinks the time is
        return (await replay.seen(`${audience} ${jti}`, Math.max(exp, Date.now() / 1000 + lifetime))) ? undefined : { subscriber, subscriptions };
      } catch {
        return undefined;
      }
    },
  };
}
