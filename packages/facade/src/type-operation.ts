import type { InputSpec, ResourceTypeName } from "@wijkverband/fhir";
import type { Context } from "./context.ts";
import type { Answer } from "./exchange.ts";

/** A standard operation that every stored type has, or one of them, of the type and of one resource. It has no row of its own in the policy: who may do it follows from
 *  what he may do with the type. */
export interface TypeOperation {
  readonly code: `$${string}`;
  /** Canonical of HL7's own definition. */
  readonly definition: string;
  readonly title: string;
  readonly affectsState: false;
  readonly input: InputSpec;
  /** The methods that it takes; none: it doesn't exist there. */
  readonly methods: (type: ResourceTypeName, onInstance: boolean) => readonly string[];
  /** Whether the scopes of a token reach it. */
  reachedBy(scopes: readonly string[], type: ResourceTypeName): boolean;
  run(context: Context, type: ResourceTypeName, id: string | undefined): Promise<Answer>;
}
