import {
  lookBack,
  measureAll,
  openingHours,
  plain,
  rosterOf,
  spansOf,
  type Finding,
  type PracticeFacts,
  type Roster,
  type SignalKey,
  type Span,
  type Surroundings,
} from "@wijkverband/care";
import { codeSystemUrl } from "@wijkverband/fhir";
import type { Store } from "@wijkverband/store";
import type { CareTeam, Organization } from "hl7-fhir-r4-types";
import type { House } from "../house.ts";
import { readSurroundings } from "../surroundings.ts";
import { countContactReports, countHandovers } from "./follow-up.ts";
import { findGaps } from "./gaps.ts";
import { inTurn, paced, type Pace } from "./pace.ts";
import { findAll, ofPatientsAt } from "./pages.ts";
import { countRegistrations, type Alike } from "./registrations.ts";

/** What a practice shows of each signal, now. However many patients it has, others are answered in between. */
export function measurePractice(house: House, practice: Organization & { readonly id: string }, counted: Span, at: Date): Promise<ReadonlyMap<SignalKey, Finding>> {
  return inTurn(house.store, async () => {
    const pace = paced();
    const facts = await gatherFacts(house, practice, counted, at, pace);
    await pace();
    return measureAll(facts);
  });
}

async function gatherFacts(house: House, practice: Organization & { readonly id: string }, counted: Span, at: Date, pace: Pace): Promise<PracticeFacts> {
  const { store } = house;
  const reference = `Organization/${practice.id}`;
  const past = { start: at.getTime() - lookBack, end: at.getTime() };
  const special = await patientsWithOwnGp(store, reference, at, pace);
  const registrations = await countRegistrations(store, reference, special, past, counted.end, pace);
  const around = await readSurroundings(store, [{ resource: () => everybody(registrations, reference) }], at);
  await pace();
  const hasHours = (around.practiceHours?.availableTime?.length ?? 0) > 0;
  return {
    at: at.getTime(),
    counted,
    practice,
    roles: around.roles,
    rosters: await rostersOf(around, reference, past, counted, pace),
    ...(hasHours && { open: spansOf(openingHours(around), counted.start, counted.end) }),
    affiliations: around.affiliations,
    organizations: around.organizations,
    registrations,
    gaps: await findGaps(store, around, registrations, { start: Math.max(counted.start, past.end), end: counted.end }, at, pace),
    handovers: await countHandovers(house, reference, at, pace),
    contactReports: await countContactReports(house, reference, at, pace),
  };
}

/** Patients for whom a GP is available in person: they are few. */
async function patientsWithOwnGp(store: Store, practice: string, at: Date, pace: Pace): Promise<ReadonlySet<string>> {
  const where = [{ kind: "token" as const, parameter: "code", values: [{ system: codeSystemUrl("overdracht"), code: "bereikbaarheid-huisarts" }] }];
  const patients = new Set<string>();
  for await (const stored of findAll(store, { type: "Basic", where }, ofPatientsAt(practice), at, pace)) {
    if (stored.labels.patient !== undefined) patients.add(stored.labels.patient);
  }
  return patients;
}

/** One registration in which everybody stands who stands in some registration: by it the directory is read once. */
function everybody(registrations: readonly Alike[], practice: string): CareTeam {
  const [first] = registrations;
  return {
    resourceType: "CareTeam",
    status: "active",
    category: first?.team.category ?? [{ coding: [{ system: codeSystemUrl("team"), code: "huisartsteam" }] }],
    managingOrganization: [{ reference: practice }],
    participant: registrations.flatMap(({ team, locumsLately }) => [...(team.participant ?? []), ...locumsLately.map((reference) => ({ member: { reference } }))]),
  };
}

async function rostersOf({ roles }: Surroundings, practice: string, past: Span, counted: Span, pace: Pace): Promise<readonly Roster[]> {
  const own = roles.filter(({ organization }) => plain(organization?.reference) === practice);
  const rosters: Roster[] = [];
  for (const role of own) {
    rosters.push(rosterOf(role, own, past, counted));
    await pace();
  }
  return rosters;
}
