import type { Decision, Difference, HandoverStatus, ResponsibleRule } from "@wijkverband/care";
import { texts as en } from "./en.ts";
import { texts as nl } from "./nl.ts";

export type Language = "nl" | "en";

/** Blocks of the page. The order of showing is the order of `blocks` in `blocks/blocks.ts`, not of this list. */
export type BlockKey =
  | "limits" | "responsible" | "goal" | "phase" | "problems" | "medication" | "allergies" | "scenarios" | "agreements"
  | "devices" | "directives" | "capacity" | "contacts" | "care" | "access" | "wishes" | "talks" | "nights" | "other";

/** Outcome of one limit as shown. The page itself says `not-recorded`: the document is silent, and `unclear`: the care package
 *  refuses to read the directive as one decision. */
export type Verdict = Decision | "not-recorded" | "unclear";

/** Every word of ours on the page. What doctors and nurses wrote is never translated. */
export interface Texts {
  readonly language: Language;
  readonly title: string;
  readonly skip: string;
  readonly atTime: string;
  readonly madeAt: string;
  readonly nav: string;
  readonly blocks: Readonly<Record<BlockKey, string>>;
  /** Shorter names in the list of jumps. */
  readonly jumps: Readonly<Partial<Record<BlockKey, string>>>;
  readonly ago: {
    readonly hours: (count: number) => string;
    readonly days: (count: number) => string;
    readonly weeks: (count: number) => string;
    readonly months: (count: number) => string;
    readonly future: string;
  };
  readonly banner: {
    readonly title: Readonly<Record<HandoverStatus, string>>;
    readonly label: string;
    readonly current: string;
    readonly changed: (count: number) => string;
    readonly older: string;
    readonly stale: (review: string, ago: string) => string;
    readonly none: string;
    readonly call: string;
    readonly nobody: string;
    readonly published: string;
    readonly review: string;
    readonly overdue: string;
    readonly conflicts: (names: string) => string;
  };
  readonly difference: {
    readonly kind: Readonly<Record<Difference["kind"], string>>;
    readonly was: string;
    readonly now: string;
    readonly nothing: string;
    readonly gone: string;
    readonly since: string;
    readonly atItem: string;
  };
  readonly patient: {
    readonly born: string;
    readonly years: (count: number) => string;
    readonly gender: Readonly<Record<string, string>>;
    readonly address: string;
    readonly phone: string;
    readonly language: string;
    readonly called: string;
    readonly unnamed: string;
    readonly died: string;
    readonly alsoInDocument: string;
  };
  readonly verdict: Readonly<Record<Verdict, string>>;
  readonly verdictMeaning: Readonly<Partial<Record<Verdict, string>>>;
  readonly limits: {
    readonly caption: string;
    readonly treatment: string;
    readonly decision: string;
    readonly explanation: string;
    readonly source: string;
    readonly conflict: string;
    readonly newest: string;
    readonly older: string;
    readonly noDocument: string;
    readonly endsOn: string;
    readonly basedOn: string;
    readonly allNotAsked: string;
    readonly inDocument: string;
  };
  readonly responsible: {
    readonly now: string;
    readonly own: string;
    readonly rule: Readonly<Record<ResponsibleRule, string>>;
    readonly until: string;
    readonly noChange: string;
    readonly fallback: string;
    readonly phoneMissing: string;
    readonly unrostered: string;
    readonly remote: string;
    readonly secondPhone: string;
    readonly lead: string;
    readonly reachable: string;
    readonly always: string;
    readonly from: string;
    readonly to: string;
    /** Before a date that still counts. */
    readonly upTo: string;
    readonly ended: string;
    readonly noLonger: string;
    readonly role: string;
    readonly noOwn: string;
  };
  /** Role keys of ours in words, as far as the key is no word itself. */
  readonly roles: Readonly<Record<string, string>>;
  readonly days: Readonly<Record<string, string>>;
  /** UCUM units of time. */
  readonly units: Readonly<Record<string, string>>;
  readonly telecomUse: Readonly<Record<string, string>>;
  readonly source: {
    readonly dateUnknown: string;
    readonly authorUnknown: string;
    readonly stored: string;
    readonly status: string;
    readonly unknownModifier: string;
    readonly stopAgreed: string;
  };
  readonly empty: {
    readonly notRecorded: string;
    readonly reason: Readonly<Record<string, string>>;
    readonly unknownReason: string;
  };
  readonly words: Readonly<Record<Word, string>>;
  /** FHIR status words that change the meaning of an item. */
  readonly status: Readonly<Record<string, string>>;
  /** Meaning of a code that comes without its own text: `system|code`. */
  readonly codes: Readonly<Record<string, string>>;
  /** Names of resource types, for what has no block of its own. */
  readonly types: Readonly<Record<string, string>>;
  readonly rest: { readonly title: string; readonly intro: string; readonly people: string };
  /** Only the PDF has sheets, and characters that it can't print. */
  readonly paper: { readonly sheet: (number: number, count: number) => string; readonly continued: (heads: string) => string; readonly unprintable: (count: number) => string };
  readonly publication: {
    readonly title: string;
    readonly publishedBy: string;
    readonly attested: string;
    readonly practice: string;
    readonly on: string;
    readonly review: string;
    readonly seal: (who: string, when: string) => string;
    readonly noSeal: string;
    readonly kept: string;
  };
}

/** Single words and column heads that blocks share. */
export type Word =
  | "goal" | "urgency" | "phase" | "prognosis" | "mainDiagnosis" | "problems" | "problem" | "since" | "until" | "medicine" | "dosage" | "remark" | "asNeeded" | "regular" | "standby" | "stopped"
  | "notGiven" | "notDone" | "for" | "reaction" | "allergy" | "criticality" | "highRisk" | "policy" | "sedation" | "euthanasia" | "placeOfDeath" | "device" | "capacity"
  | "capable" | "incapable" | "capacityUnknown" | "representative" | "noRepresentative" | "name" | "role" | "reach" | "validFrom" | "fetchedNow" | "accessUntil"
  | "accessNote" | "accessNotOnPaper" | "organDonation" | "purpose" | "careWishes" | "informRelatives" | "talk" | "present" | "attachment" | "who" | "when" | "max" | "per" | "times"
  | "noPhone" | "value" | "nobody" | "supply" | "period" | "address" | "supersededBy";

/** The words of one language. */
export function textsIn(language: Language): Texts {
  return language === "en" ? en : nl;
}
