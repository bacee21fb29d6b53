import { isPostType, isPracticeType } from "@wijkverband/fhir";
import type { Basis, RegionalBasis } from "./basis.ts";
import { defaultBases } from "./basis.ts";
import type { Condition, TieKind } from "./condition.ts";
import { everyone, kindPrefix } from "./consent.ts";
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
  /** `PractitionerRole/<id>` of the huisarts who supervises, as the directory has it (`supervised`). */
  readonly supervisor?: string;
  /** Bases that count where this is asked; absent: `defaultBases`. */
  readonly bases?: readonly RegionalBasis[];
  /** Patients for whom an outside consent service let this organisation in, asked for this very request. */
  readonly outside?: readonly string[];
}

/** The named ties of the table. */
export type Tie =
  | "everyone"
  | "registered-practice"
  | "registered-practice-supervised"
  | "formerly-registered"
  | "covering"
  | "addressed-post"
  | "addressed-entry"
  | "consented"
  | "consented-entry"
  | "team-member"
  | "team-member-entry"
  | "coordinator"
  | "task-owner"
  | "team-task-owner"
  | "practice-task-owner"
  | "plan-related"
  | "indication-related"
  | "front-door"
  | "granted"
  | "own-grant"
  | "emergency"
  | "unobjected"
  | "recipient"
  | "self"
  | "own-part"
  | "own-practice"
  | "own-organization"
  | "any-practice"
  | "any-post";

/** What each tie means in words, for the printed policy. */
export const tieWords: Readonly<Record<Tie, { readonly nl: string; readonly en: string }>> = {
  everyone: { nl: "altijd", en: "always" },
  "registered-practice": { nl: "de patiënt staat nu ingeschreven bij de praktijk van deze persoon", en: "the patient is registered now at this person's practice" },
  "registered-practice-supervised": { nl: "als hierboven, en een huisarts van die praktijk staat als begeleider in het adresboek", en: "as above, and the directory names a huisarts of that practice as supervisor" },
  "formerly-registered": { nl: "de patiënt stond ingeschreven bij de praktijk van deze persoon, en de tijd om het eigen verleden te lezen is nog niet om", en: "the patient was registered at this person's practice, and the time to read its own history isn't over" },
  covering: { nl: "deze persoon of praktijk neemt nu waar voor de praktijk van inschrijving", en: "this person or practice covers now for the practice of registration" },
  "addressed-post": { nl: "de overdracht is aan deze organisatie gericht en er is geen bezwaar", en: "the handover is addressed to this organisation and there is no objection" },
  "addressed-entry": { nl: "als hierboven, en het staat in de overdracht", en: "as above, and it is in the handover" },
  consented: { nl: "de patiënt gaf deze organisatie toestemming en er is geen bezwaar", en: "the patient permitted this organisation and there is no objection" },
  "consented-entry": { nl: "als hierboven, en het staat in de overdracht", en: "as above, and it is in the handover" },
  "team-member": { nl: "lid van het wijkteam van de patiënt in een functie die past bij de rol, met toestemming en zonder bezwaar", en: "member of the patient's neighbourhood team in a function that fits the role, with consent and without objection" },
  "team-member-entry": { nl: "als hierboven, en het staat in de overdracht", en: "as above, and it is in the handover" },
  coordinator: { nl: "coördinator van het wijkteam van de patiënt, met toestemming en zonder bezwaar", en: "coordinator of the patient's neighbourhood team, with consent and without objection" },
  "task-owner": { nl: "het wacht op deze organisatie of persoon", en: "it waits for this organisation or person" },
  "team-task-owner": { nl: "het wacht op deze organisatie of persoon, en die doet mee in het wijkteam, met toestemming en zonder bezwaar (een naaste van de patiënt zonder aparte toestemming)", en: "it waits for this organisation or person, who takes part in the neighbourhood team, with consent and without objection (a relative of the patient without separate consent)" },
  "practice-task-owner": { nl: "het wacht op de praktijk van deze persoon, en de patiënt staat daar nu ingeschreven", en: "it waits for this person's practice, where the patient is registered now" },
  "plan-related": { nl: "lid van het wijkteam, als hierboven, en het hangt in het actieve zorgplan", en: "member of the team, as above, and it hangs in the active care plan" },
  "indication-related": { nl: "lid van het wijkteam, als hierboven, en het is de reden van een medicijn", en: "member of the team, as above, and it is why a medicine is given" },
  "front-door": { nl: "zorgcoördinatiecentrum voor de praktijk van inschrijving, en er is geen bezwaar", en: "care coordination centre for the practice of registration, and there is no objection" },
  granted: { nl: "noodtoegang van deze persoon tot deze patiënt is nu van kracht, en er is geen bezwaar of het gaat om vitaal belang; tot het overlijden", en: "this person's emergency access to this patient is in force now, and there is no objection or it is for vital interest; until death" },
  "own-grant": { nl: "het is de eigen noodtoegang", en: "it is the own emergency access" },
  emergency: { nl: "altijd, als de regio noodtoegang kent; wie het doet, wordt gemeld en beoordeeld", en: "always, where the region knows emergency access; who does it is reported and reviewed" },
  unobjected: { nl: "er is geen bezwaar tegen deze organisatie", en: "there is no objection to this organisation" },
  recipient: { nl: "het bericht is aan deze organisatie", en: "the message is to this organisation" },
  self: {
    nl: "de patiënt zelf vanaf 12 jaar, een ouder of voogd tot 16 jaar, wie schriftelijk gemachtigd, curator of mentor is, of de wettelijk vertegenwoordiger als de patiënt wilsonbekwaam is; tot het overlijden",
    en: "the patient from the age of 12, a parent or guardian until 16, who is mandated in writing, curator or mentor, or the legal representative of an incapable patient; until death",
  },
  "own-part": { nl: "de eigen organisatie schreef het", en: "written by the own organisation" },
  "own-practice": { nl: "voor de eigen organisatie, en die is volgens het adresboek een huisartspraktijk", en: "for the own organisation, and the directory has it as a GP practice" },
  "own-organization": { nl: "het is de eigen organisatie", en: "it is the own organisation" },
  "any-practice": { nl: "de eigen organisatie is volgens het adresboek een huisartspraktijk", en: "the directory has the own organisation as a GP practice" },
  "any-post": { nl: "de eigen organisatie is volgens het adresboek een huisartsenspoedpost", en: "the directory has the own organisation as an out-of-hours post" },
};

