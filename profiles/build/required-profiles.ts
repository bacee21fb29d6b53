import { canonicalBase, codeSystemUrl, profileUrl, system, type ResourceTypeName } from "@wijkverband/fhir";
import { type Compiled, ofType } from "./compiled.ts";

/** `profiles/generated/required-profiles.json`: a resource of `type` with a coding `system|code` at `path` meets `profile`, claimed or not;
 *  without a path, every resource of the type does. Without a system, `code` is the value of a `code` element. */
export interface RequiredProfile {
  readonly type: ResourceTypeName;
  readonly path?: string;
  readonly system?: string;
  readonly code?: string;
  readonly profile: string;
}

type Row = readonly [type: ResourceTypeName, path: string | undefined, system: string | undefined, codes: readonly string[], profile: string];

const consentScope = "http://terminology.hl7.org/CodeSystem/consentscope";
const participation = "http://terminology.hl7.org/CodeSystem/provenance-participant-type";
const consentCategory = "http://terminology.hl7.org/CodeSystem/consentcategorycodes";

/** The types that have one profile, whatever they hold. */
const always: readonly (readonly [ResourceTypeName, string])[] = [
  ["Patient", "wijk-patient"],
  ["RelatedPerson", "wijk-related-person"],
  ["Practitioner", "wijk-practitioner"],
  ["PractitionerRole", "wijk-practitioner-role"],
  ["Organization", "wijk-organization"],
  ["OrganizationAffiliation", "wijk-organization-affiliation"],
  ["HealthcareService", "wijk-healthcare-service"],
  ["Condition", "wijk-condition"],
  ["AllergyIntolerance", "wijk-allergy"],
  ["MedicationStatement", "wijk-medication"],
  ["Subscription", "wijk-subscription"],
];

