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
  /** What this person is in the demo, for the printed table. */
  readonly what: string;
}

export const organizations: readonly DemoOrganization[] = [
  { key: "linde", name: "Huisartsenpraktijk De Linde", system: system.ura, identifier: "90000101", type: "Z3", phone: "+31 20 000 0101", agb: "01900101" },
  { key: "kompas", name: "Huisartsenpraktijk Het Kompas", system: system.ura, identifier: "90000102", type: "Z3", phone: "+31 20 000 0102", agb: "01900102" },
  { key: "spoedpost", name: "Huisartsenspoedpost Demostad", system: system.ura, identifier: "90000201", type: "N6", phone: "+31 20 000 0201" },
  { key: "thuiszorg", name: "Thuiszorg Demostad", system: system.ura, identifier: "90000301", type: "T2", phone: "+31 20 000 0301" },
  { key: "apotheek", name: "Apotheek Het Vijzeltje", system: system.ura, identifier: "90000401", type: "J8", phone: "+31 20 000 0401" },
  { key: "ouderenzorg", name: "Ouderengeneeskunde Demostad", system: system.ura, identifier: "90000501", type: "R5", phone: "+31 20 000 0501" },
  { key: "sociaal", name: "Sociaal team Demostad", system: system.kvk, identifier: "90000601", type: "sociaal-team", phone: "+31 20 000 0601" },
  { key: "zcc", name: "Zorgcoördinatiecentrum Demostad", system: system.ura, identifier: "90000701", type: "ZG", phone: "+31 20 000 0701" },
  { key: "rho", name: "Regionale huisartsenorganisatie Demostad", system: system.kvk, identifier: "90000801", type: "rho" },
  { key: "wijk", name: "Wijkverband Demostad-Noord", system: system.kvk, identifier: "90000802", type: "wijkverband" },
  { key: "portaal", name: "Patiëntportaal Demostad", system: system.kvk, identifier: "90000901", type: "portaal" },
  { key: "linde-elders", name: "Huisartsenpraktijk Elders", system: system.ura, identifier: "90001101", type: "Z3", phone: "+31 30 000 0101", agb: "01901101" },
  { key: "spoedpost-elders", name: "Huisartsenspoedpost Elders", system: system.ura, identifier: "90001201", type: "N6", phone: "+31 30 000 0201" },
  { key: "thuiszorg-elders", name: "Thuiszorg Elders", system: system.ura, identifier: "90001301", type: "T2", phone: "+31 30 000 0301" },
];

export const people: readonly DemoPerson[] = [
  { key: "his-systeem", name: "H. van Demo", role: "huisarts", organization: "linde", id: "900000001", agb: "01999999", what: "het HIS van de praktijk, namens de huisarts" },
  { key: "huisarts", name: "H. van Demo", role: "huisarts", organization: "linde", id: "900000001", agb: "01999999", what: "vaste huisarts" },
  { key: "tweede-huisarts", name: "T. Tweede", role: "huisarts", organization: "linde", id: "900000002", agb: "01999902", what: "vaste tweede huisarts" },
  { key: "waarnemer", name: "W. Waarneming", role: "waarnemer", organization: "kompas", id: "900000003", agb: "01999903", what: "waarnemer van een andere praktijk" },
  { key: "poh", name: "P. Ondersteuner", role: "poh", organization: "linde", id: "900000004", what: "praktijkondersteuner" },
  { key: "poh-ggz", name: "G. Ondersteuner", role: "poh-ggz", organization: "linde", id: "900000005", what: "praktijkondersteuner ggz" },
  { key: "doktersassistent", name: "A. Assistent", role: "doktersassistent", organization: "linde", id: "900000006", what: "doktersassistent" },
  { key: "verpleegkundig-specialist", name: "V. Specialist", role: "verpleegkundig-specialist", organization: "linde", id: "900000007", what: "verpleegkundig specialist" },
  { key: "physician-assistant", name: "P. Assistant", role: "physician-assistant", organization: "linde", id: "900000008", what: "physician assistant" },
  { key: "aios", name: "A. Opleiding", role: "aios", organization: "linde", id: "900000009", what: "huisarts in opleiding" },
  { key: "anios", name: "A. Basisarts", role: "anios", organization: "linde", id: "900000010", what: "basisarts" },
  { key: "specialist-ouderengeneeskunde", name: "S. Ouderen", role: "specialist-ouderengeneeskunde", organization: "ouderenzorg", id: "900000011", what: "lid van het wijkteam" },
  { key: "wijkverpleegkundige", name: "N. Wijk", role: "wijkverpleegkundige", organization: "thuiszorg", id: "900000012", what: "lid van het wijkteam" },
  { key: "verzorgende", name: "V. Zorg", role: "verzorgende", organization: "thuiszorg", id: "900000013", what: "lid van het wijkteam" },
  { key: "apotheker", name: "A. Poth", role: "apotheker", organization: "apotheek", id: "900000014", what: "lid van het wijkteam" },
  { key: "sociaal-werker", name: "S. Werk", role: "sociaal-werker", organization: "sociaal", id: "900000015", what: "lid van het wijkteam, met aparte toestemming" },
  { key: "triagist", name: "T. Triage", role: "triagist", organization: "spoedpost", id: "900000016", what: "triagist van de spoedpost" },
  { key: "post-huisarts", name: "N. Nacht", role: "post-huisarts", organization: "spoedpost", id: "900000017", what: "huisarts op de spoedpost waaraan is overgedragen" },
  { key: "zcc-triagist", name: "Z. Centrum", role: "zcc-triagist", organization: "zcc", id: "900000018", what: "triagist van het zorgcoördinatiecentrum" },
  { key: "post-huisarts-elders", name: "E. Nacht", role: "post-huisarts", organization: "spoedpost-elders", id: "900000019", what: "spoedpost van een andere regio" },
  { key: "huisarts-elders", name: "E. Huisarts", role: "huisarts", organization: "linde-elders", id: "900000020", agb: "01999920", what: "huisarts van een andere praktijk" },
  { key: "wijkverpleegkundige-elders", name: "E. Wijk", role: "wijkverpleegkundige", organization: "thuiszorg-elders", id: "900000021", what: "thuiszorg van een andere regio" },
  { key: "patient", name: "de patiënt", role: "patient", organization: "portaal", id: "portaal-1", what: "de patiënt zelf" },
  { key: "mantelzorger", name: "de mantelzorger", role: "mantelzorger", organization: "portaal", id: "portaal-2", what: "gemachtigde mantelzorger" },
  { key: "rho-analist", name: "R. Analist", role: "rho-analist", organization: "rho", id: "900000022", what: "analist van de regio-organisatie" },
];

/** The main patient of the demo; elfproef-valid, used by the national examples too. */
export const mainBsn = "999911120";

/** The practices where the other patients are registered, in turn. */
export const practices: readonly string[] = ["linde", "kompas"];

export function organizationOf(key: string): DemoOrganization {
  const found = organizations.find((organization) => organization.key === key);
  if (found === undefined) throw new Error(`no demo organisation ${key}`);
  return found;
}

export function personOf(key: string): DemoPerson | undefined {
  return people.find((person) => person.key === key);
}
