import type {
  AllergyIntolerance,
  Basic,
  CarePlan,
  CommunicationRequest,
  Condition,
  Consent,
  Device,
  DeviceUseStatement,
  Encounter,
  Flag,
  Goal,
  List,
  MedicationRequest,
  MedicationStatement,
  Observation,
  Patient,
  Procedure,
  RelatedPerson,
  Resource,
} from "hl7-fhir-r4-types";
import { profileUrl, system } from "@wijkverband/fhir";
import { coded, own, sct, to } from "./coding.ts";

/** Willem Voorbeeld, 78, lung cancer, at home with Riet, terminal. Invented, as is everybody here; the same people as in the examples of `profiles/`.
 *  Each function gives fresh resources at version 1, as a client would have written them and a store would have kept them. */

const willem = to("Patient/willem-voorbeeld", "Willem Voorbeeld");
const eva = to("PractitionerRole/eva-fictief-huisarts", "Eva Fictief, huisarts");
const noor = to("PractitionerRole/noor-verzonnen-wijkverpleegkundige", "Noor Verzonnen, wijkverpleegkundige");
const riet = to("RelatedPerson/riet-voorbeeld", "Riet Voorbeeld, echtgenote");
const anja = to("RelatedPerson/anja-voorbeeld", "Anja Voorbeeld, dochter");
const visit = to("Encounter/willem-acp-contact", "Huisbezoek, 10 november 2026");

const contactRole = "urn:oid:2.16.840.1.113883.2.4.3.11.22.472";
const familyRole = "http://terminology.hl7.org/CodeSystem/v3-RoleCode";
const consentScope = "http://terminology.hl7.org/CodeSystem/consentscope";

/** What every resource here carries: an id and its first version. */
function first(id: string): { id: string; meta: { versionId: string; lastUpdated: string } } {
  return { id, meta: { versionId: "1", lastUpdated: "2026-11-18T15:00:00.000Z" } };
}

export function willemVoorbeeld(): Patient {
  return {
    resourceType: "Patient",
    ...first("willem-voorbeeld"),
    extension: [
      {
        url: "https://fhir.iknl.nl/fhir/StructureDefinition/ext-LegallyCapable-MedicalTreatmentDecisions",
        extension: [{ url: "legallyCapable", valueBoolean: true }],
      },
    ],
    identifier: [{ system: system.bsn, value: "999911120" }],
    name: [{ use: "official", text: "Willem Voorbeeld", family: "Voorbeeld", given: ["Willem"] }],
    telecom: [{ system: "phone", value: "+31 00 000 00 01", use: "home" }],
    gender: "male",
    birthDate: "1948-03-12",
    address: [{ use: "home", line: ["Voorbeeldstraat 12"], city: "Voorbeeldstad", postalCode: "0000 AA" }],
    generalPractitioner: [to("Organization/praktijk-voorbeeldstraat"), eva],
  };
}

/** Riet is first contact, legal representative and informal carer; Anja second contact. */
export function naasten(): RelatedPerson[] {
  return [
    {
      resourceType: "RelatedPerson",
      ...first("riet-voorbeeld"),
      active: true,
      patient: willem,
      relationship: [
        coded(contactRole, "01"),
        coded(contactRole, "24"),
        coded("urn:oid:2.16.840.1.113883.2.4.3.11.60.40.4.23.1", "100001"),
        coded(familyRole, "WIFE"),
      ],
      name: [{ use: "official", text: "Riet Voorbeeld", family: "Voorbeeld", given: ["Riet"] }],
      telecom: [{ system: "phone", value: "+31 00 000 00 02", use: "mobile" }],
    },
    {
      resourceType: "RelatedPerson",
      ...first("anja-voorbeeld"),
      active: true,
      patient: willem,
      relationship: [coded(contactRole, "02"), coded(familyRole, "DAUC")],
      name: [{ use: "official", text: "Anja Voorbeeld", family: "Voorbeeld", given: ["Anja"] }],
      telecom: [{ system: "phone", value: "+31 00 000 00 03", use: "mobile" }],
    },
  ];
}

