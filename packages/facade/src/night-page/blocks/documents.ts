import { isAdvanceDirective } from "@wijkverband/care";
import type { Attachment, Consent, Resource } from "hl7-fhir-r4-types";
import { renderChange } from "../changes.ts";
import { describeConcept, describeConcepts, hasCode } from "../concept.ts";
import { html } from "../html.ts";
import type { Html } from "../html.ts";
import { renderItem, renderItems } from "../item.ts";
import type { Page } from "../page.ts";
import { describeNotes, renderSource } from "../source.ts";
import { only } from "./block.ts";
import type { Block } from "./block.ts";

/** ICD and other devices. A Device is shown with the statement that it is in use, or alone when nothing says so. */
export const devicesBlock: Block = {
  key: "devices",
  sections: ["hulpmiddelen"],
  takes: (resource) => resource.resourceType === "DeviceUseStatement" || (resource.resourceType === "Device" && resource.patient !== undefined),
  render: (items, page) => {
    const { texts, calendar } = page;
    const statements = only(items, "DeviceUseStatement");
    const used = new Set(statements.map((statement) => page.document.resolve(statement.device, statement)));
    return renderItems([
      ...statements.map((statement) => {
        const since = statement.timingPeriod?.start ?? statement.timingDateTime;
        return renderItem(describeDevice(page.document.resolve(statement.device, statement), page) ?? page.nameOf(statement.device, statement) ?? texts.words.device, since === undefined ? undefined : `${texts.words.since} ${calendar.date(since)}`, statement, page, describeConcepts(statement.reasonCode, texts), describeConcept(statement.bodySite, texts), describeNotes(statement.note));
      }),
      ...only(items, "Device").filter((device) => !used.has(device)).map((device) => renderItem(describeDevice(device, page) ?? texts.words.device, undefined, device, page, describeNotes(device.note))),
    ]);
  },
};

function describeDevice(device: Resource | undefined, page: Page): string | undefined {
  if (device?.resourceType !== "Device") return undefined;
  const words = [describeConcept(device.type, page.texts), ...(device.deviceName ?? []).map(({ name }) => name), device.manufacturer, device.modelNumber, describeNotes(device.note)].filter((word) => word !== undefined);
  return words.length === 0 ? undefined : words.join(", ");
}

/** Written directives, with their attachment by title: a file itself is not part of a page without scripts or downloads. */
export const directivesBlock: Block = {
  key: "directives",
  sections: ["wilsverklaringen"],
  takes: isAdvanceDirective,
  render: (items, page) => renderItems(only(items, "Consent").map((directive) => renderDirective(directive, page))),
};

function renderDirective(directive: Consent, page: Page): Html {
  const { texts } = page;
  const heading = describeConcepts(directive.provision?.code, texts) ?? describeConcepts(directive.category, texts) ?? texts.blocks.directives;
  const representatives = (directive.provision?.actor ?? []).filter(({ role }) => hasCode(role, "http://terminology.hl7.org/CodeSystem/v3-RoleCode", "RESPRSN")).map(({ reference }) => page.nameOf(reference, directive)).filter((name) => name !== undefined);
  const remarks = (directive.extension ?? []).map(({ valueString }) => valueString).filter((text) => text !== undefined);
  return html`<div class="item"><dt>${heading}</dt><dd>${renderChange(directive, page)}${remarks.map((remark) => html`<p class="said">${remark}</p>`)}${representatives.length > 0 && html`<p>${texts.words.representative}: ${representatives.join("; ")}</p>`}${renderAttachment(directive.sourceAttachment, page)}<p>${renderSource(directive, page)}</p></dd></div>`;
}

function renderAttachment(attachment: Attachment | undefined, page: Page): Html {
  if (attachment === undefined) return html``;
  return html`<p>${page.texts.words.attachment}: ${attachment.title ?? attachment.contentType ?? ""}${attachment.creation !== undefined && html` (${page.calendar.date(attachment.creation)})`}</p>`;
}
