import type { HandoverStatus } from "@wijkverband/care";
import type { Resource } from "hl7-fhir-r4-types";
import { renderNightNumbers } from "./blocks/responsible.ts";
import { renderDifferences } from "./changes.ts";
import { html, isEmpty } from "./html.ts";
import type { Html } from "./html.ts";
import type { Page } from "./page.ts";

const glyphs: Readonly<Record<HandoverStatus, string>> = { current: "✓", changed: "!", stale: "!", none: "✕" };

/** The first thing on the page, on paper too: may this handover be trusted as it stands? Words, glyph and border say it; colour only adds. */
export function renderBanner(items: readonly Resource[], page: Page): Html {
  const { answer, texts, calendar } = page;
  const { status, differences, conflicts, publishedAt, reviewDate } = answer;
  const overdue = status !== "stale" && status !== "none" && calendar.isPast(reviewDate);
  return html`<section class="banner banner-${status}${conflicts.length > 0 ? " banner-conflict" : ""}" aria-label="${texts.banner.label}">
<p class="banner-title"><span class="glyph" aria-hidden="true">${glyphs[status]}</span> ${texts.banner.title[status]}</p>
<p>${describeStatus(page)}</p>${overdue && html`<p><strong>${texts.banner.overdue}: ${calendar.date(reviewDate)} (${calendar.ago(reviewDate)}).</strong></p>`}${renderDifferences(differences, page)}${
    differences.length > 0 && html`<p>${texts.banner.older}</p>`
  }${conflicts.length > 0 && html`<p class="mark"><span class="glyph" aria-hidden="true">!</span> <strong>${texts.banner.conflicts(conflicts.map(({ treatment }) => texts.codes[`${treatment.system}|${treatment.code}`] ?? treatment.text).join(", "))}</strong></p>`}${
    status === "none" ? renderCall(items, page) : html`<p class="source">${publishedAt !== undefined && html`${texts.banner.published} ${calendar.moment(publishedAt)} <b class="age">(${calendar.ago(publishedAt)})</b>. `}${reviewDate !== undefined && html`${texts.banner.review} ${calendar.date(reviewDate)}.`}</p>`
  }</section>`;
}

function describeStatus(page: Page): string {
  const { answer, texts, calendar } = page;
  switch (answer.status) {
    case "current":
      return texts.banner.current;
    case "changed":
      return texts.banner.changed(answer.differences.length);
    case "stale":
      return texts.banner.stale(calendar.date(answer.reviewDate), calendar.ago(answer.reviewDate));
    case "none":
      return texts.banner.none;
  }
}

function renderCall(items: readonly Resource[], page: Page): Html {
  const { texts, answer } = page;
  const numbers = renderNightNumbers(items, page);
  return html`<p><strong>${texts.banner.call}:</strong> ${answer.responsibleGp.text}</p>${isEmpty(numbers) ? html`<p>${texts.banner.nobody}</p>` : numbers}`;
}