/** What the content asks for. `codes` is an alternative: any of them. Source of the codes: profiles/README.md. */
// oxfmt-ignore
const byContent: readonly Row[] = [
  ["Organization",         "Organization.type",             codeSystemUrl("netwerk"),    ["wijkverband", "hagro", "regio", "rho"], "wijk-network"],
  ["CareTeam",             "CareTeam.category",             codeSystemUrl("team"),       ["huisartsteam"],                "huisartsteam"],
  ["CareTeam",             "CareTeam.category",             codeSystemUrl("team"),       ["wijkteam"],                    "wijkteam"],
  ["Consent",              "Consent.category",              system.snomed,               ["129125009"],                   "treatment-directive"],
  ["Consent",              "Consent.scope",                 consentScope,                ["adr"],                         "advance-directive"],
  ["Consent",              "Consent.category",              consentCategory,             ["acd"],                         "advance-directive"],
  ["Consent",              "Consent.scope",                 consentScope,                ["patient-privacy"],             "privacy-consent"],
  ["Goal",                 "Goal.category",                 system.snomed,               ["713603004"],                   "policy-goal"],
  ["Observation",          "Observation.code",              system.snomed,               ["153851000146100"],             "care-wishes"],
  ["Observation",          "Observation.code",              system.snomed,               ["395091006"],                   "preferred-place-of-death"],
  ["Observation",          "Observation.code",              system.snomed,               ["340171000146104"],             "position-euthanasia"],
  ["Observation",          "Observation.code",              system.snomed,               ["570801000146104"],             "organ-donation"],
  ["Observation",          "Observation.code",              system.snomed,               ["247751003"],                   "sense-of-purpose"],
  ["Observation",          "Observation.code",              codeSystemUrl("overdracht"), ["palliatieve-fase"],            "palliative-phase"],
  ["Observation",          "Observation.code",              codeSystemUrl("overdracht"), ["prognose"],                    "prognosis"],
  ["Observation",          "Observation.code",              codeSystemUrl("overdracht"), ["palliatieve-sedatie"],         "sedation-agreement"],
  ["Device",               "Device.type",                   system.snomed,               ["72506001", "465460004", "468542000", "704707009", "1263462004", "1236894001"], "icd-product"],
  ["Procedure",            "Procedure.code",                system.snomed,               ["713603004"],                   "acp-procedure"],
  ["CommunicationRequest", "CommunicationRequest.category", system.snomed,               ["223449006"],                   "inform-relatives"],
  ["MedicationRequest",    "MedicationRequest.category",    system.snomed,               ["33633005"],                    "wijk-medication-agreement"],
  ["CarePlan",             "CarePlan.category",             codeSystemUrl("overdracht"), ["scenario"],                    "scenario-plan"],
  ["CarePlan",             "CarePlan.category",             system.snomed,               ["243114000"],                   "care-present"],
  ["CarePlan",             "CarePlan.category",             system.snomed,               ["135411000146103"],             "wijk-zorgplan"],
  ["CarePlan",             "CarePlan.category",             system.snomed,               ["9632001"],                     "nursing-intervention"],
  ["Goal",                 "Goal.category",                 codeSystemUrl("doel"),       ["gedeeld-doel", "vakdoel"],     "wijk-goal"],
  ["Task",                 "Task.code",                     codeSystemUrl("taak"),       ["voorstel", "voorstel-zorgplan"], "proposal"],
  ["Task",                 "Task.code",                     codeSystemUrl("taak"),       ["uitnodiging"],                 "invitation"],
  ["Task",                 "Task.code",                     codeSystemUrl("taak"),       ["overschrijving", "overschrijving-betwist", "overschrijving-gevraagd"], "transfer-task"],
  ["Task",                 "Task.code",                     codeSystemUrl("taak"),       ["opdracht"],                    "team-task"],
  ["Provenance",           "Provenance.agent.type",         participation,               ["verifier"],                    "two-signatures"],
  ["Encounter",            "Encounter.type",                codeSystemUrl("verslag"),    ["mdo"],                         "mdo-encounter"],
  ["Composition",          "Composition.type",              codeSystemUrl("verslag"),    ["mdo-verslag"],                 "mdo-minutes"],
  ["Encounter",            "Encounter.type",                codeSystemUrl("verslag"),    ["spoedcontact"],                "contact-encounter"],
  ["Composition",          "Composition.type",              codeSystemUrl("verslag"),    ["waarneembericht"],             "contact-report"],
  ["Task",                 "Task.code",                     codeSystemUrl("taak"),       ["waarneembericht"],             "contact-task"],
  ["Task",                 "Task.code",                     codeSystemUrl("taak"),       ["waarneembericht-verstuurd"],   "contact-receipt"],
  ["Basic",                "Basic.code",                    codeSystemUrl("overdracht"), ["bereikbaarheid-huisarts"],     "gp-availability"],
  ["Flag",                 "Flag.category",                 codeSystemUrl("overdracht"), ["toegang-woning"],              "home-access"],
  ["ServiceRequest",       "ServiceRequest.category",       system.snomed,               ["308292007"],                   "handover-request"],
  ["Bundle",               "Bundle.entry[0].resource.type", system.loinc,                ["18761-7"],                     "handover-document"],
  ["Composition",          "Composition.type",              system.loinc,                ["18761-7"],                     "handover-composition"],
  ["Task",                 "Task.code",                     codeSystemUrl("taak"),       ["noodtoegang"],                 "break-glass-grant"],
  ["Task",                 "Task.code",                     codeSystemUrl("taak"),       ["noodtoegang-beoordelen"],      "break-glass-review"],
  ["Communication",        "Communication.category",        codeSystemUrl("bericht"),    ["melding"],                     "notice"],
  ["Communication",        "Communication.category",        codeSystemUrl("bericht"),    ["verklaring-patient"],          "patient-statement"],
  ["Communication",        "Communication.category",        codeSystemUrl("bericht"),    ["toelichting-signaal"],         "signal-explanation"],
  ["Task",                 "Task.code",                     codeSystemUrl("taak"),       ["wisverzoek"],                  "erase-request"],
  ["DocumentReference",    "DocumentReference.type",        system.loinc,                ["18761-7"],                     "handover-reference"],
];

/** The table as the server reads it. The sections' codes of `explicit-none` come from the code system itself.
 *  @throws {Error} when a row names a profile that is not there, or one on another type. */
export function buildRequiredProfiles(compiled: readonly Compiled[]): readonly RequiredProfile[] {
  const sections = ofType<CodeSystem>(compiled, "CodeSystem").find(({ id }) => id === "overdracht-sectie")?.concept ?? [];
  const none: Row = ["List", "List.code", codeSystemUrl("overdracht-sectie"), sections.map(({ code }) => code), "explicit-none"];
  const rows = [
    ...always.map(([type, profile]): RequiredProfile => ({ type, profile: profileUrl(profile) })),
    ...[...byContent, none].flatMap(([type, path, of, codes, profile]) =>
      codes.map((code): RequiredProfile => ({ type, ...(path !== undefined && { path }), ...(of !== undefined && { system: of }), code, profile: profileUrl(profile) })),
    ),
  ];
  const profiles = new Map(ofType<Profile>(compiled, "StructureDefinition").map(({ url, type }) => [url, type]));
  const wrong = rows.filter(({ type, profile }) => profiles.get(profile) !== type).map(({ profile }) => profile.slice(canonicalBase.length));
  if (wrong.length > 0) throw new Error(`required, but not a profile of that type: ${[...new Set(wrong)].join(", ")}`);
  return rows;
}

interface CodeSystem extends Compiled {
  readonly resourceType: "CodeSystem";
  readonly concept: readonly { readonly code: string }[];
}

interface Profile extends Compiled {
  readonly resourceType: "StructureDefinition";
  readonly url: string;
  readonly type: string;
}
