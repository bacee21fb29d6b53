import type { Visit } from "./context.ts";

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
