import { plain } from "@wijkverband/care";
import { Anomaly, organizationTypeOf, type ResourceTypeName } from "@wijkverband/fhir";
import { domainPrefix, everyone, holds, kindPrefix, type Facts, type Labels, type TieRow } from "@wijkverband/policy";
import type { Organization, PractitionerRole } from "hl7-fhir-r4-types";
import type { Context } from "../context.ts";
import type { Invited } from "./invitation-task.ts";
import { isOwnPractice } from "./team.ts";

/** Demands that the patient's word lets an organisation into the record, before it is asked to take part: an acceptance gives access at once (`basis`).
 *  Where the region counts membership by itself, no objection is enough; social care never comes in on less than the patient's own word.
 *  The own practice needs none, and the patient's side has no organisation.
 *  @throws {Anomaly} `rule` (basis) saying what to record */
export async function demandConsent(context: Context, patient: string, { reference, function: as }: Invited): Promise<void> {
  const { house, at } = context;
  const organization = await organizationOf(context, reference);
  if (organization === undefined) return;
  if (await isOwnPractice(context, patient, organization)) return;
  const type = organizationTypeOf((await house.store.readMany([organization])).get(organization)?.resource() as Organization | undefined);
  const holders = [organization, ...(type === undefined ? [] : [`${kindPrefix}${type}`]), everyone];
  const ties = await house.store.ties(patient, holders, at);
  const whole = factsOf(patient, undefined, ties);
  const permitted = ties.filter(({ kind }) => kind === "consent").some(({ about }) => holds({ is: "permitted", holders }, factsOf(patient, about, ties)));
  const counts = house.bases.includes("membership") && as !== "sociaal-werker" && holds({ is: "unobjected", holders }, whole);
  if (permitted || counts) return;
  const text = `first record that the patient permits this: an active Consent (profile privacy-consent) with a provision of type permit for ${organization}, and no objection that is more specific`;
  throw new Anomaly("rule", "the patient's consent isn't recorded", { issues: [{ text, expression: `Parameters.parameter.where(name='${reference === organization ? "organization" : "person"}')`, rule: "basis" }] });
}

async function organizationOf({ house }: Context, reference: string): Promise<string | undefined> {
  if (reference.startsWith("Organization/")) return reference;
  if (!reference.startsWith("PractitionerRole/")) return undefined;
  const role = (await house.store.readMany([reference])).get(reference)?.resource() as PractitionerRole | undefined;
  return plain(role?.organization?.reference);
}

/** What a permit is about: one resource, a domain, or what all in the team share. */
function factsOf(patient: string, about: string | undefined, ties: readonly TieRow[]): Facts {
  const labels = (domain: Labels["domain"]): Labels => ({ patient, ...(domain !== undefined && { domain }) });
  if (about === undefined) return { type: "CareTeam", id: "-", labels: labels("gedeeld"), ties };
  if (about.startsWith(domainPrefix)) return { type: "CareTeam", id: "-", labels: labels(about.slice(domainPrefix.length) as Labels["domain"]), ties };
  const [type = "", id = ""] = about.split("/");
  return { type: type as ResourceTypeName, id, labels: labels(undefined), ties };
}
