import { Anomaly } from "./anomaly.ts";

/** Where an object or array keeps the source text of its numbers that JavaScript would print otherwise (`1.50`, `1e3`), by key.
 *  Enumerable, so that `{ ...holder }` keeps it; a symbol, so that `JSON.stringify`, `Object.keys` and ajv do not see it. */
const numberSources: unique symbol = Symbol("source text of numbers");

/** `JSON` as Node 24 has it; TypeScript's ES2024 library does not know the two additions yet. */
const json = JSON as unknown as {
  parse(text: string, reviver?: Reviver): unknown;
  rawJSON(text: string): unknown;
};
type Reviver = (this: unknown, key: string, value: unknown, context: { source?: string }) => unknown;

type Holder = Record<string, unknown> & { [numberSources]?: Record<string, string> };

/** How deep arrays and objects may nest. Real FHIR stays under 30. */
const maximumDepth = 100;

/** Finds a number whose text `String(Number(text))` would change; may also hit inside a string, which only costs time.
 *  In turn: negative zero, trailing zero, exponent, more digits than a double holds, so small that it prints with an exponent. */
const changedByParsing = /(?:^|[:[,])\s*-?(?:0(?=\s*[,\]}])(?<=-0)|\d+\.\d*0(?!\d)|\d+(?:\.\d+)?[eE]|\d{16}|\d[\d.]{16}|0\.0{6})/;

/** Reads JSON without losing how its decimals were written. Numbers are plain numbers; `stringifyJson` writes them as they came
 *  (but for a text that is nothing but a number: it has no holder).
 *  Of doubled keys the last one counts, as in `JSON.parse`.
 *  @param deepest how deep it may nest; more only for what the server itself put around what it had taken
 *  @throws {Anomaly} `incorrect` when the text is not JSON, nests deeper or has a key `__proto__`; never echoes the text. */
export function parseJson(text: string, deepest: number = maximumDepth): unknown {
  const value = changedByParsing.test(text) ? parse(text, keepSource) : parse(text);
  refuseHostile(value, deepest);
  return value;
}

function parse(text: string, reviver?: Reviver): unknown {
  try {
    return json.parse(text, reviver);
  } catch {
    throw new Anomaly("incorrect", "the body is not well-formed JSON");
  }
}

function keepSource(this: unknown, key: string, value: unknown, { source }: { source?: string }): unknown {
  if (typeof value === "number" && source !== undefined && source !== String(value)) {
    ((this as Holder)[numberSources] ??= {})[key] = source;
  }
  return value;
}

function refuseHostile(value: unknown, depthLeft: number): void {
  if (typeof value !== "object" || value === null) return;
  if (depthLeft === 0) throw new Anomaly("incorrect", `the body nests deeper than ${maximumDepth} levels`);
  if (Array.isArray(value)) {
    for (const item of value) refuseHostile(item, depthLeft - 1);
    return;
  }
  for (const key in value) {
    if (key === "__proto__") throw new Anomaly("incorrect", "the body has a key that is not allowed");
    refuseHostile((value as Holder)[key], depthLeft - 1);
  }
}

/** Writes JSON with every number as it was read, as long as it still has that value. */
export function stringifyJson(value: unknown): string {
  return hasSources(value) ? JSON.stringify(value, writeSource) : JSON.stringify(value);
}

function hasSources(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  if ((value as Holder)[numberSources] !== undefined) return true;
  if (Array.isArray(value)) return value.some(hasSources);
  for (const key in value) if (hasSources((value as Holder)[key])) return true;
  return false;
}

function writeSource(this: unknown, key: string, value: unknown): unknown {
  if (typeof value !== "number") return value;
  const source = (this as Holder)[numberSources]?.[key];
  return source !== undefined && Object.is(Number(source), value) ? json.rawJSON(source) : value;
}

/** The text by which a number came in (`"1.50"`), or how JavaScript prints it. For code that shows or compares precision. */
export function sourceOfNumber(holder: object, key: string): string {
  const source = (holder as Holder)[numberSources]?.[key];
  const value = (holder as Holder)[key];
  return source !== undefined && Object.is(Number(source), value) ? source : String(value);
}

/** Puts a number at a key, to be written as it was. @param source a number as JSON writes it */
export function setNumber(holder: object, key: string | number, source: string): void {
  const value = Number(source);
  (holder as Record<string | number, unknown>)[key] = value;
  if (source !== String(value)) ((holder as Holder)[numberSources] ??= {})[key] = source;
}

/** A number as it was written, standing by itself: for code that moves values from one place to another. */
export class WrittenNumber {
  readonly source: string;

  constructor(source: string) {
    this.source = source;
  }
}

/** A deep copy in which each number stands by itself (`WrittenNumber`), so that it keeps its text wherever it is moved. */
export function detachNumbers(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return typeof value === "number" ? new WrittenNumber(String(value)) : value;
  const copy: Record<string, unknown> | unknown[] = Array.isArray(value) ? [] : {};
  for (const key of Object.keys(value)) {
    const item = (value as Holder)[key];
    (copy as Record<string, unknown>)[key] = typeof item === "number" ? new WrittenNumber(sourceOfNumber(value, key)) : detachNumbers(item);
  }
  return copy;
}

/** The other way round: plain numbers, written by `stringifyJson` as they were. A deep copy.
 *  @throws {Anomaly} `incorrect` when it nests deeper than `parseJson` takes. */
export function attachNumbers(value: unknown, depthLeft: number = maximumDepth): unknown {
  if (value instanceof WrittenNumber) return Number(value.source);
  if (typeof value !== "object" || value === null) return value;
  if (depthLeft === 0) throw new Anomaly("incorrect", `the result nests deeper than ${maximumDepth} levels`);
  const copy = (Array.isArray(value) ? [] : {}) as Holder;
  for (const [key, item] of Object.entries(value)) {
    copy[key] = attachNumbers(item, depthLeft - 1);
    if (item instanceof WrittenNumber && item.source !== String(copy[key])) (copy[numberSources] ??= {})[key] = item.source;
  }
  return copy;
}
