import type { CodeableConcept, Dosage, MedicationDispense, MedicationRequest, MedicationStatement, Reference, Resource } from "hl7-fhir-r4-types";
import { renderChange } from "../changes.ts";
import { describeConcept, describeConcepts } from "../concept.ts";
import { describeDosage } from "../dosage.ts";
import { html } from "../html.ts";
import type { Html } from "../html.ts";
import { describeQuantity } from "../item.ts";
import type { Page } from "../page.ts";
import { describeNotes, renderSource } from "../source.ts";
import { renderGroup, renderRow, renderTable } from "../table.ts";
import type { Word } from "../texts/texts.ts";
import { only } from "./block.ts";
import type { Block } from "./block.ts";

type Prescribed = MedicationStatement | MedicationRequest | MedicationDispense;

/** Groups in which a doctor looks for a medicine: what runs, what may be given now, what lies ready, what must not be given. */
type Group = Extract<Word, "regular" | "asNeeded" | "standby" | "stopped" | "notGiven">;
const groups: readonly Group[] = ["notGiven", "regular", "asNeeded", "standby", "stopped"];

export const medicationBlock: Block = {
  key: "medication",
  sections: ["medicatie"],
  takes: (resource) => ["MedicationStatement", "MedicationRequest", "MedicationDispense"].includes(resource.resourceType),
  render: (items, page) => {
    const { words } = page.texts;
    const prescribed: readonly Prescribed[] = [...only(items, "MedicationRequest"), ...only(items, "MedicationStatement"), ...only(items, "MedicationDispense")];
    const bodies = groups.map((group) => {
      const rows = prescribed.filter((item) => groupOf(item) === group);
      return rows.length === 0 ? [] : [renderGroup(words[group]), ...rows.map((item) => renderMedicine(item, page))];
    });
    return renderTable("medication", [words.medicine, words.dosage], bodies);
  },
};

/** Group of an item, by its status and its dosages. */
function groupOf(item: Prescribed): Group {
  if (item.resourceType === "MedicationRequest" && item.doNotPerform === true) return "notGiven";
  if (["stopped", "completed", "cancelled", "not-taken", "entered-in-error", "declined"].includes(item.status)) return item.resourceType === "MedicationDispense" && item.status === "completed" ? byNeed(item) : "stopped";
  if (item.status === "intended" || (item.resourceType === "MedicationRequest" && item.intent === "plan")) return "standby";
  return byNeed(item);
}

function byNeed(item: Prescribed): Group {
  const dosages = dosagesOf(item);
  return dosages.length > 0 && dosages.every(({ asNeededBoolean, asNeededCodeableConcept }) => asNeededBoolean === true || asNeededCodeableConcept !== undefined) ? "asNeeded" : "regular";
}

function dosagesOf(item: Prescribed): readonly Dosage[] {
  return (item.resourceType === "MedicationStatement" ? item.dosage : item.dosageInstruction) ?? [];
}

/** Name of a medicine, inline or behind a reference. */
export function describeMedicine(item: { readonly medicationCodeableConcept?: CodeableConcept; readonly medicationReference?: Reference }, holder: Resource, page: Page): string {
  const medication = page.document.resolve(item.medicationReference, holder);
  const referenced = medication?.resourceType === "Medication" ? describeConcept(medication.code, page.texts) : undefined;
  return describeConcept(item.medicationCodeableConcept, page.texts) ?? referenced ?? item.medicationReference?.display ?? item.medicationReference?.reference ?? "?";
}

function renderMedicine(item: Prescribed, page: Page): Html {
  const { texts } = page;
  const dosages = dosagesOf(item).map((dosage) => describeDosage(dosage, texts));
  const about = [describeReasons(item, page), describeSpan(item, page), describeSupply(item, page), describeNotes(item.note)].filter((line) => line !== undefined);
  return renderRow(describeMedicine(item, item, page), html`${renderChange(item, page)}${dosages.map((dosage) => html`<p class="said">${dosage}</p>`)}${about.map((line) => html`<p class="said more">${line}</p>`)}<p>${renderSource(item, page, ["intended", "stopped"])}</p>`);
}

function describeReasons(item: Prescribed, page: Page): string | undefined {
  if (item.resourceType === "MedicationDispense") return undefined;
  const reason = describeConcepts(item.reasonCode, page.texts);
  const stopped = item.resourceType === "MedicationStatement" ? describeConcepts(item.statusReason, page.texts) : describeConcept(item.statusReason, page.texts);
  const words = [reason === undefined ? undefined : `${page.texts.words.for} ${reason}`, stopped].filter((word) => word !== undefined);
  return words.length === 0 ? undefined : words.join("; ");
}

function describeSpan(item: Prescribed, page: Page): string | undefined {
  if (item.resourceType !== "MedicationStatement" || item.effectivePeriod === undefined) return undefined;
  const { start, end } = item.effectivePeriod;
  const { words } = page.texts;
  return [start === undefined ? undefined : `${words.since} ${page.calendar.date(start)}`, end === undefined ? undefined : `${words.until} ${page.calendar.date(end)}`].filter((word) => word !== undefined).join(", ");
}

function describeSupply(item: Prescribed, page: Page): string | undefined {
  const quantity = item.resourceType === "MedicationDispense" ? item.quantity : item.resourceType === "MedicationRequest" ? item.dispenseRequest?.quantity : undefined;
  const amount = describeQuantity(quantity);
  return amount === undefined ? undefined : `${page.texts.words.supply}: ${amount}`;
}
