import { operations } from "@wijkverband/facade";
import { canonicalBase, storedTypes, type ResourceTypeName } from "@wijkverband/fhir";
import { policy, type Action, type Role } from "@wijkverband/policy";
import type { CapabilityStatement, CapabilityStatementRestResource, CapabilityStatementRestResourceInteraction } from "hl7-fhir-r4-types";

/** A kind of system that is connected, by the roles of who works with it. */
interface Actor {
  readonly id: string;
  readonly title: string;
  readonly roles: readonly Role[];
}

/** Who connects. Source: DESIGN, "CapabilityStatements per actor". */
const actors: readonly Actor[] = [
  { id: "his", title: "The system of a GP practice (HIS)", roles: ["huisarts", "waarnemer", "poh", "poh-ggz", "doktersassistent", "praktijkmanager", "aios", "anios", "physician-assistant", "verpleegkundig-specialist"] },
  { id: "post", title: "The system of an out-of-hours post", roles: ["post-huisarts", "triagist"] },
  { id: "nursing", title: "The system of a district nurse", roles: ["wijkverpleegkundige", "verzorgende"] },
  { id: "pharmacy", title: "The system of a pharmacy", roles: ["apotheker", "apothekersassistent"] },
];

type Code = CapabilityStatementRestResourceInteraction["code"];

/** What comes with each right of the policy. */
const interactions: readonly (readonly [Action, readonly Code[]])[] = [
  ["read", ["read", "vread", "history-instance", "search-type"]],
  ["create", ["create"]],
  ["update", ["update", "patch"]],
  ["delete", ["delete"]],
];

/** For each actor what somebody who works with it may ask, under some tie to the patient, as a CapabilityStatement: made from the policy table, so that it promises
 *  nothing that the table denies. Which patient it goes for, the policy says at each request. */
export function actorStatements(date: Date): readonly CapabilityStatement[] {
  return actors.map(({ id, title, roles }) => ({
    resourceType: "CapabilityStatement",
    id,
    url: `${canonicalBase}/CapabilityStatement/${id}`,
    name: `Wijkverband${id[0]?.toUpperCase()}${id.slice(1)}`,
    title,
    status: "active",
    date: date.toISOString(),
    description: `What such a system may ask of a Wijkverband server, in the name of: ${roles.join(", ")}. Under which tie, about what and why stands in the policy.`,
    kind: "requirements",
    fhirVersion: "4.0.1",
    format: ["application/fhir+json", "application/fhir+xml"],
    rest: [{ mode: "client", resource: storedTypes.flatMap(({ type }) => resourceOf(type, roles)) }],
  }));
}

function resourceOf(type: ResourceTypeName, roles: readonly Role[]): readonly CapabilityStatementRestResource[] {
  const rows = policy.filter((row) => row.on.includes(type) && row.roles.some((role) => roles.includes(role)));
  const may = (action: Action): boolean => rows.some((row) => row.may.includes(action));
  const interaction = interactions.flatMap(([action, codes]) => (may(action) ? codes : [])).map((code) => ({ code }));
  const operation = operations.filter(({ on, asks }) => on === type && may(asks)).map(({ code, definition }) => ({ name: code.slice(1), definition }));
  if (interaction.length === 0 && operation.length === 0) return [];
  return [{ type, ...(interaction.length > 0 && { interaction }), ...(operation.length > 0 && { operation }) }];
}
