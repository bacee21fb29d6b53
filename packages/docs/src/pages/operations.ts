import { html, operations, typeOperations, type Content } from "@wijkverband/facade";
import { storedTypes } from "@wijkverband/fhir";
import type { OperationDefinition } from "hl7-fhir-r4-types";
import { markup, page, code, table, type Page } from "../page.ts";
import { guidePath, renderMarkdown } from "../markdown.ts";
import type { Sources } from "../sources.ts";

const guide = "docs/operations.md";

/** The list of operations, and a page for each: what it takes and gives by its definition, and the calls that the guide shows. */
export function operationPages({ operations: definitions, guides }: Sources): readonly Page[] {
  const byUrl = new Map(definitions.map((each) => [each.url, each]));
  const paths = new Set(guides.keys());
  const sections = new Map((guides.get(guide) ?? "").split(/^## /m).map((section) => [section.slice(0, section.indexOf("\n")).trim(), section.slice(section.indexOf("\n"))]));
  const all = [...Map.groupBy(operations, ({ code: name }) => name)].map(([name, same]) => ({ name, on: same.map(({ on }) => on).join(", "), title: same[0]?.title ?? "", definition: same[0]?.definition ?? "" }));
  const further = typeOperations.map((each) => ({ name: each.code, on: typesOf(each), title: each.title, definition: each.definition }));
  const listed = [...all, ...further];
  const fileOf = (name: string): string => `operations/${name.slice(1)}.html`;
  return [
    page("operations.html", "Operations", table(["operation", "on", "what it does"], listed.map(({ name, on, title }) => [html`<a href="${fileOf(name)}">${name}</a>`, on, title]))),
    ...listed.map(({ name, on, title, definition }) => {
      const path = fileOf(name);
      return page(path, `${name}: ${title}`, html`<p>On ${on}. Defined by ${code(definition)}.</p>`, parametersOf(byUrl.get(definition)), html`<h2>How it is asked</h2><p>Tokens (<code>$GP</code>), <code>$FHIR</code> and <code>refused</code> are set in <a href="${`../${guidePath(guide)}`}">the guide</a>.</p>`, markup(renderMarkdown(sections.get(name) ?? "", guide, path, paths)));
    }),
  ];
}

/** On which types an operation is, in words where that is all of them. */
function typesOf(operation: (typeof typeOperations)[number]): string {
  const types = storedTypes.map(({ type }) => type).filter((type) => operation.methods(type, true).length + operation.methods(type, false).length > 0);
  return types.length === storedTypes.length ? "every type" : types.join(", ");
}

function parametersOf(definition: OperationDefinition | undefined): Content {
  if (definition === undefined) return html``;
  const rows = (use: string): readonly (readonly Content[])[] =>
    (definition.parameter ?? []).filter((each) => each.use === use).flatMap(({ name, min, max, type, documentation, part = [] }) => [
      [code(name), `${min}..${max}`, type, documentation],
      ...part.map((each): readonly Content[] => [code(`${name}.${each.name}`), `${each.min}..${each.max}`, each.type, each.documentation]),
    ]);
  const heads = ["parameter", "how often", "type", "what"];
  return [html`<p>${definition.description}</p><h2>In</h2>`, table(heads, rows("in")), html`<h2>Out</h2>`, table(heads, rows("out"))];
}
