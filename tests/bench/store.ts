import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { AuditEvent, Resource } from "hl7-fhir-r4-types";
import { questionOf, type IndexRow, type SearchQuery } from "@wijkverband/fhir";
import type { TieRow } from "@wijkverband/policy";
import type { Change, Store } from "@wijkverband/store";
import { openSqliteStore } from "@wijkverband/store";

/** `node tests/bench/store.ts`: what the SQLite store does on this machine, in under 20 seconds. Compare runs on one machine only. */
const patients = 300;
const perPatient = 60;
const practice = "Organization/practice";
const at = new Date("2026-11-22T12:00:00Z");

function resourceOf(patient: string, n: number): Resource & { id: string } {
  if (n === 0) return { resourceType: "Patient", id: patient, birthDate: "1950-01-01", name: [{ family: `Patient ${patient}` }] };
  return {
    resourceType: "Observation",
    id: `${patient}-${n}`,
    status: "final",
    code: { coding: [{ system: "http://snomed.info/sct", code: `${1000 + (n % 20)}` }] },
    subject: { reference: `Patient/${patient}` },
    effectiveDateTime: "2026-11-01",
    valueString: "x".repeat(700),
  };
}

function indexOf(resource: Resource): readonly IndexRow[] {
  if (resource.resourceType === "Patient") return [{ kind: "string", parameter: "family", value: resource.name?.[0]?.family ?? "" }];
  if (resource.resourceType !== "Observation") return [];
  const start = Date.parse(resource.effectiveDateTime ?? "");
  return [
    { kind: "token", parameter: "status", code: resource.status },
    { kind: "token", parameter: "code", system: "http://snomed.info/sct", code: resource.code.coding?.[0]?.code ?? "" },
    { kind: "reference", parameter: "subject", type: "Patient", id: resource.subject?.reference?.slice("Patient/".length) ?? "" },
    { kind: "date", parameter: "date", start, end: start + 86_400_000 },
  ];
}

function tiesOf(resource: Resource): readonly TieRow[] {
  const patient = resource.id ?? "";
  if (resource.resourceType !== "Patient") return [];
  const source = `Patient/${patient}`;
  const nursing: TieRow = { kind: "member", holder: "Organization/nursing", patient, source };
  return [{ kind: "registered", holder: practice, patient, source }, nursing, { kind: "self", holder: source, patient, source }];
}

const event: AuditEvent = {
  resourceType: "AuditEvent",
  type: { system: "http://terminology.hl7.org/CodeSystem/audit-event-type", code: "rest" },
  recorded: at.toISOString(),
  agent: [{ requestor: true, who: { reference: "PractitionerRole/x" }, altId: "900000001" }],
  source: { observer: { display: "wijkverband" } },
  entity: [{ what: { reference: "Patient/p" }, detail: [{ type: "row", valueString: "gp-own" }] }],
};

const folder = mkdtempSync(join(tmpdir(), "wijkverband-bench-"));
const file = join(folder, "store.db");
const open = (): Store => openSqliteStore({ file, index: indexOf, ties: tiesOf, uniques: () => [], auditKey: new Uint8Array(32).fill(3) });

/** Lets `callers` repeat `work` side by side for a while and prints how often a second. */
async function measure(what: string, callers: number, work: (n: number) => Promise<unknown>, milliseconds = 1_000): Promise<void> {
  for (let n = 0; n < 50; n++) await work(n);
  let done = 0;
  const start = performance.now();
  const end = start + milliseconds;
  const call = async (caller: number): Promise<void> => {
    for (let n = caller; performance.now() < end; n += callers) {
      await work(n);
      done++;
    }
  };
  await Promise.all(Array.from({ length: callers }, (_, caller) => call(caller)));
  const seconds = (performance.now() - start) / 1_000;
  console.log(`${what.padEnd(62)} ${Math.round(done / seconds).toLocaleString("en").padStart(10)} /s ${((1_000 * seconds * callers) / done).toFixed(3).padStart(9)} ms`);
}

