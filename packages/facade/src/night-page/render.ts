import type { NightAnswer } from "@wijkverband/care";
import { isAvailability } from "@wijkverband/care";
import { renderBanner } from "./banner.ts";
import { renderAccess, renderAccessElsewhere } from "./blocks/access.ts";
import { blocks, renderBlock, renderSection, renderStrays, shareOut } from "./blocks/blocks.ts";
import { renderNightNumbers } from "./blocks/responsible.ts";
import { indexDocument } from "./document.ts";
import { html, isEmpty, nothing } from "./html.ts";
import type { Html } from "./html.ts";
import { calendarAt } from "./moment.ts";
import { isAbout } from "./page.ts";
import type { Page } from "./page.ts";
import { renderPatient } from "./patient.ts";
import { nameReference } from "./people.ts";
import { renderPublication } from "./publication.ts";
import { renderDirectory, renderRest } from "./rest.ts";
import { styles } from "./styles.ts";
import { textsIn } from "./texts/texts.ts";
import type { BlockKey, Language } from "./texts/texts.ts";

export interface NightPageOptions {
  /** Language of our labels; what people wrote stays as it is. */
  readonly language: Language;
  /** Nonce of the one style element; the same as in `nightPageCsp`. */
  readonly nonce?: string;
}

/** Content-Security-Policy for the page: it needs one style element and nothing else. `nonce` is fresh base64 for each answer. */
export function nightPageCsp(nonce: string): string {
  return `default-src 'none'; style-src 'nonce-${nonce}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;
}

/** *The* night page: what a doctor sees at 03:00 of a patient never met before. One complete HTML document, without script, image or font;
 *  readable on a phone, on a desktop and on paper. Renders only: status, differences, conflicts and the responsible GP come with the answer. */
export function renderNightPage(answer: NightAnswer, options: NightPageOptions): string {
  const { page, title, top, body, rest, foot, present } = composeNight(answer, options.language);
  const whole = html`<!doctype html>
<html lang="${page.texts.language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex"><meta name="referrer" content="no-referrer"><meta name="color-scheme" content="light dark"><title>${title}</title><style${options.nonce !== undefined && html` nonce="${options.nonce}"`}>${{ markup: styles }}</style></head>
<body><a class="skip" href="#limits">${page.texts.skip}</a><main>${top}${renderJumps(present, page)}<div class="blocks">${body}${rest}</div></main>
<footer>${foot}</footer></body></html>
`;
  return hideBsn(whole.markup, answer);
}

/** The parts of the page in the order of reading, for the screen and for paper alike: what one shows, the other shows. */
export interface NightParts {
  readonly page: Page;
  readonly title: string;
  readonly top: Html;
  readonly body: Html;
  readonly rest: Html;
  readonly foot: Html;
  /** Blocks that have something to show. */
  readonly present: readonly BlockKey[];
}

/** Composes the page from its blocks.
 *  @param accessOnScreen There is home access that isn't in the answer: the page says so, and that the screen has it. */
export function composeNight(answer: NightAnswer, language: Language, { accessOnScreen = false }: { readonly accessOnScreen?: boolean } = {}): NightParts {
  const page = openPage(answer, language);
  const { texts } = page;
  const shares = shareOut(page);
  const available = page.document.resources.filter(isAvailability);
  const parts = new Map<BlockKey, Html>(blocks.map((block) => [block.key, renderBlock(block, shares, page)]));
  if (answer.homeAccess.length > 0) parts.set("access", renderSection("access", renderAccess(page), page));
  else if (accessOnScreen) parts.set("access", renderSection("access", renderAccessElsewhere(page), page));
  if (shares.others.length > 0) parts.set("other", renderSection("other", renderStrays(shares.others, page), page));
  const numbers = answer.status === "none" ? nothing : renderNightNumbers(available, page);
  const top = html`${renderBanner(available, page)}<div class="top">${renderPatient(page)}${numbers}</div>`;
  const body = html`${layout.map((columns) => renderColumns(columns.map((keys) => html`${keys.map((key) => parts.get(key))}`)))}${renderColumns([renderPublication(page), renderDirectory(page)])}`;
  return {
    page,
    title: `${texts.banner.title[answer.status]}: ${texts.title.toLowerCase()}`,
    top,
    body,
    rest: renderRest(html`${texts.title} ${top}${body}`.markup, page),
    foot: html`<p>${texts.title} · ${texts.madeAt} ${page.calendar.moment(answer.at)} · ${texts.publication.kept}</p>`,
    present: layout.flat(2).filter((key) => !isEmpty(parts.get(key) ?? nothing)),
  };
}

function openPage(answer: NightAnswer, language: Language): Page {
  const texts = textsIn(language);
  const document = indexDocument(answer.document);
  return {
    answer,
    document,
    texts,
    calendar: calendarAt(answer.at, texts),
    differencesOf: (resource) => answer.differences.filter((difference) => isAbout(difference, resource)),
    nameOf: (reference, holder) => nameReference(reference, document, texts, holder),
  };
}

/** Rows of two columns on a wide screen; on a phone and for a screen reader simply the order of reading. */
const layout: readonly (readonly (readonly BlockKey[])[])[] = [
  [["limits"], ["responsible", "goal", "phase"]],
  [["problems", "medication"], ["allergies", "scenarios", "nights", "agreements"]],
  [["devices", "directives", "capacity"], ["contacts", "care", "access"]],
  [["wishes"], ["talks", "other"]],
];

function renderColumns(columns: readonly Html[]): Html {
  return columns.every(isEmpty) ? nothing : html`<div class="row">${columns.map((column) => html`<div class="column">${column}</div>`)}</div>`;
}

/** Jumps to the blocks that are asked for most. */
function renderJumps(present: readonly BlockKey[], page: Page): Html {
  const { texts } = page;
  const jumps = present.filter((key) => texts.jumps[key] !== undefined);
  return html`<nav aria-label="${texts.nav}"><ul>${jumps.map((key) => html`<li><a href="#${key}">${texts.jumps[key]}</a></li>`)}</ul></nav>`;
}

/** Rule `no-bsn`: the number is shown nowhere, not even where somebody typed it into a remark. */
export function hideBsn(markup: string, answer: NightAnswer): string {
  const known = (answer.patient.identifier ?? []).flatMap(({ system, value }) => (system?.endsWith("/bsn") && value !== undefined ? [value] : []));
  return known.filter((bsn) => /^\d{8,9}$/.test(bsn)).reduce((text, bsn) => text.replaceAll(new RegExp(`(?<!\\d)${bsn}(?!\\d)`, "g"), "[bsn]"), markup);
}
