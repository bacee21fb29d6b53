import { Anomaly, isBsn, system } from "@wijkverband/fhir";
import type { JSONWebKeySet } from "jose";
import { isRole, patientSide, roles, type Role } from "@wijkverband/policy";
import { faultsOf, type Shape } from "./shape.ts";

/** What an organisation fills in to take part: itself, its people, hours, ties and its system. `docs/onboarding.md` says each field. */
export interface Form {
  readonly organization: FormNumbers & { readonly name: string; readonly type: string; readonly phone?: string };
  readonly people?: readonly FormPerson[];
  readonly hours?: readonly FormHours[];
  readonly affiliations?: readonly FormAffiliation[];
  readonly client?: FormClient;
}

/** Numbers by which the directory knows an organisation. */
export interface FormNumbers {
  readonly ura?: string;
  readonly kvk?: string;
  readonly agb?: string;
}

export interface FormPerson {
  readonly given?: string;
  readonly prefix?: string;
  readonly family: string;
  readonly role: Role;
  readonly uzi?: string;
  readonly agb?: string;
  readonly big?: string;
  /** Of the organisation itself, for who has no national one. */
  readonly number?: string;
  /** One of the numbers of a huisarts of this organisation. */
  readonly supervisor?: string;
  readonly phone?: string;
}

export interface FormHours {
  readonly service: "praktijkuren" | "anw";
  readonly phone?: string;
  readonly times: readonly { readonly days: readonly string[]; readonly from?: string; readonly until?: string; readonly allDay?: boolean }[];
  readonly closed?: readonly { readonly from: string; readonly until: string; readonly why?: string }[];
}

export interface FormAffiliation {
  readonly kind: "lid" | "anw-post" | "waarneming" | "zcc";
  /** The network, post, covering practice or centre that the organisation has. */
  readonly by?: FormNumbers;
  /** The organisation for which this one is the network, post, covering practice or centre. */
  readonly for?: FormNumbers;
  readonly from: string;
  readonly until?: string;
  /** Of cover: also in evening, night and weekend. */
  readonly includesAnw?: boolean;
}

interface FormClient {
  readonly id: string;
  readonly jwks?: JSONWebKeySet;
  /** Path, from where the form lies. */
  readonly jwksFile?: string;
  readonly scopes?: readonly string[];
  readonly acrs?: readonly string[];
}

const words: Shape = { is: "text", what: "a text" };
const eight: Shape = { is: "text", what: "eight digits", pattern: /^\d{8}$/ };
const agb: Shape = { is: "text", what: "an AGB code of eight digits", pattern: /^\d{8}$/ };
const date: Shape = { is: "text", what: "a date (2026-12-31)", pattern: /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/ };
const time: Shape = { is: "text", what: "a time (17:00)", pattern: /^([01]\d|2[0-3]):[0-5]\d$/ };
const phone: Shape = { is: "text", what: "a telephone number", pattern: /^\+?[\d ()-]{3,20}$/ };
const numbers: Shape = { is: "object", fields: { ura: eight, kvk: eight, agb }, oneOf: [["ura", "kvk", "agb"]] };
const professionals = Object.keys(roles).filter((role) => !patientSide.some((side) => side === role));

const shape: Shape = {
  is: "object",
  needed: ["organization"],
  fields: {
    organization: { is: "object", fields: { name: words, type: { is: "text", what: "a code of a kind of organisation (Z3, T2, sociaal-team, wijkverband)", pattern: /^[A-Za-z0-9-]{1,40}$/ }, phone, ura: eight, kvk: eight, agb }, needed: ["name", "type"], oneOf: [["ura", "kvk", "agb"]] },
    people: {
      is: "list",
      of: {
        is: "object",
        fields: {
          given: words, prefix: words, family: words, role: { is: "choice", of: professionals }, phone, supervisor: words, agb,
          uzi: { is: "text", what: "a UZI number of nine digits", pattern: /^\d{9}$/ },
          big: { is: "text", what: "a BIG number of eleven digits", pattern: /^\d{11}$/ },
          number: { is: "text", what: "a number of the own organisation", pattern: /^[A-Za-z0-9.-]{1,32}$/ },
        },
        needed: ["family", "role"],
        oneOf: [["uzi", "agb", "big", "number"]],
      },
    },
    hours: {
      is: "list",
      of: {
        is: "object",
        fields: {
          service: { is: "choice", of: ["praktijkuren", "anw"] },
          phone,
          times: { is: "list", least: 1, of: { is: "object", fields: { days: { is: "list", least: 1, of: { is: "choice", of: ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] } }, from: time, until: time, allDay: { is: "boolean" } }, needed: ["days"], oneOf: [["allDay", "from"], ["allDay", "until"]] } },
          closed: { is: "list", of: { is: "object", fields: { from: date, until: date, why: words }, needed: ["from", "until"] } },
        },
        needed: ["service", "times"],
      },
    },
    affiliations: { is: "list", of: { is: "object", fields: { kind: { is: "choice", of: ["lid", "anw-post", "waarneming", "zcc"] }, by: numbers, for: numbers, from: date, until: date, includesAnw: { is: "boolean" } }, needed: ["kind", "from"], oneOf: [["by", "for"]] } },
    client: { is: "object", fields: { id: { is: "text", what: "1 to 128 visible characters", pattern: /^[\x21-\x7e]{1,128}$/ }, jwks: { is: "anything" }, jwksFile: words, scopes: { is: "list", of: words, least: 1 }, acrs: { is: "list", of: words } }, needed: ["id"], oneOf: [["jwks", "jwksFile"]] },
  },
};

