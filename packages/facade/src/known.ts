import { localReference, questionOf, system, type RequestEntry } from "@wijkverband/fhir";
import type { FoundBefore, Stored } from "@wijkverband/store";
import type { PractitionerRole, Resource } from "hl7-fhir-r4-types";
import { breaths } from "./breath.ts";
import { findByIdentifier, roleAt } from "./caller.ts";
import type { Context } from "./context.ts";
import { may } from "./guard.ts";
import { bsnOf, identifiersOf } from "./patient-number.ts";

/** What an entry of a transaction turns out to be already. `owned`: this practice keeps it, and a newer text updates it;
 *  otherwise it is only pointed at. */
export interface Known {
  readonly stored: Stored;
  readonly owned: boolean;
}

export interface KnownEntries {
  /** By place of the entry. */
  readonly known: ReadonlyMap<number, Known>;
  /** What was found by the identifier of a source, or wasn't: the write stands on it, so that the same set sent twice at once makes nothing double. */
  readonly found: readonly FoundBefore[];
}

/** Finds which resources that a transaction creates, or a document holds, are known already, by number: a patient by BSN, people and organisations by their national
 *  numbers, everything else by the business identifier that its source gave it. So a system may send the same set again and again (`low-effort`).
 *  Only what the caller may see is ever matched (`stranger`). */
export async function findKnown(context: Context, entries: readonly RequestEntry[]): Promise<KnownEntries> {
  const known = new Map<number, Known>();
  const found: FoundBefore[] = [];
  const creates = entries.filter((entry) => entry.interaction === "create");
  const breathe = breaths();
  for (const entry of creates) {
    await breathe();
    // a condition of its own says what this entry is
    if (entry.ifNoneExist !== undefined) continue;
    const one = await findOne(context, entry, found);
    if (one !== undefined) known.set(entry.index, one);
  }
  for (const entry of creates) {
    if (entry.resource?.resourceType !== "PractitionerRole" || known.has(entry.index)) continue;
    const role = await findRole(context, entry.resource, creates, known);
    if (role !== undefined) known.set(entry.index, { stored: role, owned: false });
  }
  return { known, found };
}

const national: Readonly<Record<"Organization" | "Practitioner", readonly string[]>> = {
  Organization: [system.ura ?? "", system.agb ?? "", system.kvk ?? ""],
  Practitioner: [system.uzi ?? "", system.agb ?? "", system.big ?? ""],
};

async function findOne(context: Context, { resource }: RequestEntry, found: FoundBefore[]): Promise<Known | undefined> {
  const { house, caller, at } = context;
  if (resource === undefined) return undefined;
  if (resource.resourceType === "Patient") {
    const bsn = bsnOf(resource);
    const stored = bsn === undefined ? undefined : await findByIdentifier(house.store, "Patient", { system: system.bsn, code: bsn }, at);
    return stored !== undefined && (await may(house.store, caller, "update", stored, at)) ? { stored, owned: true } : undefined;
  }
  if (resource.resourceType === "Organization" || resource.resourceType === "Practitioner") {
    const type = resource.resourceType;
    for (const number of identifiersOf(resource).filter(({ system: of }) => national[type].includes(of))) {
      const stored = await findByIdentifier(house.store, type, number, at);
      if (stored !== undefined) return { stored, owned: false };
    }
    return undefined;
  }
  return findBySource(context, resource, found);
}

/** By the identifier that its source gave it, among what this organisation wrote and this caller may change. */
async function findBySource({ house, caller, at }: Context, resource: Resource, found: FoundBefore[]): Promise<Known | undefined> {
  const values = identifiersOf(resource);
  const type = resource.resourceType as Stored["type"];
  if (values.length === 0 || caller.organization === undefined || house.searchParameters.find(type, "identifier") === undefined) return undefined;
  const query = questionOf(type, [{ kind: "token" as const, parameter: "identifier", values }], 2);
  const visible = { [type]: [{ row: "own-part", all: [{ is: "author" as const, authors: [caller.organization] }] }] };
  const { matches } = await house.store.search({ query, visible, at });
  found.push({ request: { query, visible }, ids: matches.map(({ id }) => id) });
  const [stored] = matches;
  return stored !== undefined && (await may(house.store, caller, "update", stored, at)) ? { stored, owned: true } : undefined;
}

/** The role that this very practitioner has at the organisation it names, or else at the caller's. */
async function findRole({ house, caller, at }: Context, role: PractitionerRole, creates: readonly RequestEntry[], known: ReadonlyMap<number, Known>): Promise<Stored | undefined> {
  const idOf = (type: "Practitioner" | "Organization", reference: string | undefined): string | undefined => {
    const entry = creates.find(({ fullUrl, resource }) => resource?.resourceType === type && reference !== undefined && (fullUrl === reference || `${type}/${resource.id}` === reference || (fullUrl?.endsWith(`/${reference}`) ?? false)));
    return entry === undefined ? localReference(reference, house.baseUrl)?.slice(type.length + 1) : known.get(entry.index)?.stored.id;
  };
  const practitioner = idOf("Practitioner", role.practitioner?.reference);
  const named = idOf("Organization", role.organization?.reference);
  const organization = role.organization?.reference === undefined ? caller.organization : named && `Organization/${named}`;
  return practitioner === undefined || organization === undefined ? undefined : roleAt(house.store, practitioner, organization, at);
}
