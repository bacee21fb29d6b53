import { contactReceiptOf, contactTaskOf, describe, isHuisartsTeam, noticeOf, readBy, reviewingPractice, unregisteredText } from "@wijkverband/care";
import { Anomaly, buildParameters, parameter, storedType } from "@wijkverband/fhir";
import type { Labels } from "@wijkverband/policy";
import type { Change, Stored } from "@wijkverband/store";
import type { Bundle, Composition, CompositionSection, Reference, Resource, Task } from "hl7-fhir-r4-types";
import { isDeepStrictEqual } from "node:util";
import { answerResource } from "../answers.ts";
import { ownChange } from "../break-glass/own-change.ts";
import { commit } from "../commit.ts";
import type { Context } from "../context.ts";
import type { Answer } from "../exchange.ts";
import { readAlsoDeleted } from "../guard.ts";
import type { Announcement } from "../outbox/announce.ts";
import { readSurroundings } from "../surroundings.ts";
import { untilCurrent } from "../until-current.ts";
import { limitProposals, type LimitProposal } from "./limit-proposals.ts";
import { readReport, type ReadReport } from "./read-report.ts";

/** Takes a contact report in: the sealed document, what it holds as the post's own, the Task in the inbox of the practice, the receipt of the post and the
 *  proposals that come of it are one transaction. The same document again is answered as before, and writes nothing.
 *  @param document met `demandDocument`
 *  @throws {Anomaly} `forbidden` for who is nobody in the directory; `rule` as `readReport`, and for a number that was used for other content */
export async function reportContact(context: Context, patient: Stored, document: Bundle): Promise<Answer> {
  const by = demandReporter(context);
  const read = await readReport(context, patient, document);
  return untilCurrent(() => keep(context, patient, read, by));
}

/** Who reports, whoever it is about. @throws {Anomaly} `forbidden` for who is nobody in the directory */
export function demandReporter({ caller: { person, organization } }: Pick<Context, "caller">): { readonly person: string; readonly organization: string } {
  if (person === undefined || organization === undefined) throw new Anomaly("forbidden", "a contact is reported by a person whom the directory knows", { rule: "person" });
  return { person, organization };
}

async function keep(context: Context, patient: Stored, read: ReadReport, by: { readonly person: string; readonly organization: string }): Promise<Answer> {
  const { house, at } = context;
  const former = await readAlsoDeleted(house.store, "Task", read.receipt);
  if (former !== undefined) {
    await demandSame(context, read);
    return answer(context, read, 200);
  }
  const record = await house.store.record(patient.id);
  const around = await readSurroundings(house.store, record, at);
  const { practice, registered } = reviewingPractice(record.map((stored) => stored.resource()).filter(isHuisartsTeam), at) ?? { practice: undefined, registered: false };
  const proposals = practice === undefined ? [] : limitProposals(context, { patient, record, wishes: read.wishes, owner: practice, requester: by.person, task: read.task, idOf: (nth) => `${read.task}-${nth + 1}` });
  const { receipt, task, report } = read;
  const about = { receipt, report, patient: `Patient/${patient.id}`, requester: { reference: by.person }, at };
  const work = contactTaskOf({
    ...about,
    id: task,
    document: `Bundle/${read.document.id}`,
    proposals: proposals.map((each) => `Task/${each.task.id}`),
    ...(practice !== undefined && { owner: practice, due: readBy(around, at) }),
  });
  const sealed = { ...(await house.sealer.seal(read.document, at)), id: read.document.id };
  // the post reads what it wrote; what waits for the practice, and what comes of it, is the practice's
  const own: Labels = { patient: patient.id, domain: "medisch", author: by.organization };
  const theirs: Labels = { patient: patient.id, domain: "gedeeld", ...(practice !== undefined && { author: practice }) };
  const changes: Change[] = [
    ownChange(context, contactReceiptOf(about), { ...own, domain: "gedeeld" }),
    ownChange(context, work, theirs),
    ownChange(context, sealed, own),
    ownChange(context, withWords(report, read), own),
    ...read.content.map((resource) => ownChange(context, resource, own)),
    ...proposals.map((proposal) => ownChange(context, proposal.task, proposal.labels)),
    ...(registered || practice === undefined ? [] : [ownChange(context, noticeOf({ id: `${task}-n`, patient: about.patient, recipient: practice, about: [`Task/${task}`], text: unregisteredText, at }), theirs)]),
  ];
  // whose inbox it is stands on the registrations of now: of a report and a move at one moment the second sees the first
  const stoodOn = [...record.filter((stored) => stored.type === "CareTeam" && isHuisartsTeam(stored.resource())), ...proposals.map(({ target }) => target)];
  const expect = [{ type: "Task" as const, id: receipt, versionId: null }, ...stoodOn.map(({ type, id, versionId }) => ({ type, id, versionId }))];
  await commit(context, { changes, expect, tell: news(patient.id, work, proposals) });
  return answer(context, read, 201);
}

function news(patient: string, work: Task, proposals: readonly LimitProposal[]): readonly Announcement[] {
  return [{ topic: "contact-reported", patient, focus: `Task/${work.id}` }, ...proposals.map(({ task }): Announcement => ({ topic: "proposal-made", patient, focus: `Task/${task.id}` }))];
}

/** What the post would change is in the sealed document and nowhere else, so that no search takes it for a limit that holds. Each entry says in words what it is:
 *  a handover carries the report without what it points at. */
function withWords(report: ReadReport["report"], { wishes, content }: ReadReport): Composition & { id: string } {
  const closed = new Set(wishes.map(({ id }) => `Consent/${id}`));
  const words = new Map([...wishes, ...content].map((resource) => [`${resource.resourceType}/${resource.id}`, wordsFor(resource)]));
  const section = (report.section ?? []).map((each): CompositionSection => {
    const entry = each.entry?.map(({ reference = "", display = words.get(reference), ...one }): Reference => ({ ...one, ...(closed.has(reference) ? { type: "Consent" } : { reference }), ...(display !== undefined && { display }) }));
    return { ...each, ...(entry && { entry }) };
  });
  return { ...report, section };
}

function wordsFor(resource: Resource): string {
  const { what, lines } = describe(resource);
  return resource.resourceType === "Consent" ? `${what}: ${lines.join("; ")}` : what;
}

/** A number belongs to one document: other content under it isn't taken for the same, nor left out in silence. */
async function demandSame({ house }: Context, { document }: ReadReport): Promise<void> {
  const kept = await readAlsoDeleted(house.store, "Bundle", document.id);
  const same = kept !== undefined && !kept.deleted && isDeepStrictEqual(compared(kept.resource() as Bundle), compared(document));
  const text = "another document was sent under this number; a correction is a new document that replaces it";
  if (!same) throw new Anomaly("rule", text, { issues: [{ text, expression: "Parameters.parameter.where(name='document').resource.identifier", rule: "immutable" }] });
}

/** What the post sent; people and organisations stand in it as the directory had them at the time. */
function compared({ timestamp, entry = [] }: Bundle): unknown {
  return JSON.parse(JSON.stringify({ timestamp, entry: entry.map((each) => (storedType(each.resource?.resourceType ?? "")?.kind === "directory" ? each.fullUrl : each)) }));
}

/** The same for every patient: that it came in, and by what the post finds it again. */
function answer({ house }: Context, { receipt, report }: ReadReport, status: 200 | 201): Answer {
  const body = buildParameters([parameter("task", "Reference", { reference: `Task/${receipt}` }), parameter("report", "Reference", { reference: `Composition/${report.id}` })]);
  return answerResource(body, status, { Location: `${house.baseUrl}/Task/${receipt}` });
}
