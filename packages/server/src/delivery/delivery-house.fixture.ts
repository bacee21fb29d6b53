import { createSealer, type House } from "@wijkverband/facade";
import { createXmlCodec, type XmlCodec } from "@wijkverband/fhir";
import { createMemoryReplayStore } from "@wijkverband/identity";
import { exportJWK, generateKeyPair } from "jose";
import { createSecretKey, randomBytes, randomUUID } from "node:crypto";
import { openValidator } from "../runtime.ts";
import type { DeliveryHouse } from "./delivery-house.ts";
import { createBindingTokens } from "./websocket/binding-token.ts";

const { privateKey, publicKey } = await generateKeyPair("ES256", { extractable: true });
const sealer = createSealer({ privateKey, publicJwk: { ...(await exportJWK(publicKey)), kid: "seal", alg: "ES256" }, device: "Device/wijkverband" });
const codec = createXmlCodec(openValidator([]));

/** As much of a house as delivery needs, around a store. Notifications go to this machine only. */
export function smallHouse(given: Pick<House, "store" | "searchParameters" | "baseUrl" | "clock" | "log"> & Partial<DeliveryHouse>): DeliveryHouse & { readonly codec: XmlCodec } {
  const key = createSecretKey(randomBytes(32));
  const bindings = createBindingTokens(key, given.baseUrl, createMemoryReplayStore());
  return { bases: ["consent", "addressed"], newId: randomUUID, sealer, headerKey: key, endpoints: { hosts: [], here: true, refusesAddress: () => true }, bindings, codec, ...given };
}
