import { system } from "@wijkverband/fhir";
import type { Role } from "@wijkverband/policy";

/** A synthetic region: no organisation, number or person in it exists. Everything the demo seeds, registers and prints derives from these lists. */
export interface DemoOrganization {
  readonly key: string;
  readonly name: string;
  readonly system: string;
  readonly identifier: string;
  /** National organisation type, or ours. */
  readonly type: string;
  readonly phone?: string;
  /** AGB number of a practice. */
  readonly agb?: string;
}

export interface DemoPerson {
  /** The name that `wijkverband token` takes. */
  readonly key: string;
  readonly name: string;
  readonly role: Role;
  readonly organization: string;
  /** Employee or UZI-like number; for patient and carer the portal's account. */
  readonly id: string;
  readonly agb?: string;
  /** Logical ids of Practitioner and PractitionerRole, where the examples of profiles/ name them. */
  readonly ids?: readonly [person: string, role: string];
  /** What this person is in the demo, for the printed table. */
  readonly what: string;
}

export const organizations: readonly DemoOrganization[] = [
  { key: "praktijk-voorbeeldstraat", name: "Huisartsenpraktijk Voorbeeldstraat", system: system.ura, identifier: "00000101", type: "Z3", phone: "+31 20 000 0101", agb: "01900101" },
  { key: "praktijk-modellaan", name: "Huisartsenpraktijk Modellaan", system: system.ura, identifier: "00000106", type: "Z3", phone: "+31 20 000 0102", agb: "01900102" },
  { key: "spoedpost-modelregio", name: "Huisartsenspoedpost Modelregio", system: system.ura, identifier: "00000102", type: "N6", phone: "+31 20 000 0201" },
  { key: "thuiszorg-proeftuin", name: "Thuiszorg De Proeftuin", system: system.ura, identifier: "00000103", type: "T2", phone: "+31 20 000 0301" },
  { key: "apotheek-voorbeeldplein", name: "Apotheek Voorbeeldplein", system: system.ura, identifier: "00000105", type: "J8", phone: "+31 20 000 0401" },
  { key: "ouderenzorg-voorbeeldstad", name: "Ouderengeneeskunde Voorbeeldstad", system: system.ura, identifier: "90000501", type: "R5", phone: "+31 20 000 0501" },
  { key: "sociaal-team-voorbeeldstad", name: "Sociaal team Voorbeeldstad", system: system.kvk, identifier: "00000104", type: "sociaal-team", phone: "+31 20 000 0601" },
  { key: "zcc-modelregio", name: "Zorgcoördinatiecentrum Modelregio", system: system.ura, identifier: "90000701", type: "ZG", phone: "+31 20 000 0701" },
  { key: "rho-modelregio", name: "Regionale huisartsenorganisatie Modelregio", system: system.kvk, identifier: "90000801", type: "rho" },
  { key: "wijkverband-voorbeeldstad", name: "Hecht wijkverband Voorbeeldstad", system: system.kvk, identifier: "90000802", type: "wijkverband" },
  { key: "portaal", name: "Patiëntportaal Voorbeeldstad", system: system.kvk, identifier: "90000901", type: "portaal" },
  { key: "praktijk-elders", name: "Huisartsenpraktijk Elders", system: system.ura, identifier: "90001101", type: "Z3", phone: "+31 30 000 0101", agb: "01901101" },
  { key: "spoedpost-elders", name: "Huisartsenspoedpost Elders", system: system.ura, identifier: "90001201", type: "N6", phone: "+31 30 000 0201" },
  { key: "thuiszorg-elders", name: "Thuiszorg Elders", system: system.ura, identifier: "90001301", type: "T2", phone: "+31 30 000 0301" },
];

