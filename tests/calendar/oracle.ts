import type { Surroundings } from "@wijkverband/care";
import type { CareTeamParticipant, HealthcareService, OrganizationAffiliation, PractitionerRole } from "hl7-fhir-r4-types";
import { dateOf, dayOf, readingAt } from "./clock.ts";
import { publicHolidays } from "./public-holidays.ts";
import { boundsOf, edgesOf, extensionsOf, goesBefore, has, numbersOf, onAvailableTime, onHours, onOfferedTimes, partOf, someOf, within, type Holds } from "./reading.ts";

/** One answer as text: what it says apart from evidence and how people are called. */
export function say(rule: string, parts: { readonly person?: string | undefined; readonly role?: string | undefined; readonly practice?: string | undefined; readonly phones?: readonly string[]; readonly marks?: string }): string {
  const { person = "-", role = "-", practice: at = "-", phones = [], marks = "-" } = parts;
  return `${rule} | ${person} | ${role} | ${at} | ${phones[0] ?? "-"} | ${phones[1] ?? "-"} | ${marks}`;
}

/** What the oracle says of one calendar: at a minute, all answers in order, of which the first counts. It goes through the rules of docs/hours.md anew for every minute. */
export interface Oracle {
  answersAt(minute: number): Generator<string>;
  /** Who leads the treatment, `-` for nobody. */
  leadAt(minute: number): string;
}

interface Person {
  readonly reference: string;
  readonly role: PractitionerRole | undefined;
  readonly key: string | undefined;
  readonly employed: Holds;
  readonly there: Holds;
  readonly rostered: boolean;
  readonly onSite: Holds;
  readonly remote: Holds;
}

interface Cover {
  readonly person: Person;
  readonly covered: string;
  readonly by: string | undefined;
  readonly holds: Holds;
  readonly order: { readonly period: PractitionerRole["period"]; readonly reference: string };
}

const practice = "Organization/practice";
const keys = ["huisarts", "waarnemer", "specialist-ouderengeneeskunde", "wijkverpleegkundige"];

