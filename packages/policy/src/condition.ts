import type { ResourceTypeName } from "@wijkverband/fhir";
import type { Basis } from "./basis.ts";
import { consentsFor, isPermitted, isUnobjected } from "./consent.ts";

export type Domain = "medisch" | "verpleegkundig" | "farmaceutisch" | "sociaal" | "gedeeld";

/** What sort of thing it is, where the table must tell apart what FHIR keeps in one type. Follows from the content (`marksOf`). */
export type Kind =
  | "ordinary"
  | "privacy-consent"
  | "treatment-directive"
  | "advance-directive"
  | "plan"
  | "home-access"
  | "patient-statement"
  | "notice"
  | "registration"
  | "break-glass"
  | "break-glass-review"
  | "erase-request"
  | "proposal"
  | "plan-proposal"
  | "invitation"
  | "team-task"
  | "minutes"
  | "transfer"
  | "transfer-contest"
  | "transfer-request"
  | "contact-report"
  | "contact-task"
  | "signal-explanation"
  | "topic"
  | "other-task";

/** What the server keeps beside each resource; no client can write it. */
export interface Labels {
  /** Logical id of the patient it is about. */
  readonly patient?: string;
  readonly domain?: Domain;
  /** `Organization/<id>` that wrote it. Owner of an own part; a dossier's owner is the practice of registration now. */
  readonly author?: string;
  /** Absent means `ordinary`. */
  readonly kind?: Kind;
  /** A note about somebody else than the patient, or kept from the patient for another reason in law (BW 7:457): only who keeps the record reads it. */
  readonly withheld?: boolean;
}

/** A projected fact about who stands how to whom. Made by `tieRows` from stored resources at write time, kept by the store in one table.
 *  `holder`: reference of who has the tie (`Organization/x`, `PractitionerRole/y`, `Patient/z`, `RelatedPerson/r`) or `kind:N6` for all organisations of a type,
 *  `Organization/x#wijkverpleegkundige` for who works there in a function, or `*` (everyone: it narrows nothing by itself).
 *  `about`: for ties that reach less than the whole patient: a reference (`Consent/c`), a domain (`domein:sociaal`), or the organisation covered. */
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
  | "stands-in" // person stands in for a huisarts of the practice `about` (PractitionerRole with cover); no patient
  | "formerly-registered" // the practice where the patient was registered, while it may read its own history
  | "organization-self" // `about` is the organisation itself; no patient
  | "anw-post" // organisation is the out-of-hours post of `about`; no patient
  | "front-door" // organisation is the care coordination centre (ZCC) for `about`; no patient
  | "addressed" // organisation addressed in the active publication
  | "entry" // `about` is carried by the active publication; holder `published`
  | "member" // organisation or person in the WijkTeam, in a function (`holder#function`)
  | "coordinator" // as `member`, and keeps the plan together
  | "task-owner" // `about` is a proposal, invitation or task that waits for this organisation or person
  | "plan" // `about` hangs in the active plan; holder `*`
  | "indication" // `about` is why a medicine is given; holder `*`
  | "consent" // explicit permit by the patient
  | "objection" // the patient objects
  | "self" // the patient, from the age of 12
  | "mandated" // representative or mandated mantelzorger
  | "representative" // named as legal representative, now or in future
  | "incapable" // the patient is recorded as incapable of medical decisions; holder `*`
  | "parent" // father, mother or guardian of a child
  | "minor" // the patient is under 16; holder `*`
  | "deceased" // the patient died; holder `*`
  | "grant" // break-glass in force, for a person
  | "vital-grant" // as `grant`, for vital interest: an objection doesn't stop it
  | "grantee" // `about` is a grant of this person, in force or not
  | "recipient"; // `about` is a message to this organisation

/** One testable condition on a resource, answered alike in memory (`holds`) and by each store in its own query language.
 *  `holders` are the caller's references; a tie row fits when its holder is among them. */
