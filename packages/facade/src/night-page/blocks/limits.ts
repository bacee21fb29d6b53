import { isDirective } from "@wijkverband/care";
import type { Consent } from "hl7-fhir-r4-types";
import { renderChange, renderMark } from "../changes.ts";
import { describeConcept } from "../concept.ts";
import { html, nothing } from "../html.ts";
import type { Html } from "../html.ts";
import type { Page } from "../page.ts";
import { describeNotes, renderByline, renderWarnings } from "../source.ts";
import { findStatements } from "../statements.ts";
import { renderRow, renderTable } from "../table.ts";
import type { Verdict } from "../texts/texts.ts";
import type { Block } from "./block.ts";
import { listRows } from "./limit-rows.ts";
import type { LimitRow, ShownLimit } from "./limit-rows.ts";

const glyphs: Readonly<Record<Verdict, string>> = { permit: "✓", deny: "✕", anders: "!", "not-discussed": "?", unknown: "?", "not-recorded": "–", unclear: "!" };

/** Treatment limits: the first thing a doctor at the door needs. */
export const limitsBlock: Block = {
  key: "limits",
  sections: ["behandelgrenzen"],
  always: true,
  takes: isDirective,
  render: (items, page) => {
    const { texts } = page;
    if (page.answer.document === undefined && page.answer.conflicts.length === 0) return html`<p class="alarm-box"><span class="glyph" aria-hidden="true">!</span> ${texts.limits.noDocument}</p>`;
    return renderTable("limits", [texts.limits.treatment, texts.limits.decision], [listRows(items, page).map((row) => renderLimitRow(row, page))], texts.limits.caption);
  },
};

function renderLimitRow(row: LimitRow, page: Page): Html {
  const { texts } = page;
  const said = html`${row.conflict && html`<p class="mark"><span class="glyph" aria-hidden="true">!</span> <strong>${texts.limits.conflict}</strong></p>`}${renderMark(row.differences, page)}${
    row.limits.length === 0 ? renderSilence(page, row.differences.length > 0) : row.limits.map((shown, place) => renderLimit(shown, row, place, page))
  }`;
  return renderRow(row.text, said, row.conflict ? "row-conflict" : undefined);
}

function renderLimit({ limit, consent }: ShownLimit, row: LimitRow, place: number, page: Page): Html {
  const { texts, calendar } = page;
  const meaning = limit.decision === "anders" && limit.text !== undefined ? undefined : texts.verdictMeaning[limit.decision];
  const basis = page.nameOf(consent?.sourceReference, consent) ?? consent?.sourceAttachment?.title;
  const end = consent?.provision?.period?.end;
  const over = calendar.isPast(end);
  const outdated = consent !== undefined && (over || consent.status !== "active" || page.differencesOf(consent).length > 0);
  const original = describeConcept(consent?.provision?.code?.[0], texts);
  return html`<div class="${outdated ? "limit outdated" : "limit"}">${consent && renderChange(consent, page)}<p>${outdated && html`<span class="label">${texts.limits.inDocument}:</span> `}${renderVerdict(limit.decision, page)}${row.limits.length > 1 && html` <span class="order">${place === 0 ? texts.limits.newest : texts.limits.older}</span>`}${
    limit.text !== undefined && html` <span class="said">${limit.text}</span>`
  }${meaning !== undefined && html` <span class="meaning">${meaning}</span>`}${describeRemark(consent, limit) !== undefined && html` <span class="said">${describeRemark(consent, limit)}</span>`}${original !== undefined && original !== row.text && original !== limit.treatment.text && html` <small>${original}</small>`}</p>
<p>${renderByline(limit.date, [limit.author], page, consent?.meta?.lastUpdated)}${end !== undefined && html` <span class="source">· ${texts.limits.endsOn} ${calendar.date(end)}</span>${over && html` <strong class="alarm">${texts.responsible.ended}</strong>`}`}${basis !== undefined && html` <span class="source">· ${texts.limits.basedOn}: ${basis}</span>`}${consent ? renderWarnings(consent, page) : nothing}</p></div>`;
}

/** Comments that national profiles hang on a directive as extensions, beside the text of *anders*. */
function describeRemark(consent: Consent | undefined, limit: ShownLimit["limit"]): string | undefined {
  const notes = (consent?.extension ?? []).flatMap(({ valueString, valueMarkdown, valueAnnotation }) => [{ text: valueString ?? valueMarkdown ?? valueAnnotation?.text }]);
  const words = describeNotes(notes.flatMap(({ text }) => (text === undefined || text === limit.text ? [] : [{ text }])));
  return words;
}

/** The document names this treatment nowhere; said for all limits at once, or not at all. */
function renderSilence(page: Page, changed: boolean): Html {
  const statement = findStatements("behandelgrenzen", page).find(({ reason }) => reason === "notasked");
  if (statement !== undefined) return html`<p>${renderVerdict("not-discussed", page)} <span class="meaning">${page.texts.limits.allNotAsked}</span></p>`;
  return html`<p>${renderVerdict("not-recorded", page)} ${!changed && html`<span class="meaning">${page.texts.verdictMeaning["not-recorded"]}</span>`}</p>`;
}

/** The verdict in a word, with a glyph and its own border, so that colour is never what tells them apart. */
function renderVerdict(verdict: Verdict, page: Page): Html {
  return html`<strong class="verdict verdict-${verdict}"><span class="glyph" aria-hidden="true">${glyphs[verdict]}</span> ${page.texts.verdict[verdict]}</strong>`;
}
