import { Anomaly, codeSystemUrl, parameter, partsParameter } from "@wijkverband/fhir";
import { isOnPatientSide, isRole } from "@wijkverband/policy";
import type { AuditEvent, AuditEventAgent, Organization, ParametersParameter } from "hl7-fhir-r4-types";
import { servedEvent } from "../audit/log-entry.ts";
import type { House } from "../house.ts";
import { identifiersOf } from "../patient-number.ts";

/** Somebody of another organisation looked at the handover. */
export interface Retrieval {
  /** Name of the organisation, as its token gave it. */
  readonly organization: string;
  /** National number of the organisation. */
  readonly number: { readonly system: string; readonly value: string };
  /** Role of who looked, as in CodeSystem `rol`. */
  readonly role: string | undefined;
  /** ISO instant. */
  readonly at: string;
}

/** Most of them that one answer tells. */
const most = 50;

/** Who of other organisations got the handover since an instant, newest first: read from the log, which already says so of each answer. The patient and relatives
 *  aren't among them. @param own `Organization/<id>` whose people don't count */
export async function retrievalsSince({ store, pageLimit }: Pick<House, "store" | "pageLimit">, patient: string, own: string, since: Date): Promise<readonly Retrieval[]> {
  const organization = (await store.readMany([own])).get(own)?.resource() as Organization | undefined;
  const numbers = new Set((organization === undefined ? [] : identifiersOf(organization)).map(({ system, code }) => `${system}|${code}`));
  const found: Retrieval[] = [];
  let after: string | undefined;
  do {
    const page = await store.auditOf({ patient, from: since, subtype: "palliative-handover", outcome: "0", count: pageLimit, ...(after !== undefined && { after }) });
    found.push(...page.events.map(servedEvent).flatMap(retrievalOf).filter(({ number }) => !numbers.has(`${number.system}|${number.value}`)));
    after = page.next;
  } while (after !== undefined && found.length < most);
  return found.slice(0, most);
}

function retrievalOf({ agent, recorded }: AuditEvent): readonly Retrieval[] {
  const role = roleOf(agent);
  const provider = agent.find(({ type }) => type?.coding?.some(({ code }) => code === "PROV"))?.who;
  const { system, value } = provider?.identifier ?? {};
  if (system === undefined || value === undefined || (role !== undefined && isRole(role) && isOnPatientSide(role))) return [];
  return [{ organization: provider?.display ?? value, number: { system, value }, role, at: recorded }];
}

function roleOf(agents: readonly AuditEventAgent[]): string | undefined {
  return agents.flatMap(({ role }) => role ?? []).flatMap(({ coding }) => coding ?? []).find(({ system }) => system === codeSystemUrl("rol"))?.code;
}

/** The part of an answer that tells of one. */
export function retrievedParameter({ organization, role, at }: Retrieval): ParametersParameter {
  const part = partsParameter("retrieved", [parameter("organization", "string", organization), parameter("role", "code", role), parameter("at", "instant", at)]);
  if (part === undefined) throw new Anomaly("fault", "a retrieval without parts");
  return part;
}
