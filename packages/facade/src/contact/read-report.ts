import { isContactReport, readLimit, sectionOf } from "@wijkverband/care";
import { Anomaly, findReferences, localReference, mapReferences, parseReference, profileUrl, storedType, type Issue, type RequestEntry } from "@wijkverband/fhir";
import { marksOf } from "@wijkverband/policy";
import type { Stored } from "@wijkverband/store";
import type { Bundle, BundleEntry, Composition, Consent, PractitionerRole, Resource } from "hl7-fhir-r4-types";
import { createHash } from "node:crypto";
import type { Context } from "../context.ts";
import { entryNames, storedName } from "../entry-names.ts";
import { readAlsoDeleted } from "../guard.ts";
import { findKnown } from "../known.ts";
import { otherPatientFaults } from "../other-patient.ts";
import { inLetters } from "../proposal/propose.ts";
import { demandShape } from "../write.ts";

/** A contact report as it will be kept. Its ids follow from who sent it, its number and its patient, so that the same document becomes the same things again. */
export interface ReadReport {
  /** Not sealed yet. */
  readonly document: Bundle & { readonly id: string };
  readonly report: Composition & { readonly id: string };
  /** What of it is stored by itself. */
  readonly content: readonly (Resource & { readonly id: string })[];
  /** Treatment limits that the post would change: never stored as such. */
  readonly wishes: readonly Consent[];
  /** Ids of the tasks. */
  readonly receipt: string;
  readonly task: string;
}

const place = "Parameters.parameter.where(name='document').resource";

/** Whom a report is about: somebody of whom a record is kept, or who stands in for nobody so that the same is refused. */
export type Subject = Pick<Stored, "id" | "resource">;

/** What a document may hold: its report, the patient, the contact, what was found, thought and given, and what the post would change. */
const content: readonly string[] = ["Encounter", "Condition", "Observation", "MedicationStatement"];

/** What is wrong with a document whoever it is about: the same for everyone. @throws {Anomaly} `rule` with every fault; a missing urgency is one against `return` */
export function demandDocument(context: Context, document: Bundle): void {
  demandShape(context, [{ resource: document, at: "Bundle" }]);
  const faults = context.house.validator.validate(document, { profiles: [profileUrl("contact-document")] }).filter(({ severity }) => severity === undefined || severity === "error");
  const issues = faults.map((issue): Issue => (issue.expression?.startsWith("Bundle.entry[0].resource.extension") === true ? { ...issue, text: "a contact report says how urgent the contact was: U0 to U5", rule: "return" } : issue));
  for (const [index, { resource }] of (document.entry ?? []).entries()) {
    const type = resource?.resourceType ?? "";
    const fits = type === "Composition" || type === "Patient" || type === "Consent" || content.includes(type) || storedType(type)?.kind === "directory";
    if (resource !== undefined && !fits) issues.push({ text: "a contact report holds what was seen and done in this contact, and nothing else", expression: `Bundle.entry[${index}].resource`, rule: "return" });
    if (resource !== undefined) issues.push(...contentFaults(resource, `Bundle.entry[${index}].resource`));
    if (resource?.resourceType !== "Consent") continue;
    const reading = readLimit(resource);
    if (reading.outcome === "refused") issues.push({ text: reading.text, expression: reading.expression.replace(/^Consent/, `Bundle.entry[${index}].resource`), rule: reading.rule });
  }
  refuse(issues);
}

/** What no post says of a record by a report: that others don't read it, and, of the observations of which the newest counts, another phase, prognosis or wish. On
 *  these rest the handover and who answers tonight; the post writes them in words, and the own huisarts records them. */
function contentFaults(resource: Resource, at: string): readonly Issue[] {
  return [
    ...(marksOf(resource).withheld === true ? [{ text: "a contact report isn't kept from the patient and the team", expression: `${at}.meta.security`, rule: "return" as const }] : []),
    ...(resource.resourceType === "Observation" && sectionOf(resource) !== undefined ? [{ text: "phase, prognosis and wishes are recorded by the own practice; write in S, O, E or P what was seen or said", expression: `${at}.code`, rule: "return" as const }] : []),
  ];
}

