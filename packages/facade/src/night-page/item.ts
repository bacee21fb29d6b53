import type { Observation, Resource } from "hl7-fhir-r4-types";
import { renderChange } from "./changes.ts";
import { describeConcept, describeConcepts } from "./concept.ts";
import { html } from "./html.ts";
import type { Html } from "./html.ts";
import type { Page } from "./page.ts";
import { describeNotes, renderSource } from "./source.ts";

/** One item in a list of terms: heading, what is said, remark, source; with a mark when it changed since publication. */
export function renderItem(heading: string, said: string | undefined, resource: Resource, page: Page, ...more: readonly (string | undefined)[]): Html {
  const lines = [said, ...more].filter((line) => line !== undefined && line !== "");
  return html`<div class="item"><dt>${heading}</dt><dd>${renderChange(resource, page)}${lines.map((line) => html`<p class="said">${line}</p>`)}<p>${renderSource(resource, page)}</p></dd></div>`;
}

/** The same where the heading is a mere label and the value is what one looks for. */
export function renderFact(label: string, value: string | undefined, resource: Resource, page: Page, ...more: readonly (string | undefined)[]): Html {
  const lines = more.filter((line) => line !== undefined && line !== "");
  return html`<div class="item fact"><dt>${label}</dt><dd>${renderChange(resource, page)}<p class="value">${value ?? "?"}</p>${lines.map((line) => html`<p class="said">${line}</p>`)}<p>${renderSource(resource, page)}</p></dd></div>`;
}

export function renderItems(items: readonly Html[]): Html {
  return html`<dl class="items">${items}</dl>`;
}

/** Value of an Observation in words, with its components, or why there is none. */
function describeValue(observation: Observation, page: Page): string | undefined {
  const { texts, calendar } = page;
  const own = describeAnyValue(observation, page) ?? describeConcept(observation.dataAbsentReason, texts);
  const components = (observation.component ?? []).map((component) => `${describeConcept(component.code, texts) ?? ""}: ${describeAnyValue(component, page) ?? describeConcept(component.dataAbsentReason, texts) ?? ""}`);
  const period = observation.valuePeriod === undefined ? undefined : `${calendar.date(observation.valuePeriod.start)} - ${calendar.date(observation.valuePeriod.end)}`;
  const all = [own ?? period, describeConcepts(observation.interpretation, texts), ...components].filter((word) => word !== undefined);
  return all.length === 0 ? undefined : all.join("; ");
}

function describeAnyValue(holder: Pick<Observation, "valueString" | "valueCodeableConcept" | "valueQuantity" | "valueBoolean" | "valueDateTime" | "valueInteger" | "valueTime">, page: Page): string | undefined {
  if (holder.valueString !== undefined) return holder.valueString;
  if (holder.valueCodeableConcept !== undefined) return describeConcept(holder.valueCodeableConcept, page.texts);
  if (holder.valueQuantity !== undefined) return describeQuantity(holder.valueQuantity);
  if (holder.valueBoolean !== undefined) return page.texts.codes[`http://snomed.info/sct|${holder.valueBoolean ? "373066001" : "373067005"}`];
  if (holder.valueDateTime !== undefined) return page.calendar.date(holder.valueDateTime);
  return holder.valueInteger === undefined ? holder.valueTime : String(holder.valueInteger);
}

/** "2,5 mg" as its parts stand: comparator, value, unit. */
export function describeQuantity(quantity: { readonly comparator?: string; readonly value?: number; readonly unit?: string; readonly code?: string } | undefined): string | undefined {
  if (quantity === undefined) return undefined;
  const words = [quantity.comparator, quantity.value === undefined ? undefined : String(quantity.value), quantity.unit ?? quantity.code].filter((word) => word !== undefined);
  return words.length === 0 ? undefined : words.join(" ");
}

/** An Observation under a heading. */
export function renderObservation(observation: Observation, heading: string | undefined, page: Page): Html {
  return renderFact(heading ?? describeConcept(observation.code, page.texts) ?? "", describeValue(observation, page), observation, page, describeNotes(observation.note));
}
