import type { JWTPayload } from "jose";
import { system } from "@wijkverband/fhir";
import type { Principal } from "./principal.ts";
import { refusal } from "./refusal.ts";
import { type RoleCode, roleOf, uziRoles } from "./uzi-roles.ts";

/** Where one value comes from: a claim by name, a path into nested claims, several claims put together with spaces, or a constant. */
export type ClaimSource =
  | string
  | { readonly path: readonly string[] }
  | { readonly join: readonly string[] }
  | { readonly fixed: string };

/** The first source that gives a value counts. */
export type Claim = ClaimSource | readonly ClaimSource[];

/** How a network names what we need. Claim names differ per network, so this is configuration. */
export interface ClaimMap {
  readonly client: Claim;
  readonly organization: { readonly system: Claim; readonly identifier: Claim; readonly name: Claim; readonly type: Claim };
  readonly person: { readonly id: Claim; readonly name: Claim; readonly role: Claim; readonly acr?: Claim; readonly fhirUser?: Claim };
  readonly purpose: Claim;
  /** National codes to our role keys. Absent: the token carries our role keys itself; only for our own tokens. */
  readonly roleCodes?: readonly RoleCode[];
  /** Names that a network has for our scopes. */
  readonly scopeNames?: Readonly<Record<string, string>>;
}

/** What our own authorisation server writes. */
export const ownClaims: ClaimMap = {
  client: "client_id",
  organization: {
    system: { path: ["organization", "system"] },
    identifier: { path: ["organization", "identifier"] },
    name: { path: ["organization", "name"] },
    type: { path: ["organization", "type"] },
  },
  person: {
    id: { path: ["person", "id"] },
    name: { path: ["person", "name"] },
    role: { path: ["person", "role"] },
    acr: { path: ["person", "acr"] },
    fhirUser: { path: ["person", "fhirUser"] },
  },
  purpose: "purpose",
};

const organizationByUra: ClaimMap["organization"] = {
  system: { fixed: system.ura },
  identifier: "organization_ura",
  name: "organization_name",
  type: ["organization_facility_type", { fixed: "unknown" }],
};

/** Claims of the HA-VVT and 360 degrees policies, where the employee is vouched for by the data user. */
export const employeeClaims: ClaimMap = {
  client: ["client_id", "organization_id"],
  organization: organizationByUra,
  person: { id: "employee_identifier", name: "employee_name", role: "employee_role" },
  purpose: { fixed: "TREAT" },
  roleCodes: uziRoles,
};

/** Claims of a Dezi login, where role and number come from the national register. */
export const deziClaims: ClaimMap = {
  client: "client_id",
  organization: organizationByUra,
  person: { id: "user_id", name: { join: ["user_initials", "user_surname_prefix", "user_surname"] }, role: "user_role", acr: "acr" },
  purpose: { fixed: "TREAT" },
  roleCodes: uziRoles,
};

/** Longer values aren't names or numbers of anybody; they would only fill logs and audit events. */
const longest = 256;

function valueAt(claims: object, path: readonly string[]): string | undefined {
  let value: unknown = claims;
  for (const name of path) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, name)) return undefined;
    value = (value as Readonly<Record<string, unknown>>)[name];
  }
  if (typeof value !== "string" || value === "") return undefined;
  if (value.length > longest || /\p{Cc}/u.test(value)) throw refusal("claim value too long or with control characters");
  return value;
}

function readSource(claims: object, source: ClaimSource): string | undefined {
  if (typeof source === "string") return valueAt(claims, [source]);
  if ("path" in source) return valueAt(claims, source.path);
  if ("fixed" in source) return source.fixed;
  const parts = source.join.map((name) => valueAt(claims, [name])).filter((part) => part !== undefined);
  return parts.length === 0 ? undefined : parts.join(" ");
}

function readClaim(claims: object, claim: Claim | undefined): string | undefined {
  if (claim === undefined) return undefined;
  for (const source of Array.isArray(claim) ? (claim as readonly ClaimSource[]) : [claim as ClaimSource]) {
    const value = readSource(claims, source);
    if (value !== undefined) return value;
  }
  return undefined;
}

function readOrganization(claims: object, map: ClaimMap["organization"]): Principal["organization"] {
  const identifier = readClaim(claims, map.identifier);
  if (identifier === undefined) return undefined;
  const [system, name, type] = [readClaim(claims, map.system), readClaim(claims, map.name), readClaim(claims, map.type)];
  if (system === undefined || name === undefined || type === undefined) throw refusal("organisation half named");
  return Object.freeze({ system, identifier, name, type });
}

function readPerson(claims: object, map: ClaimMap, organizationType: string | undefined): Principal["person"] {
  const [id, name, code] = [readClaim(claims, map.person.id), readClaim(claims, map.person.name), readClaim(claims, map.person.role)];
  if (id === undefined && name === undefined && code === undefined) return undefined;
  if (id === undefined || name === undefined || code === undefined) throw refusal("person half named");
  const acr = readClaim(claims, map.person.acr);
  const fhirUser = readClaim(claims, map.person.fhirUser);
  const role = map.roleCodes === undefined ? code : roleOf(code, organizationType, map.roleCodes);
  return Object.freeze({ id, name, role, ...(acr !== undefined && { acr }), ...(fhirUser !== undefined && { fhirUser }) });
}

/** The principal that verified claims name. `tokenId` stands in where the token has no `jti`.
 *  @throws {Anomaly} `unauthenticated` when client, purpose or expiry is missing, or an organisation or person is half named:
 *  dropping the half would make somebody else of the caller. */
export function readPrincipal(claims: JWTPayload, map: ClaimMap, tokenId: string): Principal {
  const client = readClaim(claims, map.client);
  const purpose = readClaim(claims, map.purpose);
  if (client === undefined) throw refusal("no client named");
  if (purpose === undefined) throw refusal("no purpose named");
  if (typeof claims.exp !== "number") throw refusal("no expiry");
  const organization = readOrganization(claims, map.organization);
  const person = readPerson(claims, map, organization?.type);
  const scope = claims["scope"];
  const words = typeof scope === "string" ? scope.split(" ").filter((word) => word !== "") : [];
  return Object.freeze({
    client,
    ...(organization && { organization }),
    ...(person && { person }),
    purpose,
    scopes: Object.freeze(words.map((word) => (map.scopeNames && Object.hasOwn(map.scopeNames, word) ? map.scopeNames[word]! : word))),
    tokenId: typeof claims.jti === "string" && claims.jti !== "" ? claims.jti : tokenId,
    expires: claims.exp,
  });
}
