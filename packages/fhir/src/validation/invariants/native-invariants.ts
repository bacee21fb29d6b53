import type { Context } from "../context.ts";
import { collectDescendants, valueOf } from "./nodes.ts";
import { isTemporal, rangeOf } from "./temporal.ts";
import { findXhtmlFault } from "./xhtml.ts";

type Members = Readonly<Record<string, unknown>>;
export type NativeInvariant = (focus: unknown, context: Context) => boolean;

/** Invariants of the specification written by hand: those met at nearly every element (speed), and those FHIRPath cannot say or
 *  that say it by `descendants()`. Each names where it is defined; all are of FHIR R4 (4.0.1). */
export const nativeInvariants: Readonly<Record<string, NativeInvariant>> = {
  // Extension: "Must have either extensions or value[x], not both".
  "ext-1": (focus) => {
    let hasValue = false;
    for (const key in focus as Members) if (key.startsWith("value") || key.startsWith("_value")) hasValue = true;
    return hasValue !== ((focus as Members)["extension"] !== undefined);
  },
  // Period: "If present, start SHALL have a lower value than end"; what the precision leaves open is not held against it.
  "per-1": (focus) => {
    const { start, end } = focus as { start?: unknown; end?: unknown };
    if (typeof start !== "string" || typeof end !== "string" || !isTemporal(start) || !isTemporal(end)) return true;
    return rangeOf(start).start < rangeOf(end).end;
  },
  // Reference: "SHALL have a contained resource if a local reference is provided". `#` alone is the container itself.
  "ref-1": (focus, { root }) => {
    const { reference } = focus as { reference?: unknown };
    if (typeof reference !== "string" || !reference.startsWith("#") || reference === "#") return true;
    return containedIn(root).some(({ id }) => id === reference.slice(1));
  },
  // Quantity: "If a code for the unit is present, the system SHALL also be present".
  "qty-3": (focus) => (focus as Members)["code"] === undefined || (focus as Members)["system"] !== undefined,
  // ContactPoint: "A system is required if a value is provided."
  "cpt-2": (focus) => !has(focus, "value") || has(focus, "system"),
  // Attachment: "If the Attachment has data, it SHALL have a contentType".
  "att-1": (focus) => !has(focus, "data") || has(focus, "contentType"),
  // DomainResource: "If the resource is contained in another resource, it SHALL NOT contain nested Resources".
  "dom-2": (focus) => containedIn(focus).every((resource) => resource["contained"] === undefined),
  // DomainResource: a contained resource is referred to, or refers to its container.
  "dom-3": (focus) => {
    const contained = containedIn(focus);
    if (contained.length === 0) return true;
    const texts = new Set(textsIn([focus]));
    return contained.every((resource) => texts.has(`#${String(resource["id"])}`) || textsIn([resource]).includes("#"));
  },
  // DomainResource: "... it SHALL NOT have a meta.versionId or a meta.lastUpdated".
  "dom-4": (focus) => containedIn(focus).every(({ meta }) => !has(meta, "versionId") && !has(meta, "lastUpdated")),
  // DomainResource: "... it SHALL NOT have a security label".
  "dom-5": (focus) => containedIn(focus).every(({ meta }) => !has(meta, "security")),
  // Narrative: limited XHTML (txt-1) that is not empty (txt-2); both are said once, by txt-1.
  "txt-1": (focus) => {
    const div = valueOf(focus);
    return typeof div !== "string" || findXhtmlFault(div) === undefined;
  },
};

function containedIn(resource: unknown): readonly Members[] {
  const contained = (resource as Members | null | undefined)?.["contained"];
  return Array.isArray(contained) ? contained.filter((inner): inner is Members => typeof inner === "object" && inner !== null) : [];
}

function has(value: unknown, name: string): boolean {
  return typeof value === "object" && value !== null && ((value as Members)[name] !== undefined || (value as Members)[`_${name}`] !== undefined);
}

function textsIn(nodes: readonly unknown[]): readonly string[] {
  const found: unknown[] = [];
  collectDescendants(nodes, found);
  return found.map(valueOf).filter((value) => typeof value === "string");
}