/** A treatment directive of Willem and Eva. `decision`: permit, deny, or the text of *anders*. */
export function behandelgrens(id: string, treatment: string, decision: "permit" | "deny" | { anders: string }, dateTime = "2026-11-10"): Consent {
  const other = typeof decision === "object" ? decision.anders : undefined;
  const consenter = coded(familyRole, "CONSENTER");
  return {
    resourceType: "Consent",
    ...first(id),
    ...(other !== undefined && {
      modifierExtension: [{ url: "http://nictiz.nl/fhir/StructureDefinition/ext-TreatmentDirective2.SpecificationOther", valueString: other }],
    }),
    status: "active",
    scope: coded(consentScope, "treatment"),
    category: [sct("129125009")],
    patient: willem,
    dateTime,
    policy: [{ uri: "https://wetten.overheid.nl/" }],
    provision: {
      ...(typeof decision === "string" && { type: decision }),
      actor: [
        { role: consenter, reference: willem },
        { role: consenter, reference: eva },
      ],
      code: [sct(treatment)],
    },
  };
}

/** The seven limits: no CPR, no ICU, no ventilation; hospital *anders*; antibiotics yes; blood not discussed; ICD off. */
export function behandelgrenzen(): Consent[] {
  const blood = behandelgrens("willem-limiet-bloedproduct", "116762002", { anders: "Niet besproken" });
  const icd = behandelgrens("willem-limiet-icd", "OTH", "permit");
  return [
    behandelgrens("willem-limiet-reanimatie", "89666000", "deny"),
    behandelgrens("willem-limiet-intensive-care", "305351004", "deny"),
    behandelgrens("willem-limiet-beademing", "40617009", "deny"),
    behandelgrens("willem-limiet-ziekenhuis", "32485007", { anders: "Liever niet. Alleen als een klacht thuis echt niet te behandelen is." }),
    behandelgrens("willem-limiet-antibiotica", "281789004", "permit"),
    { ...blood, extension: [{ url: profileUrl("directive-discussion"), valueCode: "not-discussed" }] },
    {
      ...icd,
      provision: {
        ...icd.provision,
        code: [
          {
            ...coded("http://terminology.hl7.org/CodeSystem/v3-NullFlavor", "OTH"),
            text: "uitzetten van cardioverter-defibrillator in laatste levensfase (SNOMED CT - 400231000146108)",
          },
        ],
      },
    },
  ];
}

function wilsverklaring(): Consent {
  return {
    resourceType: "Consent",
    ...first("willem-wilsverklaring"),
    status: "active",
    scope: coded(consentScope, "adr"),
    category: [coded("http://terminology.hl7.org/CodeSystem/consentcategorycodes", "acd")],
    patient: willem,
    dateTime: "2026-09-02",
    policy: [{ uri: "https://wetten.overheid.nl/" }],
    provision: {
      actor: [{ role: coded(familyRole, "RESPRSN"), reference: riet }],
      code: [{ coding: [{ system: "urn:oid:2.16.840.1.113883.2.4.3.11.60.40.4.14.1", code: "NR", display: "Niet reanimeren verklaring" }] }],
    },
  };
}

/** The phase of Willem, as Eva saw it. */
export function fase(code: "palliatief" | "terminaal", effectiveDateTime = "2026-11-18", id = "willem-fase"): Observation {
  return {
    resourceType: "Observation",
    ...first(id),
    status: "final",
    code: own("overdracht", "palliatieve-fase"),
    subject: willem,
    effectiveDateTime,
    performer: [eva],
    valueCodeableConcept: own("palliatieve-fase", code),
  };
}

function answer(id: string, code: Observation["code"], value: Pick<Observation, "valueString" | "valueCodeableConcept">): Observation {
  return { resourceType: "Observation", ...first(id), status: "final", code, subject: willem, encounter: visit, effectiveDateTime: "2026-11-10", performer: [eva], ...value };
}

