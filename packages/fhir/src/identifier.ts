type SystemKey = "bsn" | "ura" | "agb" | "uzi" | "big" | "kvk" | "uziRole" | "organizationType" | "snomed" | "loinc";

/** Naming systems of Dutch care. Source: registered naming systems of Nictiz; facts in nl-core R4. */
export const system: Readonly<Record<SystemKey, string>> = {
  bsn: "http://fhir.nl/fhir/NamingSystem/bsn",
  ura: "http://fhir.nl/fhir/NamingSystem/ura",
  agb: "http://fhir.nl/fhir/NamingSystem/agb-z",
  uzi: "http://fhir.nl/fhir/NamingSystem/uzi-nr-pers",
  big: "http://fhir.nl/fhir/NamingSystem/big",
  kvk: "http://www.kvk.nl/",
  uziRole: "http://fhir.nl/fhir/NamingSystem/uzi-rolcode",
  organizationType: "http://nictiz.nl/fhir/NamingSystem/organization-type",
  snomed: "http://snomed.info/sct",
  loinc: "http://loinc.org",
};

/** The one canonical base of our own artefacts. */
export const canonicalBase = "https://wijkverband.example/fhir";

/** `StructureDefinition` canonical of one of our profiles or extensions. */
export function profileUrl(id: string): string {
  return `${canonicalBase}/StructureDefinition/${id}`;
}

/** `CodeSystem` url of ours. */
export function codeSystemUrl(id: string): string {
  return `${canonicalBase}/CodeSystem/${id}`;
}

const weights = [9, 8, 7, 6, 5, 4, 3, 2, -1] as const;

/** Tells whether `value` can be a burgerservicenummer: nine digits, kept as text because leading zeroes count,
 *  whose sum weighted 9, 8, 7, 6, 5, 4, 3, 2, -1 is divisible by 11. Well formed is all it says; whether it was
 *  ever issued only the SBV-Z can say. Source: Logisch Ontwerp BSN, "elfproef". */
export function isBsn(value: string): boolean {
  if (!/^\d{9}$/.test(value) || value === "000000000") return false;
  const sum = weights.reduce((total, weight, place) => total + weight * Number(value[place]), 0);
  return sum % 11 === 0;
}

/** Takes every BSN-like number (nine digits in a row that pass the elfproef) out of a text that may be shown or logged. */
export function withoutBsn(text: string): string {
  return text.replaceAll(/(?<!\d)\d{9}(?!\d)/g, (digits) => (isBsn(digits) ? "[bsn]" : digits));
}

/** Nine digits as people type a BSN: in a row, or in groups with a space, point or dash between. What follows a country's code is a telephone number. */
const typed = /(?<!\d)(?<!(?:\+|(?<!\d)00)\d{1,3}[ .-])(?:\d{9}|\d{4}[ .-]\d{2}[ .-]\d{3}|\d{3}[ .-]\d{3}[ .-]\d{3}|\d{3}[ .-]\d{2}[ .-]\d{4})(?!\d)/g;

function isTypedBsn(digits: string): boolean {
  return isBsn(digits.replaceAll(/\D/g, ""));
}

/** Tells whether a text that people type holds a number that can be a BSN: nine digits that pass the elfproef, in a row or in groups. */
export function mentionsBsn(text: string): boolean {
  return text.match(typed)?.some(isTypedBsn) ?? false;
}

/** Takes what may be a BSN out of a text that people typed, in groups too, for where it travels to others than who reads the text itself. */
export function withoutTypedBsn(text: string): string {
  return withoutBsn(text.replaceAll(typed, (digits) => (isTypedBsn(digits) ? "[bsn]" : digits)));
}
