import { readInput, readQueryInput, type Input, type InputSpec } from "@wijkverband/fhir";
import type { Ask } from "./exchange.ts";

/** The input of an operation that is also asked with GET: out of the URL then, and of the body otherwise.
 *  @throws {Anomaly} as `readInput` */
export function inputOf<const S extends InputSpec>({ method, query, body }: Pick<Ask, "method" | "query" | "body">, spec: S): Input<S> {
  return method === "GET" ? readQueryInput(query, spec) : readInput(body, spec);
}