export const people: readonly DemoPerson[] = [
  { key: "his-systeem", ids: ["eva-fictief", "eva-fictief-huisarts"], name: "Eva Fictief", role: "huisarts", organization: "praktijk-voorbeeldstraat", id: "900000001", agb: "01999901", what: "het HIS van de praktijk, namens de huisarts" },
  { key: "huisarts", ids: ["eva-fictief", "eva-fictief-huisarts"], name: "Eva Fictief", role: "huisarts", organization: "praktijk-voorbeeldstraat", id: "900000001", agb: "01999901", what: "vaste huisarts" },
  { key: "tweede-huisarts", ids: ["bas-verzonnen", "bas-verzonnen-huisarts"], name: "Bas Verzonnen", role: "huisarts", organization: "praktijk-voorbeeldstraat", id: "900000002", agb: "01999902", what: "vaste tweede huisarts" },
  { key: "waarnemer", ids: ["wil-proefneming", "wil-proefneming-waarnemer"], name: "Wil Proefneming", role: "waarnemer", organization: "praktijk-modellaan", id: "900000003", agb: "01999903", what: "waarnemer van een andere praktijk" },
  { key: "poh", name: "P. Ondersteuner", role: "poh", organization: "praktijk-voorbeeldstraat", id: "900000004", what: "praktijkondersteuner" },
  { key: "poh-ggz", name: "G. Ondersteuner", role: "poh-ggz", organization: "praktijk-voorbeeldstraat", id: "900000005", what: "praktijkondersteuner ggz" },
  { key: "doktersassistent", name: "A. Assistent", role: "doktersassistent", organization: "praktijk-voorbeeldstraat", id: "900000006", what: "doktersassistent" },
  { key: "verpleegkundig-specialist", name: "V. Specialist", role: "verpleegkundig-specialist", organization: "praktijk-voorbeeldstraat", id: "900000007", what: "verpleegkundig specialist" },
  { key: "physician-assistant", name: "P. Assistant", role: "physician-assistant", organization: "praktijk-voorbeeldstraat", id: "900000008", what: "physician assistant" },
  { key: "aios", name: "A. Opleiding", role: "aios", organization: "praktijk-voorbeeldstraat", id: "900000009", what: "huisarts in opleiding" },
  { key: "anios", name: "A. Basisarts", role: "anios", organization: "praktijk-voorbeeldstraat", id: "900000010", what: "basisarts" },
  { key: "specialist-ouderengeneeskunde", name: "S. Ouderen", role: "specialist-ouderengeneeskunde", organization: "ouderenzorg-voorbeeldstad", id: "900000011", what: "lid van het wijkteam" },
  { key: "wijkverpleegkundige", ids: ["noor-verzonnen", "noor-verzonnen-wijkverpleegkundige"], name: "Noor Verzonnen", role: "wijkverpleegkundige", organization: "thuiszorg-proeftuin", id: "900000012", what: "lid van het wijkteam" },
  { key: "verzorgende", name: "V. Zorg", role: "verzorgende", organization: "thuiszorg-proeftuin", id: "900000013", what: "lid van het wijkteam" },
  { key: "apotheker", name: "A. Poth", role: "apotheker", organization: "apotheek-voorbeeldplein", id: "900000014", what: "lid van het wijkteam" },
  { key: "sociaal-werker", ids: ["sanne-bedacht", "sanne-bedacht-sociaal-werker"], name: "Sanne Bedacht", role: "sociaal-werker", organization: "sociaal-team-voorbeeldstad", id: "900000015", what: "lid van het wijkteam, met aparte toestemming" },
  { key: "triagist", name: "T. Triage", role: "triagist", organization: "spoedpost-modelregio", id: "900000016", what: "triagist van de spoedpost" },
  { key: "post-huisarts", name: "N. Nacht", role: "post-huisarts", organization: "spoedpost-modelregio", id: "900000017", what: "huisarts op de spoedpost waaraan is overgedragen" },
  { key: "zcc-triagist", name: "Z. Centrum", role: "zcc-triagist", organization: "zcc-modelregio", id: "900000018", what: "triagist van het zorgcoördinatiecentrum" },
  { key: "post-huisarts-elders", name: "E. Nacht", role: "post-huisarts", organization: "spoedpost-elders", id: "900000019", what: "spoedpost van een andere regio" },
  { key: "huisarts-elders", name: "E. Huisarts", role: "huisarts", organization: "praktijk-elders", id: "900000020", agb: "01999920", what: "huisarts van een andere praktijk" },
  { key: "wijkverpleegkundige-elders", name: "E. Wijk", role: "wijkverpleegkundige", organization: "thuiszorg-elders", id: "900000021", what: "thuiszorg van een andere regio" },
  { key: "patient", name: "de patiënt", role: "patient", organization: "portaal", id: "portaal-1", what: "de patiënt zelf" },
  { key: "mantelzorger", name: "de mantelzorger", role: "mantelzorger", organization: "portaal", id: "portaal-2", what: "gemachtigde mantelzorger" },
  { key: "rho-analist", name: "R. Analist", role: "rho-analist", organization: "rho-modelregio", id: "900000022", what: "analist van de regio-organisatie" },
];

/** People who stand in the directory and of whom the demo gives no tokens. */
export const colleagues: readonly DemoPerson[] = [
  { key: "huisarts-modellaan", name: "Mo Bedenksel", role: "huisarts", organization: "praktijk-modellaan", id: "900000031", agb: "01999931", what: "vaste huisarts" },
  { key: "tweede-huisarts-modellaan", name: "Fenna Zinsnede", role: "huisarts", organization: "praktijk-modellaan", id: "900000032", agb: "01999932", what: "vaste tweede huisarts" },
];

/** The main patient of the demo; elfproef-valid, used by the national examples too. */
export const mainBsn = "999911120";

/** Ids of the example patient in profiles/, and of his wife, who represents him. */
export const mainPatient = "Patient/willem-voorbeeld";
export const mainCarer = "RelatedPerson/riet-voorbeeld";

/** The practices where the other patients are registered, in turn. */
export const practices: readonly string[] = ["praktijk-voorbeeldstraat", "praktijk-modellaan"];

export function organizationOf(key: string): DemoOrganization {
  const found = organizations.find((organization) => organization.key === key);
  if (found === undefined) throw new Error(`no demo organisation ${key}`);
  return found;
}

export function personOf(key: string): DemoPerson | undefined {
  return people.find((person) => person.key === key);
}
