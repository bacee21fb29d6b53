/** All values at a path of element names, lists flattened. The oracle reads stored JSON by this and nothing cleverer. */
export function reach(value: unknown, path: string): readonly unknown[] {
  let here: readonly unknown[] = [value];
  for (const name of path.split(".")) {
    here = here.flatMap((each) => (typeof each === "object" && each !== null ? [(each as Readonly<Record<string, unknown>>)[name]].flat() : [])).filter((each) => each !== undefined);
  }
  return here;
}

/** The strings at a path. */
export function texts(value: unknown, path: string): readonly string[] {
  return reach(value, path).filter((each) => typeof each === "string");
}

/** The first string at a path. */
export function text(value: unknown, path: string): string | undefined {
  return texts(value, path)[0];
}

/** References at a path, as `Type/id`: versions left out. */
export function references(value: unknown, path: string): readonly string[] {
  return texts(value, `${path}.reference`).map((reference) => reference.replace(/\/_history\/.*$/, ""));
}

/** Tells whether one of the concepts at a path has this coding. */
export function isCoded(value: unknown, path: string, system: string, code: string): boolean {
  return reach(value, `${path}.coding`).some((coding) => text(coding, "system") === system && text(coding, "code") === code);
}
