import type { Basis } from "@wijkverband/policy";
import type { Language } from "../night-page/texts/texts.ts";

type Words = Readonly<Record<Language, string>>;

/** On what an access rested, said to the patient. A basis without words does not compile. */
const basisWords: Readonly<Record<Basis, Words>> = {
  owner: { nl: "werkt in uw eigen huisartsenpraktijk", en: "works at your own GP practice" },
  waarneming: { nl: "neemt waar voor uw huisarts", en: "stands in for your GP" },
  author: { nl: "heeft dit zelf opgeschreven", en: "wrote this" },
  self: { nl: "bent u zelf, of wie u vertegenwoordigt", en: "is you, or who represents you" },
  recipient: { nl: "kreeg hierover een bericht", en: "was sent a message about this" },
  directory: { nl: "zag geen gegevens over u", en: "saw no data about you" },
  "front-door": { nl: "moest weten wie u nu helpt", en: "had to know who helps you now" },
  consent: { nl: "u gaf toestemming", en: "you gave consent" },
  addressed: { nl: "de overdracht is aan deze organisatie gestuurd", en: "the handover was sent to this organisation" },
  "practice-cover": { nl: "neemt waar voor uw huisartsenpraktijk", en: "stands in for your GP practice" },
  "break-glass": { nl: "noodtoegang", en: "emergency access" },
  membership: { nl: "hoort bij uw wijkteam", en: "belongs to your care team" },
  "regional-post": { nl: "is de huisartsenspoedpost van uw praktijk", en: "is the out-of-hours post of your practice" },
};

const ownGp: Words = { nl: "is uw huisarts", en: "is your GP" };
const addressedPost: Words = { nl: "de overdracht is aan deze spoedpost gestuurd", en: "the handover was sent to this out-of-hours post" };
const notSaid: Words = { nl: "de reden is niet vastgelegd", en: "the reason was not recorded" };
const noRight: Words = { nl: "had geen recht om dit te doen", en: "had no right to do this" };

/** Who didn't get what was wanted rests on nothing. */
export function noRightWords(language: Language): string {
  return noRight[language];
}

/** @param basis as the log names it; @param reason why there was an emergency, where that is known. */
export function whyWords({ basis, role, reason }: { readonly basis: string | undefined; readonly role: string | undefined; readonly reason: string | undefined }, language: Language): string {
  if (basis === "owner" && role === "huisarts") return ownGp[language];
  if (basis === "addressed" && (role === "post-huisarts" || role === "triagist")) return addressedPost[language];
  if (basis === undefined || !Object.hasOwn(basisWords, basis)) return notSaid[language];
  const words = basisWords[basis as Basis][language];
  return basis === "break-glass" && reason !== undefined ? `${words}: ${reason}` : words;
}
