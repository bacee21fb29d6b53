import type { Issue } from "../anomaly.ts";
import { createCatalogue } from "./catalogue.ts";
import type { Catalogue } from "./catalogue.ts";
import { withoutVersion } from "./compact-structure.ts";
import { newContext } from "./context.ts";
import type { Finding } from "./context.ts";
import type { Definitions } from "./definitions.ts";
import { namesOfType, shapesOfType } from "./element-shape.ts";
import type { Shapes } from "./element-shape.ts";

export interface Validator {
  /** Everything that is wrong with a resource, by the specification, the profiles it claims, those its content asks for, and those of
   *  `profiles`; entries of a Bundle and contained resources by the same rules. An empty list: nothing is.
   *  A claimed profile that isn't known gives one issue of severity `information`. Never repeats a value of the resource. */
  validate(resource: unknown, options?: ValidateOptions): readonly Issue[];
  /** Whether there is such a profile here (or type), so that a resource can be held to it. */
  knows(profile: string): boolean;
  /** What may stand below an element of this type, by the specification. */
  shapesOf(type: string): Shapes;
  /** The names of it, in the order of the definition; none for a type that isn't known. */
  namesOf(type: string): readonly string[];
}

export interface ValidateOptions {
  /** Canonicals of profiles to apply besides those that apply anyhow. */
  readonly profiles?: readonly string[];
}

/** More than this is not reported: nobody reads it, and a hostile body should not cost more than a good one. */
const maximumIssues = 500;

const none: readonly Issue[] = [];

/** Makes a validator. Nothing is compiled yet: the first resource of a type costs some milliseconds, the next ones microseconds. */
export function createValidator(definitions: Definitions): Validator {
  const catalogue = createCatalogue(definitions);
  return {
    validate(resource, { profiles = [] } = {}) {
      const context = newContext(resource);
      catalogue.resources.visit(resource, context, "", profiles);
      return context.findings.length === 0 ? none : toIssues(context.findings, resource, catalogue);
    },
    knows: (profile) => (catalogue.structure(profile) ?? catalogue.structure(withoutVersion(profile))) !== undefined,
    shapesOf: (type) => shapesOfType(type, catalogue),
    namesOf: (type) => namesOfType(type, catalogue),
  };
}

/** Findings as issues: each once (two profiles often say the same), with a FHIRPath instead of a JSON pointer. */
function toIssues(findings: readonly Finding[], resource: unknown, catalogue: Catalogue): readonly Issue[] {
  const issues: Issue[] = [];
  const said = new Map<string, Set<string>>();
  for (const finding of findings) {
    if (issues.length >= maximumIssues) break;
    const expression = toFhirPath(finding.pointer, resource, catalogue);
    const places = said.get(finding.text) ?? new Set();
    if (places.has(expression)) continue;
    said.set(finding.text, places.add(expression));
    issues.push(issueOf(finding, expression));
  }
  return issues;
}

function issueOf({ text, severity = "error", code, rule = "profile" }: Finding, expression: string): Issue {
  // what couldn't be checked breaks no rule
  if (severity === "information") return code === undefined ? { severity, text, expression } : { severity, text, expression, code };
  return code === undefined ? { severity, text, expression, rule } : { severity, text, expression, rule, code };
}

/** `/component/0/valueQuantity/_value` of an Observation as `Observation.component[0].value.value`. */
function toFhirPath(pointer: string, resource: unknown, catalogue: Catalogue): string {
  const type = (resource as { resourceType?: unknown } | null | undefined)?.resourceType;
  let path = typeof type === "string" && /^[A-Z][A-Za-z]{1,63}$/.test(type) ? type : "Resource";
  let value: unknown = resource;
  for (let slash = pointer.indexOf("/"); slash >= 0; ) {
    const next = pointer.indexOf("/", slash + 1);
    const step = pointer.slice(slash + 1, next < 0 ? pointer.length : next);
    path += Array.isArray(value) ? `[${step}]` : `.${catalogue.pathName(step)}`;
    value = typeof value === "object" && value !== null ? (value as Record<string, unknown>)[step] : undefined;
    slash = next;
  }
  return path;
}
