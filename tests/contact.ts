import { mainBsn } from "@wijkverband/server";
import type { Bundle, BundleEntry, Composition, CompositionSection, Consent, Resource, Task } from "hl7-fhir-r4-types";
import { byBsn, valueOf, type Answer, type Demo } from "./harness.ts";

const ours = (codeSystem: string, code: string): { system: string; code: string } => ({ system: `https://wijkverband.example/fhir/CodeSystem/${codeSystem}`, code });
const snomed = (code: string): { system: string; code: string } => ({ system: "http://snomed.info/sct", code });
const urn = (place: number): string => `urn:uuid:00000000-0000-4000-8000-${String(place).padStart(12, "0")}`;

/** Who writes for which post of the demo. */
export const night = { author: "PractitionerRole/role-post-huisarts", post: "Organization/spoedpost-modelregio" } as const;
export const elsewhere = { author: "PractitionerRole/role-post-huisarts-elders", post: "Organization/spoedpost-elders" } as const;

export interface ContactOptions {
  /** Of the document; the same number is the same document. */
  readonly number?: string;
  readonly bsn?: string;
  readonly urgency?: string;
  readonly complaint?: string;
  readonly plan?: string;
  readonly from?: { readonly author: string; readonly post: string };
  /** Limits that the post would change. */
  readonly wishes?: readonly { readonly code: string; readonly type?: "permit" | "deny"; readonly text?: string }[];
  /** `Composition/<id>` that it replaces. */
  readonly replaces?: string;
  /** Changes the finished document. */
  readonly spoil?: (document: Bundle) => Bundle;
}

