import { openRegistration, practiceOf } from "@wijkverband/care";
import { Anomaly, profileUrl, storedTypes, stringifyJson } from "@wijkverband/fhir";
import { reachesInteraction } from "@wijkverband/identity";
import { decide, type TieRow } from "@wijkverband/policy";
import type { Stored } from "@wijkverband/store";
import type { CareTeam } from "hl7-fhir-r4-types";
import { breaths } from "../breath.ts";
import { bundleText, answerText, type TextEntry } from "../bundle-text.ts";
import type { Context } from "../context.ts";
import type { Answer } from "../exchange.ts";
import { notThere } from "../guard.ts";
import { enterRead } from "../trail.ts";
import { manifestOf, sha256Of, type PackedVersion } from "./manifest.ts";

/** Most versions read at a time. */
const portion = 500;

/** The record of a patient in all its versions, oldest first, as the text that is kept, behind a manifest. The guard has let the practice of registration in, or a former
 *  one that may read its own history still: that gets what it could read at the instant at which the patient left, and nothing that was written since. */
export async function packageOf(context: Context, patient: Stored): Promise<Answer> {
  const { house, caller, at, trail } = context;
  demandScopes(context);
  const practice = caller.organization ?? "";
  const span = await spanOf(context, patient, practice);
  const entries: TextEntry[] = [];
  const versions: PackedVersion[] = [];
  const breathe = breaths();
  for (const stored of await versionsOf(context, patient.id, span)) {
    await breathe();
    const path = `${stored.type}/${stored.id}/_history/${stored.versionId}`;
    enterRead(trail, stored);
    versions.push({ path, sha256: stored.deleted ? undefined : sha256Of(stored.json) });
    if (!stored.deleted) entries.push({ fullUrl: `${house.baseUrl}/${stored.type}/${stored.id}`, resource: stored.json });
  }
  const manifest = manifestOf({ patient: `Patient/${patient.id}`, practice, made: at, until: span.until, versions });
  return answerText(bundleText({ type: "collection", entries: [{ resource: stringifyJson(manifest) }, ...entries] }));
}

/** A package is whole or it isn't one: a token that couldn't read some of it piece by piece gets none of it. @throws {Anomaly} `forbidden` */
function demandScopes({ ask }: Context): void {
  const all = storedTypes.every(({ type, kind }) => kind === "directory" || kind === "log" || reachesInteraction(ask.principal.scopes, type, "r"));
  if (!all) throw new Anomaly("forbidden", "the scopes of this token don't reach all that a record holds", { rule: "no-row-no-access" });
}

/** The registration by which a practice may have the package. */
interface Span {
  readonly tie: TieRow;
  /** The instant at which the patient left, for a former practice. */
  readonly until: Date | undefined;
}

/** Where a patient came back, not everybody who may read the former history may have the whole record: that is asked again, of the registration that holds now. */
async function spanOf({ house, caller, at }: Context, { type, id: patient, labels }: Stored, practice: string): Promise<Span> {
  const teams = (await house.store.record(patient)).filter(({ type }) => type === "CareTeam");
  const own = teams.map((stored) => ({ stored, team: stored.resource() as CareTeam })).filter(({ team }) => practiceOf(team) === practice);
  const present = openRegistration(own.map(({ stored }) => stored));
  const tie = (source: string): TieRow => ({ kind: "registered", holder: practice, patient, source: `CareTeam/${source}` });
  if (present !== undefined && decide(caller, "$dossier-package", { type, id: patient, labels, ties: [tie(present.id)] }).allow) return { tie: tie(present.id), until: undefined };
  const ended = own.flatMap(({ stored, team }) => {
    const readable = team.extension?.find(({ url }) => url === profileUrl("record-until"))?.valueDateTime;
    const end = team.period?.end;
    return readable === undefined || end === undefined || Date.parse(readable) <= at.getTime() ? [] : [{ id: stored.id, until: new Date(end) }];
  });
  const last = ended.toSorted((one, other) => other.until.getTime() - one.until.getTime())[0];
  if (last === undefined) throw notThere();
  return { tie: tie(last.id), until: last.until };
}

/** Each version that the policy lets a huisarts of that practice read while the patient is registered there, oldest first. How to get into a home is fetched
 *  live for a visit: a package is a file that lasts longer than the code of a key safe (`home-access`). */
async function versionsOf({ house, caller, at }: Context, patient: string, { tie, until }: Span): Promise<readonly Stored[]> {
  const asHuisarts = { ...caller, role: "huisarts" } as const;
  const found: Stored[] = [];
  let after: string | undefined;
  const breathe = breaths();
  do {
    await breathe();
    const page = await house.store.changes({ patient, count: portion, visible: "server", at, ...(until !== undefined && { until }), ...(after !== undefined && { after }) });
    for (const stored of page.entries) {
      const { type, id, labels } = stored;
      if (!decide(asHuisarts, "read", { type, id, labels, ties: [tie] }).allow) continue;
      if (labels.kind === "home-access") continue;
      found.push(stored);
    }
    after = page.next;
  } while (after !== undefined);
  return found.toReversed();
}
