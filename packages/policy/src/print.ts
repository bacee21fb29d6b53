import { storedTypes } from "@wijkverband/fhir";
import { basisWords, defaultBases, regionalBases, type RegionalBasis } from "./basis.ts";
import type { Kind } from "./condition.ts";
import { policy, type Action, type Row } from "./policy.ts";
import { reasonsInDutch } from "./reasons-in-dutch.ts";
import { roles } from "./roles.ts";
import { tieWords } from "./ties.ts";
import { typeWords } from "./type-words.ts";

type Language = "nl" | "en";

const actionWords: Readonly<Record<Action, Readonly<Record<Language, string>>>> = {
  read: { nl: "lezen en zoeken", en: "read and search" },
  visit: { nl: "zien hoe je binnenkomt", en: "see how to get in" },
  create: { nl: "toevoegen", en: "create" },
  update: { nl: "wijzigen", en: "update" },
  delete: { nl: "verwijderen", en: "delete" },
  "$assemble-handover": { nl: "een overdracht voorbereiden", en: "prepare a handover" },
  "$publish-handover": { nl: "een overdracht publiceren", en: "publish a handover" },
  "$withdraw-handover": { nl: "een overdracht intrekken", en: "withdraw a handover" },
  "$palliative-handover": { nl: "de overdracht ophalen", en: "retrieve the handover" },
  "$responsible-gp": { nl: "vragen wie verantwoordelijk is", en: "ask who is responsible" },
  "$everything": { nl: "alles ineens opvragen", en: "ask for everything at once" },
  "$access-log": { nl: "zien wie er keek", en: "see who looked" },
  "$break-glass": { nl: "noodtoegang nemen", en: "take emergency access" },
  "pass-objection": { nl: "noodtoegang nemen zonder vitaal belang", en: "take emergency access without vital interest" },
  "$end-break-glass": { nl: "noodtoegang beëindigen", en: "end emergency access" },
  "$review-break-glass": { nl: "noodtoegang beoordelen", en: "review emergency access" },
  "$plan-view": { nl: "het hele zorgplan zien", en: "see the whole care plan" },
  "$propose": { nl: "een voorstel doen", en: "propose" },
  "$decide": { nl: "over een voorstel of uitnodiging beslissen", en: "decide on a proposal or invitation" },
  "$invite": { nl: "iemand in het team uitnodigen", en: "invite somebody into the team" },
  "$leave": { nl: "deelname beëindigen", en: "end taking part" },
  "$assign-gp": { nl: "een vaste huisarts aanwijzen", en: "assign a fixed GP" },
  "$transfer-registration": { nl: "een overschrijving melden of vragen", en: "declare or ask a transfer" },
  "$dossier-package": { nl: "het dossier als pakket ophalen", en: "retrieve the record as a package" },
  "$cover": { nl: "waarneming regelen", en: "arrange cover" },
  "$gp-timeline": { nl: "zien wie wanneer verantwoordelijk was", en: "see who was responsible when" },
  "handover-exists": { nl: "horen dat er een overdracht is", en: "hear that there is a handover" },
  "$report-contact": { nl: "een waarneembericht sturen", en: "report a contact" },
  "$sort-contact": { nl: "een waarneembericht sorteren", en: "sort a contact report" },
  "$acknowledge-contact": { nl: "een waarneembericht afhandelen", en: "acknowledge a contact report" },
  "$continuity-signals": { nl: "signalen zien", en: "see signals" },
  "$explain-signal": { nl: "een signaal toelichten", en: "explain a signal" },
  "$erase": { nl: "het dossier wissen, of dat met reden weigeren", en: "erase the record, or refuse with a ground" },
};

const kindWords: Readonly<Record<Kind, Readonly<Record<Language, string>>>> = {
  ordinary: { nl: "gewone gegevens", en: "ordinary content" },
  "privacy-consent": { nl: "toestemming en bezwaar", en: "privacy consents" },
  "treatment-directive": { nl: "behandelgrenzen", en: "treatment limits" },
  "advance-directive": { nl: "wilsverklaringen", en: "advance directives" },
  plan: { nl: "het zorgplan", en: "the care plan" },
  "home-access": { nl: "toegang tot de woning", en: "access to the home" },
  "patient-statement": { nl: "verklaringen van de patiënt", en: "statements of the patient" },
  notice: { nl: "meldingen", en: "notices" },
  registration: { nl: "inschrijvingen", en: "registrations" },
  "break-glass": { nl: "noodtoegang", en: "emergency access" },
  "break-glass-review": { nl: "beoordelingen van noodtoegang", en: "reviews of emergency access" },
  "erase-request": { nl: "wisverzoeken", en: "requests to erase" },
  proposal: { nl: "voorstellen", en: "proposals" },
  "plan-proposal": { nl: "voorstellen voor het zorgplan", en: "proposals on the care plan" },
  invitation: { nl: "uitnodigingen", en: "invitations" },
  "team-task": { nl: "opdrachten in het team", en: "tasks in the team" },
  minutes: { nl: "verslagen van overleg", en: "minutes of meetings" },
  transfer: { nl: "overschrijvingen", en: "transfers" },
  "transfer-contest": { nl: "betwiste overschrijvingen", en: "contested transfers" },
  "transfer-request": { nl: "vragen om over te schrijven", en: "requests to transfer" },
  "contact-report": { nl: "waarneemberichten", en: "contact reports" },
  "contact-task": { nl: "waarneemberichten die wachten", en: "contact reports that wait" },
  "signal-explanation": { nl: "toelichtingen bij signalen", en: "explanations of signals" },
  topic: { nl: "onderwerpen van meldingen", en: "topics of notifications" },
  "other-task": { nl: "andere taken", en: "other tasks" },
};

