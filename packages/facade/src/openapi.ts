import { storedTypes, type ParameterType } from "@wijkverband/fhir";
import type { House } from "./house.ts";
import { interactions } from "./interactions/index.ts";
import { mediaTypes } from "./negotiation.ts";
import type { Operation } from "./operation.ts";
import { operations, typeOperations } from "./operations/index.ts";
import { methodsOf } from "./route.ts";
import { isOffered } from "./writable.ts";

type Json = Readonly<Record<string, unknown>>;

const content = {
  "application/fhir+json": { schema: { type: "object", required: ["resourceType"], properties: { resourceType: { type: "string" } } } },
  "application/fhir+xml": { schema: { type: "string", contentMediaType: "application/fhir+xml" } },
};

/** OpenAPI 3.1 of all that routes, from the same lists. Served at `/openapi.json`. */
export function openApi(house: Pick<House, "softwareVersion">, publicUrl: string): Json {
  const paths: Record<string, Record<string, Json>> = {
    "/metadata": { get: { summary: "CapabilityStatement", security: [], responses: answers(200) } },
    "/": { post: { summary: "Batch or transaction", requestBody: { content, required: true }, responses: answers(200) } },
  };
  const add = (path: string, method: string, entry: Json): void => {
    const { parameters = [], ...rest } = entry as { readonly parameters?: readonly Json[] };
    const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({ name, in: "path", required: true, schema: { type: "string" } }));
    (paths[path] ??= {})[method.toLowerCase()] = { ...rest, parameters: [...inPath, ...parameters] };
  };
  // the base itself stands above; what else is of the whole system has a path of its own
  for (const { path, method, code } of interactions) {
    if (!path.startsWith(":type") && path !== "") add(`/${path}`, method, { summary: code, responses: answers(200) });
  }
  for (const { type, kind } of storedTypes) {
    for (const { path, method, code, kinds, takes = [] } of interactions) {
      if (!path.startsWith(":type") || !kinds.includes(kind) || !isOffered(code, type)) continue;
      const bodies = code === "patch" ? { ...content, "application/json-patch+json": { schema: { type: "array" } } } : content;
      const form = path.endsWith("_search") ? { "application/x-www-form-urlencoded": { schema: { type: "object" } } } : bodies;
      add(`/${path.replace(":type", type).replaceAll(/:(\w+)/g, "{$1}")}`, method, {
        summary: `${code} ${type}`,
        ...(takes.length > 0 && { parameters: takes.map((name) => ({ name, in: "query", required: false, schema: { type: "string" } })) }),
        ...(method === "POST" || method === "PUT" || method === "PATCH" ? { requestBody: { content: form, required: true } } : {}),
        responses: answers(code === "create" ? 201 : code === "delete" ? 204 : 200),
      });
    }
  }
  for (const operation of operations) {
    for (const onInstance of [true, false]) {
      for (const method of methodsOf(operation, onInstance)) {
        add(`/${operation.on}/${onInstance ? "{id}/" : ""}${operation.code}`, method, {
          summary: operation.title,
          externalDocs: { url: operation.definition },
          ...(method === "POST" ? { requestBody: { content, description: inputText(operation) } } : { parameters: queryOf(operation) }),
          responses: answers(200, operation.pages),
        });
      }
    }
  }
  for (const operation of typeOperations) {
    for (const { type } of storedTypes) {
      for (const onInstance of [true, false]) {
        for (const method of operation.methods(type, onInstance)) {
          add(`/${type}/${onInstance ? "{id}/" : ""}${operation.code}`, method, {
            summary: operation.title,
            externalDocs: { url: operation.definition },
            ...(method === "POST" ? { requestBody: { content, description: inputText(operation) } } : { parameters: queryOf(operation).filter(({ description }) => description !== "Resource") }),
            responses: answers(200),
          });
        }
      }
    }
  }
  return {
    openapi: "3.1.0",
    info: { title: "Wijkverband", version: house.softwareVersion, license: { name: "Apache-2.0", identifier: "Apache-2.0" } },
    servers: [{ url: `${publicUrl}/fhir` }],
    security: [{ smart: [] }],
    paths,
    components: {
      securitySchemes: { smart: { type: "oauth2", description: "SMART Backend Services, private_key_jwt", flows: { clientCredentials: { tokenUrl: `${publicUrl}/oauth/token`, scopes: {} } } } },
    },
  };
}

/** The input of a GET. What is of another type goes by POST. */
function queryOf({ input }: Pick<Operation, "input">): readonly Json[] {
  return Object.entries(input).map(([name, { type, min, max }]) => ({ name, in: "query", required: min === 1, description: type, schema: max === "*" ? { type: "array", items: schemaOf(type) } : schemaOf(type) }));
}

function schemaOf(type: ParameterType): Json {
  return { type: type === "boolean" || type === "integer" ? type : "string" };
}

/** The names in the Parameters of a POST, for who reads the paths without the definitions. */
function inputText({ input }: Pick<Operation, "input">): string {
  const names = Object.entries(input).map(([name, { type, min, max }]) => `${name} (${type}${min === 1 ? ", needed" : ""}${max === "*" ? ", may be repeated" : ""})`);
  return names.length === 0 ? "Parameters" : `Parameters: ${names.join(", ")}`;
}

function answers(success: number, pages: Operation["pages"] = []): Json {
  const shown = Object.fromEntries(pages.map((page) => [mediaTypes[page], { schema: { type: "string", ...(page === "pdf" && { contentMediaType: mediaTypes.pdf }) } }]));
  return { [success]: { description: "done", ...(success !== 204 && { content: { ...content, ...shown } }) }, default: { description: "refused: an OperationOutcome", content } };
}
