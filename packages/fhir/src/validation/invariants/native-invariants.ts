import { isBsn } from "../../identifier.ts";
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
    const id = reference.slice(1);
    const contained = (root as Members | null | undefined)?.["contained"];
    // no copy of the list: there may be thousands of references to thousands
    return Array.isArray(contained) && contained.some((resource: unknown) => isObject(resource) && resource["id"] === id);
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
  // Ours, of wijk-patient: the same as its expression, which costs a hundred times more.
  "wijk-elfproef": (focus) => isBsn(String(valueOf(focus))),
  // Narrative: limited XHTML (txt-1) that is not empty (txt-2); both are said once, by txt-1.
  "txt-1": (focus) => {
    const div = valueOf(focus);
    return typeof div !== "string" || findXhtmlFault(div) === undefined;
  },
  // Bundle: "entry.request mandatory for batch/transaction/history, otherwise prohibited".
  "bdl-3": (focus) => {
    const { type } = focus as Members;
    const isExpected = type === "batch" || type === "transaction" || type === "history";
    return entriesOf(focus).every((entry) => has(entry, "request") === isExpected);
  },
  // Bundle: "entry.response mandatory for batch-response/transaction-response/history, otherwise prohibited".
  "bdl-4": (focus) => {
    const { type } = focus as Members;
    const isExpected = type === "batch-response" || type === "transaction-response" || type === "history";
    return entriesOf(focus).every((entry) => has(entry, "response") === isExpected);
  },
  // Bundle: "FullUrl must be unique in a bundle, or else entries with the same fullUrl must have different meta.versionId".
  "bdl-7": (focus) => {
    if ((focus as Members)["type"] === "history") return true;
    const seen = new Set<string>();
    // versions matter only to those that share a fullUrl
    if (entriesOf(focus).every(({ fullUrl }) => typeof fullUrl !== "string" || seen.size < seen.add(fullUrl).size)) return true;
    seen.clear();
    for (const { fullUrl, resource } of entriesOf(focus)) {
      if (typeof fullUrl !== "string") continue;
      const { versionId } = ((resource as Members | undefined)?.["meta"] ?? {}) as Members;
      const size = seen.size;
      if (seen.add(typeof versionId === "string" ? `${fullUrl} ${versionId}` : fullUrl).size === size) return false;
    }
    return true;
  },
  // Bundle.entry: "must be a resource unless there's a request or response".
  "bdl-5": (focus) => has(focus, "resource") || has(focus, "request") || has(focus, "response"),
  // Bundle.entry: "fullUrl cannot be a version specific reference".
  "bdl-8": (focus) => {
    const { fullUrl } = focus as Members;
    return typeof fullUrl !== "string" || !fullUrl.includes("/_history/");
  },
};

/** The member without which an invariant holds anyhow. */
export const nativeGuards: Readonly<Record<string, readonly string[]>> = {
  "per-1": ["start"],
  "ref-1": ["reference"],
  "qty-3": ["code"],
  "cpt-2": ["value"],
  "att-1": ["data"],
  "dom-2": ["contained"],
  "dom-3": ["contained"],
  "dom-4": ["contained"],
  "dom-5": ["contained"],
  "bdl-8": ["fullUrl"],
};

function entriesOf(bundle: unknown): readonly Members[] {
  const { entry } = bundle as Members;
  return Array.isArray(entry) ? (entry.every(isObject) ? entry : entry.filter(isObject)) : nothing;
}

const nothing: readonly Members[] = [];

function isObject(value: unknown): value is Members {
  return typeof value === "object" && value !== null;
}

function containedIn(resource: unknown): readonly Members[] {
  const contained = (resource as Members | null | undefined)?.["contained"];
  return Array.isArray(contained) ? contained.filter(isObject) : nothing;
}

function has(value: unknown, name: string): boolean {
  return typeof value === "object" && value !== null && ((value as Members)[name] !== undefined || (value as Members)[`_${name}`] !== undefined);
}

function textsIn(nodes: readonly unknown[]): readonly string[] {
  const found: unknown[] = [];
  for (const node of nodes) collectDescendants(node, found);
  return found.map(valueOf).filter((value) => typeof value === "string");
}
