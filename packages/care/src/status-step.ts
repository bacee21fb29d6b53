import type { Issue } from "@wijkverband/fhir";

/** Which status may follow which; an empty list is an end. */
export type StatusTable<S extends string> = { readonly [status in S]: readonly S[] };

/** What is wrong with a step, naming the steps that are allowed; `undefined` when it is one of them, or no step at all (`status-step`).
 *  @param what the thing that has the status, in words (`a proposal`)
 *  @param expression where the status stands */
export function faultOfStep<S extends string>(table: StatusTable<S>, former: string, next: string, what: string, expression: string): Issue | undefined {
  const allowed: readonly string[] = new Map<string, readonly S[]>(Object.entries(table)).get(former) ?? [];
  if (former === next || allowed.includes(next)) return undefined;
  const text = allowed.length === 0 ? `${what} that is ${former} stays as it is` : `${what} that is ${former} becomes ${listed(allowed)}`;
  return { rule: "status-step", text, expression };
}

function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;
}
