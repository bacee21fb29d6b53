const subject = { reference: "Patient/willem-voorbeeld", display: "De heer Voorbeeld" };
const coded = (code: string, display: string): object => ({ coding: [{ system: "http://codes.example/metingen", code, display }] });
const measured = (value: number, code: string): object => ({ value, unit: code, system: "http://unitsofmeasure.org", code });

/** What the examples of the profiles have none of: quantities, also of parts, and identifiers with their type. */
export const moreExamples: readonly Readonly<Record<string, unknown>>[] = [
  {
    resourceType: "Observation",
    status: "final",
    identifier: [{ system: "http://meter.example", value: "m-1", type: coded("meter", "Nummer van de meter") }],
    code: coded("bloeddruk", "Bloeddruk"),
    subject,
    effectiveDateTime: "2026-11-23",
    component: [
      { code: coded("boven", "Bovendruk"), valueQuantity: measured(120, "mm[Hg]") },
      { code: coded("stand", "Houding"), valueCodeableConcept: coded("zittend", "Zittend") },
    ],
  },
  { resourceType: "Observation", status: "final", code: coded("gewicht", "Gewicht"), subject, effectiveDateTime: "2026-11-23", valueQuantity: measured(71.5, "kg") },
  { resourceType: "Observation", status: "final", code: coded("stemming", "Stemming"), subject, effectiveDateTime: "2026-11-23", valueCodeableConcept: coded("goed", "Goed") },
  { resourceType: "Observation", status: "final", code: coded("val", "Laatste val"), subject, effectiveDateTime: "2026-11-23", valueDateTime: "2026-10" },
  { resourceType: "Observation", status: "final", code: coded("zin", "In eigen woorden"), subject, effectiveDateTime: "2026-11-23", valueString: "Het gaat" },
  { resourceType: "Encounter", status: "finished", class: { system: "http://terminology.hl7.org/CodeSystem/v3-ActCode", code: "HH" }, subject, length: measured(45, "min") },
];
