import type { ResourceTypeName } from "@wijkverband/fhir";

export type Domain = "medisch" | "verpleegkundig" | "farmaceutisch" | "sociaal" | "gedeeld";

/** What the server keeps beside each resource; no client can write it. */
export interface Labels {
  /** Logical id of the patient it is about. */
  readonly patient?: string;
  readonly domain?: Domain;
  /** `Organization/<id>` that wrote it. Owner of an own part; a dossier's owner is the practice of registration now. */
  readonly author?: string;
}

/** A projected fact about who stands how to whom. Made by `tieRows` from stored resources at write time, kept by the store in one table.
 *  `holder`: reference of who has the tie (`Organization/x`, `PractitionerRole/y`, `Patient/z`, `RelatedPerson/r`) or `kind:N6` for all organisations of a type, or `*` (everyone: it narrows nothing by itself).
 *  `about`: for ties that reach less than the whole patient: a reference (`Consent/c`), or the organisation covered. */
export interface TieRow {
  readonly kind: TieKind;
  readonly holder: string;
  /** Logical id of the patient; absent for ties between organisations. */
  readonly patient?: string;
  readonly about?: string;
  /** ISO instants, `from` inclusive, `until` exclusive; absent = unbounded. */
  readonly from?: string;
  readonly until?: string;
  /** `Type/id` of the resource this row was made from. */
  readonly source: string;
}

export type TieKind =
  | "registered" // the practice where the patient is registered (HuisartsTeam.managingOrganization)
  | "waarneming" // a waarnemer in force for this patient (HuisartsTeam participant with period)
  | "covers" // organisation covers `about` (OrganizationAffiliation waarneming); no patient
  | "anw-post" // organisation is the out-of-hours post of `about`; no patient
  | "front-door" // organisation is the care coordination centre (ZCC) for `about`; no patient
  | "addressed" // organisation addressed in the active publication
  | "entry" // `about` is carried by the active publication; holder `published`
  | "member" // organisation or person in the WijkTeam
  | "consent" // explicit permit by the patient
  | "objection" // the patient objects
  | "self" // the patient
  | "mandated"; // representative or mandated mantelzorger

/** One testable condition on a resource, answered alike in memory (`holds`) and by each store in its own query language.
 *  `holders` are the caller's references; a tie row fits when its holder is among them. */
export type Condition =
  | { readonly is: "any" }
  | { readonly is: "domain"; readonly domains: readonly Domain[] }
  | { readonly is: "tie"; readonly kind: TieKind; readonly holders: readonly string[] }
  /** as `tie`, and `about` must be this very resource (`Type/id`) */
  | { readonly is: "tie-about"; readonly kind: TieKind; readonly holders: readonly string[] }
  /** the caller has a `kind` tie about an organisation that itself has the `registered` tie to the patient */
  | { readonly is: "tie-via-practice"; readonly kind: "covers" | "anw-post" | "front-door"; readonly holders: readonly string[] }
  | { readonly is: "author"; readonly authors: readonly string[] }
  | { readonly is: "not"; readonly condition: Condition };

/** OR of ANDs: the rows of the policy table that may apply, each with its conditions. No row: nothing is visible. */
export type Visibility = readonly { readonly row: string; readonly all: readonly Condition[] }[];

/** Everything `holds` needs to know of one resource. */
export interface Facts {
  readonly type: ResourceTypeName;
  readonly id: string;
  readonly labels: Labels;
  /** Rows in force about the patient (and patient-less ones), for the caller's holders and for `registered`. */
  readonly ties: readonly TieRow[];
}

/** Tells whether a condition holds. Pure; the meaning that every store's translation must share. */
export function holds(condition: Condition, facts: Facts): boolean {
  const { labels, ties } = facts;
  switch (condition.is) {
    case "any":
      return true;
    case "domain":
      return labels.domain !== undefined && condition.domains.includes(labels.domain);
    case "tie":
      return ties.some((tie) => tie.kind === condition.kind && tie.patient !== undefined && tie.patient === labels.patient && condition.holders.includes(tie.holder));
    case "tie-about":
      return ties.some((tie) => tie.kind === condition.kind && tie.about === `${facts.type}/${facts.id}` && condition.holders.includes(tie.holder));
    case "tie-via-practice":
      return ties.some(
        (tie) =>
          tie.kind === condition.kind &&
          condition.holders.includes(tie.holder) &&
          ties.some((own) => own.kind === "registered" && own.patient !== undefined && own.patient === labels.patient && own.holder === tie.about),
      );
    case "author":
      return labels.author !== undefined && condition.authors.includes(labels.author);
    case "not":
      return !holds(condition.condition, facts);
  }
}

/** Tells which row of a visibility lets the caller see the resource, if any. */
export function visibleBy(visibility: Visibility, facts: Facts): string | undefined {
  return visibility.find(({ all }) => all.every((condition) => holds(condition, facts)))?.row;
}

/** Which tie rows an answer can depend on: just these holders need to be looked up, and the registration where a tie runs through a practice. */
export function rowsNeeded(visibility: Visibility): { readonly holders: readonly string[]; readonly registration: boolean } {
  const conditions = visibility.flatMap(({ all }) => all).map((condition) => (condition.is === "not" ? condition.condition : condition));
  return {
    holders: [...new Set(conditions.flatMap((condition) => ("holders" in condition ? condition.holders : [])))],
    registration: conditions.some((condition) => condition.is === "tie-via-practice"),
  };
}
