import { closedText, isDeceased, noticeOf, openRegistration, practiceOf } from "@wijkverband/care";
import { Anomaly, codeSystemUrl, isPractice, questionOf, type SearchQuery } from "@wijkverband/fhir";
import type { Stored } from "@wijkverband/store";
import type { CareTeam, Organization, Patient } from "hl7-fhir-r4-types";
import { ownChange } from "../break-glass/own-change.ts";
import { commit } from "../commit.ts";
import { startTrail } from "../trail.ts";
import { untilCurrent } from "../until-current.ts";
import { planMove, sweepTasks } from "./move.ts";
import { movingNow, moveLabels, type Mover } from "./mover.ts";

/** Patients that are looked up at a time. */
const batch = 25;

export interface Closing {
  readonly house: Mover["house"];
  /** `Organization/<id>` of the practice that closes, and of the one that goes on. */
  readonly from: string;
  readonly to: string;
  /** FHIR date that is recorded as the day of the choice. */
  readonly chosenOn: string;
  /** Told before the first patient and after each batch. */
  readonly progress: (done: number, total: number) => void;
}

/** How many patients are registered at a practice now, the dead whose record it keeps among them. */
export async function countRegistered(house: Mover["house"], practice: string): Promise<number> {
  const { total } = await house.store.search({ query: { ...registeredAt(practice, 1), total: true }, visible: "server", at: house.clock() });
  return total ?? 0;
}

/** How many would move.
 *  @throws {Anomaly} as `movePractice`, so that a rehearsal says what the command would */
export async function countMoving(house: Mover["house"], { from, to }: Pick<Closing, "from" | "to">): Promise<number> {
  await demandPractice(house, to);
  return countRegistered(house, from);
}

/** Moves everybody who is registered at a practice that closes to another one, a transaction each. Whoever moved isn't registered at the first any more, so started again it
 *  goes on with the rest: nobody is moved twice, nobody forgotten. Also while a server runs.
 *  @returns how many were moved this time
 *  @throws {Anomaly} `incorrect` for what is no practice */
export async function movePractice({ house, from, to, chosenOn, progress }: Closing): Promise<number> {
  await demandPractice(house, to);
  const total = await countRegistered(house, from);
  progress(0, total);
  const seen = new Set<string>();
  let done = 0;
  for (;;) {
    const { matches } = await house.store.search({ query: registeredAt(from, batch), visible: "server", at: house.clock() });
    const waiting = matches.filter(({ id }) => !seen.has(id));
    if (waiting.length === 0) return done;
    for (const { id, labels } of waiting) {
      seen.add(id);
      if (labels.patient === undefined) throw new Anomaly("fault", "a registration is of a patient");
      if (await moveOne(house, labels.patient, { from, to, chosenOn })) done += 1;
    }
    progress(done, Math.max(total, done));
  }
}

/** @returns false for somebody who chose another practice, or was erased, at this very moment */
async function moveOne(house: Mover["house"], patient: string, { from, to, chosenOn }: Pick<Closing, "from" | "to" | "chosenOn">): Promise<boolean> {
  return untilCurrent(async () => {
    const record = await house.store.record(patient);
    const present = openRegistration(record.filter(isTeam));
    if (present === undefined || practiceOf(present.resource() as CareTeam) !== from) return false;
    const trail = { ...startTrail({ interaction: "operation", operation: "$transfer-registration", action: "E", requestId: house.newId(), site: house.baseUrl }), client: "wijkverband move-practice" };
    const mover = movingNow({ house, caller: { role: "praktijkmanager", organization: from }, at: house.clock(), trail }, record);
    const id = house.newId();
    const moved = await planMove(mover, { record, to, id, choice: { chosenOn } });
    const asPatient = record.find(({ type }) => type === "Patient")?.resource() as Patient | undefined;
    const text = closedText({ from: moved.from?.display ?? "Uw praktijk", to: moved.practice.display ?? "een andere praktijk", at: mover.at });
    const notice = noticeOf({ id: house.newId(), patient: `Patient/${patient}`, about: [`CareTeam/${id}`], text, at: mover.at });
    const told = asPatient === undefined || isDeceased(asPatient) ? [] : [ownChange(mover, notice, moveLabels(mover, patient))];
    await commit(mover, { changes: [...moved.changes, ...told], found: moved.found, tell: moved.tell });
    if (moved.from !== undefined) await sweepTasks(mover, patient, moved.from, moved.practice);
    return true;
  });
}

function isTeam({ type }: Stored): boolean {
  return type === "CareTeam";
}

function registeredAt(practice: string, count: number): SearchQuery {
  const where: SearchQuery["where"] = [
    { kind: "reference", parameter: "managing-organization", values: [{ type: "Organization", id: practice.slice("Organization/".length) }] },
    { kind: "token", parameter: "category", values: [{ system: codeSystemUrl("team"), code: "huisartsteam" }] },
    { kind: "token", parameter: "status", values: [{ code: "active" }] },
  ];
  return questionOf("CareTeam", where, count);
}

async function demandPractice({ store }: Mover["house"], reference: string): Promise<void> {
  const organization = (await store.readMany([reference])).get(reference)?.resource() as Organization | undefined;
  if (organization === undefined || organization.active === false || !isPractice(organization)) throw new Anomaly("incorrect", `${reference} is no GP practice of the directory`);
}
