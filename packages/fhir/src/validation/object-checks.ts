import type { Visit } from "./context.ts";
import type { Check } from "./schema-compiler.ts";

/** ele-1: an element has a value or children; an id alone says nothing. */
export const checkNotEmpty: Check = {
  test: (data: object) => {
    for (const key in data) if (key !== "id") return true;
    return false;
  },
  finding: { text: "expected a value or child elements (ele-1)", code: "invariant", rule: "profile" },
};

/** Of a choice at most one type may be there. */
export function checkSingleChoice(name: string, properties: readonly string[]): Visit {
  const isOfChoice = new Set(properties);
  return (data, context, pointer) => {
    if (typeof data !== "object") return;
    let found: string | undefined;
    for (const key in data) {
      if (key.charCodeAt(0) === underscore ? !isOfChoice.has(key.slice(1)) : !isOfChoice.has(key)) continue;
      const property = key.charCodeAt(0) === underscore ? key.slice(1) : key;
      if (found !== undefined && found !== property) {
        context.findings.push({ pointer: `${pointer}/${name}`, text: `${name} may have one type, found several`, code: "structure", rule: "profile" });
        return;
      }
      found = property;
    }
  };
}

const underscore = "_".charCodeAt(0);

/** In a list of primitives every place has a value, or an extension in the list beside it. */
export function checkHoles(property: string): Visit {
  const beside = `_${property}`;
  return (data, context, pointer) => {
    const values = (data as Record<string, unknown>)[property];
    const extensions = (data as Record<string, unknown>)[beside];
    if (!Array.isArray(values) && !Array.isArray(extensions)) return;
    const length = Math.max(Array.isArray(values) ? values.length : 0, Array.isArray(extensions) ? extensions.length : 0);
    for (let at = 0; at < length; at += 1) {
      if (isFilled(values, at) || isFilled(extensions, at)) continue;
      context.findings.push({ pointer: `${pointer}/${property}/${at}`, text: "expected a value, or an extension in its place", code: "structure", rule: "profile" });
    }
  };
}

function isFilled(list: unknown, at: number): boolean {
  return Array.isArray(list) && list[at] !== null && list[at] !== undefined;
}
