import type { Condition, TieKind } from "./condition.ts";
import type { Role } from "./roles.ts";
import { published } from "./tie-rows.ts";

/** Who asks, in the terms of the table: references into the directory, resolved from the principal. */
export interface Caller {
  readonly role: Role;
  /** `Organization/<id>` of the organisation that vouches for the person. */
  readonly organization?: string;
  /** Its national type code (Z3, N6, T2, ...), for consents that name a kind. */
  readonly organizationType?: string;
  /** `PractitionerRole/<id>`, `Patient/<id>` or `RelatedPerson/<id>`. */
  readonly person?: string;
}

/** The named ties of the table. */
export type Tie =
  | "everyone"
  | "registered-practice"
  | "covering"
  | "addressed-post"
  | "addressed-entry"
  | "consented"
  | "consented-entry"
  | "team-member"
  | "front-door"
  | "self"
  | "own-part";

/** What each tie means in words, for the printed policy. */
export const tieWords: Readonly<Record<Tie, { readonly nl: string; readonly en: string }>> = {
  everyone: { nl: "altijd", en: "always" },
  "registered-practice": { nl: "de patiënt staat nu ingeschreven bij de praktijk van deze persoon", en: "the patient is registered now at this person's practice" },
  covering: { nl: "deze persoon of praktijk neemt nu waar voor de praktijk van inschrijving", en: "this person or practice covers now for the practice of registration" },
  "addressed-post": { nl: "de overdracht is aan deze organisatie gericht en er is geen bezwaar", en: "the handover is addressed to this organisation and there is no objection" },
  "addressed-entry": { nl: "als hierboven, en het staat in de overdracht", en: "as above, and it is in the handover" },
  consented: { nl: "de patiënt gaf deze organisatie toestemming en er is geen bezwaar", en: "the patient permitted this organisation and there is no objection" },
  "consented-entry": { nl: "als hierboven, en het staat in de overdracht", en: "as above, and it is in the handover" },
  "team-member": { nl: "lid van het wijkteam van de patiënt, met toestemming en zonder bezwaar", en: "member of the patient's neighbourhood team, with consent and without objection" },
  "front-door": { nl: "zorgcoördinatiecentrum voor de praktijk van inschrijving", en: "care coordination centre for the practice of registration" },
  self: { nl: "de patiënt zelf, of wie de patiënt vertegenwoordigt", en: "the patient, or who represents the patient" },
  "own-part": { nl: "de eigen organisatie schreef het", en: "written by the own organisation" },
};

/** One answer per tie: alternatives (OR) of conditions (AND). A tie without an answer does not compile.
 *  Objection beats consent, addressing and cover by another practice (`basis`); never the own practice. */
export const ties: Readonly<Record<Tie, (caller: Caller) => readonly (readonly Condition[])[]>> = {
  everyone: () => [[{ is: "any" }]],
  "registered-practice": (caller) => [[tie("registered", organizationOf(caller))]],
  covering: (caller) => [
    [tie("waarneming", personOf(caller))],
    [{ is: "tie-via-practice", kind: "covers", holders: organizationOf(caller) }, noObjection(caller)],
  ],
  "addressed-post": (caller) => [[tie("addressed", organizationOf(caller)), noObjection(caller)]],
  "addressed-entry": (caller) => [[tie("addressed", organizationOf(caller)), isEntry, noObjection(caller)]],
  consented: (caller) => [[tie("consent", kindsOf(caller)), noObjection(caller)]],
  "consented-entry": (caller) => [[tie("consent", kindsOf(caller)), isEntry, noObjection(caller)]],
  "team-member": (caller) => [[tie("member", [...organizationOf(caller), ...personOf(caller)]), tie("consent", kindsOf(caller)), noObjection(caller)]],
  "front-door": (caller) => [[{ is: "tie-via-practice", kind: "front-door", holders: organizationOf(caller) }, noObjection(caller)]],
  self: (caller) => [[tie("self", personOf(caller))], [tie("mandated", personOf(caller))]],
  "own-part": (caller) => [[{ is: "author", authors: organizationOf(caller) }]],
};

const isEntry: Condition = { is: "tie-about", kind: "entry", holders: [published] };

function noObjection(caller: Caller): Condition {
  return { is: "not", condition: tie("objection", [...kindsOf(caller), "*"]) };
}

function tie(kind: TieKind, holders: readonly string[]): Condition {
  return { is: "tie", kind, holders };
}

function organizationOf(caller: Caller): readonly string[] {
  return caller.organization === undefined ? [] : [caller.organization];
}

function kindsOf(caller: Caller): readonly string[] {
  return caller.organizationType === undefined ? organizationOf(caller) : [...organizationOf(caller), `kind:${caller.organizationType}`];
}

function personOf(caller: Caller): readonly string[] {
  return caller.person === undefined ? [] : [caller.person];
}
