/** What a form may hold at one place. */
export type Shape =
  /** `what`: what it should be, in words. */
  | { readonly is: "text"; readonly what: string; readonly pattern?: RegExp }
  | { readonly is: "choice"; readonly of: readonly string[] }
  | { readonly is: "boolean" }
  | { readonly is: "anything" }
  | { readonly is: "list"; readonly of: Shape; readonly least?: number }
  /** Just these fields; `needed` of them must be there, and of each group in `oneOf` one. */
  | { readonly is: "object"; readonly fields: Readonly<Record<string, Shape>>; readonly needed?: readonly string[]; readonly oneOf?: readonly (readonly string[])[] };

/** Everything in a form that isn't as its shape says: `people[2].role: is one of ...`. Pure. */
export function faultsOf(shape: Shape, value: unknown, path: string): readonly string[] {
  const fault = (text: string, at = path): readonly string[] => [`${at === "" ? "the form" : at}: ${text}`];
  switch (shape.is) {
    case "anything":
      return [];
    case "boolean":
      return typeof value === "boolean" ? [] : fault("is true or false");
    case "text":
      return typeof value === "string" && value.trim() !== "" && (shape.pattern?.test(value) ?? true) ? [] : fault(`is ${shape.what}`);
    case "choice":
      return typeof value === "string" && shape.of.includes(value) ? [] : fault(`is one of ${shape.of.join(", ")}`);
    case "list":
      if (!Array.isArray(value)) return fault("is a list");
      if (value.length < (shape.least ?? 0)) return fault(`holds at least ${shape.least}`);
      return value.flatMap((each: unknown, place) => faultsOf(shape.of, each, `${path}[${place}]`));
    case "object":
      return objectFaults(shape, value, path);
  }
}

function objectFaults({ fields, needed = [], oneOf = [] }: Extract<Shape, { is: "object" }>, value: unknown, path: string): readonly string[] {
  const below = (name: string): string => (path === "" ? name : `${path}.${name}`);
  if (typeof value !== "object" || value === null || Array.isArray(value)) return [`${path === "" ? "the form" : path}: is an object`];
  const given: ReadonlyMap<string, unknown> = new Map(Object.entries(value));
  const missing = needed.filter((name) => !given.has(name)).map((name) => `${below(name)}: is missing`);
  const groups = oneOf.filter((group) => !group.some((name) => given.has(name))).map((group) => `${path === "" ? "the form" : path}: has ${group.join(" or ")}`);
  const held = [...given].flatMap(([name, each]) => {
    const shape = Object.hasOwn(fields, name) ? fields[name] : undefined;
    return shape === undefined ? [`${below(name)}: isn't a field of the form; there are ${Object.keys(fields).join(", ")}`] : faultsOf(shape, each, below(name));
  });
  return [...missing, ...groups, ...held];
}
