import { verifySeal } from "@wijkverband/facade";
import { parseJson, stringifyJson } from "@wijkverband/fhir";
import { createClientKey, createKeySet, publicPart } from "@wijkverband/identity";
import { mainBsn } from "@wijkverband/server";
import * as fc from "fast-check";
import type { Bundle, Parameters } from "hl7-fhir-r4-types";
import type { JSONWebKeySet } from "jose";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { runCli } from "../cli.ts";
import { byBsn } from "../harness.ts";
import { useDemo } from "../use-demo.ts";

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };
type Place = readonly (string | number)[];

describe("attested: the seal of a downloaded handover", () => {
  const demo = useDemo();
  let answer: string;
  let document: Bundle;
  let jwks: JSONWebKeySet;
  beforeAll(async () => {
    answer = (await demo.ask("post-huisarts", "POST", "Patient/$palliative-handover", byBsn(mainBsn))).text;
    document = (parseJson(answer) as Parameters).parameter?.find(({ name }) => name === "handover")?.resource as Bundle;
    jwks = (await (await fetch(`${demo.url}/.well-known/jwks.json`)).json()) as JSONWebKeySet;
  });

  test("is intact as it came, and says by whom and when", async () => {
    expect(await verifySeal(document, jwks)).toMatchObject({ outcome: "intact", kid: jwks.keys[0]?.kid, when: demo.now.toISOString() });
    expect(document.signature).toMatchObject({ who: { reference: "Device/wijkverband" }, sigFormat: "application/jose", targetFormat: expect.stringContaining("canonicalization=") as string });
  });

  test("stays intact however a system stores it: other order, other white space, another id and meta", async () => {
    const reordered = reverseKeys(document as unknown as Json) as unknown as Bundle;
    expect(await verifySeal(parseJson(JSON.stringify(reordered, undefined, 4)) as Bundle, jwks)).toMatchObject({ outcome: "intact" });
    expect(await verifySeal({ ...document, id: "elders", meta: { versionId: "7", source: "urn:elders" } }, jwks)).toMatchObject({ outcome: "intact" });
  });

  test("only the public part of the key is published", () => {
    expect(Object.keys(jwks.keys[0] ?? {}).toSorted()).not.toContain("d");
  });

  test("any change anywhere in what is sealed is found", async () => {
    const places = placesIn(sealedPart(document));
    expect(places.length).toBeGreaterThan(500);
    const property = fc.asyncProperty(fc.nat(places.length - 1), fc.constantFrom("change", "remove", "add"), async (which, how) => {
      const spoilt = spoil(document as unknown as Json, places[which] ?? [], how) as unknown as Bundle;
      expect(await verifySeal(spoilt, jwks)).toEqual({ outcome: "broken", reason: "changed" });
    });
    await expect(fc.assert(property, { numRuns: 20 })).resolves.toBeUndefined();
  });

  test("a seal that is missing, of another form or made with a key that isn't ours is told apart", async () => {
    const { signature, ...bare } = document;
    const foreign = await createKeySet();
    expect(await verifySeal(bare as Bundle, jwks)).toEqual({ outcome: "broken", reason: "no-seal" });
    expect(await verifySeal({ ...document, signature: { ...signature, targetFormat: "application/fhir+json" } } as Bundle, jwks)).toEqual({ outcome: "broken", reason: "other-format" });
    expect(await verifySeal({ ...document, signature: { ...signature, data: Buffer.from("onzin").toString("base64") } } as Bundle, jwks)).toEqual({ outcome: "broken", reason: "not-a-jws" });
    expect(await verifySeal(document, { keys: [publicPart(foreign.seal)] })).toEqual({ outcome: "broken", reason: "unknown-key" });
    expect(await verifySeal(document, { keys: [] })).toEqual({ outcome: "broken", reason: "unknown-key" });
    const forged = { ...publicPart(foreign.seal), kid: jwks.keys[0]?.kid ?? "" };
    expect(await verifySeal(document, { keys: [forged] })).toEqual({ outcome: "broken", reason: "changed" });
    expect(await verifySeal(document, { keys: [publicPart(await createClientKey())] })).toMatchObject({ outcome: "broken" });
  });

  test("a seal is of one document: it fits no other", async () => {
    expect((await demo.ask("huisarts", "POST", "Patient/$publish-handover", byBsn(mainBsn))).status).toBe(200);
    const later = (await demo.ask("post-huisarts", "POST", "Patient/$palliative-handover", byBsn(mainBsn))).text;
    const other = (parseJson(later) as Parameters).parameter?.find(({ name }) => name === "handover")?.resource as Bundle;
    expect(await verifySeal(other, jwks)).toMatchObject({ outcome: "intact" });
    expect(await verifySeal({ ...other, ...(document.signature && { signature: document.signature }) }, jwks)).toEqual({ outcome: "broken", reason: "changed" });
  });

  test("the program checks it offline: the answer, the document, a changed one, one with another key, no document", async () => {
    const file = (name: string, content: string): string => {
      const path = join(demo.dataDir, name);
      writeFileSync(path, content);
      return path;
    };
    const keys = file("jwks.json", JSON.stringify(jwks));
    const otherKeys = file("other.json", JSON.stringify({ keys: [publicPart((await createKeySet()).seal)] }));
    const check = (path: string, key = keys) => runCli(["handover", "verify", path, "--jwks", key]);
    expect(await check(file("answer.json", answer))).toMatchObject({ code: 0, out: expect.stringMatching(/^intact: sealed /) as string });
    expect(await check(file("document.json", stringifyJson(document)))).toMatchObject({ code: 0 });
    expect(await check(file("changed.json", stringifyJson(document).replace("Niet reanimeren", "Wel reanimeren")))).toMatchObject({ code: 1, error: expect.stringContaining("changed after it was sealed") as string });
    expect(await check(file("again.json", stringifyJson(document)), otherKeys)).toMatchObject({ code: 1, error: expect.stringContaining("isn't in the key file") as string });
    expect(await check(file("none.json", "{}"))).toMatchObject({ code: 1, error: expect.stringContaining("no document Bundle") as string });
    expect(await check(join(demo.dataDir, "nergens.json"))).toMatchObject({ code: 1 });
  });
});