export function createOracle(around: Surroundings): Oracle {
  const anwOf = new Map(around.services.map((service) => [service, anwHours(service)]));
  const ordinaryAnw = anwHours(undefined);
  const people = new Map(around.roles.map((role) => [`PractitionerRole/${role.id}`, readPerson(role)]));
  const person = (reference: string | undefined): Person => people.get(reference ?? "") ?? unknown(reference ?? "");
  const phones = (id: string | undefined): readonly string[] => numbersOf((`Organization/${around.practice?.id}` === id ? around.practice : around.organizations.find((each) => `Organization/${each.id}` === id))?.telecom);
  const participants = (role: string): readonly CareTeamParticipant[] => (around.team?.participant ?? []).filter((each) => has(each.role, "teamrol", role));
  const fixed = [...participants("vaste-huisarts"), ...participants("vaste-tweede-huisarts")].map((participant) => ({ who: person(participant.member?.reference), takesPart: within(participant.period) }));
  const ties = (kind: string): readonly Tie[] => around.affiliations.filter((each) => each.active !== false && has(each.code, "verbinding", kind) && each.participatingOrganization?.reference === practice).map(readTie);
  const [posts, practices] = [ties("anw-post"), ties("waarneming")];
  const serviceOf = (post: string | undefined): HealthcareService | undefined => around.services.find((each) => each.active !== false && has(each.type, "dienst", "anw") && each.providedBy?.reference === post);
  const registered = within(around.team?.period);
  const dead = deathOf(around);

  const isAnw = askedOnce((minute) => {
    const post = best(posts.filter(({ holds }) => holds(minute)));
    const service = post && serviceOf(post.by);
    return (service ? anwOf.get(service)! : ordinaryAnw)(minute);
  });
  const inHours = (holder: Parameters<typeof extensionsOf>[0], minute: number): boolean => extensionsOf(holder, "includes-anw")[0]?.valueBoolean === true || !isAnw(minute);

  const covers: readonly Cover[] = around.roles.flatMap((role): readonly Cover[] => {
    const extension = extensionsOf(role, "cover")[0];
    const covered = partOf(extension, "covered")?.valueReference?.reference;
    if (covered === undefined || role.period?.end === undefined || role.active === false || role.organization?.reference !== practice) return [];
    const who = person(`PractitionerRole/${role.id}`);
    const holds: Holds = (minute) => who.there(minute) && (!who.rostered || who.onSite(minute) || who.remote(minute)) && inHours(role, minute);
    return [{ person: who, covered, by: partOf(extension, "by")?.valueReference?.reference, holds, order: { period: role.period, reference: who.reference } }];
  });
  const isCovered = (reference: string, minute: number): boolean => covers.some(({ covered, holds }) => covered === reference && holds(minute));
  const standIns = (reference: string, minute: number): readonly Cover[] => inOrder(covers.filter(({ covered, holds }) => covered === reference && holds(minute)), ({ order }) => order);

  const hours = around.practiceHours?.active === false ? undefined : around.practiceHours;
  const openHours = (hours?.availableTime?.length ?? 0) > 0 ? someOf(hours!.availableTime!.map(onAvailableTime)) : undefined;
  const closed = closures(hours);
  const isOpen: Holds = (minute) => (openHours ? openHours(minute) : !isAnw(minute)) && !closed(minute);
  const number = numbersOf(hours?.telecom)[0] ?? phones(`Organization/${around.practice?.id}`)[0];
  const colleagues = [...people.values()].filter(({ role, key }) => (key === "huisarts" || key === "waarnemer") && role?.organization?.reference === practice).sort((one, other) => (one.reference < other.reference ? -1 : 1));
  const rosters = [...fixed.map(({ who }) => who), ...colleagues].filter(({ rostered }) => rostered);

  const offers = around.gpAvailability.map((basic) => {
    const period = extensionsOf(basic, "availability-period")[0]?.valuePeriod;
    const [inPeriod, onTimes, over] = [within(period), onOfferedTimes(basic), episodeEnd(around, basic.created ?? period?.start)];
    return {
      by: basic.author?.reference ?? "",
      phones: numbersOf(extensionsOf(basic, "availability-telecom").flatMap(({ valueContactPoint }) => valueContactPoint ?? [])),
      order: { period, reference: `Basic/${basic.id}` },
      holds: (minute: number): boolean => inPeriod(minute) && onTimes(minute) && minute < over && minute < dead,
    };
  });
  const locums = participants("waarnemer").map((participant) => ({
    who: person(participant.member?.reference),
    participant,
    inPeriod: within(participant.period),
    order: { period: participant.period, reference: participant.member?.reference ?? "" },
  }));
  const leads = participants("hoofdbehandelaar").map((participant) => ({ who: person(participant.member?.reference), inPeriod: within(participant.period), order: { period: participant.period, reference: participant.member?.reference ?? "" } }));

  function* duringHours(minute: number): Generator<string> {
    const answer = (who: Person, marks?: string): string => say("practice-hours", { person: who.reference, role: who.key, practice, phones: one(number ?? numbersOf(who.role?.telecom)[0]), ...(marks !== undefined && { marks }) });
    const atWork = (who: Person): boolean => who.there(minute) && !isCovered(who.reference, minute);
    for (const { who, takesPart } of fixed) {
      if (!who.rostered || !takesPart(minute) || !atWork(who)) continue;
      if (who.onSite(minute)) yield answer(who);
      if (who.remote(minute)) yield answer(who, "remote");
    }
    for (const { who, takesPart } of fixed) {
      if (!takesPart(minute)) continue;
      for (const { person: locum } of standIns(who.reference, minute)) {
        if (!locum.rostered || locum.onSite(minute)) yield answer(locum);
        if (locum.rostered && locum.remote(minute)) yield answer(locum, "remote");
      }
    }
    for (const where of ["onSite", "remote"] as const) {
      for (const who of colleagues) {
        const cover = covers.find((each) => each.person === who);
        const roster = cover && !who.rostered ? person(cover.covered) : who;
        if (roster.rostered && roster[where](minute) && atWork(who) && (cover?.holds(minute) ?? true)) yield answer(who, where === "remote" ? "remote" : undefined);
      }
    }
    for (const { who, takesPart } of fixed) if (!who.rostered && takesPart(minute) && atWork(who)) yield answer(who, "unrostered");
    if (!rosters.some((who) => who.employed(minute))) yield say("practice-hours", { practice, phones: one(number), marks: "unrostered" });
  }

  function* answersAt(minute: number): Generator<string> {
    const gap = (marks: string): string => say("gap", { practice: around.practice && `Organization/${around.practice.id}`, phones: one(phones(`Organization/${around.practice?.id}`)[0]), marks });
    if (!around.team) return yield gap(around.registeredFrom !== undefined && minute >= edgesOf(around.registeredFrom)[0] ? "next" : "nowhere");
    if (!registered(minute)) {
      yield gap("not in force");
    } else {
      for (const { who, takesPart } of fixed) {
        for (const offer of inOrder(offers.filter(({ by, holds }) => by === who.reference && holds(minute)), ({ order }) => order)) {
          const [first, second] = offer.phones;
          if (takesPart(minute) && who.employed(minute)) yield say("own-gp-on-call", { person: who.reference, role: who.key, practice, phones: one(first ?? numbersOf(who.role?.telecom)[0], second) });
        }
      }
      for (const { who } of inOrder(locums.filter((each) => each.inPeriod(minute) && each.who.there(minute) && inHours(each.participant, minute)), ({ order }) => order)) {
        const at = who.role?.organization?.reference ?? practice;
        yield say("patient-cover", { person: who.reference, role: who.key, practice: at, phones: one(numbersOf(who.role?.telecom)[0] ?? phones(at)[0] ?? phones(`Organization/${around.practice?.id}`)[0]) });
      }
      const anw = isAnw(minute);
      if (anw) for (const { by } of inOrder(posts.filter(({ holds }) => holds(minute)), ({ order }) => order)) yield say("anw-post", { practice: by, phones: one(numbersOf(serviceOf(by)?.telecom)[0] ?? phones(by)[0]) });
      if (isOpen(minute)) yield* duringHours(minute);
      for (const { who, takesPart } of fixed) {
        if (!takesPart(minute)) continue;
        for (const { person: locum, by } of standIns(who.reference, minute)) {
          const phone = numbersOf(locum.role?.telecom)[0] ?? numbersOf(person(by).role?.telecom)[0] ?? phones(`Organization/${around.practice?.id}`)[0];
          const answer = (marks?: string): string => say("practice-cover", { person: locum.reference, role: locum.key, practice, phones: one(phone), ...(marks !== undefined && { marks }) });
          if (!locum.rostered || locum.onSite(minute)) yield answer();
          if (locum.rostered && locum.remote(minute)) yield answer("remote");
        }
      }
      for (const { by } of inOrder(practices.filter(({ holds, affiliation }) => holds(minute) && inHours(affiliation, minute)), ({ order }) => order)) yield say("practice-cover", { practice: by, phones: one(phones(by)[0]) });
    }
    yield isAnw(minute) ? gap("no post") : gap("nobody");
  }

  return {
    answersAt,
    leadAt: (minute) => {
      const lead = leads.length > 0 && registered(minute) ? inOrder(leads.filter(({ who, inPeriod }) => inPeriod(minute) && who.employed(minute)), ({ order }) => order)[0] : undefined;
      return lead === undefined ? "-" : say("lead", { person: lead.who.reference, role: lead.who.key, phones: one(numbersOf(lead.who.role?.telecom)[0]) });
    },
  };
}

