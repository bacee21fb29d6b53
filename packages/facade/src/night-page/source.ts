import { specificationOther, stopType } from "@wijkverband/care";
import type { Extension, Reference, Resource } from "hl7-fhir-r4-types";
import { html, isEmpty, joinHtml, nothing } from "./html.ts";
import type { Html } from "./html.ts";
import type { Page } from "./page.ts";

/** When an item was last said, and by whom, as far as the resource tells. */
export interface Source {
  readonly date: string | undefined;
  readonly authors: readonly Reference[];
}

/** Reads date and author off the element that each type has for them. `meta.lastUpdated` is left to the caller: it is when the
 *  item was stored, which is not when it was agreed. */
export function readSource(resource: Resource): Source {
  switch (resource.resourceType) {
    case "Consent":
      return { date: resource.dateTime, authors: (resource.provision?.actor ?? []).map(({ reference }) => reference).concat(resource.performer ?? []).filter(isProfessional) };
    case "Observation":
      return { date: resource.effectiveDateTime ?? resource.effectivePeriod?.start ?? resource.issued, authors: resource.performer ?? [] };
    case "Condition":
      return { date: resource.recordedDate, authors: list(resource.recorder ?? resource.asserter) };
    case "AllergyIntolerance":
      return { date: resource.recordedDate, authors: list(resource.recorder ?? resource.asserter) };
    case "MedicationStatement":
      return { date: resource.dateAsserted ?? resource.effectiveDateTime, authors: list(resource.informationSource) };
    case "MedicationRequest":
      return { date: resource.authoredOn, authors: list(resource.requester ?? resource.recorder) };
    case "MedicationDispense":
      return { date: resource.whenHandedOver ?? resource.whenPrepared, authors: (resource.performer ?? []).map(({ actor }) => actor) };
    case "CarePlan":
      return { date: resource.created ?? resource.period?.start, authors: [...list(resource.author), ...(resource.contributor ?? [])] };
    case "Composition":
      return { date: resource.date, authors: resource.author };
    case "Goal":
      return { date: resource.statusDate ?? resource.startDate, authors: list(resource.expressedBy) };
    case "DeviceUseStatement":
      return { date: resource.recordedOn, authors: list(resource.source) };
    case "Basic":
      return { date: resource.created, authors: list(resource.author) };
    case "List":
      return { date: resource.date, authors: list(resource.source) };
    case "CommunicationRequest":
      return { date: resource.authoredOn, authors: list(resource.requester) };
    case "Communication":
      return { date: resource.sent, authors: list(resource.sender) };
    case "Procedure":
      return { date: resource.performedDateTime ?? resource.performedPeriod?.start, authors: list(resource.recorder ?? resource.asserter) };
    case "Encounter":
      return { date: resource.period?.start, authors: (resource.participant ?? []).flatMap(({ individual }) => list(individual)).filter(isProfessional) };
    case "Flag":
      return { date: resource.period?.start, authors: list(resource.author) };
    default:
      return { date: undefined, authors: [] };
  }
}

function list(reference: Reference | undefined): readonly Reference[] {
  return reference === undefined ? [] : [reference];
}

/** Whoever agreed may be the patient or a relative; the author is the professional among them. */
function isProfessional(reference: Reference | undefined): reference is Reference {
  return reference !== undefined && !/(^|\/)(Patient|RelatedPerson)\//.test(reference.reference ?? "");
}

/** Line under an item: date, age, author, a status that changes its meaning, and what the page cannot interpret.
 *  @param said Status codes that the surroundings of the item already tell. */
export function renderSource(resource: Resource, page: Page, said: readonly string[] = []): Html {
  const { date, authors } = withProvenance(readSource(resource), resource, page);
  return html`${renderByline(date, authors.map((author) => page.nameOf(author, resource)), page, resource.meta?.lastUpdated)}${renderWarnings(resource, page, said)}`;
}

