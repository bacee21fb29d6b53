import { html, type Content, type Html } from "@wijkverband/facade";
import { code, fold, json, page, prose, table, type Page } from "../page.ts";
import type { Element, Profile, Requirement, Sources, Spoiled } from "../sources.ts";

const complies = "http://hl7.org/fhir/StructureDefinition/structuredefinition-compliesWithProfile";

/** The list of profiles, and a page for each: how to fill it, what differs from what it is based on, the whole of it, and examples. */
export function profilePages(sources: Sources): readonly Page[] {
  const { profiles } = sources;
  const isExtension = ({ type }: Profile): boolean => type === "Extension";
  const list = (some: readonly Profile[]): Html => table(["profile", "on", "what it is"], some.map(({ id, title, name, type, description }) => [html`<a href="profiles/${id}.html">${title ?? name}</a>`, code(type), prose(description)]));
  return [
    page("profiles.html", "Profiles", html`<h2>Resources</h2>`, list(profiles.filter((each) => !isExtension(each))), html`<h2>Extensions</h2>`, list(profiles.filter(isExtension))),
    ...profiles.map((profile) => profilePage(profile, sources)),
  ];
}

function profilePage(profile: Profile, { requirements, examples, spoiled }: Sources): Page {
  const { id, url, title, name, description, type, baseDefinition, extension = [], differential, snapshot } = profile;
  const national = extension.flatMap((each) => (each.url === complies && each.valueCanonical !== undefined ? [each.valueCanonical] : []));
  const demanded = requirements.filter((each) => each.profile === url);
  const own = examples.filter(({ meta }) => meta?.profile?.includes(url));
  const constraints = differential.element.flatMap(({ path, constraint = [] }) => constraint.map((each) => [code(each.key), code(path), each.severity, each.human, each.expression === undefined ? "" : code(each.expression)]));
  return page(
    `profiles/${id}.html`,
    title ?? name,
    html`<p>${prose(description)}</p>`,
    table(["", ""], [["Canonical", code(url)], ["On", code(type)], ["Based on", code(baseDefinition)], ...(national.length > 0 ? [["Instances also meet", national.map((each) => html`${code(each)}<br>`)]] : [])]),
    whenDemanded(demanded),
    html`<h2>How to fill it</h2>`,
    howToFill(differential.element, snapshot.element),
    constraints.length > 0 && [html`<h2>Rules</h2>`, table(["key", "on", "severity", "rule", "FHIRPath"], constraints)],
    own.length > 0 && [html`<h2>Examples</h2>`, own.map((each) => fold(html`${each.resourceType}/${each.id}`, json(each)))],
    refusals(spoiled.get(id) ?? []),
    html`<h2>Snapshot</h2>`,
    fold(`all ${snapshot.element.length} elements`, table(["element", "how often", "type", "what"], snapshot.element.map((element) => [code(element.id), cardinality(element), types(element), element.short]))),
  );
}

function whenDemanded(demanded: readonly Requirement[]): Content {
  if (demanded.length === 0) return html``;
  const rows = demanded.map(({ type, path, system, code: value }) => [code(type), path === undefined ? "always" : [code(path), " is ", code(`${system === undefined ? "" : `${system}|`}${value ?? ""}`)]]);
  return [html`<h2>When it counts</h2><p>A resource must meet this profile, whether it claims it or not:</p>`, table(["type", "when"], rows)];
}

/** What this profile says, with what the snapshot adds to it: an element that only gets a rule has its cardinality from there. */
function howToFill(differential: readonly Element[], snapshot: readonly Element[]): Html {
  const whole = new Map(snapshot.map((element) => [element.id, element]));
  const rows = differential.filter(({ path }) => path.includes(".")).map((element) => {
    const full = { ...whole.get(element.id), ...element };
    return [code(element.id), cardinality(full), types(full), value(full), full.short === whole.get(element.path)?.short ? (element.definition ?? full.short) : full.short];
  });
  return table(["element", "how often", "type", "value", "what"], rows);
}

function cardinality({ min, max }: Element): string {
  return min === undefined && max === undefined ? "" : `${min ?? 0}..${max ?? "*"}`;
}

function types({ type = [] }: Element): Content {
  return type.map(({ code: name, targetProfile = [], profile = [] }, place) => {
    const targets = [...targetProfile, ...profile].map((each) => each.slice(each.lastIndexOf("/") + 1));
    return html`${place > 0 && ", "}${name.slice(name.lastIndexOf("/") + 1)}${targets.length > 0 && ` (${targets.join(", ")})`}`;
  });
}

function value(element: Element): Content {
  const set = Object.entries(element).filter(([name]) => /^(fixed|pattern)[A-Z]/.test(name));
  const { binding } = element;
  return [
    set.map(([name, content]) => html`${name.startsWith("fixed") ? "just" : "at least"} ${code(typeof content === "string" ? content : JSON.stringify(content))}<br>`),
    binding?.valueSet !== undefined && html`${binding.strength}: ${code(binding.valueSet)}`,
  ];
}

function refusals(spoiled: readonly Spoiled[]): Content {
  if (spoiled.length === 0) return html``;
  const rows = spoiled.map(({ constraint, of, change, expression }) => [constraint, code(of), code(JSON.stringify(change)), code(expression)]);
  return [html`<h2>What is refused</h2><p>Each of these changes to a valid example is answered with 422 and an issue at the place named.</p>`, table(["constraint", "example", "changed (JSON Patch)", "refused at"], rows)];
}
