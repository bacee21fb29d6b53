import type { AllergyIntolerance, Condition } from "hl7-fhir-r4-types";
import { system } from "@wijkverband/fhir";
import { describeConcept, describeConcepts, someHasCode } from "../concept.ts";
import { html, nothing } from "../html.ts";
import type { Html } from "../html.ts";
import { describeQuantity, renderItem, renderItems } from "../item.ts";
import type { Page } from "../page.ts";
import { describeNotes } from "../source.ts";
import { only } from "./block.ts";
import type { Block } from "./block.ts";

/** Main diagnosis first, then the other problems. */
export const problemsBlock: Block = {
  key: "problems",
  sections: ["diagnose-en-problemen"],
  takes: (resource) => resource.resourceType === "Condition",
  render: (items, page) => {
    const conditions = only(items, "Condition");
    const main = conditions.filter((condition) => someHasCode(condition.category, system.snomed, "282291009"));
    const others = conditions.filter((condition) => !main.includes(condition));
    return html`${renderConditions(main, page.texts.words.mainDiagnosis, page)}${renderConditions(others, page.texts.words.problems, page)}`;
  },
};

function renderConditions(conditions: readonly Condition[], heading: string, page: Page): Html {
  if (conditions.length === 0) return nothing;
  return html`<h3>${heading}</h3>${renderItems(conditions.map((condition) => renderCondition(condition, page)))}`;
}

function renderCondition(condition: Condition, page: Page): Html {
  const { texts, calendar } = page;
  const onset = condition.onsetString ?? condition.onsetDateTime ?? condition.onsetPeriod?.start;
  const ended = condition.abatementString ?? condition.abatementDateTime ?? condition.abatementPeriod?.end;
  const about = [
    onset === undefined ? undefined : `${texts.words.since} ${calendar.date(onset)}`,
    ended === undefined ? undefined : `${texts.words.until} ${calendar.date(ended)}`,
    describeQuantity(condition.onsetAge),
    describeConcept(condition.severity, texts),
    describeConcepts(condition.bodySite, texts),
    ...(condition.stage ?? []).map(({ summary }) => describeConcept(summary, texts)),
    ...(condition.evidence ?? []).map(({ code }) => describeConcepts(code, texts)),
  ].filter((word) => word !== undefined);
  return renderItem(describeConcept(condition.code, texts) ?? "?", about.join("; "), condition, page, describeNotes(condition.note));
}

/** Allergies; "none known" stands out as much as an allergy does. */
export const allergiesBlock: Block = {
  key: "allergies",
  sections: ["allergieen"],
  takes: (resource) => resource.resourceType === "AllergyIntolerance",
  render: (items, page) => renderItems(only(items, "AllergyIntolerance").map((allergy) => renderAllergy(allergy, page))),
};

function renderAllergy(allergy: AllergyIntolerance, page: Page): Html {
  const { texts, calendar } = page;
  const reactions = (allergy.reaction ?? []).map((reaction) =>
    [describeConcept(reaction.substance, texts), describeConcepts(reaction.manifestation, texts), reaction.description, reaction.severity === undefined ? undefined : (texts.status[reaction.severity] ?? reaction.severity), describeConcept(reaction.exposureRoute, texts), describeNotes(reaction.note)].filter((word) => word !== undefined).join(", "),
  );
  const risk = allergy.criticality === "high" ? texts.words.highRisk : undefined;
  const last = allergy.lastOccurrence === undefined ? undefined : calendar.date(allergy.lastOccurrence);
  const said = [risk, reactions.length === 0 ? undefined : `${texts.words.reaction}: ${reactions.join("; ")}`, last].filter((word) => word !== undefined).join("; ");
  return renderItem(describeConcept(allergy.code, texts) ?? "?", said, allergy, page, describeNotes(allergy.note));
}
