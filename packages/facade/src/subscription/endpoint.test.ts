import { expect, test } from "vitest";
import { endpointFault, type EndpointRules } from "./endpoint.ts";

const rules: EndpointRules = { hosts: ["fhir.example.nl", "*.ziekenhuis.example"], here: false, refusesAddress: (address) => address.startsWith("10.") || address === "::ffff:a00:1" };
const faultOf = (url: string, more: Partial<EndpointRules> = {}) => endpointFault(new URL(url), { ...rules, ...more });

test("hosts of the list are reached over https, by their whole name", () => {
  expect(faultOf("https://fhir.example.nl/hook?a=b")).toBeUndefined();
  expect(faultOf("https://FHIR.example.nl./hook")).toBeUndefined();
  expect(faultOf("https://a.b.ziekenhuis.example")).toBeUndefined();
  for (const other of ["https://example.nl", "https://ziekenhuis.example", "https://.ziekenhuis.example", "https://kwaadziekenhuis.example", "https://fhir.example.nl.kwaad.example", "https://afhir.example.nl"]) expect([other, faultOf(other)]).toEqual([other, expect.stringContaining("isn't among those")]);
  expect(faultOf("http://fhir.example.nl/hook")).toContain("https");
  expect(faultOf("ftp://fhir.example.nl/hook", { hosts: "any" })).toContain("https");
});

test("with any, every host is reached, and no address within an own network", () => {
  expect(faultOf("https://anders.example", { hosts: "any" })).toBeUndefined();
  for (const own of ["https://10.0.0.1/", "https://0xa000001/", "https://167772161/", "https://[::ffff:10.0.0.1]/"]) expect([own, faultOf(own, { hosts: "any" })]).toEqual([own, expect.stringContaining("own network")]);
});

test("a secret doesn't stand in the address, and nothing is sent to a fragment", () => {
  for (const url of ["https://u:p@fhir.example.nl", "https://u@fhir.example.nl", "https://fhir.example.nl/#a"]) expect(faultOf(url)).toContain("header");
});

test("this machine is reached where the installation says so alone, over http too", () => {
  for (const url of ["http://localhost:8080/hook", "https://127.0.0.1/", "http://[::1]:9/"]) expect([faultOf(url, { hosts: "any" }), faultOf(url, { here: true })]).toEqual([expect.stringContaining("this machine"), undefined]);
});
