import { createSecretKey, randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { openHeaders, sealHeaders } from "./header-seal.ts";

const key = createSecretKey(randomBytes(32));
const stored = (id: string, extension: ReturnType<typeof sealHeaders>) => ({ id, channel: { type: "rest-hook" as const, extension: [extension] } });
const headers = [["Authorization", "Bearer geheim"]] as const;

test("sealed headers open for their own Subscription, under the key of the installation, and show nothing", () => {
  const sealed = sealHeaders(key, "a", headers);
  expect(openHeaders(key, stored("a", sealed))).toEqual(headers);
  expect(JSON.stringify(sealed)).not.toContain("geheim");
  expect(Buffer.from(sealed.valueString ?? "", "base64url").toString("latin1")).not.toContain("geheim");
});

test("they don't open for another Subscription, under another key, or changed", () => {
  const sealed = sealHeaders(key, "a", headers);
  expect(openHeaders(key, stored("b", sealed))).toEqual([]);
  expect(openHeaders(createSecretKey(randomBytes(32)), stored("a", sealed))).toEqual([]);
  expect(openHeaders(key, stored("a", { ...sealed, valueString: `${sealed.valueString?.slice(0, -2)}AA` }))).toEqual([]);
  expect(openHeaders(key, { id: "a", channel: { type: "rest-hook" } })).toEqual([]);
});

test("the same headers are sealed otherwise each time", () => {
  expect(sealHeaders(key, "a", headers)).not.toEqual(sealHeaders(key, "a", headers));
});
