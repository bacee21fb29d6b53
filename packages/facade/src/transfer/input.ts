import { isOver, isWords, localDate, roleKeyOf, plain } from "@wijkverband/care";
import { Anomaly, isPractice, localReference, type Issue } from "@wijkverband/fhir";
import type { Organization, PractitionerRole, Reference } from "hl7-fhir-r4-types";
import type { Context } from "../context.ts";
import { callingGp } from "../registration.ts";

/** What `$transfer-registration` takes. */
export interface TransferInput {
  readonly practice?: Reference;
  readonly gp?: Reference;
  readonly "chosen-on"?: string;
  readonly "identified-by"?: string;
  readonly consent: boolean;
}

/** A declaration of a practice that can be carried out, or a question that can be asked. */
export interface Wanted {
  /** `Organization/<id>` */
  readonly practice: string;
  /** `PractitionerRole/<id>` */
  readonly gp?: string;
  readonly chosenOn: string;
  readonly identifiedBy?: string;
}

const place = (name: string): string => `Parameters.parameter.where(name='${name}')`;

/** Reads what a practice declares. It looks at nothing of the patient, so that it says the same of whoever is known and whoever isn't (`stranger`).
 *  @throws {Anomaly} `rule` with every fault at its parameter */
export async function readDeclaration(context: Context, input: TransferInput): Promise<Wanted & { readonly identifiedBy: string }> {
  const { caller, house } = context;
  const named = localReference(input.practice?.reference, house.baseUrl);
  const practice = caller.organization ?? "";
  const issues: Issue[] = input.practice !== undefined && named !== practice ? [{ text: "a practice declares what was chosen for itself only", expression: place("practice"), rule: "one-practice" }] : [];
  const identifiedBy = input["identified-by"]?.trim() ?? "";
  if (!isWords(identifiedBy)) issues.push({ text: "say how the patient was identified, in words", expression: place("identified-by"), rule: "one-practice" });
  const chosenOn = input["chosen-on"];
  if (chosenOn === undefined) issues.push({ text: "chosen-on is missing", expression: place("chosen-on"), rule: "one-practice", code: "required" });
  const gp = await readGp(context, input.gp, practice, issues);
  issues.push(...dateFaults(context, chosenOn), ...consentFaults(input.consent));
  refuse(issues);
  const vaste = gp ?? callingGp(caller);
  return { practice, chosenOn: chosenOn ?? "", identifiedBy, ...(vaste !== undefined && { gp: vaste }) };
}

/** Reads what a patient asks. @throws {Anomaly} as `readDeclaration` */
export async function readQuestion(context: Context, input: TransferInput): Promise<Wanted> {
  const { house, at } = context;
  const practice = localReference(input.practice?.reference, house.baseUrl) ?? "";
  const organization = (await house.store.readMany([practice])).get(practice)?.resource() as Organization | undefined;
  const issues: Issue[] = [];
  if (organization === undefined || organization.active === false || !isPractice(organization)) issues.push({ text: "name a GP practice of the directory", expression: place("practice"), rule: "reference" });
  if (input["identified-by"] !== undefined) issues.push({ text: "how somebody was identified is the practice's to say", expression: place("identified-by"), rule: "one-practice" });
  const gp = await readGp(context, input.gp, practice, issues);
  const chosenOn = input["chosen-on"] ?? localDate(at.getTime());
  issues.push(...dateFaults(context, chosenOn), ...consentFaults(input.consent));
  refuse(issues);
  return { practice, chosenOn, ...(gp !== undefined && { gp }) };
}

/** The vaste huisarts who is named: a huisarts of that practice, by the directory. */
async function readGp({ house, at }: Context, given: Reference | undefined, practice: string, issues: Issue[]): Promise<string | undefined> {
  if (given === undefined) return undefined;
  const reference = localReference(given.reference, house.baseUrl) ?? "";
  const role = (await house.store.readMany([reference])).get(reference)?.resource() as PractitionerRole | undefined;
  const works = role !== undefined && role.active !== false && !isOver(role.period, at);
  if (works && roleKeyOf(role) === "huisarts" && plain(role.organization?.reference) === practice) return reference;
  issues.push({ text: "the vaste huisarts is a huisarts of that practice", expression: place("gp"), rule: "two-gps" });
  return undefined;
}

function dateFaults({ at }: Context, chosenOn: string | undefined): readonly Issue[] {
  const isLater = chosenOn !== undefined && chosenOn > localDate(at.getTime()).slice(0, chosenOn.length);
  return isLater ? [{ text: "chosen-on lies in the future", expression: place("chosen-on"), rule: "one-practice" }] : [];
}

/** Ownership of the record goes with the registration, and the record with the patient's consent only. */
function consentFaults(consent: boolean): readonly Issue[] {
  return consent ? [] : [{ text: "the record moves with the registration; without the patient's consent to that the registration can't move here", expression: place("consent"), rule: "basis" }];
}

function refuse(issues: readonly Issue[]): void {
  if (issues.length > 0) throw new Anomaly("rule", "the registration can't move like this", { issues });
}
