import { setTimeout } from "node:timers/promises";
import { createIndexer, escapeValue, storedType, type IndexRow } from "@wijkverband/fhir";
import type { CapabilityStatementRestResource, CapabilityStatementRestResourceSearchParam } from "hl7-fhir-r4-types";
import type { Answer, Demo } from "../harness.ts";

export type Announced = CapabilityStatementRestResource & { readonly searchParam: readonly CapabilityStatementRestResourceSearchParam[] };
export type AnnouncedParameter = CapabilityStatementRestResourceSearchParam;
export type Pairs = readonly (readonly [string, string])[];

/** A resource that the asker sees, with what it is found by. */
export interface Seen {
  readonly id: string;
  readonly rows: readonly IndexRow[];
}

/** What a search gave: `Type/id` of all matches of all pages, and of what came along with the first. */
export interface Found {
  readonly matches: ReadonlySet<string>;
  readonly included: ReadonlySet<string>;
  readonly isCut: boolean;
}

/** Asks as one person, by form, so that an identifier may be in it. */
export class Asker {
  readonly #demo: Demo;
  readonly #person: string;

  constructor(demo: Demo, person: string) {
    this.#demo = demo;
    this.#person = person;
  }

  async create(resource: Readonly<Record<string, unknown>>): Promise<void> {
    const { status, text } = await this.#demo.ask(this.#person, "POST", String(resource["resourceType"]), resource);
    if (status !== 201) throw new Error(text);
  }

  /** Waits until a search finds nothing, some seconds at most. */
  async waitForNone(type: string, pairs: Pairs): Promise<void> {
    for (let turn = 0; turn < 100 && (await this.search(type, pairs)).matches.size > 0; turn++) await setTimeout(50);
  }

  post(type: string, pairs: Pairs): Promise<Answer> {
    return this.#demo.ask(this.#person, "POST", `${type}/_search`, new URLSearchParams(pairs.map(([name, value]) => [name, value])).toString(), { "content-type": "application/x-www-form-urlencoded" });
  }

  async search(type: string, pairs: Pairs): Promise<Found> {
    const [matches, included] = [new Set<string>(), new Set<string>()];
    let answer = await this.post(type, [...pairs, ["_count", "200"]]);
    let isCut = false;
    for (let page = 0; ; page++) {
      if (answer.status !== 200) throw new Error(`${type}?${pairs.map((pair) => pair.join("=")).join("&")} gave ${answer.status}: ${answer.text}`);
      for (const { resource, search } of answer.body.entry ?? []) {
        if (search?.mode === "match") matches.add(`${resource?.resourceType}/${resource?.id}`);
        if (search?.mode === "include" && page === 0) included.add(`${resource?.resourceType}/${resource?.id}`);
        if (search?.mode === "outcome") isCut = true;
      }
      const next = answer.body.link?.find(({ relation }) => relation === "next")?.url;
      if (next === undefined) return { matches, included, isCut };
      answer = await this.#demo.ask(this.#person, "GET", next.slice(`${this.#demo.url}/fhir/`.length));
    }
  }

  /** Everything of a type that he sees, indexed as the server indexes it. */
  async everything(type: string): Promise<readonly Seen[]> {
    const index = createIndexer(this.#demo.runtime.house.searchParameters, this.#demo.runtime.house.baseUrl);
    const seen: Seen[] = [];
    let path = `${type}?_count=200`;
    for (;;) {
      const { body } = await this.#demo.ask(this.#person, "GET", path);
      for (const { resource } of body.entry ?? []) if (resource?.id !== undefined) seen.push({ id: resource.id, rows: index(resource) });
      const next = body.link?.find(({ relation }) => relation === "next")?.url;
      if (next === undefined) return seen;
      path = next.slice(`${this.#demo.url}/fhir/`.length);
    }
  }
}

/** The modifiers and prefixes that `/metadata` says a parameter takes. */
export function saidOf({ documentation = "" }: AnnouncedParameter): { readonly modifiers: readonly string[]; readonly prefixes: readonly string[]; readonly parts: readonly string[] } {
  const list = (text: string | undefined, separator: string): readonly string[] => text?.split(separator) ?? [];
  return {
    modifiers: list(/Modifiers: ([^.]*)\./.exec(documentation)?.[1], ", "),
    prefixes: list(/Prefixes: ([^.]*)\./.exec(documentation)?.[1], ", "),
    parts: list(/Written as ([^.]*)\./.exec(documentation)?.[1], "$"),
  };
}

/** A value of a parameter by which a resource with this row is found; undefined for a row that no value can name. */
export function valueOfRow(row: IndexRow): string | undefined {
  switch (row.kind) {
    case "token":
      return row.system === undefined ? escapeValue(row.code) : `${escapeValue(row.system)}|${escapeValue(row.code)}`;
    case "reference":
      if (row.type === undefined) return escapeValue(row.id);
      return storedType(row.type) === undefined ? undefined : `${row.type}/${row.id}`;
    case "string":
    case "uri":
      return row.value.trim() === "" ? undefined : escapeValue(row.value);
    case "date": {
      // what is open to one side is found by the other
      const at = Math.abs(row.start) < 1e14 ? row.start : row.end - 1;
      return Math.abs(at) < 1e14 ? `${at === row.start ? "ge" : "le"}${new Date(at).toISOString()}` : undefined;
    }
    case "quantity": {
      const unit = row.system !== undefined && row.code !== undefined ? `|${row.system}|${row.code}` : row.unit === undefined ? "" : `||${row.unit}`;
      const digits = /^2(?<magnitude>\d{4})(?<digits>\d+)\$$/.exec(row.low)?.groups;
      return digits === undefined ? undefined : `${row.low === row.high ? "" : "ge"}0.${digits["digits"]}e${Number(digits["magnitude"]) - 5_000}${unit}`;
    }
  }
}

/** A well-formed value that nothing has. */
export function absentValue({ type, name }: AnnouncedParameter, parts: readonly AnnouncedParameter[]): string {
  switch (type) {
    case "token":
      return name === "_id" ? "no-such-resource" : "urn:nowhere|no-such-code";
    case "reference":
      return "http://nowhere.example/none";
    case "uri":
      return "http://nowhere.example/none";
    case "date":
      return "1801-01-01";
    case "quantity":
    case "number":
      return "77777.125";
    case "composite":
      return parts.map((part) => absentValue(part, [])).join("$");
    default:
      return "no such words";
  }
}

/** A value that a parameter of this type can't have. */
export function malformedValue({ type, name }: AnnouncedParameter): string {
  switch (type) {
    case "token":
      return name === "_id" ? "no id" : "a|b|c|d";
    case "reference":
      return "Patient/1 2";
    case "date":
      return "2026-13-45";
    case "quantity":
    case "number":
      return "much";
    case "composite":
      return "one";
    default:
      return "a,,b";
  }
}

type Refs = ReadonlySet<string>;

export const without = (one: Refs, other: Refs): Refs => new Set([...one].filter((ref) => !other.has(ref)));
export const together = (one: Refs, other: Refs): Refs => new Set([...one, ...other]);
export const isWithin = (one: Refs, other: Refs): boolean => without(one, other).size === 0;
export const isSame = (one: Refs, other: Refs): boolean => one.size === other.size && isWithin(one, other);

/** Does many things, some at a time, in any order. */
export async function eachAtOnce<Item>(items: readonly Item[], work: (item: Item) => Promise<void>): Promise<void> {
  const waiting = [...items];
  await Promise.all(
    Array.from({ length: 12 }, async () => {
      for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await work(item);
    }),
  );
}
