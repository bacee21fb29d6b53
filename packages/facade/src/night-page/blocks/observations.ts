import type { Resource } from "hl7-fhir-r4-types";
import { codeSystemUrl, system } from "@wijkverband/fhir";
import { describeConcept, describeConcepts, hasCode } from "../concept.ts";
import { renderFact, renderItem, renderItems, renderObservation } from "../item.ts";
import type { Page } from "../page.ts";
import { describeNotes } from "../source.ts";
import type { Word } from "../texts/texts.ts";
import { only } from "./block.ts";
import type { Block } from "./block.ts";

/** Observations by code, each with the heading that the page gives it, in the order of showing. */
type Kind = readonly [codeSystem: string, code: string, word: Word];

const ours = codeSystemUrl("overdracht");
const phaseKinds: readonly Kind[] = [[ours, "palliatieve-fase", "phase"], [ours, "prognose", "prognosis"]];
const agreementKinds: readonly Kind[] = [[ours, "palliatieve-sedatie", "sedation"], [system.snomed, "340171000146104", "euthanasia"], [system.snomed, "395091006", "placeOfDeath"]];
const wishKinds: readonly Kind[] = [[system.snomed, "153851000146100", "careWishes"], [system.snomed, "247751003", "purpose"], [system.snomed, "570801000146104", "organDonation"]];

function takesKind(kinds: readonly Kind[], resource: Resource): boolean {
  return resource.resourceType === "Observation" && kinds.some(([codeSystem, code]) => hasCode(resource.code, codeSystem, code));
}

function renderKinds(kinds: readonly Kind[], items: readonly Resource[], page: Page): ReturnType<typeof renderObservation>[] {
  const observations = only(items, "Observation");
  return kinds.flatMap(([codeSystem, code, word]) => observations.filter((observation) => hasCode(observation.code, codeSystem, code)).map((observation) => renderObservation(observation, page.texts.words[word], page)));
}

export const goalBlock: Block = {
  key: "goal",
  sections: [],
  takes: (resource) => resource.resourceType === "Goal",
  render: (items, page) =>
    renderItems(only(items, "Goal").map((goal) => {
      const targets = (goal.target ?? []).map(({ detailString, detailCodeableConcept }) => detailString ?? describeConcept(detailCodeableConcept, page.texts));
      return renderFact(page.texts.words.goal, describeConcept(goal.description, page.texts), goal, page, ...targets, goal.statusReason, describeNotes(goal.note));
    })),
};

export const phaseBlock: Block = {
  key: "phase",
  sections: ["fase-en-prognose"],
  takes: (resource) => takesKind(phaseKinds, resource),
  render: (items, page) => renderItems(renderKinds(phaseKinds, items, page)),
};

export const agreementsBlock: Block = {
  key: "agreements",
  sections: [],
  takes: (resource) => takesKind(agreementKinds, resource),
  render: (items, page) => renderItems(renderKinds(agreementKinds, items, page)),
};

export const wishesBlock: Block = {
  key: "wishes",
  sections: ["doel-en-wensen"],
  takes: (resource) => takesKind(wishKinds, resource) || resource.resourceType === "CommunicationRequest" || resource.resourceType === "Communication",
  render: (items, page) =>
    renderItems([
      ...renderKinds(wishKinds, items, page),
      ...[...only(items, "CommunicationRequest"), ...only(items, "Communication")].map((request) => {
        const payload = (request.payload ?? []).map(({ contentString }) => contentString).filter((text) => text !== undefined).join("\n");
        const to = (request.recipient ?? []).map((recipient) => page.nameOf(recipient, request)).filter((name) => name !== undefined).join(", ");
        const topic = request.resourceType === "Communication" ? describeConcept(request.topic, page.texts) : undefined;
        return renderItem(page.texts.words.informRelatives, payload === "" ? (topic ?? describeConcepts(request.category, page.texts)) : payload, request, page, to, describeConcepts(request.reasonCode, page.texts), describeNotes(request.note));
      }),
    ]),
};

export const talksBlock: Block = {
  key: "talks",
  sections: ["gesprekken"],
  optional: true,
  takes: (resource) => resource.resourceType === "Procedure" || resource.resourceType === "Encounter",
  render: (items, page) => {
    const { texts } = page;
    const procedures = only(items, "Procedure").map((procedure) => {
      const present = (procedure.performer ?? []).map(({ actor }) => page.nameOf(actor, procedure)).filter((name) => name !== undefined).join("; ");
      return renderItem(describeConcept(procedure.code, texts) ?? texts.words.talk, present === "" ? undefined : `${texts.words.present}: ${present}`, procedure, page, describeConcepts(procedure.reasonCode, texts), describeConcept(procedure.outcome, texts), describeNotes(procedure.note));
    });
    const encounters = only(items, "Encounter").map((encounter) => {
      const present = (encounter.participant ?? []).map(({ individual }) => page.nameOf(individual, encounter)).concat(page.nameOf(encounter.subject, encounter)).filter((name) => name !== undefined);
      return renderItem(describeConcepts(encounter.type, texts) ?? texts.words.talk, `${texts.words.present}: ${[...new Set(present)].join("; ")}`, encounter, page, describeConcepts(encounter.reasonCode, texts));
    });
    return renderItems([...procedures, ...encounters]);
  },
};
