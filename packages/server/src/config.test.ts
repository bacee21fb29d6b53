import { describe, expect, test } from "vitest";
import { readConfig } from "./config.ts";

describe("settings are read once", () => {
  test("without any, the demo listens on this machine only and takes every level of authentication", () => {
    expect(readConfig({}, "demo")).toMatchObject({ port: 8080, host: "127.0.0.1", publicUrl: "http://localhost:8080", demoPatients: 2000, tokenSeconds: 3600 });
    expect(readConfig({}, "demo").acceptedAcr).toBeUndefined();
  });

  test("nobody serves patient data without having said how sure a person must be of being that person", () => {
    expect(() => readConfig({}, "serve")).toThrow("ACCEPTED_ACR");
    expect(() => readConfig({ ACCEPTED_ACR: " , " }, "serve")).toThrow("ACCEPTED_ACR");
    expect(readConfig({ ACCEPTED_ACR: "high, substantial" }, "serve").acceptedAcr).toEqual(["high", "substantial"]);
    expect(readConfig({ ACCEPTED_ACR: "any" }, "serve").acceptedAcr).toBeUndefined();
  });

  test("the public name follows the port, unless it is given", () => {
    expect(readConfig({ PORT: "9000" }, "demo").publicUrl).toBe("http://localhost:9000");
    expect(readConfig({ PORT: "9000", PUBLIC_URL: "https://fhir.wijk.example/a" }, "demo").publicUrl).toBe("https://fhir.wijk.example/a");
  });

  test("no outside consent service is asked unless one is named; in the clear on this machine only", () => {
    expect(readConfig({}, "demo").consentService).toBeUndefined();
    expect(readConfig({ CONSENT_SERVICE_URL: "https://connector.example/vraag" }, "demo").consentService).toEqual({ url: "https://connector.example/vraag", milliseconds: 1500 });
    expect(readConfig({ CONSENT_SERVICE_URL: "http://127.0.0.1:9000/vraag", CONSENT_SERVICE_MILLISECONDS: "500" }, "demo").consentService).toEqual({ url: "http://127.0.0.1:9000/vraag", milliseconds: 500 });
  });

  test("hooks lead to https addresses elsewhere only, unless whoever runs it says so", () => {
    expect(readConfig({}, "demo").hooks).toEqual({ http: false, private: false });
    expect(readConfig({ ALLOW_HTTP_HOOKS: "yes", ALLOW_PRIVATE_HOOKS: "no" }, "demo").hooks).toEqual({ http: true, private: false });
  });

  test("Subscriptions may lead to hosts that are listed: none to serve, this machine in the demo", () => {
    const served = { ACCEPTED_ACR: "any" };
    expect(readConfig(served, "serve").endpoints).toEqual({ hosts: [], here: false });
    expect(readConfig({}, "demo").endpoints).toEqual({ hosts: [], here: true });
    expect(readConfig({ ...served, SUBSCRIPTION_ENDPOINTS: "fhir.Example.nl, *.wijk.example" }, "serve").endpoints).toEqual({ hosts: ["fhir.example.nl", "*.wijk.example"], here: false });
    expect(readConfig({ ...served, SUBSCRIPTION_ENDPOINTS: "any,localhost" }, "serve").endpoints).toEqual({ hosts: "any", here: true });
  });

  test("packages are named by paths that are there", () => {
    expect(readConfig({}, "demo").packages).toEqual([]);
    expect(readConfig({ FHIR_PACKAGES: ` ${import.meta.dirname}, ` }, "demo").packages).toEqual([import.meta.dirname]);
    expect(() => readConfig({ FHIR_PACKAGES: "/nowhere/nl-core.tgz" }, "demo")).toThrow("FHIR_PACKAGES names /nowhere/nl-core.tgz");
  });

  test.each([
    ["PORT", "http"],
    ["PORT", "65536"],
    ["PORT", "-1"],
    ["PORT", "80.5"],
    ["PUBLIC_URL", "fhir.wijk.example"],
    ["PUBLIC_URL", "https://fhir.wijk.example/"],
    ["PUBLIC_URL", "https://fhir.wijk.example?x"],
    ["LOG_LEVEL", "loud"],
    ["TOKEN_SECONDS", "5"],
    ["DEMO_PATIENTS", "9001"],
    ["CONSENT_SERVICE_URL", "http://mitz.example/vraag"],
    ["CONSENT_SERVICE_URL", "http://localhost.example/vraag"],
    ["CONSENT_SERVICE_URL", "https://wie:geheim@mitz.example/vraag"],
    ["CONSENT_SERVICE_URL", "ftp://localhost/vraag"],
    ["CONSENT_SERVICE_URL", "mitz"],
    ["CONSENT_SERVICE_MILLISECONDS", "0"],
    ["SUBSCRIPTION_ENDPOINTS", "https://fhir.example.nl/hook"],
    ["SUBSCRIPTION_ENDPOINTS", "*"],
    ["ALLOW_HTTP_HOOKS", "true"],
    ["ALLOW_PRIVATE_HOOKS", ""],
  ])("%s=%s stops the start, and the message names the setting", (name, value) => {
    expect(() => readConfig({ [name]: value }, "demo")).toThrow(name);
  });
});
