import { activeRegistration, endByDeath, isDeath, isHuisartsTeam, membersOf, practiceOf, toldOfDeath } from "@wijkverband/care";
import type { Change, FoundBefore } from "@wijkverband/store";
import type { Patient, PractitionerRole, Resource } from "hl7-fhir-r4-types";
import { ownChange } from "./break-glass/own-change.ts";
import type { Context } from "./context.ts";
import type { Announcement } from "./outbox/announce.ts";
import type { Draft } from "./write.ts";

type WriteChange = Exclude<Change, { op: "delete" }>;

/** What death brings along, and what it was based on. */
interface DeathChanges {
  readonly changes: readonly WriteChange[];
  readonly found: readonly FoundBefore[];
  readonly tell: readonly Announcement[];
}

/** What else changes when a draft is the first to say that a patient died (`life-events`): in the same transaction the publication, the neighbourhood team
 *  and emergency access end, and the members are told. Nothing for any other draft. */
export async function deathChanges(context: Context, drafts: readonly Draft[]): Promise<DeathChanges> {
  const changes: WriteChange[] = [];
  const found: FoundBefore[] = [];
  const tell: Announcement[] = [];
  for (const { resource, former } of drafts) {
    if (resource.resourceType !== "Patient" || former === undefined || !isDeath(former.resource() as Patient, resource)) continue;
    const death = await endRecord(context, { ...resource, id: former.id });
    changes.push(...death.changes);
    found.push(...death.found);
    tell.push(...death.tell);
  }
  return { changes, found, tell };
}

async function endRecord(context: Context, patient: Patient & { id: string }): Promise<DeathChanges> {
  const { house, caller, at } = context;
  const stored = new Map((await house.store.record(patient.id)).map((each) => [`${each.type}/${each.id}`, each]));
  const record = [...stored.values()].map((each): Resource => each.resource());
  const team = activeRegistration(record.filter(isHuisartsTeam), at);
  const roles = [...(await house.store.readMany(membersOf(record, at))).values()].filter(({ type }) => type === "PractitionerRole").map((each) => each.resource() as PractitionerRole);
  const told = toldOfDeath({ record, roles, practice: team && practiceOf(team), recordedBy: caller.organization, at });
  const { ended, notices } = endByDeath({ patient, record, tell: told.map((organization) => ({ organization, id: house.newId() })), at });
  const changes = [
    ...ended.flatMap((resource) => {
      const former = stored.get(`${resource.resourceType}/${resource.id}`);
      return former === undefined ? [] : [ownChange(context, { ...resource, id: former.id }, former.labels, former)];
    }),
    ...notices.map((notice) => ownChange(context, notice, { patient: patient.id, domain: "gedeeld", ...(caller.organization !== undefined && { author: caller.organization }) })),
  ];
  const tell = notices.map((notice) => ({ topic: "patient-died", patient: patient.id, focus: `Communication/${notice.id}` }) as const);
  // what is published at this very moment must end too
  return { changes, tell, found: [{ request: { query: activePublications(patient.id), visible: "server" }, ids: ended.filter(({ resourceType }) => resourceType === "ServiceRequest").map(({ id = "" }) => id) }] };
}

function activePublications(patient: string): FoundBefore["request"]["query"] {
  return {
    type: "ServiceRequest",
    where: [
      { kind: "reference", parameter: "patient", values: [{ type: "Patient", id: patient }] },
      { kind: "token", parameter: "status", values: [{ code: "active" }] },
    ],
  };
}
