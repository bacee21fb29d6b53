import { localReference, codeSystemUrl, type Issue } from "@wijkverband/fhir";
import { marksOf } from "@wijkverband/policy";
import type { Composition, CompositionSection, Resource } from "hl7-fhir-r4-types";
import type { Context } from "../context.ts";
import type { Draft } from "../write.ts";

type MinutesDraft = Draft & { readonly resource: Composition };

/** What is wrong with the minutes among drafts that the caller may write: they are of one kind and in the own name, of a meeting that is there; each agreement is a
 *  task between members; what they replace are minutes. Profiles say what stands in the minutes, not in what they point at. */
export async function minutesFaults(context: Context, drafts: readonly Draft[]): Promise<readonly Issue[]> {
  const issues: Issue[] = [];
  for (const draft of drafts.filter(isMinutesDraft)) issues.push(...ownNameFaults(context, draft), ...(await targetFaults(context, draft, drafts)));
  return issues;
}

function isMinutesDraft(draft: Draft): draft is MinutesDraft {
  return draft.resource.resourceType === "Composition" && marksOf(draft.resource).kind === "minutes";
}

function ownNameFaults({ caller }: Context, { resource, at }: MinutesDraft): readonly Issue[] {
  const issues: Issue[] = [];
  if (resource.type.coding?.length !== 1) issues.push({ text: "minutes are minutes, and no other document at once", expression: `${at}.type`, rule: "immutable" });
  const others = resource.author.findIndex(({ reference }) => reference === undefined || reference !== caller.person);
  if (others >= 0) issues.push({ text: "minutes are written in the own name", expression: `${at}.author[${others}]`, rule: "person" });
  const attested = resource.attester?.findIndex(({ party }) => party?.reference !== caller.person) ?? -1;
  if (attested >= 0) issues.push({ text: "nobody attests in the name of another", expression: `${at}.attester[${attested}]`, rule: "person" });
  return issues;
}

async function targetFaults({ house }: Context, { resource, at }: MinutesDraft, drafts: readonly Draft[]): Promise<readonly Issue[]> {
  const targets: readonly Target[] = [
    { reference: resource.encounter?.reference, expression: `${at}.encounter`, text: "minutes are of a meeting about the patient", fits: isMeeting, rule: "reference" },
    ...agreements(resource.section, `${at}.section`),
    ...(resource.relatesTo ?? []).map(({ code, targetReference }, place): Target => {
      const expression = `${at}.relatesTo[${place}]`;
      return { reference: code === "replaces" ? targetReference?.reference : undefined, expression, text: "minutes replace other minutes, and nothing else", fits: isMinutes, rule: "immutable" };
    }),
  ];
  const local = targets.map(({ reference }) => (reference === undefined ? undefined : localReference(reference, house.baseUrl)));
  const known = await house.store.readMany(local.filter((each) => each !== undefined));
  const found = (reference: string): Resource | undefined => drafts.find((draft) => `${draft.resource.resourceType}/${draft.id}` === reference)?.resource ?? known.get(reference)?.resource();
  return targets.flatMap(({ expression, text, fits, rule }, place) => {
    const reference = local[place];
    const target = reference === undefined ? undefined : found(reference);
    return target !== undefined && fits(target) ? [] : [{ text, expression, rule }];
  });
}

interface Target extends Required<Pick<Issue, "text" | "expression" | "rule">> {
  readonly reference: string | undefined;
  readonly fits: (target: Resource) => boolean;
}

function agreements(sections: readonly CompositionSection[] = [], at: string): readonly Target[] {
  return sections.flatMap(({ code, entry = [], section }, place) => {
    const own = code?.coding?.some(({ system, code: key }) => system === codeSystemUrl("verslag") && key === "afspraken") ?? false;
    const targets = own ? entry.map(({ reference }, item): Target => ({ reference, expression: `${at}[${place}].entry[${item}]`, text: "each agreement is a task for somebody, with a day", fits: isTeamTask, rule: "reference" })) : [];
    return [...targets, ...agreements(section, `${at}[${place}].section`)];
  });
}

function isMeeting(target: Resource): boolean {
  return target.resourceType === "Encounter" && (target.type?.some(({ coding }) => coding?.some(({ system, code }) => system === codeSystemUrl("verslag") && code === "mdo")) ?? false);
}

function isTeamTask(target: Resource): boolean {
  return marksOf(target).kind === "team-task";
}

function isMinutes(target: Resource): boolean {
  return marksOf(target).kind === "minutes";
}