/** Within one minute many rules ask the same. */
function askedOnce(holds: Holds): Holds {
  let [asked, answer] = [NaN, false];
  return (minute) => {
    if (minute !== asked) [asked, answer] = [minute, holds(minute)];
    return answer;
  };
}

function one(...numbers: readonly (string | undefined)[]): readonly string[] {
  return numbers.map((number) => number ?? "-");
}

type Order = { readonly period: PractitionerRole["period"]; readonly reference: string };

interface Tie {
  readonly affiliation: OrganizationAffiliation;
  readonly by: string | undefined;
  readonly holds: Holds;
  readonly order: Order;
}

function readTie(affiliation: OrganizationAffiliation): Tie {
  return { affiliation, by: affiliation.organization?.reference, holds: within(affiliation.period), order: { period: affiliation.period, reference: `OrganizationAffiliation/${affiliation.id}` } };
}

function best(ties: readonly Tie[]): Tie | undefined {
  return inOrder(ties, ({ order }) => order)[0];
}

/** Takes out the one that goes before all others, and so on. */
function inOrder<T>(list: readonly T[], orderOf: (item: T) => Order): readonly T[] {
  if (list.length < 2) return list;
  const first = list.find((item) => !list.some((other) => other !== item && goesBefore(orderOf(other), orderOf(item))))!;
  return [first, ...inOrder(list.filter((item) => item !== first), orderOf)];
}

