import type { NightAnswer } from "@wijkverband/care";
import { renderNightLeaflet } from "../../packages/facade/src/night-page/paper/leaflet.ts";
import { renderNightPage } from "../../packages/facade/src/night-page/render.ts";
import { readPdf } from "./pdf-text.ts";

export type Language = "nl" | "en";

/** The forms of the night page, each with how a test reads its words: what one shows, the other shows. */
export const forms: readonly (readonly [form: "HTML" | "PDF", wordsOf: (answer: NightAnswer, language: Language) => Promise<string>])[] = [
  ["HTML", async (answer, language) => plain(readHtml(renderNightPage(answer, { language })))],
  ["PDF", async (answer, language) => plain(readPdf(await renderNightLeaflet(answer, language)).drawn.map(({ text }) => text).join(" "))],
];

/** As a reader takes it in: single spaces, and capitals are a matter of form. */
export function plain(text: string): string {
  return text.replaceAll(/\s+/g, " ").trim().toLowerCase();
}

/** The words of a page, without what helps to get about on a screen and without what is for the eye alone. */
function readHtml(page: string): string {
  return page
    .replaceAll(/<(style|nav|title)\b[\s\S]*?<\/\1>|<a class="skip"[\s\S]*?<\/a>|<span[^>]* aria-hidden="true">[^<]*<\/span>/g, " ")
    .replaceAll(/<(?:\/?(?:span|b|strong|a|small)\b[^>]*)>/g, "")
    .replaceAll(/<[^>]*>/g, " ")
    .replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&quot;", '"').replaceAll("&#39;", "'").replaceAll("&amp;", "&");
}
