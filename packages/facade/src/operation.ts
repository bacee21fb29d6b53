import { Anomaly, isBsn, readInput, readQueryInput, system, type Input, type InputSpec, type ResourceTypeName } from "@wijkverband/fhir";
import { narrow, refusedBy, type Action } from "@wijkverband/policy";
import type { Stored } from "@wijkverband/store";
import type { Identifier } from "hl7-fhir-r4-types";
import { findByIdentifier } from "./caller.ts";
import type { Context } from "./context.ts";
import type { Answer } from "./exchange.ts";
import { nobody, notThere, permit, readAlsoDeleted } from "./guard.ts";
import type { Wanted } from "./negotiation.ts";
import { withOutsideConsent } from "./outside-consent.ts";

/** What an operation is called, and what the policy is asked: that very thing, or of one that gives nothing beyond it, reading, creating or changing. */
type Named = { readonly code: Extract<Action, `$${string}`>; readonly asks?: undefined } | { readonly code: `$${string}`; readonly asks: Action };

/** An operation as data and a function; the list of them yields routes, `/metadata`, OpenAPI, docs and the conformance check. */
export type OperationDefinition<Spec extends InputSpec> = Named & Defined<Spec>;

interface Defined<Spec extends InputSpec> {
  readonly on: ResourceTypeName;
  /** Canonical of the OperationDefinition in profiles/. */
  readonly definition: string;
  readonly affectsState: boolean;
  /** The scope that a token needs: of a use, or of reading what a standard operation reads. */
  readonly scope: "wijkverband-zorgplan" | "wijkverband-palliatief" | "wijkverband-verantwoordelijke-huisarts" | `system/${ResourceTypeName}.r`;
  readonly title: string;
  readonly input: Spec;
  /** A patient isn't named by identifier here, only by id. */
  readonly instanceOnly?: true;
  /** Refuses a role that never may before it looks for anybody: the same 403 for everyone, which tells nothing of a patient. */
  readonly roleFirst?: true;
  /** Refuses what doesn't depend on the subject, before anybody is looked for: the same refusal for everyone, which tells nothing of a patient. */
  first?(context: Context, parameters: unknown): void;
  /** As what it answers besides FHIR, by `Accept`; without it a browser gets FHIR too. */
  readonly pages?: readonly Exclude<Wanted, "fhir">[];
  /** At type level, for a body that brings somebody along instead of naming one: `undefined` when it doesn't. It says the same whoever it is, known or not (`stranger`). */
  newcomer?(context: Context, parameters: unknown): Promise<Answer> | undefined;
  /** Most bytes of a request body, where it isn't the usual 5 MB. */
  readonly bodyLimit?: number;
  /** At type level, also about many patients in one call: what that takes, how it is told from one, and what answers. It guards and enters each patient itself. */
  readonly many?: { readonly input: InputSpec; isAsked(body: unknown): boolean; run(context: Context): Promise<Answer> };
  /** Actions that only some callers may do and on which the answer depends. */
  readonly considers?: readonly Action[];
  /** Runs for a subject (mostly a patient) whom the caller may do this on; the guard has been passed. `allowed`: which of `considers` he may do too. */
  run(context: Context, patient: Stored, input: Input<Spec>, allowed: readonly Action[]): Promise<Answer>;
  /** Runs in place of `run` for a caller who may do this on somebody whom we don't know (or don't know any more), where the answer must not tell the difference
   *  (`stranger`). Without it the answer is 404. */
  readonly unknown?: (context: Context, input: Input<Spec>) => Promise<Answer>;
}

/** An operation with its input types closed over, as the lists hold it. */
export interface Operation extends Omit<Defined<InputSpec>, "run" | "unknown"> {
  readonly code: `$${string}`;
  readonly asks: Action;
  readonly primitiveInput: boolean;
  /** Reads the input and runs. */
  run(context: Context, patient: Stored, parameters: unknown, allowed: readonly Action[]): Promise<Answer>;
  readonly unknown?: (context: Context, parameters: unknown) => Promise<Answer>;
}

