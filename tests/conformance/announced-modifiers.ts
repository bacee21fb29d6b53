import type { IndexRow } from "@wijkverband/fhir";
import { absentValue, isSame, saidOf, together, valueOfRow, without, type Announced, type AnnouncedParameter, type Asker, type Seen } from "./announced.ts";

type ValueSets = ReadonlyMap<string, readonly { readonly system: string; readonly code: string }[]>;

/** A resource, and a value by which it is found. */
export interface Example {
  readonly ref: string;
  readonly value: string;
}

/** One type as somebody sees it. */
export class SearchedType {
  readonly type: string;
  readonly announced: Announced;
  readonly seen: readonly Seen[];
  readonly all: ReadonlySet<string>;
  readonly #asker: Asker;

  constructor(announced: Announced, seen: readonly Seen[], asker: Asker) {
    this.type = announced.type;
    this.announced = announced;
    this.seen = seen;
    this.all = new Set(seen.map(({ id }) => `${announced.type}/${id}`));
    this.#asker = asker;
  }

  /** `Type/id` of what a search by one parameter finds. */
  async find(name: string, value: string): Promise<ReadonlySet<string>> {
    return (await this.#asker.search(this.type, [[name, value]])).matches;
  }

  partsOf(parameter: AnnouncedParameter): readonly AnnouncedParameter[] {
    return saidOf(parameter).parts.flatMap((part) => this.announced.searchParam.find(({ name }) => name === part) ?? []);
  }

  /** A well-formed value that nothing has. */
  absent(parameter: AnnouncedParameter): string {
    return absentValue(parameter, this.partsOf(parameter));
  }

  /** A resource that has a value in a parameter; of a composite, an element that has all parts. */
  example(parameter: AnnouncedParameter): Example | undefined {
    const { name } = parameter;
    const [first] = this.seen;
    if (name === "_id") return first && { ref: `${this.type}/${first.id}`, value: first.id };
    if (name === "_lastUpdated") return first && { ref: `${this.type}/${first.id}`, value: "le2100" };
    const parts = parameter.type === "composite" ? saidOf(parameter).parts : [name];
    for (const { id, rows } of this.seen) {
      for (const group of new Set(rows.map((row) => row.group ?? 0))) {
        const values = parts.map((part) => rows.filter((row) => row.parameter === part && (row.group ?? 0) === group).map(valueOfRow).find((value) => value !== undefined));
        if (values.every((value) => value !== undefined)) return { ref: `${this.type}/${id}`, value: values.join("$") };
      }
    }
    return undefined;
  }

  /** Tries a modifier: what has a value is found by it; where no example has one, nothing is found. @returns what is wrong, if anything */
  async tryModifier(parameter: AnnouncedParameter, modifier: string, valueSets: ValueSets): Promise<readonly string[]> {
    const { name } = parameter;
    if (modifier === "missing") return this.#tryMissing(parameter);
    if (modifier === "not") return this.#tryNot(parameter);
    if (modifier === "in" || modifier === "not-in") return this.#tryValueSet(name, valueSets);
    const { example, absent } = this.#modified(parameter, modifier);
    const found = await this.find(`${name}:${modifier}`, example?.value ?? absent);
    const isRight = example === undefined ? found.size === 0 : found.has(example.ref);
    return isRight ? [] : [`${name}:${modifier}=${example?.value ?? absent} found ${found.size}, ${example === undefined ? "instead of nothing" : `without ${example.ref}`}`];
  }

  #modified(parameter: AnnouncedParameter, modifier: string): { readonly example: Example | undefined; readonly absent: string } {
    const { name } = parameter;
    const plain = this.example(parameter);
    const url = plain?.value.includes("://") === true ? { ref: plain.ref, url: plain.value.replaceAll("\\", "").replace(/\|.*$/, "") } : undefined;
    switch (modifier) {
      case "text":
        return { example: this.example({ ...parameter, name: `${name}:text` }), absent: "no such words" };
      case "identifier":
        return { example: this.example({ ...parameter, name: `${name}:identifier` }), absent: "urn:nowhere|none" };
      case "of-type":
        return { example: this.#exampleWith((row) => (row.kind === "token" && row.parameter === `${name}:of-type` ? `${row.system}|${row.code}` : undefined)), absent: "urn:nowhere|MR|none" };
      case "exact":
        return { example: plain, absent: "no such words" };
      case "contains":
        return { example: this.#exampleWith((row) => (row.kind === "string" && row.parameter === name && /^.\w+/.test(row.value) ? /^.(\w+)/.exec(row.value)?.[1]?.toUpperCase() : undefined)), absent: "no such words" };
      case "above":
        return { example: url && { ref: url.ref, value: `${url.url}/deeper/still` }, absent: "http://nowhere.example/none" };
      case "below":
        return { example: url && { ref: url.ref, value: url.url.replace(/(?<!\/)\/[^/]*$/, "") }, absent: "http://nowhere.example/none" };
      default:
        return { example: this.#exampleWith((row) => (row.kind === "reference" && row.parameter === name && row.type === modifier ? row.id : undefined)), absent: "no-such-resource" };
    }
  }

  #exampleWith(valueOf: (row: IndexRow) => string | undefined): Example | undefined {
    for (const { id, rows } of this.seen) {
      const value = rows.map(valueOf).find((each) => each !== undefined);
      if (value !== undefined) return { ref: `${this.type}/${id}`, value };
    }
    return undefined;
  }

  /** Everything either has a value or has none. */
  async #tryMissing(parameter: AnnouncedParameter): Promise<readonly string[]> {
    const { name } = parameter;
    const [present, absent] = [await this.find(`${name}:missing`, "false"), await this.find(`${name}:missing`, "true")];
    const example = this.example(parameter);
    const isRight = isSame(together(present, absent), this.all) && without(present, absent).size === present.size && (example === undefined || present.has(example.ref));
    return isRight ? [] : [`${name}:missing finds ${present.size} and ${absent.size} of ${this.all.size}, ${example?.ref ?? "no example"}`];
  }

  async #tryNot(parameter: AnnouncedParameter): Promise<readonly string[]> {
    const value = this.example(parameter)?.value ?? "urn:nowhere|none";
    const [others, withIt] = [await this.find(`${parameter.name}:not`, value), await this.find(parameter.name, value)];
    return isSame(others, without(this.all, withIt)) ? [] : [`${parameter.name}:not=${value} finds ${others.size}, and ${withIt.size} have it`];
  }

  async #tryValueSet(name: string, valueSets: ValueSets): Promise<readonly string[]> {
    const codes = this.seen.flatMap(({ id, rows }) => rows.flatMap((row) => (row.kind === "token" && row.parameter === name ? [{ ref: `${this.type}/${id}`, row }] : [])));
    const [hit] = [...valueSets].flatMap(([url, members]) => codes.filter(({ row }) => members.some(({ system, code }) => system === row.system && code === row.code)).slice(0, 1).map(({ ref }) => ({ url, ref })));
    const url = hit?.url ?? [...valueSets.keys()][0] ?? "";
    const [inside, outside] = [await this.find(`${name}:in`, url), await this.find(`${name}:not-in`, url)];
    const isRight = isSame(outside, without(this.all, inside)) && (hit === undefined || inside.has(hit.ref));
    return isRight ? [] : [`${name}:in=${url} finds ${inside.size}, :not-in ${outside.size} of ${this.all.size}`];
  }
}
