import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

import type { AnyCode } from "./expand-value-set.ts";
import type { RequiredProfile } from "./required-profiles.ts";

/** What validation needs of the specification, of our profiles and of claimed foreign ones: StructureDefinitions cut down and value sets expanded. */
export interface Definitions {
  readonly structures: readonly Structure[];
  /** Codes by value set url, then by system. A required binding to a set that isn't here is open: any code is accepted. */
  readonly valueSets: ValueSets;
  readonly requiredProfiles: readonly RequiredProfile[];
}

/** `any`: of that system no code can be told to be in it or not. */
export type ValueSets = Readonly<Record<string, Readonly<Record<string, readonly string[] | AnyCode>>>>;

/** A StructureDefinition with its snapshot, cut down to what validation reads. */
export interface Structure {
  readonly url: string;
  /** FHIR type it describes or constrains (`Patient`, `HumanName`, `Extension`). */
  readonly type: string;
  readonly kind: "primitive-type" | "complex-type" | "resource";
  readonly abstract?: true;
  /** `constraint`: a profile or extension; without it, a type of the specification itself. */
  readonly constraint?: true;
  /** Of a package that a deployment named: what it says is checked, what it would have modified isn't understood. */
  readonly foreign?: true;
  readonly elements: readonly ElementRule[];
}

/** An ElementDefinition of a snapshot. */
export interface ElementRule {
  readonly id: string;
  readonly path: string;
  readonly min: number;
  /** `Infinity` is kept as absent. */
  readonly max?: number;
  /** An array in JSON, whatever the profile makes of `max`. */
  readonly list?: true;
  readonly types?: readonly ElementType[];
  readonly content?: string;
  /** Value of `fixed[x]` or `pattern[x]`, with the type it is of (`CodeableConcept`). */
  readonly fixed?: TypedValue;
  readonly pattern?: TypedValue;
  /** Value set of a required binding. */
  readonly binding?: string;
  readonly constraints?: readonly Constraint[];
  readonly slicing?: Slicing;
  readonly slice?: string;
  readonly modifier?: true;
  /** Of a type of the specification: part of its summary. */
  readonly summary?: true;
}

export interface ElementType {
  readonly code: string;
  readonly profiles?: readonly string[];
  readonly targets?: readonly string[];
}

export interface TypedValue {
  readonly type: string;
  readonly value: unknown;
}

export interface Constraint {
  readonly key: string;
  readonly severity: "error" | "warning";
  readonly human: string;
  readonly expression: string;
}

export interface Slicing {
  readonly rules: "closed" | "open" | "openAtEnd";
  readonly ordered?: true;
  readonly discriminators: readonly { readonly type: string; readonly path: string }[];
}

/** Reads what `buildDefinitions` wrote: `definitions.json` and, if it is there, `required-profiles.json`. */
export function loadDefinitions(folder: string): Definitions {
  const required = join(folder, "required-profiles.json");
  return {
    ...(JSON.parse(readFileSync(join(folder, "definitions.json"), "utf8")) as Omit<Definitions, "requiredProfiles">),
    requiredProfiles: existsSync(required) ? (JSON.parse(readFileSync(required, "utf8")) as RequiredProfile[]) : [],
  };
}

/** One set of definitions out of several; of a structure or value set that comes twice the last one counts. */
export function mergeDefinitions(...parts: readonly Definitions[]): Definitions {
  return {
    structures: [...new Map(parts.flatMap(({ structures }) => structures.map((structure) => [structure.url, structure] as const))).values()],
    valueSets: Object.assign({}, ...parts.map(({ valueSets }) => valueSets)) as ValueSets,
    requiredProfiles: parts.flatMap(({ requiredProfiles }) => requiredProfiles),
  };
}
