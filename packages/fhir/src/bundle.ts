import type { Bundle } from "hl7-fhir-r4-types";
import { Anomaly, type Issue } from "./anomaly.ts";
import { readBundleEntry, type RequestEntry, type RequestMethod } from "./bundle-entry.ts";
import { rewriteLinks } from "./links.ts";
import { formatReference, mapReferences, parseReference } from "./reference.ts";

/** A request whose resource has its final id and whose references name resources as they will be stored. */
export interface ResolvedEntry extends RequestEntry {
  /** Of the resource that is written or read; absent for searches, operations on types, and conditional patches and deletes. */
  readonly id?: string;
}

/** A reference by search (`Patient?identifier=...`): whoever runs the transaction replaces it by the one match there must be. */
export interface ConditionalReference {
  /** Place of the entry in the Bundle. */
  readonly index: number;
  readonly reference: string;
  readonly expression: string;
}

export interface ResolvedBundle {
  /** In the order in which they are done: deletes, creates, updates and patches, reads. */
  readonly entries: readonly ResolvedEntry[];
  readonly conditionalReferences: readonly ConditionalReference[];
}

export interface ResolveOptions {
  /** Our own FHIR base, without a slash at the end. */
  readonly baseUrl?: string;
}

/** Source: R4 http.html#trules. */
const order: Readonly<Record<RequestMethod, number>> = { DELETE: 0, POST: 1, PUT: 2, PATCH: 2, GET: 3, HEAD: 3 };

/** Entries in the order in which they are done; those of one rank as they came, and what has no method of ours last. */
export function inOrder<Entry>(entries: readonly Entry[], methodOf: (entry: Entry) => string | undefined): readonly Entry[] {
  const rank = (entry: Entry): number => order[methodOf(entry) as RequestMethod] ?? 4;
  return entries.toSorted((one, other) => rank(one) - rank(other));
}

/** Makes a transaction ready to be done: gives new resources their ids and rewrites every reference that names another entry
 *  (by fullUrl, absolute or relative to the entry's own fullUrl, R4 bundle.html#references; failing that, by the type and
 *  id that the client gave a new resource). A Bundle inside the transaction is left as it is: documents don't change.
 *  @param assignId the id of a resource to be created, or to be updated by a search: that of the match, when the caller found one
 *  @throws {Anomaly} `incorrect` with every fault and its place: requests that make no sense or leave this server, a fullUrl twice,
 *  two entries that write the same resource; `rule` (`reference`) when a URN names no entry. */
export function resolveBundle(bundle: Bundle, assignId: (entry: RequestEntry) => string, options: ResolveOptions = {}): ResolvedBundle {
  if (bundle.type !== "transaction") throw new Anomaly("incorrect", "not a transaction", { issues: [{ text: "not a transaction", expression: "Bundle.type" }] });
  const requests = readEntries(bundle, options);
  refuse([...doubled(requests, "two entries have this fullUrl", "fullUrl", ({ fullUrl }) => fullUrl)]);
  const entries = requests.map((entry) => withId(entry, assignId));
  refuse([...doubled(entries, "two entries write the same resource", "request.url", writtenResource), ...doubled(entries, "two entries create on the same condition", "request.ifNoneExist", creationCondition)]);
  const links = collectLinks(requests, entries);
  const faults: Issue[] = [];
  const conditionalReferences: ConditionalReference[] = [];
  const resolved = entries.map((entry) => {
    const { resource, index } = entry;
    if (resource === undefined || resource.resourceType === "Bundle") return entry;
    const rewritten = mapReferences(resource, (reference, path) => {
      const expression = path.replace(resource.resourceType, `Bundle.entry[${index}].resource`);
      const parsed = parseReference(reference, options.baseUrl);
      if (parsed?.kind === "query") conditionalReferences.push({ index, reference, expression });
      const found = resolveReference(reference, entry.fullUrl, links, options.baseUrl);
      if (found === undefined) faults.push({ text: "the reference names no entry of this transaction", expression, rule: "reference" });
      return found ?? reference;
    });
    return { ...entry, resource: rewriteLinks(rewritten, links.byFullUrl) };
  });
  if (faults.length > 0) throw new Anomaly("rule", "a reference leads nowhere", { issues: faults });
  return { entries: inOrder(resolved, ({ method }) => method), conditionalReferences };
}

/** Every entry, or every fault. */
function readEntries(bundle: Bundle, { baseUrl }: ResolveOptions): readonly RequestEntry[] {
  const faults: Issue[] = [];
  const entries: unknown = bundle.entry ?? [];
  if (!Array.isArray(entries)) throw new Anomaly("incorrect", "entry is a list", { issues: [{ text: "entry is a list", expression: "Bundle.entry" }] });
  const requests = entries.flatMap((entry: unknown, index) => {
    try {
      return [readBundleEntry(entry, index, baseUrl)];
    } catch (error) {
      if (!(error instanceof Anomaly)) throw error;
      faults.push(...error.issues);
      return [];
    }
  });
  refuse(faults);
  return requests;
}

