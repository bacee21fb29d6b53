/** What may stand in a resource that nobody has checked, as an index reads it. */
export type Fields = Readonly<Record<string, unknown>>;

export function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null;
}

/** An empty text says nothing. */
export function isText(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}
