import { codeSystemUrl } from "@wijkverband/fhir";
import { isRole, roles } from "@wijkverband/policy";
import type { AuditEvent } from "hl7-fhir-r4-types";
import type { Language } from "../night-page/texts/texts.ts";
import { foundNothing, interactionDeed, operationDeed, type Deed } from "./what-words.ts";
import { noRightWords, whyWords } from "./why-words.ts";

/** One line of the log as a patient reads it. */
export interface LogLine {
  /** ISO instant. */
  readonly when: string;
  readonly person: string;
  readonly role?: string;
  readonly organization?: string;
  readonly what: string;
  readonly why: string;
  /** Id of the AuditEvent. */
  readonly event: string;
}

const basisPrefix = "https://wijkverband.example/basis#";
const machine: Readonly<Record<Language, string>> = { nl: "een computersysteem", en: "a computer system" };

/** Says an audit event in words. Pure.
 *  @param reasonOf the reason of emergency access, by reference (`Task/x`) of what records it. */
export function logLine(event: AuditEvent, language: Language, reasonOf: (reference: string) => string | undefined): LogLine {
  const agentOf = (code: string) => event.agent.find(({ type }) => type?.coding?.some((coding) => coding.code === code));
  const person = agentOf("IRCP");
  const role = person?.role?.[0]?.coding?.find(({ system }) => system === codeSystemUrl("rol"))?.code;
  const organization = agentOf("PROV")?.who?.display;
  const basis = person?.policy?.find((uri) => uri.startsWith(basisPrefix))?.slice(basisPrefix.length);
  const emergency = isEmergency(event);
  const reason = emergency ? referencesOf(event).map(reasonOf).find((found) => found !== undefined) : undefined;
  return {
    when: event.recorded ?? "",
    person: person?.name ?? machine[language],
    ...(role !== undefined && { role: isRole(role) ? roles[role][language] : role }),
    ...(organization !== undefined && { organization }),
    what: whatOf(event, language),
    why: wasForbidden(event) ? noRightWords(language) : whyWords({ basis: emergency ? "break-glass" : basis, role, reason }, language),
    event: event.id ?? "",
  };
}

/** Tells whether an event is of emergency access: asking for it, ending it, or looking by it. */
export function isEmergency({ agent, subtype }: AuditEvent): boolean {
  const began = subtype?.some(({ system, code }) => system === codeSystemUrl("operatie") && (code === "break-glass" || code === "end-break-glass"));
  return began === true || agent.some(({ policy }) => policy?.includes(`${basisPrefix}break-glass`));
}

/** What an event refers to, without versions and the patient. */
export function referencesOf({ entity }: AuditEvent): readonly string[] {
  return (entity ?? []).flatMap(({ what, role }) => (what?.reference === undefined || role?.code === "1" ? [] : [what.reference.split("/_history/")[0] ?? ""]));
}

/** Tells whether somebody wanted what he has no right to, rather than something that didn't work out or isn't there: by the status and rule in `outcomeDesc`. */
function wasForbidden({ outcome, outcomeDesc }: AuditEvent): boolean {
  return outcome === "4" && /^40[13]\b|^404 stranger$/.test(outcomeDesc ?? "");
}

function whatOf(event: AuditEvent, language: Language): string {
  const deed = deedOf(event, language);
  if (event.outcome === "0" || event.outcome === undefined) return deed.done;
  if (wasForbidden(event)) return language === "nl" ? `wilde ${deed.wanted}, maar dat mocht niet` : `tried to ${deed.wanted}, but may not`;
  return language === "nl" ? `wilde ${deed.wanted}, maar dat lukte niet` : `tried to ${deed.wanted}, but that failed`;
}

function deedOf(event: AuditEvent, language: Language): Deed {
  const operation = event.subtype?.find(({ system, code }) => system === codeSystemUrl("operatie") && code !== "onbekend")?.code;
  if (operation !== undefined) return operationDeed(operation, language);
  const interaction = event.subtype?.find(({ system }) => system === "http://hl7.org/fhir/restful-interaction")?.code ?? "";
  const types = (event.entity ?? []).flatMap(({ what, role }) => (role?.code === "4" && what?.reference !== undefined ? [what.reference.split("/")[0] ?? ""] : []));
  if (interaction === "search-type" && types.length === 0 && event.outcome === "0") return foundNothing[language];
  return interactionDeed(interaction, types, language);
}
