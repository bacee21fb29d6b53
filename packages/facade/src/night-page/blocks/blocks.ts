import type { Difference } from "@wijkverband/care";
import { isStatement, renderStatements } from "../statements.ts";
import type { Resource } from "hl7-fhir-r4-types";
import { renderDifferences } from "../changes.ts";
import { describeConcept } from "../concept.ts";
import { html, isEmpty, nothing } from "../html.ts";
import type { Html } from "../html.ts";
import { renderItem, renderItems, renderObservation } from "../item.ts";
import { isAbout } from "../page.ts";
import type { Page } from "../page.ts";
import { describeNotes } from "../source.ts";
import type { BlockKey } from "../texts/texts.ts";
import type { Block } from "./block.ts";
import { capacityBlock, contactsBlock } from "./contacts.ts";
import { devicesBlock, directivesBlock } from "./documents.ts";
import { isAboutTreatment, listRows } from "./limit-rows.ts";
import { limitsBlock } from "./limits.ts";
import { medicationBlock } from "./medication.ts";
import { nightsBlock } from "./nights.ts";
import { agreementsBlock, goalBlock, phaseBlock, talksBlock, wishesBlock } from "./observations.ts";
import { careBlock, scenariosBlock } from "./plans.ts";
import { allergiesBlock, problemsBlock } from "./problems.ts";
import { responsibleBlock } from "./responsible.ts";

/** Blocks that show the document, in the order of the page. */
export const blocks: readonly Block[] = [
  limitsBlock, responsibleBlock, goalBlock, phaseBlock, problemsBlock, medicationBlock, allergiesBlock, scenariosBlock, nightsBlock, agreementsBlock,
  devicesBlock, directivesBlock, capacityBlock, contactsBlock, careBlock, wishesBlock, talksBlock,
];

/** Types that tell who people are, or were already counted elsewhere: never items of care by themselves. */
const surroundings = new Set(["Patient", "Practitioner", "PractitionerRole", "Organization", "Composition", "Provenance", "Medication", "Device"]);

export interface Shares {
  readonly of: (block: Block) => readonly Resource[];
  /** Items in a section of the block that no block takes. */
  readonly strays: (block: Block) => readonly Resource[];
  /** Items of care that no block takes and no section of ours names. */
  readonly others: readonly Resource[];
}

/** Gives every resource of the document to the first block that takes it. */
export function shareOut(page: Page): Shares {
  const items = new Map<Block, Resource[]>(blocks.map((block) => [block, []]));
  const strays: Resource[] = [];
  for (const resource of page.document.resources) {
    const block = blocks.find((candidate) => candidate.takes(resource, page));
    if (block !== undefined) items.get(block)?.push(resource);
    else if (!surroundings.has(resource.resourceType) && !isStatement(resource)) strays.push(resource);
  }
  const home = (resource: Resource): Block | undefined => {
    const section = page.document.sectionOf(resource);
    return section === undefined ? undefined : blocks.find(({ sections }) => sections.includes(section));
  };
  return { of: (block) => items.get(block) ?? [], strays: (block) => strays.filter((resource) => home(resource) === block), others: strays.filter((resource) => home(resource) === undefined) };
}

/** A block with its heading, what changed, what is explicitly empty, its items and its strays. Nothing at all for an optional block without content. */
export function renderBlock(block: Block, shares: Shares, page: Page): Html {
  const items = shares.of(block);
  const strays = shares.strays(block);
  const statements = html`${block.sections.map((section) => renderStatements(section, page))}`;
  const changes = renderDifferences(looseDifferences(block, items, page), page);
  const empty = items.length === 0 && strays.length === 0 && isEmpty(statements);
  if (empty && isEmpty(changes) && (block.optional === true || (page.answer.document === undefined && block.always !== true))) return nothing;
  const content = items.length > 0 || block.always === true ? block.render(items, page) : nothing;
  return renderSection(block.key, html`${!isEmpty(changes) && html`<p class="mark"><span class="glyph" aria-hidden="true">!</span> <strong>${page.texts.difference.since}</strong></p>${changes}`}${statements}${content}${renderStrays(strays, page)}${empty && block.always !== true && html`<p class="unrecorded">${page.texts.empty.notRecorded}</p>`}`, page);
}

/** A part of the page with a heading that can be jumped to. */
export function renderSection(key: BlockKey, content: Html, page: Page): Html {
  return html`<section class="block block-${key}" aria-labelledby="${key}"><h2 id="${key}">${page.texts.blocks[key]}</h2>${content}</section>`;
}

/** Differences of the sections of a block that none of its items carries as a mark. */
function looseDifferences(block: Block, items: readonly Resource[], page: Page): readonly Difference[] {
  const marked = page.document.resources;
  const rows = block.key === "limits" ? listRows(items, page) : [];
  return page.answer.differences.filter(
    (difference) => isOf(block, difference) && !marked.some((resource) => isAbout(difference, resource)) && !rows.some(({ differences }) => differences.includes(difference)) && !rows.some(({ text }) => isAboutTreatment(difference, text)),
  );
}

/** A contact with the post stands beside the other ones, whatever section of the document tells it. */
function isOf({ key, sections }: Block, { section, reference }: Difference): boolean {
  return reference.startsWith("Composition/") ? key === nightsBlock.key : sections.includes(section);
}

/** Items without a form of their own: name, value, remarks, source. */
export function renderStrays(strays: readonly Resource[], page: Page): Html {
  if (strays.length === 0) return nothing;
  return renderItems(strays.map((resource) => {
    if (resource.resourceType === "Observation") return renderObservation(resource, undefined, page);
    const name = "code" in resource && typeof resource.code === "object" && !Array.isArray(resource.code) ? describeConcept(resource.code, page.texts) : undefined;
    const title = "title" in resource && typeof resource.title === "string" ? resource.title : undefined;
    const description = "description" in resource && typeof resource.description === "string" ? resource.description : undefined;
    const notes = "note" in resource && Array.isArray(resource.note) ? describeNotes(resource.note) : undefined;
    return renderItem(name ?? title ?? page.texts.types[resource.resourceType] ?? resource.resourceType, description, resource, page, notes);
  }));
}
