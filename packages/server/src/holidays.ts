import { confirmHolidays, type HolidayChanges } from "@wijkverband/care";
import { auditEvents, enterWritten, startTrail, type House } from "@wijkverband/facade";
import { Anomaly, codeSystemUrl, questionOf } from "@wijkverband/fhir";
import type { Store, Stored } from "@wijkverband/store";
import type { HealthcareService } from "hl7-fhir-r4-types";
import { isDeepStrictEqual } from "node:util";

/** The `anw` service of a post, by its own id or by that of the organisation.
 *  @throws {Anomaly} `incorrect` when the directory has no such service. */
export async function findPost(store: Store, id: string, at: Date): Promise<Stored> {
  const [service, organization] = [`HealthcareService/${id}`, { type: "Organization", id } as const];
  const own = (await store.readMany([service])).get(service);
  const where = [{ kind: "reference", parameter: "organization", values: [organization] }] as const;
  const { matches } = await store.search({ query: questionOf("HealthcareService", where, 200), visible: "server", at });
  const found = [...(own ? [own] : []), ...matches].find(isAnwService);
  if (!found) throw new Anomaly("incorrect", `the directory has no anw service ${id}, nor one of an organisation ${id}`);
  return found;
}

function isAnwService(stored: Stored): boolean {
  const { active, type } = stored.resource() as HealthcareService;
  return active !== false && (type?.some(({ coding }) => coding?.some(({ system, code }) => system === codeSystemUrl("dienst") && code === "anw")) ?? false);
}

/** Writes what somebody at the post says of a year, validated as if a client sent it, and audited. The same again writes nothing.
 *  @returns whether anything was written
 *  @throws {Anomaly} `incorrect` for a day that can't be; `stale` when somebody else changed the service meanwhile. */
export async function writeHolidays({ store, validator, clock, newId, baseUrl }: Pick<House, "store" | "validator" | "clock" | "newId" | "baseUrl">, stored: Stored, year: number, changes: HolidayChanges): Promise<boolean> {
  const former = stored.resource() as HealthcareService;
  const confirmed = confirmHolidays(former, year, changes);
  if (confirmed.outcome === "refused") throw new Anomaly("incorrect", confirmed.text);
  if (isDeepStrictEqual(confirmed.post, former)) return false;
  const resource = { ...confirmed.post, id: stored.id };
  const faults = validator.validate(resource).filter(({ severity }) => severity === undefined || severity === "error");
  if (faults.length > 0) throw new Anomaly("incorrect", faults.map(({ expression, text }) => `${expression ?? "HealthcareService"}: ${text}`).join("\n"));
  const at = clock();
  const trail = { ...startTrail({ interaction: "update", action: "U", requestId: newId(), site: baseUrl }), client: "wijkverband holidays" };
  await store.transact({
    changes: [{ op: "update", resource, labels: stored.labels, ifMatch: stored.versionId }],
    at,
    audit: (written) => {
      for (const each of written) enterWritten(trail, each);
      return auditEvents(trail, { outcome: "0", status: 200 }, at);
    },
  });
  return true;
}
