import type { JWTPayload } from "jose";
import type { Principal } from "./principal.ts";
import type { ClientRegistration, RegisteredPerson } from "./registration.ts";

/** What a token says of whom the client acts for; the form that `ownClaims` reads back. */
export interface RepresentationClaims {
  readonly organization: NonNullable<Principal["organization"]>;
  readonly person?: NonNullable<Principal["person"]>;
  readonly purpose: string;
}

/** `why` is a constant that the client may read: it is authenticated by now, and its vendor must be able to mend it. */
export type Representation =
  | { readonly outcome: "represented"; readonly claims: RepresentationClaims; readonly fhirUserUnlisted: boolean }
  | { readonly outcome: "refused"; readonly why: string };

/** Purposes a client may name unless its registration says otherwise. Source: HL7 v3 PurposeOfUse. */
export const purposes: readonly string[] = ["TREAT", "ETREAT", "BTG", "COC", "CAREMGT", "PATRQT", "FAMRQT", "PWATRNY", "HOPERAT", "HQUALIMP", "HSYSADMIN"];

const fhirUserForm = /^(?:PractitionerRole|Patient|RelatedPerson)\/[A-Za-z0-9\-.]{1,64}$/;

function refused(why: string): Representation {
  return { outcome: "refused", why };
}

function isShortText(value: unknown): value is string {
  return typeof value === "string" && value.trim() !== "" && value.length <= 200 && !/\p{Cc}/u.test(value);
}

function isOptionalText(value: unknown): value is string | undefined {
  return value === undefined || isShortText(value);
}

/** Whom the claims of a verified client assertion may stand for: `person` {id, name, role, fhirUser?, acr?}, `purpose`
 *  (TREAT when absent) and, optionally, `organization` {system, identifier}, which must be the registered one.
 *  Without `person` the client speaks for itself only. Every other claim is left out. Pure. */
export function representAs(claims: JWTPayload, registration: ClientRegistration): Representation {
  const { organization } = registration;
  if (claims["organization"] !== undefined && !isSameOrganization(claims["organization"], organization)) return refused("the client may not speak for this organisation");
  const purpose = claims["purpose"] ?? "TREAT";
  if (typeof purpose !== "string" || !(registration.purposes ?? purposes).includes(purpose)) return refused("the purpose isn't one this client may name");
  if (claims["person"] === undefined) return { outcome: "represented", claims: { organization, purpose }, fhirUserUnlisted: false };
  return representPerson(claims["person"], purpose, registration);
}

function isSameOrganization(named: unknown, own: NonNullable<Principal["organization"]>): boolean {
  if (typeof named !== "object" || named === null) return false;
  const registered = new Map<string, string>(Object.entries(own));
  const parts = Object.entries(named);
  return "system" in named && "identifier" in named && parts.every(([name, value]) => registered.get(name) === value);
}

function representPerson(named: unknown, purpose: string, registration: ClientRegistration): Representation {
  if (typeof named !== "object" || named === null) return refused("person must be an object");
  const { id, name, role, fhirUser, acr } = named as Readonly<Record<string, unknown>>;
  if (!isShortText(id) || !isShortText(name) || !isShortText(role)) return refused("person needs id, name and role, each a short text");
  if (!isOptionalText(fhirUser) || (fhirUser !== undefined && !fhirUserForm.test(fhirUser))) return refused("fhirUser must be PractitionerRole/id, Patient/id or RelatedPerson/id");
  if (!isOptionalText(acr) || (acr !== undefined && !registration.acrs?.includes(acr))) return refused("the client may not vouch for this authentication level");
  if (!registration.roles.includes(role)) return refused("the client may not name a person in this role");
  const listed = findPerson(registration, id);
  if (listed === "unlisted") return refused("the client may not name this person");
  if (listed?.roles && !listed.roles.includes(role)) return refused("the client may not name this person in this role");
  if (listed && fhirUser !== undefined && fhirUser !== listed.fhirUser) return refused("the client may not name this fhirUser for this person");
  const user = listed?.fhirUser ?? fhirUser;
  const person = { id, name, role, ...(acr !== undefined && { acr }), ...(user !== undefined && { fhirUser: user }) };
  return { outcome: "represented", claims: { organization: registration.organization, person, purpose }, fhirUserUnlisted: user !== undefined && listed === undefined };
}

function findPerson({ persons }: ClientRegistration, id: string): RegisteredPerson | undefined | "unlisted" {
  if (persons === "any-of-organisation") return undefined;
  return persons.find((person) => person.id === id) ?? "unlisted";
}
