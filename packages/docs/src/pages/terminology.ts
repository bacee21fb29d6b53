import { html, type Content } from "@wijkverband/facade";
import { code, page, table, type Page } from "../page.ts";
import type { Sources } from "../sources.ts";

/** Our own codes, and the sets that elements take their codes from. */
export function terminologyPage({ codeSystems, valueSets }: Sources): Page {
  const systems = codeSystems.map(({ id, url, title, name, description, concept = [] }): Content => [
    html`<h3 id="${id}">${title ?? name}</h3><p>${description} ${code(url ?? "")}</p>`,
    table(["code", "called", "means"], concept.map((each) => [code(each.code ?? ""), each.display, each.definition])),
  ]);
  const sets = valueSets.map(({ id, url, title, name, compose }): readonly Content[] => [
    html`<span id="${id}">${title ?? name}</span>`,
    code(url ?? ""),
    (compose?.include ?? []).map(({ system, valueSet = [], concept = [], filter = [] }) => html`${code([system, ...valueSet].filter(Boolean).join(", "))}${concept.length > 0 && `: ${concept.map((each) => each.code).join(", ")}`}${filter.length > 0 && `: ${filter.map(({ property, op, value }) => `${property} ${op} ${value}`).join(", ")}`}<br>`),
  ]);
  return page("terminology.html", "Codes", html`<h2>Code systems</h2>`, systems, html`<h2>Value sets</h2>`, table(["set", "canonical", "holds"], sets));
}
