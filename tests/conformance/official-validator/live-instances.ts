import { mainBsn, mainPatient } from "@wijkverband/server";
import { storedTypes } from "@wijkverband/fhir";
import type { AuditEvent, Resource } from "hl7-fhir-r4-types";
import { byBsn, startDemo, valueOf, type Demo } from "../../harness.ts";
import type { Instance } from "./instances.ts";

/** What the running server says: the handover of the demo and all around it, refusals, its CapabilityStatement and the audit events of the asking. */
export async function liveInstances(): Promise<readonly Instance[]> {
  await using demo = await startDemo();
  const answers = await ask(demo);
  const stored = await Promise.all(storedTypes.map(({ type }) => storedOf(demo, type)));
  return [...answers, ...stored.flat(), ...(await auditEvents(demo))];
}

async function ask(demo: Demo): Promise<readonly Instance[]> {
  const night = await demo.ask("post-huisarts", "POST", "Patient/$palliative-handover", byBsn(mainBsn));
  const wrong = { resourceType: "Patient", gender: "unheard-of" };
  const explanation = { resourceType: "Parameters", parameter: [{ name: "signal", valueCode: "no-cooperation" }, { name: "text", valueString: "Onze hagro is gestopt." }] };
  const asked = [
    ["metadata", await demo.ask(undefined, "GET", "metadata")],
    ["search", await demo.ask("huisarts", "GET", "Patient?_count=3&_total=accurate")],
    ["history", await demo.ask("huisarts", "GET", `${mainPatient}/_history`)],
    ["responsible-gp", await demo.ask("post-huisarts", "POST", "Patient/$responsible-gp", byBsn(mainBsn))],
    ["assemble-handover", await demo.ask("huisarts", "POST", `${mainPatient}/$assemble-handover`, byBsn(mainBsn))],
    ["withdraw-handover", await demo.ask("huisarts", "POST", `${mainPatient}/$withdraw-handover`, { resourceType: "Parameters", parameter: [{ name: "reason", valueString: "herzien" }] })],
    ["after withdrawal", await demo.ask("post-huisarts", "POST", "Patient/$palliative-handover", byBsn(mainBsn))],
    ["explain-signal", await demo.ask("huisarts", "POST", "Organization/praktijk-voorbeeldstraat/$explain-signal", explanation)],
    ["continuity-signals", await demo.ask("huisarts", "GET", "Organization/praktijk-voorbeeldstraat/$continuity-signals")],
    ["continuity-signals of a region", await demo.ask("rho-analist", "GET", "Organization/rho-modelregio/$continuity-signals")],
    ["unauthenticated", await demo.ask(undefined, "GET", "Patient")],
    ["unknown parameter", await demo.ask("huisarts", "GET", "Patient?unheard-of=1")],
    ["not found", await demo.ask("huisarts", "GET", "Patient/nobody")],
    ["refused", await demo.ask("huisarts", "POST", "Patient", wrong)],
  ] as const;
  return [
    live("palliative-handover", night.body),
    live("handover", valueOf(night.body, "handover")),
    ...asked.map(([name, { body }]) => live(name, body)),
  ];
}

/** At most five of a type, as the GP's team finds them. */
async function storedOf(demo: Demo, type: string): Promise<readonly Instance[]> {
  const answer = await demo.ask("huisarts", "GET", `${type}?_count=5`);
  if (answer.status !== 200) return [];
  return (answer.body.entry ?? []).flatMap(({ resource }) => (resource === undefined ? [] : [live(`${type}/${resource.id}`, resource)]));
}

/** One audit event of each kind. */
async function auditEvents(demo: Demo): Promise<readonly Instance[]> {
  const kinds = new Map<string, AuditEvent>();
  for await (const { json } of demo.runtime.house.store.auditChain()) {
    const event = JSON.parse(json) as AuditEvent;
    kinds.set(`${event.action ?? ""} ${event.outcome ?? ""} ${event.subtype?.[0]?.code ?? event.type.code ?? ""}`, event);
  }
  return [...kinds].map(([kind, event]) => live(`AuditEvent ${kind}`, event));
}

function live(name: string, resource: unknown): Instance {
  if (typeof resource !== "object" || resource === null) throw new Error(`the demo gave no ${name}`);
  return { name: `live/${name}`, kind: "live", resource: resource as Resource, profiles: [] };
}
