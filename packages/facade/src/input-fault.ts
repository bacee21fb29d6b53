import { Anomaly, instantRange } from "@wijkverband/fhir";

/** A parameter of an operation that has the right type and still can't be used, with its place. */
export function inputFault(name: string, text: string): Anomaly {
  return new Anomaly("incorrect", text, { issues: [{ text, expression: `Parameters.parameter.where(name='${name}')` }] });
}

/** Refuses days in the wrong order: the empty answer to them would say that there was nothing.
 *  @throws {Anomaly} `incorrect` when the second, both included, is over before the first begins. */
export function demandOrder([firstName, first]: readonly [string, string | undefined], [lastName, last]: readonly [string, string | undefined]): void {
  const [begin, end] = [first, last].map((day) => (day === undefined ? undefined : instantRange(day)));
  if (begin !== undefined && end !== undefined && end.end <= begin.start) throw inputFault(lastName, `${lastName} lies before ${firstName}`);
}