function closures(holder: { readonly notAvailable?: HealthcareService["notAvailable"] } | undefined): Holds {
  return someOf((holder?.notAvailable ?? []).flatMap(({ during }) => (during ? [within(during)] : [])));
}

function readPerson(role: PractitionerRole): Person {
  const remote = (role.availableTime ?? []).filter((time) => extensionsOf(time, "presence")[0]?.valueCode === "remote");
  const inPeriod = within(role.period);
  const employed: Holds = (minute) => role.active !== false && inPeriod(minute);
  const away = closures(role);
  return {
    reference: `PractitionerRole/${role.id}`,
    role,
    key: keys.find((key) => has(role.code, "rol", key)),
    employed,
    there: (minute) => employed(minute) && !away(minute),
    rostered: (role.availableTime?.length ?? 0) > 0,
    onSite: someOf((role.availableTime ?? []).filter((time) => !remote.includes(time)).map(onAvailableTime)),
    remote: someOf(remote.map(onAvailableTime)),
  };
}

function unknown(reference: string): Person {
  return { reference, role: undefined, key: undefined, employed: () => true, there: () => true, rostered: false, onSite: () => false, remote: () => false };
}

/** ANW by a post's own hours and holidays, or without. */
function anwHours(service: HealthcareService | undefined): Holds {
  const own = service?.availableTime ?? [];
  const nights = own.flatMap((time) => {
    if (time.allDay !== true) return [onAvailableTime(time)];
    const week = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    const mornings = time.daysOfWeek?.map((day) => week[(week.indexOf(day) + 1) % 7]!);
    return [onAvailableTime(time), onHours(mornings, "00:00", "08:00")];
  });
  const hours = own.length > 0 ? someOf(nights) : someOf([onHours(undefined, "17:00", "08:00"), onHours(["sat", "sun"], "00:00", "24:00")]);
  const listed = someOf((service?.notAvailable ?? []).flatMap(({ during }) => (during?.start === undefined ? [] : [within({ start: during.start, end: during.end ?? during.start })])));
  const confirmed = new Set((service ? extensionsOf(service, "holidays-confirmed") : []).map(({ valueInteger }) => valueInteger));
  const seeds = new Map<number, boolean>();
  const isPublic = (minute: number): boolean => {
    const day = dayOf(readingAt(minute));
    let known = seeds.get(day);
    if (known === undefined) {
      const date = dateOf(day);
      seeds.set(day, (known = !confirmed.has(Number(date.slice(0, 4))) && publicHolidays(Number(date.slice(0, 4))).includes(date)));
    }
    return known;
  };
  return (minute) => hours(minute) || listed(minute) || isPublic(minute);
}

/** From when the terminal episode of an offer is over. */
function episodeEnd({ phases }: Surroundings, offered: string | undefined): number {
  const later = (at: number): boolean => offered === undefined || (offered.length === 10 ? at >= edgesOf(offered)[1] : at > edgesOf(offered)[0]);
  const ends = (phases ?? []).filter(({ status, valueCodeableConcept }) => status !== "entered-in-error" && status !== "cancelled" && !has(valueCodeableConcept, "palliatieve-fase", "terminaal")).map(({ effectiveDateTime }) => edgesOf(effectiveDateTime ?? "")[0]);
  return Math.min(...ends.filter(later), Infinity);
}

function deathOf({ patient }: Surroundings): number {
  if (patient?.deceasedDateTime !== undefined) return boundsOf({ start: patient.deceasedDateTime })[0];
  return patient?.deceasedBoolean === true ? -Infinity : Infinity;
}
