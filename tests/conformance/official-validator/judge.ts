import type { Issue } from "@wijkverband/fhir";
import { allowedFor, type Allowed } from "./allow-list.ts";
import type { Instance } from "./instances.ts";
import type { Message } from "./official.ts";

/** What came of one instance. */
export interface Judgement {
  readonly name: string;
  readonly kind: Instance["kind"];
  /** A valid instance: the official validator has nothing against it. An invalid one, a mutant: both validators say the same. */
  readonly passed: boolean;
  readonly official: "accepted" | "refused";
  /** Our own validator; our definitions are no resources that it is asked about. */
  readonly own?: "accepted" | "refused";
  readonly errors: readonly Message[];
  readonly warnings: readonly Message[];
  readonly ownErrors: readonly Issue[];
  /** Errors that the allow-list lets through. */
  readonly allowed: readonly { readonly message: Message; readonly by: Allowed }[];
}

/** Lays the two verdicts beside each other. `own`: what our validator says, `undefined` where it isn't asked; `list`: errors that don't count. */
export function judge({ name, kind }: Instance, messages: readonly Message[], own: readonly Issue[] | undefined, list: readonly Allowed[]): Judgement {
  const faults = messages.filter(isError).map((message) => ({ message, by: allowedFor(name, message, list) }));
  const errors = faults.filter(({ by }) => by === undefined).map(({ message }) => message);
  const ownErrors = own?.filter(({ severity }) => severity === "error") ?? [];
  const official = errors.length === 0 ? "accepted" : "refused";
  const ownVerdict = ownErrors.length === 0 ? "accepted" : "refused";
  return {
    name,
    kind,
    passed: kind === "invalid" || kind === "mutant" ? official === ownVerdict : official === "accepted",
    official,
    ...(own !== undefined && { own: ownVerdict }),
    errors,
    warnings: messages.filter(({ severity }) => severity === "warning"),
    ownErrors,
    allowed: faults.flatMap(({ message, by }) => (by === undefined ? [] : [{ message, by }])),
  };
}

function isError({ severity }: Message): boolean {
  return severity === "error" || severity === "fatal";
}

/** How many of those that both were asked about got the same verdict. */
export function agreement(judgements: readonly Judgement[]): { readonly equal: number; readonly asked: number } {
  const asked = judgements.filter(({ own }) => own !== undefined);
  return { equal: asked.filter(({ own, official }) => own === official).length, asked: asked.length };
}
