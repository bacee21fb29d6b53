import type { CodeableConcept, Coding, ContactPoint, Identifier, Period, Reference, Resource } from "hl7-fhir-r4-types";
import { instantRange } from "./search/instant-range.ts";

/** What a parameter of each type holds. */
export interface ParameterValues {
  readonly string: string;
  readonly code: string;
  readonly id: string;
  readonly uri: string;
  readonly instant: string;
  readonly dateTime: string;
  readonly date: string;
  readonly boolean: boolean;
  readonly integer: number;
  readonly Identifier: Identifier;
  readonly Reference: Reference;
  readonly CodeableConcept: CodeableConcept;
  readonly Coding: Coding;
  readonly ContactPoint: ContactPoint;
  readonly Period: Period;
  readonly Resource: Resource;
}

export type ParameterType = keyof ParameterValues;

/** Tells whether a value from outside has the form of a type. Of data types only what an operation leans on is looked at:
 *  bindings and cardinalities inside them are the validator's. */
export function isType(type: ParameterType, value: unknown): boolean {
  return checks[type](value);
}

/** The value that text in a URL stands for; `undefined` when the type can't be written there, or the text isn't of it. */
export function fromText(type: ParameterType, text: string): unknown {
  switch (type) {
    case "boolean":
      return text === "true" || text === "false" ? text === "true" : undefined;
    case "integer":
      return /^-?(?:0|[1-9]\d{0,9})$/.test(text) ? Number(text) : undefined;
    case "Reference":
      return { reference: text };
    case "string":
    case "code":
    case "id":
    case "uri":
    case "date":
      return text;
    case "instant":
    case "dateTime":
      // a + that nobody encoded arrives as a space
      return text.replace(/ (?=\d\d:\d\d$)/, "+");
    default:
      return undefined;
  }
}

const checks: Readonly<Record<ParameterType, (value: unknown) => boolean>> = {
  string: (value) => isText(value) && value.length <= 1_048_576,
  code: (value) => isText(value) && /^\S+(?: \S+)*$/.test(value),
  id: (value) => isText(value) && /^[A-Za-z0-9\-.]{1,64}$/.test(value),
  uri: (value) => isText(value) && /^\S+$/.test(value),
  instant: (value) => isText(value) && /T\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/.test(value) && instantRange(value) !== undefined,
  dateTime: (value) => isText(value) && (!value.includes("T") || /(?:Z|[+-]\d\d:\d\d)$/.test(value)) && instantRange(value) !== undefined,
  date: (value) => isText(value) && !value.includes("T") && instantRange(value) !== undefined,
  boolean: (value) => typeof value === "boolean",
  integer: (value) => typeof value === "number" && Number.isInteger(value) && Math.abs(value) <= 2_147_483_647,
  Identifier: (value) => hasText(value, ["system", "value"]) && isObject(value) && isText(value["value"]),
  Reference: (value) => hasText(value, ["reference", "type", "display"]) && isObject(value) && (isText(value["reference"]) || checks.Identifier(value["identifier"])),
  CodeableConcept: (value) => hasText(value, ["text"]) && isObject(value) && (value["coding"] === undefined ? isText(value["text"]) : Array.isArray(value["coding"]) && value["coding"].length > 0 && value["coding"].every(checks.Coding)),
  Coding: (value) => hasText(value, ["system", "version", "code", "display"]) && isObject(value) && (isText(value["code"]) || isText(value["display"])),
  ContactPoint: (value) => hasText(value, ["system", "value", "use"]) && isObject(value) && isText(value["value"]),
  Period: (value) => hasText(value, ["start", "end"]) && isObject(value) && isPeriod(value),
  Resource: (value) => isObject(value) && isText(value["resourceType"]),
};

/** At least one end, and both dates. Which way round they stand is a rule of what they are for, not of how they are written. */
function isPeriod({ start, end }: Readonly<Record<string, unknown>>): boolean {
  if (start === undefined && end === undefined) return false;
  return (start === undefined || checks.dateTime(start)) && (end === undefined || checks.dateTime(end));
}

/** An object whose fields of these names are text, where it has them. */
function hasText(value: unknown, names: readonly string[]): boolean {
  return isObject(value) && names.every((name) => value[name] === undefined || isText(value[name]));
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value.trim() !== "";
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
