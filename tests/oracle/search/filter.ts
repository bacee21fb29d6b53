import { readFileSync } from "node:fs";
import type { ResourceTypeName } from "@wijkverband/fhir";
import { reach, references, text, texts } from "../json.ts";
import { beginOf, endOf } from "../rights/instants.ts";
import { latest, type Kept } from "../world.ts";
import type { View } from "../view.ts";
import { parametersOf, type Parameter } from "./parameters.ts";

/** How much of something, as a search says it. */
export interface Amount {
  readonly prefix: "eq" | "ne" | "gt" | "lt" | "ge" | "le" | "sa" | "eb" | "ap";
  readonly number: string;
  readonly unit?: string;
}

/** Our value sets, as they are published. */
export const valueSets: readonly { readonly url: string; readonly concepts: readonly { readonly system: string; readonly code: string }[] }[] = (
  JSON.parse(readFileSync(new URL("../../../profiles/generated/terminology.json", import.meta.url), "utf8")) as { readonly valueSets: readonly { readonly url: string; readonly concepts: readonly { readonly system: string; readonly code: string }[] }[] }
).valueSets.filter(({ concepts }) => concepts.length > 0);

/** One condition of a search, as the oracle understands it. */
export type Filter =
  | { readonly is: "id"; readonly ids: readonly string[] }
  | { readonly is: "written"; readonly prefix: "ge" | "lt"; readonly value: string }
  | { readonly is: "token"; readonly name: string; readonly values: readonly { readonly system?: string; readonly code?: string }[]; readonly not: boolean }
  | { readonly is: "reference"; readonly name: string; readonly refs: readonly string[] }
  | { readonly is: "string"; readonly name: string; readonly how: "starts" | "exact" | "contains"; readonly value: string }
  | { readonly is: "date"; readonly name: string; readonly prefix: "eq" | "ge" | "lt" | "gt" | "le"; readonly value: string }
  | { readonly is: "quantity"; readonly name: string; readonly amount: Amount }
  | { readonly is: "pair"; readonly name: string; readonly code: string; readonly amount: Amount }
  | { readonly is: "text"; readonly name: string; readonly value: string }
  | { readonly is: "within"; readonly name: string; readonly set: string; readonly not: boolean }
  | { readonly is: "missing"; readonly name: string; readonly missing: boolean }
  | { readonly is: "chain"; readonly name: string; readonly target: ResourceTypeName; readonly on: Filter }
  | { readonly is: "has"; readonly source: ResourceTypeName; readonly name: string; readonly on: Filter };

/** Tells whether a resource that the caller sees meets a condition; what it passes on the way must be seen as well. */
export function meets(view: View, kept: Kept, filter: Filter): boolean {
  const json = latest(kept);
  switch (filter.is) {
    case "id":
      return filter.ids.includes(kept.id);
    case "written": {
      const bound = beginOf(filter.value);
      const written = view.world.writtenAt.getTime();
      return filter.prefix === "ge" ? written >= bound : written < bound;
    }
    case "token": {
      const codes = codesOf(json, parameter(kept.type, filter.name));
      const some = filter.values.some(({ system, code }) => codes.some((each) => (system === undefined || each.system === system) && (code === undefined || each.code === code)));
      return some !== filter.not;
    }
    case "reference":
      return referencesOf(json, parameter(kept.type, filter.name)).some((ref) => filter.refs.includes(ref));
    case "string": {
      const values = stringsOf(json, parameter(kept.type, filter.name));
      const wanted = filter.value.toLowerCase();
      return values.some((value) => (filter.how === "exact" ? value === filter.value : filter.how === "starts" ? value.toLowerCase().startsWith(wanted) : value.toLowerCase().includes(wanted)));
    }
    case "date":
      return parameter(kept.type, filter.name).paths.flatMap((path) => texts(json, path)).some((value) => fits(value, filter.prefix, filter.value));
    case "quantity":
      return parameter(kept.type, filter.name).paths.flatMap((path) => reach(json, path)).some((value) => amounts(value, filter.amount));
    case "pair":
      return elementsOf(json, parameter(kept.type, filter.name)).some((element) => texts(element, "code.coding.code").includes(filter.code) && reach(element, "valueQuantity").some((value) => amounts(value, filter.amount)));
    case "text":
      return wordsOf(json, parameter(kept.type, filter.name)).some((words) => words.toLowerCase().startsWith(filter.value.toLowerCase()));
    case "within": {
      const members = membersOf(filter.set);
      return codesOf(json, parameter(kept.type, filter.name)).some(({ system, code }) => members.some((member) => member.system === system && member.code === code)) !== filter.not;
    }
    case "missing":
      return valuesOf(json, parameter(kept.type, filter.name)).length === 0 === filter.missing;
    case "chain":
      return referencesOf(json, parameter(kept.type, filter.name)).some((ref) => {
        const target = view.finds(ref);
        return target !== undefined && target.type === filter.target && meets(view, target, filter.on);
      });
    case "has":
      return view.all(filter.source).some((source) => referencesOf(latest(source), parameter(filter.source, filter.name)).includes(kept.ref) && meets(view, source, filter.on));
  }
}

