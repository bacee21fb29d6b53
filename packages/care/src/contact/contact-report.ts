import { codeSystemUrl, profileUrl, system } from "@wijkverband/fhir";
import type { Composition, Resource } from "hl7-fhir-r4-types";
import type { Code } from "../coding.ts";
import { codeOf, hasCode, own } from "../coding.ts";
import type { Description } from "../handover/describe.ts";
import { plain, referenceTo } from "../reference.ts";
import { momentText } from "../transfer/transfer-words.ts";

/** U0 (resuscitation) to U5 (advice or a planned appointment). Source: facts/vision-documents, D3. */
export type UrgencyLevel = "U0" | "U1" | "U2" | "U3" | "U4" | "U5";

/** Extension of a contact report that says how urgent the contact was. */
export const urgencyUrl: string = profileUrl("urgency");

const levels: readonly string[] = ["U0", "U1", "U2", "U3", "U4", "U5"] satisfies readonly UrgencyLevel[];

/** Tells whether a resource is what an out-of-hours post wrote about a contact. */
export function isContactReport(resource: Resource): resource is Composition {
  return resource.resourceType === "Composition" && hasCode(resource.type, own("verslag", "waarneembericht"));
}

/** How urgent the contact was, or `undefined` when the report doesn't say so in our code system. */
export function urgencyOf({ extension }: Composition): UrgencyLevel | undefined {
  const code = codeOf(extension?.find(({ url }) => url === urgencyUrl)?.valueCodeableConcept, codeSystemUrl("urgentie"));
  return levels.find((level): level is UrgencyLevel => level === code);
}

/** The lines of a report that others read in short, in order: reason for contact, conclusion, plan, medication given, changed policy. */
const spoken: readonly (readonly [label: string, code: Code])[] = [
  ["Reden", own("verslag", "klacht")],
  ["Conclusie", { system: system.snomed, code: "129265001" }],
  ["Beleid", { system: system.snomed, code: "129271007" }],
  ["Gegeven", own("verslag", "gegeven-medicatie")],
  ["Andere behandelgrenzen volgens de spoedpost", own("verslag", "veranderd-beleid")],
];

/** A contact report in Dutch words: how urgent, why, what it was, what was done. What the post would change is said to be what the post says. */
export function describeContactReport(report: Composition): Description {
  const urgency = urgencyOf(report);
  const lines = spoken.flatMap(([label, code]) => {
    const text = sectionText(report, code);
    return text === undefined ? [] : [`${label}: ${text}`];
  });
  const by = report.custodian?.display ?? report.author[0]?.display;
  return { what: by === undefined ? "Contact met de spoedpost" : `Contact met de spoedpost (${by})`, lines: [...(urgency === undefined ? [] : [`Urgentie ${urgency}`]), ...(report.date.includes("T") ? [`Verslag van ${momentText(new Date(report.date))}`] : []), ...lines], date: report.date };
}

/** Why the post was called, in words. */
export function complaintOf(report: Composition): string | undefined {
  return sectionText(report, own("verslag", "klacht"));
}

function sectionText(report: Composition, code: Code): string | undefined {
  const text = textOfXhtml(report.section?.find((section) => hasCode(section.code, code))?.text?.div ?? "");
  return text === "" ? undefined : text;
}

const entities: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: " " };

/** The words of XHTML on one line: markup gone, named and numbered characters put back. */
export function textOfXhtml(div: string): string {
  return div
    .replaceAll(/<[^>]*>/g, " ")
    .replaceAll(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]+));/gi, (whole, decimal?: string, hexadecimal?: string, name?: string) => {
      if (name !== undefined) return entities[name.toLowerCase()] ?? whole;
      const point = decimal === undefined ? Number.parseInt(hexadecimal ?? "", 16) : Number(decimal);
      return point <= 0x10_ff_ff ? String.fromCodePoint(point) : "";
    })
    .replaceAll(/\s+/g, " ")
    .trim();
}

/** `Type/id` of the reports that a report replaces: a correction is a new one (`immutable`). */
export function replacedBy(report: Composition): readonly string[] {
  return (report.relatesTo ?? []).flatMap(({ code, targetReference }) => (code === "replaces" ? (plain(targetReference?.reference) ?? []) : []));
}

/** Without the reports that another of these replaces. */
export function withoutReplaced(resources: readonly Resource[]): readonly Resource[] {
  const gone = new Set(resources.filter(isContactReport).flatMap(replacedBy));
  return gone.size === 0 ? resources : resources.filter((resource) => !gone.has(referenceTo(resource)));
}
