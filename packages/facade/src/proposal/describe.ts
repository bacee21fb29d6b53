import { differencesInWords } from "@wijkverband/care";
import type { Resource } from "hl7-fhir-r4-types";
import type { House } from "../house.ts";

/** Lines that somebody who decides in seconds still reads. */
const mostLines = 40;

/** A change in words, for the inbox of who decides: a line for each element, in plain Dutch. What a reader isn't told by reference isn't named.
 *  @param former absent for something new */
export function describeChange({ validator }: Pick<House, "validator">, former: Resource | undefined, next: Resource): string {
  const lines = differencesInWords(former, next, (type) => validator.shapesOf(type)).map(({ nl }) => nl);
  const more = lines.length - mostLines;
  return [...lines.slice(0, mostLines), ...(more > 0 ? [`En nog ${more} ${more === 1 ? "verandering" : "veranderingen"}.`] : [])].join("\n");
}
