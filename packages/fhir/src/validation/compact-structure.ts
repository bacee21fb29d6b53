import type { Constraint, ElementRule, ElementType, Slicing, Structure, TypedValue } from "./definitions.ts";

type Json = Readonly<Record<string, unknown>>;

const fhirType = "http://hl7.org/fhir/StructureDefinition/structuredefinition-fhir-type";

/** Cuts a StructureDefinition with a snapshot down to what validation reads.
 *  Returns `undefined` for one without snapshot and for logical models. */
export function compactStructure(definition: Json): Structure | undefined {
  const snapshot = definition["snapshot"] as { element: Json[] } | undefined;
  const kind = definition["kind"] as Structure["kind"] | "logical";
  if (!snapshot || kind === "logical") return undefined;
  const isProfile = definition["derivation"] === "constraint";
  return {
    url: definition["url"] as string,
    type: definition["type"] as string,
    kind,
    ...(definition["abstract"] === true && !isProfile && { abstract: true }),
    ...(isProfile && { constraint: true }),
    elements: snapshot.element.map((element) => ({ ...compactElement(element), ...(!isProfile && element["isSummary"] === true && { summary: true }) })),
  };
}

function compactElement(element: Json): ElementRule {
  const base = element["base"] as { max: string } | undefined;
  const max = element["max"] as string;
  const binding = element["binding"] as { strength: string; valueSet?: string } | undefined;
  const content = (element["contentReference"] as string | undefined)?.replace(/^.*#/, "");
  const types = (element["type"] as Json[] | undefined)?.map(compactType);
  const constraints = (element["constraint"] as Json[] | undefined)?.flatMap(compactConstraint);
  const fixed = typedValue(element, "fixed");
  const pattern = typedValue(element, "pattern");
  return {
    id: element["id"] as string,
    path: element["path"] as string,
    min: element["min"] as number,
    ...(max !== "*" && { max: Number(max) }),
    ...(isMany(base?.max ?? max) && { list: true }),
    ...(types && { types }),
    ...(content && { content }),
    ...(fixed && { fixed }),
    ...(pattern && { pattern }),
    ...(binding?.strength === "required" && binding.valueSet && { binding: withoutVersion(binding.valueSet) }),
    ...(constraints?.length && { constraints }),
    ...(element["slicing"] !== undefined && { slicing: compactSlicing(element["slicing"] as Json) }),
    ...(typeof element["sliceName"] === "string" && { slice: element["sliceName"] }),
    ...(element["isModifier"] === true && { modifier: true }),
  };
}

function isMany(max: string): boolean {
  return max !== "0" && max !== "1";
}

/** `http://hl7.org/fhirpath/System.String` stands for the FHIR type its extension names. */
function compactType(type: Json): ElementType {
  const extensions = (type["extension"] ?? []) as Json[];
  const real = extensions.find(({ url }) => url === fhirType);
  const code = (real?.["valueUrl"] ?? real?.["valueUri"] ?? type["code"]) as string;
  const profiles = (type["profile"] as string[] | undefined)?.map(withoutVersion);
  const targets = (type["targetProfile"] as string[] | undefined)?.map(withoutVersion);
  return {
    code: code.startsWith("http://hl7.org/fhirpath/System.") ? code.slice("http://hl7.org/fhirpath/System.".length).toLowerCase() : code,
    ...(profiles && { profiles }),
    ...(targets && { targets }),
  };
}

function compactConstraint(constraint: Json): Constraint[] {
  // ele-1 stands at nearly every element; it is part of the schema of every object.
  if (typeof constraint["expression"] !== "string" || constraint["key"] === "ele-1") return [];
  return [
    {
      key: constraint["key"] as string,
      severity: constraint["severity"] as Constraint["severity"],
      human: constraint["human"] as string,
      expression: constraint["expression"],
    },
  ];
}

function compactSlicing(slicing: Json): Slicing {
  return {
    rules: slicing["rules"] as Slicing["rules"],
    ...(slicing["ordered"] === true && { ordered: true }),
    discriminators: ((slicing["discriminator"] ?? []) as Slicing["discriminators"]).map(({ type, path }) => ({ type, path })),
  };
}

function typedValue(element: Json, prefix: "fixed" | "pattern"): TypedValue | undefined {
  const key = Object.keys(element).find((name) => name.startsWith(prefix) && /^[A-Z]/.test(name.slice(prefix.length)));
  if (key === undefined) return undefined;
  const suffix = key.slice(prefix.length);
  const isComplex = typeof element[key] === "object";
  return { type: isComplex ? suffix : suffix[0]!.toLowerCase() + suffix.slice(1), value: element[key] };
}

/** A canonical without `|version`. */
export function withoutVersion(canonical: string): string {
  return canonical.replace(/\|.*$/, "");
}