/** One of the situations that a tie is made of, and the basis that a read then rests on. */
export interface Situation {
  readonly basis: Basis;
  readonly all: readonly Condition[];
}

/** One answer per tie: alternatives (OR) of conditions (AND). A tie without an answer does not compile.
 *  Objection beats consent, addressing and cover by another practice (`basis`), unless the patient said something more specific; never the own practice. */
export const ties: Readonly<Record<Tie, (caller: Caller) => readonly Situation[]>> = {
  everyone: () => [{ basis: "directory", all: [{ is: "any" }] }],
  "registered-practice": (caller) => [{ basis: "owner", all: [tie("registered", organizationOf(caller))] }],
  "registered-practice-supervised": (caller) => (caller.supervisor === undefined ? [] : ties["registered-practice"](caller)),
  "formerly-registered": (caller) => [{ basis: "author", all: [tie("formerly-registered", organizationOf(caller))] }],
  covering: (caller) => [
    { basis: "waarneming", all: [tie("waarneming", personOf(caller))] },
    { basis: "waarneming", all: [{ is: "tie-via-practice", kind: "stands-in", holders: personOf(caller) }] },
    { basis: "practice-cover", all: [{ is: "tie-via-practice", kind: "covers", holders: organizationOf(caller) }, unobjected(caller)] },
  ],
  "addressed-post": (caller) => postSituations(caller),
  "addressed-entry": (caller) => also(postSituations(caller), isEntry),
  consented: (caller) => consentSituations(caller),
  "consented-entry": (caller) => also(consentSituations(caller), isEntry),
  "team-member": (caller) => memberSituations(caller),
  "team-member-entry": (caller) => also(memberSituations(caller), isEntry),
  coordinator: (caller) => memberSituations(caller, "coordinator"),
  "task-owner": (caller) => [{ basis: "recipient", all: [waitsFor(caller)] }],
  "team-task-owner": (caller) => {
    const members = also(memberSituations(caller), waitsFor(caller));
    // who takes part as a person near the patient does so for no organisation
    const near: Situation = { basis: "recipient", all: [tie("member", personOf(caller).flatMap((person) => functionsOf(caller).map((as) => `${person}#${as}`))), waitsFor(caller), alive] };
    return caller.organization === undefined ? [near] : members;
  },
  "practice-task-owner": (caller) => [{ basis: "owner", all: [tie("registered", organizationOf(caller)), waitsFor(caller)] }],
  "plan-related": (caller) => also(memberSituations(caller), { is: "tie-about", kind: "plan", holders: [everyone] }),
  "indication-related": (caller) => also(memberSituations(caller), { is: "tie-about", kind: "indication", holders: [everyone] }),
  "front-door": (caller) => [{ basis: "front-door", all: [{ is: "tie-via-practice", kind: "front-door", holders: organizationOf(caller) }, unobjected(caller)] }],
  granted: (caller) => [
    { basis: "break-glass", all: [tie("grant", personOf(caller)), unobjected(caller), alive] },
    { basis: "break-glass", all: [tie("vital-grant", personOf(caller)), alive] },
  ],
  "own-grant": (caller) => [{ basis: "author", all: [{ is: "tie-about", kind: "grantee", holders: personOf(caller) }] }],
  emergency: () => [{ basis: "break-glass", all: [{ is: "any" }] }],
  unobjected: (caller) => [{ basis: "break-glass", all: [unobjected(caller)] }],
  recipient: (caller) => [{ basis: "recipient", all: [{ is: "tie-about", kind: "recipient", holders: organizationOf(caller) }] }],
  self: (caller) => [
    { basis: "self", all: [tie("self", personOf(caller))] },
    { basis: "self", all: [tie("mandated", personOf(caller)), alive] },
    { basis: "self", all: [tie("representative", personOf(caller)), tie("incapable", [everyone]), alive] },
    { basis: "self", all: [tie("parent", personOf(caller)), tie("minor", [everyone]), alive] },
  ],
  "own-part": (caller) => [{ basis: "author", all: [{ is: "author", authors: organizationOf(caller) }] }],
  // a nurse practitioner of a home care organisation, or a doctor of a post, makes nobody a patient of it
  "own-organization": (caller) => [{ basis: "author", all: [{ is: "tie-about", kind: "organization-self", holders: organizationOf(caller) }] }],
  // who asks for a patient of another practice says so itself; what comes of it, the operation and the former practice decide
  "any-practice": (caller) => (isPracticeType(caller.organizationType) ? [{ basis: "author", all: [{ is: "any" }] }] : []),
  "any-post": (caller) => (isPostType(caller.organizationType) ? [{ basis: "author", all: [{ is: "any" }] }] : []),
  "own-practice": (caller) => (isPracticeType(caller.organizationType) ? ties["own-part"](caller) : []),
};

