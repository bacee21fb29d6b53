import type { Flag } from "hl7-fhir-r4-types";
import { describeConcept } from "../concept.ts";
import { html } from "../html.ts";
import type { Html } from "../html.ts";
import type { Page } from "../page.ts";
import { renderSource } from "../source.ts";

/** Live access to the home, in a box of its own: it is not part of the document and never may be, so paper shows only that it exists (rule `home-access`). */
export function renderAccess(page: Page): Html {
  const { texts, calendar, answer } = page;
  return html`<p class="fetched"><b>${texts.words.fetchedNow}</b> (${calendar.moment(answer.at)}). ${texts.words.accessNote}</p><div class="paper-only">${renderAccessElsewhere(page)}</div>${answer.homeAccess.map((flag: Flag) => html`<div class="access-item"><p class="said big">${describeConcept(flag.code, texts)}</p>${
    flag.period?.end !== undefined && html`<p>${texts.words.accessUntil} ${calendar.moment(flag.period.end)}</p>`
  }<p>${renderSource(flag, page)}</p></div>`)}`;
}

/** That there is home access, and that it isn't on paper. */
export function renderAccessElsewhere({ texts }: Page): Html {
  return html`<p>${texts.words.accessNotOnPaper}</p>`;
}
