import type { CodeableConcept } from "hl7-fhir-r4-types";
import { textOf } from "../coding.ts";

/** Dutch words for the national codes that a handover holds; senders often give a code without display, or an English one.
 *  Contact roles: Vektis COD472 and v3-RoleCode; the rest SNOMED CT. Source: facts §1.2, §2.1, §2.2. */
const words: Readonly<Record<string, string>> = {
  "01": "eerste contactpersoon",
  "02": "tweede contactpersoon",
  "03": "curator",
  "11": "voogd",
  "14": "bewindvoerder",
  "15": "mentor",
  "19": "buur",
  "20": "vriend(in)",
  "23": "contactpersoon",
  "24": "wettelijk vertegenwoordiger",
  "100001": "mantelzorger",
  "310141000146103": "schriftelijk gemachtigde",
  HUSB: "echtgenoot",
  WIFE: "echtgenote",
  DOMPART: "partner",
  SONC: "zoon",
  DAUC: "dochter",
  BRO: "broer",
  SIS: "zus",
  "153851000146100": "Wensen over de zorg",
  "395091006": "Gewenste plaats van overlijden",
  "340171000146104": "Standpunt over euthanasie",
  "570801000146104": "Donorregistratie",
  "247751003": "Wat verder belangrijk is",
  "264362003": "thuis",
  "22232009": "ziekenhuis",
  "108344006": "verpleeghuis",
  "284546000": "hospice",
  "340181000146102": "heeft een euthanasieverklaring",
  "340201000146103": "wil geen euthanasie",
  "340191000146100": "heeft geen euthanasieverklaring",
  "373066001": "ja",
  "373067005": "nee",
  "385987000": "ziektegerichte behandeling",
  "1351964001": "levensverlengende behandeling",
  "713148004": "voorkomen en behandelen van symptomen",
  "60689008": "thuiszorg",
  "386229000": "mantelzorg",
  "713603004": "Gesprek over de laatste levensfase",
  "223449006": "Naasten informeren",
  "716186003": "Geen allergie bekend",
  UNK: "onbekend",
};

/** How a concept reads in Dutch: its own text, else our words for a code of it, else what the sender displays. */
export function wordsOf(concept: CodeableConcept | undefined): string | undefined {
  return concept?.text ?? concept?.coding?.map(({ code }) => words[code ?? ""]).find((found) => found !== undefined) ?? textOf(concept);
}
