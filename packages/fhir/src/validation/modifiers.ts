import type { Definitions } from "./definitions.ts";
import type { Visit } from "./context.ts";

/** A modifier extension changes what the element means: one that no profile of ours knows is refused, never ignored. That a package defines it
 *  doesn't make anything here act on it.
 *  Source: FHIR R4, Extensibility, "modifierExtension". */
export function visitModifier(definitions: Definitions): Visit {
  let known: ReadonlySet<string> | undefined;
  return (data, context, pointer) => {
    known ??= knownModifiers(definitions);
    const url = (data as { url?: unknown } | null)?.url;
    if (typeof url === "string" && !known.has(url)) {
      context.findings.push({ pointer, text: "a modifier extension that is not understood", code: "extension", rule: "unknown-modifier" });
    }
  };
}

/** Extensions defined as modifying, and those a profile names at a `modifierExtension`. */
function knownModifiers({ structures }: Definitions): ReadonlySet<string> {
  const urls = new Set<string>();
  for (const { url, type, constraint, foreign, elements } of structures) {
    if (foreign) continue;
    if (type === "Extension" && constraint && elements[0]?.modifier) urls.add(url);
    for (const { path, types, slice } of elements) {
      if (!path.endsWith(".modifierExtension") || slice === undefined) continue;
      for (const profile of types?.flatMap(({ profiles }) => profiles ?? []) ?? []) urls.add(profile);
    }
    for (const { path, fixed } of elements) if (path.endsWith(".modifierExtension.url") && typeof fixed?.value === "string") urls.add(fixed.value);
  }
  return urls;
}