/** A contact report as a post would send it: references by fullUrl, nothing of ours but the directory. */
export function contactDocument({ number = "1", bsn = mainBsn, urgency = "U2", complaint = "Erg benauwd en bang.", plan = "Morfine gegeven.", from = night, wishes = [], replaces, spoil = (document) => document }: ContactOptions = {}): Bundle {
  const subject = { reference: urn(1) };
  const encounter = { reference: urn(2) };
  const section = (title: string, code: { system: string; code: string }, words: string, entry: readonly number[] = []): CompositionSection => ({
    title,
    code: { coding: [code] },
    text: { status: "generated", div: `<div xmlns="http://www.w3.org/1999/xhtml"><p>${words}</p></div>` },
    ...(entry.length > 0 && { entry: entry.map((place) => ({ reference: urn(place) })) }),
  });
  const consents = wishes.map(
    ({ code, type, text }): Consent => ({
      resourceType: "Consent",
      status: "active",
      scope: { coding: [{ system: "http://terminology.hl7.org/CodeSystem/consentscope", code: "treatment" }] },
      category: [{ coding: [snomed("129125009")] }],
      patient: subject,
      dateTime: "2026-11-24",
      policy: [{ uri: "https://wetten.overheid.nl/" }],
      ...(text !== undefined && { modifierExtension: [{ url: "http://nictiz.nl/fhir/StructureDefinition/ext-TreatmentDirective2.SpecificationOther", valueString: text }] }),
      provision: { ...(type !== undefined && { type }), code: [{ coding: [snomed(code)] }] },
    }),
  );
  const composition: Composition = {
    resourceType: "Composition",
    extension: [{ url: "https://wijkverband.example/fhir/StructureDefinition/urgency", valueCodeableConcept: { coding: [ours("urgentie", urgency)] } }],
    status: "final",
    type: { coding: [ours("verslag", "waarneembericht"), snomed("11591000146107")] },
    subject,
    encounter,
    date: "2026-11-24T03:10:00+01:00",
    author: [{ reference: from.author, display: "N. Nacht, huisarts op de spoedpost" }],
    title: "Waarneembericht",
    custodian: { reference: from.post, display: "Huisartsenspoedpost" },
    ...(replaces !== undefined && { relatesTo: [{ code: "replaces", targetReference: { reference: replaces } }] }),
    section: [
      section("Reden van het contact", ours("verslag", "klacht"), complaint),
      section("S", snomed("255362007"), "Sinds een uur benauwd."),
      section("O", snomed("260224007"), "Ademt 28 keer per minuut."),
      section("E", snomed("129265001"), "Benauwdheid bij COPD.", [3]),
      section("P", snomed("129271007"), plan),
      section("Gegeven medicijnen", ours("verslag", "gegeven-medicatie"), "Morfine 5 mg onder de huid.", [4]),
      ...(consents.length > 0 ? [section("Veranderd beleid", ours("verslag", "veranderd-beleid"), "De patiënt wil iets anders dan is afgesproken.", consents.map((_consent, place) => 10 + place))] : []),
    ],
  };
  const resources: readonly (readonly [number, Resource])[] = [
    [0, composition],
    [1, { resourceType: "Patient", identifier: [{ system: "http://fhir.nl/fhir/NamingSystem/bsn", value: bsn }], name: [{ text: "W. Voorbeeld", family: "Voorbeeld" }], birthDate: "1948-03-12" }],
    [2, { resourceType: "Encounter", status: "finished", class: { system: "http://terminology.hl7.org/CodeSystem/v3-ActCode", code: "HH" }, type: [{ coding: [ours("verslag", "spoedcontact")] }], subject, period: { start: "2026-11-24T02:30:00+01:00", end: "2026-11-24T03:05:00+01:00" } }],
    [
      3,
      {
        resourceType: "Condition",
        clinicalStatus: { coding: [{ system: "http://terminology.hl7.org/CodeSystem/condition-clinical", code: "active" }] },
        verificationStatus: { coding: [{ system: "http://terminology.hl7.org/CodeSystem/condition-ver-status", code: "confirmed" }, snomed("410605003")] },
        category: [{ coding: [{ system: "http://terminology.hl7.org/CodeSystem/condition-category", code: "encounter-diagnosis" }] }],
        code: { coding: [{ system: "http://hl7.org/fhir/sid/icpc-1-nl", code: "R02" }], text: "Benauwdheid" },
        subject,
        encounter,
      },
    ],
    [4, { resourceType: "MedicationStatement", status: "completed", medicationCodeableConcept: { text: "morfine 5 mg subcutaan" }, subject, context: encounter, effectiveDateTime: "2026-11-24T02:50:00+01:00", dosage: [{ text: "1 keer 5 mg" }] }],
    ...consents.map((consent, place) => [10 + place, consent] as const),
  ];
  return spoil({
    resourceType: "Bundle",
    identifier: { system: "https://post.voorbeeld.example/bericht", value: number },
    type: "document",
    timestamp: "2026-11-24T03:12:00+01:00",
    entry: resources.map(([place, resource]): BundleEntry => ({ fullUrl: urn(place), resource })),
  });
}

/** Sends it in the name of somebody at a post. */
export function report(demo: Demo, who: string, options: ContactOptions = {}): Promise<Answer> {
  return demo.ask(who, "POST", "Patient/$report-contact", byBsn(options.bsn ?? mainBsn, { name: "document", resource: contactDocument(options) }));
}

/** `Type/id` that an answer of `$report-contact` names. */
export function named(answer: Answer, name: "task" | "report"): string {
  return (valueOf(answer.body, name) as { reference?: string } | undefined)?.reference ?? "";
}

/** The contact reports that wait for the practice, as the huisarts sees them. */
export async function waiting(demo: Demo, who = "huisarts", practice = "Organization/praktijk-voorbeeldstraat"): Promise<readonly Task[]> {
  const { body } = await demo.ask(who, "GET", `Task?waits-for=${practice}&code=waarneembericht&_sort=urgency`);
  return (body.entry ?? []).flatMap(({ resource }) => (resource?.resourceType === "Task" ? [resource] : []));
}
