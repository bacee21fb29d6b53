import type { Principal } from "@wijkverband/identity";
import type { AuditEvent, AuditEventAgent, AuditEventEntity } from "hl7-fhir-r4-types";
import { codeSystemUrl, type RuleKey } from "@wijkverband/fhir";
import { roles, isRole } from "@wijkverband/policy";

/** What an interaction leaves behind for the audit; filled in as it runs. One event per interaction and patient (`audit`). */
export interface Trail {
  /** restful-interaction code (`read`, `search-type`, `transaction`) or `operation`; absent for a question that couldn't be made out. */
  readonly interaction?: string;
  /** `$palliative-handover`, for operations. */
  readonly operation?: string;
  readonly action: "C" | "R" | "U" | "D" | "E";
  readonly requestId: string;
  readonly address?: string;
  readonly principal?: Principal;
  /** The software, where no token vouches for it (yet). */
  readonly client?: string;
  /** Patients touched, by logical id. */
  readonly patients: Set<string>;
  /** Versioned references of what was read or written, each with the patient it is about: nobody's log shows what was read of another. */
  readonly entities: Map<string, string | undefined>;
  /** Search as asked, names only: values may hold who somebody is. */
  query?: string;
  /** Row of the policy table, and the basis, that let the caller through. */
  row?: string;
  basis?: string;
  /** On what each patient's data was read or written, by the patient's logical id; before `row` and `basis`, which stand for the whole interaction. */
  readonly grounds: Map<string, Ground>;
  /** Set once the events are durable (in a write's own transaction), so that they aren't kept twice. */
  kept?: boolean;
}

/** Why somebody was let through to one patient (`basis`). */
export interface Ground {
  /** Key of the row of the policy table. */
  readonly row: string;
  readonly basis: string;
  /** `Type/id` of what it rests on: the Consent, the grant, the publication, the team. */
  readonly evidence: readonly string[];
}

export function startTrail(start: Pick<Trail, "action" | "requestId"> & Partial<Pick<Trail, "interaction" | "operation" | "address" | "principal">>): Trail {
  return { ...start, patients: new Set(), entities: new Map(), grounds: new Map() };
}

/** How it ended: FHIR audit-event-outcome 0 success, 4 refused, 8 our failure. */
export interface Ending {
  readonly outcome: "0" | "4" | "8";
  readonly rule?: RuleKey;
  readonly status: number;
}

export const success: Ending = { outcome: "0", status: 200 };

/** The audit events of a trail: one for each patient touched, or one without patient. Source: NEN 7513 as mapped to R4 AuditEvent. Never holds a BSN or content. */
export function auditEvents(trail: Trail, ending: Ending, at: Date): readonly AuditEvent[] {
  const patients: readonly (string | undefined)[] = trail.patients.size === 0 ? [undefined] : [...trail.patients];
  return patients.map((patient) => ({
    resourceType: "AuditEvent",
    meta: { profile: ["https://wijkverband.example/fhir/StructureDefinition/wijk-audit-event"] },
    type: { system: "http://terminology.hl7.org/CodeSystem/audit-event-type", code: "rest" },
    subtype: [
      ...(trail.interaction === undefined ? [{ system: codeSystemUrl("operatie"), code: "onbekend" }] : [{ system: "http://hl7.org/fhir/restful-interaction", code: trail.interaction }]),
      ...(trail.operation === undefined ? [] : [{ system: codeSystemUrl("operatie"), code: trail.operation.slice(1) }]),
    ],
    action: trail.action,
    recorded: at.toISOString(),
    outcome: ending.outcome,
    ...(ending.outcome !== "0" && { outcomeDesc: ending.rule === undefined ? String(ending.status) : `${ending.status} ${ending.rule}` }),
    ...(trail.principal !== undefined && { purposeOfEvent: [{ coding: [{ system: "http://terminology.hl7.org/CodeSystem/v3-ActReason", code: trail.principal.purpose }] }] }),
    agent: agentsOf(trail),
    source: { observer: { display: "wijkverband" }, type: [{ system: "http://terminology.hl7.org/CodeSystem/security-source-type", code: "4" }] },
    entity: entitiesOf(trail, patient),
  }));
}

/** DICOM *Application*: the program that asks. */
const software = { coding: [{ system: "http://dicom.nema.org/resources/ontology/DCM", code: "110150" }] };

function agentsOf({ principal, client: claimed, address, row, basis }: Trail): AuditEventAgent[] {
  const network = address === undefined ? {} : { network: { address, type: "2" as const } };
  if (principal === undefined) return [{ type: software, requestor: true, who: claimed === undefined ? { display: "unknown" } : { identifier: { value: claimed } }, ...network }];
  const { person, organization, client } = principal;
  const policy = [...(row === undefined ? [] : [`https://wijkverband.example/policy#${row}`]), ...(basis === undefined ? [] : [`https://wijkverband.example/basis#${basis}`])];
  return [
    ...(person === undefined
      ? []
      : [
          {
            type: { coding: [{ system: "http://terminology.hl7.org/CodeSystem/v3-ParticipationType", code: "IRCP" }] },
            role: [{ coding: [{ system: codeSystemUrl("rol"), code: person.role, ...(isRole(person.role) && { display: roles[person.role].nl }) }] }],
            who: { ...(person.fhirUser !== undefined && { reference: person.fhirUser }), identifier: { value: person.id } },
            name: person.name,
            requestor: true,
            ...(policy.length > 0 && { policy }),
            purposeOfUse: [{ coding: [{ system: "http://terminology.hl7.org/CodeSystem/v3-ActReason", code: principal.purpose }] }],
          },
        ]),
    ...(organization === undefined
      ? []
      : [
          {
            type: { coding: [{ system: "http://terminology.hl7.org/CodeSystem/v3-RoleClass", code: "PROV" }] },
            who: { identifier: { system: organization.system, value: organization.identifier }, display: organization.name },
            requestor: false,
          },
        ]),
    {
      type: software,
      who: { identifier: { value: client } },
      requestor: person === undefined,
      ...network,
    },
  ];
}

function entitiesOf(trail: Trail, patient: string | undefined): AuditEventEntity[] {
  const objectType = (code: string) => ({ system: "http://terminology.hl7.org/CodeSystem/audit-entity-type", code });
  const objectRole = (code: string) => ({ system: "http://terminology.hl7.org/CodeSystem/object-role", code });
  return [
    ...(patient === undefined ? [] : [{ what: { reference: `Patient/${patient}` }, type: objectType("1"), role: objectRole("1") }]),
    ...[...trail.entities].filter(([, about]) => about === undefined || patient === undefined || about === patient).map(([reference]) => ({ what: { reference }, type: objectType("2"), role: objectRole("4") })),
    ...(trail.query === undefined ? [] : [{ type: objectType("2"), role: objectRole("24"), query: Buffer.from(trail.query).toString("base64") }]),
    { what: { identifier: { value: trail.requestId } }, type: { system: "https://profiles.ihe.net/ITI/BALP/CodeSystem/BasicAuditEntityType", code: "XrequestId" } },
  ];
}
