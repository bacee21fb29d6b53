import { html, nothing } from "./html.ts";
import type { Html } from "./html.ts";

/** A table of two columns: what, and what is said of it. The roles are spelt out because narrow screens stack the cells by CSS, and
 *  some browsers then forget that a table is a table. */
export function renderTable(name: string, heads: readonly [string, string], bodies: readonly (readonly Html[])[], caption?: string): Html {
  return html`<table role="table" class="${name}">${caption === undefined ? nothing : html`<caption>${caption}</caption>`}<thead role="rowgroup"><tr role="row">${heads.map((head) => html`<th role="columnheader" scope="col">${head}</th>`)}</tr></thead>${bodies
    .filter((rows) => rows.length > 0)
    .map((rows) => html`<tbody role="rowgroup">${rows}</tbody>`)}</table>`;
}

/** A row under its own heading. */
export function renderRow(head: Html | string, said: Html, name?: string): Html {
  return html`<tr role="row"${name !== undefined && html` class="${name}"`}><th role="rowheader" scope="row">${head}</th><td role="cell">${said}</td></tr>`;
}

/** A heading over the rows that follow. */
export function renderGroup(head: string): Html {
  return html`<tr role="row" class="group"><th role="rowheader" colspan="2" scope="rowgroup">${head}</th></tr>`;
}
