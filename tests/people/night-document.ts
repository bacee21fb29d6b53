import { codeSystemUrl, profileUrl, system } from "@wijkverband/fhir";
import type { SectionKey } from "@wijkverband/care";
import type { Bundle, CodeableConcept, CompositionSection, Consent, MedicationStatement, Observation, Patient, PractitionerRole, Reference, Resource } from "hl7-fhir-r4-types";

/** A whole handover as a practice would publish it: Geesje Hofstra, 81, lung cancer, dying at home. Everybody is made up; the numbers are
 *  of the range that the regulator keeps for drama and of the demo range of BSNs. */
const contactRole = "urn:oid:2.16.840.1.113883.2.4.3.11.22.472";
const scope = (code: string): CodeableConcept => ({ coding: [{ system: "http://terminology.hl7.org/CodeSystem/consentscope", code }] });
const snomed = (code: string, text?: string): CodeableConcept => ({ coding: [{ system: system.snomed, code }], ...(text !== undefined && { text }) });
const own = (codeSystem: string, code: string): CodeableConcept => ({ coding: [{ system: codeSystemUrl(codeSystem), code }] });

export const subject: Reference<Patient> = { reference: "Patient/geesje" };
const gp: Reference<PractitionerRole> = { reference: "PractitionerRole/veenstra", display: "dr. A. Veenstra, huisarts" };
const nurse: Reference<PractitionerRole> = { reference: "PractitionerRole/de-boer", display: "M. de Boer, wijkverpleegkundige" };

export function limit(id: string, code: string, decision: "permit" | "deny" | { readonly anders: string }, date: string, author: Reference<PractitionerRole> = gp): Consent {
  return {
    resourceType: "Consent",
    id,
    meta: { versionId: "1", lastUpdated: "2026-11-03T09:00:00Z" },
    status: "active",
    scope: scope("treatment"),
    category: [snomed("129125009")],
    patient: subject,
    dateTime: date,
    performer: [author],
    policy: [{ uri: "https://wetten.overheid.nl/" }],
    provision: { ...(typeof decision === "string" && { type: decision }), code: [snomed(code)] },
    ...(typeof decision !== "string" && { modifierExtension: [{ url: "http://nictiz.nl/fhir/StructureDefinition/ext-TreatmentDirective2.SpecificationOther", valueString: decision.anders }] }),
  };
}

function discussed(consent: Consent, code: "not-discussed" | "unknown"): Consent {
  return { ...consent, extension: [{ url: profileUrl("directive-discussion"), valueCode: code }] };
}

function observation(id: string, code: CodeableConcept, value: Pick<Observation, "valueString" | "valueCodeableConcept">, note?: string): Observation {
  return { resourceType: "Observation", id, status: "final", code, subject, effectiveDateTime: "2026-11-03", performer: [gp], ...value, ...(note !== undefined && { note: [{ text: note }] }) };
}

function medicine(id: string, name: string, dosage: string, more: Partial<MedicationStatement> = {}): MedicationStatement {
  return { resourceType: "MedicationStatement", id, status: "active", medicationCodeableConcept: { text: name }, subject, dateAsserted: "2026-11-10", informationSource: gp, dosage: [{ text: dosage }], ...more };
}

const limits: readonly Consent[] = [
  limit("cpr", "89666000", "deny", "2026-11-03"),
  limit("hospital", "32485007", { anders: "Alleen bij een heupbreuk, om de pijn te behandelen. Daarna terug naar huis." }, "2026-11-03"),
  limit("icu", "305351004", "deny", "2026-11-03"),
  discussed(limit("ventilation", "40617009", { anders: "Mevrouw wilde er toen niet over praten." }, "2026-11-03"), "not-discussed"),
  limit("antibiotics", "281789004", "permit", "2026-09-15"),
  { ...limit("drip", "OTH", "deny", "2026-11-03"), provision: { type: "deny", code: [{ coding: [{ system: "http://terminology.hl7.org/CodeSystem/v3-NullFlavor", code: "OTH" }], text: "Infuus met vocht" }] } },
  { ...limit("icd-off", "OTH", "permit", "2026-10-20"), provision: { type: "permit", code: [{ coding: [{ system: "http://terminology.hl7.org/CodeSystem/v3-NullFlavor", code: "OTH" }], text: "uitzetten van cardioverter-defibrillator in laatste levensfase (SNOMED CT - 400231000146108)" }] } },
];

