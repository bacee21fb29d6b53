import { typeWords } from "@wijkverband/policy";
import type { Language } from "../night-page/texts/texts.ts";

/** What somebody did, in a language: as done, and as wanted (after "wilde", "tried to"). */
export interface Deed {
  readonly done: string;
  readonly wanted: string;
}

type Words = Readonly<Record<Language, Deed>>;

const deed = (nlDone: string, nlWanted: string, enDone: string, enWanted: string): Words => ({ nl: { done: nlDone, wanted: nlWanted }, en: { done: enDone, wanted: enWanted } });

/** Operations, by the code in the log (the name without $). */
export const operationWords: Readonly<Record<string, Words>> = {
  "palliative-handover": deed("las de overdracht", "de overdracht lezen", "read the handover", "read the handover"),
  "assemble-handover": deed("maakte een concept van de overdracht", "een concept van de overdracht maken", "drafted a handover", "draft a handover"),
  "publish-handover": deed("deelde een nieuwe overdracht", "een nieuwe overdracht delen", "shared a new handover", "share a new handover"),
  "withdraw-handover": deed("trok de overdracht in", "de overdracht intrekken", "withdrew the handover", "withdraw the handover"),
  "responsible-gp": deed("vroeg welke huisarts verantwoordelijk is", "weten welke huisarts verantwoordelijk is", "asked which GP is responsible", "find out which GP is responsible"),
  "access-log": deed("bekeek wie er keek", "zien wie er keek", "looked at who looked", "see who looked"),
  "break-glass": deed("vroeg toegang in nood", "toegang in nood krijgen", "asked for emergency access", "get emergency access"),
  "end-break-glass": deed("beëindigde de toegang in nood", "de toegang in nood beëindigen", "ended the emergency access", "end the emergency access"),
  "review-break-glass": deed("beoordeelde de toegang in nood", "de toegang in nood beoordelen", "reviewed the emergency access", "review the emergency access"),
  // whoever can read this line still has a record, so the answer was no
  erase: deed("weigerde het dossier te wissen", "het dossier wissen", "refused to erase the record", "erase the record"),
  "plan-view": deed("las het zorgplan", "het zorgplan lezen", "read the care plan", "read the care plan"),
  propose: deed("deed een voorstel", "een voorstel doen", "made a proposal", "make a proposal"),
  decide: deed("besliste over een voorstel, uitnodiging of overschrijving", "over een voorstel, uitnodiging of overschrijving beslissen", "decided on a proposal, invitation or move", "decide on a proposal, invitation or move"),
  invite: deed("nodigde iemand uit voor het team", "iemand uitnodigen voor het team", "invited somebody to the team", "invite somebody to the team"),
  leave: deed("beëindigde een deelname aan het team", "een deelname aan het team beëindigen", "ended somebody's part in the team", "end somebody's part in the team"),
  // also of a registration that was asked of somebody who stays where he is
  "assign-gp": deed("vroeg een inschrijving of wees een vaste huisarts aan", "een inschrijving vragen of een vaste huisarts aanwijzen", "asked for a registration or named a regular GP", "ask for a registration or name a regular GP"),
  cover: deed("regelde waarneming", "waarneming regelen", "arranged cover", "arrange cover"),
  "gp-timeline": deed("vroeg wie wanneer de huisarts was", "zien wie wanneer de huisarts was", "asked who was the GP when", "see who was the GP when"),
  "report-contact": deed("meldde een contact met de spoedpost", "een contact met de spoedpost melden", "reported a contact of the out-of-hours post", "report a contact of the out-of-hours post"),
  "sort-contact": deed("sorteerde een bericht van de spoedpost", "een bericht van de spoedpost sorteren", "sorted a report of the out-of-hours post", "sort a report of the out-of-hours post"),
  "acknowledge-contact": deed("las een bericht van de spoedpost", "een bericht van de spoedpost lezen", "read a report of the out-of-hours post", "read a report of the out-of-hours post"),
  "continuity-signals": deed("vroeg de signalen op", "de signalen opvragen", "asked for the signals", "ask for the signals"),
  "explain-signal": deed("lichtte een signaal toe", "een signaal toelichten", "explained a signal", "explain a signal"),
  "escalate-contacts": deed("waarschuwde de praktijk: een bericht van de spoedpost was niet gelezen", "de praktijk waarschuwen", "warned the practice: a report of the out-of-hours post wasn't read", "warn the practice"),
  "get-ws-binding-token": deed("vroeg om te luisteren naar een abonnement op meldingen", "luisteren naar een abonnement op meldingen", "asked to listen to a subscription to notifications", "listen to a subscription to notifications"),
  // sent to a program by itself, because somebody asked to be told
  notification: deed("kreeg een bericht met gegevens", "een bericht met gegevens krijgen", "was sent a message with data", "be sent a message with data"),
  // also a question of the patient, and a declaration that nothing came of
  "transfer-registration": deed("vroeg of meldde een overschrijving naar een andere praktijk", "een overschrijving naar een andere praktijk vragen of melden", "asked for or declared a move to another practice", "ask for or declare a move to another practice"),
  "dossier-package": deed("haalde het dossier op met alle oudere versies", "het dossier met alle oudere versies ophalen", "fetched the record with all its older versions", "fetch the record with all its older versions"),
  // a question about what is there, or about what somebody would write
  validate: deed("controleerde gegevens, zonder iets te bewaren", "gegevens controleren", "checked data, without storing anything", "check data"),
  document: deed("las een heel document", "een heel document lezen", "read a whole document", "read a whole document"),
  status: deed("vroeg hoe een abonnement op meldingen ervoor staat", "weten hoe een abonnement op meldingen ervoor staat", "asked how a subscription to notifications is", "find out how a subscription to notifications is"),
  events: deed("vroeg meldingen opnieuw op", "meldingen opnieuw opvragen", "asked for notifications once more", "ask for notifications once more"),
  everything: deed("las het hele dossier", "het hele dossier lezen", "read the whole record", "read the whole record"),
};

