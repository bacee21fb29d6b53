/** One step of a JSON Patch (RFC 6902), as far as the invalid examples need it. */
export interface PatchStep {
  readonly op: "add" | "remove" | "replace";
  /** JSON Pointer; `-` is the place behind the last one of a list. */
  readonly path: string;
  readonly value?: unknown;
}

/** The resource after a patch; the one given is left as it is. @throws {Error} where a step meets nothing to remove or replace. */
export function patched<Resource>(resource: Resource, steps: readonly PatchStep[]): Resource {
  const copy = structuredClone(resource);
  for (const step of steps) apply(copy, step);
  return copy;
}

function apply(resource: unknown, { op, path, value }: PatchStep): void {
  const names = path.split("/").slice(1).map((name) => name.replaceAll("~1", "/").replaceAll("~0", "~"));
  const last = names.pop();
  const parent = names.reduce<unknown>((at, name) => (at as Record<string, unknown> | undefined)?.[name], resource);
  if (last === undefined || typeof parent !== "object" || parent === null) throw new Error(`${path} is nowhere`);
  if (op !== "add" && !Object.hasOwn(parent, last)) throw new Error(`${path} is not there to ${op}`);
  if (Array.isArray(parent)) parent.splice(last === "-" ? parent.length : Number(last), op === "add" ? 0 : 1, ...(op === "remove" ? [] : [value]));
  else if (op === "remove") delete (parent as Record<string, unknown>)[last];
  else (parent as Record<string, unknown>)[last] = value;
}
