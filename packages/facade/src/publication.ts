import { isHandoverRequest } from "@wijkverband/care";
import type { Change, Stored } from "@wijkverband/store";
import type { DocumentReference, Resource, ServiceRequest } from "hl7-fhir-r4-types";

/** The publication in force, as stored: the active request, what refers to it, and the sealed document. */
export interface ActivePublication {
  readonly request: Stored;
  readonly reference: Stored | undefined;
  readonly document: Stored | undefined;
}

/** Finds the active publication in a patient's record; there is one at most (`one-current`). */
export function findPublication(record: readonly Stored[]): ActivePublication | undefined {
  const request = record.find((stored) => stored.type === "ServiceRequest" && isActive(stored.resource()));
  if (request === undefined) return undefined;
  const carried = new Set((request.resource() as ServiceRequest).supportingInfo?.map(({ reference }) => reference));
  return {
    request,
    reference: record.find((stored) => stored.type === "DocumentReference" && refersTo(stored.resource() as DocumentReference, request)),
    document: record.find((stored) => stored.type === "Bundle" && carried.has(`Bundle/${stored.id}`)),
  };
}

/** The changes that close it: what `publicationOf` or `withdrawalOf` made of its resources. */
export function closingChanges(publication: ActivePublication, closed: { readonly request: ServiceRequest; readonly reference?: DocumentReference }): readonly Change[] {
  const update = (stored: Stored, resource: Resource): Change => ({ op: "update", resource: { ...resource, id: stored.id }, labels: stored.labels, ifMatch: stored.versionId });
  return [update(publication.request, closed.request), ...(publication.reference && closed.reference ? [update(publication.reference, closed.reference)] : [])];
}

/** Its resources as `care` wants them. */
export function publishedResources({ request, reference }: ActivePublication): { readonly request: ServiceRequest; readonly reference?: DocumentReference } {
  return { request: request.resource() as ServiceRequest, ...(reference && { reference: reference.resource() as DocumentReference }) };
}

function isActive(resource: Resource): boolean {
  return isHandoverRequest(resource) && resource.status === "active";
}

function refersTo(reference: DocumentReference, request: Stored): boolean {
  return reference.context?.related?.some((each) => each.reference === `ServiceRequest/${request.id}`) ?? false;
}
