import type { ContactPoint } from "hl7-fhir-r4-types";
import { html, joinHtml, nothing } from "./html.ts";
import type { Html } from "./html.ts";

/** A number as people write it: digits with spaces, dots, dashes, brackets, perhaps a plus in front. */
const written = /\+?\(?\d[\d\s().-]*\d/g;

/** `tel:` link of a phone number as written, or `undefined` when the text does not hold exactly one number of 3 to 15 digits
 *  (E.164 allows 15). "+31 (0)6 1234 5678" loses its "(0)", which is not dialled after a country code. */
export function telLink(text: string): string | undefined {
  const found = text.match(written);
  if (found === null || found.length !== 1) return undefined;
  const number = found[0].trim();
  const international = number.startsWith("+") || number.startsWith("00");
  const digits = (international ? number.replaceAll(/\(\s*0\s*\)/g, "") : number).replaceAll(/\D/g, "");
  if (digits.length < 3 || digits.length > 15) return undefined;
  return `tel:${number.startsWith("+") ? "+" : ""}${digits}`;
}

/** `mailto:` link of a plain address, or `undefined`: anything that could carry a header or a second address is shown as text only. */
export function mailLink(text: string): string | undefined {
  return /^[\w.+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+$/.test(text) ? `mailto:${text}` : undefined;
}

/** Address of a contact point that may be followed with a click. */
function contactLink(point: ContactPoint): string | undefined {
  if (point.value === undefined) return undefined;
  if (point.system === "email") return mailLink(point.value);
  if (point.system === "url") return undefined;
  return telLink(point.value);
}

/** One contact point: a link where that is safe, else its text. */
export function renderContactPoint(point: ContactPoint, uses: Readonly<Record<string, string>>): Html {
  if (point.value === undefined) return nothing;
  const link = contactLink(point);
  const use = point.use === undefined ? undefined : uses[point.use];
  const glyph = link?.startsWith("tel:") ? "☎ " : "";
  return html`<span class="point">${link === undefined ? html`<span class="contact">${point.value}</span>` : html`<a class="contact" href="${link}">${glyph && html`<span aria-hidden="true">${glyph}</span>`}${point.value}</a>`}${use && html` <small>${use}</small>`}</span>`;
}

/** All contact points, phones first, by rank, then in the order given. */
export function renderTelecom(points: readonly ContactPoint[] | undefined, uses: Readonly<Record<string, string>>): Html {
  const sorted = [...(points ?? [])].sort((a, b) => weigh(a) - weigh(b));
  return joinHtml(sorted.map((point) => renderContactPoint(point, uses)), " ");
}

function weigh(point: ContactPoint): number {
  return (point.system === "email" || point.system === "url" ? 100 : 0) + (point.rank ?? 50);
}
