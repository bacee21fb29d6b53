import { describeParameter, refusedParameters, storedTypes, topics, topicUrl, type StoredType, type Topic } from "@wijkverband/fhir";
import type { CapabilityStatement, CapabilityStatementRestInteraction, CapabilityStatementRestResource, CapabilityStatementRestResourceInteraction } from "hl7-fhir-r4-types";
import { logParameters } from "./audit/log-query.ts";
import type { House } from "./house.ts";
import { interactions } from "./interactions/index.ts";
import { mediaTypes } from "./negotiation.ts";
import { operations, typeOperations } from "./operations/index.ts";
import { backportUrl } from "./subscription/subscription.ts";
import { isOffered } from "./writable.ts";

/** What is asked of the whole system: of the list of interactions, what stands below no type. A batch goes to where a transaction goes. */
const systemWide = interactions.filter(({ path }) => !path.startsWith(":type")).flatMap(({ code }) => (code === "transaction" ? [code, "batch"] : [code])) as readonly CapabilityStatementRestInteraction["code"][];

const oauthUris = "http://fhir-registry.smarthealthit.org/StructureDefinition/oauth-uris";

/** What PZP asks of whoever gives out what was agreed (IKNL PZP-FHIR-R4, both its methods). */
const pzpProvider = "https://api.iknl.nl/docs/pzp/r4/CapabilityStatement/ACP-CapabilityStatementProvider";

/** What the server can do, made from the lists that route: it can't lie. Served at `/fhir/metadata` without a token. */
export function capabilityStatement(house: Pick<House, "baseUrl" | "searchParameters" | "softwareVersion" | "supportedProfiles" | "tokenEndpoint"> & Partial<Pick<House, "bindings">>, date: Date): CapabilityStatement {
  return {
    resourceType: "CapabilityStatement",
    url: `${house.baseUrl}/metadata`,
    name: "Wijkverband",
    title: "Wijkverband FHIR R4 server",
    status: "active",
    date: date.toISOString(),
    kind: "instance",
    instantiates: [pzpProvider],
    software: { name: "Wijkverband", version: house.softwareVersion },
    implementation: { description: "Palliative handovers, and who answers for the patient", url: house.baseUrl },
    fhirVersion: "4.0.1",
    format: ["application/fhir+json", "json", "application/fhir+xml", "xml"],
    patchFormat: ["application/fhir+json", "application/fhir+xml", "application/json-patch+json"],
    rest: [
      {
        mode: "server",
        ...(house.bindings !== undefined && { extension: [{ url: "http://hl7.org/fhir/StructureDefinition/capabilitystatement-websocket", valueUri: house.bindings.url }] }),
        documentation: `Searching by ${refusedParameters.join(", ")} is not supported. Which modifiers and prefixes a parameter takes stands with it; any other is refused.`,
        security: {
          cors: false,
          // SMART App Launch 1 had clients look here, and some still do, before or instead of smart-configuration
          ...(house.tokenEndpoint !== undefined && { extension: [{ url: oauthUris, extension: [{ url: "token", valueUri: house.tokenEndpoint }] }] }),
          service: [{ coding: [{ system: "http://terminology.hl7.org/CodeSystem/restful-security-service", code: "SMART-on-FHIR" }] }],
          description: "SMART Backend Services; every call on patient data names a person and a role. A BSN never stands in a URL: use POST _search.",
        },
        resource: storedTypes.map((stored) => resourceOf(stored, house)),
        interaction: systemWide.map((code) => ({ code })),
      },
    ],
  };
}

function resourceOf(stored: StoredType, { searchParameters: registry, supportedProfiles }: Pick<House, "searchParameters" | "supportedProfiles">): CapabilityStatementRestResource {
  const codes = new Set(interactions.filter((interaction) => interaction.path.startsWith(":type") && interaction.kinds.includes(stored.kind) && isOffered(interaction.code, stored.type)).map(({ code }) => code));
  const here = [...operations.filter(({ on }) => on === stored.type), ...typeOperations.filter(({ methods }) => methods(stored.type, true).length + methods(stored.type, false).length > 0).map(({ code, definition }) => ({ code, definition, pages: undefined }))];
  const profiles = supportedProfiles.filter(({ type }) => type === stored.type).map(({ profile }) => profile);
  const offers = (interaction: string): boolean => codes.has(interaction);
  return {
    type: stored.type,
    ...(stored.type === "Subscription" && { extension: (Object.keys(topics) as Topic[]).map((topic) => ({ url: backportUrl.topicOfServer, valueCanonical: topicUrl(topic) })) }),
    ...(profiles.length > 0 && { supportedProfile: profiles }),
    interaction: [...codes].map((code) => ({ code: code as CapabilityStatementRestResourceInteraction["code"] })),
    versioning: stored.kind === "log" ? "no-version" : "versioned-update",
    readHistory: stored.kind !== "log",
    updateCreate: false,
    conditionalCreate: offers("create") && stored.type !== "Patient",
    conditionalRead: stored.kind === "log" ? "not-supported" : "full-support",
    conditionalUpdate: offers("update"),
    conditionalDelete: offers("delete") ? "single" : "not-supported",
    referencePolicy: ["literal", "logical", "enforced", "local"],
    ...filled("searchInclude", withWildcards(includable(stored).flatMap(({ type }) => registry.of(type)).filter(({ type }) => type === "reference").map(({ code }) => `${stored.type}:${code}`))),
    ...filled("searchRevInclude", withWildcards(
      includable(stored).length === 0
        ? []
        : storedTypes.flatMap(includable).flatMap(({ type: source }) =>
            registry.of(source).flatMap(({ code, type, target }) => (type === "reference" && (target === undefined || target.includes(stored.type)) ? `${source}:${code}` : [])),
          ),
    )),
    searchParam: registry.of(stored.type).filter(({ code }) => stored.kind !== "log" || logParameters.includes(code)).map((definition) => ({ name: definition.code, type: definition.type, definition: definition.url, ...(stored.kind !== "log" && { documentation: describeParameter(definition) }) })),
    ...(here.length > 0 && { operation: here.map(({ code, definition, pages }) => ({ name: code.slice(1), definition, ...(pages && { documentation: `By Accept also as ${pages.map((page) => mediaTypes[page]).join(" and ")}.` }) })) }),
  };
}

/** Everything at once, everything of a type, and each by its name. */
function withWildcards(includes: readonly string[]): string[] {
  const types = new Set(includes.map((include) => include.slice(0, include.indexOf(":"))));
  return includes.length === 0 ? [] : ["*", ...[...types].map((type) => `${type}:*`), ...includes];
}

/** A list with something in it; R4 has no empty ones. */
function filled<Name extends string>(name: Name, list: readonly string[]): Partial<Record<Name, string[]>> {
  return list.length === 0 ? {} : ({ [name]: [...list] } as Record<Name, string[]>);
}

/** The log stands by itself: it is brought along with nothing, and brings nothing. */
function includable(stored: StoredType): readonly StoredType[] {
  return stored.kind === "log" ? [] : [stored];
}
