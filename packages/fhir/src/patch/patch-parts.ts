import type { Shapes } from "../validation/index.ts";
import { isTree, type Tree } from "./tree.ts";

/** Types that a parameter may carry as `value[x]`. Source: R4 datatypes.html#open. Others are told element by element, in parts. */
// oxfmt-ignore
const openTypes: ReadonlySet<string> = new Set([
  "base64Binary", "boolean", "canonical", "code", "date", "dateTime", "decimal", "id", "instant", "integer", "markdown", "oid", "positiveInt", "string", "time",
  "unsignedInt", "uri", "url", "uuid", "Address", "Age", "Annotation", "Attachment", "CodeableConcept", "Coding", "ContactPoint", "Count", "Distance", "Duration",
  "HumanName", "Identifier", "Money", "Period", "Quantity", "Range", "Ratio", "Reference", "SampledData", "Signature", "Timing", "ContactDetail", "Contributor",
  "DataRequirement", "Expression", "ParameterDefinition", "RelatedArtifact", "TriggerDefinition", "UsageContext", "Dosage", "Meta",
]);

/** The other way round than `readPatchValue`: a parameter that holds a value, by its type or in parts. `undefined` when it can't: a parameter
 *  has no place for the extensions of a primitive, nor for an element without a name.
 *  @param below shapes of the elements of the value */
export function parameterFor(name: string, value: unknown, type: string | undefined, below: Shapes): Tree | undefined {
  const suffix = suffixOf(type);
  if (suffix !== undefined && (isTree(value) || !isCapital(suffix.sent))) return { name, [`value${suffix.written}`]: value };
  if (!isTree(value)) return undefined;
  if (typeof value["resourceType"] === "string") return { name, resource: value };
  const parts = Object.entries(value).flatMap(([property, item]) => partsFor(property, item, below));
  return parts.every((part) => part !== undefined) && parts.length > 0 ? { name, part: parts } : undefined;
}

function partsFor(property: string, value: unknown, shapes: Shapes): readonly (Tree | undefined)[] {
  const name = elementNameOf(property, shapes);
  const shape = name === undefined ? undefined : shapes(name);
  if (name === undefined || shape === undefined) return [undefined];
  const items: readonly unknown[] = Array.isArray(value) ? value : [value];
  return items.map((item) => parameterFor(name, item, shape.typeOf(property), shape.below(property)));
}

/** `value` of `valueString`; `undefined` for a property that isn't known. */
function elementNameOf(property: string, shapes: Shapes): string | undefined {
  if (shapes(property)?.choice === false) return property;
  const prefixes = [...property.matchAll(/(?<=.)[A-Z]/g)].map(({ index }) => property.slice(0, index));
  return prefixes.find((prefix) => shapes(prefix)?.properties.includes(property));
}

/** The XHTML of a Narrative is sent as text. */
function suffixOf(type: string | undefined): { readonly sent: string; readonly written: string } | undefined {
  const sent = type === "xhtml" ? "string" : type;
  return sent !== undefined && openTypes.has(sent) ? { sent, written: sent.charAt(0).toUpperCase() + sent.slice(1) } : undefined;
}

function isCapital(text: string): boolean {
  return /^[A-Z]/.test(text);
}
