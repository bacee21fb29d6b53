import type { Scope } from "./fhirpath-compiled.ts";
import { valueOf } from "./nodes.ts";

type Members = Readonly<Record<string, unknown>>;

/** Follows a reference as far as the document goes: a contained resource, or an entry of the Bundle around it.
 *  `undefined` for what lies elsewhere; validation never fetches. */
export function resolveReference(node: unknown, { root, outermost }: Scope): unknown {
  const reference = typeof node === "object" && node !== null ? valueOf((node as Members)["reference"] ?? node) : node;
  if (typeof reference !== "string") return undefined;
  if (reference.startsWith("#")) return listOf(root, "contained").find((resource) => resource["id"] === reference.slice(1));
  const entry = listOf(outermost, "entry").find(({ fullUrl, resource }) => {
    if (typeof fullUrl === "string" && (fullUrl === reference || fullUrl.endsWith(`/${reference}`))) return true;
    const { resourceType, id } = (resource ?? {}) as Members;
    return reference === `${String(resourceType)}/${String(id)}`;
  });
  return entry?.["resource"];
}

function listOf(holder: unknown, name: string): readonly Members[] {
  const list = typeof holder === "object" && holder !== null ? (holder as Members)[name] : undefined;
  return Array.isArray(list) ? list.filter((item): item is Members => typeof item === "object" && item !== null) : [];
}
