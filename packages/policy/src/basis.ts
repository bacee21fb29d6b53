/** On what a read or write rests (`basis`). Recorded in the audit of each. */
export type Basis = "owner" | "waarneming" | "author" | "self" | "recipient" | "directory" | "front-door" | RegionalBasis;

/** Bases on which another organisation than the owner may come in. A region says which of them count; its privacy officer signs that. */
export type RegionalBasis = "consent" | "addressed" | "practice-cover" | "break-glass" | "membership" | "regional-post";

/** What a region gets that says nothing: explicit consent, and documents addressed to an organisation by name. */
export const defaultBases: readonly RegionalBasis[] = ["consent", "addressed"];

/** Every basis in words, for the printed policy and for the patient. */
export const basisWords: Readonly<Record<Basis, { readonly nl: string; readonly en: string }>> = {
  owner: { nl: "de eigen praktijk", en: "the own practice" },
  waarneming: { nl: "waarneming, door de eigen praktijk geregeld", en: "a locum whom the own practice named" },
  author: { nl: "zelf geschreven", en: "written by the own organisation" },
  self: { nl: "de patiënt zelf, of wie de patiënt vertegenwoordigt", en: "the patient, or who represents the patient" },
  recipient: { nl: "een bericht aan deze organisatie", en: "a message to this organisation" },
  directory: { nl: "geen gegevens van een patiënt", en: "no patient data" },
  "front-door": { nl: "de vraag wie verantwoordelijk is", en: "the question who is responsible" },
  consent: { nl: "toestemming van de patiënt", en: "consent of the patient" },
  addressed: { nl: "de overdracht is aan deze organisatie gericht", en: "the handover is addressed to this organisation" },
  "practice-cover": { nl: "waarneming tussen praktijken", en: "cover between practices" },
  "break-glass": { nl: "noodtoegang", en: "emergency access" },
  membership: { nl: "lid van het wijkteam, zonder aparte toestemming", en: "member of the neighbourhood team, without separate consent" },
  "regional-post": { nl: "de spoedpost van de eigen praktijk, ook zonder gerichte overdracht", en: "the out-of-hours post of the own practice, also when nothing was addressed to it" },
};

/** The bases that a region chooses from. */
export const regionalBases: readonly RegionalBasis[] = ["consent", "addressed", "practice-cover", "break-glass", "membership", "regional-post"];

/** Tells whether a basis named in a setting is one that a region chooses. */
export function isRegionalBasis(value: string): value is RegionalBasis {
  return regionalBases.some((basis) => basis === value);
}
