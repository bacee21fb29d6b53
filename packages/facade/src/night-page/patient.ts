import type { Patient } from "hl7-fhir-r4-types";
import { describeConcept } from "./concept.ts";
import { html } from "./html.ts";
import type { Html } from "./html.ts";
import type { Page } from "./page.ts";
import { chooseName, describeAddress, describeName } from "./people.ts";
import { renderTelecom } from "./telecom.ts";

/** Who this is about: as the directory knows the patient now, and, where the sealed document says otherwise, that too. Never the BSN. */
export function renderPatient(page: Page): Html {
  const { answer, texts, calendar } = page;
  const { patient } = answer;
  const written = page.document.resources.find((resource) => resource.resourceType === "Patient");
  const differing = written?.resourceType === "Patient" ? listDiffering(patient, written, page) : [];
  const calling = patient.name?.filter(({ use }) => use === "usual").map(describeName).find((name) => name !== undefined);
  const languages = (patient.communication ?? []).map(({ language }) => describeConcept(language, texts)).filter((word) => word !== undefined);
  const died = patient.deceasedDateTime ?? (patient.deceasedBoolean === true ? "" : undefined);
  return html`<header class="patient"><h1>${chooseName(patient.name) ?? texts.patient.unnamed}${calling !== undefined && html` <small>${texts.patient.called} ${calling}</small>`}</h1>
${died !== undefined && html`<p class="alarm-box"><span class="glyph" aria-hidden="true">!</span> ${texts.patient.died}${died !== "" && html` ${calendar.date(died)}`}</p>`}<p class="who-line">${describeBirth(patient, page)}${patient.gender !== undefined && html` · ${texts.patient.gender[patient.gender] ?? patient.gender}`}${languages.length > 0 && html` · ${texts.patient.language}: ${languages.join(", ")}`}</p>
<p>${(patient.address ?? []).map((address) => html`<span class="address"><span class="label">${texts.patient.address}:</span> ${describeAddress(address)}</span> `)}${(patient.telecom ?? []).length > 0 && html`<span class="label">${texts.patient.phone}:</span> ${renderTelecom(patient.telecom, texts.telecomUse)}`}</p>${
    differing.length > 0 && html`<p class="source">${texts.patient.alsoInDocument}: ${differing.join("; ")}</p>`
  }</header>`;
}

function describeBirth(patient: Patient, page: Page): Html {
  const { texts, calendar } = page;
  const age = calendar.age(patient.birthDate, patient.deceasedDateTime);
  return html`${texts.patient.born} <b>${patient.birthDate === undefined ? texts.source.dateUnknown : calendar.date(patient.birthDate)}</b>${age !== undefined && html` · <b>${texts.patient.years(age)}</b>`}`;
}

/** Name, birth date, sex, addresses and numbers that the document has and the directory has not. */
function listDiffering(now: Patient, written: Patient, page: Page): readonly string[] {
  const say = (patient: Patient): readonly string[] => [
    ...(patient.name ?? []).map(describeName).filter((name) => name !== undefined),
    ...(patient.birthDate === undefined ? [] : [`${page.texts.patient.born} ${page.calendar.date(patient.birthDate)}`]),
    ...(patient.gender === undefined ? [] : [page.texts.patient.gender[patient.gender] ?? patient.gender]),
    ...(patient.address ?? []).map(describeAddress),
    ...(patient.telecom ?? []).flatMap(({ value }) => (value === undefined ? [] : [value])),
  ];
  const present = new Set(say(now));
  return say(written).filter((word) => !present.has(word));
}
