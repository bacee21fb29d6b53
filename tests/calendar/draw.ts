import type { Surroundings } from "@wijkverband/care";
import type {
  Basic,
  CareTeam,
  CodeableConcept,
  ContactPoint,
  Extension,
  HealthcareService,
  HealthcareServiceAvailableTime,
  HealthcareServiceNotAvailable,
  Observation,
  Organization,
  OrganizationAffiliation,
  PractitionerRole,
} from "hl7-fhir-r4-types";
import { createRandom, type Random } from "../oracle/random.ts";
import { dateOf, dayOf, readingAt } from "./clock.ts";
import { drawMoments, type Moments } from "./moments.ts";

const base = "https://wijkverband.example/fhir";
const weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;
const practice = "Organization/practice";

/** A calendar: all that decides who answers for one patient, and the instants (epoch milliseconds) at which it is asked. */
export interface Calendar {
  readonly around: Surroundings;
  readonly instants: readonly number[];
}

/** Draws a calendar; the same seed gives the same one. */
export function drawCalendar(seed: number): Calendar {
  const random = createRandom(seed);
  const moments = drawMoments(random);
  const draw = new Draw(random, moments);
  return { around: draw.surroundings(), instants: Array.from({ length: 2 }, () => draw.instant()) };
}

function concept(codeSystem: string, code: string): CodeableConcept {
  return { coding: [{ system: `${base}/CodeSystem/${codeSystem}`, code }] };
}

function extension(id: string, value: Omit<Extension, "url">): Extension {
  return { url: `${base}/StructureDefinition/${id}`, ...value };
}

/** Draws parts of a calendar; each takes its chances in the order in which it is asked. */
class Draw {
  readonly #random: Random;
  readonly #moments: Moments;

  constructor(random: Random, moments: Moments) {
    this.#random = random;
    this.#moments = moments;
  }