/** Phase, prognosis, sedation and the five wishes of PZP. */
function waarnemingen(): Observation[] {
  return [
    fase("terminaal"),
    answer("willem-prognose", own("overdracht", "prognose"), { valueString: "Dagen tot enkele weken. Willem en Riet weten dit." }),
    answer("willem-sedatie", own("overdracht", "palliatieve-sedatie"), { valueString: "Zijn de klachten niet meer te verdragen? Dan wil Willem slapen tot hij sterft." }),
    answer("willem-wensen", sct("153851000146100"), { valueString: "Willem hoort slecht met zijn rechteroor. Praat langzaam." }),
    answer("willem-plaats-van-overlijden", sct("395091006"), { valueCodeableConcept: sct("264362003", "thuis") }),
    answer("willem-standpunt-euthanasie", sct("340171000146104"), { valueCodeableConcept: sct("340201000146103", "wil geen euthanasie") }),
    answer("willem-donorregistratie", sct("570801000146104"), { valueCodeableConcept: sct("373066001", "ja") }),
    answer("willem-zingeving", sct("247751003"), { valueString: "Op 6 december wordt zijn kleindochter vijf jaar." }),
  ];
}

/** Main diagnosis and COPD. */
function problemen(): Condition[] {
  const problem = (id: string, text: string, category: string): Condition => ({
    resourceType: "Condition",
    ...first(id),
    clinicalStatus: coded("http://terminology.hl7.org/CodeSystem/condition-clinical", "active"),
    verificationStatus: {
      coding: [
        { system: "http://terminology.hl7.org/CodeSystem/condition-ver-status", code: "confirmed" },
        { system: system.snomed, code: "410605003" },
      ],
    },
    category: [sct(category)],
    code: { text },
    subject: willem,
    recordedDate: "2026-11-18",
    recorder: eva,
  });
  return [
    problem("willem-diagnose", "Longkanker rechts met uitzaaiingen in lever en botten", "282291009"),
    problem("willem-benauwdheid", "Benauwd, ook in rust", "409586006"),
  ];
}

/** What he takes, as the nurse asked it, and the agreement behind the morphine. */
function medicatie(): (MedicationStatement | MedicationRequest)[] {
  const use = (id: string, text: string, dosage: string): MedicationStatement => ({
    resourceType: "MedicationStatement",
    ...first(id),
    status: "active",
    category: sct("422979000"),
    medicationCodeableConcept: { text },
    subject: willem,
    effectivePeriod: { start: "2026-11-10" },
    dateAsserted: "2026-11-18",
    informationSource: noor,
    dosage: [{ text: dosage }],
  });
  return [
    use("willem-medicatie-morfine", "morfine tablet met gereguleerde afgifte 10 mg", "2 keer per dag 1 tablet, om 8 uur en om 20 uur"),
    use("willem-medicatie-macrogol", "macrogol poeder", "1 keer per dag 1 zakje"),
    use("willem-medicatie-noodset", "doos met noodmedicijnen", "Alleen door een arts of verpleegkundige"),
    {
      resourceType: "MedicationRequest",
      ...first("willem-medicatieafspraak-morfine"),
      status: "active",
      intent: "order",
      category: [sct("33633005")],
      medicationCodeableConcept: { text: "morfine tablet met gereguleerde afgifte 10 mg" },
      subject: willem,
      authoredOn: "2026-11-10T15:30:00+01:00",
      requester: eva,
      reasonReference: [to("Condition/willem-diagnose", "Longkanker")],
      dosageInstruction: [{ text: "2 keer per dag 1 tablet, om 8 uur en om 20 uur" }],
    },
  ];
}

function allergie(): AllergyIntolerance {
  return {
    resourceType: "AllergyIntolerance",
    ...first("willem-allergie"),
    clinicalStatus: coded("http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical", "active"),
    verificationStatus: coded("http://terminology.hl7.org/CodeSystem/allergyintolerance-verification", "confirmed"),
    category: ["medication"],
    code: { text: "amoxicilline" },
    patient: willem,
    recordedDate: "2015-06-01",
    recorder: eva,
    reaction: [{ manifestation: [sct("271807003", "eruptie van huid")] }],
  };
}

