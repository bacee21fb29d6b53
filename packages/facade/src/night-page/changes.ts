import type { Difference } from "@wijkverband/care";
import type { Resource } from "hl7-fhir-r4-types";
import { html, nothing } from "./html.ts";
import type { Html } from "./html.ts";
import type { Page } from "./page.ts";

/** One difference in full: what, old, new, author, time. */
function renderDifference(difference: Difference, page: Page): Html {
  const { texts } = page;
  const was = difference.old ?? (difference.kind === "added" ? texts.difference.nothing : undefined);
  return html`<p class="change-what"><b>${difference.what}</b> <span class="change-kind">${texts.difference.kind[difference.kind]}</span></p>
${was !== undefined && html`<p class="was"><span class="label">${texts.difference.was}:</span> ${was}</p>`}
<p class="now"><span class="label"><span aria-hidden="true">→</span> ${texts.difference.now}:</span> <strong>${describeNow(difference, page)}</strong></p>
<p class="source">${renderBy(difference, page)}</p>`;
}

function describeNow(difference: Difference, page: Page): string {
  return difference.new ?? (difference.kind === "ended" ? page.texts.difference.gone : page.texts.difference.kind[difference.kind]);
}

function renderBy(difference: Difference, page: Page): Html {
  return html`${page.calendar.moment(difference.at)} <b class="age">(${page.calendar.ago(difference.at)})</b> · ${difference.author ?? page.texts.source.authorUnknown}`;
}

/** The list in the banner, and in a block for what stands nowhere in the document. */
export function renderDifferences(differences: readonly Difference[], page: Page): Html {
  if (differences.length === 0) return nothing;
  return html`<ul class="changes">${differences.map((difference) => html`<li>${renderDifference(difference, page)}</li>`)}</ul>`;
}

/** Mark at an item of the sealed document that no longer says what holds now: nobody should read the item and miss the banner. */
export function renderMark(differences: readonly Difference[], page: Page): Html {
  if (differences.length === 0) return nothing;
  const { texts } = page;
  return html`${differences.map(
    (difference) => html`<p class="mark"><span class="glyph" aria-hidden="true">!</span> ${texts.difference.atItem} ${texts.difference.kind[difference.kind].toLowerCase()}. ${texts.difference.now}: <strong>${describeNow(difference, page)}</strong> <span class="source">${renderBy(difference, page)}</span></p>`,
  )}`;
}

/** The same mark, by resource. */
export function renderChange(resource: Resource, page: Page): Html {
  return renderMark(page.differencesOf(resource), page);
}