const words = {
  nl: {
    title: "Wie mag wat",
    intro: "Eén tabel bepaalt wie welke gegevens mag zien en veranderen. De eerste regel die past, geldt.",
    head: ["regel", "wie", "mag", "van", "domein", "soort", "ook afgeschermd", "als", "omdat"],
    all: "alle",
    yes: "ja",
    no: "nee",
    rest: "Wat hier niet staat, mag niet.",
    types: "Wat de namen in de kolom *van* betekenen",
    typeHead: ["naam", "wat het is"],
    bases: "Op welke grond een andere organisatie binnenkomt",
    basisHead: ["grond", "wat het is", "geldt hier"],
    consent: "Het woord van de patiënt: specifiek gaat voor algemeen (een organisatie voor een soort organisatie voor iedereen; één gegeven voor een domein voor alles). Bij gelijke stand wint het bezwaar. Een overdracht telt als medisch: wat de patiënt over medische gegevens zegt, geldt ook voor het ophalen ervan. Een behandelgrens verandert nooit wie er mag kijken.",
    signed: "Gezien en akkoord, namens de regio (naam, functie, datum):",
  },
  en: {
    title: "Who may do what",
    intro: "One table decides who may see and change what. The first row that fits counts.",
    head: ["row", "who", "may", "of", "domain", "kind", "also withheld", "when", "because"],
    all: "all",
    yes: "yes",
    no: "no",
    rest: "What isn't here is not allowed.",
    types: "What the names in the column *of* mean",
    typeHead: ["name", "what it is"],
    bases: "On what basis another organisation comes in",
    basisHead: ["basis", "what it is", "counts here"],
    consent: "The word of the patient: specific goes before general (an organisation before a kind of organisation before everyone; one item before a domain before all). An objection wins a tie. A handover counts as medical: what the patient says about medical data holds for retrieving it too. A treatment limit never changes who may look.",
    signed: "Seen and agreed, for the region (name, function, date):",
  },
} as const;

/** The policy as a Markdown page that a privacy officer can read and sign.
 *  @param bases the bases that count in the region. */
export function printPolicy(language: Language, bases: readonly RegionalBasis[] = defaultBases, rows: readonly Row[] = policy): string {
  const text = words[language];
  const lines = rows.map((row) =>
    cells([
      row.key,
      row.roles.map((role) => roles[role][language]).join(", "),
      row.may.map((action) => actionWords[action][language]).join(", "),
      row.on.join(", "),
      row.domains?.join(", ") ?? text.all,
      row.kinds?.map((kind) => kindWords[kind][language]).join(", ") ?? text.all,
      row.withheld === true ? text.yes : text.no,
      tieWords[row.when][language],
      language === "nl" ? (reasonsInDutch[row.key] ?? row.why) : row.why,
    ]),
  );
  const types = storedTypes.filter(({ type }) => rows.some(({ on }) => on.includes(type))).map(({ type }) => cells([type, typeWords[type][language]]));
  const chosen = regionalBases.map((basis) => cells([basis, basisWords[basis][language], bases.includes(basis) ? text.yes : text.no]));
  return [
    `# ${text.title}`, "", text.intro, "",
    cells(text.head), cells(text.head.map(() => "---")), ...lines, "", text.rest, "",
    `## ${text.types}`, "", cells(text.typeHead), cells(text.typeHead.map(() => "---")), ...types, "",
    `## ${text.bases}`, "", cells(text.basisHead), cells(text.basisHead.map(() => "---")), ...chosen, "", text.consent, "",
    text.signed, "",
  ].join("\n");
}

function cells(values: readonly string[]): string {
  return `| ${values.join(" | ")} |`;
}
