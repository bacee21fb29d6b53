import type { Organization, OrganizationAffiliation, PractitionerRole } from "hl7-fhir-r4-types";
import { day } from "../amsterdam.ts";
import type { RegistrationShape } from "./registration-shape.ts";
import type { Roster } from "./roster.ts";
import type { Span } from "./span.ts";

/** How far back is looked for who stood in. */
export const lookBack: number = 90 * day;

/** How far ahead hours are counted, when no month is asked for. */
export const fourWeeks: number = 28 * day;

/** All that the signals of one practice are measured on. The caller gathers it; nothing here does. No patient stands in it. */
export interface PracticeFacts {
  /** Now, in epoch milliseconds. */
  readonly at: number;
  /** The time in which hours are counted. */
  readonly counted: Span;
  readonly practice: Organization;
  /** Of the practice, and of whoever else stands in a registration. */
  readonly roles: readonly PractitionerRole[];
  /** Of those of the practice. */
  readonly rosters: readonly Roster[];
  /** When the practice is open, within `counted`; absent when it says nothing of its hours. */
  readonly open?: readonly Span[];
  /** In which the practice participates. */
  readonly affiliations: readonly OrganizationAffiliation[];
  /** The organisations on the other side of them. */
  readonly organizations: readonly Organization[];
  readonly registrations: readonly RegistrationShape[];
  /** When some patient of the practice has nobody who answers, within `counted`, from now on. */
  readonly gaps: readonly Span[];
  /** Active publications, and how many of them are changed or stale. */
  readonly handovers: { readonly active: number; readonly outdated: number };
  /** Waarneemberichten that nobody has read, and how many of them longer than 4 hours after the practice opened. */
  readonly contactReports: { readonly unread: number; readonly late: number };
}
