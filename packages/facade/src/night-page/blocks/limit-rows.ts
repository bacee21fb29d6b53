import type { Conflict, Decision, Difference, Limit } from "@wijkverband/care";
import { icdDeactivation, newestFirst, readLimit, treatmentOf, treatments } from "@wijkverband/care";
import type { Consent, Resource } from "hl7-fhir-r4-types";
import type { Page } from "../page.ts";
import { readSource } from "../source.ts";
import { only } from "./block.ts";

/** One agreement on one treatment, as it will stand in the table. */
export interface ShownLimit {
  readonly limit: Omit<Limit, "decision"> & { readonly decision: Decision | "unclear" };
  /** Absent for a limit that is newer than the document and only known from a conflict. */
  readonly consent: Consent | undefined;
}

/** One treatment with all that is said about it, newest first. */
export interface LimitRow {
  readonly text: string;
  readonly limits: readonly ShownLimit[];
  readonly conflict: boolean;
  /** Differences about this treatment that touch none of its limits: something new. */
  readonly differences: readonly Difference[];
}

/** Every national treatment in the order of the care package, spoken about or not, then the others as the document has them.
 *  Switching off an ICD is asked only of whoever has one, or has agreed on it. */
export function listRows(items: readonly Resource[], page: Page): readonly LimitRow[] {
  const read = only(items, "Consent").map((consent) => ({ limit: showLimit(consent, page), consent }));
  const known = new Set(read.map(({ limit }) => unversioned(limit.reference)));
  const live = page.answer.conflicts.flatMap(({ limits }) => limits).filter(({ reference }) => !known.has(unversioned(reference)));
  const all: readonly ShownLimit[] = [...read, ...live.map((limit) => ({ limit, consent: undefined }))];
  const device = page.document.resources.some(({ resourceType }) => resourceType === "DeviceUseStatement");
  const always = treatments.map(({ code }) => code).filter((code) => code !== icdDeactivation || device);
  return [...new Set([...always, ...all.map(({ limit }) => keyOf(limit.treatment))])].map((key) => readRow(key, all, page));
}

function readRow(key: string, all: readonly ShownLimit[], page: Page): LimitRow {
  const limits = all.filter(({ limit }) => keyOf(limit.treatment) === key).toSorted((one, other) => newestFirst(asLimit(one), asLimit(other)));
  const names = [treatments.find(({ code }) => code === key)?.text, limits[0]?.limit.treatment.text].filter((name) => name !== undefined);
  return {
    text: page.texts.codes[`http://snomed.info/sct|${key}`] ?? limits[0]?.limit.treatment.text ?? key,
    limits,
    conflict: page.answer.conflicts.some(({ treatment }: Conflict) => keyOf(treatment) === key),
    differences: page.answer.differences.filter((difference) => names.some((name) => isAboutTreatment(difference, name)) && !limits.some(({ consent }) => consent !== undefined && unversioned(difference.reference) === `Consent/${consent.id}`)),
  };
}

function asLimit({ limit }: ShownLimit): Limit {
  return { ...limit, decision: limit.decision === "unclear" ? "unknown" : limit.decision };
}

/** The limit by the care package's reading; what it refuses to read is shown all the same, as unclear and with all words it has. */
function showLimit(consent: Consent, page: Page): ShownLimit["limit"] {
  const { date, authors } = readSource(consent);
  const author = [...new Set(authors.map((reference) => page.nameOf(reference, consent)).filter((name) => name !== undefined))].join("; ");
  const by = { ...(date !== undefined && { date }), ...(author !== "" && { author }) };
  const reading = readLimit(consent);
  if (reading.outcome === "read") return { ...reading.limit, ...by };
  const text = [...(consent.modifierExtension ?? []), ...(consent.provision?.modifierExtension ?? []), ...(consent.extension ?? [])].map(({ valueString }) => valueString).filter((words) => words !== undefined).join("; ");
  const type = consent.provision?.type === undefined ? "" : page.texts.verdict[consent.provision.type];
  return {
    reference: reading.reference,
    treatment: treatmentOf(consent.provision?.code?.[0]) ?? { code: "OTH", text: page.texts.verdict.unclear },
    decision: "unclear",
    text: [type, text].filter((words) => words !== "").join("; "),
    ...by,
  };
}

/** Tells whether a difference names this treatment, so that it can stand in its row. */
export function isAboutTreatment(difference: Difference, text: string): boolean {
  return difference.section === "behandelgrenzen" && difference.what.trim().toLowerCase() === text.trim().toLowerCase();
}

function keyOf(treatment: Limit["treatment"]): string {
  return treatment.code === "" || treatment.code === "OTH" ? treatment.text.toLowerCase() : treatment.code;
}

function unversioned(reference: string): string {
  return reference.split("/_history/")[0] ?? reference;
}
