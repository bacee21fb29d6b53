import type { Basic, Bundle, CarePlan, Communication, Composition, Consent, Flag, Resource, Task } from "hl7-fhir-r4-types";
import { codeSystemUrl } from "@wijkverband/fhir";
import type { Kind, Labels } from "./condition.ts";

/** The labels that follow from what a resource says. Pure; the store asks it for every version, so that no way of writing forgets it. */
export function marksOf(resource: Resource): Pick<Labels, "kind" | "withheld"> {
  const kind = kindOf(resource);
  const withheld = resource.meta?.security?.some(({ system, code }) => system === codeSystemUrl("inzage") && code === "afgeschermd") ?? false;
  return { ...(kind !== "ordinary" && { kind }), ...(withheld && { withheld }) };
}

function kindOf(resource: Resource): Kind {
  switch (resource.resourceType) {
    case "Consent":
      return consentKind(resource);
    case "Task":
      return taskKind(resource);
    case "Communication":
      return communicationKind(resource);
    case "CarePlan":
      return isPlan(resource) ? "plan" : "ordinary";
    case "Composition":
      return compositionKind(resource);
    case "Bundle":
      return documentKind(resource);
    case "Basic":
      return isTopic(resource) ? "topic" : "ordinary";
    case "Flag":
      return isHomeAccess(resource) ? "home-access" : "ordinary";
    default:
      return "ordinary";
  }
}

/** A scope that isn't clinical is treated as privacy: the fewest people read it. */
function consentKind(consent: Consent): Kind {
  const scope = consent.scope?.coding?.filter(({ system }) => system === "http://terminology.hl7.org/CodeSystem/consentscope").map(({ code }) => code) ?? [];
  if (scope.length !== 1) return "privacy-consent";
  if (scope[0] === "treatment") return "treatment-directive";
  return scope[0] === "adr" ? "advance-directive" : "privacy-consent";
}

const taskKinds: Readonly<Record<string, Kind>> = {
  inschrijving: "registration",
  noodtoegang: "break-glass",
  "noodtoegang-beoordelen": "break-glass-review",
  wisverzoek: "erase-request",
  voorstel: "proposal",
  "voorstel-zorgplan": "plan-proposal",
  uitnodiging: "invitation",
  opdracht: "team-task",
  overschrijving: "transfer",
  "overschrijving-betwist": "transfer-contest",
  "overschrijving-gevraagd": "transfer-request",
  waarneembericht: "contact-task",
  "waarneembericht-verstuurd": "contact-task",
};

/** The first code that the table knows counts: a Task that also carries another code is still what it is. */
function taskKind(task: Task): Kind {
  const codes = (task.code?.coding ?? []).filter(({ system }) => system === codeSystemUrl("taak")).map(({ code }) => code ?? "");
  const known = codes.find((code) => Object.hasOwn(taskKinds, code));
  return (known === undefined ? undefined : taskKinds[known]) ?? "other-task";
}

function communicationKind({ category }: Communication): Kind {
  const has = (wanted: string): boolean => category?.some(({ coding }) => coding?.some(({ system, code }) => system === codeSystemUrl("bericht") && code === wanted)) ?? false;
  if (has("melding")) return "notice";
  if (has("toelichting-signaal")) return "signal-explanation";
  return has("verklaring-patient") ? "patient-statement" : "ordinary";
}

/** SNOMED CT 135411000146103: the category of the one shared plan of a patient (DESIGN, words). */
export function isPlan({ category }: CarePlan): boolean {
  return category?.some(({ coding }) => coding?.some(({ system, code }) => system === "http://snomed.info/sct" && code === "135411000146103")) ?? false;
}

const compositionKinds: Readonly<Record<string, Kind>> = { "mdo-verslag": "minutes", waarneembericht: "contact-report" };

function compositionKind({ type }: Composition): Kind {
  const codes = (type?.coding ?? []).filter(({ system }) => system === codeSystemUrl("verslag")).map(({ code }) => code ?? "");
  const known = codes.find((code) => Object.hasOwn(compositionKinds, code));
  return (known === undefined ? undefined : compositionKinds[known]) ?? "ordinary";
}

/** A document is what it begins with: a report of the night is one as a whole too. */
function documentKind({ type, entry }: Bundle): Kind {
  const first = type === "document" ? entry?.[0]?.resource : undefined;
  return first?.resourceType === "Composition" ? compositionKind(first) : "ordinary";
}

/** What one may be notified of, as the R5 resource that R4 doesn't have. It is about nobody. */
function isTopic({ code, subject }: Basic): boolean {
  return subject === undefined && (code?.coding?.some((coding) => coding.system === "http://hl7.org/fhir/fhir-types" && coding.code === "SubscriptionTopic") ?? false);
}

function isHomeAccess({ category }: Flag): boolean {
  return category?.some(({ coding }) => coding?.some(({ system, code }) => system === codeSystemUrl("overdracht") && code === "toegang-woning")) ?? false;
}
