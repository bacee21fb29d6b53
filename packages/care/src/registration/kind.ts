import { profileUrl } from "@wijkverband/fhir";
import type { CareTeam, Extension } from "hl7-fhir-r4-types";

/** How somebody came to be a patient of a practice (CodeSystem `inschrijving-soort`). A passant or a newborn may have no BSN yet. */
export type RegistrationKind = "ingeschreven" | "passant" | "pasgeborene";

export const registrationKinds: readonly RegistrationKind[] = ["ingeschreven", "passant", "pasgeborene"];

const extensionUrl = profileUrl("registration-kind");

/** The extension that says it. Somebody who simply registered has none. */
export function kindExtension(kind: RegistrationKind): readonly Extension[] {
  return kind === "ingeschreven" ? [] : [{ url: extensionUrl, valueCode: kind }];
}

/** What kind of registration it is. */
export function registrationKindOf({ extension }: CareTeam): RegistrationKind {
  const code = extension?.find(({ url }) => url === extensionUrl)?.valueCode;
  return registrationKinds.find((each) => each === code) ?? "ingeschreven";
}
