import { codeSystemUrl, withoutBsn } from "@wijkverband/fhir";
import type { Principal } from "@wijkverband/identity";
import { isOnPatientSide, isRole, roles } from "@wijkverband/policy";
import type { AuditEventAgent, CodeableConcept } from "hl7-fhir-r4-types";
import type { Ground, Trail } from "../trail.ts";

const participation = "http://terminology.hl7.org/CodeSystem/v3-ParticipationType";
const oneCode = (system: string, code: string): CodeableConcept => ({ coding: [{ system, code }] });

/** The person who asks. */
const user = oneCode(participation, "IRCP");
/** The person on whose responsibility is asked. */
const responsible = oneCode(participation, "RESP");
const provider = oneCode("http://terminology.hl7.org/CodeSystem/v3-RoleClass", "PROV");
/** DICOM *Application*: the program that asks. */
const software = oneCode("http://dicom.nema.org/resources/ontology/DCM", "110150");

/** Who did it: the person, whoever answers for the person, the organisation that vouches, and the program with its address. */
export function agentsOf(trail: Trail, ground: Partial<Ground>): AuditEventAgent[] {
  const { principal, client: claimed, address, supervisor } = trail;
  const network = address === undefined ? {} : { network: { address, type: "2" as const } };
  if (principal === undefined) return [{ type: software, requestor: true, who: claimed === undefined ? { display: "unknown" } : { identifier: { value: claimed } }, ...network }];
  const { person, organization, client } = principal;
  return [
    ...(person === undefined ? [] : [userOf(trail, principal, person, ground)]),
    ...(supervisor === undefined ? [] : [{ type: responsible, who: { reference: supervisor }, requestor: false }]),
    ...(organization === undefined ? [] : [{ type: provider, who: { identifier: numberOf(organization), display: organization.name }, requestor: false }]),
    { type: software, who: { identifier: { value: client } }, requestor: person === undefined, ...network },
  ];
}

/** The number is one that the organisation vouches for, so the organisation is its assigner: UZI where it has one, else its own. */
function userOf({ person: known }: Trail, { organization, purpose }: Principal, person: NonNullable<Principal["person"]>, { row, basis }: Partial<Ground>): AuditEventAgent {
  const reference = known ?? (isInPlace(person) ? person.fhirUser : undefined);
  const policy = [...(row === undefined ? [] : [`https://wijkverband.example/policy#${row}`]), ...(basis === undefined ? [] : [`https://wijkverband.example/basis#${basis}`])];
  return {
    type: user,
    role: [{ coding: [{ system: codeSystemUrl("rol"), code: person.role, ...(isRole(person.role) && { display: roles[person.role].nl }) }] }],
    who: { ...(reference !== undefined && { reference }), identifier: { value: withoutBsnOf(person), ...(organization !== undefined && { assigner: { identifier: numberOf(organization) } }) } },
    name: withoutBsn(person.name),
    requestor: true,
    ...(policy.length > 0 && { policy }),
    purposeOfUse: [oneCode("http://terminology.hl7.org/CodeSystem/v3-ActReason", purpose)],
  };
}

/** A token names a person in a place that fits the role: nobody who works in care stands in the log as the patient, whose own doings the patient isn't told of. */
function isInPlace({ role, fhirUser }: NonNullable<Principal["person"]>): boolean {
  const place = role === "patient" ? "Patient/" : role === "mantelzorger" ? "RelatedPerson/" : "PractitionerRole/";
  return fhirUser?.startsWith(place) === true;
}

/** A portal may know people by their BSN, and that stands in no log (`no-bsn`). Of who works in care nine digits are a UZI number. */
function withoutBsnOf({ role, id }: NonNullable<Principal["person"]>): string {
  return isOnPatientSide(role) ? withoutBsn(id) : id;
}

function numberOf({ system, identifier }: NonNullable<Principal["organization"]>): { system: string; value: string } {
  return { system, value: identifier };
}
