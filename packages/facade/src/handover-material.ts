import { activeRegistration, assembleHandover, isHuisartsTeam, vasteHuisarts, type Missing } from "@wijkverband/care";
import { Anomaly, localReference, findReferences, type Issue } from "@wijkverband/fhir";
import { narrow } from "@wijkverband/policy";
import type { Stored } from "@wijkverband/store";
import type { Bundle, CareTeam, Organization, Patient, Practitioner, PractitionerRole } from "hl7-fhir-r4-types";
import type { Context } from "./context.ts";
import { refuseDeceased } from "./handover-refusals.ts";

/** What a handover of a patient is made of, read once. */
export interface HandoverMaterial {
  readonly record: readonly Stored[];
  /** What is left out of it because only who keeps the record reads it. */
  readonly withheld: readonly Stored[];
  readonly team: CareTeam;
  readonly practice: Organization;
  readonly huisarts: { readonly role: PractitionerRole; readonly person: Practitioner };
  readonly directory: readonly Stored[];
}

/** What may ever be in a handover, or be told beside it: nothing of social care, and nothing that is withheld from the patient. */
export function isHandedOver({ labels }: Pick<Stored, "labels">): boolean {
  return labels.domain !== "sociaal" && labels.withheld !== true;
}

/** Reads the record, the practice and the huisarts who attests: the caller where he decides, else the vaste huisarts.
 *  @throws {Anomaly} `conflict` when the patient is registered nowhere or nobody can attest. */
export async function readMaterial(context: Context, patient: Stored): Promise<HandoverMaterial> {
  const { house, caller, at } = context;
  refuseDeceased(patient.resource() as Patient);
  const all = await house.store.record(patient.id);
  const record = all.filter(isHandedOver);
  const withheld = all.filter(({ labels }) => labels.withheld === true);
  const resources = record.map((stored) => stored.resource());
  const team = activeRegistration(resources.filter(isHuisartsTeam), at);
  const practiceReference = team?.managingOrganization?.[0]?.reference;
  if (team === undefined || practiceReference === undefined) throw new Anomaly("conflict", "the patient isn't registered with a practice now", { rule: "one-practice" });
  const decides = narrow(caller, "$publish-handover", "Patient").length > 0;
  const attester = (decides ? caller.person : undefined) ?? vasteHuisarts(team, at)?.member?.reference;
  if (attester === undefined) throw new Anomaly("conflict", "no huisarts is known who can attest", { rule: "attested" });

  const { baseUrl } = house;
  const outward = resources.flatMap((resource) => findReferences(resource)).flatMap(({ reference }) => localReference(reference, baseUrl) ?? []);
  const first = await house.store.readMany([...new Set([practiceReference, attester, ...outward])]);
  const further = [...first.values()].flatMap((stored) => (stored.type === "PractitionerRole" ? findReferences(stored.resource()) : [])).flatMap(({ reference }) => localReference(reference, baseUrl) ?? []);
  const directory = [...new Map([...first, ...(await house.store.readMany(further))]).values()].filter(({ labels }) => labels.patient === undefined);
  const find = (reference: string | undefined) => directory.find(({ type, id }) => `${type}/${id}` === reference)?.resource();
  const practice = find(practiceReference) as Organization | undefined;
  const role = find(attester) as PractitionerRole | undefined;
  const person = find(role?.practitioner?.reference) as Practitioner | undefined;
  if (practice === undefined || role === undefined || person === undefined) throw new Anomaly("conflict", "the directory doesn't know the practice or the huisarts", { rule: "attested" });
  return { record, withheld, team, practice, huisarts: { role, person }, directory };
}

/** The draft of what is stored now, and what `minimum` misses in it. */
export function draftFrom({ house, at }: Context, patient: Stored, material: HandoverMaterial): { readonly draft: Bundle; readonly missing: readonly Missing[] } {
  return assembleHandover({
    patient: patient.resource() as Patient,
    record: material.record.map((stored) => stored.resource()),
    directory: material.directory.map((stored) => stored.resource()),
    team: material.team,
    practice: material.practice,
    huisarts: material.huisarts,
    base: house.baseUrl,
    ids: { bundle: house.newId(), composition: house.newId() },
    at,
  });
}

/** What is missing, as issues. */
export function missingIssues(missing: readonly Missing[]): readonly Issue[] {
  return missing.map(({ rule, expression, text }) => ({ rule, expression, text: text.en, code: "required" }));
}
