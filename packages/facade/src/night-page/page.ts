import type { Reference, Resource } from "hl7-fhir-r4-types";
import type { Difference, NightAnswer } from "@wijkverband/care";
import type { DocumentIndex } from "./document.ts";
import type { Calendar } from "./moment.ts";
import type { Texts } from "./texts/texts.ts";

/** All that a part of the page may look at. Parts are pure: same page, same markup. */
export interface Page {
  readonly answer: NightAnswer;
  readonly document: DocumentIndex;
  readonly texts: Texts;
  readonly calendar: Calendar;
  /** What differs since publication about this very resource. */
  differencesOf(resource: Resource): readonly Difference[];
  /** Display of who or what is referenced, in the words of the document. */
  nameOf(reference: Reference | undefined, holder?: Resource): string | undefined;
}

/** Tells whether a difference is about this resource, whatever version it names. */
export function isAbout(difference: Difference, resource: Resource): boolean {
  return resource.id !== undefined && difference.reference.split("/_history/")[0] === `${resource.resourceType}/${resource.id}`;
}