/** Reads a document that met `demandDocument` for this patient and this caller.
 *  @throws {Anomaly} `rule`: another patient, an author who doesn't work for the caller's post, references that lead anywhere but into the document, the directory
 *  and the patient. What is elsewhere isn't looked at, so that nobody learns whether it is there. */
export async function readReport(context: Context, patient: Subject, document: Bundle): Promise<ReadReport> {
  refuse(otherPatientFaults(context, patient, document));
  const { house, caller } = context;
  const number = `${document.identifier?.system}|${document.identifier?.value}`;
  const idOf = (part: string): string => derivedId([caller.organization ?? "", number, patient.id, part]);
  const entries = document.entry ?? [];
  const directory = await findDirectory(context, entries);
  const ids = new Map<string, string>();
  const issues: Issue[] = [];
  for (const [index, entry] of entries.entries()) {
    const { resource } = entry;
    if (resource === undefined) continue;
    const isDirectory = storedType(resource.resourceType)?.kind === "directory";
    const known = directory.get(index);
    if (isDirectory && known === undefined) issues.push({ text: "people and organisations of a document are in the directory already", expression: `Bundle.entry[${index}].resource`, rule: "reference" });
    const id = resource.resourceType === "Patient" ? patient.id : (known?.id ?? idOf(String(index)));
    for (const name of entryNames(entry, house.baseUrl)) ids.set(name, `${resource.resourceType}/${id}`);
  }
  const outside = await knownOutside(context, entries, ids, patient);
  const placed = entries.map((entry, index): BundleEntry => {
    const { resource } = entry;
    if (resource === undefined) return entry;
    const known = directory.get(index);
    const own = entryNames(entry, house.baseUrl).map((name) => ids.get(name)).find((found) => found !== undefined) ?? "";
    const kept = known === undefined ? { ...mapReferences(resource, (text) => ids.get(text) ?? ids.get(localReference(text, house.baseUrl) ?? "") ?? localReference(text, house.baseUrl) ?? text), id: own.slice(own.indexOf("/") + 1) } : known.resource();
    if (known === undefined) issues.push(...referenceFaults(resource, `Bundle.entry[${index}].resource`, (text) => ids.has(text) || ids.has(localReference(text, house.baseUrl) ?? "") || outside.has(localReference(text, house.baseUrl) ?? "")));
    return { fullUrl: `${house.baseUrl}/${own}`, resource: kept };
  });
  const report = placed[0]?.resource;
  if (report === undefined || !isContactReport(report) || report.id === undefined) throw new Anomaly("fault", "a checked document begins with its report");
  issues.push(...(await authorFaults(context, report)), ...(await replacedFaults(context, report, patient)));
  refuse(issues);
  const resources = placed.flatMap(({ resource }) => (resource === undefined ? [] : [resource as Resource & { readonly id: string }]));
  const { signature: _foreign, meta: _meta, ...rest } = document;
  const kept = { ...rest, id: idOf("document"), meta: { profile: [profileUrl("contact-document")] }, entry: placed };
  // what only shows once everything has its place, as somebody who stands in it twice, is refused here too, whoever it is about
  refuse(house.validator.validate(kept).filter(({ severity }) => severity === undefined || severity === "error"));
  return {
    document: kept,
    report: report as ReadReport["report"],
    content: resources.filter(({ resourceType }) => content.includes(resourceType)),
    wishes: resources.filter((resource): resource is Consent & { readonly id: string } => resource.resourceType === "Consent"),
    receipt: idOf("receipt"),
    task: idOf("task"),
  };
}

function refuse(issues: readonly Issue[]): void {
  if (issues.length === 0) return;
  const placed = issues.map((issue) => ({ ...issue, expression: (issue.expression ?? "Bundle").replace(/^Bundle/, place) }));
  // an extension that is missing fails its element and its slice: said once
  throw new Anomaly("rule", "this contact report can't be taken", { issues: [...new Map(placed.map((issue) => [JSON.stringify([issue.text, issue.expression]), issue])).values()] });
}

