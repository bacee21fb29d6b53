import { changedLimits, proposalOf, type ChangedLimit } from "@wijkverband/care";
import { fhirPathPatchBetween, profileUrl } from "@wijkverband/fhir";
import type { Labels } from "@wijkverband/policy";
import type { Stored } from "@wijkverband/store";
import type { Consent, Resource, Task } from "hl7-fhir-r4-types";
import type { Context } from "../context.ts";
import { describeChange } from "../proposal/describe.ts";

/** A proposal that comes of a contact report, and what it stands on. */
export interface LimitProposal {
  readonly task: Task & { readonly id: string };
  readonly labels: Labels;
  /** The version that was proposed on. */
  readonly target: Stored;
}

export interface LimitInput {
  readonly patient: Stored;
  readonly record: readonly Stored[];
  readonly wishes: readonly Consent[];
  /** `Organization/<id>` that decides. */
  readonly owner: string;
  readonly requester: string;
  /** Id of the Task in the inbox of which they come. */
  readonly task: string;
  /** Id of the nth proposal. */
  readonly idOf: (nth: number) => string;
}

/** What a post would change of the treatment limits, as proposals: each on the newest directive about that treatment, or something new (`propose`). Nothing
 *  changes until the own huisarts decides; the post reads none of it. */
export function limitProposals(context: Context, { patient, record, wishes, owner, requester, task, idOf }: LimitInput): readonly LimitProposal[] {
  const { house, at } = context;
  const byReference = new Map(record.map((stored) => [`${stored.type}/${stored.id}`, stored]));
  const changes = changedLimits(wishes, record.filter(isClinical).map((stored) => stored.resource()), at);
  return changes.flatMap((change, nth): readonly LimitProposal[] => {
    const target = change.kind === "changed" ? (byReference.get(`Consent/${change.current.id}`) ?? patient) : patient;
    const proposing = proposalOf({
      id: idOf(nth),
      kind: "voorstel",
      target: target.resource(),
      ...changeOf(context, change, patient),
      reason: `Uit een waarneembericht van de spoedpost. ${change.words}.`,
      requester: { reference: requester },
      owner: { reference: owner },
      patient: `Patient/${patient.id}`,
      at,
      typed: (type) => house.validator.shapesOf(type),
    });
    // a refusal would tell the post what is there: the words of the report itself remain
    if (proposing.outcome === "refused") return [];
    const description = describeChange(house, change.kind === "changed" ? change.current : undefined, change.next);
    return [{ task: { ...proposing.task, partOf: [{ reference: `Task/${task}` }], ...(description !== "" && { description }) }, labels: { patient: patient.id, domain: "medisch" }, target }];
  });
}

/** What only who keeps the record reads is changed by nobody else's word. */
function isClinical({ type, labels }: Stored): boolean {
  return type === "Consent" && labels.withheld !== true;
}

function changeOf({ house }: Context, change: ChangedLimit, patient: Stored): { readonly patch: ReturnType<typeof fhirPathPatchBetween> } | { readonly resource: Resource } {
  if (change.kind === "changed") return { patch: fhirPathPatchBetween(change.current, change.next, (type) => house.validator.shapesOf(type)) };
  const { id: _inDocument, meta: _meta, ...wish } = change.next;
  return { resource: { ...wish, patient: { reference: `Patient/${patient.id}` }, meta: { profile: [profileUrl("treatment-directive")] } } };
}