  /** Near something that happens, at the second before, on the minute, or after it; else anywhere within the week. */
  instant(): number {
    const random = this.#random;
    if (random.chance(0.5)) return this.#moments.minute() * 60_000 + random.pick([-1000, 0, 0, 1000, -60_000]);
    return (this.#moments.around + random.whole(-2, 3)) * 86_400_000 + random.whole(0, 86_399) * 1000;
  }

  surroundings(): Surroundings {
    const random = this.#random;
    const roles = this.roles();
    const affiliations = this.affiliations();
    const hours = random.chance(0.85) ? this.practiceHours() : undefined;
    const team = random.chance(0.97) ? this.team() : undefined;
    const own = random.chance(0.95) ? this.organization("practice") : undefined;
    return {
      ...(team ? { team } : random.chance(0.6) && { registeredFrom: this.#moments.text() }),
      ...(own && { practice: own }),
      ...(hours && { practiceHours: hours }),
      gpAvailability: random.chance(0.5) ? Array.from({ length: random.whole(1, 2) }, (_, place) => this.availability(place)) : [],
      phases: random.chance(0.3) ? Array.from({ length: random.whole(1, 2) }, (_, place) => this.phase(place)) : [],
      ...(random.chance(0.1) && { patient: random.chance(0.7) ? { deceasedDateTime: this.#moments.text() } : { deceasedBoolean: random.chance(0.5) } }),
      roles,
      practitioners: [],
      affiliations,
      organizations: ["post-a", "post-b", "near", "far"].filter(() => random.chance(0.95)).map((id) => this.organization(id)),
      services: ["post-a", "post-b"].filter(() => random.chance(0.8)).map((id) => this.postService(id)),
    };
  }

  telecom(share: number): { telecom?: ContactPoint[] } {
    const random = this.#random;
    if (!random.chance(share)) return {};
    const point = (): ContactPoint => ({
      ...(random.chance(0.9) && { system: random.chance(0.9) ? "phone" : "email" }),
      ...(random.chance(0.95) && { value: `+31 ${random.whole(100, 999)}` }),
      ...(random.chance(0.6) && { rank: random.whole(1, 3) }),
      ...(random.chance(0.1) && { use: "old" }),
    });
    return { telecom: Array.from({ length: random.whole(1, 2) }, point) };
  }

  availableTimes(share: number, presence: boolean): { availableTime?: HealthcareServiceAvailableTime[] } {
    const random = this.#random;
    if (!random.chance(share)) return {};
    const time = (): HealthcareServiceAvailableTime => ({
      ...(presence && random.chance(0.4) && { extension: [extension("presence", { valueCode: random.chance(0.7) ? "remote" : "on-site" })] }),
      ...(random.chance(0.9) && { daysOfWeek: [...random.some(weekdays, 0.6)] }),
      ...(random.chance(0.15) ? { allDay: true } : { availableStartTime: this.#moments.time(), availableEndTime: this.#moments.time() }),
    });
    return { availableTime: Array.from({ length: random.whole(1, 3) }, time) };
  }

  closures(share: number): { notAvailable?: HealthcareServiceNotAvailable[] } {
    const random = this.#random;
    if (!random.chance(share)) return {};
    return { notAvailable: Array.from({ length: random.whole(1, 2) }, () => ({ description: "gesloten", ...(random.chance(0.95) && { during: this.#moments.period() }) })) };
  }

  organization(id: string): Organization {
    return { resourceType: "Organization", id, name: id, ...this.telecom(0.9) };
  }

  practiceHours(): HealthcareService {
    return { resourceType: "HealthcareService", id: "hours", type: [concept("dienst", "praktijkuren")], ...(this.#random.chance(0.05) && { active: false }), ...this.telecom(0.2), ...this.availableTimes(0.9, false), ...this.closures(0.3) };
  }

  postService(id: string): HealthcareService {
    const random = this.#random;
    const day = (): string => dateOf(dayOf(readingAt(this.#moments.minute())));
    const holiday = (): HealthcareServiceNotAvailable => {
      const date = day();
      return { description: "feestdag", during: random.chance(0.7) ? { start: date, end: date } : random.chance(0.3) ? { start: date } : this.#moments.period() };
    };
    const year = Number(day().slice(0, 4));
    return {
      resourceType: "HealthcareService",
      id: `anw-${id}`,
      ...(random.chance(0.4) && { extension: random.some([year - 1, year, year + 1], 0.6).map((valueInteger) => extension("holidays-confirmed", { valueInteger })) }),
      ...(random.chance(0.05) && { active: false }),
      providedBy: { reference: `Organization/${id}` },
      type: [concept("dienst", "anw")],
      ...this.telecom(0.6),
      ...this.availableTimes(0.5, false),
      ...(random.chance(0.5) && { notAvailable: Array.from({ length: random.whole(1, 3) }, holiday) }),
    };
  }

  roles(): readonly PractitionerRole[] {
    const random = this.#random;
    const role = (id: string, key: string, at: string): PractitionerRole => ({
      resourceType: "PractitionerRole",
      id,
      ...(random.chance(0.05) && { active: false }),
      code: [concept("rol", key)],
      organization: { reference: at },
      ...(random.chance(0.15) && { period: this.#moments.period() }),
      ...this.telecom(0.8),
      ...this.availableTimes(0.6, true),
      ...this.closures(0.25),
    });
    const cover = (place: number): PractitionerRole => ({
      ...role(`cover-${place}`, "waarnemer", random.chance(0.95) ? practice : "Organization/near"),
      ...(random.chance(0.97) && { period: this.#moments.period(random.chance(0.95)) }),
      extension: [
        extension("cover", {
          extension: [
            { url: "covered", valueReference: { reference: `PractitionerRole/gp-${random.whole(0, 2)}` } },
            ...(random.chance(0.9) ? [{ url: "by", valueReference: { reference: "PractitionerRole/elsewhere-0" } }] : []),
          ],
        }),
        ...(random.chance(0.35) ? [extension("includes-anw", { valueBoolean: random.chance(0.9) })] : []),
      ],
    });
    return [
      ...Array.from({ length: random.whole(1, 3) }, (_, place) => role(`gp-${place}`, "huisarts", random.chance(0.95) ? practice : "Organization/near")),
      ...Array.from({ length: random.whole(0, 2) }, (_, place) => role(`locum-${place}`, "waarnemer", practice)),
      ...Array.from({ length: random.whole(0, 1) }, () => role("nurse", "wijkverpleegkundige", practice)),
      ...Array.from({ length: random.whole(0, 2) }, (_, place) => role(`elsewhere-${place}`, "huisarts", "Organization/far")),
      ...Array.from({ length: random.whole(0, 2) }, (_, place) => role(`specialist-${place}`, "specialist-ouderengeneeskunde", "Organization/far")),
      ...Array.from({ length: random.chance(0.6) ? random.whole(1, 3) : 0 }, (_, place) => cover(place)),
    ];
  }

  team(): CareTeam {
    const random = this.#random;
    const participant = (role: string, member: string, share: number): NonNullable<CareTeam["participant"]> =>
      random.chance(share) ? [{ role: [concept("teamrol", role)], member: { reference: `PractitionerRole/${member}` }, ...(random.chance(0.25) && { period: this.#moments.period() }) }] : [];
    const locum = (): NonNullable<CareTeam["participant"]>[number] => ({
      ...(random.chance(0.4) && { extension: [extension("includes-anw", { valueBoolean: random.chance(0.9) })] }),
      role: [concept("teamrol", "waarnemer")],
      member: { reference: `PractitionerRole/${random.pick(["locum-0", "locum-1", "elsewhere-0", "unknown"])}` },
      period: this.#moments.period(true),
    });
    return {
      resourceType: "CareTeam",
      id: "team",
      status: "active",
      category: [concept("team", "huisartsteam")],
      managingOrganization: [{ reference: practice }],
      period: random.chance(0.85) ? { start: "2011-05-02" } : this.#moments.period(),
      participant: [
        ...participant("vaste-huisarts", "gp-0", 0.95),
        ...participant("vaste-tweede-huisarts", random.pick(["gp-1", "gp-1", "unknown"]), 0.7),
        ...(random.chance(0.4) ? Array.from({ length: random.whole(1, 3) }, locum) : []),
        ...participant("hoofdbehandelaar", "specialist-0", 0.2),
        ...participant("hoofdbehandelaar", "specialist-1", 0.1),
      ],
    };
  }

  affiliations(): readonly OrganizationAffiliation[] {
    const random = this.#random;
    const affiliation = (kind: string, by: string, place: number): OrganizationAffiliation => ({
      resourceType: "OrganizationAffiliation",
      id: `${kind}-${place}`,
      ...(random.chance(0.4) && { extension: [extension("includes-anw", { valueBoolean: random.chance(0.7) })] }),
      ...(random.chance(0.05) && { active: false }),
      code: [concept("verbinding", kind)],
      organization: { reference: `Organization/${by}` },
      participatingOrganization: { reference: random.chance(0.97) ? practice : "Organization/near" },
      ...(random.chance(0.95) && { period: random.chance(0.5) ? { start: "2024-01-01" } : this.#moments.period() }),
    });
    return [
      ...Array.from({ length: random.whole(0, 2) }, (_, place) => affiliation("anw-post", random.pick(["post-a", "post-b"]), place)),
      ...Array.from({ length: random.whole(0, 3) }, (_, place) => affiliation("waarneming", random.pick(["near", "far"]), place)),
      ...(random.chance(0.2) ? [affiliation("lid", "near", 0)] : []),
    ];
  }

  availability(place: number): Basic {
    const random = this.#random;
    const time = (): Extension =>
      extension("available-time", {
        extension: [
          ...(random.chance(0.5) ? random.some(weekdays, 0.6).map((valueCode) => ({ url: "daysOfWeek", valueCode })) : []),
          { url: "start", valueTime: this.#moments.time() },
          { url: "end", valueTime: this.#moments.time() },
        ],
      });
    return {
      resourceType: "Basic",
      id: `availability-${place}`,
      code: concept("overdracht", "bereikbaarheid-huisarts"),
      author: { reference: `PractitionerRole/${random.pick(["gp-0", "gp-0", "gp-1", "gp-2"])}` },
      ...(random.chance(0.9) && { created: this.#moments.text() }),
      extension: [
        extension("availability-period", { valuePeriod: this.#moments.period(true) }),
        ...(random.chance(0.6) ? Array.from({ length: random.whole(1, 2) }, time) : []),
        ...(this.telecom(0.95).telecom ?? []).map((valueContactPoint) => extension("availability-telecom", { valueContactPoint })),
      ],
    };
  }

  phase(place: number): Observation {
    const random = this.#random;
    return {
      resourceType: "Observation",
      id: `phase-${place}`,
      status: random.chance(0.9) ? "final" : random.pick(["entered-in-error", "cancelled", "amended"] as const),
      code: concept("overdracht", "palliatieve-fase"),
      valueCodeableConcept: concept("palliatieve-fase", random.chance(0.6) ? "palliatief" : "terminaal"),
      effectiveDateTime: this.#moments.text(),
    };
  }
}