/** One policy for each problem that is expected. */
export function scenarios(): CarePlan {
  const policies: readonly (readonly [string, string])[] = [
    ["benauwdheid", "Raam open, ventilator aan. Morfinedrank 2,5 ml."],
    ["pijn", "Morfinedrank 2,5 ml. Mag na een uur nog een keer."],
    ["bloeding", "Blijf bij hem. Midazolam 10 mg in de spier. Geen ambulance."],
  ];
  return {
    resourceType: "CarePlan",
    ...first("willem-scenarios"),
    status: "active",
    intent: "plan",
    category: [own("overdracht", "scenario")],
    title: "Plan bij verwachte klachten",
    subject: willem,
    created: "2026-11-18",
    author: eva,
    addresses: [to("Condition/willem-diagnose", "Longkanker")],
    activity: policies.map(([problem, description]) => ({ detail: { status: "scheduled", reasonCode: [own("scenario", problem)], description } })),
  };
}

/** Eva can be called on weekdays until 23:00 and at weekends from 9:00 to 21:00, for two weeks. */
export function bereikbaarheid(): Basic {
  const hours = (days: readonly string[], start: string, end: string): NonNullable<Basic["extension"]>[number] => ({
    url: profileUrl("available-time"),
    extension: [...days.map((valueCode) => ({ url: "daysOfWeek", valueCode })), { url: "start", valueTime: start }, { url: "end", valueTime: end }],
  });
  return {
    resourceType: "Basic",
    ...first("willem-bereikbaarheid-huisarts"),
    extension: [
      { url: profileUrl("availability-period"), valuePeriod: { start: "2026-11-20T17:00:00+01:00", end: "2026-12-04T08:00:00+01:00" } },
      hours(["mon", "tue", "wed", "thu", "fri"], "17:00:00", "23:00:00"),
      hours(["sat", "sun"], "09:00:00", "21:00:00"),
      { url: profileUrl("availability-telecom"), valueContactPoint: { system: "phone", value: "+31 00 000 00 14", use: "mobile", rank: 1 } },
    ],
    code: own("overdracht", "bereikbaarheid-huisarts"),
    subject: willem,
    created: "2026-11-20",
    author: eva,
  };
}

/** Home care twice a day, and Anja at weekends. */
function zorgAanwezig(): CarePlan[] {
  const help = (id: string, code: string, performer: ReturnType<typeof to>, description: string): CarePlan => ({
    resourceType: "CarePlan",
    ...first(id),
    status: "active",
    intent: "plan",
    category: [sct("243114000")],
    subject: willem,
    activity: [{ detail: { code: sct(code), status: "in-progress", performer: [performer], description } }],
  });
  return [
    help("willem-zorg-thuiszorg", "60689008", to("Organization/thuiszorg-proeftuin", "Thuiszorg De Proeftuin"), "Wassen, verzorgen en medicijnen klaarzetten."),
    help("willem-zorg-anja", "386229000", anja, "Anja slaapt in het weekend bij haar ouders."),
  ];
}

function beleidsdoel(): Goal {
  return {
    resourceType: "Goal",
    ...first("willem-beleidsdoel"),
    lifecycleStatus: "active",
    category: [sct("713603004", "advance care planning")],
    description: sct("713148004", "voorkomen en behandelen van symptomen"),
    subject: willem,
    statusDate: "2026-11-10",
  };
}

/** His ICD: the use and the device. */
function icd(): [DeviceUseStatement, Device] {
  return [
    {
      resourceType: "DeviceUseStatement",
      ...first("willem-icd-gebruik"),
      status: "active",
      subject: willem,
      timingPeriod: { start: "2019-05" },
      device: to("Device/willem-icd", "ICD"),
      note: [{ text: "Staat nog aan." }],
    },
    { resourceType: "Device", ...first("willem-icd"), type: sct("72506001", "implanteerbare cardioverter-defibrillator"), patient: willem },
  ];
}

