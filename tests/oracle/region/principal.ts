import { supportedScopes, type Principal } from "@wijkverband/identity";
import type { Place } from "./directory.ts";

/** What a token says of somebody. */
export function principalOf({ role, place, id, fhirUser }: { readonly role: string; readonly place: Pick<Place, "key" | "type" | "number" | "numberSystem">; readonly id: string; readonly fhirUser?: string }): Principal {
  return {
    client: `systeem-${place.key}`,
    organization: { system: place.numberSystem, identifier: place.number, name: place.key, type: place.type },
    person: { id, name: id, role, ...(fhirUser !== undefined && { fhirUser }) },
    purpose: "TREAT",
    scopes: supportedScopes,
    tokenId: `${place.key}-${id}-${role}`,
    expires: Number.MAX_SAFE_INTEGER,
  };
}
