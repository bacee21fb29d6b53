import { html, nothing } from "./html.ts";
import type { Html } from "./html.ts";
import type { Page } from "./page.ts";

/** Who wrote, approved and published the document, until when it counts, and what its seal does and does not say. */
export function renderPublication(page: Page): Html {
  const { answer, document, texts, calendar } = page;
  const { composition, bundle } = document;
  if (bundle === undefined) return nothing;
  const authors = (composition?.author ?? []).map((author) => page.nameOf(author, composition)).filter((name) => name !== undefined);
  const attested = (composition?.attester ?? []).map(({ party, time }) => [page.nameOf(party, composition), time === undefined ? undefined : calendar.moment(time)].filter((word) => word !== undefined).join(", ")).filter((words) => words !== "");
  const practice = page.nameOf(composition?.custodian, composition);
  const lines: readonly (readonly [label: string, words: string])[] = [
    [texts.publication.publishedBy, authors.join("; ") || texts.source.authorUnknown],
    [texts.publication.attested, attested.join("; ") || texts.source.authorUnknown],
    ...(practice === undefined ? [] : ([[texts.publication.practice, practice]] as const)),
    [texts.publication.on, answer.publishedAt === undefined ? texts.source.dateUnknown : `${calendar.moment(answer.publishedAt)} (${calendar.ago(answer.publishedAt)})`],
    [texts.publication.review, answer.reviewDate === undefined ? texts.source.dateUnknown : calendar.date(answer.reviewDate)],
  ];
  const { signature } = bundle;
  return html`<section class="block publication" aria-labelledby="publication"><h2 id="publication">${texts.publication.title}</h2>
<dl class="facts">${lines.map(([label, words]) => html`<div><dt>${label}</dt><dd>${words}</dd></div>`)}</dl>
<p>${signature === undefined ? texts.publication.noSeal : texts.publication.seal(signature.who?.display ?? "", signature.when === undefined ? "" : calendar.moment(signature.when))}</p></section>`;
}
