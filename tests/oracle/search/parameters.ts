import type { ResourceTypeName } from "@wijkverband/fhir";

/** A search parameter of the oracle: where its values stand in the JSON, by plain paths. Only those that the queries use. */
export interface Parameter {
  readonly name: string;
  readonly kind: "concept" | "coding" | "code" | "identifier" | "reference" | "string" | "date" | "quantity" | "pair";
  /** Of a pair: the elements in which a code and a quantity stand together; "" is the resource itself. */
  readonly paths: readonly string[];
  /** Types that a reference may be to, where the parameter says so. */
  readonly to?: readonly ResourceTypeName[];
}

function reference(name: string, path: string | readonly string[], ...to: readonly ResourceTypeName[]): Parameter {
  return { name, kind: "reference", paths: [path].flat(), ...(to.length > 0 && { to }) };
}

function concept(name: string, ...paths: readonly string[]): Parameter {
  return { name, kind: "concept", paths };
}

function code(name: string, path: string): Parameter {
  return { name, kind: "code", paths: [path] };
}

function date(name: string, ...paths: readonly string[]): Parameter {
  return { name, kind: "date", paths };
}

const common: readonly Parameter[] = [{ name: "_security", kind: "coding", paths: ["meta.security"] }];
const ofPatient = reference("patient", "patient", "Patient");
const ofSubject = [reference("patient", "subject", "Patient"), reference("subject", "subject", "Patient")];
const medication = reference("medication", "medicationReference", "Medication");

const measured: readonly Parameter[] = [
  { name: "value-quantity", kind: "quantity", paths: ["valueQuantity"] },
  { name: "component-value-quantity", kind: "quantity", paths: ["component.valueQuantity"] },
  { name: "combo-value-quantity", kind: "quantity", paths: ["valueQuantity", "component.valueQuantity"] },
  concept("component-code", "component.code"),
  concept("combo-code", "code", "component.code"),
  { name: "code-value-quantity", kind: "pair", paths: [""] },
  { name: "component-code-value-quantity", kind: "pair", paths: ["component"] },
  { name: "combo-code-value-quantity", kind: "pair", paths: ["", "component"] },
];

const own: Readonly<Partial<Record<ResourceTypeName, readonly Parameter[]>>> = {
  Patient: [code("gender", "gender"), date("birthdate", "birthDate"), { name: "family", kind: "string", paths: ["name.family"] }, { name: "given", kind: "string", paths: ["name.given"] }, reference("general-practitioner", "generalPractitioner", "Organization")],
  RelatedPerson: [ofPatient, concept("relationship", "relationship")],
  CareTeam: [...ofSubject, code("status", "status"), concept("category", "category"), reference("participant", "participant.member", "Organization", "PractitionerRole", "RelatedPerson"), reference("managing-organization", "managingOrganization", "Organization")],
  Consent: [ofPatient, code("status", "status"), concept("scope", "scope"), concept("category", "category"), date("date", "dateTime"), reference("organization", "organization", "Organization")],
  Goal: [...ofSubject, code("lifecycle-status", "lifecycleStatus")],
  Observation: [...ofSubject, code("status", "status"), concept("code", "code"), date("date", "effectiveDateTime"), ...measured],
  Device: [ofPatient, concept("type", "type")],
  DeviceUseStatement: [...ofSubject, reference("device", "device", "Device")],
  Procedure: [...ofSubject, code("status", "status"), concept("code", "code"), reference("reason-reference", "reasonReference", "Condition")],
  Encounter: [...ofSubject, code("status", "status"), reference("reason-reference", "reasonReference", "Procedure")],
  Communication: [...ofSubject, code("status", "status"), concept("category", "category"), reference("recipient", "recipient", "Organization", "Patient"), reference("sender", "sender", "Organization")],
  CommunicationRequest: [...ofSubject, code("status", "status")],
  QuestionnaireResponse: [...ofSubject, code("status", "status"), date("authored", "authored"), reference("encounter", "encounter", "Encounter")],
  Subscription: [code("status", "status")],
  Condition: [...ofSubject, concept("code", "code"), concept("clinical-status", "clinicalStatus"), date("onset-date", "onsetDateTime")],
  AllergyIntolerance: [ofPatient, concept("code", "code")],
  Medication: [concept("code", "code")],
  MedicationRequest: [...ofSubject, code("status", "status"), code("intent", "intent"), medication, concept("code", "medicationCodeableConcept")],
  MedicationStatement: [...ofSubject, code("status", "status"), medication],
  MedicationDispense: [...ofSubject, code("status", "status"), medication, reference("prescription", "authorizingPrescription", "MedicationRequest")],
  CarePlan: [...ofSubject, code("status", "status"), concept("category", "category"), reference("condition", "addresses", "Condition"), reference("goal", "goal", "Goal"), reference("care-team", "careTeam", "CareTeam"), reference("activity-reference", "activity.reference", "MedicationRequest", "CommunicationRequest")],
  Flag: ofSubject,
  List: [...ofSubject, code("status", "status"), { name: "title", kind: "string", paths: ["title"] }],
  Basic: [...ofSubject, concept("code", "code")],
  Task: [reference("patient", "for", "Patient"), code("status", "status"), concept("code", "code"), reference("owner", "owner", "Organization", "PractitionerRole", "RelatedPerson", "Patient"), reference("requester", "requester", "Organization", "PractitionerRole", "RelatedPerson", "Patient"), reference("focus", "focus", "Task", "CarePlan", "Condition", "Goal", "Composition"), reference("based-on", "basedOn", "CarePlan")],
  ServiceRequest: [...ofSubject, code("status", "status"), concept("code", "code"), reference("performer", "performer", "Organization"), reference("requester", "requester", "PractitionerRole"), date("authored", "authoredOn")],
  Composition: [...ofSubject, code("status", "status"), concept("type", "type"), reference("entry", "section.entry"), reference("author", "author", "PractitionerRole", "Organization"), date("date", "date")],
  DocumentReference: [...ofSubject, code("status", "status"), concept("type", "type"), reference("custodian", "custodian", "Organization"), reference("author", "author", "PractitionerRole"), date("date", "date")],
  Bundle: [code("type", "type"), date("timestamp", "timestamp")],
  Provenance: [reference("target", "target"), reference("agent", "agent.who", "PractitionerRole")],
  Practitioner: [{ name: "family", kind: "string", paths: ["name.family"] }, { name: "identifier", kind: "identifier", paths: ["identifier"] }],
  PractitionerRole: [reference("organization", "organization", "Organization"), reference("practitioner", "practitioner", "Practitioner"), concept("role", "code")],
  Organization: [{ name: "name", kind: "string", paths: ["name"] }, concept("type", "type"), { name: "identifier", kind: "identifier", paths: ["identifier"] }],
  OrganizationAffiliation: [reference("primary-organization", "organization", "Organization"), reference("participating-organization", "participatingOrganization", "Organization"), concept("role", "code")],
};

/** Types that the queries ask for. */
export const searchedTypes: readonly ResourceTypeName[] = Object.keys(own) as ResourceTypeName[];

export function parametersOf(type: ResourceTypeName): readonly Parameter[] {
  return [...common, ...(own[type] ?? [])];
}

export function referenceParametersOf(type: ResourceTypeName): readonly Parameter[] {
  return parametersOf(type).filter(({ kind }) => kind === "reference");
}
