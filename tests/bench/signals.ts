import { handle, type House } from "@wijkverband/facade";
import { codeSystemUrl, questionOf } from "@wijkverband/fhir";
import { demoRegistrations, openRuntime, principalOf, readConfig } from "@wijkverband/server";
import type { Bundle, MeasureReport, PractitionerRole } from "hl7-fhir-r4-types";
import { randomUUID } from "node:crypto";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { seedDemo } from "../../packages/server/src/demo/seed.ts";
import { median } from "./statistics.ts";

/** What the signals of one practice cost. */
export interface SignalCost {
  /** Registered patients, and handovers of theirs in force. */
  readonly patients: number;
  readonly handovers: number;
  /** Median of the calls, in milliseconds. */
  readonly milliseconds: number;
  /** The longest turn of the event loop during a call, in milliseconds of this thread's own work: what else the machine does isn't in it. The worst of all calls. */
  readonly worst: number;
  /** The same by the clock, median of the calls; and of as long without a call, beside which it is to be read. */
  readonly waited: number;
  readonly idle: number;
}

const practice = "praktijk-voorbeeldstraat";
const calls = 15;
/** Of the demo's patients seven in ten are of one practice, and one in a hundred has a published handover. */
const share = 0.7;

/** Seeds a region in which a practice has so many patients, with rosters for its people, and asks its signals as its huisarts does: decided, measured, logged and
 *  answered, without HTTP. Then the same while somebody else reads a patient all the time. */
export async function measureSignals(folder: string, patients: number): Promise<SignalCost> {
  const data = join(folder, String(patients));
  mkdirSync(data, { recursive: true });
  await using runtime = await openRuntime(readConfig({ DATA_DIR: data, LOG_LEVEL: "silent", ACCEPTED_ACR: "any" }, "demo"), demoRegistrations);
  const { house } = runtime;
  await seedDemo(house, Math.round(patients / share), () => {});
  await giveRosters(house);
  for (let warm = 0; warm < 3; warm++) await signalsOf(house);
  const idle: number[] = [];
  const times: number[] = [];
  const turns: Turns[] = [];
  let found: readonly MeasureReport[] = [];
  for (let call = 0; call < calls; call++) {
    idle.push((await longestTurns(house, () => new Promise((resolve) => setTimeout(resolve, 200)))).clock);
    const started = performance.now();
    found = await signalsOf(house);
    times.push(performance.now() - started);
    turns.push(await longestTurns(house, () => signalsOf(house)));
  }
  const countOf = (key: string): number => found.find(({ measure }) => measure.includes(`/${key}|`))?.group?.[0]?.population?.find(({ code }) => code?.coding?.[0]?.code === "denominator")?.count ?? 0;
  return { patients: countOf("without-gp"), handovers: countOf("handovers-outdated"), milliseconds: median(times), worst: Math.max(...turns.map(({ work }) => work)), waited: median(turns.map(({ clock }) => clock)), idle: median(idle) };
}

async function signalsOf(house: House): Promise<readonly MeasureReport[]> {
  const answer = await handle(house, { method: "GET", path: `Organization/${practice}/$continuity-signals`, query: [], lenient: false, wants: "fhir", language: "nl", principal: principalOf("huisarts"), requestId: randomUUID() });
  if (answer.status !== 200) throw new Error(`$continuity-signals: ${answer.status} ${String(answer.json)}`);
  return ((JSON.parse(String(answer.json)) as Bundle).entry ?? []).map(({ resource }) => resource as MeasureReport);
}

/** Longest turns of the event loop, in milliseconds: of this thread's own work, and by the clock. */
interface Turns {
  readonly work: number;
  readonly clock: number;
}

/** Watches each turn of the event loop while something goes on; a prober reads a patient every other millisecond, as others do. */
async function longestTurns(house: House, doing: () => Promise<unknown>): Promise<Turns> {
  const seen = { over: false, work: 0, clock: 0 };
  const probing = (async () => {
    while (!seen.over) {
      await handle(house, { method: "GET", path: "Patient/willem-voorbeeld", query: [], lenient: false, wants: "fhir", language: "nl", principal: principalOf("tweede-huisarts"), requestId: randomUUID() });
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
  })();
  const watching = (async () => {
    let [worked, at] = [ownWork(), performance.now()];
    while (!seen.over) {
      await setImmediate();
      const [now, then] = [ownWork(), performance.now()];
      seen.work = Math.max(seen.work, now - worked);
      seen.clock = Math.max(seen.clock, then - at);
      [worked, at] = [now, then];
    }
  })();
  await doing();
  seen.over = true;
  await Promise.all([probing, watching]);
  return seen;
}

/** Milliseconds that this thread has worked. */
function ownWork(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000;
}

/** Everybody of the practice works five days; the demo itself has no rosters. */
async function giveRosters({ store }: House): Promise<void> {
  const at = new Date();
  const query = questionOf("PractitionerRole", [{ kind: "reference", parameter: "organization", values: [{ type: "Organization", id: practice }] }], 200);
  const { matches } = await store.search({ query, visible: "server", at });
  const rostered = matches.map((stored) => {
    const role = stored.resource() as PractitionerRole;
    const works = role.code?.some(({ coding }) => coding?.some(({ system }) => system === codeSystemUrl("rol"))) ?? false;
    const availableTime = (["mon", "tue", "wed", "thu", "fri"] as const).map((each) => ({ daysOfWeek: [each], availableStartTime: "08:00:00", availableEndTime: "17:00:00" }));
    return { op: "update" as const, resource: { ...role, id: stored.id, ...(works && { availableTime }) }, labels: stored.labels };
  });
  await store.transact({ changes: rostered, at, audit: () => [] });
}
