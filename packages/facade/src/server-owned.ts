import { Anomaly, codeSystemUrl } from "@wijkverband/fhir";
import { marksOf, type Domain } from "@wijkverband/policy";
import type { Coding, Meta, Patient, Resource } from "hl7-fhir-r4-types";
import { isDeepStrictEqual } from "node:util";
import { sealedHeadersUrl, subscriberUrl } from "./subscription/subscription.ts";

const domains: readonly Domain[] = ["medisch", "verpleegkundig", "farmaceutisch", "sociaal", "gedeeld"];
const domainSystem = codeSystemUrl("domein");

/** The domain label that a client put on a resource, if any. @throws {Anomaly} `rule` for a label that isn't one of ours, or two of them. */
export function askedDomain(resource: Resource, expression: string): Domain | undefined {
  const labels = (resource.meta?.security ?? []).filter(({ system }) => system === domainSystem).map(({ code }) => code);
  const known = domains.find((domain) => domain === labels[0]);
  if (labels.length > 1 || (labels.length === 1 && known === undefined)) {
    throw new Anomaly("rule", "one domain label at most, of our code system", { issues: [{ text: "one domain label at most, of our code system", expression: `${expression}.meta.security`, rule: "no-row-no-access" }] });
  }
  return known;
}

/** What the server says of a resource by itself. */
export interface ServerOwned {
  readonly id: string;
  readonly domain: Domain | undefined;
  /** Who writes this version, as a URL; becomes `meta.source`. */
  readonly source: string | undefined;
  /** The version that is replaced. */
  readonly former: Resource | undefined;
}

/** A resource as it will be kept: what the server owns is the server's, whatever the client sent.
 *  Versions and times are set by the store, the label by `labelsFor`, a patient's GP by registration. */
export function withServerOwned<R extends Resource>(resource: R, { id, domain, source, former }: ServerOwned): R & { id: string } {
  const { versionId: _version, lastUpdated: _updated, source: _source, security, ...meta } = resource.meta ?? {};
  const others = (security ?? []).filter(({ system }) => system !== domainSystem);
  const labels: Coding[] = domain === undefined ? others : [...others, { system: domainSystem, code: domain }];
  const kept: Meta = { ...meta, ...(source !== undefined && { source }), ...(labels.length > 0 && { security: labels }) };
  const { meta: _meta, ...rest } = resource;
  const owned = { ...rest, id, ...(Object.keys(kept).length > 0 && { meta: kept }) } as R & { id: string };
  return owned.resourceType === "Patient" ? (withRegistration(owned, former) as R & { id: string }) : owned;
}

/** Whose patient it is follows the registration, never the client. */
function withRegistration(patient: Patient, former: Resource | undefined): Patient {
  const { generalPractitioner: _sent, managingOrganization: _keeper, ...rest } = patient;
  const kept = former?.resourceType === "Patient" ? former.generalPractitioner : undefined;
  return kept === undefined ? rest : { ...rest, generalPractitioner: kept };
}

/** Which elements of what was sent were left out, because they are the server's to say: FHIRPaths, to be reported. What a client only sends back
 *  as it got it isn't among them.
 *  @param kept what `withServerOwned` made of it
 *  @param former the version that is replaced */
export function ignoredElements(sent: Resource, kept: Resource, former: Resource | undefined, at: string): readonly string[] {
  const isIgnored = (said: (resource: Resource) => unknown): boolean => {
    const value = said(sent);
    return value !== undefined && ![kept, former].some((other) => other !== undefined && isDeepStrictEqual(said(other), value));
  };
  return Object.entries(owned).flatMap(([name, said]) => (isIgnored(said) ? [`${at}.${name}`] : []));
}

/** The elements that a client can't set, and what a resource says there. */
const owned: Readonly<Record<string, (resource: Resource) => unknown>> = {
  "meta.versionId": ({ meta }: Resource) => meta?.versionId,
  "meta.lastUpdated": ({ meta }: Resource) => meta?.lastUpdated,
  "meta.source": ({ meta }: Resource) => meta?.source,
  "meta.security": ({ meta }: Resource) => meta?.security?.find(({ system }) => system === domainSystem)?.code,
  generalPractitioner: (resource: Resource) => (resource.resourceType === "Patient" ? resource.generalPractitioner : undefined),
  owner: (resource: Resource) => (resource.resourceType === "Task" && marksOf(resource).kind === "erase-request" ? resource.owner?.reference : undefined),
  [`extension.where(url='${subscriberUrl}')`]: (resource: Resource) => (resource.resourceType === "Subscription" ? resource.extension?.find(({ url }) => url === subscriberUrl) : undefined),
  [`channel.extension.where(url='${sealedHeadersUrl}')`]: (resource: Resource) => (resource.resourceType === "Subscription" ? resource.channel?.extension?.find(({ url }) => url === sealedHeadersUrl) : undefined),
  error: (resource: Resource) => (resource.resourceType === "Subscription" ? resource.error : undefined),
  managingOrganization: (resource: Resource) => (resource.resourceType === "Patient" ? resource.managingOrganization : undefined),
};
