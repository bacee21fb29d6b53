import { html } from "@wijkverband/facade";
import type { SearchParameterDefinition } from "@wijkverband/fhir";
import type { CapabilityStatement } from "hl7-fhir-r4-types";
import { code, fold, json, page, table, type Page } from "../page.ts";

/** What the server says of itself at `/metadata`, as a page. */
export function capabilityPage(statement: CapabilityStatement): Page {
  const rest = statement.rest?.[0];
  const resources = rest?.resource ?? [];
  return page(
    "capability.html",
    "What the server can do",
    html`<p>Made from the CapabilityStatement that <code>GET /fhir/metadata</code> gives, which is made from the lists that route. Policy says who may: see the guides.</p>`,
    table(["", ""], [
      ["FHIR", statement.fhirVersion],
      ["Formats", statement.format?.join(", ")],
      ["Patch formats", statement.patchFormat?.join(", ")],
      ["Instantiates", statement.instantiates?.map((each) => html`${code(each)}<br>`)],
      ["Of the whole system", rest?.interaction?.map(({ code: name }) => name).join(", ")],
      ["Security", rest?.security?.description],
    ]),
    html`<h2>By type</h2>`,
    table(
      ["type", "interactions", "conditional", "operations"],
      resources.map(({ type, interaction = [], conditionalCreate, conditionalUpdate, conditionalDelete, operation = [] }) => [
        html`<a href="search.html#${type}">${type}</a>`,
        interaction.map(({ code: name }) => name).join(", "),
        [conditionalCreate === true && "create", conditionalUpdate === true && "update", conditionalDelete !== undefined && conditionalDelete !== "not-supported" && `delete (${conditionalDelete})`].filter(Boolean).join(", "),
        operation.map(({ name }) => `$${name}`).join(", "),
      ]),
    ),
    html`<h2>Supported profiles</h2>`,
    table(["type", "profile"], resources.flatMap(({ type, supportedProfile = [] }) => supportedProfile.map((profile) => [code(type), code(profile)]))),
    html`<h2>As it is</h2>`,
    fold("the CapabilityStatement in JSON", json(statement)),
  );
}

/** Every search parameter of every type: what `/metadata` announces, with what it looks at. */
export function searchPage(statement: CapabilityStatement, definitions: readonly SearchParameterDefinition[]): Page {
  const byKey = new Map(definitions.map((each) => [`${each.base} ${each.code}`, each]));
  const sections = (statement.rest?.[0]?.resource ?? []).map(({ type, searchParam = [], searchInclude = [], searchRevInclude = [] }) => [
    html`<h2 id="${type}">${type}</h2>`,
    table(
      ["parameter", "type", "looks at", "", "definition"],
      searchParam.map(({ name, type: kind, documentation, definition }) => [code(name), kind, code(byKey.get(`${type} ${name}`)?.expression ?? ""), documentation, definition === undefined ? "" : code(definition)]),
    ),
    searchInclude.length > 0 && html`<p><code>_include</code>: ${searchInclude.join(", ")}</p>`,
    searchRevInclude.length > 0 && fold(html`<code>_revinclude</code>: ${searchRevInclude.length}`, html`<p>${searchRevInclude.join(", ")}</p>`),
  ]);
  return page("search.html", "Search parameters", html`<p>What can be searched by, in each type. How: the guides on search.</p>`, sections);
}
