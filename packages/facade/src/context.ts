import type { ResourceTypeName, StoredType } from "@wijkverband/fhir";
import type { InteractionLetter } from "@wijkverband/identity";
import type { Caller } from "@wijkverband/policy";
import type { Answer, Ask } from "./exchange.ts";
import type { House } from "./house.ts";
import type { Trail } from "./trail.ts";

/** What an interaction or operation works with. The instant is taken once, so that one request has one now. */
export interface Context {
  readonly house: House;
  readonly ask: Ask;
  readonly caller: Caller;
  readonly at: Date;
  readonly trail: Trail;
  /** Asks the house something else for the same caller, as an entry of a batch does: policy and audit apply to it by itself. */
  readonly again: (ask: Ask) => Promise<Answer>;
}

/** The same at this very moment, for what is decided on what stands there now rather than when the request came in. */
export function atThisMoment(context: Context): Context {
  const clock = context.house.clock();
  return { ...context, at: clock > context.at ? clock : context.at };
}

/** What the path named. */
export interface Target {
  readonly type: ResourceTypeName;
  readonly id: string;
  readonly versionId: string;
}

/** A REST interaction of R4. The list of them yields routes, `/metadata` and docs. */
export interface Interaction {
  /** Code of http://hl7.org/fhir/restful-interaction. */
  readonly code: string;
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Path below the base; `:type`, `:id` and `:versionId` are parameters. */
  readonly path: string;
  readonly action: Trail["action"];
  /** SMART v2 letter that a token needs for the type; none for a bundle, whose entries are asked one by one. */
  readonly letter?: InteractionLetter;
  /** Parameters that it takes, beside those about the form of its answer; without this list it reads its own, as a search and a condition do. */
  readonly takes?: readonly string[];
  /** Which kinds of stored types it exists for. */
  readonly kinds: readonly StoredType["kind"][];
  run(context: Context, target: Target): Promise<Answer>;
}
