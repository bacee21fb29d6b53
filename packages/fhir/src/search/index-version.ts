import { createHash } from "node:crypto";
import { storedTypes } from "../resource-types.ts";
import type { SearchParameters } from "./parameters.ts";

/** To be raised when the same definitions give other index rows than before. */
const indexing = 2;

/** Says how resources are indexed here: it changes with the definitions, and with what we make of them. A store compares it with what its index was made by. */
export function indexVersion(registry: SearchParameters): string {
  const definitions = storedTypes.flatMap(({ type }) => registry.of(type).map(({ code, type: kind, expression, parts }) => [type, code, kind, expression, parts ?? []]));
  return createHash("sha256").update(JSON.stringify([indexing, definitions])).digest("base64url");
}