/** Reads a form. @throws {Anomaly} `incorrect` with a line for each field that isn't right */
export function readForm(text: string): Form {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Anomaly("incorrect", "the form isn't JSON");
  }
  const faults = faultsOf(shape, value, "");
  if (faults.length > 0) throw formFault(faults);
  const form = value as Form;
  const more = [...peopleFaults(form), ...hoursFaults(form), ...affiliationFaults(form)];
  if (more.length > 0) throw formFault(more);
  return form;
}

/** All that is wrong with a form, a line for each. */
export function formFault(lines: readonly string[]): Anomaly {
  return new Anomaly("incorrect", lines.join("\n"), { issues: lines.map((text) => ({ text })) });
}

/** Numbers of a person: by which the directory knows him. The own number counts within the organisation.
 *  @param within system of own numbers */
export function numbersOf({ uzi, agb: code, big, number }: FormPerson, within: string): readonly { readonly system: string; readonly value: string }[] {
  const all = [[system.uzi, uzi], [system.agb, code], [system.big, big], [within, number]] as const;
  return all.flatMap(([of, value]) => (value === undefined ? [] : [{ system: of, value }]));
}

const underSomebody: readonly Role[] = ["aios", "anios", "physician-assistant", "verpleegkundig-specialist"];
const learning: readonly Role[] = ["aios", "anios"];

function peopleFaults({ people = [] }: Form): readonly string[] {
  const all = people.map((person) => numbersOf(person, "own").map(({ system: of, value }) => `${of}|${value}`));
  return people.flatMap((person, place) => {
    const at = (field: string, text: string): string => `people[${place}].${field}: ${text}`;
    const twice = all[place]?.some((number) => all.slice(0, place).some((others) => others.includes(number)) && people.slice(0, place).some((other, before) => other.role === person.role && all[before]?.includes(number))) ?? false;
    return [
      ...(person.number !== undefined && isBsn(person.number) ? [at("number", "can be a BSN, and a person isn't known by that here")] : []),
      ...(person.supervisor !== undefined && isRole(person.role) && !underSomebody.includes(person.role) ? [at("supervisor", `${person.role} works under nobody`)] : []),
      ...(person.supervisor === undefined && learning.includes(person.role) ? [at("supervisor", `${person.role} works under a huisarts: name the number of that huisarts`)] : []),
      ...(twice ? [at("role", "this person stands in the form with this role already")] : []),
    ];
  });
}

function hoursFaults({ hours = [] }: Form): readonly string[] {
  return hours.flatMap(({ service, times }, place) => [
    ...(hours.findIndex((each) => each.service === service) < place ? [`hours[${place}].service: ${service} stands in the form twice`] : []),
    ...times.flatMap(({ from, until, allDay }, row) => (allDay === true ? from !== undefined || until !== undefined : from === undefined || until === undefined) ? [`hours[${place}].times[${row}]: is the whole day (allDay), or has from and until`] : []),
  ]);
}

function affiliationFaults({ affiliations = [] }: Form): readonly string[] {
  return affiliations.flatMap(({ by, for: about, from, until, includesAnw, kind }, place) => [
    ...(by !== undefined && about !== undefined ? [`affiliations[${place}]: has by or for, not both`] : []),
    ...(until !== undefined && until < from ? [`affiliations[${place}].until: lies before from`] : []),
    ...(includesAnw !== undefined && kind !== "waarneming" ? [`affiliations[${place}].includesAnw: is said of waarneming only`] : []),
  ]);
}
