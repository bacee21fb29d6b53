/** The FHIR types we store, each with the elements that tie it to one patient (R4 compartment definition, kept to what we store).
 *  Store, policy, capability statement, profiles and tests derive from this list. */
export interface StoredType {
  readonly type: ResourceTypeName;
  /** Paths of the reference to the patient; empty for directory types. `self` is the patient's own resource. */
  readonly patient: "self" | readonly string[];
  /** `directory`: about no patient: people and organisations, and what an organisation set for itself. `care`: content of a domain. `server`: only operations write it.
   *  `log`: written by every interaction and by nobody; it is read from the audit chain. */
  readonly kind: "directory" | "care" | "server" | "log";
}

export type ResourceTypeName =
  | "Patient"
  | "RelatedPerson"
  | "Practitioner"
  | "PractitionerRole"
  | "Organization"
  | "OrganizationAffiliation"
  | "HealthcareService"
  | "Location"
  | "CareTeam"
  | "Consent"
  | "Goal"
  | "Observation"
  | "Device"
  | "DeviceUseStatement"
  | "Procedure"
  | "Encounter"
  | "Communication"
  | "CommunicationRequest"
  | "Condition"
  | "AllergyIntolerance"
  | "Medication"
  | "MedicationRequest"
  | "MedicationStatement"
  | "MedicationDispense"
  | "CarePlan"
  | "Flag"
  | "List"
  | "Basic"
  | "Task"
  | "ServiceRequest"
  | "Bundle"
  | "Composition"
  | "DocumentReference"
  | "Provenance"
  | "QuestionnaireResponse"
  | "Subscription"
  | "AuditEvent";

export const storedTypes: readonly StoredType[] = [
  { type: "Patient", patient: "self", kind: "care" },
  { type: "RelatedPerson", patient: ["patient"], kind: "care" },
  { type: "Practitioner", patient: [], kind: "directory" },
  { type: "PractitionerRole", patient: [], kind: "directory" },
  { type: "Organization", patient: [], kind: "directory" },
  { type: "OrganizationAffiliation", patient: [], kind: "directory" },
  { type: "HealthcareService", patient: [], kind: "directory" },
  { type: "Location", patient: [], kind: "directory" },
  { type: "CareTeam", patient: ["subject"], kind: "care" },
  { type: "Consent", patient: ["patient"], kind: "care" },
  { type: "Goal", patient: ["subject"], kind: "care" },
  { type: "Observation", patient: ["subject"], kind: "care" },
  { type: "Device", patient: ["patient"], kind: "care" },
  { type: "DeviceUseStatement", patient: ["subject"], kind: "care" },
  { type: "Procedure", patient: ["subject"], kind: "care" },
  { type: "Encounter", patient: ["subject"], kind: "care" },
  { type: "Communication", patient: ["subject"], kind: "care" },
  { type: "CommunicationRequest", patient: ["subject"], kind: "care" },
  { type: "Condition", patient: ["subject"], kind: "care" },
  { type: "AllergyIntolerance", patient: ["patient"], kind: "care" },
  { type: "Medication", patient: [], kind: "care" },
  { type: "MedicationRequest", patient: ["subject"], kind: "care" },
  { type: "MedicationStatement", patient: ["subject"], kind: "care" },
  { type: "MedicationDispense", patient: ["subject"], kind: "care" },
  { type: "CarePlan", patient: ["subject"], kind: "care" },
  { type: "Flag", patient: ["subject"], kind: "care" },
  { type: "List", patient: ["subject"], kind: "care" },
  { type: "Basic", patient: ["subject"], kind: "care" },
  { type: "Task", patient: ["for"], kind: "care" },
  { type: "ServiceRequest", patient: ["subject"], kind: "server" },
  { type: "Bundle", patient: ["entry.resource.subject"], kind: "server" },
  { type: "Composition", patient: ["subject"], kind: "care" },
  { type: "DocumentReference", patient: ["subject"], kind: "server" },
  { type: "Provenance", patient: ["target"], kind: "server" },
  { type: "QuestionnaireResponse", patient: ["subject"], kind: "care" },
  { type: "Subscription", patient: [], kind: "directory" },
  { type: "AuditEvent", patient: [], kind: "log" },
];

const byName = new Map<string, StoredType>(storedTypes.map((entry) => [entry.type, entry]));

/** The entry of a type we store, or `undefined`. */
export function storedType(type: string): StoredType | undefined {
  return byName.get(type);
}
