import { Anomaly, type RequestEntry, type ResolvedEntry, type ResourceTypeName } from "@wijkverband/fhir";
import { reachesInteraction } from "@wijkverband/identity";
import type { Stored } from "@wijkverband/store";
import type { Patient, PractitionerRole, Resource } from "hl7-fhir-r4-types";
import { isDeepStrictEqual } from "node:util";
import type { Matching } from "./condition.ts";
import type { Context } from "./context.ts";
import { versionIn } from "./entity-tag.ts";
import { notThere, permit, readAlsoDeleted } from "./guard.ts";
import type { Known } from "./known.ts";
import { isUnchanged, patched } from "./patched.ts";
import { demandBase, demandUntouched, versionOf } from "./precondition.ts";
import { isOffered } from "./writable.ts";
import type { Draft } from "./write.ts";

/** What becomes of one entry. `known`: nothing is written, this is what it is. */
export type Fate =
  | { readonly entry: ResolvedEntry; readonly fate: "write"; readonly draft: Draft }
  | { readonly entry: ResolvedEntry; readonly fate: "delete"; readonly stored: Stored; readonly ifMatch: string | undefined }
  | { readonly entry: ResolvedEntry; readonly fate: "known"; readonly stored: Stored }
  | { readonly entry: ResolvedEntry; readonly fate: "read" };

/** What is known of an entry before its fate. */
export interface Standing {
  /** As it was sent, before ids were given and references rewritten. */
  readonly request: RequestEntry | undefined;
  readonly known: Known | undefined;
  readonly matching: Matching | undefined;
}

/** Decides what becomes of an entry, and lets the caller do it. @throws {Anomaly} as the interaction by itself would. */
export async function fateOf(context: Context, entry: ResolvedEntry, standing: Standing): Promise<Fate> {
  switch (entry.interaction) {
    case "create":
      return fateOfCreate(context, entry, standing);
    case "update":
      return fateOfUpdate(context, entry, standing);
    case "patch":
      return fateOfPatch(context, entry, standing);
    case "delete":
      return fateOfDelete(context, entry, standing);
    default:
      return { entry, fate: "read" };
  }
}

async function fateOfCreate(context: Context, entry: ResolvedEntry, { known, matching }: Standing): Promise<Fate> {
  const { house, caller, at, trail } = context;
  if (matching?.match !== undefined) {
    await permit(house.store, caller, "read", matching.match, at, trail);
    return { entry, fate: "known", stored: matching.match };
  }
  const draft = { resource: asOwn(context, resourceOf(entry)), id: entry.id ?? "", at: placeOf(entry) };
  if (known === undefined) return { entry, fate: "write", draft };
  if (!known.owned || sameContent(draft.resource, known.stored.resource())) return { entry, fate: "known", stored: known.stored };
  return { entry, fate: "write", draft: { ...draft, former: known.stored, ifMatch: known.stored.versionId } };
}

async function fateOfUpdate(context: Context, entry: ResolvedEntry, { request, matching }: Standing): Promise<Fate> {
  const resource = resourceOf(entry);
  const { id = "" } = entry;
  const named = request?.resource?.id;
  if (matching !== undefined && matching.match === undefined) {
    demandMayCreate(context, entry, named);
    return { entry, fate: "write", draft: { resource: asOwn(context, resource), id, at: placeOf(entry) } };
  }
  const base = await demandBase(context, matching?.match ?? (await currentOf(context, entry)), entry.ifMatch, `${requestOf(entry)}.ifMatch`);
  demandUntouched(entry, base.former, requestOf(entry));
  if (named !== undefined && named !== base.former.id) {
    const text = "the id in the resource is that of the match, or left out";
    throw new Anomaly("incorrect", text, { issues: [{ text, expression: `${placeOf(entry)}.id` }] });
  }
  return { entry, fate: "write", draft: { resource, id: base.former.id, at: placeOf(entry), ...base } };
}

async function fateOfPatch(context: Context, entry: ResolvedEntry, { matching }: Standing): Promise<Fate> {
  const stored = matching === undefined ? await currentOf(context, entry) : matching.match;
  const base = await demandBase(context, stored, entry.ifMatch, `${requestOf(entry)}.ifMatch`);
  demandUntouched(entry, base.former, requestOf(entry));
  const resource = patched(context.house, base.former, { body: entry.resource, isJsonPatch: false, at: placeOf(entry) });
  if (isUnchanged(resource, base.former)) return { entry, fate: "known", stored: base.former };
  return { entry, fate: "write", draft: { resource, id: base.former.id, at: placeOf(entry), ...base } };
}

async function fateOfDelete(context: Context, entry: ResolvedEntry, { matching }: Standing): Promise<Fate> {
  const { house, caller, at, trail } = context;
  const stored = matching === undefined ? await currentOf(context, entry) : matching.match;
  if (stored === undefined) throw notThere();
  await permit(house.store, caller, "delete", stored, at, trail);
  if (!stored.deleted) demandUntouched(entry, stored, requestOf(entry));
  return { entry, fate: "delete", stored, ifMatch: versionOf(entry.ifMatch, stored.versionId) };
}

async function currentOf({ house }: Context, { target, id }: ResolvedEntry): Promise<Stored | undefined> {
  return readAlsoDeleted(house.store, target.type as ResourceTypeName, id ?? "");
}

/** As a conditional update by itself: who names an id or a version means something that is there. */
function demandMayCreate({ ask }: Context, { target, ifMatch, index }: ResolvedEntry, named: string | undefined): void {
  const type = target.type ?? "";
  if (type === "Patient" || named !== undefined || !isOffered("create", type)) throw notThere();
  const text = "nothing matches, so no version is current";
  if (versionIn(ifMatch) !== undefined) throw new Anomaly("stale", text, { rule: "if-match-required", issues: [{ text, expression: `Bundle.entry[${index}].request.ifMatch`, rule: "if-match-required" }] });
  if (!reachesInteraction(ask.principal.scopes, type, "c")) throw new Anomaly("forbidden", "the scopes of this token don't reach creating", { rule: "no-row-no-access" });
}

function resourceOf({ resource }: ResolvedEntry): Resource {
  if (resource === undefined) throw new Anomaly("incorrect", "the resource is missing");
  return resource;
}

function placeOf({ index }: ResolvedEntry): string {
  return `Bundle.entry[${index}].resource`;
}

function requestOf({ index }: ResolvedEntry): string {
  return `Bundle.entry[${index}].request`;
}

/** A role without organisation, sent by a practice, is a role at that practice. */
function asOwn({ caller }: Context, resource: Resource): Resource {
  if (resource.resourceType !== "PractitionerRole" || resource.organization !== undefined || caller.organization === undefined) return resource;
  return { ...resource, organization: { reference: caller.organization } } satisfies PractitionerRole;
}

/** The same but for what the server keeps. */
function sameContent(sent: Resource, stored: Resource): boolean {
  return isDeepStrictEqual(content(sent), content(stored));
}

function content(resource: Resource): unknown {
  const { id: _id, meta, ...rest } = resource;
  const { generalPractitioner: _gp, managingOrganization: _keeper, ...patient } = rest as Partial<Patient>;
  return JSON.parse(JSON.stringify({ ...(resource.resourceType === "Patient" ? patient : rest), profile: meta?.profile })) as unknown;
}
