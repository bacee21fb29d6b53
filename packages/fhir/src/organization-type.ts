import type { Organization } from "hl7-fhir-r4-types";
import { codeSystemUrl, system } from "./identifier.ts";

/** National types of organisations where somebody can be registered: GP practice, GP institution, dispensing GP practice. */
const practiceTypes: readonly (string | undefined)[] = ["Z3", "H1", "K3"];

/** Tells whether an organisation of this type is one where somebody can be registered. */
export function isPracticeType(type: string | undefined): boolean {
  return practiceTypes.includes(type);
}

/** Tells whether an organisation of this type is an out-of-hours post. */
export function isPostType(type: string | undefined): boolean {
  return type === "N6";
}

/** The national code of what kind of organisation it is. */
export function nationalTypeOf(organization: Pick<Organization, "type"> | undefined): string | undefined {
  return typeIn(organization, system.organizationType);
}

/** The national code of what kind of organisation it is, or ours where there is no national one. */
export function organizationTypeOf(organization: Pick<Organization, "type"> | undefined): string | undefined {
  return nationalTypeOf(organization) ?? typeIn(organization, codeSystemUrl("organisatie-soort"));
}

/** Tells whether patients can be registered at an organisation. */
export function isPractice(organization: Pick<Organization, "type"> | undefined): boolean {
  return isPracticeType(organizationTypeOf(organization));
}

/** Tells whether an organisation is an out-of-hours post. */
export function isPost(organization: Pick<Organization, "type"> | undefined): boolean {
  return isPostType(organizationTypeOf(organization));
}

function typeIn(organization: Pick<Organization, "type"> | undefined, url: string): string | undefined {
  return organization?.type?.flatMap(({ coding }) => coding ?? []).find((coding) => coding.system === url)?.code;
}