/** Fills what the resource itself leaves open from a Provenance in the document. */
function withProvenance(source: Source, resource: Resource, page: Page): Source {
  if (source.date !== undefined && source.authors.length > 0) return source;
  const provenance = page.document.resources.find((candidate) => candidate.resourceType === "Provenance" && candidate.target.some((target) => page.document.resolve(target) === resource));
  if (provenance?.resourceType !== "Provenance") return source;
  return { date: source.date ?? provenance.occurredDateTime ?? provenance.recorded, authors: source.authors.length > 0 ? source.authors : provenance.agent.map(({ who }) => who) };
}

/** Date with age, then author; says so when one is missing. */
export function renderByline(date: string | undefined, authors: readonly (string | undefined)[], page: Page, stored?: string): Html {
  const { calendar, texts } = page;
  const names = [...new Set(authors.filter((name) => name !== undefined))];
  const shown = date ?? stored;
  const words = shown === undefined ? texts.source.dateUnknown : `${date === undefined ? `${texts.source.stored} ` : ""}${calendar.date(shown)}`;
  const age = calendar.ago(shown);
  return html`<span class="source">${words}${age && html` <b class="age">(${age})</b>`} · ${names.length === 0 ? texts.source.authorUnknown : names.join("; ")}</span>`;
}

/** Statuses under which an item simply holds; anything else is said. */
const plain = new Set(["active", "final", "completed-finding", "amended", "corrected", "confirmed", "current", "finished", "completed", "accepted"]);
const completes = new Set(["Procedure", "Encounter", "Communication", "CommunicationRequest", "Observation", "MedicationDispense"]);

/** A status that changes the meaning, unless `said` already, and any modifier extension that is not ours to read. */
export function renderWarnings(resource: Resource, page: Page, said: readonly string[] = []): Html {
  const status = readStatuses(resource).filter((code) => !said.includes(code) && (!plain.has(code) || (code === "completed" && !completes.has(resource.resourceType))));
  const modifiers = listModifiers(resource);
  const words = [...status.map((code) => page.texts.status[code] ?? code), ...(modifiers.some(({ url }) => url === stopType) ? [page.texts.source.stopAgreed] : [])];
  const unknown = modifiers.filter(({ url }) => !knownModifiers.has(url ?? ""));
  const pieces = [
    words.length === 0 ? nothing : html`<span class="status-word">${page.texts.source.status}: ${words.join(", ")}</span>`,
    unknown.length === 0 ? nothing : html`<strong class="alarm">${page.texts.source.unknownModifier}</strong>`,
  ];
  const shown = joinHtml(pieces, " ");
  return isEmpty(shown) ? nothing : html` ${shown}`;
}

function readStatuses(resource: Resource): readonly string[] {
  const own = "status" in resource && typeof resource.status === "string" ? [resource.status] : [];
  switch (resource.resourceType) {
    case "Condition":
    case "AllergyIntolerance":
      return [resource.clinicalStatus, resource.verificationStatus].flatMap((concept) => {
        const code = concept?.coding?.find(({ system }) => system?.startsWith("http://terminology.hl7.org/"))?.code;
        return code === undefined ? [] : [code];
      });
    case "Goal":
      return [resource.lifecycleStatus, ...(resource.achievementStatus?.coding?.flatMap(({ code }) => (code === undefined ? [] : [code])) ?? [])];
    case "List":
    case "Organization":
    case "Practitioner":
    case "PractitionerRole":
      return own.filter((code) => code === "entered-in-error");
    default:
      return own;
  }
}

/** Modifiers that the page reads: the text of *anders* in the table of limits, and MP9's agreed stop as a status. */
const knownModifiers: ReadonlySet<string> = new Set([specificationOther, stopType]);

/** Modifier extensions of a resource at any depth; FHIR forbids to read past one that is not understood. */
function listModifiers(value: unknown): readonly Extension[] {
  if (Array.isArray(value)) return value.flatMap(listModifiers);
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => (key === "modifierExtension" && Array.isArray(inner) ? (inner as readonly Extension[]) : key === "contained" ? [] : listModifiers(inner)));
}

/** Free remarks on a resource, as written. */
export function describeNotes(notes: readonly { readonly text?: string }[] | undefined): string | undefined {
  const texts = (notes ?? []).flatMap(({ text }) => (text === undefined ? [] : [text]));
  return texts.length === 0 ? undefined : texts.join("\n");
}