const directive: Consent = {
  resourceType: "Consent", id: "eu", status: "active", scope: scope("adr"), category: [{ coding: [{ system: "http://terminology.hl7.org/CodeSystem/consentcategorycodes", code: "acd" }] }], patient: subject, dateTime: "2025-02-11",
  provision: { code: [{ coding: [{ system: "urn:oid:2.16.840.1.113883.2.4.3.11.60.40.4.14.1", code: "NR" }] }], actor: [{ role: { coding: [{ system: "http://terminology.hl7.org/CodeSystem/v3-RoleCode", code: "RESPRSN" }] }, reference: { reference: "RelatedPerson/sietske" } }] },
  sourceAttachment: { title: "Niet-reanimerenverklaring, ondertekend 11 februari 2025", contentType: "application/pdf" },
};

const medication: readonly Resource[] = [
  medicine("fentanyl", "Fentanyl pleister 25 microgram/uur", "1 pleister elke 3 dagen, volgende wissel woensdag 25 november", { note: [{ text: "Zit op de rug, zodat mevrouw er niet aan krabt." }] }),
  medicine("paracetamol", "Paracetamol zetpil 1000 mg", "3 keer per dag 1 zetpil"),
  medicine("macrogol", "Macrogol poeder", "1 keer per dag 1 zakje"),
  medicine("haloperidol", "Haloperidol druppels 2 mg/ml", "’s avonds 5 druppels (0,5 mg)"),
  medicine("morfine-zn", "Morfine 10 mg/ml ampul", "zo nodig 5 mg onder de huid, hoogstens 6 keer per 24 uur", { dosage: [{ text: "zo nodig 5 mg onder de huid, hoogstens 6 keer per 24 uur", asNeededCodeableConcept: { text: "pijn of benauwdheid" } }] }),
  medicine("midazolam", "Midazolam 5 mg/ml ampul", "5 mg onder de huid, na overleg", { status: "intended", note: [{ text: "4 ampullen in de gele doos in de koelkast, met spuiten en naalden. Geteld op 10 november." }] }),
  medicine("levomepromazine", "Levomepromazine 25 mg/ml ampul", "6,25 mg onder de huid, na overleg", { status: "intended", note: [{ text: "2 ampullen in de gele doos." }] }),
  medicine("apixaban", "Apixaban tablet 2,5 mg", "gestopt op 3 november", { status: "stopped", statusReason: [{ text: "kan niet meer slikken" }] }),
];

const scenario = (code: string, description: string): { detail: { status: "not-started"; reasonCode: CodeableConcept[]; description: string } } => ({ detail: { status: "not-started", reasonCode: [own("scenario", code)], description } });

const plans: readonly Resource[] = [
  {
    resourceType: "CarePlan", id: "scenario", status: "active", intent: "plan", category: [own("overdracht", "scenario")], subject, created: "2026-11-10", author: gp,
    activity: [
      scenario("pijn", "Morfine 5 mg onder de huid, na 30 minuten herhalen als het niet helpt. Werkt twee keer niet? Bel mij, ook ’s nachts."),
      scenario("benauwdheid", "Rechtop, raam open, ventilator. Morfine 2,5 tot 5 mg onder de huid. Geen zuurstof in huis."),
      scenario("delier", "Haloperidol 1 mg onder de huid. Kijk eerst naar blaas en pijn."),
      scenario("bloeding", "Kan uit de tumor komen. Donkere handdoeken liggen in de gangkast. Midazolam 10 mg in de spier, blijf erbij."),
      scenario("onrust", "Midazolam 5 mg onder de huid. Bij aanhoudende onrust: sedatie, zie afspraken. Start in overleg met mij."),
    ],
  },
  {
    resourceType: "CarePlan", id: "thuiszorg", status: "active", intent: "plan", category: [snomed("243114000")], subject, created: "2026-11-05", author: nurse,
    activity: [{ detail: { status: "in-progress", description: "Vier keer per dag, en ’s nachts op afroep. Vervangt ook de pleister.", performer: [{ reference: "Organization/thuiszorg" }] } }],
  },
  {
    resourceType: "CarePlan", id: "vrijwilligers", status: "active", intent: "plan", category: [snomed("243114000")], subject, created: "2026-11-05", author: nurse,
    activity: [{ detail: { status: "in-progress", description: "Waakt dinsdag- en donderdagnacht van 23:00 tot 07:00.", performer: [{ display: "Vrijwilligers Thuis Sterven Woudsend" }] } }],
  },
];

