import {
  anyHasCode,
  conflictsOf,
  differencesSince,
  endedOffers,
  endOf,
  hour,
  isInForce,
  limitsOf,
  openRegistration,
  ownCode,
  personName,
  phoneOf,
  practiceOf,
  publishedBy,
  registrationDifference,
  responsibleGp,
  settledUntil,
  statusOf,
  vasteHuisarts,
  type Difference,
  type NightAnswer,
  type RecordItem,
  type Surroundings,
} from "@wijkverband/care";
import { localReference } from "@wijkverband/fhir";
import type { Stored } from "@wijkverband/store";
import type { Bundle, CareTeam, ContactPoint, Flag, Organization, Patient, ServiceRequest } from "hl7-fhir-r4-types";
import { documentTombstones } from "./document-tombstones.ts";
import type { House } from "./house.ts";
import { isHandedOver } from "./handover-material.ts";
import { findPublication } from "./publication.ts";
import { readSurroundings } from "./surroundings.ts";

/** The answer with what can be sent without making it again. */
export interface Night {
  readonly answer: NightAnswer;
  /** The sealed document as stored. */
  readonly document: Stored | undefined;
  /** Its publication. */
  readonly request: Stored | undefined;
  /** The stored resources behind `answer.homeAccess`. */
  readonly homeAccess: readonly Stored[];
  /** Epoch milliseconds until when who answers, and who is next, surely stays as it is. */
  readonly settledUntil: number;
}

/** Gathers all that the post gets at 03:00, as it is at `at`. */
export async function readNight(house: House, patient: Stored, at: Date): Promise<Night> {
  const { store } = house;
  const record = await store.record(patient.id);
  const around = await readSurroundings(store, record, at);
  const publication = findPublication(record);
  const request = publication?.request.resource() as ServiceRequest | undefined;
  const document = publication?.document;
  const bundle = document?.resource() as Bundle | undefined;
  // whoever asks, and whoever's answer was kept: the post is told of nothing that it could not read; what the document holds and was withheld since has ended
  const told = record.filter(isHandedOver);
  const differences = bundle === undefined ? [] : [...(await movedSince(house, record, bundle)), ...differencesSince(bundle, await asItems(house, told, bundle, around), at)];
  const reviewDate = request?.occurrencePeriod?.end;
  const resources = told.map((stored) => stored.resource());
  const own = ownGpOf(around, at);
  const homeAccess = told.filter((stored) => stored.type === "Flag" && isHomeAccess(stored.resource() as Flag, at));
  return {
    document,
    request: publication?.request,
    homeAccess,
    settledUntil: settledUntil(around, at),
    answer: {
      status: statusOf({ published: bundle !== undefined, differences, ...(reviewDate !== undefined && { reviewDate }), at }),
      at: at.toISOString(),
      patient: patient.resource() as Patient,
      ...(bundle !== undefined && { document: bundle }),
      ...(request?.authoredOn !== undefined && { publishedAt: request.authoredOn }),
      ...(reviewDate !== undefined && { reviewDate }),
      differences,
      conflicts: conflictsOf(limitsOf(resources, at).limits),
      responsibleGp: responsibleGp(around, at),
      ...(own !== undefined && { ownGp: own }),
      endedOffers: endedOffers(around, at),
      homeAccess: homeAccess.map((stored) => stored.resource() as Flag),
    },
  };
}

/** The first instant after `at` at which the answer can differ although nothing is written: the GP's hours, the review date, an access code that ends. */
export function goodUntil({ answer, settledUntil: settled }: Night, at: Date): number {
  const now = at.getTime();
  const instants = [answer.reviewDate, ...answer.homeAccess.map(({ period }) => period?.end)].flatMap((text) => (text === undefined ? [] : [endOf(text)]));
  const endOfContent = (answer.document === undefined ? [] : periodEnds(answer.document)).filter((end) => end > now);
  // asking again once an hour costs nothing
  return Math.min(now + hour, settled, ...instants.filter((instant) => instant > now), ...endOfContent);
}

/** Ends of periods in what is published: an item that ends makes a difference without any write. */
function periodEnds(bundle: Bundle): readonly number[] {
  const ends: number[] = [];
  JSON.stringify(bundle, (key, value: unknown) => {
    if (key === "end" && typeof value === "string") ends.push(endOf(value));
    return value;
  });
  return ends.filter((end) => !Number.isNaN(end));
}

/** That the registration moved since it was published, and where to. */
async function movedSince({ store }: House, record: readonly Stored[], bundle: Bundle): Promise<readonly Difference[]> {
  const team = openRegistration(record.filter(({ type }) => type === "CareTeam"))?.resource() as CareTeam | undefined;
  const practices = [publishedBy(bundle), practiceOf(team ?? { resourceType: "CareTeam" })].filter((each) => each !== undefined);
  const known = await store.readMany(practices);
  return registrationDifference(bundle, team, [...known.values()].map((stored) => stored.resource() as Organization));
}

async function asItems(house: House, record: readonly Stored[], bundle: Bundle, around: Surroundings): Promise<readonly RecordItem[]> {
  const gone = await documentTombstones(house.store, record, bundle);
  const nameOf = writers(house, around);
  return [...record, ...gone].map((stored) => {
    const author = stored.deleted ? undefined : nameOf(stored.resource().meta?.source, stored.labels.author);
    return {
      reference: `${stored.type}/${stored.id}`,
      versionId: stored.versionId,
      lastUpdated: stored.lastUpdated,
      ...(author !== undefined && { author }),
      ...(!stored.deleted && { resource: stored.resource() }),
    };
  });
}

/** Who wrote a version, in words: the person behind `meta.source`, else the organisation. */
function writers({ baseUrl }: House, around: Surroundings): (source: string | undefined, organization: string | undefined) => string | undefined {
  const organizations = [around.practice, ...around.organizations];
  return (source, organization) => {
    const reference = localReference(source, baseUrl);
    const role = around.roles.find(({ id }) => `PractitionerRole/${id}` === reference);
    const found = organizations.find((each) => each !== undefined && `Organization/${each.id}` === (organization ?? reference));
    return personName(around, role) ?? found?.name;
  };
}

function ownGpOf(around: Surroundings, at: Date): NightAnswer["ownGp"] {
  const { team, practice } = around;
  if (practice === undefined) return undefined;
  // who was it before stays in the team as history
  const fixed = team && vasteHuisarts(team, at);
  const role = around.roles.find(({ id }) => `PractitionerRole/${id}` === fixed?.member?.reference);
  const numbers = [...(role?.telecom ?? []), ...(practice.telecom ?? [])].filter((point) => phoneOf([point]) !== undefined);
  const telecom = [...new Map(numbers.map((point): [string, ContactPoint] => [point.value ?? "", point])).values()];
  return { display: personName(around, role) ?? "huisarts van de praktijk", practice: practice.name ?? "", telecom };
}

function isHomeAccess(flag: Flag, at: Date): boolean {
  const isAccess = anyHasCode(flag.category, ownCode("overdracht", "toegang-woning"));
  return isAccess && flag.status === "active" && flag.period?.end !== undefined && isInForce(flag.period, at);
}
