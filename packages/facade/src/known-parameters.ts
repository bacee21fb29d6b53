import { Anomaly, withoutBsn, type Issue } from "@wijkverband/fhir";
import type { Answer, Ask } from "./exchange.ts";

/** Runs what takes these parameters and no other. One that isn't known is refused, or under lenient handling left out and told (R4 search.html#errors).
 *  Names only: a value can tell who somebody is. @throws {Anomaly} `incorrect` naming each. */
export async function withKnownParameters({ query, lenient }: Pick<Ask, "query" | "lenient">, known: readonly string[], run: () => Promise<Answer>): Promise<Answer> {
  if (query.length === 0) return run();
  const unknown = [...new Set(query.map(([name]) => name).filter((name) => !known.includes(name)))].map((name) => withoutBsn(name).slice(0, 80));
  if (unknown.length === 0) return run();
  if (!lenient) throw new Anomaly("incorrect", "the parameters were not understood", { issues: unknown.map((name) => ({ text: `parameter ${name} is not known here`, code: "not-supported", expression: `http.${name}` })) });
  const answer = await run();
  const left = unknown.map((name): Issue => ({ severity: "warning", code: "not-supported", text: `parameter ${name} is not known here and was left out` }));
  return { ...answer, notes: [...(answer.notes ?? []), ...left] };
}