/** The situations that count where the caller asks: those on a basis that the region left out are gone. */
export function situationsOf(tie: Tie, caller: Caller): readonly Situation[] {
  const counting = caller.bases ?? defaultBases;
  return ties[tie](caller).filter(({ basis }) => !isRegional(basis) || counting.includes(basis));
}

const regional: Readonly<Record<RegionalBasis, true>> = { consent: true, addressed: true, "practice-cover": true, "break-glass": true, membership: true, "regional-post": true };

function isRegional(basis: Basis): basis is RegionalBasis {
  return Object.hasOwn(regional, basis);
}

const isEntry: Condition = { is: "tie-about", kind: "entry", holders: [published] };
const alive: Condition = { is: "not", condition: tie("deceased", [everyone]) };

function waitsFor(caller: Caller): Condition {
  return { is: "tie-about", kind: "task-owner", holders: [...organizationOf(caller), ...personOf(caller)] };
}

function postSituations(caller: Caller): readonly Situation[] {
  return [
    { basis: "addressed", all: [tie("addressed", organizationOf(caller)), unobjected(caller)] },
    { basis: "regional-post", all: [{ is: "tie-via-practice", kind: "anw-post", holders: organizationOf(caller) }, unobjected(caller)] },
  ];
}

function consentSituations(caller: Caller): readonly Situation[] {
  return [{ basis: "consent", all: [permitted(caller)] }, ...outside(caller, [])];
}

function memberSituations(caller: Caller, as: "member" | "coordinator" = "member"): readonly Situation[] {
  const member = tie(as, functionsOf(caller).flatMap((each) => [...organizationOf(caller), ...personOf(caller)].map((holder) => `${holder}#${each}`)));
  // social care never comes in on anything less than the patient's own word
  const free: readonly Situation[] = caller.role === "sociaal-werker" ? [] : [{ basis: "membership", all: [member, unobjected(caller)] }];
  return [{ basis: "consent", all: [member, permitted(caller)] }, ...outside(caller, [member]), ...free];
}

/** What an outside consent service answered; an objection that we know of still goes before. */
function outside(caller: Caller, more: readonly Condition[]): readonly Situation[] {
  return caller.outside === undefined || caller.outside.length === 0 ? [] : [{ basis: "consent", all: [{ is: "patient", patients: caller.outside }, ...more, unobjected(caller)] }];
}

/** In which functions of a team a role takes part. */
const functions: Readonly<Partial<Record<Role, readonly string[]>>> = {
  wijkverpleegkundige: ["wijkverpleegkundige", "verzorgende"],
  verzorgende: ["wijkverpleegkundige", "verzorgende"],
  apotheker: ["apotheker", "apothekersassistent"],
  apothekersassistent: ["apotheker", "apothekersassistent"],
};

function functionsOf({ role }: Caller): readonly string[] {
  return functions[role] ?? [role];
}

function also(situations: readonly Situation[], condition: Condition): readonly Situation[] {
  return situations.map(({ basis, all }) => ({ basis, all: [...all, condition] }));
}

function permitted(caller: Caller): Condition {
  return { is: "permitted", holders: heldBy(caller) };
}

function unobjected(caller: Caller): Condition {
  return { is: "unobjected", holders: heldBy(caller) };
}

/** All under which the patient's word may have been given: the organisation, its kind, everyone. */
function heldBy(caller: Caller): readonly string[] {
  return [...organizationOf(caller), ...(caller.organizationType === undefined ? [] : [`${kindPrefix}${caller.organizationType}`]), everyone];
}

function tie(kind: TieKind, holders: readonly string[]): Condition {
  return { is: "tie", kind, holders };
}

function organizationOf(caller: Caller): readonly string[] {
  return caller.organization === undefined ? [] : [caller.organization];
}

function personOf(caller: Caller): readonly string[] {
  return caller.person === undefined ? [] : [caller.person];
}