function searchFor(patient: string, more: Partial<SearchQuery> = {}): SearchQuery {
  const where = [{ kind: "reference", parameter: "subject", values: [{ type: "Patient", id: patient }] }, { kind: "token", parameter: "code", values: [{ code: "1003" }] }] as const;
  return { ...questionOf("Observation", where, 20), ...more };
}

const changesOf = (patient: string): Change[] => Array.from({ length: perPatient }, (_, n) => ({ op: "create", resource: resourceOf(patient, n), labels: { patient, domain: "medisch", author: practice } }));
const audit = (): readonly AuditEvent[] => [event];
const visible = { Observation: [{ row: "gp-own", all: [{ is: "tie", kind: "registered", holders: [practice] }, { is: "not", condition: { is: "tie", kind: "objection", holders: [practice, "*"] } }] }] } as const;

try {
  let store = open();
  const filling = performance.now();
  for (let n = 0; n < patients; n++) await store.transact({ changes: changesOf(`p${n}`), audit, at });
  const filled = (performance.now() - filling) / 1_000;
  console.log(`${`fill: units of ${perPatient} creates, one caller`.padEnd(62)} ${Math.round((patients * perPatient) / filled).toLocaleString("en").padStart(10)} /s (resources)`);

  await measure("point read", 1, (n) => store.read("Observation", `p${n % patients}-${1 + (n % (perPatient - 1))}`));
  await measure("point read and parse", 1, async (n) => (await store.read("Observation", `p${n % patients}-${1 + (n % (perPatient - 1))}`)).resource());
  await measure("ties of a patient for 5 holders", 1, (n) => store.ties(`p${n % patients}`, [practice, "kind:Z3", "*", "PractitionerRole/x", "published"], at));
  await measure("stamp", 1, (n) => store.stamp(`p${n % patients}`));
  await measure(`record of ${perPatient} resources`, 1, (n) => store.record(`p${n % patients}`));
  await measure("search by patient and code, narrowed", 1, (n) => store.search({ query: searchFor(`p${n % patients}`), visible, at }));
  await measure("search by patient and code, narrowed, sorted, with total", 1, (n) => store.search({ query: searchFor(`p${n % patients}`, { sort: [{ parameter: "date", descending: true }], total: true }), visible, at }));
  await measure("search of a stranger, no clause", 1, () => store.search({ query: searchFor("p", { where: [] }), visible: { Observation: [{ row: "x", all: [{ is: "tie", kind: "registered", holders: ["Organization/stranger"] }] }] }, at }));
  await measure("append one event, 1 caller", 1, () => store.append([event]));
  await measure("append one event, 32 callers", 32, () => store.append([event]));
  await measure("create with audit, 1 caller", 1, (n) => store.transact({ changes: [{ op: "create", resource: resourceOf(`one-${n}-${performance.now()}`, 1), labels: { patient: "one" } }], audit, at }));
  await measure("create with audit, 32 callers", 32, (n) => store.transact({ changes: [{ op: "create", resource: resourceOf(`many-${n}-${performance.now()}`, 1), labels: { patient: "many" } }], audit, at }));
  await measure("update with If-Match and audit, 32 callers", 32, async (n) => {
    const { versionId } = await store.read("Observation", `p${n % 32}-1`);
    await store.transact({ changes: [{ op: "update", resource: resourceOf(`p${n % 32}`, 1), labels: { patient: `p${n % 32}` }, ifMatch: versionId }], audit, at });
  });
  await measure("unit of 10 creates, 32 callers", 32, (n) => store.transact({ changes: changesOf(`ten-${n}-${performance.now()}`).slice(0, 10), audit, at }));
  await store[Symbol.asyncDispose]();
  const opening = performance.now();
  store = open();
  await store.read("Patient", "p0");
  console.log(`open ${Math.round(statSync(file).size / 1e6)} MB and read one: ${(performance.now() - opening).toFixed(1)} ms`);
  await store[Symbol.asyncDispose]();
} finally {
  rmSync(folder, { recursive: true });
}