function derivedId(parts: readonly string[]): string {
  return inLetters(createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, 32));
}

/** The people and organisations of a document, as the directory has them: by our own reference, else by their national numbers. */
async function findDirectory(context: Context, entries: readonly BundleEntry[]): Promise<ReadonlyMap<number, Stored>> {
  const found = new Map<number, Stored>();
  const others: RequestEntry[] = [];
  for (const [index, entry] of entries.entries()) {
    const { resource, fullUrl } = entry;
    if (resource === undefined || storedType(resource.resourceType)?.kind !== "directory") continue;
    const own = storedName(entry, context.house.baseUrl) ?? "";
    const stored = (await context.house.store.readMany([own])).get(own);
    if (stored?.type === resource.resourceType) found.set(index, stored);
    else others.push({ index, method: "POST", interaction: "create", target: { type: resource.resourceType }, resource, ...(fullUrl !== undefined && { fullUrl }) });
  }
  for (const [index, { stored }] of (await findKnown(context, others)).known) found.set(index, stored);
  return found;
}

/** What the entries refer to outside the document and may: the patient, and what is in the directory. Nothing else is read. */
async function knownOutside({ house }: Context, entries: readonly BundleEntry[], ids: ReadonlyMap<string, string>, patient: Subject): Promise<ReadonlySet<string>> {
  const named = entries.flatMap(({ resource }) => (resource === undefined ? [] : findReferences(resource))).flatMap(({ reference }) => localReference(reference, house.baseUrl) ?? []);
  const directory = named.filter((reference) => !ids.has(reference) && storedType(reference.slice(0, reference.indexOf("/")))?.kind === "directory");
  return new Set([`Patient/${patient.id}`, ...(await house.store.readMany([...new Set(directory)])).keys()]);
}

function referenceFaults(resource: Resource, at: string, isKnown: (reference: string) => boolean): readonly Issue[] {
  return findReferences(resource)
    // which report a correction replaces is looked at by itself
    .filter(({ path, reference }) => !path.startsWith("Composition.relatesTo") && parseReference(reference)?.kind !== "contained" && !isKnown(reference))
    .map(({ path }) => ({ text: "references lead into the document, to the directory, or to the patient", expression: path.replace(/^[A-Z][A-Za-z]+/, at), rule: "reference" }));
}

/** Who wrote it works for the post that sends it, and the report belongs to that post. */
async function authorFaults({ house, caller }: Context, { author, custodian }: Composition): Promise<readonly Issue[]> {
  const reference = author[0]?.reference ?? "";
  const role = (await house.store.readMany([reference])).get(reference)?.resource() as PractitionerRole | undefined;
  const issues: Issue[] = [];
  if (role?.resourceType !== "PractitionerRole" || role.organization?.reference !== caller.organization) issues.push({ text: "who wrote the report works for the post that sends it", expression: "Bundle.entry[0].resource.author[0]", rule: "return" });
  if (custodian?.reference !== caller.organization) issues.push({ text: "the report belongs to the post that sends it", expression: "Bundle.entry[0].resource.custodian", rule: "return" });
  return issues;
}

/** A correction replaces a report of the own post about this patient. Whatever else it names is refused alike, there or not. */
async function replacedFaults({ house, caller }: Context, { relatesTo = [] }: Composition, patient: Subject): Promise<readonly Issue[]> {
  const issues: Issue[] = [];
  for (const [index, { code, targetReference }] of relatesTo.entries()) {
    const [type, id = ""] = (localReference(targetReference?.reference, house.baseUrl) ?? "").split("/");
    const target = code === "replaces" && type === "Composition" ? await readAlsoDeleted(house.store, "Composition", id) : undefined;
    const isOwn = target !== undefined && target.labels.kind === "contact-report" && target.labels.author === caller.organization && target.labels.patient === patient.id;
    if (!isOwn) issues.push({ text: "a correction replaces an earlier report of the own post about this patient", expression: `Bundle.entry[0].resource.relatesTo[${index}]`, rule: "immutable" });
  }
  return issues;
}
