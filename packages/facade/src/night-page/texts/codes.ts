import { treatments } from "@wijkverband/care";
import { codeSystemUrl, system } from "@wijkverband/fhir";

const contactRole = "urn:oid:2.16.840.1.113883.2.4.3.11.22.472";
const carerRole = "urn:oid:2.16.840.1.113883.2.4.3.11.60.40.4.23.1";
const roleCode = "http://terminology.hl7.org/CodeSystem/v3-RoleCode";
const nullFlavor = "http://terminology.hl7.org/CodeSystem/v3-NullFlavor";
const directiveType = "urn:oid:2.16.840.1.113883.2.4.3.11.60.40.4.14.1";
const absent = "http://terminology.hl7.org/CodeSystem/data-absent-reason";
const ours = codeSystemUrl;

/** Codes that arrive without a text of their own, in Dutch and English. Only codes of the national lists and of our own systems;
 *  a text or display in the document always goes before these. Source: PZP and zib value sets, `profiles/README.md`. */
// oxfmt-ignore
const codes: readonly (readonly [codeSystem: string, code: string, nl: string, en: string])[] = [
  [system.snomed, "385987000", "Ziektegericht", "Disease-directed"],
  [system.snomed, "1351964001", "Levensverlengend", "Life-prolonging"],
  [system.snomed, "713148004", "Klachten voorkomen en behandelen", "Preventing and treating symptoms"],
  [system.snomed, "264362003", "Thuis", "Home"],
  [system.snomed, "22232009", "Ziekenhuis", "Hospital"],
  [system.snomed, "108344006", "Verpleeghuis", "Nursing home"],
  [system.snomed, "284546000", "Hospice", "Hospice"],
  [system.snomed, "340181000146102", "Heeft een euthanasieverklaring", "Has a euthanasia declaration"],
  [system.snomed, "340201000146103", "Wil geen euthanasie", "Does not want euthanasia"],
  [system.snomed, "340191000146100", "Heeft geen euthanasieverklaring", "Has no euthanasia declaration"],
  [system.snomed, "373066001", "Ja", "Yes"],
  [system.snomed, "373067005", "Nee", "No"],
  [system.snomed, "72506001", "Implanteerbare cardioverter-defibrillator (ICD)", "Implantable cardioverter-defibrillator (ICD)"],
  [system.snomed, "716186003", "Geen allergie bekend", "No known allergy"],
  [system.snomed, "713603004", "Gesprek over zorg en wensen vooraf (ACP)", "Advance care planning"],
  [system.snomed, "223449006", "Naasten laten informeren", "Advising to inform relatives"],
  [system.snomed, "310141000146103", "Schriftelijk gemachtigde", "Authorised in writing"],
  [system.snomed, "60689008", "Thuiszorg", "Home care"],
  [system.snomed, "386229000", "Ondersteuning van de mantelzorger", "Caregiver support"],
  [contactRole, "01", "Eerste contactpersoon", "First contact"],
  [contactRole, "02", "Tweede contactpersoon", "Second contact"],
  [contactRole, "03", "Curator", "Guardian (curator)"],
  [contactRole, "04", "Financieel gemachtigde", "Financial proxy"],
  [contactRole, "05", "Financieel toezicht", "Financial oversight"],
  [contactRole, "06", "Huisgenoot", "Same household"],
  [contactRole, "07", "Hulpverlener", "Helper"],
  [contactRole, "09", "Andere rol", "Other role"],
  [contactRole, "11", "Voogd", "Guardian of a minor"],
  [contactRole, "14", "Bewindvoerder", "Administrator"],
  [contactRole, "15", "Mentor", "Mentor"],
  [contactRole, "19", "Buur", "Neighbour"],
  [contactRole, "20", "Vriend of vriendin", "Friend"],
  [contactRole, "21", "Cliëntondersteuner", "Client supporter"],
  [contactRole, "23", "Contactpersoon", "Contact"],
  [contactRole, "24", "Wettelijk vertegenwoordiger (nu of later)", "Legal representative (now or in future)"],
  [carerRole, "100001", "Mantelzorger", "Informal carer"],
  [carerRole, "100002", "Geestelijk verzorger", "Spiritual carer"],
  [carerRole, "100003", "Tolk", "Interpreter"],
  [roleCode, "HUSB", "Echtgenoot", "Husband"],
  [roleCode, "WIFE", "Echtgenote", "Wife"],
  [roleCode, "DOMPART", "Partner", "Partner"],
  [roleCode, "SONC", "Zoon", "Son"],
  [roleCode, "DAUC", "Dochter", "Daughter"],
  [roleCode, "BRO", "Broer", "Brother"],
  [roleCode, "SIS", "Zus", "Sister"],
  [nullFlavor, "UNK", "Onbekend", "Unknown"],
  [nullFlavor, "OTH", "Anders", "Other"],
  [nullFlavor, "ASKU", "Gevraagd, maar onbekend", "Asked but unknown"],
  [nullFlavor, "NASK", "Niet gevraagd", "Not asked"],
  [absent, "unknown", "Onbekend", "Unknown"],
  [absent, "not-asked", "Niet gevraagd", "Not asked"],
  [absent, "asked-unknown", "Gevraagd, maar onbekend", "Asked but unknown"],
  [absent, "asked-declined", "Gevraagd, wilde niet antwoorden", "Asked, declined to answer"],
  [directiveType, "NR", "Niet-reanimerenverklaring", "Do-not-resuscitate declaration"],
  [directiveType, "VOL", "Volmacht", "Power of attorney"],
  [directiveType, "VERB", "Behandelverbod", "Refusal of treatment"],
  [directiveType, "VERBVL", "Behandelverbod, aanvulling voltooid leven", "Refusal of treatment, completed life"],
  [directiveType, "EU", "Euthanasieverzoek", "Euthanasia request"],
  [directiveType, "EUD", "Euthanasieverzoek, aanvulling dementie", "Euthanasia request, dementia"],
  [directiveType, "LW", "Levenswensverklaring", "Declaration of the wish to live"],
  [directiveType, "MON", "Mondelinge afspraak", "Oral agreement"],
  [directiveType, "ZB", "Zelfbindingsverklaring", "Self-binding declaration"],
  [directiveType, "DO", "Verklaring over donorschap", "Donor declaration"],
  [ours("palliatieve-fase"), "palliatief", "Palliatief", "Palliative"],
  [ours("palliatieve-fase"), "terminaal", "Terminaal", "Terminal"],
  [ours("overdracht"), "palliatieve-fase", "Palliatieve fase", "Palliative phase"],
  [ours("overdracht"), "prognose", "Prognose", "Prognosis"],
  [ours("overdracht"), "palliatieve-sedatie", "Palliatieve sedatie", "Palliative sedation"],
  [ours("overdracht"), "bereikbaarheid-huisarts", "Bereikbaarheid van de eigen huisarts", "Reachability of the own GP"],
  [ours("scenario"), "benauwdheid", "Benauwdheid", "Breathlessness"],
  [ours("scenario"), "pijn", "Pijn", "Pain"],
  [ours("scenario"), "delier", "Delier", "Delirium"],
  [ours("scenario"), "bloeding", "Bloeding", "Bleeding"],
  [ours("scenario"), "ileus", "Ileus", "Ileus"],
  [ours("scenario"), "onrust", "Onrust", "Agitation"],
  [ours("scenario"), "misselijkheid", "Misselijkheid", "Nausea"],
  [ours("scenario"), "anders", "Anders", "Other"],
];

/** English for the treatments that the care package names in Dutch. */
const treatmentsEn: Readonly<Record<string, string>> = {
  "89666000": "Resuscitation (CPR)", "40617009": "Ventilation", "305351004": "Intensive care admission", "32485007": "Hospital admission",
  "281789004": "Antibiotics", "116762002": "Blood products", "400231000146108": "Switching off the ICD",
};

export const codesNl: Readonly<Record<string, string>> = Object.fromEntries([
  ...treatments.map(({ code, text }) => [`${system.snomed}|${code}`, text]),
  ...codes.map(([codeSystem, code, nl]) => [`${codeSystem}|${code}`, nl]),
]);
export const codesEn: Readonly<Record<string, string>> = Object.fromEntries([
  ...treatments.map(({ code, text }) => [`${system.snomed}|${code}`, treatmentsEn[code] ?? text]),
  ...codes.map(([codeSystem, code, , en]) => [`${codeSystem}|${code}`, en]),
]);