function sealedPart(document: Bundle): Json {
  const { id: _id, meta: _meta, signature: _signature, ...sealed } = document;
  return sealed as unknown as Json;
}

/** Every value in a JSON, by its place. */
function placesIn(value: Json, place: Place = []): readonly Place[] {
  const own = place.length === 0 ? [] : [place];
  if (typeof value !== "object" || value === null) return own;
  const children: readonly (readonly [string | number, Json])[] = Array.isArray(value) ? (value as readonly Json[]).map((item, index) => [index, item] as const) : Object.entries(value as Readonly<Record<string, Json>>);
  return [...own, ...children.flatMap(([key, item]) => placesIn(item, [...place, key]))];
}

function spoil(value: Json, place: Place, how: string): Json {
  const [key, ...further] = place;
  if (key === undefined) return typeof value === "string" ? `${value}.` : typeof value === "number" ? value + 1 : typeof value === "boolean" ? !value : "x";
  const last = further.length === 0;
  if (Array.isArray(value)) {
    const list = value as readonly Json[];
    if (last && how === "remove") return list.filter((_, index) => index !== key);
    if (last && how === "add") return [...list, "x"];
    return list.map((item, index) => (index === key ? spoil(item, further, how) : item));
  }
  const entries = Object.entries(value as Readonly<Record<string, Json>>);
  if (last && how === "remove") return Object.fromEntries(entries.filter(([name]) => name !== key));
  if (last && how === "add") return Object.fromEntries([...entries, ["toegevoegd", "x"]]);
  return Object.fromEntries(entries.map(([name, item]) => [name, name === key ? spoil(item, further, how) : item]));
}

function reverseKeys(value: Json): Json {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return (value as readonly Json[]).map(reverseKeys);
  return Object.fromEntries(Object.entries(value as Readonly<Record<string, Json>>).toReversed().map(([key, item]) => [key, reverseKeys(item)]));
}
