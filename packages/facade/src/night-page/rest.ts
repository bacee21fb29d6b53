import type { Resource } from "hl7-fhir-r4-types";
import { escapeHtml, html, nothing } from "./html.ts";
import type { Html } from "./html.ts";
import { describeQuantity } from "./item.ts";
import type { Page } from "./page.ts";
import { nameResource } from "./people.ts";
import { renderTelecom } from "./telecom.ts";

/** Elements that hold no words for a reader: identity, codes beside their words, machinery. */
const silent = new Set([
  "resourceType", "id", "url", "system", "reference", "versionId", "lastUpdated", "profile", "meta", "identifier", "implicitRules", "language", "policy", "policyRule", "scope", "category",
  "status", "intent", "use", "mode", "kind", "gender", "contentType", "hash", "data", "signature", "clinicalStatus", "verificationStatus", "lifecycleStatus", "contained", "subject", "patient", "encounter", "for",
  "criticality", "priority", "active", "unit", "valueCode", "valueUri", "valueCanonical", "valueUrl", "instantiatesUri", "instantiatesCanonical", "periodUnit", "daysOfWeek", "dayOfWeek", "when",
]);

/** Elements that are a code when they are a string, and words when they are a concept. */
const codes = new Set(["code", "type", "severity", "qualification"]);

/** Elements in which even something that looks like a date is what somebody wrote. */
const spoken = new Set(["text", "display", "description", "title", "valueString", "valueMarkdown", "comment", "contentString"]);

/** Dates, times, uris and ids are shown in other forms, or are no words. */
const machine = /^(?:\d{4}(?:-\d\d(?:-\d\d(?:T.*)?)?)?|\d\d:\d\d(?::\d\d)?|urn:.*|https?:\/\/.*)$/;

/** Every text for people in a value: remarks, names, displays, numbers to call, dosages, whatever the element is called. Denies by name
 *  what is machinery and lets through the rest, so that an element nobody thought of is shown rather than lost. */
export function collectTexts(value: unknown, key = ""): readonly string[] {
  if (typeof value === "string") return value.trim() === "" || (machine.test(value) && !spoken.has(key)) ? [] : [value];
  if (Array.isArray(value)) return value.flatMap((item) => collectTexts(item, key));
  if (typeof value !== "object" || value === null) return [];
  const quantity = "value" in value && typeof value.value === "number" ? describeQuantity(value as Parameters<typeof describeQuantity>[0]) : undefined;
  if (quantity !== undefined) return [quantity];
  return Object.entries(value).flatMap(([name, inner]: [string, unknown]) => {
    if (silent.has(name) || (codes.has(name) && typeof inner === "string")) return [];
    if (name === "text" && isNarrative(inner)) return inner.status === "additional" ? readNarrative(inner.div) : [];
    return collectTexts(inner, name);
  });
}

interface Narrative {
  readonly status: string;
  readonly div: string;
}

function isNarrative(value: unknown): value is Narrative {
  return typeof value === "object" && value !== null && "div" in value && typeof value.div === "string" && "status" in value;
}

/** The words of an XHTML narrative, a line for each block. Tags are taken out, not obeyed. */
export function readNarrative(div: string): readonly string[] {
  return div
    .replaceAll(/<\/(?:p|li|tr|h\d|div|td|th)>|<br\s*\/?>/gi, "\n")
    .replaceAll(/<[^>]*>/g, "")
    .replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&quot;", '"').replaceAll("&#39;", "'").replaceAll("&nbsp;", " ").replaceAll("&amp;", "&")
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
}

/** Texts of the document that `shown` does not hold yet. Compared by the words alone: escaped and with single spaces, as a browser joins them. */
export function findHidden(resource: unknown, shown: string): readonly string[] {
  return [...new Set(collectTexts(resource))].filter((text) => !holds(shown, flatten(escapeHtml(text))));
}

/** The words of finished markup: class names and links are not something a reader sees. */
export function flatten(markup: string): string {
  return markup.replaceAll(/<[^>]*>/g, " ").replaceAll(/\s+/g, " ").trim();
}

/** Tells whether `shown` holds `text` as whole words: "nee" is not said by "meneer". */
function holds(shown: string, text: string): boolean {
  for (let at = shown.indexOf(text); at !== -1; at = shown.indexOf(text, at + 1)) {
    if (!(joins(shown.charAt(at - 1)) && joins(text.charAt(0))) && !(joins(shown.charAt(at + text.length)) && joins(text.charAt(text.length - 1)))) return true;
  }
  return false;
}

function joins(character: string): boolean {
  return /[\p{L}\p{N}]/u.test(character);
}

/** The last block: whatever no other part of the page has said, so that nothing in the document is hidden. */
export function renderRest(shown: string, page: Page): Html {
  const { document, texts } = page;
  const flat = flatten(shown);
  const sections = document.sections.flatMap(({ key, section }) => {
    const loose = [...(key === undefined ? collectTexts(section.title, "title") : []), ...(section.text === undefined || (section.text.status === "generated" && (section.entry ?? []).length > 0) ? [] : readNarrative(section.text.div ?? ""))];
    return loose.filter((text) => !holds(flat, flatten(escapeHtml(text)))).map((text) => [section.title ?? texts.types["Composition"] ?? "", text] as const);
  });
  const { section: _sections, ...head } = document.composition ?? {};
  const loose = [
    ...findHidden(head, flat).map((text) => [texts.types["Composition"] ?? "", text] as const),
    ...sections,
    ...document.resources.flatMap((resource) => findHidden(resource, flat).map((text) => [label(resource, page), text] as const)),
  ];
  if (loose.length === 0) return nothing;
  const grouped = Map.groupBy(loose, ([name]) => name);
  return html`<section class="block rest" aria-labelledby="rest"><h2 id="rest">${texts.rest.title}</h2><p>${texts.rest.intro}</p><dl class="facts">${[...grouped].map(([name, texted]) => html`<div><dt>${name}</dt><dd>${[...new Set(texted.map(([, text]) => text))].map((text) => html`<p class="said">${text}</p>`)}</dd></div>`)}</dl></section>`;
}

function label(resource: Resource, page: Page): string {
  const kind = page.texts.types[resource.resourceType] ?? resource.resourceType;
  const name = nameResource(resource, page.document, page.texts);
  return name === undefined ? kind : `${kind} ${name}`;
}

/** Professionals and organisations that the document carries, with their numbers. */
export function renderDirectory(page: Page): Html {
  const { document, texts } = page;
  const people = document.resources.flatMap((resource) => {
    if (resource.resourceType !== "PractitionerRole" && resource.resourceType !== "Practitioner" && resource.resourceType !== "Organization") return [];
    const name = nameResource(resource, document, texts);
    return name === undefined ? [] : [html`<li>${name}${(resource.telecom ?? []).length > 0 && html`: ${renderTelecom(resource.telecom, texts.telecomUse)}`}</li>`];
  });
  if (people.length === 0) return nothing;
  return html`<section class="block directory" aria-labelledby="directory"><h2 id="directory">${texts.rest.people}</h2><ul>${people}</ul></section>`;
}
