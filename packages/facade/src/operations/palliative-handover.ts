import { buildParameters, canonicalBase, parameter, partsParameter, stringifyJson } from "@wijkverband/fhir";
import type { Conflict, Difference, NightAnswer } from "@wijkverband/care";
import type { Stored } from "@wijkverband/store";
import type { ParametersParameter } from "hl7-fhir-r4-types";
import { randomBytes } from "node:crypto";
import type { Answer } from "../exchange.ts";
import { note } from "../guard.ts";
import type { House } from "../house.ts";
import { renderNightLeaflet } from "../night-page/paper/leaflet.ts";
import { nightPageCsp, renderNightPage } from "../night-page/render.ts";
import { goodUntil, readNight, type Night } from "../night.ts";
import { operation, type Operation } from "../operation.ts";
import { createKeptAnswers } from "../kept-answers.ts";
import { retrievedFor, tellRetrieved } from "../retrieved/tell.ts";
import { responsibleParameters } from "../responsible/parameters.ts";

/** `GET|POST [base]/Patient/[id]/$palliative-handover`, `POST [base]/Patient/$palliative-handover`: the call at 03:00.
 *  One answer: honest status, the sealed document, differences since, contradictions, who answers now. `Accept: text/html` gives the night page, `application/pdf` that page on paper. */
export const palliativeHandoverOperation: Operation = operation({
  code: "$palliative-handover",
  on: "Patient",
  definition: `${canonicalBase}/OperationDefinition/palliative-handover`,
  affectsState: false,
  scope: "wijkverband-palliatief",
  title: "The call at 03:00",
  pages: ["html", "pdf"],
  input: {},
  // how to get in is for whoever may stand at the door (`home-access`)
  considers: ["visit"],
  async run(context, patient, _input, allowed): Promise<Answer> {
    const { house, at, trail, ask } = context;
    const kept = await keptFor(house).get(patient, at, { make: () => makeNight(house, patient, at) });
    const { document, request, homeAccess } = kept.night;
    if (document !== undefined) note(trail, document);
    const visits = homeAccess.length > 0 && allowed.includes("visit");
    if (visits) for (const flag of homeAccess) note(trail, flag);
    const looked = document !== undefined && request !== undefined ? { document, request } : undefined;
    if (looked !== undefined) await tellRetrieved(context, patient, looked);
    if (ask.wants === "fhir") {
      const retrieved = looked === undefined ? [] : await retrievedFor(context, patient, looked);
      return { status: 200, json: withMore(visits ? kept.jsonForVisit : kept.json, retrieved) };
    }
    const answer = { ...kept.night.answer, at: at.toISOString(), ...(!visits && { homeAccess: [] }) };
    if (ask.wants === "pdf") return { status: 200, pdf: await renderNightLeaflet(answer, ask.language), headers: { "Content-Disposition": `inline; filename="${fileName[ask.language]}"` } };
    const nonce = randomBytes(16).toString("base64");
    return { status: 200, html: renderNightPage(answer, { language: ask.language, nonce }), contentSecurityPolicy: nightPageCsp(nonce) };
  },
});

/** Names nobody: a file name ends up in lists of downloads. */
const fileName = { nl: "palliatieve-overdracht.pdf", en: "palliative-handover.pdf" } as const;

interface Kept {
  readonly night: Night;
  readonly json: Buffer;
  /** With home access, for whoever visits. */
  readonly jsonForVisit: Buffer;
}

/** Answers stay good while nothing of the patient or the directory changes and no clock boundary passes; the store's stamp tells. */
const keptByHouse = new WeakMap<House, ReturnType<typeof createKeptAnswers<Kept>>>();

function keptFor(house: House): ReturnType<typeof createKeptAnswers<Kept>> {
  let kept = keptByHouse.get(house);
  if (kept === undefined) {
    kept = createKeptAnswers<Kept>(house.store, { size: ({ json, jsonForVisit }) => json.length * 2 + jsonForVisit.length });
    keptByHouse.set(house, kept);
  }
  return kept;
}

async function makeNight(house: House, patient: Stored, at: Date): Promise<{ readonly value: Kept; readonly until: number }> {
  const night = await readNight(house, patient, at);
  const json = Buffer.from(nightJson(night, []));
  const jsonForVisit = night.homeAccess.length === 0 ? json : Buffer.from(nightJson(night, night.answer.homeAccess));
  return { value: { night, json, jsonForVisit }, until: goodUntil(night, at) };
}

/** Holds nothing more of a patient whose record was erased (`keep-and-erase`). */
export function forgetNight(house: House, patient: string): void {
  keptByHouse.get(house)?.forget(patient);
}

/** A kept answer with what is only for who asks now. */
function withMore(json: Buffer, more: readonly ParametersParameter[]): Buffer {
  const end = "]}";
  return more.length === 0 ? json : Buffer.concat([json.subarray(0, json.length - end.length), Buffer.from(`,${more.map(stringifyJson).join(",")}${end}`)]);
}

/** The Parameters of the answer. The sealed document goes in as the text that was stored, to the letter. */
function nightJson({ answer, document }: Night, homeAccess: NightAnswer["homeAccess"]): string {
  const before = buildParameters([parameter("status", "code", answer.status)]).parameter ?? [];
  const after = restOf(answer, homeAccess);
  const parts = [
    ...before.map(stringifyJson),
    ...(document === undefined ? [] : [`{"name":"handover","resource":${document.json}}`]),
    ...after.map(stringifyJson),
  ];
  return `{"resourceType":"Parameters","parameter":[${parts.join(",")}]}`;
}

function restOf(answer: NightAnswer, homeAccess: NightAnswer["homeAccess"]): readonly ParametersParameter[] {
  return (
    buildParameters([
      parameter("published", "instant", answer.publishedAt),
      parameter("review-date", "dateTime", answer.reviewDate),
      ...answer.differences.map(differenceParameter),
      ...answer.conflicts.map(conflictParameter),
      parameter("responsible-gp", "Resource", responsibleParameters(answer.responsibleGp)),
      ...homeAccess.map((flag) => parameter("home-access", "Resource", flag)),
    ]).parameter ?? []
  );
}

function differenceParameter(difference: Difference): ParametersParameter | undefined {
  return partsParameter("difference", [
    parameter("kind", "code", difference.kind),
    parameter("section", "code", difference.section),
    parameter("what", "string", difference.what),
    parameter("old", "string", difference.old),
    parameter("new", "string", difference.new),
    parameter("author", "string", difference.author),
    parameter("at", "instant", difference.at),
    parameter("reference", "Reference", { reference: difference.reference }),
  ]);
}

function conflictParameter({ treatment, limits }: Conflict): ParametersParameter | undefined {
  const { system, code, text } = treatment;
  return partsParameter("conflict", [
    parameter("treatment", "CodeableConcept", { coding: [{ ...(system !== undefined && { system }), code, display: text }], text }),
    ...limits.map(({ reference, decision, date }) => parameter("limit", "Reference", { reference, display: [decision, date].filter((part) => part !== undefined).join(", ") })),
  ]);
}
