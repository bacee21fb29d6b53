import { createPublicKey, verify } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { sealedBytes, targetFormat, verifySeal } from "@wijkverband/facade";
import { parseJson } from "@wijkverband/fhir";
import type { Bundle } from "hl7-fhir-r4-types";
import type { JSONWebKeySet } from "jose";
import { describe, expect, test } from "vitest";

/** The vectors that docs/seal.md publishes. Once published they never change: a program of somebody else was tested with them. */
const vector = (name: string): Buffer => readFileSync(join(import.meta.dirname, "../../docs/seal", name));
const bundle = (name: string): Bundle => parseJson(vector(name).toString("utf8")) as Bundle;
const jwks = JSON.parse(vector("jwks.json").toString("utf8")) as JSONWebKeySet;

describe("the published test vectors of the seal", () => {
  test("the document is intact, and its canonical form is the published bytes", async () => {
    expect(await verifySeal(bundle("document.json"), jwks)).toMatchObject({ outcome: "intact", kid: jwks.keys[0]?.kid });
    expect(Buffer.from(sealedBytes(bundle("document.json"))).toString("utf8")).toBe(vector("canonical.json").toString("utf8"));
  });

  test("a dose that was changed breaks it", async () => {
    expect(await verifySeal(bundle("changed.json"), jwks)).toEqual({ outcome: "broken", reason: "changed" });
  });

  test("the page's recipe works with nothing but a hash and a key", () => {
    const { signature } = bundle("document.json");
    expect(signature?.targetFormat).toBe(targetFormat);
    const [header = "", payload, proof = ""] = Buffer.from(signature?.data ?? "", "base64").toString("ascii").split(".");
    expect(payload).toBe("");
    const key = createPublicKey({ key: { ...jwks.keys[0] }, format: "jwk" });
    const signed = Buffer.from(`${header}.${vector("canonical.json").toString("base64url")}`);
    expect(verify("sha256", signed, { key, dsaEncoding: "ieee-p1363" }, Buffer.from(proof, "base64url"))).toBe(true);
  });
});
