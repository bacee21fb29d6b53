import { html, type Html } from "../night-page/html.ts";
import { styles } from "../night-page/styles.ts";
import type { Language } from "../night-page/texts/texts.ts";
import type { LogLine } from "./log-line.ts";

const texts = {
  nl: { title: "Wie keek er in het dossier?", lead: "De nieuwste staat bovenaan. Ook wie wilde kijken maar dat niet mocht, staat erbij.", cut: (count: number) => `Hier staan de nieuwste regels (${count}). Er kan ook eerder gekeken zijn: vraag dan een vroegere periode.`, none: "Niemand keek in deze periode.", heads: ["Wanneer", "Wie", "Wat", "Waarom"] },
  en: { title: "Who looked at the record?", lead: "Newest first. Who tried but may not is listed too.", cut: (count: number) => `These are the newest lines (${count}). Somebody may have looked earlier too: ask for an earlier period.`, none: "Nobody looked in this period.", heads: ["When", "Who", "What", "Why"] },
} as const;

const moments: Readonly<Record<Language, Intl.DateTimeFormat>> = { nl: momentsIn("nl-NL"), en: momentsIn("en-GB") };

function momentsIn(locale: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(locale, { timeZone: "Europe/Amsterdam", dateStyle: "long", timeStyle: "short", hourCycle: "h23" });
}

/** The access log as a page: one table, readable on a phone, a desk and paper, without scripts. Names nobody but who looked.
 *  @param cut whether there may be older lines than these. */
export function renderLogPage(lines: readonly LogLine[], { language, nonce, cut }: { readonly language: Language; readonly nonce: string; readonly cut: boolean }): string {
  const { title, lead, cut: older, none, heads } = texts[language];
  const table = html`<table role="table" aria-labelledby="title"><thead role="rowgroup"><tr role="row">${heads.map((head) => html`<th role="columnheader" scope="col">${head}</th>`)}</tr></thead><tbody role="rowgroup">${lines.map((line) => row(line, language))}</tbody></table>`;
  return html`<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex"><meta name="referrer" content="no-referrer"><meta name="color-scheme" content="light dark"><title>${title}</title><style nonce="${nonce}">${{ markup: styles }}</style></head>
<body><main><h1 id="title">${title}</h1>${lines.length === 0 ? html`<p>${none}</p>` : html`<p>${lead}</p>${cut && html`<p>${older(lines.length)}</p>`}${table}`}</main></body></html>
`.markup;
}

function row({ when, person, role, organization, what, why }: LogLine, language: Language): Html {
  const whoElse = [role, organization].filter((part) => part !== undefined).join(", ");
  return html`<tr role="row"><th role="rowheader" scope="row"><time datetime="${when}">${moments[language].format(new Date(when))}</time></th><td role="cell">${person}${whoElse !== "" && html` <small>${whoElse}</small>`}</td><td role="cell">${what}</td><td role="cell">${why}</td></tr>`;
}