const nothingElse: Words = deed("gebruikte het dossier", "het dossier gebruiken", "used the record", "use the record");

const history: Words = deed("keek in de geschiedenis van #", "in de geschiedenis van # kijken", "looked at the history of #", "look at the history of #");

/** Interactions of REST, by their code; `#` stands for the things they were about. */
export const interactionWords: Readonly<Record<string, Words>> = {
  read: deed("keek in #", "in # kijken", "looked at #", "look at #"),
  vread: deed("keek in een oudere versie van #", "in een oudere versie van # kijken", "looked at an older version of #", "look at an older version of #"),
  "history-instance": history,
  "history-type": history,
  "history-system": history,
  "search-type": deed("zocht in #", "zoeken in #", "searched in #", "search in #"),
  create: deed("voegde iets toe aan #", "iets toevoegen aan #", "added something to #", "add something to #"),
  update: deed("veranderde iets in #", "iets veranderen in #", "changed something in #", "change something in #"),
  patch: deed("veranderde iets in #", "iets veranderen in #", "changed something in #", "change something in #"),
  delete: deed("haalde iets weg uit #", "iets weghalen uit #", "took something out of #", "take something out of #"),
  transaction: deed("zette gegevens in #", "gegevens zetten in #", "put data in #", "put data in #"),
};

/** A search that brought nothing. */
export const foundNothing: Words = deed("zocht in het dossier en vond niets", "in het dossier zoeken", "searched in the record and found nothing", "search in the record");

const record: Readonly<Record<Language, string>> = { nl: "het dossier", en: "the record" };

/** Most things that are named before it becomes the record as a whole. */
const mostNamed = 3;

export function operationDeed(code: string, language: Language): Deed {
  return (operationWords[code] ?? nothingElse)[language];
}

export function interactionDeed(code: string, types: readonly string[], language: Language): Deed {
  const about = thingsIn(types, language);
  const { done, wanted } = (interactionWords[code] ?? nothingElse)[language];
  return { done: done.replace("#", about), wanted: wanted.replace("#", about) };
}

function thingsIn(types: readonly string[], language: Language): string {
  const named = [...new Set(types.map((type) => (Object.hasOwn(typeWords, type) ? typeWords[type as keyof typeof typeWords] : record)[language]))];
  if (named.length === 0 || named.length > mostNamed) return record[language];
  return named.length === 1 ? named.join("") : `${named.slice(0, -1).join(", ")} ${language === "nl" ? "en" : "and"} ${named.at(-1)}`;
}