export type Condition =
  | { readonly is: "any" }
  | { readonly is: "domain"; readonly domains: readonly Domain[] }
  | { readonly is: "tie"; readonly kind: TieKind; readonly holders: readonly string[] }
  /** as `tie`, and `about` must be this very resource (`Type/id`) */
  | { readonly is: "tie-about"; readonly kind: TieKind; readonly holders: readonly string[] }
  /** the caller has a `kind` tie about an organisation that itself has the `registered` tie to the patient */
  | { readonly is: "tie-via-practice"; readonly kind: "covers" | "stands-in" | "anw-post" | "front-door"; readonly holders: readonly string[] }
  | { readonly is: "author"; readonly authors: readonly string[] }
  | { readonly is: "kind"; readonly kinds: readonly Kind[] }
  | { readonly is: "not-withheld" }
  /** it is about one of these patients (whom an outside consent service answered for) */
  | { readonly is: "patient"; readonly patients: readonly string[] }
  /** the patient's own word for this organisation lets it through (`consent.ts`) */
  | { readonly is: "permitted"; readonly holders: readonly string[] }
  /** no objection of the patient stands in the way of this organisation (`consent.ts`) */
  | { readonly is: "unobjected"; readonly holders: readonly string[] }
  | { readonly is: "not"; readonly condition: Condition };

/** OR of ANDs: the rows of the policy table that may apply, each with its conditions. No row: nothing is visible. */
export type Visibility = readonly { readonly row: string; readonly all: readonly Condition[] }[];

/** One of them, with the basis that a read then rests on. */
export interface Way {
  readonly row: string;
  readonly basis: Basis;
  readonly all: readonly Condition[];
}

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
    case "tie-about": {
      const itself = `${facts.type}/${facts.id}`;
      return ties.some((tie) => tie.kind === condition.kind && tie.about === itself && condition.holders.includes(tie.holder));
    }
    case "tie-via-practice":
      return ties.some(
        (tie) =>
          tie.kind === condition.kind &&
          condition.holders.includes(tie.holder) &&
          ties.some((own) => own.kind === "registered" && own.patient !== undefined && own.patient === labels.patient && own.holder === tie.about),
      );
    case "author":
      return labels.author !== undefined && condition.authors.includes(labels.author);
    case "kind":
      return condition.kinds.includes(labels.kind ?? "ordinary");
    case "not-withheld":
      return labels.withheld !== true;
    case "patient":
      return labels.patient !== undefined && condition.patients.includes(labels.patient);
    case "permitted":
      return isPermitted(facts, condition.holders);
    case "unobjected":
      return isUnobjected(facts, condition.holders);
    case "not":
      return !holds(condition.condition, facts);
  }
}

/** The first way of a visibility that lets the caller see the resource, if any. */
export function visibleBy<Row extends Visibility[number]>(visibility: readonly Row[], facts: Facts): Row | undefined {
  return visibility.find(({ all }) => all.every((condition) => holds(condition, facts)));
}

/** What a way rests on: the resources (`Type/id`) whose ties made its conditions hold. */
export function evidenceOf(way: Way, facts: Facts): readonly string[] {
  const itself = `${facts.type}/${facts.id}`;
  const sources = new Set<string>();
  for (const condition of way.all) {
    if (condition.is === "permitted") for (const { source } of consentsFor(facts, condition.holders)) sources.add(source);
    if (condition.is !== "tie" && condition.is !== "tie-about" && condition.is !== "tie-via-practice") continue;
    for (const tie of facts.ties) if (tie.kind === condition.kind && condition.holders.includes(tie.holder) && (condition.is !== "tie-about" || tie.about === itself)) sources.add(tie.source);
  }
  return [...sources];
}

/** Which tie rows an answer can depend on: just these holders need to be looked up, and the registration where a tie runs through a practice. */
export function rowsNeeded(visibility: Visibility): { readonly holders: readonly string[]; readonly registration: boolean } {
  const conditions = visibility.flatMap(({ all }) => all).map((condition) => (condition.is === "not" ? condition.condition : condition));
  return {
    holders: [...new Set(conditions.flatMap((condition) => ("holders" in condition ? condition.holders : [])))],
    registration: conditions.some((condition) => condition.is === "tie-via-practice"),
  };
}
