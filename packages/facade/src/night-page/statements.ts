import type { SectionKey } from "@wijkverband/care";
import type { Resource } from "hl7-fhir-r4-types";
import { describeConcept } from "./concept.ts";
import { sectionKey } from "./document.ts";
import { html, nothing } from "./html.ts";
import type { Html } from "./html.ts";
import type { Page } from "./page.ts";
import { describeNotes, renderSource } from "./source.ts";

/** An explicit "none" or "not discussed" for a section: by a List of ours, or by the Composition itself. */
export interface Statement {
  readonly reason: string | undefined;
  readonly text: string;
  readonly resource: Resource | undefined;
}

/** All that is explicitly said to be empty in a section. */
export function findStatements(section: SectionKey, page: Page): readonly Statement[] {
  const lists = page.document.resources.flatMap((resource): readonly Statement[] => {
    if (!isStatement(resource) || sectionKey(resource) !== section) return [];
    const notes = describeNotes(resource.note);
    return [{ ...read(resource.emptyReason, page), resource, ...(notes !== undefined && { text: `${read(resource.emptyReason, page).text} ${notes}` }) }];
  });
  const own = page.document.sections.filter(({ key, section: { emptyReason } }) => key === section && emptyReason !== undefined).map(({ section: { emptyReason } }) => ({ ...read(emptyReason, page), resource: undefined }));
  const repeated = new Set(lists.map(({ text }) => text));
  return [...lists, ...own.filter(({ text }) => !repeated.has(text))];
}

/** Tells whether a resource only says that a section is empty. */
export function isStatement(resource: Resource): resource is Extract<Resource, { resourceType: "List" }> {
  return resource.resourceType === "List" && resource.emptyReason !== undefined && sectionKey(resource) !== undefined;
}

function read(reason: Parameters<typeof describeConcept>[0], page: Page): { readonly reason: string | undefined; readonly text: string } {
  const code = reason?.coding?.find(({ code }) => code !== undefined)?.code;
  const known = code === undefined ? undefined : page.texts.empty.reason[code];
  const words = describeConcept(reason, page.texts) ?? "";
  if (known === undefined) return { reason: code, text: `${page.texts.empty.unknownReason} ${words}` };
  return { reason: code, text: reason?.text === undefined ? known : `${known} ${reason.text}` };
}

/** The statements of a section, each with date and author. */
export function renderStatements(section: SectionKey, page: Page): Html {
  const statements = findStatements(section, page);
  if (statements.length === 0) return nothing;
  return html`${statements.map(({ text, resource }) => html`<div class="statement"><p>${text}</p>${resource && html`<p>${renderSource(resource, page)}</p>`}</div>`)}`;
}
