import { system } from "@wijkverband/fhir";
import type { CodeableConcept } from "hl7-fhir-r4-types";
import type { Limit } from "./handover/answer.ts";

/** A treatment that a limit is about. `code` is `OTH` for one that no national list knows; its `text` says which. */
export interface Treatment {
  readonly system?: string;
  readonly code: string;
  readonly text: string;
}

interface KnownTreatment {
  readonly code: string;
  readonly text: string;
  readonly permit: string;
  readonly deny: string;
}

/** Switching off an ICD. Not in the bound value set: it travels as OTH with this code in the text (facts §1.2). */
export const icdDeactivation = "400231000146108";

/** SNOMED codes of the national list (BehandelingCodelijst), in the order in which a doctor at night reads them. Source: facts §1.2. */
// oxfmt-ignore
export const treatments: readonly KnownTreatment[] = [
  { code: "89666000",      text: "Reanimatie",       permit: "Wel reanimeren",              deny: "Niet reanimeren" },
  { code: "32485007",      text: "Ziekenhuisopname", permit: "Wel opnemen in het ziekenhuis", deny: "Niet opnemen in het ziekenhuis" },
  { code: "305351004",     text: "IC-opname",        permit: "Wel opnemen op de IC",        deny: "Niet opnemen op de IC" },
  { code: "40617009",      text: "Beademing",        permit: "Wel beademen",                deny: "Niet beademen" },
  { code: "281789004",     text: "Antibiotica",      permit: "Wel antibiotica geven",       deny: "Geen antibiotica geven" },
  { code: "116762002",     text: "Bloedproducten",   permit: "Wel bloedproducten geven",    deny: "Geen bloedproducten geven" },
  { code: icdDeactivation, text: "ICD uitzetten",    permit: "ICD wel uitzetten",           deny: "ICD niet uitzetten" },
];

/** Reads the treatment of a directive; `undefined` if there is neither code nor text. */
export function treatmentOf(concept: CodeableConcept | undefined): Treatment | undefined {
  const coding = concept?.coding?.find(({ system: url }) => url === system.snomed) ?? concept?.coding?.[0];
  const code = concept?.text?.includes(icdDeactivation) ? icdDeactivation : coding?.code;
  const known = treatments.find((treatment) => treatment.code === code);
  if (known) return { system: system.snomed, code: known.code, text: known.text };
  const text = concept?.text ?? coding?.display ?? coding?.code;
  if (text === undefined || text.trim() === "") return undefined;
  return { ...(coding?.system !== undefined && { system: coding.system }), code: code ?? "OTH", text };
}

/** Place of a treatment in the order of reading; what no list knows comes last. */
export function treatmentRank({ code }: { readonly code: string }): number {
  const place = treatments.findIndex((treatment) => treatment.code === code);
  return place === -1 ? treatments.length : place;
}

/** A limit as a doctor says it: "Niet reanimeren", "Anders: alleen bij uitzicht op terugkeer", "Niet besproken". */
export function limitText({ treatment, decision, text }: Limit): string {
  const known = treatments.find(({ code }) => code === treatment.code);
  switch (decision) {
    case "permit":
      return known?.permit ?? `Wel: ${treatment.text}`;
    case "deny":
      return known?.deny ?? `Niet: ${treatment.text}`;
    case "anders":
      return `Anders: ${text ?? ""}`;
    case "not-discussed":
      return withMore("Niet besproken", text);
    case "unknown":
      return withMore("Onbekend", text);
  }
}

function withMore(verdict: string, text: string | undefined): string {
  return text === undefined || text.toLowerCase().replace(/\.$/, "") === verdict.toLowerCase() ? verdict : `${verdict}: ${text}`;
}
