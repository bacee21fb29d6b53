import type { Message } from "./official.ts";

/** An error of the official validator that is no fault of ours. Each says why; one that nothing meets is reported, so that the list can't grow old. */
export interface Allowed {
  readonly text: RegExp;
  /** On these instances only. */
  readonly on?: RegExp;
  /** At these places only. */
  readonly at?: RegExp;
  /** Only where each detail of the message is one of these. */
  readonly details?: readonly Detail[];
  readonly reason: string;
}

/** A detail of a message that is let through, and why. */
interface Detail {
  readonly text: RegExp;
  readonly reason: string;
}

const snomed = "(?:http:\\/\\/snomed\\.info\\/sct#\\d+(?:, )?)+";

/** A value set that is defined by a filter over SNOMED CT, of which the JVM holds no edition; only codings of SNOMED CT are let through. */
function filtered(name: string, url: string): Allowed {
  const escaped = url.replaceAll(".", "\\.").replaceAll("/", "\\/");
  return {
    text: new RegExp(`^None of the codings provided are in the value set '${name}' \\(${escaped}\\|.*\\(codes = ${snomed}\\)$`),
    reason: `${name} is a filter over SNOMED CT, which is licensed and not in the JVM`,
  };
}

/** What HL7 compares of a profile and of the national one that it names in `compliesWithProfile`, beyond what its examples show. */
const compliance: readonly Detail[] = [
  {
    text: /^The pattern value of '\[\S+#\S+\]' on the path (?:Consent\.scope|Consent\.category:\w+|CarePlan\.category:\w+|Observation\.(?:code|method)|Procedure\.code) does not comply with the value 'null' from the claimed profile$/,
    reason: "the two patterns are equal to the letter: given both profiles as they are, HL7's checker agrees; inside the validator, which makes our snapshot anew, it doesn't",
  },
  {
    text: /^The binding\.strength value of 'EXAMPLE' on the path Procedure\.code does not comply with the value 'REQUIRED'/,
    reason: "our pattern allows one code, which is on the national list",
  },
  {
    text: /^The binding\.strength value of '(?:EXAMPLE|EXTENSIBLE)' on the path (?:Procedure\.bodySite|DeviceUseStatement\.bodySite|Patient\.maritalStatus) does not comply with the value 'REQUIRED'/,
    reason: "known gap: the national lists are not ours to carry, so our profile alone takes other codes there; a server that is given the national packages refuses them",
  },
  {
    text: /^Mismatch in slicing rules at (?:Organization|Patient|Practitioner)\.identifier: the discriminator '\S+:VALUE' was not found$/,
    reason: "the national profile tells identifiers by a pattern that holds only the system, ours by the system itself: the same slices",
  },
  {
    text: /^Mismatch in slicing rules at CarePlan\.category: the discriminator 'CarePlan\.category:VALUE' was not found$/,
    reason: "the national profile tells the category of a nursing intervention by its coding, with the pattern on the category itself; ours by the category: the same slice",
  },
  {
    text: /^Mismatch in slicing at Consent\.extension:(?:comment|additionalAdvanceDirective|encounter): no slice found/,
    reason: "optional extensions in an open slicing: unsliced, each is held to its own definition",
  },
  {
    text: /^The constraint '\(extension\.where\(url = '\S+ext-TreatmentDirective2\.SpecificitionOther'\)/,
    reason: "zib-TreatmentDirective2-2 misspells the extension and never fires; our limits-clear is the rule that it meant",
  },
  {
    text: /^The valueSet https:\/\/wijkverband\.example\/fhir\/ValueSet\/beleidsdoel\|\S+ includes codes not allowed in the claimed profile .* \(codes: UNK\)$/,
    reason: "PZP has UNK for the policy goal since release candidate 2; the package here is older",
  },
  {
    text: /^The ValueSet '\S+' cannot be expanded so the claim cannot be checked: .*CodeSystem 'http:\/\/snomed\.info\/sct' is ignored\/not-present$/,
    reason: "a filter over SNOMED CT can't be worked out without an edition of it",
  },
];

