import type { NightAnswer } from "@wijkverband/care";
import type { Bundle, Composition } from "hl7-fhir-r4-types";
import { contactDocument } from "../contact.ts";
import { nightAnswer } from "./night-answer.ts";

/** A handover that holds what the post did a night before. */
export function contactAnswer(): NightAnswer {
  const answer = nightAnswer();
  const report = contactDocument({ urgency: "U3", complaint: "Gevallen, nu pijn in de heup.", plan: "Beoordeeld, geen breuk." }).entry?.[0]?.resource as Composition;
  const document = answer.document as Bundle;
  return { ...answer, document: { ...document, entry: [...(document.entry ?? []), { fullUrl: "urn:uuid:00000000-0000-4000-8000-0000000000aa", resource: { ...report, id: "contact" } }] } };
}
