import { disclaimer, escapeXhtml, offsetText, type Score, type Signal, type Span, type Words } from "@wijkverband/care";
import { canonicalBase, profileUrl } from "@wijkverband/fhir";
import type { Bundle, Extension, MeasureReport, MeasureReportGroupPopulation, Narrative, Quantity } from "hl7-fhir-r4-types";
import type { Explanation } from "./explanation.ts";

/** What a report tells of one signal. */
export interface Told {
  readonly signal: Signal;
  /** Absent of a region, where each practice has its own. */
  readonly state?: "present" | "absent" | "unknown";
  readonly count?: number;
  readonly of?: number;
  readonly score?: Score;
  /** What stands for a count that isn't there. */
  readonly absent: "unknown" | "masked";
  /** What is counted, where that isn't what the signal counts of one practice. */
  readonly counts?: { readonly numerator: Words; readonly denominator: Words };
  readonly explanation?: Explanation;
}

/** Who it is about, when, and in which language it is said. */
export interface Reported {
  /** `Organization/<id>` of whom it is: in R4 an organisation reports, and is no subject. */
  readonly reporter: string;
  readonly counted: Span;
  readonly at: Date;
  readonly language: "nl" | "en";
  readonly newId: () => string;
}

const dataAbsent = "http://hl7.org/fhir/StructureDefinition/data-absent-reason";
const measurePopulation = "http://terminology.hl7.org/CodeSystem/measure-population";

/** The answer: a report for each signal. None of them is kept. */
export function reportsBundle(told: readonly Told[], reported: Reported): Bundle {
  return {
    resourceType: "Bundle",
    type: "collection",
    timestamp: reported.at.toISOString(),
    ...(told.length > 0 && { entry: told.map((each) => ({ fullUrl: `urn:uuid:${reported.newId()}`, resource: reportOf(each, reported) })) }),
  };
}

function reportOf(told: Told, { reporter, counted, at, language }: Reported): MeasureReport {
  const { signal, state, count, of, score, absent } = told;
  return {
    resourceType: "MeasureReport",
    language,
    text: narrativeOf(told, language),
    extension: [...(state === undefined ? [] : [{ url: profileUrl("signal-state"), valueCode: state }]), words(signal, language), ...explained(told)],
    status: "complete",
    type: "summary",
    measure: `${canonicalBase}/Measure/${signal.key}|0.1.0`,
    date: at.toISOString(),
    reporter: { reference: reporter },
    period: { start: offsetText(counted.start), end: offsetText(counted.end) },
    improvementNotation: { coding: [{ system: "http://terminology.hl7.org/CodeSystem/measure-improvement-notation", code: "decrease" }] },
    group: [{ population: [population("numerator", count, absent), population("denominator", of, absent)], ...(score && { measureScore: quantity(score, language) }) }],
  };
}

function population(code: "numerator" | "denominator", count: number | undefined, absent: Told["absent"]): MeasureReportGroupPopulation {
  const coded = { code: { coding: [{ system: measurePopulation, code }] } };
  return count === undefined ? { extension: [{ url: dataAbsent, valueCode: absent }], ...coded } : { ...coded, count };
}

function quantity({ value, unit, code }: Score, language: "nl" | "en"): Quantity {
  return { value, unit: unit[language], ...(code !== undefined && { system: "http://unitsofmeasure.org", code }) };
}

function words({ name, definition, source }: Signal, language: "nl" | "en"): Extension {
  const said = { name, definition, source, disclaimer };
  return { url: profileUrl("signal-words"), extension: Object.entries(said).map(([url, text]) => ({ url, valueString: text[language] })) };
}

function explained({ explanation }: Told): readonly Extension[] {
  if (explanation === undefined) return [];
  const { text, reference } = explanation;
  return [{ url: profileUrl("explained-by"), extension: [{ url: "text", valueString: text }, { url: "communication", valueReference: { reference } }] }];
}

const states: Readonly<Record<NonNullable<Told["state"]>, Words>> = {
  present: { nl: "Dit signaal is er.", en: "This signal is there." },
  absent: { nl: "Dit signaal is er niet.", en: "This signal isn't there." },
  unknown: { nl: "Niet bekend: er is te weinig vastgelegd.", en: "Unknown: too little is recorded." },
};

const masked: Words = { nl: "Niet getoond: het gaat om te weinig.", en: "Not shown: it is about too few." };
const explains: Words = { nl: "Toelichting van de praktijk", en: "Explanation of the practice" };
const roughly: Words = { nl: "ongeveer ", en: "about " };

function narrativeOf(told: Told, language: "nl" | "en"): Narrative {
  const { signal, state, explanation } = told;
  const lines = [
    signal.definition[language],
    ...(state === undefined ? [] : [states[state][language]]),
    ...figures(told, language),
    ...(explanation === undefined ? [] : [`${explains[language]}: ${explanation.text}`]),
    disclaimer[language],
  ];
  const body = lines.map((line) => `<p>${escapeXhtml(line)}</p>`).join("");
  return { status: "generated", div: `<div xmlns="http://www.w3.org/1999/xhtml" lang="${language}" xml:lang="${language}"><p><b>${escapeXhtml(signal.name[language])}</b></p>${body}</div>` };
}

function figures({ signal, count, of, score, absent, counts }: Told, language: "nl" | "en"): readonly string[] {
  const about = absent === "masked" ? roughly[language] : "";
  const { numerator, denominator } = counts ?? signal;
  const line = (what: Words, value: number | undefined): readonly string[] => (value === undefined ? [] : [`${capital(what[language])}: ${about}${value}.`]);
  return [
    ...line(numerator, count),
    ...line(denominator, of),
    ...(score === undefined || score.code === "h" ? [] : [`${capital(score.unit[language])}: ${score.value}.`]),
    ...(count === undefined && absent === "masked" ? [masked[language]] : []),
  ];
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
