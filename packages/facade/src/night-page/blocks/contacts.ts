import { capacityOf } from "@wijkverband/care";
import type { CodeableConcept, Patient, RelatedPerson } from "hl7-fhir-r4-types";
import { renderChange } from "../changes.ts";
import { describeConcepts, someHasCode } from "../concept.ts";
import { html, nothing } from "../html.ts";
import type { Html } from "../html.ts";
import type { Page } from "../page.ts";
import { chooseName, describeAddress, describeName } from "../people.ts";
import { renderByline, renderWarnings } from "../source.ts";
import { renderRow, renderTable } from "../table.ts";
import { renderTelecom } from "../telecom.ts";
import { only } from "./block.ts";
import type { Block } from "./block.ts";

const contactRole = "urn:oid:2.16.840.1.113883.2.4.3.11.22.472";

/** Relationships of a legal or written representative: 24, curator, mentor, guardian, authorised in writing. Source: facts, PZP ACP-ContactPerson. */
function isRepresentative(relationship: readonly CodeableConcept[] | undefined): boolean {
  return someHasCode(relationship, contactRole, "24", "03", "15", "11") || someHasCode(relationship, "http://snomed.info/sct", "310141000146103");
}

/** Capacity of the patient as the document says it; and as it is now, where that differs. */
export const capacityBlock: Block = {
  key: "capacity",
  sections: [],
  always: true,
  takes: () => false,
  render: (_items, page) => {
    const { texts, answer } = page;
    if (answer.document === undefined) return html`<p>${renderCapacity(answer.patient, page)}</p>`;
    const written = page.document.resources.find((resource) => resource.resourceType === "Patient");
    const source = written?.resourceType === "Patient" ? written : answer.patient;
    const people = only(page.document.resources, "RelatedPerson").filter(({ relationship }) => isRepresentative(relationship));
    return html`${renderChange(source, page)}<dl class="items"><div class="item"><dt>${texts.words.capacity}</dt><dd><p class="said">${renderCapacity(source, page)}</p>${source.meta?.lastUpdated !== undefined && html`<p>${renderByline(undefined, [], page, source.meta.lastUpdated)}</p>`}</dd></div>
<div class="item"><dt>${texts.words.representative}</dt><dd>${people.length === 0 ? html`<p>${texts.words.noRepresentative}</p>` : people.map((person) => html`<p><b>${chooseName(person.name)}</b> (${describeConcepts(person.relationship, texts)}) ${renderTelecom(person.telecom, texts.telecomUse)}</p>`)}</dd></div></dl>`;
  },
};

/** The PZP extension on capacity, under its old and its new canonical. */
function renderCapacity(patient: Patient, page: Page): Html {
  const { words } = page.texts;
  const { capable, comment } = capacityOf(patient);
  const verdict = capable === undefined ? words.capacityUnknown : capable ? words.capable : words.incapable;
  return html`<b${capable === false && html` class="alarm"`}>${verdict}</b>${comment !== undefined && html` ${comment}`}`;
}

/** People around the patient, the first contact on top. */
export const contactsBlock: Block = {
  key: "contacts",
  sections: ["contactpersonen"],
  takes: (resource) => resource.resourceType === "RelatedPerson",
  render: (items, page) => {
    const { words } = page.texts;
    const people = [...only(items, "RelatedPerson")].sort((a, b) => weigh(a) - weigh(b));
    return renderTable("contacts", [words.name, words.reach], [people.map((person) => renderPerson(person, page))]);
  },
};

function weigh({ relationship }: RelatedPerson): number {
  return someHasCode(relationship, contactRole, "01") ? 0 : isRepresentative(relationship) ? 1 : 2;
}

function renderPerson(person: RelatedPerson, page: Page): Html {
  const { texts } = page;
  const chosen = chooseName(person.name);
  const others = (person.name ?? []).map(describeName).filter((name) => name !== undefined && name !== chosen);
  const spoken = (person.communication ?? []).map(({ language }) => describeConcepts([language], texts)).filter((word) => word !== undefined);
  const head = html`${chosen ?? texts.patient.unnamed}${others.length > 0 && html` <small>${others.join(", ")}</small>`}<br><span class="relation">${describeConcepts(person.relationship, texts)}</span>`;
  const said = html`${renderChange(person, page)}<p class="call">${
    (person.telecom ?? []).length === 0 ? texts.words.noPhone : renderTelecom(person.telecom, texts.telecomUse)
  }</p>${(person.address ?? []).map((address) => html`<p>${describeAddress(address)}</p>`)}${spoken.length > 0 && html`<p>${texts.patient.language}: ${spoken.join(", ")}</p>`}${person.active === false && html`<p class="alarm">${texts.status["inactive"]}</p>`}<p>${
    person.meta?.lastUpdated === undefined ? nothing : renderByline(undefined, [undefined], page, person.meta.lastUpdated)
  }${renderWarnings(person, page)}</p>`;
  return renderRow(head, said);
}