function withId(entry: RequestEntry, assignId: (entry: RequestEntry) => string): ResolvedEntry {
  const { interaction, target, resource } = entry;
  const isNew = interaction === "create" || (interaction === "update" && target.id === undefined);
  if (!isNew || resource === undefined) return target.id === undefined ? entry : { ...entry, id: target.id };
  const id = assignId(entry);
  return { ...entry, id, resource: { ...resource, id } };
}

/** A create on a condition may turn out to write nothing, so it is compared by its condition instead. */
function writtenResource({ method, target, id, ifNoneExist, interaction }: ResolvedEntry): string | undefined {
  const writes = interaction !== "operation" && method !== "GET" && method !== "HEAD" && ifNoneExist === undefined;
  return writes && target.type !== undefined && id !== undefined ? formatReference(target.type, id) : undefined;
}

function creationCondition({ target, ifNoneExist, interaction }: ResolvedEntry): string | undefined {
  return interaction === "create" && ifNoneExist !== undefined ? `${target.type}?${ifNoneExist}` : undefined;
}

function* doubled<E extends RequestEntry>(entries: readonly E[], text: string, element: string, key: (entry: E) => string | undefined): Iterable<Issue> {
  const seen = new Set<string>();
  for (const entry of entries) {
    const value = key(entry);
    if (value === undefined) continue;
    if (seen.has(value)) yield { text, expression: `Bundle.entry[${entry.index}].${element}` };
    seen.add(value);
  }
}

/** Where the references of a transaction lead. */
interface Links {
  /** fullUrl to `Type/id`. */
  readonly byFullUrl: ReadonlyMap<string, string>;
  /** `Type/id` as the client numbered a new resource, to `Type/id`; `null` when two claim it. */
  readonly byClientId: ReadonlyMap<string, string | null>;
}

function collectLinks(requests: readonly RequestEntry[], entries: readonly ResolvedEntry[]): Links {
  const byFullUrl = new Map<string, string>();
  const byClientId = new Map<string, string | null>();
  for (const [place, { fullUrl, target, id, interaction }] of entries.entries()) {
    if (target.type === undefined || id === undefined || !["create", "update", "patch"].includes(interaction)) continue;
    const reference = formatReference(target.type, id);
    if (fullUrl !== undefined) byFullUrl.set(fullUrl, reference);
    const clientId = requests[place]?.resource?.id;
    if (clientId === undefined || interaction === "patch") continue;
    // a resource that keeps its id is meant by it, whoever else was numbered so
    const given = formatReference(target.type, clientId);
    byClientId.set(given, byClientId.has(given) || target.id !== undefined ? null : reference);
  }
  return { byFullUrl, byClientId };
}

/** `Type/id` for a reference to another entry, the reference itself when it leads elsewhere, `undefined` when it leads nowhere.
 *  A version stays only where the resource keeps its id: that of a new resource isn't known yet. */
function resolveReference(reference: string, fullUrl: string | undefined, { byFullUrl, byClientId }: Links, baseUrl: string | undefined): string | undefined {
  const [, bare = reference, version = ""] = /^(.*?)(\/_history\/[^/]+)$/.exec(reference) ?? [];
  const parsed = parseReference(reference, baseUrl);
  const own = parsed && "type" in parsed && "id" in parsed ? `${parsed.type}/${parsed.id}` : undefined;
  const byClient = parsed?.kind === "relative" ? (byFullUrl.get(`${restBase(fullUrl) ?? baseUrl ?? ""}/${own}`) ?? byClientId.get(own ?? "")) : undefined;
  const found = byFullUrl.get(reference) ?? byFullUrl.get(bare) ?? byClient;
  if (typeof found === "string") return found === own ? `${found}${version}` : found;
  if (parsed?.kind === "urn") return undefined;
  return parsed?.kind === "relative" ? `${own}${version}` : reference;
}

/** The base of a fullUrl that is a RESTful URL. */
function restBase(fullUrl: string | undefined): string | undefined {
  return /^(https?:\/\/.+)\/[A-Z][A-Za-z]+\/[A-Za-z0-9.-]{1,64}(?:\/_history\/.+)?$/.exec(fullUrl ?? "")?.[1];
}

function refuse(issues: readonly Issue[]): void {
  if (issues.length > 0) throw new Anomaly("incorrect", "the transaction cannot be done", { issues });
}