export const allowList: readonly Allowed[] = [
  {
    text: /^Unable to expand ValueSet: cannot apply filters .* because CodeSystem 'http:\/\/snomed\.info\/sct' is ignored\/not-present$/,
    reason: "a filter over SNOMED CT can't be worked out without an edition of it",
  },
  filtered("ProbleemNaamCodelijst", "http://decor.nictiz.nl/fhir/ValueSet/2.16.840.1.113883.2.4.3.11.60.40.2.5.1.3--20200901000000"),
  filtered("VerrichtingTypeCodelijsten", "http://decor.nictiz.nl/fhir/ValueSet/2.16.840.1.113883.2.4.3.11.60.121.11.19--20200901000000"),
  filtered("ProductTypeCodelijst", "http://decor.nictiz.nl/fhir/ValueSet/2.16.840.1.113883.2.4.3.11.60.40.2.10.1.1--20200901000000"),
  filtered("InterventieCodelijsten", "http://decor.nictiz.nl/fhir/ValueSet/2.16.840.1.113883.2.4.3.11.60.121.11.18--20200901000000"),
  filtered("MedicalDevice ProductType ICD", "https://fhir.iknl.nl/fhir/ValueSet/ACP-MedicalDeviceProductType-ICD"),
  {
    text: /^Slicing cannot be evaluated: Could not match discriminator \(coding\) for slice CarePlan\.category:nursingInterventionCode in profile \S+nl-core-NursingIntervention\b/,
    reason: "the national profile tells the slice by its coding and has the pattern on the category itself: HL7's validator can't work that out, for nobody's intervention",
  },
  {
    text: /^Profile reference 'https:\/\/api\.iknl\.nl\/docs\/pzp\/r4\/StructureDefinition\/[\w.-]+' has not been checked because it could not be found/,
    reason: "the same PZP profiles under the address of their documentation; the package has them under https://fhir.iknl.nl/fhir, and there they are checked",
  },
  {
    text: /^Error generating Snapshot: Unable to resolve package id hl7\.fhir\.r4\.core#null/,
    on: /^artefact\/StructureDefinition-/,
    reason: "HAPI keeps no package of R4 itself, which HL7's snapshot generator asks for when it looks at the context of an extension; our snapshots are SUSHI's and come along",
  },
  {
    text: /^This profile does not comply with claimed profile '/,
    on: /^artefact\/StructureDefinition-/,
    details: compliance,
    reason: "compliesWithProfile, where what is not alike is one of the known differences",
  },
  {
    text: /^if identifier\.system is 'urn:ietf:rfc:3986', then the identifier\.value must be a full URI .* not 'Local eCMS identifier'$/,
    on: /^artefact\/StructureDefinition-(?:advance-directive|privacy-consent|treatment-directive)$/,
    at: /\.example\[0\]/,
    reason: "an example in R4's own definition of Consent.identifier, inherited by every snapshot",
  },
  {
    text: /^Relative Reference appears inside Bundle whose entry is missing a fullUrl$/,
    at: /^Parameters\..*\.signature\.who$/,
    reason: "of a Bundle inside Parameters the validator looks for the fullUrl of the entry around the signature, and there is none; the same Bundle by itself passes",
  },
  {
    text: /^The profile 'http:\/\/hl7\.org\/fhir\/uv\/subscriptions-backport\/StructureDefinition\/[\w-]+' cannot be found, so the validator cannot check that the profile does comply with it$/,
    on: /^artefact\/StructureDefinition-/,
    reason: "the package of HL7's Subscriptions backport isn't in the JVM",
  },
  {
    text: /^Slice 'Extension\.extension:authorize': a matching slice is required, but not found \(from http:\/\/fhir-registry\.smarthealthit\.org\/StructureDefinition\/oauth-uris\|/,
    on: /^live\/metadata$/,
    reason: "nobody authorises in a browser here, so there is no such endpoint to name; clients of SMART 1 look at this place for the other one, of tokens",
  },
  {
    text: /^Extension url 'http:\/\/hl7\.org\/fhir\/5\.0\/StructureDefinition\/extension-SubscriptionTopic\.[\w.]+' is not valid \(invalid Version '5\.0'\)$/,
    reason: "the R4 form of a SubscriptionTopic writes elements of R5 as extensions of that name; HAPI holds no definitions of R5 to look them up in",
  },
  {
    text: /^None of the codings provided are in the value set '(?:ProbleemNaamCodelijst|VerrichtingTypeCodelijsten|ProductTypeCodelijst|InterventieCodelijsten|MedicalDevice ProductType ICD)'.*\(codes = [^)]*http:\/\/snomed\.info\/sct#[^)]*\)$/,
    on: /^mutant\//,
    reason: "whether a code that somebody wrote as SNOMED CT is in a filter over it, nobody here can tell",
  },
  {
    text: /^CodeSystem is unknown and can't be validated: https:\/\/unheard-of\.example\/codes/,
    on: /^mutant\//,
    reason: "an absent code system, where no required binding asks for another one",
  },
  {
    text: /^Unknown code '/,
    on: /^mutant\//,
    reason:
      "known difference: outside required bindings we hold no code to the edition of its code system that came with R4, since terminology.hl7.org and the national lists have grown since",
  },
];

const national = "'(?:http:\\/\\/nictiz\\.nl|https:\\/\\/fhir\\.iknl\\.nl)\\/fhir\\/StructureDefinition\\/[\\w.-]+'";

/** Let through besides, where the machine has no national packages. */
export const withoutPackages: readonly Allowed[] = [
  {
    text: new RegExp(`^Profile reference ${national} has not been checked because it could not be found`),
    reason: "a national profile, and this machine has no package that holds it",
  },
  {
    text: new RegExp(`^The profile ${national} cannot be found, so the validator cannot check that the profile does comply with it`),
    on: /^artefact\/StructureDefinition-/,
    reason: "compliesWithProfile of a national profile, and this machine has no package that holds it",
  },
];

/** The reason why an error is let through, or `undefined`: then it counts. */
export function allowedFor(instance: string, { text, location, details }: Message, list: readonly Allowed[]): Allowed | undefined {
  const known = (allowed: readonly Detail[]): boolean => details.length > 0 && details.every((detail) => allowed.some((each) => each.text.test(detail)));
  return list.find((each) => each.text.test(text) && (each.on?.test(instance) ?? true) && (each.at?.test(location) ?? true) && (each.details === undefined || known(each.details)));
}