/** The conversation of 10 November, the visit, and telling the relatives. */
function gesprek(): [Procedure, Encounter, CommunicationRequest] {
  return [
    {
      resourceType: "Procedure",
      ...first("willem-acp-gesprek"),
      status: "completed",
      code: sct("713603004", "advance care planning"),
      subject: willem,
      encounter: visit,
      performedPeriod: { start: "2026-11-10T14:00:00+01:00", end: "2026-11-10T15:10:00+01:00" },
      performer: [{ actor: eva }, { actor: riet }],
    },
    {
      resourceType: "Encounter",
      ...first("willem-acp-contact"),
      status: "finished",
      class: { system: "http://terminology.hl7.org/CodeSystem/v3-ActCode", code: "HH" },
      subject: willem,
      participant: [{ individual: eva }, { individual: riet }, { individual: anja }],
      period: { start: "2026-11-10T14:00:00+01:00", end: "2026-11-10T15:10:00+01:00" },
      reasonReference: [to("Procedure/willem-acp-gesprek")],
    },
    {
      resourceType: "CommunicationRequest",
      ...first("willem-naasten-informeren"),
      status: "active",
      category: [sct("223449006", "adviseren om iemand te informeren")],
      subject: willem,
      payload: [{ contentString: "Willem vertelt Riet en Anja wat er is afgesproken." }],
      authoredOn: "2026-11-10",
      requester: eva,
      recipient: [riet, anja],
      sender: willem,
      reasonCode: [sct("713603004")],
    },
  ];
}

/** Key safe; never in a document. */
export function toegangWoning(): Flag {
  return {
    resourceType: "Flag",
    ...first("willem-toegang-woning"),
    status: "active",
    category: [own("overdracht", "toegang-woning")],
    code: { text: "Sleutelkluisje links naast de voordeur, code 0000." },
    subject: willem,
    period: { start: "2026-11-18", end: "2026-12-31" },
    author: eva,
  };
}

/** Opt-in for the post; never in a document. */
export function toestemming(): Consent {
  return {
    resourceType: "Consent",
    ...first("willem-toestemming"),
    status: "active",
    scope: coded(consentScope, "patient-privacy"),
    category: [coded("http://terminology.hl7.org/CodeSystem/v3-ActCode", "IDSCL")],
    patient: willem,
    dateTime: "2026-11-10",
    performer: [willem],
    policyRule: coded("http://terminology.hl7.org/CodeSystem/v3-ActCode", "OPTIN"),
    verification: [{ verified: true, verifiedWith: to("Patient/willem-voorbeeld"), verificationDate: "2026-11-10" }],
    provision: {
      provision: [
        {
          type: "permit",
          period: { start: "2026-11-10", end: "2027-11-10" },
          actor: [{ role: coded("http://terminology.hl7.org/CodeSystem/v3-ParticipationType", "IRCP"), reference: to("Organization/spoedpost-modelregio") }],
        },
      ],
    },
  };
}

/** "None known" or "not discussed" for a section. */
export function uitdrukkelijkNiets(section: string, reason: "nilknown" | "notasked" = "nilknown"): List {
  return {
    resourceType: "List",
    ...first(`willem-geen-${section}`),
    status: "current",
    mode: "snapshot",
    code: own("overdracht-sectie", section),
    subject: willem,
    date: "2026-11-18",
    emptyReason: coded("http://terminology.hl7.org/CodeSystem/list-empty-reason", reason),
  };
}

/** All that is kept about Willem, complete by rule `minimum`. */
export function willemsDossier(): Resource[] {
  return [
    willemVoorbeeld(),
    ...naasten(),
    ...behandelgrenzen(),
    wilsverklaring(),
    ...waarnemingen(),
    ...problemen(),
    ...medicatie(),
    allergie(),
    scenarios(),
    bereikbaarheid(),
    ...zorgAanwezig(),
    beleidsdoel(),
    ...icd(),
    ...gesprek(),
    toegangWoning(),
    toestemming(),
  ];
}
