import type { CommunicationRequest, Consent, Encounter, Goal, Observation, Procedure } from "hl7-fhir-r4-types";
import { profileUrl } from "@wijkverband/fhir";
import { coded, own, sct, to } from "./coding.ts";
import { anja, consentScope, eva, familyRole, first, riet, visit, willem } from "./willem-around.ts";

/** What Willem wants and doesn't want, and the conversation in which he said so. */

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

export function wilsverklaring(): Consent {
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
export function waarnemingen(): Observation[] {
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

export function beleidsdoel(): Goal {
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

/** The conversation of 10 November, the visit, and telling the relatives. */
export function gesprek(): [Procedure, Encounter, CommunicationRequest] {
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
