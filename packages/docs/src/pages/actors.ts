import { html } from "@wijkverband/facade";
import type { CapabilityStatement } from "hl7-fhir-r4-types";
import { code, json, page, table, type Page } from "../page.ts";

/** A page for each kind of system that connects, and its CapabilityStatement beside it as a file. */
export function actorPages(statements: readonly CapabilityStatement[]): readonly Page[] {
  return [
    page("actors.html", "Who connects", table(["system", "canonical"], statements.map(({ id, title, url }) => [html`<a href="actors/${id}.html">${title}</a>`, code(url ?? "")]))),
    ...statements.flatMap((statement): readonly Page[] => {
      const { id, title, description, rest } = statement;
      const rows = (rest?.[0]?.resource ?? []).map(({ type, interaction = [], operation = [] }) => [code(type), interaction.map((each) => each.code).join(", "), operation.map(({ name }) => `$${name}`).join(", ")]);
      return [
        page(`actors/${id}.html`, title ?? "", html`<p>${description}</p>`, table(["type", "interactions", "operations"], rows), html`<h2>As it is</h2><p><a href="${`${id}.json`}">The CapabilityStatement as a file</a></p>`, json(statement)),
        { path: `actors/${id}.json`, text: `${JSON.stringify(statement, undefined, 2)}\n` },
      ];
    }),
  ];
}
