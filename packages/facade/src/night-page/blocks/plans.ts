import type { CarePlan, CarePlanActivityDetail, Resource } from "hl7-fhir-r4-types";
import { codeSystemUrl, system } from "@wijkverband/fhir";
import { renderChange } from "../changes.ts";
import { describeConcept, describeConcepts, someHasCode } from "../concept.ts";
import { html } from "../html.ts";
import type { Html } from "../html.ts";
import type { Page } from "../page.ts";
import { describeNotes, renderSource } from "../source.ts";
import { renderRow, renderTable } from "../table.ts";
import { renderTelecom } from "../telecom.ts";
import { describeMedicine } from "./medication.ts";
import { only } from "./block.ts";
import type { Block } from "./block.ts";

/** Problem to policy, one row an expected problem. */
export const scenariosBlock: Block = {
  key: "scenarios",
  sections: ["scenarios"],
  takes: (resource) => resource.resourceType === "CarePlan" && someHasCode(resource.category, codeSystemUrl("overdracht"), "scenario"),
  render: (items, page) => {
    const { words } = page.texts;
    return html`${only(items, "CarePlan").map(
      (plan) => {
        const rows = listDetails(plan).map((detail) => renderRow(describeConcepts(detail.reasonCode, page.texts) ?? describeConcept(detail.code, page.texts) ?? "?", renderDetail(detail, plan, page)));
        return html`${renderPlanHead(plan, page)}${renderTable("scenarios", [words.problem, words.policy], [rows])}<p>${renderSource(plan, page)}</p>`;
      },
    )}`;
  },
};

/** Help that is already there, with who gives it and how to reach them. */
export const careBlock: Block = {
  key: "care",
  sections: ["zorg-aanwezig"],
  takes: (resource) => resource.resourceType === "CarePlan" && someHasCode(resource.category, system.snomed, "243114000"),
  render: (items, page) => {
    const { words } = page.texts;
    const rows = only(items, "CarePlan").flatMap((plan) =>
      (listDetails(plan).length === 0 ? [{}] : listDetails(plan)).map((detail: Partial<CarePlanActivityDetail>) =>
        renderRow(renderPerformers(detail, plan, page), html`${renderPlanHead(plan, page)}${renderDetail(detail, plan, page)}<p>${renderSource(plan, page)}</p>`),
      ),
    );
    return renderTable("care", [words.who, words.value], [rows]);
  },
};

function listDetails(plan: CarePlan): readonly Partial<CarePlanActivityDetail>[] {
  return (plan.activity ?? []).map(({ detail, progress }) => ({ ...detail, ...(progress && { extension: progress.map(({ text }) => ({ url: "", valueString: text ?? "" })) }) }));
}

function renderPlanHead(plan: CarePlan, page: Page): Html {
  const lines = [plan.title, plan.description, describeNotes(plan.note)].filter((line) => line !== undefined);
  return html`${renderChange(plan, page)}${lines.map((line) => html`<p class="said">${line}</p>`)}`;
}

/** Words of one activity: a status that stops it comes first. */
function renderDetail(detail: Partial<CarePlanActivityDetail>, plan: Resource, page: Page): Html {
  const { texts, calendar } = page;
  const halted = detail.status !== undefined && ["cancelled", "stopped", "on-hold", "completed", "entered-in-error", "unknown"].includes(detail.status) ? texts.status[detail.status] : undefined;
  const scheduled = detail.scheduledString ?? (detail.scheduledPeriod === undefined ? undefined : [detail.scheduledPeriod.start, detail.scheduledPeriod.end].filter(Boolean).map((date) => calendar.date(date)).join(" - ")) ?? describeConcept(detail.scheduledTiming?.code, texts);
  const product = detail.productCodeableConcept === undefined && detail.productReference === undefined ? undefined : describeMedicine({ ...(detail.productCodeableConcept && { medicationCodeableConcept: detail.productCodeableConcept }), ...(detail.productReference && { medicationReference: detail.productReference }) }, plan, page);
  const what = detail.reasonCode === undefined ? undefined : describeConcept(detail.code, texts);
  const lines = [detail.description, what ?? (detail.reasonCode === undefined && detail.description === undefined ? describeConcept(detail.code, texts) : undefined), product, scheduled, describeConcept(detail.statusReason, texts), ...(detail.extension ?? []).map(({ valueString }) => valueString)].filter((line) => line !== undefined && line !== "");
  return html`${detail.doNotPerform === true && html`<p class="alarm">${texts.words.notDone}:</p>`}${halted !== undefined && html`<p class="alarm">${texts.source.status}: ${halted}</p>`}${lines.map((line) => html`<p class="said">${line}</p>`)}`;
}

function renderPerformers(detail: Partial<CarePlanActivityDetail>, plan: CarePlan, page: Page): Html {
  const performers = detail.performer ?? [];
  if (performers.length === 0) return html`${page.nameOf(plan.author, plan) ?? describeConcept(detail.code, page.texts) ?? page.texts.words.nobody}`;
  return html`${performers.map((performer) => {
    const who = page.document.resolve(performer, plan);
    const telecom = who !== undefined && "telecom" in who && Array.isArray(who.telecom) ? who.telecom : [];
    return html`<span class="who">${page.nameOf(performer, plan)}</span> ${renderTelecom(telecom, page.texts.telecomUse)} `;
  })}`;
}