/** The parameter as it is written in a URL. */
export function pairOf(filter: Filter): readonly [string, string] {
  switch (filter.is) {
    case "id":
      return ["_id", filter.ids.join(",")];
    case "written":
      return ["_lastUpdated", `${filter.prefix}${filter.value}`];
    case "token":
      return [`${filter.name}${filter.not ? ":not" : ""}`, filter.values.map(({ system, code }) => (system === undefined ? (code ?? "") : `${system}|${code ?? ""}`)).join(",")];
    case "reference":
      return [filter.name, filter.refs.join(",")];
    case "string":
      return [filter.how === "starts" ? filter.name : `${filter.name}:${filter.how}`, filter.value];
    case "date":
      return [filter.name, `${filter.prefix}${filter.value}`];
    case "quantity":
      return [filter.name, amountText(filter.amount)];
    case "pair":
      return [filter.name, `${filter.code}$${amountText(filter.amount)}`];
    case "text":
      return [`${filter.name}:text`, filter.value];
    case "within":
      return [`${filter.name}:${filter.not ? "not-in" : "in"}`, filter.set];
    case "missing":
      return [`${filter.name}:missing`, String(filter.missing)];
    case "chain": {
      const [name, value] = pairOf(filter.on);
      return [`${filter.name}:${filter.target}.${name}`, value];
    }
    case "has": {
      const [name, value] = pairOf(filter.on);
      return [`_has:${filter.source}:${filter.name}:${name}`, value];
    }
  }
}

export function parameter(type: ResourceTypeName, name: string): Parameter {
  const found = parametersOf(type).find((each) => each.name === name);
  if (found === undefined) throw new Error(`the oracle doesn't know ${type}.${name}`);
  return found;
}

/** What a resource refers to by a parameter, as `Type/id`. */
export function referencesOf(json: unknown, { paths }: Parameter): readonly string[] {
  return paths.flatMap((path) => references(json, path));
}

interface Code {
  readonly system?: string | undefined;
  readonly code?: string | undefined;
}

export function codesOf(json: unknown, { kind, paths }: Parameter): readonly Code[] {
  const coded = (value: unknown): Code => ({ system: text(value, "system"), code: text(value, kind === "identifier" ? "value" : "code") });
  if (kind === "code") return paths.flatMap((path) => texts(json, path)).map((code) => ({ code }));
  return paths.flatMap((path) => reach(json, kind === "concept" ? `${path}.coding` : path)).map(coded);
}

function stringsOf(json: unknown, { paths }: Parameter): readonly string[] {
  return paths.flatMap((path) => texts(json, path));
}

/** A name, display or identifier alone is a value too. */
function valuesOf(json: unknown, of: Parameter): readonly unknown[] {
  switch (of.kind) {
    case "reference":
      return [...of.paths.flatMap((path) => texts(json, `${path}.reference`)), ...of.paths.flatMap((path) => texts(json, `${path}.identifier.value`)), ...wordsOf(json, of)];
    case "concept":
    case "coding":
    case "identifier":
      return [...codesOf(json, of), ...wordsOf(json, of)];
    case "quantity":
      return of.paths.flatMap((path) => reach(json, path));
    case "pair":
      return elementsOf(json, of).filter((element) => reach(element, "code").length > 0 && reach(element, "valueQuantity").length > 0);
    default:
      return stringsOf(json, of);
  }
}

/** The words that stand with a code or a reference. */
export function wordsOf(json: unknown, { kind, paths }: Parameter): readonly string[] {
  const ends: Readonly<Partial<Record<Parameter["kind"], readonly string[]>>> = { concept: ["text", "coding.display"], coding: ["display"], identifier: ["type.text"], reference: ["display"] };
  return paths.flatMap((path) => (ends[kind] ?? []).flatMap((end) => texts(json, `${path}.${end}`)));
}

function elementsOf(json: unknown, { paths }: Parameter): readonly unknown[] {
  return paths.flatMap((path) => (path === "" ? [json] : reach(json, path)));
}

function membersOf(set: string): readonly Code[] {
  return valueSets.find(({ url }) => url === set)?.concepts ?? [];
}

/** R4 search.html#quantity, in thousandths: the region has no number that isn't a whole number of them. */
function amounts(quantity: unknown, { prefix, number, unit }: Amount): boolean {
  const [value] = reach(quantity, "value");
  if (typeof value !== "number" || (unit !== undefined && text(quantity, "code") !== unit && text(quantity, "unit") !== unit)) return false;
  const [has, wanted] = [Math.round(value * 1000), Math.round(Number(number) * 1000)];
  const half = 500 / 10 ** (number.split(".")[1]?.length ?? 0);
  const about = Math.abs(wanted) / 10;
  const isEqual = has >= wanted - half && has < wanted + half;
  const answers = { eq: isEqual, ne: !isEqual, gt: has > wanted, sa: has > wanted, lt: has < wanted, eb: has < wanted, ge: has >= wanted, le: has <= wanted, ap: has >= wanted - about && has <= wanted + about };
  return answers[prefix];
}

function amountText({ prefix, number, unit }: Amount): string {
  return `${prefix === "eq" ? "" : prefix}${number}${unit === undefined ? "" : `||${unit}`}`;
}

/** R4 search.html#prefix, over ranges. */
function fits(value: string, prefix: "eq" | "ge" | "lt" | "gt" | "le", wanted: string): boolean {
  const [start, end] = rangeOf(value);
  const [from, until] = rangeOf(wanted);
  const equal = start >= from && end <= until;
  switch (prefix) {
    case "eq":
      return equal;
    case "gt":
      return end > until;
    case "lt":
      return start < from;
    case "ge":
      return end > until || equal;
    case "le":
      return start < from || equal;
  }
}

/** From the first to past the last instant that a date means; a time is as long as its last digit. */
function rangeOf(value: string): readonly [number, number] {
  const length = value.length === 10 ? endOf(value) - beginOf(value) : value.includes(".") ? 1 : 1000;
  return [beginOf(value), beginOf(value) + length];
}