const people: readonly Resource[] = [
  { resourceType: "RelatedPerson", id: "sietske", patient: subject, name: [{ text: "Sietske Hofstra" }], relationship: [{ coding: [{ system: contactRole, code: "01" }] }, { coding: [{ system: contactRole, code: "24" }] }, { coding: [{ system: "http://terminology.hl7.org/CodeSystem/v3-RoleCode", code: "DAUC" }] }], telecom: [{ system: "phone", value: "06 39 57 01 44", use: "mobile" }], address: [{ text: "Zelfde adres, slaapt op zolder" }] },
  { resourceType: "RelatedPerson", id: "durk", patient: subject, name: [{ text: "Durk Hofstra" }], relationship: [{ coding: [{ system: contactRole, code: "02" }] }, { coding: [{ system: "http://terminology.hl7.org/CodeSystem/v3-RoleCode", code: "SONC" }] }], telecom: [{ system: "phone", value: "+31 (0)6 3957 0155", use: "mobile" }, { system: "email", value: "durk.hofstra@example.org" }] },
];

const observations: readonly Resource[] = [
  observation("fase", own("overdracht", "palliatieve-fase"), { valueCodeableConcept: own("palliatieve-fase", "terminaal") }, "Mevrouw en haar dochter weten dit en praten er open over."),
  observation("prognose", own("overdracht", "prognose"), { valueString: "Dagen tot twee weken." }),
  observation("sedatie", own("overdracht", "palliatieve-sedatie"), { valueString: "Besproken en akkoord als klachten niet anders te verlichten zijn. Niet eerder dan na overleg met mij." }),
  observation("euthanasie", snomed("340171000146104"), { valueCodeableConcept: snomed("340201000146103") }, "Geloof. Niet opnieuw over beginnen."),
  observation("plaats", snomed("395091006"), { valueCodeableConcept: snomed("264362003") }, "In haar eigen bed, met zicht op het water."),
  observation("wensen", snomed("153851000146100"), { valueString: "Geen onbekende verzorgers als het even kan. Psalm 42 mag voorgelezen worden." }),
  observation("zin", snomed("247751003"), { valueString: "De hond Bauke blijft bij haar, ook bij het sterven." }),
];

export const content: { readonly [key in SectionKey]?: readonly Resource[] } = {
  behandelgrenzen: limits,
  wilsverklaringen: [directive],
  "fase-en-prognose": observations.slice(0, 2),
  "diagnose-en-problemen": [
    { resourceType: "Condition", id: "longkanker", subject, category: [snomed("282291009")], code: { text: "Niet-kleincellig longcarcinoom rechts, uitgezaaid naar lever en botten" }, clinicalStatus: { coding: [{ system: "http://terminology.hl7.org/CodeSystem/condition-clinical", code: "active" }] }, onsetDateTime: "2025-08", recordedDate: "2025-08-21", recorder: gp, note: [{ text: "Geen behandeling meer sinds juli 2026." }] },
    { resourceType: "Condition", id: "hartfalen", subject, code: { text: "Hartfalen met ICD" }, recordedDate: "2018-04-02", recorder: gp },
    { resourceType: "Condition", id: "decubitus", subject, code: { text: "Drukplek stuit, graad 2" }, recordedDate: "2026-11-12", recorder: nurse },
  ],
  medicatie: medication,
  allergieen: [{ resourceType: "AllergyIntolerance", id: "metoclopramide", patient: subject, code: { text: "Metoclopramide" }, criticality: "high", recordedDate: "2019-06-01", recorder: gp, reaction: [{ manifestation: [{ text: "Bewegingsstoornis (dystonie)" }] }] }],
  scenarios: plans.slice(0, 1),
  bereikbaarheid: [
    {
      resourceType: "Basic", id: "bereikbaar", code: own("overdracht", "bereikbaarheid-huisarts"), subject, author: gp, created: "2026-11-10",
      extension: [
        { url: profileUrl("availability-period"), valuePeriod: { start: "2026-11-10", end: "2026-12-08" } },
        { url: profileUrl("availability-telecom"), valueContactPoint: { system: "phone", value: "06 39 57 01 22", rank: 1 } },
      ],
    },
  ],
  contactpersonen: people,
  "zorg-aanwezig": plans.slice(1),
  "doel-en-wensen": [
    { resourceType: "Goal", id: "doel", lifecycleStatus: "active", category: [snomed("713603004")], description: snomed("713148004"), subject, statusDate: "2026-11-03", expressedBy: gp, note: [{ text: "Rust en geen pijn. Niets meer om het leven te rekken." }] },
    ...observations.slice(2),
  ],
  hulpmiddelen: [{ resourceType: "DeviceUseStatement", id: "icd-in", status: "active", subject, device: { reference: "Device/icd" }, timingPeriod: { start: "2018" }, recordedOn: "2026-10-20", source: gp, note: [{ text: "Uitgezet door de technicus op 21 oktober 2026. Magneet ligt in de gele doos." }] }],
  gesprekken: [{ resourceType: "Procedure", id: "gesprek", status: "completed", code: snomed("713603004"), subject, performedDateTime: "2026-11-03", recorder: gp, performer: [{ actor: { display: "Geesje Hofstra" } }, { actor: { display: "Sietske Hofstra" } }] }],
};