/** Ties a definition's `run` to its input, read and checked. */
export function operation<const Spec extends InputSpec>(definition: OperationDefinition<Spec>): Operation {
  const { unknown, ...data } = definition;
  const inputOf = (context: Context, parameters: unknown): Input<Spec> => (context.ask.method === "GET" ? readQueryInput(context.ask.query, data.input) : readInput(parameters, data.input));
  return {
    ...data,
    asks: definition.asks ?? definition.code,
    primitiveInput: Object.values(data.input).every(({ type }) => /^[a-z]/.test(type)),
    run: (context, patient, parameters, allowed) => definition.run(context, patient, inputOf(context, parameters), allowed),
    ...(unknown !== undefined && { unknown: (context, parameters) => unknown(context, inputOf(context, parameters)) }),
  };
}

/** Tells whether an operation exists without an instance: a patient can be named by identifier, anything else by its id only. */
export function hasTypeLevel({ on, instanceOnly }: Pick<Operation, "on" | "instanceOnly">): boolean {
  return on === "Patient" && instanceOnly !== true;
}

/** Finds the subject, guards, runs. At type level the patient comes by identifier in the body. */
export async function runOperation(operation: Operation, context: Context, instance: string | undefined): Promise<Answer> {
  const { house, ask, at, trail } = context;
  if (operation.roleFirst === true && narrow(context.caller, operation.asks, operation.on).length === 0) {
    throw new Anomaly("forbidden", "this role may not do this", { rule: refusedBy[operation.asks] });
  }
  const arrival = instance === undefined ? operation.newcomer?.(context, ask.body) : undefined;
  if (arrival !== undefined) return arrival;
  if (instance === undefined && operation.many?.isAsked(ask.body) === true) return operation.many.run(context);
  const { identifier, rest } = instance === undefined ? takeIdentifier(ask.body) : { identifier: undefined, rest: ask.body };
  operation.first?.(context, rest);
  const patient = instance === undefined ? await findByIdentifier(house.store, "Patient", tokenOf(identifier), at) : await readAlsoDeleted(house.store, operation.on, instance);
  const asked = await withOutsideConsent(context, operation.asks, operation.on, async () => patient);
  const allowed = await permit(house.store, asked.caller, operation.asks, patient ?? { ...nobody, type: operation.on }, at, trail, operation.considers);
  if (operation.unknown !== undefined && (patient === undefined || patient.deleted)) return operation.unknown(asked, rest);
  if (patient === undefined) throw notThere();
  if (patient.deleted) throw new Anomaly("gone", "deleted");
  return operation.run(asked, patient, rest, allowed);
}

interface ParametersLike {
  readonly resourceType?: unknown;
  readonly parameter?: readonly { readonly name?: unknown; readonly valueIdentifier?: Identifier }[];
}

/** Takes the parameter `identifier` out of a Parameters body. @throws {Anomaly} `incorrect` without just one; `rule` (elfproef) for what can't be a BSN. */
function takeIdentifier(body: unknown): { readonly identifier: Identifier; readonly rest: unknown } {
  const { resourceType, parameter } = (body ?? {}) as ParametersLike;
  const expression = "Parameters.parameter.where(name='identifier')";
  const named = Array.isArray(parameter) ? (parameter as NonNullable<ParametersLike["parameter"]>).filter((each) => each?.name === "identifier") : [];
  const identifier = named[0]?.valueIdentifier;
  if (resourceType !== "Parameters" || named.length !== 1 || typeof identifier?.value !== "string" || typeof identifier.system !== "string") {
    throw new Anomaly("incorrect", "Parameters with one identifier (system and value) is needed", { issues: [{ text: "one identifier, with system and value, is needed", expression }] });
  }
  if (identifier.system === system.bsn && !isBsn(identifier.value)) {
    throw new Anomaly("rule", "this can't be a BSN", { issues: [{ text: "nine digits that pass the elfproef are needed", expression: `${expression}.value.value`, rule: "elfproef" }] });
  }
  const others = (parameter ?? []).filter((each) => each?.name !== "identifier");
  return { identifier, rest: { resourceType: "Parameters", ...(others.length > 0 && { parameter: others }) } };
}

function tokenOf(identifier: Identifier | undefined): { system: string; code: string } {
  return { system: identifier?.system ?? "", code: identifier?.value ?? "" };
}
