import type {
  Basic,
  CareTeam,
  ContactPoint,
  HealthcareService,
  Observation,
  Organization,
  OrganizationAffiliation,
  Patient,
  Practitioner,
  PractitionerRole,
} from "hl7-fhir-r4-types";
import { anyHasCode, own } from "./coding.ts";
import { nameText, phoneOf } from "./display.ts";
import { byCover } from "./cover.ts";
import { plain, pointsAt, referenceTo } from "./reference.ts";

/** All that decides who is responsible for one patient. The caller reads it; nothing here does. */
export interface Surroundings {
  /** The active registration; absent for an unregistered patient. */
  readonly team?: CareTeam;
  /** For an unregistered patient: when the next registration begins, if one is known. Other surroundings count from then on. */
  readonly registeredFrom?: string;
  /** The practice of registration, or of the last one. */
  readonly practice?: Organization;
  /** Its HealthcareService `praktijkuren`; absent: open whenever it isn't ANW, unrostered. */
  readonly practiceHours?: HealthcareService;
  /** Personal availability of GPs for this patient. */
  readonly gpAvailability: readonly Basic[];
  /** Observations of the palliative phase: an availability ends with the terminal episode. Absent: none. */
  readonly phases?: readonly Observation[];
  /** What ends by death asks whether the patient lives. Absent: as far as known. */
  readonly patient?: Pick<Patient, "deceasedBoolean" | "deceasedDateTime">;
  /** PractitionerRoles of the practice (those that cover a huisarts included) and of the team, and the people behind them. */
  readonly roles: readonly PractitionerRole[];
  readonly practitioners: readonly Practitioner[];
  /** Of codes `anw-post` and `waarneming` in which the practice participates. */
  readonly affiliations: readonly OrganizationAffiliation[];
  /** Posts and covering practices. */
  readonly organizations: readonly Organization[];
  /** HealthcareServices `anw` of the posts. */
  readonly services: readonly HealthcareService[];
}

/** The role in the directory that a reference points at. */
export function findRole({ roles }: Surroundings, reference: string | undefined): PractitionerRole | undefined {
  const wanted = plain(reference);
  return roles.find((role) => referenceTo(role) === wanted);
}

/** The organisation that a reference points at, the practice included. */
export function findOrganization({ organizations, practice }: Surroundings, reference: string | undefined): Organization | undefined {
  const wanted = plain(reference);
  return practice && referenceTo(practice) === wanted ? practice : organizations.find((organization) => referenceTo(organization) === wanted);
}

/** How the person behind a role is called. */
export function personName({ practitioners }: Surroundings, role: PractitionerRole | undefined): string | undefined {
  const person = practitioners.find((practitioner) => pointsAt(role?.practitioner, practitioner));
  return nameText(person?.name) ?? role?.practitioner?.display;
}

/** The ANW service of a post. */
export function anwServiceOf({ services }: Surroundings, post: string | undefined): HealthcareService | undefined {
  return services.find(
    (service) => service.active !== false && anyHasCode(service.type, own("dienst", "anw")) && plain(service.providedBy?.reference) === plain(post),
  );
}

/** The number of an organisation: that of the service, else its own. */
export function organizationPhone(organization: Organization | undefined, service?: HealthcareService): ContactPoint | undefined {
  return phoneOf(service?.telecom) ?? phoneOf(organization?.telecom);
}

/** Affiliations of a kind that reach the practice, who goes first at the front. */
export function affiliationsOf({ affiliations }: Surroundings, kind: "anw-post" | "waarneming", practice: string): readonly OrganizationAffiliation[] {
  return affiliations
    .filter(
      (affiliation) =>
        affiliation.active !== false &&
        anyHasCode(affiliation.code, own("verbinding", kind)) &&
        plain(affiliation.participatingOrganization?.reference) === practice,
    )
    .toSorted(byCover<OrganizationAffiliation>(({ period }) => period, referenceTo));
}