const directory: readonly Resource[] = [
  { resourceType: "Patient", id: "geesje", name: [{ text: "Geesje Hofstra" }], birthDate: "1945-03-08", extension: [{ url: "https://api.iknl.nl/docs/pzp/r4/StructureDefinition/ext-LegallyCapable-MedicalTreatmentDecisions", extension: [{ url: "legallyCapable", valueBoolean: true }, { url: "legallyCapableComment", valueString: "’s Avonds soms verward, overdag helder." }] }] },
  { resourceType: "PractitionerRole", id: "veenstra", practitioner: { display: "dr. A. Veenstra" }, code: [{ text: "huisarts" }], organization: { reference: "Organization/praktijk" }, telecom: [{ system: "phone", value: "085 303 0101" }] },
  { resourceType: "PractitionerRole", id: "de-boer", practitioner: { display: "M. de Boer" }, code: [{ text: "wijkverpleegkundige" }], organization: { reference: "Organization/thuiszorg" } },
  { resourceType: "Organization", id: "praktijk", name: "Huisartsenpraktijk De Ee, Woudsend", telecom: [{ system: "phone", value: "085 303 0100" }] },
  { resourceType: "Organization", id: "thuiszorg", name: "Thuiszorg Slotermeer, nachtteam", telecom: [{ system: "phone", value: "085 303 0177" }] },
  { resourceType: "Organization", id: "apotheek", name: "Dienstapotheek Zuidwest", telecom: [{ system: "phone", value: "085 303 0190" }] },
  { resourceType: "Device", id: "icd", type: snomed("72506001"), patient: subject },
];

/** The document for a choice of sections. */
export function nightDocument(sections: { readonly [key in SectionKey]?: readonly Resource[] } = content, more: readonly CompositionSection[] = []): Bundle {
  const section = Object.entries(sections).map(([code, resources]): CompositionSection => ({
    title: code,
    code: own("overdracht-sectie", code),
    entry: resources.map((resource) => ({ reference: `${resource.resourceType}/${resource.id}` })),
  }));
  const composition: Resource = {
    resourceType: "Composition", id: "overdracht", status: "final", type: { coding: [{ system: system.loinc, code: "18761-7" }] }, subject, date: "2026-11-10T16:20:00+01:00", title: "Palliatieve overdracht", author: [gp],
    attester: [{ mode: "legal", party: gp, time: "2026-11-10T16:20:00+01:00" }], custodian: { reference: "Organization/praktijk" }, section: [...section, ...more],
  };
  const resources = [composition, ...directory, ...Object.values(sections).flat()];
  return {
    resourceType: "Bundle", id: "doc", type: "document", timestamp: "2026-11-10T16:21:00+01:00", identifier: { system: "urn:ietf:rfc:3986", value: "urn:uuid:3f0d7b0e-7f5e-4c3a-9a35-0a3f0a6a2c11" },
    entry: resources.map((resource) => ({ fullUrl: `https://praktijk.example/fhir/${resource.resourceType}/${resource.id}`, resource })),
    signature: { type: [{ system: "urn:iso-astm:E1762-95:2013", code: "1.2.840.10065.1.12.1.14" }], when: "2026-11-10T15:21:02Z", who: { display: "Wijkverband-server Zuidwest" } },
  };
}
